//! Checking a code.

use super::texts;

texts! {
    LEAD = "输入回执、学习成果或证明上的核验码，查证真伪和当前状态。", "Enter the code of a receipt, completion or transcript to see whether it is genuine and stands today.";
    CODE = "核验码", "Verification code";
    CODE_HINT = "印在回执和证明上，不区分空格；也可粘贴二维码中的网址", "On the receipt; spaces do not matter. The link of its QR code can be pasted too";
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
    A_TRANSCRIPT = "学习成果证明", "Transcript of learning";
    ISSUED_ON = "开具日期", "Issued on";
    CHANGED = "确为本行开具，但部分内容已有变更", "Genuine, but part of it has changed since";
    COMPARE = "以下是开具时的内容，请与纸质证明逐项核对。", "This is what it said when it was issued: compare the paper with it.";
    TITLE = "名称", "Title";
    SETTLED_ON = "办理日期", "Settled on";
    GRANTED_ON = "授予日期", "Granted on";
    ENDED_ON = "结束日期", "Ended on";
    TAKEN = "转出", "Left the card";
    GIVEN = "计入", "Entered the card";
    NO_NAMES = "为保护个人信息，核验结果不显示完整姓名和证件号码。", "To protect the holder, no full name or document number is shown.";
}
