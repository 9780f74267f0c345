//! Every refusal, each of which leaves the state as it was (`Story::apply` checks that).

use shared::ids::{CommandId, HoldId, LotId};
use shared::lang::Lang;
use shared::ledger::{
    Account, AccountKind, Action, Command, Rejection, Reversal, Settlement, Violation, invariants,
};
use shared::quantity::Credits;
use uuid::Uuid;

use crate::story::*;

/// A learner with 5.00 in `community`.
fn with_five() -> Story {
    let mut story = Story::new();
    story.does(award("5.00", CALLIGRAPHY));
    story
}

#[test]
fn more_than_there_is_cannot_be_spent() {
    let mut story = with_five();
    story.does(hold("2.00"));
    let refusal = Rejection::NotEnough { asked: credits("3.01"), available: credits("3.00") };
    for action in [convert("3.01", down("0.01")), redeem("3.01"), give("3.01")] {
        assert_eq!(story.refuses(action), refusal);
    }
    let other = Action::Hold {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits("3.01"),
        hold: HoldId(Uuid::from_u128(60)),
        of: Vec::new(),
    };
    assert_eq!(story.refuses(other), refusal);
}

#[test]
fn expired_credits_cannot_be_spent() {
    let mut story = Story::new();
    story.does(award_until("2.00", CALLIGRAPHY, Some("2026-06-20")));
    story.does(award("1.00", PAINTING));
    story.today = day("2026-06-21");
    for action in [convert("2.00", down("0.01")), redeem("2.00"), give("2.00"), hold("2.00")] {
        assert_eq!(story.refuses(action), Rejection::Expired);
    }
    story.does(redeem("1.00"));
}

#[test]
fn a_conversion_that_would_give_expired_credits_is_refused() {
    let mut story = with_five();
    let mut action = convert("3.00", down("0.01"));
    if let Action::Convert { validity_months, .. } = &mut action {
        *validity_months = Some(4);
    }
    assert_eq!(story.refuses(action), Rejection::GivesExpired);
}

#[test]
fn a_frozen_learner_cannot_spend() {
    let mut story = with_five();
    story.does(hold("1.00"));
    story.state.freeze(WANG);
    let settle = Action::Settle {
        learner: WANG,
        scheme: scheme("community"),
        hold: HOLD,
        into: Settlement::Give { receiver: LI },
    };
    for action in
        [convert("3.00", down("0.01")), hold("1.00"), redeem("1.00"), give("1.00"), settle]
    {
        assert_eq!(story.refuses(action), Rejection::Frozen);
    }
}

#[test]
fn a_gift_whose_lots_were_touched_cannot_be_taken_back() {
    let mut story = with_five();
    let given = story.does(give("2.00"));
    let spent = story.state.clone();
    story.does(Action::Redeem {
        learner: LI,
        scheme: scheme("community"),
        amount: credits("0.01"),
        institution: COLLEGE,
    });
    assert_eq!(story.refuses(take_back(&given)), Rejection::AlreadySpent);

    story.state = spent;
    story.does(Action::Hold {
        learner: LI,
        scheme: scheme("community"),
        amount: credits("0.01"),
        hold: HOLD,
        of: Vec::new(),
    });
    assert_eq!(story.refuses(take_back(&given)), Rejection::AlreadySpent);
}

#[test]
fn a_gift_that_paid_a_debt_or_was_taken_back_already_cannot_be_taken_back() {
    let mut story = with_five();
    let given = story.does(give("1.00"));
    story.does(take_back(&given));
    assert_eq!(story.refuses(take_back(&given)), Rejection::AlreadySpent);

    story.does(Action::Adjust {
        learner: LI,
        scheme: scheme("community"),
        amount: credits("-1.00"),
        dated_on: story.today,
        expires_on: None,
    });
    let paid = story.does(give("1.00"));
    assert_eq!(story.refuses(take_back(&paid)), Rejection::AlreadySpent);
}

#[test]
fn a_redemption_an_award_and_a_hold_cannot_be_taken_back() {
    let mut story = Story::new();
    let awarded = story.does(award("5.00", CALLIGRAPHY));
    let redeemed = story.does(redeem("1.00"));
    let held = story.does(hold("1.00"));
    let settled = story.does(Action::Settle {
        learner: WANG,
        scheme: scheme("community"),
        hold: HOLD,
        into: Settlement::Redeem { institution: COLLEGE },
    });
    for posting in [awarded, redeemed, held, settled] {
        assert_eq!(story.refuses(take_back(&posting)), Rejection::NotReversible);
    }
}

