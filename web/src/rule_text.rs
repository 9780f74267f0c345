//! Rules read back: each rule of a rulebook as a plain sentence.
//!
//! Invariant: every condition and every number of a rule is said; what a rule leaves open is not.

use chrono::NaiveDate;
use serde_json::Value;
use shared::lang::Lang;
use shared::rules::{
    AwardMethod, ByAmount, ByOutcome, Cap, EquivalenceRule, Exchange, GiftPolicy, Grant, Limit,
    Method, RecognitionRule, Requirement, RuleList, When, Window,
};
use shared::vocabulary::Status;

use crate::format::{self, plain};
use crate::i18n::rules as text;
use crate::json::read_value;
use crate::names::{Codes, Institutions, Schemes};

/// A rule of whatever list, read back.
pub struct Told {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it says.
    pub sentence: String,
    /// Whether it is in use.
    pub status: Status,
    /// How it stands to others, where a rule is chosen.
    pub priority: Option<i32>,
    /// First day of effect.
    pub from: Option<NaiveDate>,
    /// Last day of effect.
    pub to: Option<NaiveDate>,
    /// The legal or academic ground.
    pub ground: Option<String>,
}

/// What rules are read back with: the language, and the names of what they mention.
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// The schemes.
    pub schemes: Schemes,
    /// The institutions.
    pub institutions: Institutions,
    /// The categories.
    pub codes: Codes,
}

impl Reader {
    /// A rule as it goes over the wire.
    pub fn told(&self, list: RuleList, rule: &Value) -> Option<Told> {
        macro_rules! told {
            ($rule:ident: $kind:ty, $sentence:expr, $priority:expr) => {{
                let $rule: $kind = read_value(rule)?;
                Told {
                    sentence: $sentence,
                    priority: $priority,
                    name: $rule.names.get(self.lang).to_owned(),
                    code: $rule.code,
                    status: $rule.status,
                    from: $rule.effective_from,
                    to: $rule.effective_to,
                    ground: $rule.ground,
                }
            }};
        }
        Some(match list {
            RuleList::Recognition => {
                told!(it: RecognitionRule, self.recognition(&it), Some(it.priority))
            }
            RuleList::Equivalence => {
                told!(it: EquivalenceRule, self.equivalence(&it), Some(it.priority))
            }
            RuleList::Caps => told!(it: Cap, self.cap(&it), None),
            RuleList::Gifts => told!(it: GiftPolicy, self.gift(&it), None),
        })
    }

    /// A recognition rule: for what, what it gives, and what repeating it counts for.
    pub fn recognition(&self, rule: &RecognitionRule) -> String {
        let conditions = self.conditions(&rule.when);
        let when = if conditions.is_empty() {
            text::ANY_COMPLETION.get(self.lang).to_owned()
        } else {
            self.join(&conditions)
        };
        let award = self.award(&rule.award);
        let repeats = small(rule.repeats.label(self.lang));
        text::RECOGNITION_SENTENCE.fill(self.lang, &[&when, &award, &repeats])
    }

    /// An equivalence rule: what becomes what, and who decides.
    pub fn equivalence(&self, rule: &EquivalenceRule) -> String {
        let exchange = match &rule.exchange {
            Exchange::ByAmount(by) => self.by_amount(by),
            Exchange::ByOutcome(by) => self.by_outcome(by, &small(rule.outcome.label(self.lang))),
        };
        let receiver = rule.receiver.as_ref().map(|code| self.institution(code));
        let decides = small(rule.decision.label(self.lang));
        let decides = match receiver {
            Some(name) => text::DECIDED_AT.fill(self.lang, &[&decides, &name]),
            None => text::DECIDED_BY.fill(self.lang, &[&decides]),
        };
        format!("{exchange}{decides}")
    }

