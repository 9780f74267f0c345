//! What is wrong on pages, by cause.

use std::collections::BTreeMap;

/// So many places are named for a cause.
const PLACES_NAMED: usize = 6;

/// Faults, and where each was found.
#[derive(Default)]
pub struct Findings {
    faults: BTreeMap<(String, String), (String, Vec<String>)>,
    titles: BTreeMap<String, Vec<String>>,
}

impl Findings {
    /// Adds a fault; those with the same check and mark have the same cause.
    pub fn add(&mut self, place: &str, check: &str, what: &str, mark: &str) {
        let mark = if mark.is_empty() { what } else { mark };
        let found = self.faults.entry((check.to_owned(), mark.to_owned()));
        found.or_insert_with(|| (what.to_owned(), Vec::new())).1.push(place.to_owned());
    }

    /// Notes the title of a page.
    pub fn title(&mut self, path: &str, title: &str) {
        let of = self.titles.entry(title.to_owned()).or_default();
        if !of.iter().any(|known| known == path) {
            of.push(path.to_owned());
        }
    }

    /// Who has several pages open tells them apart by their titles.
    pub fn of_titles(&mut self) {
        for (title, paths) in std::mem::take(&mut self.titles) {
            if !title.contains(" - ") {
                self.add(&paths.join(", "), "title", &format!("{title:?} names no page"), "");
            } else if !of_one_page(&paths) {
                self.add(&paths.join(", "), "title", &format!("{title:?} is of several pages"), "");
            }
        }
    }

    /// Whether anything was found by this check.
    #[must_use]
    pub fn has(&self, check: &str) -> bool {
        self.faults.keys().any(|(of, _)| of == check)
    }

    /// Fails with everything that was found.
    pub fn tell(&self) {
        let tell =
            |((check, mark), (what, places)): (&(String, String), &(String, Vec<String>))| {
                let named =
                    places.iter().take(PLACES_NAMED).cloned().collect::<Vec<_>>().join("\n      ");
                let more = places.len().saturating_sub(PLACES_NAMED);
                format!("{check}: {mark}\n    {what}\n      {named}\n      and {more} more")
            };
        let told: Vec<String> = self.faults.iter().map(tell).collect();
        assert!(told.is_empty(), "{} faults\n\n{}\n", told.len(), told.join("\n\n"));
    }
}

/// Whether all of these are one page with what is chosen on it, such as a list and one of its tabs.
fn of_one_page(paths: &[String]) -> bool {
    let shortest = paths.iter().min_by_key(|path| path.len());
    shortest.is_some_and(|start| paths.iter().all(|path| path.starts_with(start.as_str())))
}
