//! What deciding and checking cost: rulebooks and completions of the size of a city, and how long
//! they take on one core.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use shared::quantity::{Hours, Score};
use shared::rules::{
    Catalogue, CatalogueCourse, CatalogueInstitution, CompletionFacts, IndexedRulebook, Rulebook,
    check, decide,
};
use shared::vocabulary::{CourseForm, InstitutionKind};

const SUBJECTS: [&str; 40] = [
    "ACC", "AGR", "AID", "ART", "BIO", "CALL", "CARE", "CHEM", "CHOR", "CIV", "COOK", "DANCE",
    "DIG", "ECO", "ELEC", "ENG", "FIN", "GARD", "GEO", "HIST", "IT", "JPN", "LAW", "LIT", "MATH",
    "MECH", "MED", "MUS", "NURS", "OPERA", "PAINT", "PHOTO", "PHYS", "POET", "SAFE", "SEW",
    "SPORT", "TAIJI", "TEA", "TOUR",
];

/// How much more one decision costs against 5,000 rules than against 50.
pub fn decision_5000_vs_50() -> f64 {
    const ROUNDS: usize = 10;
    let time = |rules: usize| {
        let (book, completions) = (rulebook(rules), completions(20_000, rules));
        decide_all(&book, &completions, 1);
        decide_all(&book, &completions, ROUNDS)
    };
    let (few, many) = (time(50), time(5_000));
    many.as_secs_f64() / few.as_secs_f64()
}

/// Seconds that a million decisions against 5,000 rules take.
pub fn million_decisions_s() -> f64 {
    let (book, completions) = (rulebook(5_000), completions(20_000, 5_000));
    decide_all(&book, &completions, 50).as_secs_f64()
}

/// Seconds that checking 25,000 rules by outcome takes.
pub fn check_25000_s() -> f64 {
    let (book, catalogue) = outcome_rules(25_000);
    let today = day(0);
    let start = Instant::now();
    black_box(check(black_box(&book), black_box(&catalogue), today));
    start.elapsed().as_secs_f64()
}

fn decide_all(book: &IndexedRulebook, completions: &[CompletionFacts], rounds: usize) -> Duration {
    let start = Instant::now();
    for facts in (0..rounds).flat_map(|_| completions) {
        let decision = decide(black_box(book), black_box(facts), &[], &[]);
        black_box(decision.expect("the amounts are small"));
    }
    start.elapsed()
}

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Days::new(after)
}

/// A tenth as many institutions as rules, so that each has its own handful.
fn institution(rules: usize, number: usize) -> String {
    format!("SCH-{:04}", number % (rules / 10).max(1))
}

fn subject(number: usize) -> &'static str {
    SUBJECTS.get(number % SUBJECTS.len()).expect("within the list")
}

/// Rules as a city has them: most are one school's for a subject or a form, some name single courses,
/// some a category everywhere, and a few catch what is left.
pub fn rulebook(rules: usize) -> IndexedRulebook {
    let recognition: Vec<Value> = (0..rules).map(|number| rule(rules, number)).collect();
    let book = json!({"number": 1, "effective_from": "2020-01-01", "recognition": recognition});
    let book: Rulebook = serde_json::from_value(book).expect("the contract's form");
    IndexedRulebook::new(book)
}

fn rule(rules: usize, number: usize) -> Value {
    let school =
        json!([{"code": institution(rules, number / 10), "below": number.is_multiple_of(4)}]);
    let subject = subject(number / 10 + number);
    let (priority, when) = match number % 10 {
        0..=3 => (30, json!({"institutions": school, "courses": [format!("{subject}*")]})),
        4..=5 => (20, json!({"institutions": school, "forms": ["classroom"]})),
        6..=7 => (
            40,
            json!({"institutions": school,
            "courses": [format!("{subject}-1"), format!("{subject}-2")], "min_score": "60.00"}),
        ),
        8 => (
            10,
            json!({"categories": [format!("category-{}", number / 10 % 40)],
            "institution_kinds": ["senior_college", "community_school"], "min_hours": "8.00"}),
        ),
        _ if number < 100 => (0, json!({"min_hours": "4.00", "min_score": "60.00"})),
        _ => (5, json!({"courses": [format!("{subject}*")], "levels": ["advanced"]})),
    };
    json!({"code": format!("R-{number}"), "names": {"zh": "规则", "en": "Rule"},
        "priority": priority, "when": when, "repeats": "best",
        "award": {"scheme": "community", "method": {"per_hours": "16.00"}, "factor": "2/3",
            "rounding": {"step": "0.50", "mode": "down"}}})
}

