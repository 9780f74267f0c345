//! Loops of conversions after which a learner has more than at the start.
//!
//! Amounts can be split, so a loop mints if and only if the product of the best rates of its rules
//! exceeds 1: then the best amounts, each converted often enough, fit together; otherwise what a
//! learner holds, valued at what it can still become, never grows. Conversions happen one after
//! another, and on later days other rules lead: time is cut where rules begin or end, in each span
//! only the rules of the highest priority on a road can be used, and a loop may go on in a later
//! span, never in an earlier one.
//!
//! From each scheme the loops with the fewest conversions that mint are looked for, and of those the
//! one that gains most. A loop that passes a scheme twice is not reported, since one of its two parts
//! mints by itself. So a rulebook in which any loop mints has a finding, up to [`MOST_STEPS`], and
//! the bounds on best rates ([`best`]) and on roads with several rules ([`usable`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::amounts::{AmountRule, AmountRules, amounts, same_way};
use super::finding::{Finding, FindingCode, LoopStep};
use super::graph::parts;
use super::rates::{Conversion, best};
use super::world::day_of;
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::quantity::Credits;

/// Conversions tried in the search, over all loops.
const MOST_STEPS: usize = 2_000_000;

/// A conversion that can be used in a span of time, at its best amount.
struct Edge<'a> {
    rule: &'a str,
    from: &'a SchemeCode,
    to: &'a SchemeCode,
    best: Conversion,
    rate: BigRational,
}

/// A span of time in which the same conversions can be used.
struct Span<'a> {
    /// Number of its first day.
    from: i64,
    edges: Vec<Rc<Edge<'a>>>,
}

/// A way that credits have gone, and what one of them has become.
#[derive(Clone)]
struct Way<'s, 'a> {
    rate: BigRational,
    last: Option<Rc<Leg<'s, 'a>>>,
}

struct Leg<'s, 'a> {
    edge: &'s Edge<'a>,
    day: i64,
    before: Option<Rc<Leg<'s, 'a>>>,
}

/// The best way to each scheme.
type Ways<'s, 'a> = BTreeMap<&'a SchemeCode, Way<'s, 'a>>;

pub(super) fn minting(rules: &AmountRules<'_>) -> Vec<Finding> {
    let spans = spans(rules);
    let schemes: BTreeSet<&SchemeCode> =
        spans.iter().flat_map(|span| &span.edges).map(|edge| edge.from).collect();
    let (mut steps, mut known) = (0, BTreeSet::new());
    let mut found = Vec::new();
    for start in &schemes {
        let Some(way) = shortest_gain(start, &spans, schemes.len(), &mut steps) else { continue };
        let mut codes: Vec<&str> = way.iter().map(|(edge, _)| edge.rule).collect();
        let passed: BTreeSet<_> = way.iter().map(|(edge, _)| edge.from).collect();
        codes.sort_unstable();
        if passed.len() == way.len() && known.insert(codes) {
            found.push(finding(&way));
        }
    }
    found
}

/// Time, cut where rules begin or end, with the conversions that are part of some loop.
fn spans<'a>(rules: &AmountRules<'a>) -> Vec<Span<'a>> {
    let all = rules.roads().flat_map(|(_, _, rules)| rules);
    let days: BTreeSet<i64> =
        all.flat_map(|rule| rule.days.iter().flat_map(|days| [days.start, days.end])).collect();
    let mut known: HashMap<_, Option<Rc<Edge<'a>>>> = HashMap::new();
    let looping = looping(rules);
    let mut spans: Vec<Span<'a>> = Vec::new();
    for day in days {
        let mut edges = Vec::new();
        let roads = rules.roads().filter(|(from, to, _)| looping.contains(&(*from, *to)));
        for (from, to, rules) in roads {
            let on = || rules.iter().filter(|rule| rule.days.contains(&day));
            let top = on().map(|rule| rule.rule.priority).max();
            let top: Vec<_> = on().filter(|rule| Some(rule.rule.priority) == top).collect();
            let codes: Vec<&str> = top.iter().map(|rule| rule.rule.code.as_str()).collect();
            let edge = known.entry((from, to, codes)).or_insert_with(|| usable(&top).map(Rc::new));
            edges.extend(edge.clone());
        }
        let same = |last: &Span<'a>| {
            last.edges.len() == edges.len()
                && last.edges.iter().zip(&edges).all(|(one, other)| Rc::ptr_eq(one, other))
        };
        if !spans.last().is_some_and(same) {
            spans.push(Span { from: day, edges });
        }
    }
    spans
}

