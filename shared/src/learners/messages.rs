//! What the bank tells a learner whose details, card or record a counter changed.

use super::LearnerField;
use crate::identity::CardNumber;
use crate::lang::{Lang, Text};

/// Their details were mended.
#[must_use]
pub fn mended(fields: &[LearnerField]) -> Text {
    let list = |lang: Lang, joint: &str| -> String {
        fields.iter().map(|field| field.label(lang)).collect::<Vec<_>>().join(joint)
    };
    Text::new(
        format!(
            "服务窗口更正了您登记的{}。如非本人办理，请尽快联系服务窗口。",
            list(Lang::Zh, "、")
        ),
        format!(
            "A counter mended your recorded {}. If you did not ask for this, tell a counter soon.",
            list(Lang::En, ", ")
        ),
    )
}

/// Their card was replaced.
#[must_use]
pub fn card_replaced(new: &CardNumber) -> Text {
    let number = new.grouped();
    Text::new(
        format!("您的学习卡已补办，新卡号为 {number}。原卡已停用，学分和记录不变。"),
        format!(
            "Your card was replaced; its number is {number} now. The old one is no longer in use, \
             and your credits and records are as they were."
        ),
    )
}

/// Two records of theirs became one.
#[must_use]
pub fn merged(kept: &CardNumber, moved: &Text) -> Text {
    let number = kept.grouped();
    Text::new(
        format!("您的两份学习档案已合并，今后使用卡号 {number}。{}", moved.zh),
        format!("Two records of yours became one; use the card {number} from now on. {}", moved.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_what_was_mended_and_never_a_number_of_a_document() {
        let text = mended(&[LearnerField::Name, LearnerField::Document]);
        assert!(text.zh.starts_with("服务窗口更正了您登记的姓名、证件。"));
        assert!(text.en.starts_with("A counter mended your recorded name, identity document."));
        let card = CardNumber::from_serial(17);
        assert!(card_replaced(&card).zh.contains(&card.grouped()));
    }
}
