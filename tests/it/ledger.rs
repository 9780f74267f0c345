//! The ledger as a whole: in bulk, from several servers, through a power cut, under tampering.

use harness::{
    Answer, Backend, Client, PASSWORD, Person, Value, World, award, json, on_both, with,
};

use crate::program::{Served, run_with_input};

const LEARNERS: u64 = 1_000;
const ROWS: u64 = 10_000;

/// What moves when anything is recorded.
fn counts(world: &World) -> Vec<u64> {
    let tables = [
        "transactions",
        "entries",
        "lots",
        "completions",
        "learners",
        "cards",
        "courses",
        "commands",
        "external_ids",
        "verifications",
        "accounts",
    ];
    tables.iter().map(|table| world.rows(table)).collect()
}

fn verify(admin: &Client) -> Value {
    admin.get("/ledger/verify").with(200)
}

/// The codes of what `verify` finds, each with what it names.
fn faults(admin: &Client) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let found = verify(admin)["faults"].as_array().expect("a list").clone();
    found.iter().map(|fault| (text(&fault["code"]), text(&fault["subject"]))).collect()
}

on_both! {
    fn ten_thousand_completions_posted_twice_are_recorded_once(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let rows: Vec<Value> = (0..ROWS)
            .map(|n| {
                let scheme = ["community", "senior", "vocational"][usize::try_from(n % 3).unwrap()];
                let body = award(&Person::nth(n % LEARNERS), scheme, "1.25", &format!("C-{}", n % 50));
                with(body, &json!({"external_id": format!("2025-{n}"), "institution": null}))
            })
            .collect();
        let rows = Value::Array(rows);

        let first = clerk.post("/completions/batch", &rows).with(200);
        assert_eq!(first["counts"]["created"], ROWS);
        let before = counts(world);
        let check = verify(&district.admin);
        assert_eq!(check["faults"], json!([]));
        assert_eq!(check["decisions"], ROWS);
        assert_eq!(check["transactions"], ROWS);
        assert_eq!(check["entries"], 2 * ROWS);
        assert_eq!(check["lots"], ROWS);
        // Three schemes for a thousand learners, who meet each; one institution that issued three.
        assert_eq!(check["accounts"], 3 * LEARNERS + 3);

        let second = clerk.post("/completions/batch", &rows).with(200);
        assert_eq!(second["counts"]["unchanged"], ROWS);
        assert_eq!(counts(world), before);
        assert_eq!(verify(&district.admin), check);
        let ids = |answer: &Value| -> Vec<Value> {
            let rows = answer["rows"].as_array().unwrap();
            rows.iter().map(|row| row["completion"]["transaction_id"].clone()).collect()
        };
        assert_eq!(ids(&first), ids(&second));
    }

    fn identity_numbers_and_secrets_never_stand_in_clear(world) {
        let district = world.district_with_rules();
        let person = Person::nth(1);
        let opened = district.admin.post("/learners",
            &with(person.learner(), &json!({"phone": "13800138000"}))).with(201);
        let resident = district.claim(person, &opened);
        let schools = Person::nth(2);
        district.award(&schools, "community", "10", "COM-1");
        let registered = Person::nth(3);
        let form = with(registered.learner(), &json!({"password": PASSWORD, "phone": "13900139000"}));
        world.visitor().post("/auth/register", &form).must(201);
        let passport = json!({"id_type": "passport", "id_number": "E12345678", "name": "学员乙"});
        district.admin.post("/learners", &passport).must(201);
        for person in [&resident.person, &schools] {
            let find = json!({"id_type": "resident_id", "id_number": person.id_number});
            district.admin.post("/learners/find", &find).must(200);
        }
        let nobody = json!({"id_type": "resident_id", "id_number": Person::nth(9).id_number});
        district.admin.post("/learners/find", &nobody).refused(404, "not_found");
        let asks = json!({"name": "school", "institutions": ["HP-SC"], "scopes": ["completions:read"]});
        let client = district.admin.post("/clients", &asks).with(201);

        let stored = world.everything_stored();
        assert!(stored.contains("学员2"), "what is stored was read");
        let code = opened["activation_code"].as_str().expect("a code");
        let secrets = [&resident.person.id_number, &schools.id_number, &registered.id_number,
            &Person::nth(9).id_number];
        let secrets = secrets.into_iter().map(String::as_str).chain(["E12345678", "13800138000",
            "13900139000", PASSWORD, code, client["client_secret"].as_str().expect("a secret"),
            district.admin.token().expect("a token")]);
        for secret in secrets {
            assert!(!stored.contains(secret), "{secret} stands in clear");
            let bare = secret.replace('-', "");
            assert!(!stored.contains(&bare), "{bare} stands in clear");
        }
    }

    fn verify_names_what_was_tampered_with(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let completion = district.award(&resident.person, "community", "10", "COM-1");
        resident.convert("community", "higher", "4").must(201);
        let learner = &resident.learner_id;
        assert_eq!(faults(&district.admin), []);
        let id = |query: &str| world.cell(query);
        let entry = id("SELECT MIN(id) FROM entries WHERE kind = 'available'");
        let transaction = id(&format!("SELECT transaction_id FROM entries WHERE id = '{entry}'"));
        let command = id(&format!("SELECT command_id FROM transactions WHERE id = '{transaction}'"));
        let lot = id("SELECT id FROM lots");
        let completion = completion["id"].as_str().expect("an id").to_owned();

        let set = |table: &str, column: &str, change: i32, id_column: &str, id: &str| {
            format!("UPDATE {table} SET {column} = {column} + ({change}) WHERE {id_column} = '{id}'")
        };
        let numbers: [(&str, &str, &str, &str, &str, String); 6] = [
            ("entries", "amount", "id", &entry, "transaction_unbalanced",
                format!("{transaction} community")),
            ("entries", "balance", "id", &entry, "running_balance_differs", entry.clone()),
            ("accounts", "balance", "owner", learner, "account_differs_from_entries",
                format!("{learner} community available")),
            ("lots", "available", "id", &lot, "lot_differs_from_entries", lot.clone()),
            ("lot_holds", "amount", "lot_id", &lot, "hold_differs_from_entries", lot.clone()),
            ("completions", "posted", "id", &completion, "completion_differs_from_award",
                completion.clone()),
        ];
        for (table, column, id_column, id, code, subject) in &numbers {
            world.tamper(&set(table, column, 1, id_column, id));
            let found = faults(&district.admin);
            let expected = ((*code).to_owned(), subject.clone());
            assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
            world.tamper(&set(table, column, -1, id_column, id));
            assert_eq!(faults(&district.admin), [], "the tampering was undone");
        }

        world.tamper("UPDATE accounts SET balance = -1 WHERE kind = 'held'");
        let found = faults(&district.admin);
        let held = format!("{learner} community held");
        assert!(found.contains(&("wrong_sign".to_owned(), held.clone())), "{found:?}");
        world.tamper("UPDATE accounts SET balance = 400 WHERE kind = 'held'");

        world.tamper("UPDATE completions SET decision = REPLACE(decision, '10.00', '11.00')");
        let trace = ("trace_gives_something_else".to_owned(), completion.clone());
        assert_eq!(faults(&district.admin), std::slice::from_ref(&trace));
        world.tamper("UPDATE completions SET decision = 'not a decision'");
        assert_eq!(faults(&district.admin), [trace]);
        world.tamper("DELETE FROM completions");
        assert_eq!(faults(&district.admin), [("lot_without_completion".to_owned(), lot.clone())]);
        world.tamper("UPDATE lots SET sources = '[]'");

        world.tamper(&format!("DELETE FROM commands WHERE id = '{command}'"));
        assert_eq!(faults(&district.admin),
            [("command_not_applied_once".to_owned(), transaction.clone())]);
        world.tamper(&format!("DELETE FROM transactions WHERE id = '{transaction}'"));
        let found = faults(&district.admin);
        assert!(found.contains(&("entry_without_transaction".to_owned(), entry.clone())), "{found:?}");
        world.tamper(&format!("DELETE FROM entries WHERE id = '{entry}'"));
        let codes: Vec<String> = faults(&district.admin).into_iter().map(|(code, _)| code).collect();
        for code in ["transaction_unbalanced", "account_differs_from_entries",
            "lot_differs_from_entries", "running_balance_differs"] {
            assert!(codes.iter().any(|found| found == code), "{code} is not in {codes:?}");
        }
    }

    fn batches_and_conversions_at_once_leave_a_sound_ledger(world) {
        let district = world.district_with_rules();
        let residents: Vec<_> = (0..4).map(|n| district.resident(n)).collect();
        for resident in &residents {
            let code = format!("START-{}", resident.card_number);
            district.award(&resident.person, "community", "30", &code);
        }
        std::thread::scope(|scope| {
            for part in 0..4_u64 {
                let admin = &district.admin;
                scope.spawn(move || {
                    let rows: Vec<Value> = (0..100)
                        .map(|n| award(&Person::nth(n % 8), "community", "1", &format!("{part}-{n}")))
                        .collect();
                    let answer = admin.post("/completions/batch", &json!(rows)).with(200);
                    assert_eq!(answer["counts"]["created"], 100, "{answer}");
                });
            }
            for resident in &residents {
                for _ in 0..5 {
                    scope.spawn(|| resident.convert("community", "vocational", "3").must(201));
                }
            }
        });
        for resident in &residents {
            assert_eq!(resident.available("community"), "67.00");
            assert_eq!(resident.available("vocational"), "10.00");
        }
        let check = verify(&district.admin);
        assert_eq!(check["faults"], json!([]));
        assert_eq!(check["decisions"], 404);
    }
}

