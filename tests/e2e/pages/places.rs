//! What the table's names stand for in the demo's district, so that every page has something to show.

use std::collections::BTreeMap;

use harness::{Client, Person, Value, World, json};

use crate::lives::open_unit;
use crate::rules::{ask_as, draft};

/// What stands for `{name}` in an address.
#[derive(Default)]
pub struct Places(BTreeMap<&'static str, String>);

impl Places {
    /// Finds it, and does what the demo leaves undone: a rejection, a family, a batch, a closed school.
    pub fn find(world: &World) -> Self {
        let [resident, clerk, reviewer, admin] =
            ["resident", "clerk", "reviewer", "admin"].map(|user| ask_as(world, user));
        let unit = open_unit(world);
        let (program, unit) =
            unit.trim_start_matches("/transfer/apply/").split_once('/').expect("a unit");
        let rejected = rejected(world, &resident, &reviewer, program, unit);
        let card = number_of(&resident);
        let other_card = number_of(&ask_as(world, "resident2"));
        let family = json!({"name": "幸福里学习家庭"});
        resident.post("/me/family", &family).must(201);
        resident.post("/me/family/invitations", &json!({"card_number": other_card})).must(200);
        world.tamper("UPDATE institutions SET status = 'inactive' WHERE code = 'HP-CB2'");
        let issued = resident.post_nothing("/me/transcripts").with(201);
        let until = server::clock::today().succ_opt().expect("there is a tomorrow");
        let share = json!({"reader": "开放大学招生办", "completions": null, "valid_until": until});
        let share = resident.post("/me/shares", &share).with(201);
        let person = Person::nth(77);
        let draft = draft(world).trim_start_matches("/admin/rulebooks/").to_owned();
        admin.post(&format!("/rulebooks/{draft}/simulate"), &json!({})).must(200);
        let learner = |card: &str| first(&clerk, &format!("/learners?card_number={card}"), "id");
        let transfer = first_where(&resident, "/me/transfers", "status", "settled");
        let rulebooks = admin.get("/rulebooks").with(200);
        let book = find(&rulebooks, "status", "published");
        Self(BTreeMap::from([
            ("completion", first(&resident, "/me/completions", "id")),
            ("course", first(&resident, "/courses", "id")),
            ("book", text(&book["id"])),
            ("rule", "SC-03".to_owned()),
            ("equivalence", "EQ-04".to_owned()),
            ("scheme", "community".to_owned()),
            ("code-table", "categories".to_owned()),
            ("issued", text(&issued["id"])),
            ("share", text(&share["share"]["id"])),
            ("shared", text(&share["token"])),
            ("helped", "resident".to_owned()),
            ("topic", "convert".to_owned()),
            ("code", text(&transfer["verification_code"])),
            ("program", program.to_owned()),
            ("unit", unit.to_owned()),
            ("transfer", text(&transfer["id"])),
            ("rejected", rejected),
            (
                "gift",
                text(&first_where(&resident, "/me/transfers", "status", "awaiting_receiver")["id"]),
            ),
            ("person", learner(&card)),
            ("other-person", learner(&other_card)),
            ("card", card),
            ("other-card", other_card),
            ("id-number", person.id_number),
            ("name", person.name),
            ("kept", first(&clerk, "/completions", "id")),
            ("batch", batch(&clerk)),
            ("unmatched", uploaded(&clerk, "流水号", "true")),
            ("checked", uploaded(&clerk, "外部编号", "true")),
            ("posted", uploaded(&clerk, "外部编号", "false")),
            ("application", application(&reviewer)),
            ("award", first(&reviewer, "/awards", "id")),
            ("school", "HP-CS1".to_owned()),
            ("closed-school", "HP-CB2".to_owned()),
            ("draft", draft),
            ("undecided", text(&admin.get("/decisions").with(200)["items"][0]["completion"]["id"])),
        ]))
    }

    /// A text with what its names stand for.
    pub fn fill(&self, text: &str) -> String {
        let filled = |text: String, (name, value): (&&str, &String)| {
            text.replace(&format!("{{{name}}}"), value)
        };
        let filled = self.0.iter().fold(text.to_owned(), filled);
        assert!(!filled.contains('{'), "nothing is known by a name in {text}");
        filled
    }
}

/// Grants the certificate that waits, and gives the name that its holder signs in by.
pub fn graduate(world: &World) -> String {
    let admin = ask_as(world, "admin");
    let award = admin.get("/awards").with(200)["items"][0].clone();
    let id = text(&award["id"]);
    admin
        .call("POST", &format!("/awards/{id}/grant"))
        .key("graduate")
        .json(&json!({}))
        .send()
        .must(200);
    let holder = text(&award["applicant"]["learner_id"]);
    let found = world.cells(&format!("SELECT username FROM users WHERE learner_id = '{holder}'"));
    found.into_iter().next().expect("the holder has an account")
}

/// An application of the resident that the reviewer has rejected.
fn rejected(
    world: &World,
    resident: &Client,
    reviewer: &Client,
    program: &str,
    unit: &str,
) -> String {
    let way = resident.get("/me/opportunities").with(200);
    let is_it = |it: &&Value| it["kind"] == "apply" && it["program"]["unit"] == unit;
    let way = way["items"].as_array().and_then(|items| items.iter().find(is_it).cloned());
    let way = way.expect("the unit can be applied to");
    let asked = json!({
        "kind": "apply", "program_id": program, "unit": unit, "completions": way["completions"],
    });
    let quote = resident.post("/transfers/quote", &asked).with(200);
    let made =
        resident.post_once("/transfers", "rejected", &json!({"quote_id": quote["id"]})).with(201);
    let id = text(&made["id"]);
    world.tamper(&format!(
        "UPDATE transfers SET requested_at = datetime(requested_at, '-11 minutes') WHERE id = '{id}'"
    ));
    let reason = json!({"reason": "请补交成绩单"});
    reviewer.post_once(&format!("/transfers/{id}/reject"), "reject", &reason).must(200);
    id
}

fn batch(clerk: &Client) -> String {
    let kept = clerk.get("/completions?limit=3").with(200);
    let rows = kept["items"].as_array().expect("a list").iter().enumerate();
    let row = |(number, kept): (usize, &Value)| {
        json!({
            "external_id": format!("PAGES-{number}"), "institution": kept["institution"],
            "learner": {"card_number": kept["card_number"]}, "course": {"code": kept["course"]["code"]},
            "ended_on": "2026-01-20", "hours": "32.00", "grade": "合格",
        })
    };
    let rows: Vec<Value> = rows.map(row).collect();
    let answer = clerk.post("/completions/batch", &json!(rows)).with(200);
    text(&answer["batch_id"])
}

/// A table that was uploaded, with a row that is fit and two that are wrong.
fn uploaded(clerk: &Client, number: &str, dry_run: &str) -> String {
    let course = clerk.get("/completions?limit=1").with(200)["items"][0]["course"]["code"].clone();
    let row = |place: u64, day: &str| {
        let person = Person::nth(60 + place);
        let course = course.as_str().expect("a code");
        format!("T-{place},{},{},{course},{day},32,合格\n", person.id_number, person.name)
    };
    let head = format!("{number},身份证号,姓名,课程代码,结束日期,学时,成绩\n");
    let file = [head, row(1, "2026-01-20"), row(2, "元月"), row(3, "2999-01-01")].concat();
    let part = |name: &str, content: &str| {
        format!("--parts\r\nContent-Disposition: form-data; name={name}\r\n\r\n{content}\r\n")
    };
    let file = part("\"file\"; filename=\"table.csv\"", &file);
    let words = [part("\"kind\"", "completions"), part("\"dry_run\"", dry_run)].concat();
    let kind = "multipart/form-data; boundary=parts";
    let call = clerk.call("POST", "/imports").body(kind, words + &file + "--parts--\r\n");
    let id = text(&call.send().with(202)["id"]);
    while clerk.get(&format!("/imports/{id}")).with(200)["status"]
        .as_str()
        .is_some_and(|it| ["reading", "posting"].contains(&it))
    {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    id
}

/// An application that the reviewer may approve now.
fn application(reviewer: &Client) -> String {
    let queue = reviewer.get("/transfers?limit=50").with(200);
    let may = |it: &&Value| it["steps"].as_array().is_some_and(|steps| steps.len() > 1);
    let found = queue["items"].as_array().and_then(|items| items.iter().find(may));
    text(&found.expect("the demo has applications to decide")["id"])
}

fn number_of(resident: &Client) -> String {
    text(&resident.get("/me/card").with(200)["number"])
}

fn first(client: &Client, path: &str, field: &str) -> String {
    text(&client.get(path).with(200)["items"][0][field])
}

fn first_where(client: &Client, path: &str, field: &str, value: &str) -> Value {
    find(&client.get(path).with(200), field, value)
}

fn find(page: &Value, field: &str, value: &str) -> Value {
    let found =
        page["items"].as_array().and_then(|items| items.iter().find(|it| it[field] == value));
    found.unwrap_or_else(|| panic!("none has the {field} {value}: {page}")).clone()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