/// Completions of the schools that a rulebook of this size knows; about one in twelve fits no rule.
pub fn completions(count: usize, rules: usize) -> Vec<CompletionFacts> {
    let mut random = Random(7);
    let kinds = [InstitutionKind::SeniorCollege, InstitutionKind::CommunitySchool];
    let forms = [CourseForm::Classroom, CourseForm::Online, CourseForm::Activity];
    (0..count)
        .map(|_| CompletionFacts {
            institutions: vec![institution(rules, random.below(10_000)), "CITY".into()],
            institution_kind: *random.of(&kinds),
            course_code: format!("{}-{}", random.of(&SUBJECTS), random.below(9)),
            title: "书法基础".into(),
            category: format!("category-{}", random.below(60)),
            form: *random.of(&forms),
            level: None,
            hours: Hours::from_hundredths(100 * i64::from(*random.of(&[2, 8, 16, 24, 32, 40, 64]))),
            score: Score::from_hundredths(*random.of(&[5_000, 6_000, 7_500, 8_800, 9_500])).ok(),
            declared_credits: None,
            ended_on: day(0),
        })
        .collect()
}

/// Rules by outcome, one for each course of a catalogue, some of them in a loop of two.
pub fn outcome_rules(rules: usize) -> (Rulebook, Catalogue) {
    let schools: Vec<String> = (0..100).map(|number| format!("SCH-{number:03}")).collect();
    let of = |number: usize| schools.get(number % schools.len()).expect("within the list");
    let equivalence: Vec<Value> = (0..rules)
        .map(|number| {
            let course = |number: usize| json!({"course":
                {"institution": of(number), "code": format!("C-{}", number % rules)}});
            let requires = match number % 5 {
                0 => json!({"all_of": [course(number), {"any_of": [course(number + 1), course(number + 7)]}]}),
                1 => json!({"any_of": [course(number), course(number + 3)]}),
                _ => course(number),
            };
            let gives = json!([{"course": {"institution": of(number + 1),
                "code": format!("C-{}", (number + 1) % rules)}, "scheme": "vocational", "credits": "2.00"}]);
            json!({"code": format!("EQ-{number}"), "names": {"zh": "互认", "en": "Equivalence"},
                "priority": 10, "outcome": "credit", "decision": "institution",
                "receiver": of(number + 1), "by_outcome": {"requires": requires, "gives": gives}})
        })
        .collect();
    let book = json!({"number": 1, "effective_from": "2020-01-01", "equivalence": equivalence});
    let institution = |code: &String| CatalogueInstitution {
        path: vec![code.clone()],
        kind: InstitutionKind::VocationalSchool,
        active: true,
    };
    let course = |number: usize| CatalogueCourse {
        institution: number % schools.len(),
        code: format!("C-{number}"),
        title: format!("课程 {number}"),
        category: "it".into(),
        form: CourseForm::Classroom,
        level: None,
        hours: Hours::from_hundredths(3_200),
        declared_credits: None,
        active: true,
    };
    let catalogue = Catalogue {
        institutions: schools.iter().map(institution).collect(),
        courses: (0..rules).map(course).collect(),
        schemes: vec!["vocational".parse().expect("a scheme's code")],
        programs: Vec::new(),
    };
    (serde_json::from_value(book).expect("the contract's form"), catalogue)
}

/// The same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 40).expect("24 bits fit");
        high % end
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let place = self.below(list.len());
        list.get(place).expect("within the list")
    }
}