/// Posts the same rows and converts the same card's credits through several servers at once.
fn through_several_servers(world: &World, servers: &[Client]) {
    let district = world.district_with_rules();
    let resident = district.resident(0);
    district.award(&resident.person, "community", "30", "START");
    // Everyone is known already: nobody waits for their being entered.
    for n in 1..10 {
        district.award(&Person::nth(n), "community", "1", &format!("KNOWN-{n}"));
    }
    let token = district.admin.token().unwrap().to_owned();
    let rows: Vec<Value> = (0..200)
        .map(|n| award(&Person::nth(n % 10), "community", "1", &format!("C-{n}")))
        .collect();
    let rows = json!(rows);
    let quotes: Vec<Value> = (0..10 * servers.len())
        .map(|_| resident.quote("community", "vocational", "6").with(200))
        .collect();
    let request = |server: &Client, quote: &Value| {
        let own = server.with_token(resident.client.token().unwrap());
        let body = json!({"quote_id": quote["id"]});
        own.post_once("/transfers", quote["id"].as_str().unwrap(), &body)
    };
    let (batches, conversions): (Vec<Answer>, Vec<Answer>) = std::thread::scope(|scope| {
        let (rows, request, token) = (&rows, &request, &token);
        let post = |server: &Client| server.with_token(token).post("/completions/batch", rows);
        let posting: Vec<_> =
            servers.iter().map(|server| scope.spawn(move || post(server))).collect();
        let pairs = quotes.iter().zip(servers.iter().cycle());
        let converting: Vec<_> =
            pairs.map(|(quote, server)| scope.spawn(move || request(server, quote))).collect();
        let batches = posting.into_iter().map(|thread| thread.join().unwrap()).collect();
        let conversions = converting.into_iter().map(|thread| thread.join().unwrap()).collect();
        (batches, conversions)
    });
    let total = |verdict: &str| -> u64 {
        batches.iter().map(|answer| answer.with(200)["counts"][verdict].as_u64().unwrap()).sum()
    };
    assert_eq!((total("failed"), total("conflict")), (0, 0), "{:?}", batches[0].body);
    assert_eq!(total("created"), 200, "each row is recorded once");
    let moved = conversions.iter().filter(|answer| answer.status == 201).count();
    for answer in conversions.iter().filter(|answer| answer.status != 201) {
        answer.refused(409, "not_enough_credits");
    }
    let taken = 6 * i32::try_from(moved).unwrap();
    assert_eq!(resident.available("community"), format!("{}.00", 50 - taken));
    let check = verify(&district.admin);
    assert_eq!(check["faults"], json!([]));
    assert_eq!(check["decisions"], 210);
}

