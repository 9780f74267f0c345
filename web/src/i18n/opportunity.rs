//! What can be done with credits, in a sentence.

use super::texts;

texts! {
    CAN_CONVERT = "您的 {0} {1}可转换为 {2} {3}。", "Your {0} {1} can become {2} {3}.";
    CAN_APPLY = "您可用 {0} {1}申请兑换“{2}”的“{3}”单元。", "{0} {1} can be applied to the unit “{3}” of {2}.";
    CAN_EXEMPT = "您可凭已有学习成果申请免修“{0}”的“{1}”单元，不扣学分。", "What you finished can waive the unit “{1}” of {0}; no credits leave your card.";
    THEN_UNIT = "转换后可申请兑换“{0}”的“{1}”单元。", " They could then be applied to the unit “{1}” of {0}.";
    THEN_REQUIREMENT = "完成后，“{0}”的一组要求即达到。", " That meets a requirement of {0}.";
    THEN_AWARD = "完成后，“{0}”的全部要求即达到，可取得证书。", " That completes {0} and leads to its certificate.";
    EXPIRES_SOON = "其中有学分将于 {0} 到期。", " Some of them expire on {0}.";
    TO_CONVERT = "去转换", "Convert them";
    TO_APPLY = "去申请", "Apply";
}