/// The roads that lead to where a way leads back.
fn looping<'a>(rules: &AmountRules<'a>) -> BTreeSet<(&'a SchemeCode, &'a SchemeCode)> {
    let schemes: BTreeSet<&SchemeCode> =
        rules.roads().flat_map(|(from, to, _)| [from, to]).collect();
    let places: HashMap<&SchemeCode, usize> =
        schemes.into_iter().enumerate().map(|(place, scheme)| (scheme, place)).collect();
    let place = |scheme: &SchemeCode| places.get(scheme).copied();
    let joined = rules.roads().filter_map(|(from, to, _)| Some((place(from)?, place(to)?)));
    let parts = parts(places.len(), &joined.collect::<Vec<_>>());
    let part = |scheme: &SchemeCode| place(scheme).and_then(|place| parts.get(place));
    let roads = rules.roads().filter(|(from, to, _)| part(from) == part(to));
    roads.map(|(from, to, _)| (from, to)).collect()
}

/// What the rules of the highest priority on a road convert together: where they clash, nothing.
/// Of rules that are written differently, only the amounts of [`amounts`] and the best ones of each
/// are looked at.
fn usable<'a>(top: &[&AmountRule<'a>]) -> Option<Edge<'a>> {
    let [first, others @ ..] = top else { return None };
    if !others.iter().all(|other| same_way(first.rule, other.rule)) {
        return None;
    }
    let best = if others.iter().all(|other| other.by == first.by) {
        best(first.by)?
    } else {
        let bests = top.iter().filter_map(|rule| Some(best(rule.by)?.takes));
        let tried = bests.chain(top.iter().flat_map(|rule| amounts(rule.by)));
        let agreed = tried.filter_map(|amount| {
            let one = Conversion::of(first.by, amount)?;
            let all = others.iter().all(|other| Conversion::of(other.by, amount) == Some(one));
            all.then_some(one)
        });
        agreed.reduce(|best, one| best.better(Some(one)))?
    };
    let (by, rate) = (first.by, best.rate());
    Some(Edge { rule: &first.rule.code, from: &by.from, to: &by.to, best, rate })
}

/// The loop from a scheme that mints with the fewest conversions, each with the first day on which
/// it can follow; of several the one that gains most.
fn shortest_gain<'s, 'a>(
    start: &'a SchemeCode,
    spans: &'s [Span<'a>],
    most: usize,
    steps: &mut usize,
) -> Option<Vec<(&'s Edge<'a>, i64)>> {
    let one = BigRational::from_integer(1.into());
    let origin = Way { rate: one.clone(), last: None };
    let mut reached: Vec<Ways<'s, 'a>> = vec![Ways::new(); spans.len()];
    reached.first_mut()?.insert(start, origin);
    for _ in 0..most {
        let mut next: Vec<Ways<'s, 'a>> = Vec::with_capacity(spans.len());
        // What has been reached in a span can wait for the later ones.
        let mut held = Ways::new();
        for (span, ways) in spans.iter().zip(reached) {
            for (scheme, way) in ways {
                keep_better(&mut held, scheme, way);
            }
            let mut ends = Ways::new();
            for edge in &span.edges {
                let Some(way) = held.get(edge.from) else { continue };
                *steps += 1;
                let leg = Leg { edge, day: span.from, before: way.last.clone() };
                let way = Way { rate: &way.rate * &edge.rate, last: Some(Rc::new(leg)) };
                keep_better(&mut ends, edge.to, way);
            }
            next.push(ends);
        }
        let back = next.iter().filter_map(|ways| ways.get(start));
        let best = back.reduce(|best, way| if way.rate > best.rate { way } else { best });
        if let Some(way) = best.filter(|way| way.rate > one) {
            return Some(legs(way));
        }
        if *steps > MOST_STEPS {
            return None;
        }
        reached = next;
    }
    None
}

fn keep_better<'s, 'a>(ways: &mut Ways<'s, 'a>, to: &'a SchemeCode, way: Way<'s, 'a>) {
    if ways.get(to).is_none_or(|known| known.rate < way.rate) {
        ways.insert(to, way);
    }
}

