//! Awards: proposed by the last approval, granted or declined by the institution, checked by anyone.

use harness::{
    Client, District, Resident, Value, World, change_program, json, on_both, program, redacted,
    with,
};

use super::{apply, each, fill, id_of, learn, take, ten_minutes_pass};

/// A resident with all but the last unit of a program, its id, and a reviewer of its institution.
struct Story<'a> {
    world: &'a World,
    district: District<'a>,
    resident: Resident,
    reviewer: Client,
    program: String,
}

fn almost(world: &World) -> Story<'_> {
    let district = world.district_with_rules();
    let program = id_of(&district.program("ECOM-CERT", &json!({})));
    let reviewer = district.staff("reviewer", Some("HP-VS1"));
    let resident = district.resident(1);
    learn(&district, &resident.person, "HP-VS1", ("vocational", "4.00", "V1"));
    learn(&district, &resident.person, "HP-CS1", ("community", "2.00", "C1"));
    for unit in ["CORE-1", "CORE-2"] {
        fill(world, &resident.client, &reviewer, &program, unit);
    }
    Story { world, district, resident, reviewer, program }
}

impl Story<'_> {
    /// The last unit is approved; gives the award that is proposed.
    fn finish(&self) -> Value {
        fill(self.world, &self.resident.client, &self.reviewer, &self.program, "FREE-1");
        self.resident.client.get("/me/awards").with(200)["items"][0].clone()
    }

    fn told(&self) -> Vec<Value> {
        let notices = self.resident.client.get("/me/notifications").with(200);
        each(&notices["items"], "kind")
    }
}

fn step(who: &Client, award: &str, step: &str, body: &Value) -> harness::Answer {
    who.post(&format!("/awards/{award}/{step}"), body)
}

