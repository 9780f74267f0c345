//! Many hands on one card.

use harness::{Answer, json};

use super::{ROUNDS, at_once, balances, moved, on_every_set_up, one_wins, step};

on_every_set_up! {
    fn thirty_two_clients_never_spend_a_hundredth_twice(arena) {
        // 10.00 credits, 32 requests for 1.00 or 0.50: some must be refused.
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let quotes: Vec<(usize, String)> = (0..32)
                .map(|client| {
                    let amount = if client % 2 == 0 { "1.00" } else { "0.50" };
                    let quote = resident.quote("community", "senior", amount).with(200);
                    (client, quote["id"].as_str().unwrap().to_owned())
                })
                .collect();
            let answers: Vec<(usize, Answer)> = std::thread::scope(|scope| {
                let ask = |(client, quote): &(usize, String)| {
                    let who = arena.at(client % 2, &resident.client);
                    let body = json!({"quote_id": quote});
                    (*client, who.post_once("/transfers", quote, &body))
                };
                let threads: Vec<_> =
                    quotes.iter().map(|quote| scope.spawn(move || ask(quote))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let mut spent = 0;
            for (client, answer) in &answers {
                match answer.status {
                    201 => spent += if client % 2 == 0 { 100 } else { 50 },
                    409 => {}
                    other => panic!("{other}: {}", answer.body),
                }
            }
            let left = 1_000 - spent;
            assert!((0..100).contains(&left), "nobody is refused while there is enough: {left}");
            let text = |hundredths: i32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
            assert_eq!(balances(&resident, "community"), [text(left), text(0), text(0)]);
            assert_eq!(balances(&resident, "senior"), [text(spent), text(0), text(0)]);
        }
    }

    fn what_is_spent_is_not_taken_back_too(arena) {
        for resident in arena.district.crowd(1, ROUNDS, "community", "10.00") {
            let ask = json!({"kind": "convert", "from_scheme": "community",
                "to_scheme": "vocational", "amount": "9.00"});
            let first = moved(&resident, &ask)["id"].as_str().unwrap().to_owned();
            let quote = resident.quote("vocational", "senior", "1.00").with(200);
            let quote = quote["id"].as_str().unwrap();
            let (one, other) = [0, 1].map(|server| arena.at(server, &resident.client)).into();
            let (back, on) = at_once(
                || step(&one, &first, "take-back", None),
                || other.post_once("/transfers", quote, &json!({"quote_id": quote})),
            );
            if back.status == 200 {
                assert_eq!(on.status, 409, "{}", on.body);
                assert_eq!(balances(&resident, "community")[0], "10.00");
                assert_eq!(balances(&resident, "vocational")[0], "0.00");
            } else {
                back.refused(409, "already_spent");
                on.must(201);
                assert_eq!(balances(&resident, "community")[0], "1.00");
                assert_eq!(balances(&resident, "vocational")[0], "5.00");
                assert_eq!(balances(&resident, "senior")[0], "1.00");
            }
        }
    }

    fn a_gift_is_accepted_or_cancelled(arena) {
        let givers = arena.district.crowd(1, ROUNDS, "activity", "10.00");
        let receivers = arena.district.crowd(10_001, ROUNDS, "activity", "1.00");
        for (giver, receiver) in givers.iter().zip(&receivers) {
            let ask = json!({"kind": "give", "from_scheme": "activity", "amount": "4.00",
                "to_card_number": receiver.card_number});
            let gift = moved(giver, &ask);
            assert_eq!(gift["status"], "awaiting_receiver", "{gift}");
            let gift = gift["id"].as_str().unwrap();
            let (one, other) = (arena.at(0, &giver.client), arena.at(1, &receiver.client));
            let (cancelled, accepted) =
                at_once(|| step(&one, gift, "cancel", None), || step(&other, gift, "accept", None));
            let winner = one_wins(&cancelled, &accepted, ["cancelled", "settled"]);
            let (left, got) = if winner == 0 { ("10.00", "1.00") } else { ("6.00", "5.00") };
            assert_eq!(balances(giver, "activity"), [left, "0.00", "0.00"]);
            assert_eq!(balances(receiver, "activity"), [got, "0.00", "0.00"]);
        }
    }
}