fn legs<'s, 'a>(way: &Way<'s, 'a>) -> Vec<(&'s Edge<'a>, i64)> {
    let back = std::iter::successors(way.last.as_deref(), |leg| leg.before.as_deref());
    let mut legs: Vec<_> = back.map(|leg| (leg.edge, leg.day)).collect();
    legs.reverse();
    legs
}

/// The loop with how often each conversion is made, so that each takes exactly what the one before
/// gave; and how much there is at the start and at the end.
fn finding(way: &[(&Edge<'_>, i64)]) -> Finding {
    let edges = || way.iter().map(|(edge, _)| *edge);
    let hundredths = |credits: Credits| BigInt::from(credits.hundredths());
    // How often each is made for one of the first.
    let mut often = vec![BigRational::from_integer(1.into())];
    for (before, after) in edges().zip(edges().skip(1)) {
        let fits = BigRational::new(hundredths(before.best.gives), hundredths(after.best.takes));
        often.extend(often.last().map(|times| times * fits));
    }
    let whole =
        often.iter().fold(BigInt::from(1), |whole, times| least_multiple(whole, times.denom()));
    let times: Vec<BigInt> = often.iter().map(|often| (often * &whole).to_integer()).collect();
    let cycle: Vec<LoopStep> = edges()
        .zip(&times)
        .map(|(edge, times)| LoopStep {
            rule: edge.rule.to_owned(),
            from: edge.from.clone(),
            to: edge.to.clone(),
            amount: edge.best.takes,
            gives: edge.best.gives,
            times: times.to_string(),
        })
        .collect();
    let total = |credits: Credits, times: Option<&BigInt>| {
        hundredths(credits) * times.cloned().unwrap_or_default()
    };
    let start = edges().next().map_or(BigInt::ZERO, |one| total(one.best.takes, times.first()));
    let end = edges().next_back().map_or(BigInt::ZERO, |one| total(one.best.gives, times.last()));
    let message = message(way, &start, &end);
    let codes = edges().map(|edge| edge.rule);
    Finding { cycle: Some(cycle), ..Finding::new(FindingCode::MintingCycle, codes, message) }
}

fn message(way: &[(&Edge<'_>, i64)], start: &BigInt, end: &BigInt) -> Text {
    let first = way.first().map(|(edge, _)| edge.from.as_str());
    let round = first.into_iter().chain(way.iter().map(|(edge, _)| edge.to.as_str()));
    let round = round.collect::<Vec<_>>().join(" → ");
    let gain = decimal(&(end - start));
    let (start, end) = (decimal(start), decimal(end));
    let days: Vec<i64> = way.iter().map(|(_, day)| *day).collect();
    let apart = days.first() != days.last();
    let from = |(edge, day): &(&Edge<'_>, i64)| {
        day_of(*day).map(|day| (edge.rule.to_owned(), day.to_string()))
    };
    let dated: Vec<_> = way.iter().filter(|_| apart).filter_map(from).collect();
    let said: Vec<_> = dated.iter().map(|(rule, day)| format!("{rule} 自 {day}")).collect();
    let written: Vec<_> = dated.iter().map(|(rule, day)| format!("{rule} from {day}")).collect();
    let zh_days = if apart { format!("（{}）", said.join("，")) } else { String::new() };
    let en_days = if apart { format!(" ({})", written.join(", ")) } else { String::new() };
    Text::new(
        format!(
            "按 {round} 循环转换，学分会凭空增加：{start} → {end}，+{gain}{zh_days}。\
             请降低其中的比例，或修改取整方式、最小数额和步长；改正前不能发布。"
        ),
        format!(
            "Converting {round} makes credits out of nothing: {start} → {end}, +{gain}{en_days}. \
             Lower a ratio, or change a rounding, a smallest amount or a step; the rulebook cannot \
             be published before."
        ),
    )
}

fn least_multiple(one: BigInt, other: &BigInt) -> BigInt {
    let rest = BigRational::new(other.clone(), one.clone());
    one * rest.numer()
}

fn decimal(hundredths: &BigInt) -> String {
    let digits = format!("{hundredths:0>3}");
    let (whole, part) = digits.split_at(digits.len() - 2);
    format!("{whole}.{part}")
}
