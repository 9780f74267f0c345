//! The completions that a rule matches, as a box: one set for each thing that conditions look at.
//!
//! Boxes intersect side by side, and a box less another is a few boxes again, so whether something
//! is left when rules of higher priority have taken theirs is decided without trying completions.
//! Invariant: a region holds exactly the completions that its rule matches on its days of effect,
//! among those that the world can have ([`World`](super::world::World)).

use super::ranges::Ranges;

/// Boxes looked at in one search. Real rules need a handful; a search that needs more gives up.
const MOST_BOXES: usize = 4_000;

/// Declares the sides of a region once, and what is done side by side: numbers first, which are
/// sooner compared than words.
macro_rules! sides {
    ($($(#[$doc:meta])* $side:ident: $value:ty,)+) => {
        /// A box of completions.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(super) struct Region {
            $($(#[$doc])* pub(super) $side: Ranges<$value>,)+
        }

        /// One completion.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(super) struct Point {
            $(pub(super) $side: $value,)+
        }

        impl Region {
            pub(super) fn is_empty(&self) -> bool {
                $(self.$side.is_empty())||+
            }

            pub(super) fn contains(&self, point: &Point) -> bool {
                $(self.$side.contains(&point.$side))&&+
            }

            pub(super) fn meets(&self, other: &Self) -> bool {
                $(self.$side.meets(&other.$side))&&+
            }

            pub(super) fn and(&self, other: &Self) -> Self {
                Self { $($side: self.$side.and(&other.$side),)+ }
            }

            /// What is left without the other, as boxes that do not overlap: for each side what lies
            /// outside of the other there, and inside on the sides before.
            fn minus(&self, other: &Self) -> Vec<Self> {
                let mut inside = self.clone();
                let mut pieces = Vec::new();
                $(
                    let outside = self.$side.minus(&other.$side);
                    pieces.push(Self { $side: outside, ..inside.clone() });
                    inside.$side = self.$side.and(&other.$side);
                )+
                pieces.retain(|piece| !piece.is_empty());
                pieces
            }

            /// The completion of the region that is most like the one wished for; none when the
            /// words that are left are none that a person could write.
            pub(super) fn nearest(&self, wish: &Point) -> Option<Point> {
                Some(Point { $($side: self.$side.nearest(&wish.$side)?,)+ })
            }
        }
    };
}

sides! {
    /// Institutions, by their place in the world.
    places: i64,
    /// Days on which it ended, by number.
    ended: i64,
    /// Forms, by their place in the list of forms.
    forms: i64,
    /// Hundredths of an hour.
    hours: i64,
    /// Hundredths of a score; [`NONE`] stands for none.
    scores: i64,
    /// Hundredths of declared credits; [`NONE`] stands for none.
    declared: i64,
    /// Course codes.
    codes: String,
    /// Categories.
    categories: String,
    /// Levels; the empty word stands for none.
    levels: String,
}

impl Region {
    /// What it holds of one course: of the code, institution, category, level and form of the point.
    pub(super) fn at_course(&self, point: &Point) -> Self {
        let word = |word: &str| Ranges::new([Ranges::word(word)]);
        let number = |number| Ranges::between(number, number);
        Self {
            codes: word(&point.codes).and(&self.codes),
            places: number(point.places).and(&self.places),
            categories: word(&point.categories).and(&self.categories),
            levels: word(&point.levels).and(&self.levels),
            forms: number(point.forms).and(&self.forms),
            ..self.clone()
        }
    }
}

/// Stands for a score or declared credits that are absent: below every one that is present.
pub(super) const NONE: i64 = -1;

/// What a search in a region came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// A completion that is wanted and that no cover holds.
    Found(Point),
    /// The covers hold every completion that is wanted.
    Nothing,
    /// Too many boxes to say.
    GaveUp,
}

/// Looks in a region for a completion that `pick` wants and none of the covers holds.
///
/// `pick` gives a wanted completion of a box, or says that it has none. If a cover holds it, the box
/// is split into what lies outside of that cover, and those pieces are looked at in turn. Each split
/// takes a completion out for good and a box has finitely many, so the search is complete up to
/// [`MOST_BOXES`].
pub(super) fn search(
    region: Region,
    covers: &[&Region],
    pick: impl Fn(&Region) -> Option<Point>,
) -> Search {
    let Some(first) = pick(&region) else { return Search::Nothing };
    if !covers.iter().any(|cover| cover.contains(&first)) {
        return Search::Found(first);
    }
    let covers: Vec<&Region> =
        covers.iter().copied().filter(|cover| cover.meets(&region)).collect();
    let mut boxes = vec![region];
    for _ in 0..MOST_BOXES {
        let Some(next) = boxes.pop() else { return Search::Nothing };
        let Some(point) = pick(&next) else { continue };
        match covers.iter().find(|cover| cover.contains(&point)) {
            None => return Search::Found(point),
            Some(cover) => boxes.extend(next.minus(cover).into_iter().rev()),
        }
    }
    if boxes.is_empty() { Search::Nothing } else { Search::GaveUp }
}