    /// A cap: of what, how much, over which time.
    pub fn cap(&self, cap: &Cap) -> String {
        let lang = self.lang;
        let mut of: Vec<String> = Vec::new();
        of.extend(self.some(cap.schemes.iter().map(|scheme| self.schemes.name(scheme, lang))));
        let forms = cap.forms.iter().map(|form| small(form.label(lang)));
        let lists = [
            (text::AT_PLACE, self.any(cap.institutions.iter().map(|code| self.institution(code)))),
            (text::OF_CATEGORIES, self.categories(&cap.categories)),
            (text::IN_FORMS, self.any(forms)),
            (text::BY_RULES, self.some(cap.rules.iter().cloned())),
        ];
        let said = |(words, list): (crate::i18n::Words, Option<String>)| {
            list.map(|list| words.fill(lang, &[&list]))
        };
        of.extend(lists.into_iter().filter_map(said));
        let of =
            if of.is_empty() { text::ALL_CREDITS.get(lang).to_owned() } else { self.join(&of) };
        let most = match cap.limit {
            Limit::Credits(most) => text::MOST_CREDITS.fill(lang, &[&most.to_string()]),
            Limit::Items(most) => text::MOST_ITEMS.fill(lang, &[&most.to_string()]),
        };
        let window = match &cap.window {
            Window::YearFrom(start) => text::YEAR_FROM.fill(lang, &[&start.to_string()]),
            Window::SemestersFrom(starts) => {
                let starts: Vec<String> = starts.iter().map(ToString::to_string).collect();
                text::SEMESTERS_FROM.fill(lang, &[&self.list(&starts)])
            }
            Window::Lifetime => text::LIFETIME.get(lang).to_owned(),
        };
        text::CAP_SENTENCE.fill(lang, &[&of, &window, &most])
    }

    /// A gift policy: what may pass, how much, and when.
    pub fn gift(&self, gift: &GiftPolicy) -> String {
        let lang = self.lang;
        let names = gift.schemes.iter().map(|scheme| self.schemes.credits(scheme, lang));
        let of = self.some(names).unwrap_or_else(|| text::ALL_CREDITS.get(lang).to_owned());
        let mut limits = Vec::new();
        for (limit, words) in [
            (gift.smallest, text::GIFT_SMALLEST),
            (gift.largest, text::GIFT_LARGEST),
            (gift.per_day, text::GIFT_PER_DAY),
            (gift.per_year, text::GIFT_PER_YEAR),
        ] {
            limits.extend(limit.map(|limit| words.fill(lang, &[&limit.to_string()])));
        }
        limits.push(text::GIFT_COOLING.fill(lang, &[&gift.cooling_off_hours.to_string()]));
        if gift.family_only {
            limits.push(text::GIFT_FAMILY.get(lang).to_owned());
        }
        text::GIFT_SENTENCE.fill(lang, &[&of, &self.join(&limits)])
    }

    fn conditions(&self, when: &When) -> Vec<String> {
        let lang = self.lang;
        let kinds = when.institution_kinds.iter().map(|kind| small(kind.label(lang)));
        let places = when.institutions.iter().map(|scope| {
            let name = self.institution(&scope.code);
            if scope.below { text::AND_BELOW.fill(lang, &[&name]) } else { name }
        });
        let forms = when.forms.iter().map(|form| small(form.label(lang)));
        let lists = [
            (text::AT_KIND, self.any(kinds)),
            (text::AT_PLACE, self.any(places)),
            (text::OF_CODES, self.some(when.courses.iter().cloned())),
            (text::OF_CATEGORIES, self.categories(&when.categories)),
            (text::IN_FORMS, self.any(forms)),
            (text::OF_LEVELS, self.some(when.levels.iter().cloned())),
            (text::MIN_HOURS, when.min_hours.map(plain)),
            (text::MIN_SCORE, when.min_score.map(plain)),
            (text::ENDED_FROM, when.ended_from.map(|day| format::day(day, lang))),
            (text::ENDED_TO, when.ended_to.map(|day| format::day(day, lang))),
        ];
        let said = |(words, value): (crate::i18n::Words, Option<String>)| {
            value.map(|value| words.fill(lang, &[&value]))
        };
        lists.into_iter().filter_map(said).collect()
    }

    fn award(&self, award: &AwardMethod) -> String {
        let lang = self.lang;
        let scheme = self.schemes.credits(&award.scheme, lang);
        let mut parts = vec![match award.method {
            Method::Declared => text::GIVES_DECLARED.fill(lang, &[&scheme]),
            Method::Fixed(credits) => {
                text::GIVES_FIXED.fill(lang, &[&credits.to_string(), &scheme])
            }
            Method::PerHours(hours) => text::GIVES_PER_HOURS.fill(lang, &[&plain(hours), &scheme]),
        }];
        if award.factor.numerator() != award.factor.denominator() {
            parts.push(text::TIMES.fill(lang, &[&award.factor.to_string()]));
        }
        parts.push(self.rounding(award.rounding));
        parts.extend(award.max.map(|most| text::AT_MOST.fill(lang, &[&most.to_string()])));
        self.join(&parts)
    }

