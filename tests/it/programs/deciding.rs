//! What an application and an award are decided on: for who decides, and for nobody else.

use harness::{json, on_both};

use super::{apply, each, fill, id_of, learn};

on_both! {
    fn who_decides_reads_the_completions_that_count_and_how_far_the_applicant_is(world) {
        let district = world.district_with_rules();
        let program = id_of(&district.program("ECOM-CERT", &json!({})));
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-CS1", ("community", "1.00", "C1"));
        let transfer = id_of(&apply(&resident.client, &program, "FREE-1"));
        let case = format!("/transfers/{transfer}/case");
        let seen = reviewer.get(&case).with(200);
        let counted = &seen["completions"][0];
        assert_eq!(counted["institution"], "HP-CS1", "which the reviewer does not reach otherwise");
        assert_eq!(counted["decision"]["credits"], "1.00");
        let path = format!("/completions/{}", id_of(counted));
        reviewer.get(&path).refused(404, "not_found");
        let progress = &seen["progress"];
        assert_eq!((&progress["in_review"], &progress["transferred"]), (&json!("1.00"), &json!("1.00")));
        assert_eq!(each(&progress["groups"], "in_review"), [json!("0.00"), json!("1.00")]);
        district.staff("auditor", None).get(&case).must(200);
        let elsewhere = district.staff("reviewer", Some("HP-CS1"));
        elsewhere.get(&case).refused(404, "not_found");
        resident.client.get(&case).refused(403, "role_may_not");
    }

    fn who_grants_an_award_reads_what_it_is_proposed_for(world) {
        let district = world.district_with_rules();
        let program = id_of(&district.program("ECOM-CERT", &json!({})));
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-VS1", ("vocational", "5.00", "V1"));
        for unit in ["CORE-1", "CORE-2", "FREE-1"] {
            fill(world, &resident.client, &reviewer, &program, unit);
        }
        let award = id_of(&reviewer.get("/awards").with(200)["items"][0]);
        let path = format!("/awards/{award}/progress");
        let progress = reviewer.get(&path).with(200);
        assert_eq!((&progress["done"], &progress["missing"]), (&json!("5.00"), &json!("0.00")));
        assert_eq!(each(&progress["groups"], "met"), [json!(true), json!(true)]);
        district.staff("reviewer", Some("HP-CS1")).get(&path).refused(404, "not_found");
        resident.client.get(&path).refused(403, "role_may_not");
    }
}
