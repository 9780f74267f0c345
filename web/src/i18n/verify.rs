//! Checking a code.

use super::texts;

texts! {
    LEAD = "输入回执或学习成果上的核验码，查证真伪和当前状态。", "Enter the code of a receipt or completion to see whether it is genuine and stands today.";
    CODE = "核验码", "Verification code";
    CODE_HINT = "印在回执和证明上，不区分空格", "On the receipt; spaces do not matter";
    CHECK = "核验", "Verify";
    RESULT = "核验结果", "Result";
    ANOTHER = "核验另一个", "Verify another";
    VALID = "真实有效", "Genuine and in force";
    NOT_VALID = "曾经签发，现已失效", "Was issued, but does not stand any more";
    UNKNOWN = "没有这个核验码", "There is no such code";
    UNKNOWN_DETAIL = "请逐字核对。仍查不到的，该证明不是本学分银行签发的。", "Check it letter by letter. If it is still unknown, this bank did not issue it.";
    AS_OF = "查询时间：{0}", "Looked up {0}";
    KIND = "种类", "Kind";
    A_TRANSFER = "学分转换回执", "Receipt of a conversion";
    A_COMPLETION = "学习成果", "Completion";
    A_CERTIFICATE = "证书", "Certificate";
    TITLE = "名称", "Title";
    SETTLED_ON = "办理日期", "Settled on";
    GRANTED_ON = "授予日期", "Granted on";
    ENDED_ON = "结束日期", "Ended on";
    TAKEN = "转出", "Left the card";
    GIVEN = "计入", "Entered the card";
    NO_NAMES = "为保护个人信息，核验结果不显示姓名和证件号码。", "To protect the holder, no name or document number is shown.";
}
