//! What the bank tells people about programs and awards, in both languages.

use crate::lang::Text;

/// Every requirement is met, and the institution was asked for the certificate.
#[must_use]
pub fn award_proposed(program: &Text) -> Text {
    Text::new(
        format!("您已达到“{}”的全部要求，系统已提请举办机构授予证书，请等待办理结果。", program.zh),
        format!(
            "You have met every requirement of “{}”. Its institution has been asked to grant the \
             certificate.",
            program.en
        ),
    )
}

/// The certificate was granted, under this number.
#[must_use]
pub fn award_granted(program: &Text, number: &str) -> Text {
    Text::new(
        format!("“{}”证书已授予，证书编号 {number}。凭核验码可以查验真伪。", program.zh),
        format!(
            "The certificate of “{}” was granted under the number {number}. Anyone can check it by \
             its code.",
            program.en
        ),
    )
}

/// The certificate was not granted, and why.
#[must_use]
pub fn award_declined(program: &Text, reason: &str) -> Text {
    let bare = reason.trim_end_matches(['。', '.']);
    Text::new(
        format!("“{}”证书暂未授予。理由：{bare}。如有疑问，请与举办机构联系。", program.zh),
        format!(
            "The certificate of “{}” was not granted. Reason: {bare}. Please ask its institution if \
             anything is unclear.",
            program.en
        ),
    )
}
