//! Every page of the product, who sees it, and how to come to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What somebody does on a page.
#[derive(Clone, Copy)]
pub enum Step {
    /// Types a text into a field.
    Fill(&'static str, &'static str),
    /// Chooses from a list what ends so.
    Choose(&'static str, &'static str),
    /// Presses a button.
    Click(&'static str),
    /// Waits for something.
    Find(&'static str),
}

/// A page as somebody comes to see it.
pub struct Row {
    /// Its address; `{name}` stands for what the district's [`super::places`] know by that name.
    pub path: &'static str,
    /// Who sees it, a letter each: `n`obody signed in, a `r`esident, a `c`lerk, a re`v`iewer, an
    /// `a`dministrator, an audi`t`or, a `g`raduate of a program. The first sees it in every mode.
    pub who: &'static str,
    /// Where they start, when that is another page.
    pub from: Option<&'static str>,
    /// What they do there.
    pub steps: &'static [Step],
}

const fn page(path: &'static str, who: &'static str) -> Row {
    Row { path, who, from: None, steps: &[] }
}

/// The same page after something was done on it.
const fn after(path: &'static str, who: &'static str, steps: &'static [Step]) -> Row {
    Row { path, who, from: None, steps }
}

/// A page that another leads to.
const fn beyond(
    path: &'static str,
    who: &'static str,
    from: &'static str,
    steps: &'static [Step],
) -> Row {
    Row { path, who, from: Some(from), steps }
}

use Step::{Choose, Click, Fill, Find};

/// All of them: a page that the client knows and that has no row fails a test.
pub const TABLE: &[Row] = &[
    page("/", "nr"),
    page("/sign-in", "n"),
    after("/sign-in", "n", &[Click("#sign-in"), Find("#problem")]),
    page("/register", "n"),
    after("/register", "n", &[Click("#register"), Find("#problem")]),
    page("/menu", "rcvatn"),
    page("/help", "nrca"),
    page("/help/{helped}/{topic}", "n"),
    page("/ui", "n"),
    after("/ui", "n", &[Click("#sample-send"), Find("#problem")]),
    page("/settings", "rcvat"),
    page("/card", "r"),
    page("/card/lost", "r"),
    page("/statement", "r"),
    page("/completions", "r"),
    page("/completions/{completion}", "r"),
    page("/notices", "r"),
    page("/courses", "nrca"),
    page("/courses/{course}", "n"),
    page("/rules", "nra"),
    page("/rules/{book}", "n"),
    page("/rules/{book}/{rule}", "n"),
    page("/verify", "n"),
    after("/verify", "n", &[Click("#check"), Find("#problem")]),
    page("/verify/{code}", "n"),
    page("/no-such-page", "n"),
    page("/transfer", "r"),
    page("/convert", "r"),
    after("/convert", "r", &[Fill("#amount", "1.005"), Click("#continue"), Find("#problem")]),
    beyond(
        "/convert/check",
        "r",
        "/convert",
        &[
            Choose("#pair", "职业教育学分"),
            Fill("#amount", "9.00"),
            Click("#continue"),
            Find("#confirm"),
        ],
    ),
    page("/transfer/apply", "r"),
    page("/transfer/apply/{program}/{unit}", "r"),
    beyond(
        "/transfer/apply/check",
        "r",
        "/transfer/apply/{program}/{unit}",
        &[Click("#continue"), Find("#confirm")],
    ),
    page("/transfer/give", "r"),
    beyond(
        "/transfer/give/to",
        "r",
        "/transfer/give",
        &[Fill("#amount", "1"), Click("#continue"), Find("#to-card")],
    ),
    beyond(
        "/transfer/give/check",
        "r",
        "/transfer/give",
        &[
            Fill("#amount", "1"),
            Click("#continue"),
            Fill("#to-card", "{other-card}"),
            Click("#continue"),
            Find("#confirm"),
        ],
    ),
    page("/transfers", "r"),
    page("/transfers/{transfer}", "r"),
    page("/transfers/{rejected}", "r"),
    page("/transfers/{rejected}/appeal", "r"),
    page("/transfers/{gift}/accept", "r"),
    page("/transfers/{gift}/decline", "r"),
    page("/programs", "rn"),
    page("/programs/{program}", "rna"),
    page("/programs/{program}/certificate", "g"),
    page("/family", "r"),
    page("/transcript", "r"),
    page("/transcript/{issued}", "r"),
    page("/shares/new", "r"),
    after("/shares/new", "r", &[Click("#continue"), Find("#problem")]),
    beyond(
        "/shares/check",
        "r",
        "/shares/new",
        &[Fill("#reader", "开放大学招生办"), Click("#continue"), Find("#confirm")],
    ),
    beyond(
        "/shares/made",
        "r",
        "/shares/new",
        &[
            Fill("#reader", "开放大学招生办"),
            Click("#continue"),
            Click("#confirm"),
            Find("#share-link"),
        ],
    ),
    page("/shares/{share}", "r"),
    page("/shared/{shared}", "n"),
    page("/clerk", "c"),
    page("/clerk/post", "c"),
    after("/clerk/post", "c", &[Click("#preview"), Find("#problem")]),
    page("/clerk/counter", "ca"),
    after(
        "/clerk/counter",
        "c",
        &[Fill("#card-number", "{card}"), Click("#find-card"), Find("#open-person")],
    ),
    page("/clerk/counter/open", "c"),
    beyond(
        "/clerk/counter/slip",
        "c",
        "/clerk/counter/open",
        &[
            Fill("#id-number", "{id-number}"),
            Fill("#name", "{name}"),
            Click("#open-card"),
            Find("#activation-code"),
        ],
    ),
    page("/clerk/counter/people/{person}", "ca"),
    page("/clerk/counter/people/{person}/replace", "c"),
    page("/clerk/counter/people/{person}/replaced", "c"),
    page("/clerk/counter/people/{person}/mend", "c"),
    page("/clerk/completions", "c"),
    page("/clerk/completions/{kept}", "c"),
    page("/clerk/completions/{kept}/amend", "c"),
    page("/clerk/completions/{kept}/revoke", "c"),
    page("/clerk/upload", "c"),
    after("/clerk/upload", "c", &[Click("#send-file"), Find("#problem")]),
    page("/clerk/upload/{unmatched}", "c"),
    page("/clerk/upload/{checked}", "c"),
    page("/clerk/upload/{posted}", "c"),
    page("/clerk/upload/{posted}/undo", "c"),
    page("/clerk/batches/{batch}", "c"),
    page("/clerk/batches/{batch}/undo", "c"),
    page("/review", "vat"),
    page("/review/escalated", "va"),
    page("/review/appeals", "va"),
    page("/review/transfers/{application}", "va"),
    page("/review/transfers/{application}/approve", "v"),
    page("/review/transfers/{application}/reject", "v"),
    page("/review/transfers/{rejected}/receipt", "v"),
    page("/review/awards", "va"),
    page("/review/awards/{award}", "v"),
    page("/review/awards/{award}/grant", "v"),
    page("/review/awards/{award}/decline", "v"),
    page("/admin/learners", "a"),
    page("/admin/learners/{person}/{other-person}", "a"),
    page("/admin/learners/{person}/merged", "a"),
    page("/admin/programs", "at"),
    page("/admin/programs/new", "a"),
    page("/admin/programs/{program}", "at"),
    page("/admin/institutions", "at"),
    page("/admin/institutions/{school}", "a"),
    page("/admin/institutions/{school}/close", "a"),
    page("/admin/institutions/{closed-school}/reopen", "a"),
    page("/admin/schemes", "at"),
    page("/admin/schemes/new", "a"),
    page("/admin/schemes/{scheme}", "a"),
    page("/admin/codes", "at"),
    page("/admin/codes/{code-table}", "a"),
    page("/admin/users", "at"),
    page("/admin/users/new", "a"),
    page("/admin/audit", "at"),
    page("/admin/audit/{person}", "a"),
    page("/admin", "a"),
    page("/admin/rulebooks", "at"),
    page("/admin/rulebooks/{draft}", "at"),
    page("/admin/rulebooks/{draft}/rules/recognition/new", "a"),
    page("/admin/rulebooks/{draft}/rules/recognition/{rule}", "a"),
    page("/admin/rulebooks/{draft}/rules/equivalence/{equivalence}", "a"),
    page("/admin/rulebooks/{draft}/findings", "a"),
    page("/admin/rulebooks/{draft}/impact", "a"),
    page("/admin/rulebooks/{draft}/difference", "a"),
    page("/admin/rulebooks/{draft}/difference/{book}", "a"),
    page("/admin/rulebooks/{draft}/publish", "a"),
    page("/admin/decisions", "at"),
    page("/admin/decisions/{undecided}", "a"),
    page("/admin/statistics", "at"),
    page("/ledger", "at"),
];

/// An address with every part that may differ from page to page struck out.
fn shape(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "*".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The addresses in a module that takes paths apart: from its arms `["card", "lost"] => …`. What
/// ends by `..` is taken apart by another module.
fn addresses(source: &str) -> BTreeSet<String> {
    let mut shapes = BTreeSet::new();
    for line in source.lines().map(str::trim).filter(|line| line.starts_with('[')) {
        let Some((patterns, _)) = line.split_once(" =>") else { continue };
        for pattern in patterns.split(" | ").filter(|pattern| !pattern.contains("..")) {
            let inside = pattern.trim_matches(['[', ']']);
            let parts = inside.split(", ").filter(|part| !part.is_empty()).map(|part| {
                let name = part.strip_prefix('"').and_then(|part| part.strip_suffix('"'));
                format!("/{}", name.unwrap_or("*"))
            });
            let path: String = parts.collect();
            shapes.insert(if path.is_empty() { "/".to_owned() } else { path });
        }
    }
    shapes
}

/// All modules of the client that take paths apart.
fn known() -> BTreeSet<String> {
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src");
    let folders = fs::read_dir(&client).expect("the client lies beside the tests");
    let places = folders.map(|folder| folder.expect("a folder").path().join("place.rs"));
    let files = places.filter(|file| file.exists()).chain([client.join("routes.rs")]);
    let read = |file| fs::read_to_string(file).expect("a module of the client");
    files.flat_map(|file| addresses(&read(file))).collect()
}

#[test]
fn every_page_of_the_client_has_a_row() {
    let known = known();
    let listed: BTreeSet<String> = TABLE.iter().map(|row| shape(row.path)).collect();
    // What is spelled out in a row stands for a part that may differ.
    let spelled = |path: &str| {
        path.replace("/rules/recognition/", "/rules/*/").replace("/rules/equivalence/", "/rules/*/")
    };
    let covered: BTreeSet<String> = listed.iter().map(|path| spelled(path)).collect();
    let missing: Vec<_> = known.difference(&covered).collect();
    assert!(missing.is_empty(), "pages without a row in the table: {missing:?}");
    let strange: Vec<_> = covered.difference(&known).filter(|it| *it != "/no-such-page").collect();
    assert!(strange.is_empty(), "rows of pages that the client does not know: {strange:?}");
    assert!(known.len() > 80, "the modules are read: {known:?}");
}

/// The pages that the articles of the help are about: `*` for a part that differs.
fn helped() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/i18n/help");
    let files = fs::read_dir(folder).expect("the texts of the help");
    let read = |file| fs::read_to_string(file).expect("a module of the client");
    let mut pages = BTreeSet::new();
    for source in files.map(|file| read(file.expect("a file").path())) {
        for (_, list) in
            source.match_indices("pages: &[").map(|(at, it)| source.split_at(at + it.len()))
        {
            let list = list.split(']').next().unwrap_or_default();
            pages.extend(list.split('"').skip(1).step_by(2).map(ToOwned::to_owned));
        }
    }
    pages
}

#[test]
fn every_page_has_an_article_of_the_help_about_it() {
    let helped = helped();
    // The help itself, what is of nobody, and a list that a rule's address names.
    let own = |path: &str| path.starts_with("/help") || ["/ui", "/no-such-page"].contains(&path);
    let about = |path: &&str| {
        helped.contains(
            &shape(path)
                .replace("/rules/recognition/", "/rules/*/")
                .replace("/rules/equivalence/", "/rules/*/"),
        )
    };
    let paths = TABLE.iter().map(|row| row.path).filter(|path| !own(path));
    let missing: BTreeSet<&str> = paths.filter(|path| !about(path)).collect();
    assert!(missing.is_empty(), "pages that no article is about: {missing:?}");
}

#[test]
fn an_address_is_read_from_the_arm_that_knows_it() {
    let source = "match parts {\n  [] => Self::Home,\n  [\"card\", \"lost\"] => Self::Lost,\n  \
                  [\"a\", id] | [\"b\"] => Self::A,\n  [\"c\", ..] => Self::C,\n}";
    let found: Vec<String> = addresses(source).into_iter().collect();
    assert_eq!(found, ["/", "/a/*", "/b", "/card/lost"]);
}
