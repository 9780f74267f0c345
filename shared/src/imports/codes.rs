//! Codes of school systems: two generations live side by side, and an operator may add more.

use std::collections::HashMap;

use crate::fault::FaultKind;
use crate::names::words;

words! {
    /// What a code is about.
    pub enum Meaning {
        Level = "level", "教育层次", "Level of education";
        Kind = "kind", "教育类别", "Kind of education";
        Leaving = "leaving", "毕业结业肄业", "How the learner left";
        Season = "season", "毕业季", "Season of leaving";
    }
}

/// Each word with its old and its new code.
const STANDARD: &[(Meaning, &[&str], &str)] = &[
    (Meaning::Level, &["20", "85"], "本科"),
    (Meaning::Level, &["21", "86"], "专科"),
    (Meaning::Level, &["22", "783"], "专升本"),
    (Meaning::Level, &["23", "784"], "高起本"),
    (Meaning::Kind, &["30", "321"], "成人"),
    (Meaning::Kind, &["31", "322"], "普通"),
    (Meaning::Kind, &["32", "1221"], "网络"),
    (Meaning::Kind, &["33", "1381"], "中职"),
    (Meaning::Kind, &["34", "1421"], "自考"),
    (Meaning::Leaving, &["40", "1261"], "毕业"),
    (Meaning::Leaving, &["41"], "结业/肄业"),
    (Meaning::Leaving, &["1262"], "结业"),
    (Meaning::Leaving, &["1690"], "在校"),
    (Meaning::Season, &["50", "1321"], "春"),
    (Meaning::Season, &["51", "1322"], "秋"),
];

/// What each code means.
#[derive(Clone, Debug)]
pub struct CodeTable(HashMap<(Meaning, String), String>);

impl Default for CodeTable {
    /// Both generations.
    fn default() -> Self {
        let codes = STANDARD.iter().flat_map(|(meaning, codes, word)| {
            codes.iter().map(|code| ((*meaning, (*code).to_owned()), (*word).to_owned()))
        });
        Self(codes.collect())
    }
}

impl CodeTable {
    /// Adds a code, or gives it another word.
    ///
    /// # Errors
    /// `Required` when the code or the word is blank.
    pub fn add(&mut self, meaning: Meaning, code: &str, word: &str) -> Result<(), FaultKind> {
        if code.is_empty() || word.is_empty() {
            return Err(FaultKind::Required);
        }
        self.0.insert((meaning, code.to_owned()), word.to_owned());
        Ok(())
    }

    /// The word of a code; a word of the table stands for itself, and `85.0` is how some
    /// spreadsheets write `85`.
    ///
    /// # Errors
    /// `Unknown`: never a guess.
    pub fn word(&self, meaning: Meaning, said: &str) -> Result<&str, FaultKind> {
        let code = said.strip_suffix(".0").unwrap_or(said);
        if let Some(word) = self.0.get(&(meaning, code.to_owned())) {
            return Ok(word);
        }
        self.0
            .iter()
            .find(|((about, _), word)| *about == meaning && *word == said)
            .map(|(_, word)| word.as_str())
            .ok_or(FaultKind::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generations_of_a_code_mean_the_same() {
        let table = CodeTable::default();
        for (meaning, old, new, word) in [
            (Meaning::Level, "20", "85", "本科"),
            (Meaning::Level, "23", "784", "高起本"),
            (Meaning::Kind, "32", "1221", "网络"),
            (Meaning::Kind, "34", "1421", "自考"),
            (Meaning::Season, "51", "1322", "秋"),
            (Meaning::Leaving, "40", "1261", "毕业"),
        ] {
            assert_eq!(table.word(meaning, old), Ok(word));
            assert_eq!(table.word(meaning, new), Ok(word));
            assert_eq!(table.word(meaning, &format!("{new}.0")), Ok(word));
            assert_eq!(table.word(meaning, word), Ok(word));
        }
    }

    #[test]
    fn an_unknown_code_is_refused_until_it_is_added() {
        let mut table = CodeTable::default();
        assert_eq!(table.word(Meaning::Level, "99"), Err(FaultKind::Unknown));
        assert_eq!(table.word(Meaning::Level, "50"), Err(FaultKind::Unknown), "a season's code");
        table.add(Meaning::Level, "99", "研究生").unwrap();
        assert_eq!(table.word(Meaning::Level, "99"), Ok("研究生"));
        assert_eq!(table.add(Meaning::Level, "", "研究生"), Err(FaultKind::Required));
    }
}
