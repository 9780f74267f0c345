//! Freezing, expiry and merging that meet a transfer.

use harness::json;
use server::ledger::jobs;

use super::{ROUNDS, at_once, balances, on_every_set_up, reviewed, step};

on_every_set_up! {
    fn a_card_is_frozen_before_or_after_it_is_settled(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            let owner = arena.at(0, &resident.client);
            let reviewer = arena.at(1, &arena.reviewers[0]);
            let (frozen, approved) = at_once(
                || owner.post_nothing("/me/card/freeze"),
                || step(&reviewer, &id, "approve", None),
            );
            assert_eq!(frozen.with(200)["status"], "frozen");
            if approved.status == 200 {
                assert_eq!(balances(&resident, "community"), ["6.00", "0.00", "0.00"]);
            } else {
                assert_eq!(approved.status, 409, "{}", approved.body);
                assert_eq!(balances(&resident, "community"), ["6.00", "4.00", "0.00"]);
                // What was not settled can still be called off.
                step(&resident.client, &id, "cancel", None).must(200);
                assert_eq!(balances(&resident, "community"), ["10.00", "0.00", "0.00"]);
            }
        }
    }

    fn what_returns_from_a_hold_expires_and_what_is_held_does_not(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            arena.world.tamper(&format!(
                "UPDATE lots SET expires_on = '2026-01-31' WHERE learner_id = '{}'",
                resident.learner_id
            ));
            let owner = arena.at(0, &resident.client);
            let bank = arena.world.bank();
            let (cancelled, expired) = at_once(
                || step(&owner, &id, "cancel", None),
                || jobs::expire_blocking(bank),
            );
            expired.expect("the job runs");
            cancelled.must(200);
            jobs::expire_blocking(bank).expect("the job runs again");
            assert_eq!(balances(&resident, "community"), ["0.00", "0.00", "0.00"]);
            let gone = arena.world.cell(&format!(
                "SELECT SUM(amount) FROM entries WHERE owner = '{}' AND kind = 'available'",
                resident.learner_id
            ));
            assert_eq!(gone, "0");
        }
    }

    fn what_is_on_hold_is_settled_though_it_expires(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            arena.world.tamper(&format!(
                "UPDATE lots SET expires_on = '2026-01-31' WHERE learner_id = '{}'",
                resident.learner_id
            ));
            let reviewer = arena.at(1, &arena.reviewers[0]);
            let bank = arena.world.bank();
            let (approved, expired) = at_once(
                || step(&reviewer, &id, "approve", None),
                || jobs::expire_blocking(bank),
            );
            expired.expect("the job runs");
            approved.must(200);
            jobs::expire_blocking(bank).expect("the job runs again");
            assert_eq!(balances(&resident, "community"), ["0.00", "0.00", "0.00"]);
            let written_off = arena.world.cell(&format!(
                "SELECT SUM(amount) FROM entries WHERE transaction_owner = '{}' \
                 AND kind = 'expired' AND scheme = 'community'",
                resident.learner_id
            ));
            assert_eq!(written_off, "600", "what was on hold did not expire");
        }
    }

    fn records_are_merged_before_or_after_a_transfer(arena) {
        let two = arena.district.crowd(1, ROUNDS, "community", "10.00");
        let kept = arena.district.crowd(10_001, ROUNDS, "community", "5.00");
        for (resident, kept) in two.iter().zip(&kept) {
            let id = reviewed(resident, "4.00");
            let admin = arena.at(0, &arena.district.admin);
            let reviewer = arena.at(1, &arena.reviewers[0]);
            let merge = json!({"keep": kept.learner_id, "merge": resident.learner_id,
                "reason": "同一人"});
            let (merged, approved) = at_once(
                || admin.post("/learners/merge", &merge),
                || step(&reviewer, &id, "approve", None),
            );
            merged.must(200);
            if approved.status != 200 {
                assert!([404, 409].contains(&approved.status), "{}", approved.body);
                assert_eq!(balances(kept, "community"), ["11.00", "4.00", "0.00"]);
                // The application went along, and can still be decided.
                step(&reviewer, &id, "approve", None).must(200);
            }
            assert_eq!(balances(kept, "community"), ["11.00", "0.00", "0.00"]);
            assert_eq!(balances(kept, "higher"), ["2.00", "0.00", "0.00"]);
        }
    }
}
