//! Whether two awards differ somewhere in a region.
//!
//! An award depends on nothing but hours or declared credits, and never falls when they rise. So
//! awards that depend on different things, or one that depends on nothing, are equal in a box if and
//! only if they are equal at its corners. Two that depend on the same thing can only come apart or
//! together where one of them steps up: they are compared at every step, each found by bisection.
//! Awards that were written differently and yet agree over very many steps are compared up to
//! [`MOST_STEPS`] and taken as equal beyond; a completion at which they differ after all is decided
//! by a person like every other clash.

use super::ranges::Ranges;
use super::region::{NONE, Point, Region};
use super::world::World;
use crate::quantity::{Credits, Hours};
use crate::rules::award::{Award, compute};
use crate::rules::matching::CompletionFacts;
use crate::rules::rulebook::{Method, RecognitionRule};

/// Steps at which two awards are compared.
const MOST_STEPS: usize = 2_000;

/// Hours and credits, in hundredths, that many courses have: an example with them is understood
/// sooner than one at the edge of what can be posted.
const USUAL_HOURS: [i64; 12] =
    [1_600, 2_400, 3_000, 3_200, 3_600, 4_000, 4_500, 4_800, 5_400, 6_000, 6_400, 7_200];
const USUAL_CREDITS: [i64; 6] = [200, 100, 150, 250, 300, 500];

/// Two recognition rules.
pub(super) type Pair<'a> = [&'a RecognitionRule; 2];

/// Whether the two give the same for every completion, as they are written.
pub(super) fn always_equal([one, other]: Pair<'_>) -> bool {
    let exact = |rule: &RecognitionRule| {
        let factor = rule.award.factor;
        (u64::from(factor.numerator()), u64::from(factor.denominator()))
    };
    let ((up, down), (other_up, other_down)) = (exact(one), exact(other));
    one.repeats == other.repeats
        && one.award.scheme == other.award.scheme
        && one.award.method == other.award.method
        && one.award.rounding == other.award.rounding
        && one.award.max == other.award.max
        && up * other_down == other_up * down
}

/// A completion of the region, as near to the wish as possible, for which the two differ.
pub(super) fn difference(
    pair: Pair<'_>,
    region: &Region,
    wish: &Point,
    world: &World<'_>,
) -> Option<Point> {
    let mut point = region.nearest(wish)?;
    if wish.declared == NONE && point.declared != NONE {
        point.declared = region.declared.nearest(USUAL_CREDITS.first()?)?;
    }
    let mut compared = Compared { pair, facts: world.facts(&point) };
    if compared.differ_at(point.hours, point.declared) {
        return Some(point);
    }
    if always_equal(pair) {
        return None;
    }
    let found = |(hours, declared)| Some(Point { hours, declared, ..point.clone() });
    if let Some(usual) = usual(region, &point).find(|(h, d)| compared.differ_at(*h, *d)) {
        return found(usual);
    }
    let ends = |side: &Ranges<i64>| [side.first(), side.last()].into_iter().flatten();
    let corners = ends(&region.hours)
        .flat_map(|hours| ends(&region.declared).map(move |declared| (hours, declared)));
    if let Some(corner) = corners.into_iter().find(|(h, d)| compared.differ_at(*h, *d)) {
        return found(corner);
    }
    match pair.map(|rule| rule.award.method) {
        [Method::PerHours(_), Method::PerHours(_)] => {
            let at = |facts: &mut CompletionFacts, hours| {
                facts.hours = Hours::from_hundredths(hours);
            };
            compared.walk(&region.hours, at).and_then(|hours| found((hours, point.declared)))
        }
        [Method::Declared, Method::Declared] => {
            let at = |facts: &mut CompletionFacts, declared| {
                facts.declared_credits = Some(Credits::from_hundredths(declared));
            };
            compared.walk(&region.declared, at).and_then(|declared| found((point.hours, declared)))
        }
        _ => None,
    }
}

/// Hours and declared credits that are usual in the region, those of the point first.
fn usual<'r>(region: &'r Region, point: &'r Point) -> impl Iterator<Item = (i64, i64)> + 'r {
    let within = |side: &'r Ranges<i64>, own: i64, usual: &'static [i64]| {
        std::iter::once(own).chain(usual.iter().copied().filter(|one| side.contains(one)))
    };
    within(&region.hours, point.hours, &USUAL_HOURS).flat_map(move |hours| {
        within(&region.declared, point.declared, &USUAL_CREDITS)
            .map(move |declared| (hours, declared))
    })
}

/// Two rules at a completion whose hours and declared credits are varied.
struct Compared<'a> {
    pair: Pair<'a>,
    facts: CompletionFacts,
}

impl Compared<'_> {
    /// What the two give, where both can be counted.
    fn awards(&self) -> Option<[Award; 2]> {
        let [one, other] = self.pair.map(|rule| compute(rule, &self.facts).ok());
        Some([one?, other?])
    }

    fn differ(&self) -> bool {
        self.awards().is_some_and(|[one, other]| !one.same_result(&other))
    }

    fn differ_at(&mut self, hours: i64, declared: i64) -> bool {
        self.facts.hours = Hours::from_hundredths(hours);
        self.facts.declared_credits = (declared >= 0).then(|| Credits::from_hundredths(declared));
        self.differ()
    }

    /// The first number of the set, step by step, at which the two differ.
    fn walk(
        &mut self,
        numbers: &Ranges<i64>,
        set: impl Fn(&mut CompletionFacts, i64),
    ) -> Option<i64> {
        let mut steps = 0;
        for range in numbers.iter() {
            let mut at = range.start;
            while at < range.end && steps < MOST_STEPS {
                set(&mut self.facts, at);
                if self.differ() {
                    return Some(at);
                }
                at = self.next_step(at, range.end, &set)?;
                steps += 1;
            }
        }
        None
    }

    /// The first number after this one at which an award is another than here, or the end.
    fn next_step(
        &mut self,
        from: i64,
        end: i64,
        set: &impl Fn(&mut CompletionFacts, i64),
    ) -> Option<i64> {
        let mut credits = |at| {
            set(&mut self.facts, at);
            Some(self.awards()?.map(|award| award.credits))
        };
        let here = credits(from)?;
        let (mut same, mut reach) = (from, 1);
        while same + reach < end && credits(same + reach)? == here {
            same += reach;
            reach *= 2;
        }
        let mut other = end.min(same + reach);
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if credits(middle)? == here { same = middle } else { other = middle }
        }
        Some(other)
    }
}
