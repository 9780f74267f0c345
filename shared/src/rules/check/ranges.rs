//! Sets of numbers and of words, as ranges.
//!
//! A prefix is a range of words, one code a range of one word, and what is left when some are taken
//! out are ranges again: so courses, hours, scores and days are all the same kind of set.
//! Invariant: the ranges are in order, hold something, and neither overlap nor touch.

use std::ops::Range;

/// A set of values: half-open ranges in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ranges<T>(Vec<Range<T>>);

impl<T: Ord + Clone> Ranges<T> {
    pub(super) fn new(ranges: impl IntoIterator<Item = Range<T>>) -> Self {
        let mut ranges: Vec<_> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        ranges.sort_by(|one, other| one.start.cmp(&other.start));
        let mut merged: Vec<Range<T>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut().filter(|last| range.start <= last.end) {
                Some(last) if last.end < range.end => last.end = range.end,
                Some(_) => {}
                None => merged.push(range),
            }
        }
        Self(merged)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Range<T>> {
        self.0.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, value: &T) -> bool {
        let after = self.0.partition_point(|range| range.end <= *value);
        self.0.get(after).is_some_and(|range| range.start <= *value)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.common(other).next().is_some()
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.common(other).map(|(start, end)| start.clone()..end.clone()).collect())
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for range in &self.0 {
            let mut start = range.start.clone();
            let first = other.0.partition_point(|out| out.end <= start);
            for out in other.0.iter().skip(first).take_while(|out| out.start < range.end) {
                left.push(start..out.start.clone());
                start = out.end.clone();
            }
            left.push(start..range.end.clone());
        }
        left.retain(|range| !range.is_empty());
        Self(left)
    }

    /// The ranges that both have in common.
    fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (&'a T, &'a T)> {
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        std::iter::from_fn(move || {
            loop {
                let (one, two) = (*ours.peek()?, *theirs.peek()?);
                if one.end <= two.end {
                    ours.next();
                } else {
                    theirs.next();
                }
                let (start, end) = ((&one.start).max(&two.start), (&one.end).min(&two.end));
                if start < end {
                    return Some((start, end));
                }
            }
        })
    }
}

impl Ranges<i64> {
    /// These numbers, the last one included.
    pub(super) fn between(first: i64, last: i64) -> Self {
        Self::new(std::iter::once(first..last.saturating_add(1)))
    }

    pub(super) fn first(&self) -> Option<i64> {
        self.0.first().map(|range| range.start)
    }

    pub(super) fn last(&self) -> Option<i64> {
        self.0.last().map(|range| range.end - 1)
    }

    /// The number of the set that lies nearest; of two, the lower.
    // By reference, as for words, so that a region can ask all of its sides alike.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(super) fn nearest(&self, wanted: &i64) -> Option<i64> {
        let at = |range: &Range<i64>| (*wanted).clamp(range.start, range.end - 1);
        self.0.iter().map(at).min_by_key(|number| number.abs_diff(*wanted))
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = i64> {
        self.0.iter().flat_map(Clone::clone)
    }
}

/// Greater than every word that can be written: a code point that stands for no character.
const BEYOND: char = char::MAX;

impl Ranges<String> {
    /// Every word, the empty one included.
    pub(super) fn all() -> Self {
        Self::new([String::new()..BEYOND.to_string()])
    }

    /// One word.
    pub(super) fn word(word: &str) -> Range<String> {
        word.to_owned()..format!("{word}\0")
    }

    /// Every word that starts with these letters.
    pub(super) fn prefix(prefix: &str) -> Range<String> {
        let mut end: Vec<char> = prefix.chars().collect();
        // The next prefix: its last letter counted up, or cut off where there is no next letter.
        let next = loop {
            match end.pop() {
                None => break BEYOND,
                Some(last) => {
                    let mut above = (last..=BEYOND).skip(1);
                    if let Some(next) = above.next() {
                        break next;
                    }
                }
            }
        };
        end.push(next);
        prefix.to_owned()..end.into_iter().collect()
    }

    /// How many words, where only single ones are listed.
    pub(super) fn count(&self) -> Option<u64> {
        let single = |range: &Range<String>| range.end == Self::word(&range.start).end;
        self.0.iter().all(single).then(|| u64::try_from(self.0.len()).ok())?
    }

    /// The wanted word if it is in the set, or another that a person could have written, if one is
    /// found: what a range starts with, or that and one more letter. A set between two words so near
    /// that only control characters fit has none.
    pub(super) fn nearest(&self, wanted: &str) -> Option<String> {
        let wanted = wanted.to_owned();
        if self.contains(&wanted) { Some(wanted) } else { self.example() }
    }

    fn example(&self) -> Option<String> {
        let letters = ["1", "", "A", "a", "一", "-", "0", "Z", "z", "~"];
        self.0.iter().find_map(|range| {
            let stem = range.start.trim_end_matches('\0');
            let words = letters.iter().map(|letter| format!("{stem}{letter}"));
            let written = |word: &String| !word.is_empty() && !word.contains(char::is_control);
            words.filter(written).find(|word| range.contains(word))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set() -> impl Strategy<Value = Ranges<i64>> {
        prop::collection::vec((0_i64..20, 0_i64..6), 0..5).prop_map(|ranges| {
            Ranges::new(ranges.into_iter().map(|(start, length)| start..start + length))
        })
    }

    proptest! {
        #[test]
        fn what_holds_of_sets_holds_of_their_ranges(one in set(), other in set()) {
            for number in -1..30 {
                let (in_one, in_other) = (one.contains(&number), other.contains(&number));
                prop_assert_eq!(one.and(&other).contains(&number), in_one && in_other);
                prop_assert_eq!(one.minus(&other).contains(&number), in_one && !in_other);
                prop_assert_eq!(one.numbers().any(|held| held == number), in_one);
            }
            prop_assert_eq!(one.meets(&other), !one.and(&other).is_empty());
            for set in [one.and(&other), one.minus(&other)] {
                prop_assert_eq!(&Ranges::new(set.iter().cloned()), &set);
            }
        }

        #[test]
        fn a_prefix_is_a_range_of_words(prefix in "[a-c]{0,3}", word in "[a-d]{0,4}") {
            let range = Ranges::prefix(&prefix);
            prop_assert_eq!(range.contains(&word), word.starts_with(&prefix));
            prop_assert_eq!(Ranges::word(&prefix).contains(&word), word == prefix);
        }
    }

    #[test]
    fn a_prefix_of_last_letters_ends_with_the_next_shorter_one() {
        let last = char::MAX;
        assert_eq!(Ranges::prefix(&format!("A{last}")).end, "B");
        assert_eq!(Ranges::prefix("\u{d7ff}").end, "\u{e000}");
        assert_eq!(Ranges::prefix("").end, last.to_string());
        assert_eq!(Ranges::prefix(&last.to_string()).end, last.to_string());
    }

    #[test]
    fn an_example_is_a_word_that_a_person_could_have_written() {
        let calligraphy = Ranges::new([Ranges::prefix("CALL")]);
        assert_eq!(calligraphy.example().as_deref(), Some("CALL1"));
        let others = calligraphy.minus(&Ranges::new([Ranges::prefix("CALL1")]));
        assert_eq!(others.example().as_deref(), Some("CALL"));
        assert_eq!(Ranges::new([Ranges::word("")]).example(), None);
        assert_eq!(Ranges::all().example().as_deref(), Some("1"));
    }
}