#[test]
fn two_banks_over_one_postgres_stay_sound() {
    let world = World::start(Backend::Postgres);
    let other = world.another_server();
    through_several_servers(&world, &[world.visitor(), other.visitor()]);
}

#[test]
fn two_processes_over_one_postgres_stay_sound() {
    let world = World::start(Backend::Postgres);
    let other = Served::start(world.database_url(), world.data_dir());
    through_several_servers(&world, &[world.visitor(), other.visitor()]);
}

#[test]
fn a_number_that_two_servers_meet_at_once_is_one_persons() {
    let world = World::start(Backend::Postgres);
    let other = world.another_server();
    let district = world.district_with_rules();
    let token = district.admin.token().unwrap();
    let servers = [world.visitor().with_token(token), other.visitor().with_token(token)];
    for round in 0..20 {
        let rows = |person: u64| {
            let row = |n: u64, number: String| {
                let body = award(&Person::nth(n), "community", "1", "COM-1");
                with(body, &json!({"external_id": number}))
            };
            json!([row(10 + person, format!("{round}-{person}")), row(person, round.to_string())])
        };
        let start = std::sync::Barrier::new(2);
        let post = |server: &Client, person: u64| {
            let rows = rows(person);
            start.wait();
            server.post("/completions/batch", &rows).with(200)
        };
        let answers: [Value; 2] = std::thread::scope(|scope| {
            let one = scope.spawn(|| post(&servers[0], 0));
            [post(&servers[1], 1), one.join().unwrap()]
        });
        let verdict =
            |answer: &Value, row: usize| answer["rows"][row]["status"].as_str().unwrap().to_owned();
        for answer in &answers {
            assert_eq!(verdict(answer, 0), "created", "its neighbour costs it nothing: {answer}");
        }
        let mut contested = answers.each_ref().map(|answer| verdict(answer, 1));
        contested.sort();
        assert_eq!(contested, ["conflict", "created"], "round {round}");
    }
    assert_eq!(verify(&district.admin)["faults"], json!([]));
}

