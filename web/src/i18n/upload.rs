//! Uploading a file of completions.

use super::texts;

texts! {
    UPLOAD = "批量上传", "Upload a file";
    UPLOAD_LEAD = "先检查，再登记；登记后可以整批撤回。", "It is checked first, then posted, and can be undone as a whole.";
    TEMPLATE_TITLE = "准备表格", "Prepare the table";
    TEMPLATE_DETAIL = "下载模板填写，或直接上传教务系统导出的成绩表；列名不同也可以，下一步再对应，本机构只需对应一次。", "Fill in the template, or upload the table that your school's system exports; if its columns are called otherwise, you match them once in the next step.";
    TEMPLATE = "下载模板（CSV）", "Download the template (CSV)";
    TEMPLATE_FILE = "学习成果模板.csv", "completions-template.csv";
    TEXT_COLUMN = "填写前请把身份证号、卡号两列设为“文本”格式，否则长号码会丢失末几位。", "Format the columns of ID and card numbers as text first, or long numbers lose their last digits.";
    FILE_TITLE = "选择文件", "Choose the file";
    FILE = "成绩表文件", "File";
    FILE_HINT = "XLSX、XLS，或 UTF-8、GB 18030 编码的 CSV；最多 10 万行、64 MB。也可以把文件拖到这里。", "XLSX, XLS, or CSV in UTF-8 or GB 18030; up to 100,000 rows and 64 MB. You may drop it here, too.";
    SEND_FILE = "上传并检查", "Upload and check";
    SENDING_FILE = "正在上传 {0}%", "Uploading, {0}%";
    UNPACKING = "上传完成，正在读取文件…", "Uploaded; the file is being read…";
    CHECK_FIRST = "这一步只检查，不登记。", "This only checks; nothing is posted yet.";

    MATCH_TITLE = "对应列名", "Match the columns";
    MATCH_LEAD = "有的列没有认出来，请指明它们在您的文件里叫什么。本机构以后上传同样的表格，不用再选。", "Some columns were not recognised. Say what your file calls them; your school's next upload of such a table will not ask.";
    NOT_IN_FILE = "文件中没有这一列", "Not in the file";
    MATCH_NEEDED = "必需", "needed";
    MATCH_SEND = "按此检查", "Check with these";
    MATCH_AGAIN = "重新对应列名", "Match the columns anew";

    CHECKING = "正在检查", "Being checked";
    POSTING = "正在登记", "Being posted";
    UNDOING = "正在撤回", "Being undone";
    OF_ROWS = "{0} / {1} 行", "{0} of {1} rows";
    MAY_LEAVE = "可以离开此页，处理不会中断；之后从“今日业务”回来查看。", "You may leave this page, the work goes on; come back from Today.";

    CHECKED = "检查完毕，尚未登记", "Checked, not posted yet";
    ROWS_READ = "读到", "Rows read";
    ROWS = "{0} 行", "{0} rows";
    WOULD_POST = "可以登记", "Can be posted";
    KNOWN_ALREADY = "已登记过，内容相同", "Recorded before, with the same content";
    REPEATED = "文件内重复，只取一次", "Repeated in the file, taken once";
    BAD_ROWS = "有误，不能登记", "Wrong, cannot be posted";
    RECOGNISED = "其中可认定", "Of these recognised";
    NEED_DECISION = "其中须人工裁定", "Of these to be decided by a person";
    NOT_RECOGNISED = "其中不能认定", "Of these not recognised";
    NOT_KEPT = "不保存的列", "Columns not kept";
    REMEMBERED = "列名按上次的对应读取", "Columns are matched as the last time";
    BAD_TITLE = "有误的行", "Rows that are wrong";
    BAD_HELP = "用上下方向键逐行查看，下方显示整行内容和原因。", "Go from row to row with the arrow keys; the whole row and the reason stand below.";
    LINE = "第 {0} 行", "Line {0}";
    REASON = "原因", "Reason";
    DOWNLOAD_BAD = "下载有误的行", "Download the wrong rows";
    ERRORS_FILE = "有误的行.csv", "wrong-rows.csv";
    MEND_HELP = "在下载的表格中改好后再次上传即可；“错误原因”一列不必删除。", "Mend them in the downloaded table and upload that; the column of reasons may stay.";
    POST_ALL = "登记全部 {0} 项", "Post all {0}";
    POST_GOOD = "只登记无误的 {0} 项", "Post only the {0} that are fit";
    NOTHING_TO_POST = "没有可以登记的新成果", "There is nothing new to post";
    UPLOAD_ANOTHER = "上传另一个文件", "Upload another file";

    POSTED = "已登记 {0} 项学习成果", "{0} completions are posted";
    POSTED_DETAIL = "学分已按规则入账；须人工裁定的，裁定后入账。", "Credits are on the cards as the rules say; what needs a decision follows after it.";
    CREATED = "本次登记", "Posted now";
    FILE_NAME = "文件", "File";
    AT = "上传时间", "Uploaded";
    BY = "经办人", "By";
    RECEIPT_NUMBER = "批次编号", "Batch";
    UNDO = "撤回整批", "Undo the batch";
    UNDO_LEAD = "本批仍有效的成果全部撤销，学分收回，并逐一通知本人。", "All completions of it that still stand are revoked, credits taken back, and everybody told.";
    IS_UNDONE = "这次上传已撤回", "This upload is undone";
    UNDONE_DETAIL = "本批登记的成果已全部撤销，学分已收回，并已逐一通知本人。", "Everything that it posted is revoked, the credits are taken back and everybody has been told.";
    UNDO_FAILED = "上次撤回中断，可以再次撤回", "The last undoing was interrupted; undo it again";
    IS_STOPPED = "处理中断，没有完成", "It stopped before its end";
    STOPPED_DETAIL = "请重新上传同一个文件：已登记的不会重复登记。", "Upload the same file again: what is recorded is not recorded twice.";
    LAST_UPLOADS = "最近上传", "Last uploads";
    NO_UPLOADS = "还没有上传过文件", "Nothing was uploaded yet";
    NO_IMPORT = "没有这次上传", "There is no such upload";
    TO_UPLOAD = "回到这次上传", "Back to the upload";
}

/// What the bank's columns are called on the screen, by field.
pub const FIELDS: [(&str, super::Words); 16] = [
    ("external_id", super::Words::new("外部编号（学校自己的编号）", "The school's own number")),
    ("id_type", super::Words::new("证件类型", "Document")),
    ("id_number", super::Words::new("证件号码", "Document number")),
    ("name", super::Words::new("姓名", "Name")),
    ("card_number", super::Words::new("学习卡号", "Card number")),
    ("course_code", super::Words::new("课程代码", "Course code")),
    ("course_title", super::Words::new("课程名称", "Course title")),
    ("category", super::Words::new("课程类别", "Course category")),
    ("started_on", super::Words::new("开始日期", "Started on")),
    ("ended_on", super::Words::new("结束日期（获得时间）", "Ended on")),
    ("hours", super::Words::new("学时", "Learning hours")),
    ("grade", super::Words::new("成绩", "Grade")),
    ("declared_credits", super::Words::new("学分", "Credits")),
    ("major", super::Words::new("专业名称", "Major")),
    ("level", super::Words::new("教育层次代码", "Code of the level")),
    ("kind", super::Words::new("教育类别代码", "Code of the kind")),
];
