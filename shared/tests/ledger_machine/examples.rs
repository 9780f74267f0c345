//! The worked examples of the domain, and what follows from its words.

use shared::ids::{CommandId, LotId};
use shared::ledger::{
    Account, AccountKind, Action, Command, Outcome, PostingKind, Settlement, expiry,
    plan_conversion,
};
use uuid::Uuid;

use crate::story::*;

fn some(amount: &str, last: &str) -> (String, Option<String>) {
    (amount.to_owned(), Some(last.to_owned()))
}

fn for_life(amount: &str) -> (String, Option<String>) {
    (amount.to_owned(), None)
}

#[test]
fn nine_of_ten_convert_at_two_thirds_to_six_and_one_stays() {
    let mut story = Story::new();
    story.does(award("10.00", CALLIGRAPHY));
    story.does(convert("9.00", down("3.00")));
    assert_eq!(story.available(WANG, "vocational"), "6.00");
    assert_eq!(story.available(WANG, "community"), "1.00");
}

#[test]
fn what_was_given_away_is_owed_when_its_completion_is_revoked() {
    let mut story = Story::new();
    let awarded = story.does(award("2.00", CALLIGRAPHY));
    story.does(give("1.50"));
    let reversed = story.does(revoke("2.00", &awarded, CALLIGRAPHY));
    assert_eq!(reversed.reverses, Some(awarded.transaction));
    assert_eq!(moves(&reversed, AccountKind::Available), ["-0.50"]);
    assert_eq!(moves(&reversed, AccountKind::Owed), ["-1.50"]);
    assert_eq!(moves(&reversed, AccountKind::Issued), ["2.00"]);

    let next = story.does(award("2.00", PAINTING));
    assert_eq!(moves(&next, AccountKind::Available), ["2.00", "-1.50"]);
    assert_eq!(moves(&next, AccountKind::Owed), ["1.50"]);
    assert_eq!(story.available(WANG, "community"), "0.50");
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "0.00");
    let balances: Vec<Option<String>> =
        next.entries.iter().map(|entry| entry.balance.map(|balance| balance.to_string())).collect();
    let after = |balance: &str| Some(balance.to_owned());
    assert_eq!(balances, [after("2.00"), None, after("0.50"), after("0.00")]);
}

#[test]
fn a_conversion_keeps_lots_apart_and_rounds_their_total_once() {
    let mut story = Story::new();
    story.does(award("5.00", PAINTING));
    story.does(award_until("5.00", CALLIGRAPHY, Some("2027-01-31")));
    story.does(convert("6.00", down("0.01")));
    assert_eq!(story.lots(WANG, "community"), [for_life("4.00")]);
    assert_eq!(story.lots(WANG, "vocational"), [some("3.33", "2027-01-31"), for_life("0.67")]);
    let sources: Vec<_> =
        story.lot_list(WANG, "vocational").into_iter().map(|lot| lot.sources).collect();
    assert_eq!(sources, [vec![CALLIGRAPHY], vec![PAINTING]]);
}

#[test]
fn a_plan_says_what_the_conversion_then_does() {
    let mut story = Story::new();
    story.does(award("5.00", PAINTING));
    story.does(award_until("5.00", CALLIGRAPHY, Some("2027-01-31")));
    let lots = story.lot_list(WANG, "community");
    let plan =
        plan_conversion(&lots, story.today, credits("6.00"), two_thirds(), down("0.01"), Some(24))
            .unwrap();
    let gives: Vec<_> = plan
        .gives
        .iter()
        .map(|lot| (lot.amount.to_string(), lot.expires_on.map(|last| last.to_string())))
        .collect();
    assert_eq!(gives, [some("3.33", "2027-01-31"), some("0.67", "2028-01-31")]);
    assert_eq!(plan.takes, [(lots[0].id, credits("5.00")), (lots[1].id, credits("1.00"))]);
    assert_eq!(plan.total_gives, credits("4.00"));
}

#[test]
fn a_part_too_small_for_a_lot_is_traced_by_the_next() {
    let mut story = Story::new();
    story.does(award_until("1.00", CALLIGRAPHY, Some("2027-01-31")));
    story.does(award("2.00", PAINTING));
    story.does(convert("3.00", down("2.00")));
    let lots = story.lot_list(WANG, "vocational");
    assert_eq!(lots.len(), 1);
    assert_eq!(lots[0].available, credits("2.00"));
    assert_eq!(lots[0].sources, [CALLIGRAPHY, PAINTING]);
}

