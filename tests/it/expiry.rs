//! Credits that expire: people are told before, and each once.

use chrono::Days;
use harness::{Resident, Value, World, json, on_both};
use server::clock;

use crate::transfers::sound;

/// Lets everything expire so many days from today.
fn expire_in(world: &World, days: u64) {
    let day = clock::today() + Days::new(days);
    world.tamper(&format!("UPDATE lots SET expires_on = '{day}'"));
}

fn told(resident: &Resident) -> Vec<Value> {
    let page = resident.client.get("/me/notifications").with(200);
    let items = page["items"].as_array().expect("a list").iter();
    items.filter(|item| item["kind"] == "expiring").cloned().collect()
}

on_both! {
    fn people_are_told_ninety_thirty_and_seven_days_before(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "2", "COM-1");
        district.award(&resident.person, "community", "3", "COM-2");
        let day = clock::today() + Days::new(91);
        expire_in(world, 91);
        world.run_jobs();
        assert_eq!(told(&resident), Vec::<Value>::new());
        // The days pass: what stands for each distance is that it was told of this last day.
        for (passed, notices) in [(1, 1), (60, 1), (61, 2), (83, 2), (84, 3), (91, 3)] {
            let earlier = clock::today() + Days::new(91 - passed);
            expire_in(world, 91 - passed);
            world.tamper(&format!("UPDATE expiry_notices SET expires_on = '{earlier}'"));
            world.run_jobs();
            world.run_jobs();
            assert_eq!(told(&resident).len(), notices, "{passed} days later");
        }
        let first = told(&resident).pop().expect("the first");
        let day = day - Days::new(1);
        assert_eq!(first["text"]["zh"],
            format!("您的体系 community中有 5.00 将于 {day} 到期，请在当日或之前使用。"));
        assert_eq!(first["about"], json!({"kind": "card", "id": ""}));
    }

    fn whoever_gets_credits_late_is_told_once_of_what_is_near(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "2", "COM-1");
        district.award(&resident.person, "senior", "1", "SEN-1");
        expire_in(world, 5);
        world.run_jobs();
        assert_eq!(told(&resident).len(), 2, "one for each scheme");
        expire_in(world, 0);
        world.tamper(&format!("UPDATE expiry_notices SET expires_on = '{}'", clock::today()));
        world.run_jobs();
        assert_eq!(told(&resident).len(), 2);
        assert_eq!(resident.available("community"), "2.00", "the last day is a day of use");
        world.tamper("UPDATE lots SET expires_on = '2026-01-31'");
        world.run_jobs();
        assert_eq!(resident.available("community"), "0.00");
        assert_eq!(told(&resident).len(), 2, "what is gone does not expire soon");
        sound(&district);
    }

    fn what_is_on_hold_does_not_expire_and_nobody_is_told_that_it_will(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "4", "COM-1");
        let transfer = resident.convert("community", "higher", "4").with(201);
        expire_in(world, 5);
        world.run_jobs();
        assert_eq!(told(&resident), Vec::<Value>::new());
        world.tamper("UPDATE lots SET expires_on = '2026-01-31'");
        world.run_jobs();
        assert_eq!(resident.balance("community", "held"), "4.00");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let id = transfer["id"].as_str().expect("an id");
        crate::transfers::take(&reviewer, id, "approve", None).must(200);
        assert_eq!(resident.balance("community", "held"), "0.00", "it can still be settled");
        sound(&district);
    }

    fn two_servers_tell_everybody_once_and_write_everything_off_once(world) {
        let district = world.district_with_rules();
        let residents: Vec<Resident> = (1..=30).map(|n| district.resident(n)).collect();
        for (n, resident) in residents.iter().enumerate() {
            district.award(&resident.person, "community", "2", &format!("COM-{n}"));
            district.award(&resident.person, "senior", "2", &format!("SEN-{n}"));
        }
        let past = "UPDATE lots SET expires_on = '2026-01-31' WHERE scheme = 'senior'";
        expire_in(world, 30);
        world.tamper(past);
        let other = world.another_server();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| world.run_jobs());
                scope.spawn(|| other.run_jobs());
            }
        });
        for resident in &residents {
            assert_eq!(told(resident).len(), 1);
            assert_eq!((resident.available("community"), resident.available("senior")),
                ("2.00".to_owned(), "0.00".to_owned()));
        }
        assert_eq!(world.cell("SELECT COUNT(*) FROM transactions WHERE kind = 'expire'"), "30");
        sound(&district);
    }
}