#[test]
fn a_hold_is_released_or_settled_once() {
    let mut story = with_five();
    let settle = Action::Settle {
        learner: WANG,
        scheme: scheme("community"),
        hold: HOLD,
        into: Settlement::Redeem { institution: COLLEGE },
    };
    assert_eq!(story.refuses(release()), Rejection::UnknownHold);
    story.does(hold("1.00"));
    story.does(settle.clone());
    assert_eq!(story.refuses(settle), Rejection::UnknownHold);
    assert_eq!(story.refuses(release()), Rejection::UnknownHold);
}

#[test]
fn a_hold_holds_once() {
    let mut story = with_five();
    story.does(hold("1.00"));
    assert_eq!(story.refuses(hold("1.00")), Rejection::HoldInUse);
}

#[test]
fn a_lot_that_the_learner_does_not_have_is_unknown() {
    let mut story = with_five();
    let lot = story.first_lot(WANG, "community");
    let given = story.does(give("1.00"));
    let expire = |learner, code, lot| Action::Expire { learner, scheme: scheme(code), lot };
    story.today = day("2027-06-20");
    let nobody = LotId(Uuid::from_u128(99));
    assert_eq!(story.refuses(expire(WANG, "community", nobody)), Rejection::UnknownLot);
    assert_eq!(story.refuses(expire(LI, "community", lot)), Rejection::UnknownLot);
    assert_eq!(story.refuses(expire(WANG, "vocational", lot)), Rejection::UnknownLot);
    let mut elsewhere = Story::new();
    assert_eq!(elsewhere.refuses(take_back(&given)), Rejection::UnknownLot);
}

#[test]
fn a_valid_lot_does_not_expire_and_an_empty_one_has_nothing_to_expire() {
    let mut story = Story::new();
    story.does(award_until("2.00", CALLIGRAPHY, Some("2026-06-20")));
    let lot = story.first_lot(WANG, "community");
    let expire = Action::Expire { learner: WANG, scheme: scheme("community"), lot };
    assert_eq!(story.refuses(expire.clone()), Rejection::NotExpired);
    story.does(hold("2.00"));
    story.today = day("2026-06-21");
    assert_eq!(story.refuses(expire), Rejection::NothingToDo);
}

#[test]
fn what_rounds_to_nothing_or_adjusts_by_nothing_is_refused() {
    let mut story = with_five();
    assert_eq!(story.refuses(convert("0.01", down("0.01"))), Rejection::NothingToDo);
    assert_eq!(story.refuses(adjust("0.00")), Rejection::NothingToDo);
}

#[test]
fn amounts_must_be_above_zero() {
    for amount in ["0.00", "-1.00"] {
        let mut story = Story::new();
        let awarded = story.does(award("5.00", CALLIGRAPHY));
        for action in [
            award(amount, PAINTING),
            convert(amount, down("0.01")),
            hold(amount),
            redeem(amount),
            give(amount),
            revoke(amount, &awarded, CALLIGRAPHY),
            revoke_expired(amount, &awarded, CALLIGRAPHY),
        ] {
            assert_eq!(story.refuses(action), Rejection::NotPositive);
        }
    }
}

#[test]
fn credits_are_not_converted_within_a_scheme_nor_given_to_oneself() {
    let mut story = with_five();
    let mut within = convert("3.00", down("0.01"));
    if let Action::Convert { to, .. } = &mut within {
        *to = scheme("community");
    }
    assert_eq!(story.refuses(within), Rejection::SameScheme);
    let mut oneself = give("1.00");
    if let Action::Give { receiver, .. } = &mut oneself {
        *receiver = WANG;
    }
    assert_eq!(story.refuses(oneself), Rejection::SameCard);
}

#[test]
fn a_command_id_is_not_used_for_another_action() {
    let mut story = Story::new();
    let id = CommandId(Uuid::from_u128(77));
    let on = story.today;
    story.apply(&Command { id, on, action: award("2.00", CALLIGRAPHY) }).unwrap();
    let other = Command { id, on, action: award("2.01", CALLIGRAPHY) };
    assert_eq!(story.apply(&other), Err(Rejection::CommandReused));
}