#[test]
fn validity_ends_on_the_same_day_of_the_month_or_its_last() {
    assert_eq!(expiry(day("2026-01-31"), Some(24)), Some(day("2028-01-31")));
    assert_eq!(expiry(day("2026-01-31"), Some(1)), Some(day("2026-02-28")));
    assert_eq!(expiry(day("2024-02-29"), Some(12)), Some(day("2025-02-28")));
    assert_eq!(expiry(day("2026-01-31"), None), None);
    assert_eq!(expiry(day("2026-01-31"), Some(u32::MAX)), None);
}

#[test]
fn a_lot_is_usable_on_its_last_day_and_gone_on_the_next() {
    let mut story = Story::new();
    story.does(award_until("2.00", CALLIGRAPHY, Some("2026-06-20")));
    story.does(redeem("0.50"));
    story.today = day("2026-06-21");
    let lot = story.first_lot(WANG, "community");
    let expired = story.does(Action::Expire { learner: WANG, scheme: scheme("community"), lot });
    assert_eq!(moves(&expired, AccountKind::Expired), ["1.50"]);
    assert_eq!(story.available(WANG, "community"), "0.00");
}

#[test]
fn what_is_on_hold_does_not_expire_and_can_still_be_settled() {
    let mut story = Story::new();
    story.does(award_until("2.00", CALLIGRAPHY, Some("2026-06-20")));
    let lot = story.first_lot(WANG, "community");
    story.does(hold("1.50"));
    story.today = day("2026-06-30");
    story.does(Action::Expire { learner: WANG, scheme: scheme("community"), lot });
    assert_eq!(story.balance(WANG, "community", AccountKind::Held), "1.50");
    let settled = story.does(Action::Settle {
        learner: WANG,
        scheme: scheme("community"),
        hold: HOLD,
        into: Settlement::Redeem { institution: COLLEGE },
    });
    assert_eq!(settled.kind, PostingKind::Settle);
    let redeemed = Account::institution(COLLEGE, &scheme("community"), AccountKind::Redeemed);
    assert_eq!(story.state.balance(&redeemed), credits("1.50"));
}

#[test]
fn a_release_returns_credits_to_their_lots_and_pays_what_is_owed() {
    let mut story = Story::new();
    let awarded = story.does(award_until("2.00", CALLIGRAPHY, Some("2027-01-31")));
    story.does(hold("1.50"));
    story.does(revoke("2.00", &awarded, CALLIGRAPHY));
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "-1.50");
    assert_eq!(story.balance(WANG, "community", AccountKind::Held), "1.50");
    let released = story.does(release());
    assert_eq!(moves(&released, AccountKind::Available), ["1.50", "-1.50"]);
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "0.00");
}

#[test]
fn a_reversal_takes_its_own_lots_first_then_the_soonest_expiring() {
    let mut story = Story::new();
    let other = story.does(award_until("1.00", PAINTING, Some("2026-12-31")));
    let awarded = story.does(award("2.00", CALLIGRAPHY));
    story.does(revoke("1.50", &awarded, CALLIGRAPHY));
    assert_eq!(story.lots(WANG, "community"), [some("1.00", "2026-12-31"), for_life("0.50")]);
    story.does(revoke("1.20", &other, PAINTING));
    assert_eq!(story.lots(WANG, "community"), [for_life("0.30")]);
}

#[test]
fn a_reversal_takes_its_own_expired_credits_but_not_those_of_others() {
    let mut story = Story::new();
    story.does(award_until("1.00", PAINTING, Some("2026-06-20")));
    let awarded = story.does(award_until("2.00", CALLIGRAPHY, Some("2026-06-20")));
    story.today = day("2026-06-21");
    story.does(revoke("2.50", &awarded, CALLIGRAPHY));
    assert_eq!(story.lots(WANG, "community"), [some("1.00", "2026-06-20")]);
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "-0.50");
}

#[test]
fn what_expired_unspent_is_taken_back_from_the_bank_and_the_learner_owes_nothing() {
    let mut story = Story::new();
    story.does(award("1.00", PAINTING));
    let awarded = story.does(award_until("3.00", CALLIGRAPHY, Some("2026-06-20")));
    let lot = story.first_lot(WANG, "community");
    story.today = day("2026-06-21");
    story.does(Action::Expire { learner: WANG, scheme: scheme("community"), lot });
    let back = story.does(revoke_expired("2.00", &awarded, CALLIGRAPHY));
    assert_eq!((back.kind, back.reverses), (PostingKind::Reverse, Some(awarded.transaction)));
    assert_eq!(moves(&back, AccountKind::Expired), ["-2.00"]);
    assert_eq!(moves(&back, AccountKind::Issued), ["2.00"]);
    assert_eq!(back.entries.len(), 2);
    assert_eq!(story.lots(WANG, "community"), [for_life("1.00")]);
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "0.00");
}

