//! Decisions that meet other steps.

use harness::json;

use super::{ROUNDS, at_once, balances, on_every_set_up, one_wins, reviewed, step};

on_every_set_up! {
    fn an_application_is_cancelled_or_approved(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            let owner = arena.at(0, &resident.client);
            let reviewer = arena.at(1, &arena.reviewers[0]);
            let (cancelled, approved) = at_once(
                || step(&owner, &id, "cancel", None),
                || step(&reviewer, &id, "approve", None),
            );
            let winner = one_wins(&cancelled, &approved, ["cancelled", "settled"]);
            let (left, got) = if winner == 0 { ("10.00", "0.00") } else { ("6.00", "2.00") };
            assert_eq!(balances(&resident, "community"), [left, "0.00", "0.00"]);
            assert_eq!(balances(&resident, "higher"), [got, "0.00", "0.00"]);
        }
    }

    fn two_reviewers_approve_once(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            let [one, other] = [0, 1].map(|side| arena.at(side, &arena.reviewers[side]));
            let (first, second) = at_once(
                || step(&one, &id, "approve", None),
                || step(&other, &id, "approve", None),
            );
            one_wins(&first, &second, ["settled", "settled"]);
            assert_eq!(balances(&resident, "community"), ["6.00", "0.00", "0.00"]);
            assert_eq!(balances(&resident, "higher"), ["2.00", "0.00", "0.00"]);
        }
    }

    fn one_reviewer_approves_or_the_other_rejects(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            let [one, other] = [0, 1].map(|side| arena.at(side, &arena.reviewers[side]));
            let reason = json!({"reason": "课程内容不符"});
            let (approved, rejected) = at_once(
                || step(&one, &id, "approve", None),
                || step(&other, &id, "reject", Some(&reason)),
            );
            let winner = one_wins(&approved, &rejected, ["settled", "rejected"]);
            let (left, got) = if winner == 0 { ("6.00", "2.00") } else { ("10.00", "0.00") };
            assert_eq!(balances(&resident, "community"), [left, "0.00", "0.00"]);
            assert_eq!(balances(&resident, "higher"), [got, "0.00", "0.00"]);
        }
    }

    fn there_is_one_appeal(arena) {
        let reason = json!({"reason": "请再看一次"});
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let id = reviewed(&resident, "4.00");
            step(&arena.reviewers[0], &id, "reject", Some(&reason)).must(200);
            let [one, other] = [0, 1].map(|server| arena.at(server, &resident.client));
            let (first, second) = at_once(
                || step(&one, &id, "appeal", Some(&reason)),
                || step(&other, &id, "appeal", Some(&reason)),
            );
            let (won, lost) =
                if first.status == 200 { (&first, &second) } else { (&second, &first) };
            assert_eq!(won.with(200)["status"], "in_review");
            lost.refused(409, "wrong_state");
            assert_eq!(balances(&resident, "community"), ["6.00", "4.00", "0.00"]);
            step(&arena.reviewers[1], &id, "reject", Some(&reason)).must(200);
            step(&resident.client, &id, "appeal", Some(&reason)).refused(409, "appealed_already");
            assert_eq!(balances(&resident, "community"), ["10.00", "0.00", "0.00"]);
        }
    }
}