#[test]
fn nothing_moves_on_an_account_that_contradicts_its_lots() {
    let mut story = with_five();
    let wang = Account::learner(WANG, &scheme("community"), AccountKind::Available);
    story.state.insert_balance(wang.clone(), credits("1.00"));
    assert_eq!(story.refuses(redeem("5.00")), Rejection::OutOfBalance);
    let found = invariants(&story.state);
    assert!(found.contains(&Violation::LotsDiffer {
        account: wang,
        balance: credits("1.00"),
        lots: 500
    }));
    assert!(found.contains(&Violation::Unbalanced { scheme: scheme("community"), sum: -400 }));
}

#[test]
fn accounts_of_the_wrong_sign_and_broken_lots_are_found() {
    let mut story = with_five();
    let owed = Account::learner(WANG, &scheme("community"), AccountKind::Owed);
    story.state.insert_balance(owed.clone(), credits("1.00"));
    let mut lot = story.lot_list(WANG, "community")[0].clone();
    lot.available = credits("-1.00");
    story.state.insert_lot(lot.clone());
    let found = invariants(&story.state);
    assert!(found.contains(&Violation::WrongSign { account: owed, balance: credits("1.00") }));
    assert!(found.contains(&Violation::BadLot(lot.id)));
}

#[test]
fn a_record_is_merged_into_another_one_with_something_left_and_with_its_own_holds() {
    let mut story = with_five();
    let itself = Action::Merge { from: WANG, into: WANG };
    assert_eq!(story.refuses(itself), Rejection::SameCard);
    let back = Action::Merge { from: LI, into: WANG };
    assert_eq!(story.refuses(back), Rejection::NothingToDo);
    story.does(give("2.00"));
    story.does(hold("1.00"));
    let of = Vec::new();
    let (learner, scheme, amount) = (LI, scheme("community"), credits("1.00"));
    story.does(Action::Hold { learner, scheme, amount, hold: HOLD, of });
    assert_eq!(story.refuses(merge()), Rejection::HoldInUse);
    story.does(release());
    story.does(merge());
    assert_eq!(story.refuses(merge()), Rejection::NothingToDo);
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let mut story = with_five();
    let most = Credits::from_hundredths(i64::MAX).to_string();
    assert_eq!(story.refuses(award(&most, PAINTING)), Rejection::Overflow);
    let least = Credits::from_hundredths(i64::MIN);
    let mut action = adjust("1.00");
    if let Action::Adjust { amount, .. } = &mut action {
        *amount = least;
    }
    assert_eq!(story.refuses(action), Rejection::Overflow);
    assert_eq!(story.refuses(convert("3.00", down("0.00"))), Rejection::Overflow);
}

#[test]
fn a_forged_original_that_does_not_balance_is_refused() {
    let mut story = with_five();
    let mut given = story.does(give("1.00"));
    let taken = given.entries.iter_mut().find(|entry| !entry.amount.is_positive()).unwrap();
    taken.amount = credits("-9.00");
    let action = Action::Reverse(Reversal::Transaction { original: given });
    assert_eq!(story.refuses(action), Rejection::OutOfBalance);
}

#[test]
fn every_refusal_has_its_own_code_and_a_sentence_in_both_languages() {
    let all = [
        Rejection::NotEnough { asked: credits("2.00"), available: credits("1.00") },
        Rejection::Frozen,
        Rejection::Expired,
        Rejection::GivesExpired,
        Rejection::AlreadySpent,
        Rejection::UnknownHold,
        Rejection::HoldInUse,
        Rejection::UnknownLot,
        Rejection::NotExpired,
        Rejection::NothingToDo,
        Rejection::NotPositive,
        Rejection::SameScheme,
        Rejection::SameCard,
        Rejection::NotReversible,
        Rejection::CommandReused,
        Rejection::OutOfBalance,
        Rejection::Overflow,
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(Rejection::code).collect();
    assert_eq!(codes.len(), all.len());
    for refusal in all {
        assert!(!refusal.message().get(Lang::Zh).is_ascii());
        assert!(refusal.message().get(Lang::En).is_ascii());
    }
    let short = all[0].message();
    assert!(short.zh.contains("2.00") && short.zh.contains("1.00"));
}
