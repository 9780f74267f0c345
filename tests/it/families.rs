//! Learning families: founding, inviting, joining, leaving; by consent, and one at a time.

use harness::{Resident, Value, json, on_both};
use shared::identity::CardNumber;

fn invite(who: &Resident, whom: &Resident) -> harness::Answer {
    let card = json!({"card_number": whom.card_number});
    who.client.post("/me/family/invitations", &card)
}

fn found(who: &Resident) -> String {
    let mine = who.client.post("/me/family", &json!({"name": "王家"})).with(201);
    mine["family"]["id"].as_str().expect("an id").to_owned()
}

fn answer(who: &Resident, family: &str, how: &str) -> harness::Answer {
    who.client.post_nothing(&format!("/me/family/invitations/{family}/{how}"))
}

fn standings(mine: &Value) -> Vec<String> {
    let members = mine["members"].as_array().expect("members");
    members
        .iter()
        .map(|it| format!("{} {}", it["standing"].as_str().expect("a word"), it["me"]))
        .collect()
}

on_both! {
    fn a_family_is_joined_by_invitation_and_left_at_any_time(world) {
        let district = world.district();
        let [one, two, three] = [1, 2, 3].map(|n| district.resident(n));
        assert_eq!(one.client.get("/me/family").with(200),
            json!({"family": null, "invitations": []}));
        invite(&one, &two).refused(409, "wrong_state");
        let id = found(&one);
        one.client.post("/me/family", &json!({"name": "李家"})).refused(409, "already_there");

        let mine = invite(&one, &two).with(200);
        assert_eq!(standings(&mine["family"]), ["member true", "invited false"]);
        invite(&one, &two).refused(409, "already_there");
        let asked = two.client.get("/me/family").with(200);
        assert_eq!((&asked["family"], &asked["invitations"][0]["name"]), (&Value::Null, &json!("王家")));
        for word in [&one.person.name, &one.card_number, &one.learner_id] {
            assert!(!asked.to_string().contains(word.as_str()), "{asked}");
        }
        let notice = two.client.get("/me/notifications").with(200)["items"][0].clone();
        assert_eq!(notice["kind"], "family_invited");
        assert_eq!(notice["about"], json!({"kind": "family", "id": id}));
        assert!(!notice.to_string().contains(&one.person.name), "{notice}");

        answer(&three, &id, "accept").refused(404, "not_found");
        answer(&three, &id, "decline").refused(404, "not_found");
        answer(&two, "nothing", "accept").refused(404, "not_found");
        let joined = answer(&two, &id, "accept").with(200);
        assert_eq!(standings(&joined["family"]), ["member false", "member true"]);
        assert_eq!(joined["invitations"], json!([]));
        answer(&two, &id, "accept").refused(404, "not_found");
        two.client.post("/me/family", &json!({"name": "李家"})).refused(409, "already_there");

        invite(&two, &three).must(200);
        let declined = answer(&three, &id, "decline").with(200);
        assert_eq!(declined, json!({"family": null, "invitations": []}));

        assert_eq!(one.client.post_nothing("/me/family/leave").with(200)["family"], Value::Null);
        one.client.post_nothing("/me/family/leave").refused(409, "wrong_state");
        invite(&two, &one).must(200);
        two.client.post_nothing("/me/family/leave").must(200);
        assert_eq!((world.rows("families"), world.rows("family_members")), (0, 0));
        answer(&one, &id, "accept").refused(404, "not_found");
    }

    fn a_person_is_in_one_family_at_most(world) {
        let district = world.district();
        let [one, two, three] = [1, 2, 3].map(|n| district.resident(n));
        let (first, second) = (found(&one), found(&two));
        invite(&one, &three).must(200);
        invite(&two, &three).must(200);
        let asked = three.client.get("/me/family").with(200);
        assert_eq!(asked["invitations"].as_array().expect("a list").len(), 2);
        answer(&three, &first, "accept").must(200);
        answer(&three, &second, "accept").refused(409, "already_there");
        three.client.post_nothing("/me/family/leave").must(200);
        answer(&three, &second, "accept").must(200);
        assert_eq!(world.rows("family_members"), 3);
    }

    fn who_cannot_be_invited_is_refused_at_the_card(world) {
        let district = world.district();
        let [one, two] = [1, 2].map(|n| district.resident(n));
        one.client.post("/me/family", &json!({})).invalid(&["/name required"]);
        let long = json!({"name": "x".repeat(65)});
        one.client.post("/me/family", &long).invalid(&["/name too_long"]);
        found(&one);
        let refused = |card: &str, fault: &str| {
            let body = json!({ "card_number": card });
            one.client.post("/me/family/invitations", &body)
                .invalid(&[&format!("/card_number {fault}")]);
        };
        refused(&one.card_number, "own_card");
        refused(CardNumber::from_serial(1).as_str(), "unknown");
        refused("6201", "bad_format");
        world.tamper(&format!("UPDATE cards SET status = 'closed' WHERE number = '{}'",
            two.card_number));
        refused(&two.card_number, "not_in_use");
    }

    fn a_family_has_twelve_people_at_most_whoever_invites_at_once(world) {
        let district = world.district();
        let [one, two] = [1, 2].map(|n| district.resident(n));
        let id = found(&one);
        invite(&one, &two).must(200);
        answer(&two, &id, "accept").must(200);
        let guests: Vec<String> = (10..30)
            .map(|n| district.open_card(&harness::Person::nth(n))["card_number"]
                .as_str().expect("a card").to_owned())
            .collect();
        std::thread::scope(|scope| {
            for (place, card) in guests.iter().enumerate() {
                let client = if place % 2 == 0 { &one.client } else { &two.client };
                scope.spawn(move || {
                    let body = json!({ "card_number": card });
                    let mut answer = client.post("/me/family/invitations", &body);
                    while answer.status == 503 {
                        answer = client.post("/me/family/invitations", &body);
                    }
                    if answer.status != 200 {
                        answer.refused(409, "family_full");
                    }
                });
            }
        });
        assert_eq!(world.rows("family_members"), 12);
    }

    fn a_family_ends_or_is_joined_but_never_both(world) {
        let district = world.district();
        for round in 0..10 {
            let [one, two] = [1, 2].map(|n| district.resident(10 * round + n));
            let id = found(&one);
            invite(&one, &two).must(200);
            std::thread::scope(|scope| {
                let left = scope.spawn(|| one.client.post_nothing("/me/family/leave").status);
                let joined = scope.spawn(|| answer(&two, &id, "accept").status);
                assert_eq!(left.join().expect("an answer"), 200);
                let joined = joined.join().expect("an answer");
                let mine = two.client.get("/me/family").with(200);
                match joined {
                    200 => assert_eq!(standings(&mine["family"]), ["member true"]),
                    404 => assert_eq!(mine, json!({"family": null, "invitations": []})),
                    other => panic!("{other}"),
                }
            });
        }
    }
}
