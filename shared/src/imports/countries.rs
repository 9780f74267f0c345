//! Countries and regions as tables of equivalences spell them.

use std::collections::BTreeMap;

/// Each with its other spellings, in small letters and without full stops.
const SPELLINGS: &[(&str, &[&str])] = &[
    ("Australia", &[]),
    ("Austria", &[]),
    ("Belgium", &[]),
    ("Brazil", &[]),
    ("Canada", &[]),
    ("Chile", &[]),
    ("China", &["mainland china", "prc", "people's republic of china"]),
    ("Croatia", &[]),
    ("Czechia", &["czech republic"]),
    ("Denmark", &[]),
    ("Estonia", &[]),
    ("Finland", &[]),
    ("France", &[]),
    ("Germany", &[]),
    ("Hong Kong, China", &["hong kong", "hong kong sar"]),
    ("Hungary", &[]),
    ("Iceland", &[]),
    ("India", &[]),
    ("Ireland", &["republic of ireland"]),
    ("Israel", &[]),
    ("Italy", &[]),
    ("Japan", &[]),
    ("Kyrgyzstan", &[]),
    ("Latvia", &[]),
    ("Lithuania", &[]),
    ("Luxembourg", &[]),
    ("Macao, China", &["macao", "macau", "macao sar"]),
    ("Malaysia", &[]),
    ("Mexico", &[]),
    ("Netherlands", &["the netherlands", "holland"]),
    ("New Zealand", &[]),
    ("Norway", &[]),
    ("Poland", &[]),
    ("Portugal", &[]),
    ("Russia", &["russian federation"]),
    ("Singapore", &[]),
    ("Slovenia", &[]),
    ("South Africa", &[]),
    ("South Korea", &["korea", "republic of korea"]),
    ("Spain", &[]),
    ("Sweden", &[]),
    ("Switzerland", &[]),
    ("Taiwan, China", &["taiwan"]),
    ("Thailand", &[]),
    ("Turkey", &["türkiye"]),
    ("United Kingdom", &["uk", "great britain", "england", "scotland", "wales"]),
    ("United States", &["usa", "us", "united states of america", "united state of america"]),
    ("Uruguay", &[]),
];

/// The one name of a country or region, however it is spelled; `None` for what is none.
#[must_use]
pub fn country(said: &str) -> Option<&'static str> {
    let said = said.replace('.', "").to_lowercase();
    SPELLINGS
        .iter()
        .find(|(name, others)| name.to_lowercase() == said || others.contains(&said.as_str()))
        .map(|(name, _)| *name)
}

/// How a column of countries is filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountryCensus {
    /// Countries, each with its spellings and how often each stands there.
    pub known: BTreeMap<&'static str, BTreeMap<String, usize>>,
    /// What names no country, and how often.
    pub unknown: BTreeMap<String, usize>,
    /// Rows that say nothing.
    pub blank: usize,
}

impl CountryCensus {
    /// Counts one more cell, folded.
    pub fn count(&mut self, said: Option<String>) {
        let Some(said) = said else {
            self.blank += 1;
            return;
        };
        let spellings = match country(&said) {
            Some(name) => self.known.entry(name).or_default(),
            None => &mut self.unknown,
        };
        *spellings.entry(said).or_default() += 1;
    }

    /// How many spellings the known countries have.
    #[must_use]
    pub fn spellings(&self) -> usize {
        self.known.values().map(BTreeMap::len).sum()
    }

    /// How many rows name something that is no country.
    #[must_use]
    pub fn rows_unknown(&self) -> usize {
        self.unknown.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_country_has_one_name_however_it_is_spelled() {
        for said in ["U.S.A.", "USA", "United State of America", "united states"] {
            assert_eq!(country(said), Some("United States"), "{said}");
        }
        assert_eq!(country("The Netherlands"), Some("Netherlands"));
        assert_eq!(country("Republic of Korea"), country("Korea"));
        assert_eq!(country("Singapore MA3006"), None);
    }

    #[test]
    fn what_names_no_country_is_told_and_not_guessed() {
        let mut census = CountryCensus::default();
        for said in [Some("UK"), Some("U.K."), Some("UK"), Some("Lyon 3"), None] {
            census.count(said.map(str::to_owned));
        }
        assert_eq!((census.known.len(), census.spellings()), (1, 2));
        assert_eq!((census.rows_unknown(), census.blank), (1, 1));
    }
}