on_both! {
    fn the_last_approval_proposes_an_award(world) {
        let story = almost(world);
        let mine = || story.resident.client.get("/me/awards").with(200)["items"].clone();
        let last = id_of(&apply(&story.resident.client, &story.program, "FREE-1"));
        assert_eq!(mine(), json!([]), "what is undecided completes nothing");
        ten_minutes_pass(world);
        take(&story.reviewer, &last, "approve").must(200);
        let fresh = ["id", "program_id", "proposed_at"];
        insta::assert_json_snapshot!(redacted(mine(), &fresh), @r#"
        [
          {
            "credits": "5.00",
            "decided_at": null,
            "id": "[id]",
            "institution": "HP-VS1",
            "number": null,
            "program": "ECOM-CERT",
            "program_id": "[program_id]",
            "program_names": {
              "en": "Program ECOM-CERT",
              "zh": "项目 ECOM-CERT"
            },
            "proposed_at": "[proposed_at]",
            "reason": null,
            "scheme": "vocational",
            "status": "proposed",
            "verification_code": null,
            "waived": "0.00"
          }
        ]
        "#);
        assert_eq!(story.told()[..2], [json!("award_proposed"), json!("transfer_approved")]);
        let progress = story.resident.client.get(&format!("/programs/{}/progress", story.program));
        let progress = progress.with(200);
        assert_eq!((&progress["state"], &progress["award"]["status"]),
            (&json!("proposed"), &json!("proposed")));
        // Nothing more is taken for a program that is complete.
        let ask = json!({"kind": "apply", "program_id": story.program, "unit": "FREE-2"});
        story.resident.client.post("/transfers/quote", &ask).refused(409, "program_complete");
    }

    fn a_certificate_is_granted_once_under_a_number_that_anyone_can_check(world) {
        let story = almost(world);
        let award = id_of(&story.finish());
        let granted = step(&story.reviewer, &award, "grant", &json!({})).with(200);
        let today = chrono::Utc::now().with_timezone(&chrono::FixedOffset::east_opt(8 * 3600).unwrap());
        assert_eq!(granted["number"], format!("CT-{}-000001", today.format("%Y%m%d")));
        assert_eq!(granted["status"], "granted");
        assert_eq!(granted["applicant"]["card_number"], story.resident.card_number);
        assert_eq!(story.told()[0], "award_granted");
        step(&story.reviewer, &award, "grant", &json!({})).refused(409, "wrong_state");
        let late = json!({"reason": "改变主意"});
        step(&story.reviewer, &award, "decline", &late).refused(409, "wrong_state");
        let code = granted["verification_code"].as_str().unwrap();
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        insta::assert_json_snapshot!(redacted(verified, &["as_of", "on", "reference"]), @r#"
        {
          "as_of": "[as_of]",
          "kind": "award",
          "state": "granted",
          "statement": {
            "gives": {
              "amount": "5.00",
              "names": {
                "en": "Scheme vocational",
                "zh": "体系 vocational"
              },
              "scheme": "vocational"
            },
            "on": "[on]",
            "reference": "[reference]",
            "takes": null,
            "title": {
              "en": "Program ECOM-CERT",
              "zh": "项目 ECOM-CERT"
            }
          },
          "valid": true
        }
        "#);
        let mine = story.resident.client.get("/me/awards").with(200)["items"][0].clone();
        assert_eq!(mine["number"], granted["number"]);
        assert_eq!(mine.get("applicant"), None);
    }

    fn a_declined_award_says_why_and_can_be_granted_later(world) {
        let story = almost(world);
        let award = id_of(&story.finish());
        step(&story.reviewer, &award, "decline", &json!({})).invalid(&["/reason required"]);
        let why = json!({"reason": "请到校核对身份信息"});
        let declined = step(&story.reviewer, &award, "decline", &why).with(200);
        assert_eq!((&declined["status"], &declined["reason"]), (&json!("declined"), &why["reason"]));
        assert_eq!(story.told()[0], "award_declined");
        step(&story.reviewer, &award, "decline", &why).refused(409, "wrong_state");
        let progress = story.resident.client.get(&format!("/programs/{}/progress", story.program));
        assert_eq!(progress.with(200)["state"], "complete");
        let granted = step(&story.reviewer, &award, "grant", &json!({})).with(200);
        assert_eq!((&granted["status"], &granted["reason"]), (&json!("granted"), &Value::Null));
        assert_eq!(world.rows("awards"), 1);
    }

    fn only_the_institution_and_those_above_it_see_and_decide(world) {
        let story = almost(world);
        let award = id_of(&story.finish());
        let elsewhere = story.district.staff("reviewer", Some("HP-CC"));
        let listed = |who: &Client, query: &str| {
            each(&who.get(&format!("/awards{query}")).with(200)["items"], "id")
        };
        assert_eq!(listed(&elsewhere, ""), Vec::<Value>::new());
        for id in [award.as_str(), "01890000-0000-7000-8000-000000000000", "nonsense"] {
            step(&elsewhere, id, "grant", &json!({})).refused(404, "not_found");
        }
        let auditor = story.district.staff("auditor", None);
        for who in [&story.reviewer, &story.district.admin, &auditor] {
            assert_eq!(listed(who, ""), [json!(award)]);
            assert_eq!(listed(who, "?status=proposed"), [json!(award)]);
            assert_eq!(listed(who, "?status=granted"), Vec::<Value>::new());
        }
        story.reviewer.get("/awards?status=lost").invalid(&["/status not_one_of"]);
        step(&story.district.admin, &award, "grant", &json!({})).must(200);
        let audited: Vec<String> =
            world.cells("SELECT action FROM audit WHERE action LIKE 'award.%'");
        assert_eq!(audited, ["award.grant"]);
    }

    fn grants_at_the_same_time_grant_once(world) {
        let story = almost(world);
        let award = id_of(&story.finish());
        let answers: Vec<harness::Answer> = std::thread::scope(|scope| {
            let grant = || loop {
                let answer = step(&story.reviewer, &award, "grant", &json!({}));
                if answer.status != 503 {
                    return answer;
                }
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(grant)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            answer.refused(409, "wrong_state");
        }
        assert_eq!(world.cells("SELECT code FROM verifications WHERE kind = 'award'").len(), 1);
    }

    fn a_program_that_asks_for_less_proposes_to_whoever_meets_it_now(world) {
        let story = almost(world);
        let less = with(program("ECOM-CERT"), &json!({"total": "4.00"}));
        change_program(&story.district.admin, &story.program, &less).must(200);
        assert_eq!(world.rows("awards"), 0, "a group is not met yet");
        let mut less = less;
        less["groups"][1]["min"] = json!("0");
        change_program(&story.district.admin, &story.program, &less).must(200);
        assert_eq!(story.told()[0], "award_proposed");
        change_program(&story.district.admin, &story.program, &less).must(200);
        assert_eq!(world.rows("awards"), 1, "once");
    }

    fn what_was_applied_for_stays_in_the_program(world) {
        let story = almost(world);
        let mut other = program("ECOM-CERT");
        other["groups"][0]["units"][0]["code"] = json!("CORE-9");
        change_program(&story.district.admin, &story.program, &other)
            .invalid(&["/groups applied_for"]);
        let mut other = program("ECOM-CERT");
        other["groups"][1]["units"][1]["code"] = json!("FREE-9");
        change_program(&story.district.admin, &story.program, &other).must(200);
        let moved = with(program("ECOM-CERT"),
            &json!({"institution": "HP-CC", "scheme": "community"}));
        change_program(&story.district.admin, &story.program, &moved)
            .invalid(&["/institution applied_for", "/scheme applied_for"]);
    }
}
