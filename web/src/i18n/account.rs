//! Signing in, registering, settings, help.

use super::texts;

texts! {
    IDENTIFIER = "账号", "Name";
    IDENTIFIER_HINT = "用户名、手机号、学习卡号或身份证号", "User name, phone, card number or ID number";
    PASSWORD = "密码", "Password";
    NO_ACCOUNT = "还没有账户", "No account yet";
    NO_ACCOUNT_DETAIL = "在学校或社区上过课的，可能已经为您开好学习卡，注册即可领取。", "If you took a course here, a card may be waiting for you: register to claim it.";
    FORGOTTEN = "忘记密码", "Forgotten password";
    FORGOTTEN_DETAIL = "请携带身份证件到服务窗口重设密码。", "Take your document to a counter to set a new one.";
    HAVE_ACCOUNT = "已有账户", "Have an account";
    REGISTER_TITLE = "注册账户", "Register";
    REGISTER_LEAD = "一个账户管理您的学习卡、学分和学习成果。", "One account for your card, credits and completions.";
    ACTIVATION_CODE = "激活码", "Activation code";
    ACTIVATION_CODE_HINT = "印在服务窗口打印的开卡凭条上；没有可不填", "On the slip from the counter; leave empty if you have none";
    NAME_HINT = "与证件上的姓名一致", "As on the document";
    PHONE = "手机号", "Phone";
    PHONE_HINT = "可用来登录", "Can be used to sign in";
    NEW_PASSWORD_HINT = "至少 10 个字符，一句自己好记的话最安全", "At least 10 characters; a sentence that you remember is safest";
    WITHOUT_CODE = "没有激活码也可以注册", "You can register without a code";
    WITHOUT_CODE_DETAIL = "为保护您的学分，账户在服务窗口核实身份之前不显示、不变动学分。", "To protect your credits, the account shows and moves nothing until a counter has confirmed who you are.";

    APPEARANCE = "显示", "Display";
    LANGUAGE = "语言", "Language";
    TEXT_SIZE = "字号", "Text size";
    CONTRAST = "颜色", "Colours";
    CHANGE_PASSWORD = "修改密码", "Change password";
    OLD_PASSWORD = "当前密码", "Current password";
    NEW_PASSWORD = "新密码", "New password";
    PASSWORD_CHANGED = "密码已修改", "The password was changed";
    SESSIONS = "已登录的设备", "Signed-in browsers";
    LAST_USED = "最近使用：{0}", "Last used {0}";
    THIS_BROWSER = "本机", "This one";
    END_SESSION = "退出该设备", "Sign it out";
    SIGN_OUT = "退出登录", "Sign out";
    SIGN_OUT_DETAIL = "在公用的手机或电脑上，用完请退出。退出后本机不保留您的余额。", "On a shared device, sign out when you are done; nothing of your balance stays on it.";
    FREEZING = "学习卡安全", "Card safety";
    FREEZE_DETAIL = "冻结后不能动用学分，仍可登记新的学习成果。解冻须输入密码。", "A frozen card moves no credits but still receives new ones. Unfreezing needs the password.";
    FREEZE = "立即冻结", "Freeze now";
    FROZEN = "学习卡已冻结", "The card is frozen";
    UNFREEZE = "解除冻结", "Unfreeze";
    LOST = "学习卡丢失", "The card is lost";
    LOST_ABOUT = "卡丢失或卡号可能泄露时，请立即挂失。", "If the card is gone, or somebody else may know its number, report it at once.";
    TO_LOST = "挂失学习卡", "Report it lost";
    LOST_TITLE = "挂失学习卡", "Report the card lost";
    LOST_LEAD = "请确认后提交，挂失立即生效。", "It takes effect as soon as you confirm.";
    LOST_STOPS = "卡上学分立即停止转换、兑换和转赠，包括正在办理的转赠。", "No credits leave the card any more, and gifts under way wait.";
    LOST_KEEPS = "学分不会减少，学校仍可登记新的学习成果。", "No credits are lost, and schools can still record what you finish.";
    LOST_NO_WAY_BACK = "挂失后不能自行解除，须携带身份证件到服务窗口补办。", "You cannot undo it yourself: take your document to a counter.";
    LOST_NEW_NUMBER = "补办后换新卡号，旧卡作废；学分、记录和账户都不变。", "The new card has a new number and the old one is void; credits, records and account stay.";
    LOST_FREEZE_FIRST = "如果只是暂时找不到，可以先冻结，找到后输入密码即可解冻。", "If you have only mislaid it, freeze it first; your password unfreezes it.";
    REPORT_LOST = "确认挂失", "Report it lost";
    LOST_DONE = "学习卡已挂失", "The card is reported lost";
    LOST_NEXT = "接下来", "What happens next";
    LOST_NEXT_DETAIL = "请携带身份证件到任一社区学校的服务窗口补办新卡。新卡当场启用，登录账户和密码不变。", "Take your document to the counter of any community school. The new card works at once; your account and password stay.";
}
