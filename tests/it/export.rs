//! Taking away everything that is held about oneself.

use harness::{Value, json, on_both};

use crate::transfers::rich;

on_both! {
    fn an_export_holds_everything_about_a_person_and_nothing_of_others(world) {
        let district = world.district_with_rules();
        let (resident, other) = (rich(&district, "10"), district.resident(2));
        district.award(&other.person, "community", "2", "COM-9");
        for n in 0..210 {
            district.award(&resident.person, "senior", "0.5", &format!("SEN-{n}"));
        }
        resident.convert("community", "vocational", "3").must(201);
        resident.client.post_nothing("/me/transcripts").must(201);
        let ask = json!({"reader": "甲", "valid_until": server::clock::today()});
        let share = resident.client.post("/me/shares", &ask).with(201);
        let path = format!("/shared/{}", share["token"].as_str().unwrap());
        world.visitor().get(&path).must(200);

        let answer = resident.client.get("/me/export");
        assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"my-data.json\""));
        let all = answer.with(200);
        let count = |name: &str| all[name].as_array().map(Vec::len).expect(name);
        assert_eq!((count("cards"), count("completions"), count("transfers")), (1, 211, 1));
        assert_eq!((count("transcripts"), count("shares"), count("share_readings")), (1, 1, 1));
        assert_eq!(count("entries"), resident.entries().len() + 15);
        assert!(count("sessions") >= 1 && count("accesses") >= 1);
        assert_eq!(all["person"]["name"], resident.person.name);
        assert_eq!(all["card"]["number"], resident.card_number);
        let ids: std::collections::BTreeSet<String> = all["completions"].as_array().unwrap().iter()
            .map(|it| it["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 211, "none twice");
        let text = all.to_string();
        let token = share["token"].as_str().unwrap();
        for secret in [&*resident.person.id_number, &other.person.name, &other.card_number, token] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert_eq!(all["account"]["password_hash"], Value::Null);
    }
}
