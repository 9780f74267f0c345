//! Which regions meet, without comparing each with each.
//!
//! Two regions meet only if they meet on every side, so it is enough to compare those that meet on
//! the one side that keeps most of them apart: mostly the course codes, else the institutions, the
//! categories or the days. A sweep along that side, range by range in order, names them.

use super::ranges::Ranges;
use super::region::Region;

/// Calls `found` with the places of every two regions that meet, in any order, the lower first; a
/// pair that meets in several ranges is named for each.
pub(super) fn each_overlap(regions: &[&Region], mut found: impl FnMut(usize, usize)) {
    let codes: Vec<_> = regions.iter().map(|region| &region.codes).collect();
    let places: Vec<_> = regions.iter().map(|region| &region.places).collect();
    let categories: Vec<_> = regions.iter().map(|region| &region.categories).collect();
    let days: Vec<_> = regions.iter().map(|region| &region.ended).collect();
    let mut meeting = |one: usize, other: usize| {
        let (low, high) = (one.min(other), one.max(other));
        if let (Some(one), Some(other)) = (regions.get(low), regions.get(high))
            && one.meets(other)
        {
            found(low, high);
        }
    };
    let costs = [cost(&codes), cost(&places), cost(&categories), cost(&days)];
    match (0..).zip(costs).min_by_key(|(_, cost)| *cost) {
        Some((0, _)) => sweep(&codes, &mut meeting),
        Some((1, _)) => sweep(&places, &mut meeting),
        Some((2, _)) => sweep(&categories, &mut meeting),
        _ => sweep(&days, &mut meeting),
    }
}

/// How many pairs a sweep along this side would name.
fn cost<T: Ord + Clone>(side: &[&Ranges<T>]) -> u64 {
    let mut pairs = 0;
    sweep(side, &mut |_, _| pairs += 1);
    pairs
}

fn sweep<T: Ord + Clone>(side: &[&Ranges<T>], found: &mut impl FnMut(usize, usize)) {
    let ranges = side.iter().enumerate();
    let mut ranges: Vec<_> =
        ranges.flat_map(|(owner, set)| set.iter().map(move |range| (range, owner))).collect();
    ranges.sort_by(|one, other| one.0.start.cmp(&other.0.start));
    let mut open: Vec<(&T, usize)> = Vec::new();
    for (range, owner) in ranges {
        open.retain(|(end, _)| **end > range.start);
        for (_, other) in &open {
            if *other != owner {
                found(owner, *other);
            }
        }
        open.push((&range.end, owner));
    }
}
