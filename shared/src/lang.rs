//! The two languages of every sentence that a person reads.

use serde::{Deserialize, Serialize};

/// A language of the bank: Chinese first, English complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Lang {
    /// Simplified Chinese, `zh-CN`.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English, `en`.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The BCP 47 tag, as `<html lang>` and `Content-Language` carry it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The first language of an `Accept-Language` header that the bank speaks; Chinese otherwise.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut choices: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.split(';').map(str::trim);
                let tag = pieces.next()?.to_ascii_lowercase();
                let weight = pieces
                    .find_map(|piece| piece.strip_prefix("q="))
                    .map_or(1.0, |q| q.parse().unwrap_or(0.0));
                match tag.split('-').next() {
                    Some("zh") => Some((weight, Self::Zh)),
                    Some("en") => Some((weight, Self::En)),
                    _ => None,
                }
            })
            .collect();
        choices.sort_by(|a, b| b.0.total_cmp(&a.0));
        choices.first().map_or(Self::Zh, |choice| choice.1)
    }
}

/// A name or sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same words in both languages, for what has one name only (a course title as posted).
    #[must_use]
    pub fn same(words: &str) -> Self {
        Self::new(words, words)
    }

    /// The words of one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_weighted_language_wins_and_chinese_is_the_default() {
        assert_eq!(Lang::from_accept_language("en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(Lang::from_accept_language("fr, zh-CN;q=0.8, en;q=0.2"), Lang::Zh);
        assert_eq!(Lang::from_accept_language("fr"), Lang::Zh);
        assert_eq!(Lang::from_accept_language(""), Lang::Zh);
    }
}
