//! Rulebooks: which are shown, and which is in force.

use harness::{
    Backend, Value, World, json, on_both, recognition_rule, rulebook, usual_rules, with,
};
use server::rulebooks::service;
use shared::rules::Rulebook;

fn rules(effective_from: &str, credits: &str) -> Value {
    let award = json!({"scheme": "senior", "method": {"fixed": credits}});
    let rules = rulebook(vec![recognition_rule("SC-01", &award, &json!({}))], vec![]);
    with(rules, &json!({"effective_from": effective_from, "note": credits}))
}

on_both! {
    fn the_rulebook_in_force_is_the_highest_that_began_by_then(world) {
        let district = world.district();
        let visitor = world.visitor();
        visitor.get("/rulebooks/in-force").refused(404, "not_found");
        district.publish(&rules("2020-01-01", "1.00"));
        district.publish(&rules("2024-01-01", "2.00"));
        district.publish(&rules("2022-01-01", "3.00"));
        district.publish(&rules("2199-01-01", "4.00"));
        let number = |query: &str| {
            visitor.get(&format!("/rulebooks/in-force{query}")).with(200)["number"].clone()
        };
        assert_eq!(number("?on=2020-01-01"), 1);
        assert_eq!(number("?on=2021-12-31"), 1);
        assert_eq!(number("?on=2022-01-01"), 3);
        assert_eq!(number("?on=2024-06-01"), 3, "the highest number wins, not the latest day");
        assert_eq!(number(""), 3);
        visitor.get("/rulebooks/in-force?on=2019-12-31").refused(404, "not_found");
        visitor.get("/rulebooks/in-force?on=today").invalid(&["/on not_a_day"]);
    }

    fn a_published_rulebook_is_shown_as_it_was_written(world) {
        let district = world.district();
        let written = usual_rules();
        district.publish(&written);
        let listed = world.visitor().get("/rulebooks").with(200)["items"].clone();
        assert_eq!((&listed[0]["number"], &listed[0]["status"]), (&json!(1), &json!("published")));
        let id = listed[0]["id"].as_str().expect("an id");
        let shown = world.visitor().get(&format!("/rulebooks/{id}")).with(200);
        let read = |value: &Value| -> Rulebook {
            let lists = ["recognition", "equivalence", "caps", "gifts", "effective_from", "note"];
            let members = lists.map(|name| (name.to_owned(), value[name].clone()));
            serde_json::from_value(Value::Object(members.into_iter().collect())).expect("rules")
        };
        assert_eq!(read(&shown), read(&written));
    }

    fn rules_are_listed_page_by_page_and_found_by_their_words(world) {
        let district = world.district();
        district.publish(&usual_rules());
        let visitor = world.visitor();
        let codes = |path: &str| -> (Vec<String>, Value) {
            let page = visitor.get(path).with(200);
            let items = page["items"].as_array().expect("a page has items");
            let code = |it: &Value| it["rule"]["code"].as_str().expect("a rule has a code").to_owned();
            (items.iter().map(code).collect(), page["next_cursor"].clone())
        };
        let (first, cursor) = codes("/rulebooks/in-force/rules?limit=4");
        assert_eq!(first, ["R-COM", "R-SEN", "R-VOC", "EQ-01"]);
        let next = format!("/rulebooks/in-force/rules?limit=4&cursor={}", cursor.as_str().expect("there is more"));
        assert_eq!(codes(&next), (vec!["EQ-02".to_owned(), "EQ-03".to_owned()], Value::Null));
        assert_eq!(codes("/rulebooks/in-force/rules?list=equivalence").0, ["EQ-01", "EQ-02", "EQ-03"]);
        assert_eq!(codes("/rulebooks/in-force/rules?q=hp-VS1").0, ["EQ-02"]);
        assert_eq!(codes("/rulebooks/in-force/rules?q=%25").0, Vec::<String>::new(), "a sign is a sign");
        let one = visitor.get("/rulebooks/in-force/rules/EQ-01").with(200);
        assert_eq!((&one["list"], &one["rule"]["by_amount"]["ratio"]), (&json!("equivalence"), &json!("2/3")));
        visitor.get("/rulebooks/in-force/rules/EQ-99").refused(404, "not_found");
        let head = visitor.get("/rulebooks/in-force/summary").with(200);
        assert_eq!((&head["number"], &head["recognition"]), (&json!(1), &Value::Null));
        visitor.get("/rulebooks/in-force/rules?list=x").invalid(&["/list not_one_of"]);
    }

    fn a_draft_is_shown_to_who_oversees_and_to_nobody_else(world) {
        let district = world.district();
        let draft: Rulebook = serde_json::from_value(rules("2020-01-01", "1.00")).expect("rules");
        let id = world.bank().db.write_blocking(|conn| service::add_draft(conn, "tests", &draft));
        let path = format!("/rulebooks/{}", id.expect("a draft"));
        assert_eq!(district.admin.get(&path).with(200)["status"], "draft");
        let clerk = district.clerk("HP-CS1");
        for other in [&world.visitor(), &clerk] {
            other.get(&path).refused(404, "not_found");
            assert_eq!(other.get("/rulebooks").with(200)["items"], json!([]));
        }
        let auditor = district.staff("auditor", None);
        assert_eq!(auditor.get("/rulebooks").with(200)["items"].as_array().map(Vec::len), Some(1));
        world.visitor().get("/rulebooks/in-force").refused(404, "not_found");
        world.visitor().get("/rulebooks/nonsense").refused(404, "not_found");
    }
}

#[test]
fn a_rulebook_is_published_once_without_faults_and_by_another_than_its_author() {
    let world = World::start(Backend::Sqlite);
    let district = world.district();
    let me = district.admin.get("/me").with(200)["id"].as_str().unwrap().to_owned();
    let publish = |author: &str, body: &Value| {
        let rules: Rulebook = serde_json::from_value(body.clone()).unwrap();
        world.bank().db.write_blocking(|conn| {
            let draft = service::add_draft(conn, author, &rules)?;
            service::publish(conn, draft, &me)?;
            service::publish(conn, draft, &me)
        })
    };
    let code = |author: &str, body: &Value| publish(author, body).unwrap_err().refusal().code();
    assert_eq!(code(&me, &rules("2020-01-01", "1.00")), "own_rulebook");
    assert_eq!(code("tests", &rules("2020-01-01", "1.00")), "wrong_state", "the second time");
    assert_eq!(code("tests", &rules("2020-01-01", "-1.00")), "invalid");
    let mut doubled = rules("2020-01-01", "1.00");
    let again = doubled["recognition"][0].clone();
    doubled["recognition"].as_array_mut().unwrap().push(again);
    assert_eq!(code("tests", &doubled), "invalid");
    assert_eq!(world.rows("rulebooks"), 0, "what was refused left nothing");
}