#[test]
fn a_gift_keeps_each_lots_sources_and_dates() {
    let mut story = Story::new();
    story.does(award_until("1.00", CALLIGRAPHY, Some("2027-01-31")));
    story.does(award("1.00", PAINTING));
    story.does(give("1.50"));
    assert_eq!(story.lots(LI, "community"), [some("1.00", "2027-01-31"), for_life("0.50")]);
    let lots = story.lot_list(LI, "community");
    assert_eq!(lots[0].sources, [CALLIGRAPHY]);
    assert_eq!(lots[0].dated_on, day("2026-01-31"));
    assert_eq!(lots[1].sources, [PAINTING]);
}

#[test]
fn a_settled_conversion_is_taken_back_whole_into_the_lots_it_took() {
    let mut story = Story::new();
    story.does(award_until("5.00", CALLIGRAPHY, Some("2027-01-31")));
    story.does(award("5.00", PAINTING));
    story.does(hold("6.00"));
    let settled = story.does(Action::Settle {
        learner: WANG,
        scheme: scheme("community"),
        hold: HOLD,
        into: Settlement::Convert {
            to: scheme("vocational"),
            ratio: two_thirds(),
            rounding: down("0.01"),
            validity_months: None,
        },
    });
    assert_eq!(story.available(WANG, "vocational"), "4.00");
    let back = story.does(take_back(&settled));
    assert_eq!(back.reverses, Some(settled.transaction));
    assert_eq!(story.available(WANG, "vocational"), "0.00");
    assert_eq!(story.balance(WANG, "community", AccountKind::Held), "0.00");
    assert_eq!(story.lots(WANG, "community"), [some("5.00", "2027-01-31"), for_life("5.00")]);
}

#[test]
fn a_gift_taken_back_pays_what_the_giver_came_to_owe() {
    let mut story = Story::new();
    let awarded = story.does(award("2.00", CALLIGRAPHY));
    let given = story.does(give("2.00"));
    story.does(revoke("0.50", &awarded, CALLIGRAPHY));
    story.does(take_back(&given));
    assert_eq!(story.available(WANG, "community"), "1.50");
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "0.00");
    assert_eq!(story.available(LI, "community"), "0.00");
}

#[test]
fn an_adjustment_adds_a_lot_without_sources_or_takes_and_lets_the_rest_be_owed() {
    let mut story = Story::new();
    story.does(adjust("1.00"));
    assert!(story.lot_list(WANG, "community")[0].sources.is_empty());
    story.does(adjust("-1.50"));
    assert_eq!(story.available(WANG, "community"), "0.00");
    assert_eq!(story.balance(WANG, "community", AccountKind::Owed), "-0.50");
    story.does(adjust("2.00"));
    assert_eq!(story.available(WANG, "community"), "1.50");
}

#[test]
fn the_same_command_moves_credits_once_even_on_a_later_day() {
    let mut story = Story::new();
    let id = CommandId(Uuid::from_u128(77));
    let command = Command { id, on: story.today, action: award("2.00", CALLIGRAPHY) };
    let Outcome::Applied(first) = story.apply(&command).unwrap() else { panic!("not applied") };
    let again = Command { on: day("2026-06-21"), ..command };
    assert_eq!(story.apply(&again), Ok(Outcome::Replayed(first)));
    assert_eq!(story.available(WANG, "community"), "2.00");
}

#[test]
fn a_command_that_was_loaded_as_applied_gives_its_first_posting() {
    let mut first = Story::new();
    let id = CommandId(Uuid::from_u128(77));
    let command = Command { id, on: first.today, action: award("2.00", CALLIGRAPHY) };
    let posting = first.apply(&command).unwrap().posting().clone();

    let mut later = Story::new();
    later.state.insert_applied(id, command.clone(), posting.clone());
    assert_eq!(later.apply(&command), Ok(Outcome::Replayed(posting)));
    assert_eq!(later.state.changed_lots().count(), 0);
}

#[test]
fn a_frozen_learner_spends_nothing_but_is_still_credited_and_corrected() {
    let mut story = Story::new();
    let awarded = story.does(award_until("5.00", CALLIGRAPHY, Some("2026-06-20")));
    story.does(hold("1.00"));
    story.state.freeze(WANG);
    story.does(release());
    story.does(award("1.00", PAINTING));
    story.does(revoke("1.00", &awarded, CALLIGRAPHY));
    story.does(adjust("1.00"));
    let lot = story.first_lot(WANG, "community");
    story.today = day("2026-06-21");
    story.does(Action::Expire { learner: WANG, scheme: scheme("community"), lot });
    assert_eq!(story.available(WANG, "community"), "2.00");
}