#[test]
fn a_key_that_two_servers_meet_at_once_is_answered_once() {
    let world = World::start(Backend::Postgres);
    let other = world.another_server();
    let district = world.district_with_rules();
    let resident = district.resident(0);
    district.award(&resident.person, "community", "200", "START");
    let servers = [world.visitor(), other.visitor()];
    let at_once = |token: &str, path: &str, key: &str, bodies: [&Value; 2]| -> [Answer; 2] {
        let start = std::sync::Barrier::new(2);
        let post = |server: &Client, body: &Value| {
            let client = server.with_token(token);
            start.wait();
            client.post_once(path, key, body)
        };
        std::thread::scope(|scope| {
            let one = scope.spawn(|| post(&servers[0], bodies[0]));
            [post(&servers[1], bodies[1]), one.join().unwrap()]
        })
    };
    let (admin, own) = (district.admin.token().unwrap(), resident.client.token().unwrap());
    for round in 0..20 {
        let key = format!("key-{round}");
        let body = award(&Person::nth(1), "community", "1", &key);
        let quote = resident.quote("community", "vocational", "3").with(200);
        let accept = json!({"quote_id": quote["id"]});
        let posted = at_once(admin, "/completions", &key, [&body, &body]);
        let moved = at_once(own, "/transfers", &key, [&accept, &accept]);
        for [one, other] in [posted, moved] {
            one.must(201);
            assert_eq!((other.status, &other.body), (201, &one.body));
        }

        let key = format!("other-{round}");
        let body = award(&Person::nth(1), "community", "1", &key);
        let another = award(&Person::nth(2), "community", "1", &format!("{key}-2"));
        let mut answers = at_once(admin, "/completions", &key, [&body, &another]);
        answers.sort_by_key(|answer| answer.status);
        answers[0].must(201);
        answers[1].refused(422, "key_reused");
    }
    assert_eq!(world.rows("completions"), 41);
    assert_eq!(world.rows("transfers"), 20);
    assert_eq!(resident.available("community"), "140.00");
    assert_eq!(verify(&district.admin)["faults"], json!([]));
}

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bank.db").display());
    let create = ["admin", "create", "--username", "admin"];
    let made = run_with_input(&create, &url, folder.path(), PASSWORD);
    assert_eq!(made.status.code(), Some(0));
    let sign_in = |server: &Served| {
        let visitor = server.visitor();
        let login = json!({"identifier": "admin", "password": PASSWORD});
        let token = visitor.post("/auth/login", &login).with(200)["access_token"].clone();
        visitor.with_token(token.as_str().unwrap())
    };

    let server = Served::start(&url, folder.path());
    let admin = sign_in(&server);
    let school = json!({"code": "HP-CS1", "names": {"zh": "学校", "en": "School"},
        "kind": "community_school"});
    admin.post("/institutions", &school).must(201);
    let mut acknowledged = Vec::new();
    for n in 0..20 {
        let body = award(&Person::nth(n), "community", "1", &format!("C-{n}"));
        acknowledged.push(admin.post("/completions", &body).with(201));
    }
    server.kill();

    let server = Served::start(&url, folder.path());
    let admin = sign_in(&server);
    for completion in acknowledged {
        let id = completion["id"].as_str().unwrap();
        assert_eq!(admin.get(&format!("/completions/{id}")).with(200), completion);
    }
    assert_eq!(verify(&admin)["faults"], json!([]));
}
