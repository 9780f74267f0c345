//! Queues: whose they are, in which order, page by page.

use harness::{Client, District, Resident, Value, json, on_both};
use server::transfers::hand_over;
use shared::ids::InstitutionId;

use super::{id_of, out_of_order, pass_due, request, run_jobs, seen, take};

/// Conversions that `HP-VS1` decides on, one of each of these people, in the order of their due dates.
fn applications(district: &District<'_>, people: &[Resident]) -> Vec<String> {
    let apply = |resident: &Resident| {
        district.award(&resident.person, "community", "4", &resident.card_number);
        let quote = resident.quote("community", "higher", "4").with(200);
        id_of(&request(resident, "key", &quote).with(201))
    };
    people.iter().map(apply).collect()
}

fn ids(who: &Client, query: &str) -> Vec<String> {
    let page = who.get(&format!("/transfers{query}")).with(200);
    page["items"].as_array().expect("items").iter().map(id_of).collect()
}

on_both! {
    fn a_queue_is_in_the_order_in_which_it_is_due_page_by_page(world) {
        let district = world.district_with_rules();
        let people = [1, 2, 3].map(|n| district.resident(n));
        let all = applications(&district, &people);
        // The last one is due first.
        let soon = chrono::Utc::now() + chrono::Duration::hours(1);
        world.tamper(&format!("UPDATE transfers SET due_at = '{}' WHERE id = '{}'",
            soon.format("%Y-%m-%d %H:%M:%S"), all[2]));
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let in_order = [&all[2], &all[0], &all[1]].map(Clone::clone);
        assert_eq!(ids(&reviewer, ""), in_order);
        let (mut walked, mut path) = (Vec::new(), "/transfers?limit=1".to_owned());
        loop {
            let page = reviewer.get(&path).with(200);
            walked.extend(page["items"].as_array().expect("items").iter().map(id_of));
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("/transfers?limit=1&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(walked, in_order);

        take(&reviewer, &all[0], "approve", None).must(200);
        take(&reviewer, &all[1], "reject", Some("不符")).must(200);
        assert_eq!(ids(&reviewer, ""), [all[2].clone()]);
        assert_eq!(ids(&reviewer, "?status=settled"), [all[0].clone()]);
        assert_eq!(ids(&reviewer, "?status=rejected"), [all[1].clone()]);
        assert_eq!(ids(&reviewer, "?queue=mine&status=rejected"), Vec::<String>::new());
        let mut newest = all.clone();
        newest.reverse();
        assert_eq!(ids(&reviewer, "?queue=all"), newest);
        let page = reviewer.get("/transfers?queue=all&limit=2").with(200);
        let cursor = page["next_cursor"].as_str().expect("a next page");
        assert_eq!(ids(&reviewer, &format!("?queue=all&limit=2&cursor={cursor}")), newest[2..]);
    }

    fn a_queue_is_of_the_institution_and_those_below_it(world) {
        let district = world.district_with_rules();
        let people = [1, 2].map(|n| district.resident(n));
        let all = applications(&district, &people);
        assert_eq!(ids(&district.staff("reviewer", Some("HP-CC")), "?queue=all"), Vec::<String>::new());
        assert_eq!(ids(&district.staff("reviewer", Some("HP-VS1")), ""), all);
        let auditor = district.staff("auditor", None);
        assert_eq!(ids(&district.admin, ""), Vec::<String>::new());
        assert_eq!(ids(&auditor, "?status=in_review").len(), 2);
        assert_eq!(seen(&auditor, &all[0])["steps"], json!([]));

        pass_due(world, &all[1]);
        assert_eq!(ids(&district.admin, ""), [all[1].clone()]);
        assert_eq!(ids(&district.admin, "?queue=escalated"), [all[1].clone()]);
        // An administrator decides before it is escalated, too.
        take(&district.admin, &all[0], "approve", None).must(200);
    }

    fn words_that_are_not_known_are_refused(world) {
        let district = world.district_with_rules();
        district.admin.get("/transfers?queue=nobody").invalid(&["/queue not_one_of"]);
        district.admin.get("/transfers?status=done").invalid(&["/status not_one_of"]);
        district.admin.get("/transfers?limit=0").invalid(&["/limit out_of_range"]);
        let cursor = "6e6f7468696e67";
        district.admin.get(&format!("/transfers?cursor={cursor}")).invalid(&["/cursor bad_format"]);
        assert_eq!(ids(&district.admin, "?queue=&status="), Vec::<String>::new());
    }

    fn what_a_closed_school_had_to_decide_is_handed_over(world) {
        let district = world.district_with_rules();
        let people = [1, 2].map(|n| district.resident(n));
        let all = applications(&district, &people);
        let first = district.staff("reviewer", Some("HP-VS1"));
        take(&first, &all[1], "reject", Some("不符")).must(200);
        let id = |code: &str| -> InstitutionId {
            let found = world.cell(&format!("SELECT id FROM institutions WHERE code = '{code}'"));
            found.parse().expect("an id")
        };
        let (from, to) = (id("HP-VS1"), id("HP-CC"));
        let hand = |to| world.bank().db.write_blocking(|conn| hand_over(conn, from, to));
        assert_eq!(hand(Some(to)).expect("it is handed over"), 1);
        let shown = seen(&people[0].client, &all[0]);
        assert_eq!(shown["decider"], "HP-CC");
        assert_eq!(shown["history"][2]["status"], "handed_over");
        take(&first, &all[0], "approve", None).refused(404, "not_found");
        let above = district.staff("reviewer", Some("HP-CC"));
        assert_eq!(ids(&above, ""), [all[0].clone()]);
        take(&above, &all[0], "approve", None).must(200);
        assert_eq!(people[0].available("higher"), "2.00");
        assert_eq!(hand(None).expect("nothing is left"), 0);

        // What is appealed against later goes where it would go now.
        world.tamper("UPDATE institutions SET status = 'inactive' WHERE code = 'HP-VS1'");
        let appealed = take(&people[1].client, &all[1], "appeal", Some("请再看")).with(200);
        assert_eq!(appealed["decider"], Value::Null);
        take(&first, &all[1], "approve", None).refused(404, "not_found");
        assert_eq!(ids(&district.admin, ""), [all[1].clone()]);
        take(&district.admin, &all[1], "approve", None).must(200);
        out_of_order(&take(&district.admin, &all[1], "approve", None), "settled");
    }

    fn what_comes_to_a_school_as_it_closes_is_not_stranded_there(world) {
        let district = world.district_with_rules();
        let all = applications(&district, &[district.resident(1)]);
        world.tamper("UPDATE institutions SET status = 'inactive' WHERE code = 'HP-VS1'");
        run_jobs(world);
        run_jobs(world);
        let shown = seen(&district.admin, &all[0]);
        assert_eq!(shown["decider"], Value::Null);
        let happened = shown["history"].as_array().expect("a history").iter();
        let handed = happened.filter(|event| event["status"] == "handed_over").count();
        assert_eq!(handed, 1);
        assert_eq!(ids(&district.admin, ""), all);
    }
}
