//! What clerks see: the day, posting a completion, the counter.

use super::texts;

texts! {
    POSTED_TODAY = "今日登记", "Recorded today";
    RECOGNISED_TODAY = "其中已认定", "Of them recognised";
    REFUSED_TODAY = "其中未认定", "Of them not recognised";
    WAITING = "待裁定", "Waiting for a decision";
    ANY_STATUS = "全部状态", "Any status";
    NEWEST = "最近登记", "Newest";
    NONE_POSTED = "没有登记记录", "Nothing was recorded";

    POST_TITLE = "登记学习成果", "Record a completion";
    POST_LEAD = "全程可以只用键盘，也可以扫描学习卡。", "The keyboard is enough from first to last, and cards may be scanned.";
    LEARNER = "学习者", "Learner";
    CARD_HINT = "16 位，可扫码输入", "16 digits, may be scanned";
    SCAN = "用摄像头扫码", "Scan with the camera";
    SCAN_HELP = "把学习卡的二维码对准镜头", "Hold the card's QR code before the camera";
    SCAN_OFF = "关闭摄像头", "Turn the camera off";
    NO_CAMERA = "摄像头打不开。请允许本网站使用摄像头，或直接输入卡号。", "The camera does not open. Allow it for this site, or type the number.";
    NO_SUCH_CARD = "没有这个卡号", "There is no such card";
    OR_BY_DOCUMENT = "没有卡号时，填写证件和姓名", "Without a card number, fill in document and name";
    COURSE = "课程和成绩", "Course and result";
    COURSE_CODE = "课程代码", "Course code";
    COURSE_TITLE = "课程名称", "Course title";
    COURSE_TITLE_HINT = "目录中没有这个代码，填写名称后将一并收入目录", "The catalogue has no such code; with a title it is entered there";
    ENDED_ON = "结束日期", "Ended on";
    ENDED_ON_HINT = "例如 20260620", "Such as 2026-06-20";
    EXTERNAL_ID = "学校编号", "School's number";
    EXTERNAL_ID_HINT = "本校唯一，保存后自动加一", "Unique in the school; goes up by one";
    SAVE = "保存", "Save";
    SAVED = "已登记", "Recorded";
    HOW = "操作说明", "How it works";
    HOW_ENTER = "回车：到下一栏；扫到或填好卡号后，直接到课程。", "Enter: to the next field; from a card's number straight to the course.";
    HOW_LAST = "最后一栏回车：预览结果，不登记任何内容。", "Enter in the last field: the preview, which records nothing.";
    HOW_SAVE = "预览后再按回车：保存。课程、日期和学时保留，光标回到卡号。", "Enter after the preview: saves. Course, date and hours stay, and the cursor is back at the card number.";
    HOW_BACK = "Shift + Tab：回到上一栏。", "Shift + Tab: back one field.";
    NEW_LEARNER = "新的学习者，保存时为其开卡", "A new learner; saving opens a card";
    NO_PLACE = "您的账户没有所属机构", "Your account belongs to no institution";
    NO_PLACE_DETAIL = "请由管理员设置后再登记。", "Ask an administrator to set one.";

    COUNTER_LEAD = "请核对证件原件后办理。", "Check the original document first.";
    OPEN_CARD = "开立学习卡", "Open a card";
    OPEN_CARD_LEAD = "开卡后打印凭条，交学习者在网上注册。", "Print the slip and give it to the learner to register with.";
    BY_CARD = "按卡号查找", "Find by card";
    BY_DOCUMENT = "按证件查找", "Find by document";
    FIND = "查找", "Find";
    LOGGED = "每次查找都会留下记录。", "Every look-up is logged.";
    NOBODY = "没有找到", "Nobody was found";
    NOBODY_DETAIL = "请核对号码；确无记录的，可以开立学习卡。", "Check the number; if it is right, open a card.";
    CARD_STATUS = "学习卡状态", "Card status";
    ACCOUNT = "网上账户", "Account";
    CONFIRMED = "已核实", "Confirmed";
    NOT_CONFIRMED = "未核实", "Not confirmed";
    STREET = "街道或社区", "Street or community";
    CLAIM_WAITING = "有网上账户等待核实", "An account waits to be confirmed";
    CLAIM_DETAIL = "请核对证件原件与本人一致，再确认。", "Compare the document with the person before you confirm.";
    CONFIRM_PERSON = "确认本人", "Confirm the person";
    BORN_ON = "出生日期", "Birth date";
    SEX = "性别", "Sex";
    NOT_GIVEN = "未填", "Not given";
    SLIP_TITLE = "开卡凭条", "Activation slip";
    SLIP_QR = "注册页面二维码", "QR code of the registration page";
    SLIP_STEP_1 = "用手机扫码，或打开 {0}/register。", "Scan the code, or open {0}/register.";
    SLIP_STEP_2 = "填写激活码、姓名和证件号码，设置密码。", "Enter the activation code, name and document number, and set a password.";
    SLIP_STEP_3 = "注册后即可查看学习卡和学分。", "Then your card and credits show.";
    SLIP_ONCE = "激活码只显示这一次，请打印后再离开本页。", "The code is shown only now: print before you leave this page.";
    NO_SLIP = "激活码只显示一次", "The code is shown only once";
    NO_SLIP_DETAIL = "凭条已不能再次显示，请学习者到窗口核实身份。", "The slip cannot be shown again; confirm the learner at the counter instead.";
    NEXT_CARD = "继续开卡", "Open another";
}
