//! What the fields of a body are called, by the ends of their pointers.

use shared::lang::Lang;

use crate::i18n::Words;

/// The ends of pointers with what the fields there are called, the longer ones first.
pub type Names = &'static [(&'static str, Words)];

/// The name of the field at a pointer, with its place in a list; the pointer itself when it has none.
pub fn field_name(names: Names, pointer: &str, lang: Lang) -> String {
    let mut rest = pointer;
    let mut place = None;
    while !rest.is_empty() {
        if let Some(name) = label(names, rest, lang) {
            return match place {
                Some(place) => format!("{name} {place}"),
                None => name.to_owned(),
            };
        }
        let (before, last) = rest.rsplit_once('/').unwrap_or_default();
        place = last.parse::<usize>().ok().map(|index| index + 1).or(place);
        rest = before;
    }
    pointer.to_owned()
}

/// The label of the field at a pointer; its places in lists do not matter.
pub fn label(names: Names, pointer: &str, lang: Lang) -> Option<&'static str> {
    if pointer.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok()) {
        return None;
    }
    let parts = pointer.split('/').filter(|part| part.parse::<usize>().is_err());
    let pointer = parts.collect::<Vec<_>>().join("/");
    let fits = |end: &str| pointer.strip_suffix(end).is_some_and(|before| before.ends_with('/'));
    names.iter().find(|(end, _)| fits(end)).map(|(_, words)| words.get(lang))
}