    fn categories(&self, codes: &[String]) -> Option<String> {
        self.some(codes.iter().map(|code| self.codes.category(code, self.lang)))
    }

    fn rounding(&self, rounding: shared::quantity::Rounding) -> String {
        use shared::quantity::RoundingMode;
        let words = match rounding.mode {
            RoundingMode::Down => text::ROUND_DOWN,
            RoundingMode::HalfUp => text::ROUND_HALF_UP,
        };
        words.fill(self.lang, &[&rounding.step.to_string()])
    }

    fn by_amount(&self, by: &ByAmount) -> String {
        let lang = self.lang;
        let (from, to) = (self.schemes.credits(&by.from, lang), self.schemes.credits(&by.to, lang));
        let (gives, takes) = (by.ratio.numerator().to_string(), by.ratio.denominator().to_string());
        let mut parts = vec![text::EXCHANGE.fill(lang, &[&takes, &from, &gives, &to])];
        parts.extend(by.smallest.map(|least| text::AT_LEAST.fill(lang, &[&least.to_string()])));
        parts.push(text::IN_STEPS.fill(lang, &[&by.step.to_string()]));
        parts.push(self.rounding(by.rounding));
        self.join(&parts)
    }

    fn by_outcome(&self, by: &ByOutcome, outcome: &str) -> String {
        let lang = self.lang;
        let gives: Vec<String> = by.gives.iter().map(|grant| self.grant(grant)).collect();
        let requires = self.requirement(&by.requires);
        text::OUTCOME_SENTENCE.fill(lang, &[&requires, outcome, &self.list(&gives)])
    }

    /// What is granted: the course or unit, and its credits.
    pub fn grant(&self, grant: &Grant) -> String {
        let course = grant.course.as_ref();
        let course = course.map(|course| format!("{} {}", course.institution, course.code));
        let unit = [grant.program.clone(), grant.unit.clone(), course];
        let unit: Vec<String> = unit.into_iter().flatten().collect();
        let scheme = self.schemes.credits(&grant.scheme, self.lang);
        text::GRANT.fill(self.lang, &[&unit.join(" "), &grant.credits.to_string(), &scheme])
    }

    fn requirement(&self, requirement: &Requirement) -> String {
        let nested = |parts: &[Requirement], word: crate::i18n::Words| {
            let parts: Vec<String> = parts.iter().map(|part| self.inner(part)).collect();
            parts.join(word.get(self.lang))
        };
        match requirement {
            Requirement::All { all_of } => nested(all_of, text::AND),
            Requirement::Any { any_of } => nested(any_of, text::OR),
            Requirement::Course(wanted) => {
                let course = format!("{} {}", wanted.course.institution, wanted.course.code);
                let least = wanted
                    .min_score
                    .map(|score| text::COURSE_MIN.fill(self.lang, &[&plain(score)]));
                let most = wanted
                    .max_score
                    .map(|score| text::COURSE_MAX.fill(self.lang, &[&plain(score)]));
                format!("{course}{}{}", least.unwrap_or_default(), most.unwrap_or_default())
            }
        }
    }

    fn inner(&self, requirement: &Requirement) -> String {
        let said = self.requirement(requirement);
        match requirement {
            Requirement::Course(_) => said,
            _ => text::BRACKETS.fill(self.lang, &[&said]),
        }
    }

    /// The name of an institution; its code while nothing better is known.
    pub fn institution(&self, code: &str) -> String {
        code.parse()
            .map_or_else(|_| code.to_owned(), |known| self.institutions.name(&known, self.lang))
    }

    /// The items as a list, when there are any.
    fn some(&self, items: impl Iterator<Item = String>) -> Option<String> {
        let items: Vec<String> = items.collect();
        (!items.is_empty()).then(|| self.list(&items))
    }

    /// One of the items, when there are any.
    fn any(&self, items: impl Iterator<Item = String>) -> Option<String> {
        let items: Vec<String> = items.collect();
        let (last, before) = items.split_last()?;
        if before.is_empty() {
            return Some(last.clone());
        }
        Some([&self.list(before), text::OR_LAST.get(self.lang), last].concat())
    }

    fn list(&self, items: &[String]) -> String {
        items.join(text::LIST.get(self.lang))
    }

    fn join(&self, parts: &[String]) -> String {
        parts.join(text::COMMA.get(self.lang))
    }
}

/// A label within a sentence.
fn small(label: &str) -> String {
    label.to_ascii_lowercase()
}
