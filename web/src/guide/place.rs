//! The addresses of the help.

/// A page of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// All of it.
    Contents,
    /// What is about the page of a path.
    Of(String),
    /// An article: for whom, and about what.
    Article(String, String),
}

impl Place {
    /// The page of a path.
    pub fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let text = |part: &str| part.to_owned();
        Some(match parts.as_slice() {
            ["help"] => Self::Contents,
            ["help", "of", page @ ..] => Self::Of(format!("/{}", page.join("/"))),
            ["help", helped, topic] => Self::Article(text(helped), text(topic)),
            _ => return None,
        })
    }
}