#[test]
fn a_merge_leaves_one_record_with_the_credits_holds_and_debts_of_both() {
    let mut story = Story::new();
    story.does(award("5.00", CALLIGRAPHY));
    story.does(give("2.00"));
    story.does(hold("1.00"));
    let merged = story.does(merge());
    assert_eq!(moves(&merged, AccountKind::Held), ["-1.00", "1.00"]);
    assert_eq!(moves(&merged, AccountKind::Available), ["-2.00", "2.00"]);
    assert_eq!(story.available(WANG, "community"), "0.00");
    assert_eq!(story.balance(WANG, "community", AccountKind::Held), "0.00");
    assert_eq!(story.available(LI, "community"), "4.00");
    let of_li = Action::Release { learner: LI, scheme: scheme("community"), hold: HOLD };
    story.does(of_li);
    // The lot that came is older than the gift that was there, as it always was.
    assert_eq!(story.lots(LI, "community"), [for_life("3.00"), for_life("2.00")]);

    let mut indebted = Story::new();
    let awarded = indebted.does(award("2.00", CALLIGRAPHY));
    indebted.does(give("1.50"));
    indebted.does(revoke("2.00", &awarded, CALLIGRAPHY));
    let merged = indebted.does(merge());
    assert_eq!(moves(&merged, AccountKind::Owed), ["1.50", "-1.50", "1.50"]);
    assert_eq!(indebted.available(LI, "community"), "0.00", "the gift that was there pays");
    assert_eq!(indebted.balance(LI, "community", AccountKind::Owed), "0.00");
}

#[test]
fn the_state_tells_what_a_batch_changed_and_nothing_else() {
    let mut first = Story::new();
    first.does(award("5.00", CALLIGRAPHY));
    first.does(award("5.00", PAINTING));
    let mut batch = Story::new();
    let wang = Account::learner(WANG, &scheme("community"), AccountKind::Available);
    batch.state.insert_balance(wang.clone(), credits("10.00"));
    for lot in first.lot_list(WANG, "community") {
        batch.state.insert_lot(lot);
    }
    let lot = batch.first_lot(WANG, "community");
    let mut next = 0;
    let command =
        Command { id: CommandId(Uuid::from_u128(9)), on: batch.today, action: redeem("1.00") };
    shared::ledger::apply(&mut batch.state, &command, &mut || {
        next += 1;
        Uuid::from_u128(next)
    })
    .unwrap();
    let accounts: Vec<_> =
        batch.state.changed_accounts().map(|(account, now)| (account.clone(), now)).collect();
    let redeemed = Account::institution(COLLEGE, &scheme("community"), AccountKind::Redeemed);
    assert_eq!(accounts, [(wang, credits("9.00")), (redeemed, credits("1.00"))]);
    let lots: Vec<_> =
        batch.state.changed_lots().map(|lot| (lot.id, lot.available.to_string())).collect();
    assert_eq!(lots, [(lot, "4.00".to_owned())]);
}

#[test]
fn a_command_reads_back_from_json_as_it_was_written() {
    let mut story = Story::new();
    story.does(award("5.00", CALLIGRAPHY));
    let given = story.does(give("2.00"));
    for action in [award("5.00", CALLIGRAPHY), convert("3.00", down("1.00")), take_back(&given)] {
        let command = Command { id: CommandId(Uuid::from_u128(9)), on: story.today, action };
        let json = serde_json::to_string(&command).unwrap();
        assert_eq!(serde_json::from_str::<Command>(&json).unwrap(), command);
    }
}

#[test]
fn new_lots_are_numbered_from_the_callers_sequence_and_after_every_loaded_lot() {
    let mut story = Story::new();
    story.state.number_lots_from(40);
    story.does(award("1.00", CALLIGRAPHY));
    let mut loaded = story.lot_list(WANG, "community")[0].clone();
    assert_eq!(loaded.order, 40);

    loaded.id = LotId(Uuid::from_u128(7));
    loaded.order = 90;
    let mut batch = Story::new();
    batch.state.number_lots_from(40);
    batch.state.insert_balance(
        Account::learner(WANG, &scheme("community"), AccountKind::Available),
        loaded.available,
    );
    let issued = Account::institution(COLLEGE, &scheme("community"), AccountKind::Issued);
    batch.state.insert_balance(issued, credits("-1.00"));
    batch.state.insert_lot(loaded);
    batch.does(award("1.00", PAINTING));
    let orders: Vec<u64> = batch.lot_list(WANG, "community").iter().map(|lot| lot.order).collect();
    assert_eq!(orders, [90, 91]);
}
