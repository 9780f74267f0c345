//! References to what the catalogue does not have, or has no longer in use.
//!
//! Invariant: what is missing is said once, however many rules name it; courses are said once for
//! each institution.

use std::collections::{HashMap, HashSet};

use super::finding::{Finding, FindingCode};
use super::ranges::Ranges;
use super::requirements::courses;
use super::wording::list;
use super::world::World;
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::rules::equivalence::{CourseRef, EquivalenceRule, Exchange, Grant};
use crate::rules::limits::Cap;
use crate::rules::rulebook::{RecognitionRule, Rulebook};
use crate::vocabulary::Status;

/// What is missing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Missing<'a> {
    Institution(&'a str),
    InstitutionInUse(&'a str),
    Scheme(&'a SchemeCode),
    /// Courses of this institution.
    Courses(&'a str),
    Program(&'a str),
    /// Units of this program.
    Units(&'a str),
    /// What this program does not take: another institution's, or in another scheme.
    Elsewhere(&'a str),
    /// What this rule names in its list of courses.
    Patterns(&'a str),
    /// Rules that this cap names.
    Rules(&'a str),
}

/// Where it is named.
#[derive(Default)]
struct Uses<'a> {
    rules: Vec<&'a str>,
    /// The codes that are missing, where several can be.
    codes: Vec<&'a str>,
    known: HashSet<&'a str>,
    pointers: Vec<String>,
}

pub(super) struct References<'a> {
    world: &'a World<'a>,
    found: Vec<(Missing<'a>, Uses<'a>)>,
    places: HashMap<Missing<'a>, usize>,
}

pub(super) fn dead_references<'a>(rulebook: &'a Rulebook, world: &'a World<'a>) -> Vec<Finding> {
    let mut references = References { world, found: Vec::new(), places: HashMap::new() };
    for (place, rule) in rulebook.recognition.iter().enumerate() {
        if rule.status == Status::Active {
            references.recognition(&format!("/recognition/{place}"), rule);
        }
    }
    for (place, rule) in rulebook.equivalence.iter().enumerate() {
        if rule.status == Status::Active {
            references.equivalence(&format!("/equivalence/{place}"), rule);
        }
    }
    let rules: HashSet<&str> = rulebook.recognition.iter().map(|rule| rule.code.as_str()).collect();
    for (place, cap) in rulebook.caps.iter().enumerate() {
        if cap.status == Status::Active {
            references.cap(&format!("/caps/{place}"), cap, &rules);
        }
    }
    for (place, policy) in rulebook.gifts.iter().enumerate() {
        for (index, scheme) in policy.schemes.iter().enumerate() {
            if policy.status == Status::Active {
                let at = format!("/gifts/{place}/schemes/{index}");
                references.scheme(at, scheme, &policy.code);
            }
        }
    }
    references.found.into_iter().map(|(missing, uses)| finding(missing, uses)).collect()
}

impl<'a> References<'a> {
    fn note(&mut self, missing: Missing<'a>, code: &'a str, rule: &'a str, pointer: String) {
        let place = *self.places.entry(missing).or_insert(self.found.len());
        if place == self.found.len() {
            self.found.push((missing, Uses::default()));
        }
        let Some((_, uses)) = self.found.get_mut(place) else { return };
        if uses.known.insert(code) {
            uses.codes.push(code);
        }
        if uses.rules.last() != Some(&rule) {
            uses.rules.push(rule);
        }
        uses.pointers.push(pointer);
    }

    fn recognition(&mut self, at: &str, rule: &'a RecognitionRule) {
        for (index, scope) in rule.when.institutions.iter().enumerate() {
            let pointer = format!("{at}/when/institutions/{index}/code");
            self.institution(pointer, &scope.code, &rule.code);
        }
        self.scheme(format!("{at}/award/scheme"), &rule.award.scheme, &rule.code);
        let region = self.world.region(rule);
        // Where no institution is left, that is what is wrong.
        if region.places.is_empty() {
            return;
        }
        for (index, code) in rule.when.courses.iter().enumerate() {
            let named = code.strip_suffix('*').map_or_else(|| Ranges::word(code), Ranges::prefix);
            if !self.world.has_course(&region.places, &named) {
                let pointer = format!("{at}/when/courses/{index}");
                self.note(Missing::Patterns(&rule.code), code, &rule.code, pointer);
            }
        }
    }

    fn equivalence(&mut self, at: &str, rule: &'a EquivalenceRule) {
        if let Some(receiver) = &rule.receiver {
            self.institution(format!("{at}/receiver"), receiver, &rule.code);
        }
        match &rule.exchange {
            Exchange::ByAmount(by) => {
                self.scheme(format!("{at}/by_amount/from"), &by.from, &rule.code);
                self.scheme(format!("{at}/by_amount/to"), &by.to, &rule.code);
            }
            Exchange::ByOutcome(by) => {
                for course in courses(&by.requires) {
                    self.course(format!("{at}/by_outcome/requires"), course, &rule.code);
                }
                for (index, grant) in by.gives.iter().enumerate() {
                    let at = format!("{at}/by_outcome/gives/{index}");
                    self.scheme(format!("{at}/scheme"), &grant.scheme, &rule.code);
                    if let Some(course) = &grant.course {
                        self.course(format!("{at}/course"), course, &rule.code);
                    }
                    if let Some(program) = &grant.program {
                        self.program(&at, program, grant, rule);
                    }
                }
            }
        }
    }

    fn cap(&mut self, at: &str, cap: &'a Cap, rules: &HashSet<&str>) {
        for (index, scheme) in cap.schemes.iter().enumerate() {
            self.scheme(format!("{at}/schemes/{index}"), scheme, &cap.code);
        }
        for (index, institution) in cap.institutions.iter().enumerate() {
            self.institution(format!("{at}/institutions/{index}"), institution, &cap.code);
        }
        for (index, rule) in cap.rules.iter().enumerate() {
            if !rules.contains(rule.as_str()) {
                self.note(
                    Missing::Rules(&cap.code),
                    rule,
                    &cap.code,
                    format!("{at}/rules/{index}"),
                );
            }
        }
    }

    fn institution(&mut self, at: String, code: &'a str, rule: &'a str) -> bool {
        match self.world.is_in_use(code) {
            Some(true) => return true,
            Some(false) => self.note(Missing::InstitutionInUse(code), code, rule, at),
            None => self.note(Missing::Institution(code), code, rule, at),
        }
        false
    }

    fn scheme(&mut self, at: String, scheme: &'a SchemeCode, rule: &'a str) {
        if !self.world.has_scheme(scheme) {
            self.note(Missing::Scheme(scheme), scheme.as_str(), rule, at);
        }
    }

    fn program(&mut self, at: &str, code: &'a str, grant: &'a Grant, rule: &'a EquivalenceRule) {
        let Some(program) = self.world.program(code) else {
            self.note(Missing::Program(code), code, &rule.code, format!("{at}/program"));
            return;
        };
        if let Some(unit) = &grant.unit
            && !program.units.contains(unit)
        {
            self.note(Missing::Units(code), unit, &rule.code, format!("{at}/unit"));
        }
        if grant.scheme != program.scheme || rule.receiver.as_ref() != Some(&program.institution) {
            self.note(Missing::Elsewhere(code), code, &rule.code, at.to_owned());
        }
    }

    fn course(&mut self, at: String, course: &'a CourseRef, rule: &'a str) {
        let CourseRef { institution, code } = course;
        if self.institution(at.clone(), institution, rule)
            && !self.world.has_course(&self.world.own(institution), &Ranges::word(code))
        {
            self.note(Missing::Courses(institution), code, rule, at);
        }
    }
}

fn finding(missing: Missing<'_>, uses: Uses<'_>) -> Finding {
    let message = message(missing, &uses);
    let found = Finding::new(FindingCode::DeadReference, uses.rules, message);
    match uses.pointers.as_slice() {
        [only] => found.at(only),
        _ => found,
    }
}

fn message(missing: Missing<'_>, uses: &Uses<'_>) -> Text {
    let (rules, codes) = (list(&uses.rules), list(&uses.codes));
    match missing {
        Missing::Institution(code) => Text::new(
            format!("没有机构 {code}（规则 {}）。请核对机构代码，或先登记该机构。", rules.zh),
            format!(
                "There is no institution {code} (rule {}). Check the code, or enter the \
                 institution first.",
                rules.en
            ),
        ),
        Missing::InstitutionInUse(code) => Text::new(
            format!("机构 {code} 已停用（规则 {}）。请修改或停用相关规则。", rules.zh),
            format!(
                "Institution {code} is no longer in use (rule {}). Change the rule or switch it off.",
                rules.en
            ),
        ),
        Missing::Scheme(code) => Text::new(
            format!("没有学分体系 {code}（规则 {}）。请核对代码，或先建立该体系。", rules.zh),
            format!(
                "There is no scheme {code} (rule {}). Check the code, or add the scheme first.",
                rules.en
            ),
        ),
        Missing::Courses(institution) => Text::new(
            format!(
                "机构 {institution} 没有在用课程 {}（规则 {}）。请核对课程代码，或先登记课程。",
                codes.zh, rules.zh
            ),
            format!(
                "Institution {institution} has no course {} in use (rule {}). Check the code, or \
                 enter the course first.",
                codes.en, rules.en
            ),
        ),
        Missing::Program(code) => Text::new(
            format!("没有可申请的项目 {code}（规则 {}）。请核对代码，或先登记该项目。", rules.zh),
            format!(
                "There is no program {code} to apply to (rule {}). Check the code, or add the \
                 program first.",
                rules.en
            ),
        ),
        Missing::Units(program) => Text::new(
            format!("项目 {program} 没有单元 {}（规则 {}）。请核对单元代码。", codes.zh, rules.zh),
            format!(
                "Program {program} has no unit {} (rule {}). Check the codes of its units.",
                codes.en, rules.en
            ),
        ),
        Missing::Elsewhere(program) => Text::new(
            format!(
                "规则 {} 给予项目 {program} 的学分不会生效：接收机构和学分体系必须与项目一致。",
                rules.zh
            ),
            format!(
                "What rule {} grants in program {program} takes no effect: receiver and scheme must \
                 be the program's.",
                rules.en
            ),
        ),
        Missing::Patterns(rule) => Text::new(
            format!(
                "规则 {rule} 所列课程 {} 在其适用机构中没有对应的在用课程。请核对课程代码。",
                codes.zh
            ),
            format!(
                "No course in use at the institutions of rule {rule} is {}. Check the course codes.",
                codes.en
            ),
        ),
        Missing::Rules(cap) => Text::new(
            format!("上限 {cap} 所列认定规则 {} 不存在。请核对规则代码。", codes.zh),
            format!(
                "Cap {cap} names recognition rule {}, which does not exist. Check the codes.",
                codes.en
            ),
        ),
    }
}
