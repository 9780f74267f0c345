//! Accounts: registering, signing in, sessions, and machines.

use harness::{Answer, Backend, PASSWORD, Person, Value, World, json, on_both, with};
use server::settings::Limits;

fn login(world: &World, identifier: &str, password: &str) -> Answer {
    let body = json!({"identifier": identifier, "password": password});
    world.visitor().post("/auth/login", &body)
}

/// The refresh token that an answer sets, as the browser sends it back.
fn cookie(answer: &Answer) -> Option<String> {
    let set = answer.header("set-cookie")?;
    Some(set.split(';').next()?.to_owned())
}

fn refresh(world: &World, cookie: &str) -> Answer {
    world.visitor().call("POST", "/auth/refresh").header("Cookie", cookie).send()
}

fn register(world: &World, person: &Person, more: &Value) -> Answer {
    let form = with(person.learner(), &json!({"password": PASSWORD}));
    world.visitor().post("/auth/register", &with(form, more))
}

fn token_of(answer: &Value) -> &str {
    answer["access_token"].as_str().expect("a token")
}

on_both! {
    fn a_resident_signs_in_by_each_of_their_names(world) {
        let district = world.district();
        let person = Person::nth(1);
        let learner = district.open_card(&person);
        let claimed = register(world, &person, &json!({
            "phone": "138 0013 8000", "activation_code": learner["activation_code"]})).with(201);
        let username = claimed["user"]["username"].as_str().expect("a user name");
        let card = learner["card_number"].as_str().expect("a card");
        let id_number = person.id_number.to_lowercase();
        for identifier in [username, card, "13800138000", "+86 138-0013-8000", &id_number] {
            let signed_in = login(world, identifier, PASSWORD).with(200);
            assert_eq!(signed_in["user"], claimed["user"], "{identifier}");
            assert_eq!(signed_in["token_type"], "Bearer");
        }
        assert_eq!(claimed["user"]["roles"], json!(["resident"]));
        assert_eq!(claimed["user"]["card_number"], learner["card_number"]);
        assert_eq!(claimed["user"]["confirmed"], json!(true));
    }

    fn an_unknown_name_and_a_wrong_password_look_alike(world) {
        let district = world.district();
        let resident = district.resident(1);
        let look = |answer: Answer| {
            let problem = answer.refused(401, "wrong_credentials");
            (problem["title"].clone(), problem["detail"].clone(), answer.header("set-cookie").is_some())
        };
        let wrong = look(login(world, &resident.card_number, "not the password"));
        assert_eq!(look(login(world, "nobody", PASSWORD)), wrong);
        assert_eq!(look(login(world, &Person::nth(2).id_number, PASSWORD)), wrong);
        assert_eq!(look(login(world, "admin", "not the password")), wrong);
        login(world, "", "").invalid(&["/identifier required", "/password required"]);
    }

    fn a_refresh_token_is_good_once(world) {
        let _district = world.district();
        let signed_in = login(world, "admin", PASSWORD);
        let set = signed_in.header("set-cookie").expect("a cookie");
        for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth"] {
            assert!(set.contains(part), "{set}");
        }
        let first = cookie(&signed_in).expect("a cookie");
        let rotated = refresh(world, &first);
        let fresh = rotated.with(200);
        assert_eq!(fresh["user"]["username"], "admin");
        world.visitor().with_token(token_of(&fresh)).get("/me").must(200);
        let second = cookie(&rotated).expect("a fresh cookie");
        assert_ne!(first, second);
        refresh(world, &second).must(200);

        let nonsense = refresh(world, "refresh_token=nonsense");
        nonsense.refused(401, "session_ended");
        world.visitor().post_nothing("/auth/refresh").refused(401, "not_signed_in");
    }

    fn the_token_before_works_for_ten_seconds_and_then_ends_the_session(world) {
        let _district = world.district();
        let first = cookie(&login(world, "admin", PASSWORD)).expect("a cookie");
        let second = cookie(&refresh(world, &first)).expect("a cookie");
        let two_tabs = refresh(world, &first);
        two_tabs.must(200);
        assert_eq!(cookie(&two_tabs), None, "no second line of tokens");

        world.tamper("UPDATE sessions SET rotated_at = '2020-01-01 00:00:00'");
        refresh(world, &first).refused(401, "session_ended");
        refresh(world, &second).refused(401, "session_ended");
        login(world, "admin", PASSWORD).must(200);
    }

    fn signing_out_ends_the_session(world) {
        let _district = world.district();
        let first = cookie(&login(world, "admin", PASSWORD)).expect("a cookie");
        let out = world.visitor().call("POST", "/auth/logout").header("Cookie", &first).send();
        out.must(204);
        assert!(out.header("set-cookie").is_some_and(|set| set.contains("Max-Age=0")));
        refresh(world, &first).refused(401, "session_ended");
        world.visitor().post_nothing("/auth/logout").must(204);
    }

    fn another_site_cannot_use_the_cookie(world) {
        let _district = world.district();
        let first = cookie(&login(world, "admin", PASSWORD)).expect("a cookie");
        let from = |origin: &str| {
            let call = world.visitor();
            let call = call.call("POST", "/auth/refresh").header("Cookie", &first);
            call.header("Origin", origin).send()
        };
        from("https://elsewhere.example").refused(403, "other_origin");
        from(world.visitor().server()).must(200);
    }

    fn people_see_their_sessions_and_end_them(world) {
        let district = world.district();
        let resident = district.resident(1);
        let other = login(world, &resident.card_number, PASSWORD);
        let sessions = resident.client.get("/auth/sessions").with(200);
        let items = sessions["items"].as_array().expect("items");
        assert_eq!(items.len(), 2);
        assert_eq!((&items[0]["current"], &items[1]["current"]), (&json!(false), &json!(true)));
        let path = format!("/auth/sessions/{}", items[0]["id"].as_str().expect("an id"));
        district.admin.delete(&path).refused(404, "not_found");
        resident.client.delete(&path).must(204);
        resident.client.delete(&path).refused(404, "not_found");
        resident.client.delete("/auth/sessions/nonsense").refused(404, "not_found");
        refresh(world, &cookie(&other).expect("a cookie")).refused(401, "session_ended");
        let left = resident.client.get("/auth/sessions").with(200);
        assert_eq!(left["items"].as_array().map(Vec::len), Some(1));
    }

    fn a_changed_password_ends_the_other_sessions(world) {
        let district = world.district();
        let resident = district.resident(1);
        let own = login(world, &resident.card_number, PASSWORD);
        let other = cookie(&login(world, &resident.card_number, PASSWORD)).expect("a cookie");
        let client = world.visitor().with_token(token_of(&own.json()));
        let change = |old: &str, new: &str| {
            client.post("/me/password", &json!({"old_password": old, "new_password": new}))
        };
        change("not the password", "another long password").refused(403, "wrong_password");
        change(PASSWORD, "short").invalid(&["/new_password too_short"]);
        client.post("/me/password", &json!({})).invalid(&["/new_password required",
            "/old_password required"]);
        refresh(world, &other).must(200);
        let other = cookie(&login(world, &resident.card_number, PASSWORD)).expect("a cookie");
        change(PASSWORD, "another long password").must(204);
        refresh(world, &other).refused(401, "session_ended");
        refresh(world, &cookie(&own).expect("a cookie")).must(200);
        login(world, &resident.card_number, PASSWORD).refused(401, "wrong_credentials");
        login(world, &resident.card_number, "another long password").must(200);
    }

    fn the_code_from_the_counter_claims_what_schools_recorded(world) {
        let district = world.district_with_rules();
        let person = Person::nth(1);
        district.award(&person, "community", "2", "COM-1");
        let find = json!({"id_type": "resident_id", "id_number": person.id_number});
        let known = district.admin.post("/learners/find", &find).with(200);
        assert_eq!(known["card_status"], "unclaimed");
        assert_eq!(known["activation_code"], Value::Null, "a school's card has no slip yet");

        let other = Person::nth(2);
        let learner = district.open_card(&other);
        district.award(&other, "community", "3", "COM-2");
        let code = learner["activation_code"].clone();
        let wrong = json!({"activation_code": "AAAA-AAAA"});
        register(world, &other, &wrong).refused(422, "wrong_activation_code");
        let renamed = Person { name: "学员乙".to_owned(), ..other.clone() };
        let right = json!({"activation_code": code});
        register(world, &renamed, &right).refused(422, "wrong_activation_code");
        register(world, &person, &right).refused(422, "wrong_activation_code");

        let resident = district.claim(other.clone(), &learner);
        assert_eq!(resident.available("community"), "3.00");
        assert_eq!(resident.client.get("/me/card").with(200)["status"], "active");
        register(world, &other, &right).refused(409, "already_registered");
        register(world, &other, &json!({})).refused(409, "already_registered");
    }

    fn without_the_code_an_account_shows_and_moves_nothing_until_a_counter_confirms_it(world) {
        let district = world.district_with_rules();
        let person = Person::nth(1);
        district.award(&person, "community", "10", "COM-1");
        let signed_in = register(world, &person, &json!({"phone": "13800138000"})).with(201);
        assert_eq!(signed_in["user"]["confirmed"], json!(false));
        assert_eq!(signed_in["user"]["card_number"], Value::Null);
        let unconfirmed = world.visitor().with_token(token_of(&signed_in));
        unconfirmed.get("/me").must(200);
        for path in ["/me/card", "/me/entries", "/me/completions", "/me/transfers",
            "/me/opportunities"] {
            unconfirmed.get(path).refused(403, "not_confirmed");
        }
        let ask = json!({"kind": "convert", "from_scheme": "community",
            "to_scheme": "vocational", "amount": "3"});
        unconfirmed.post("/transfers/quote", &ask).refused(403, "not_confirmed");
        let preview = json!({"institution": "HP-CS1", "title": "插花", "category": "community",
            "declared_credits": "1"});
        unconfirmed.post("/recognition/preview", &preview).must(200);

        let find = json!({"id_type": "resident_id", "id_number": person.id_number});
        let learner = district.admin.post("/learners/find", &find).with(200);
        assert_eq!(learner["claim_waiting"], json!(true));
        assert_eq!(learner["confirmed"], json!(false));
        let path = format!("/learners/{}/confirm", learner["id"].as_str().expect("an id"));
        let clerk = district.clerk("HP-CS1");
        let confirmed = clerk.post(&path, &json!({})).with(200);
        assert_eq!((&confirmed["confirmed"], &confirmed["claim_waiting"]),
            (&json!(true), &json!(false)));
        clerk.post(&path, &json!({})).must(409);

        let confirmed = world.sign_in(&person.id_number);
        let card = confirmed.get("/me/card").with(200);
        assert_eq!(card["balances"][0]["available"], "10.00");
        confirmed.post("/transfers/quote", &ask).must(200);
    }

    fn a_second_claim_cannot_steal_an_identity(world) {
        let district = world.district_with_rules();
        let person = Person::nth(1);
        let learner = district.open_card(&person);
        district.award(&person, "community", "10", "COM-1");
        let thief = register(world, &person, &json!({"phone": "13900139000"})).with(201);
        let thief = world.visitor().with_token(token_of(&thief));
        thief.get("/me/card").refused(403, "not_confirmed");

        let owner = district.claim(person.clone(), &learner);
        assert_eq!(owner.available("community"), "10.00");
        thief.get("/me/card").refused(403, "not_confirmed");
        let id = &owner.learner_id;
        district.admin.post(&format!("/learners/{id}/confirm"), &json!({"phone": "13900139000"}))
            .refused(409, "wrong_state");
        let by_id = login(world, &person.id_number, PASSWORD).with(200);
        assert_eq!(by_id["user"]["confirmed"], json!(true), "the number is its owner's");
        register(world, &person, &json!({})).refused(409, "already_registered");
        assert_eq!(owner.available("community"), "10.00");
    }

    fn preferences_change_for_who_saw_them(world) {
        let district = world.district();
        let resident = district.resident(1);
        let read = resident.client.get("/me");
        let tag = read.header("etag").expect("a tag").to_owned();
        let patch = |tag: Option<&str>, body: &Value| {
            let call = resident.client.call("PATCH", "/me").json(body);
            match tag {
                Some(tag) => call.header("If-Match", tag).send(),
                None => call.send(),
            }
        };
        let large = json!({"text_size": "care"});
        patch(None, &large).refused(428, "match_required");
        patch(Some("\"0\""), &large).refused(412, "stale_match");
        let changed = patch(Some(&tag), &large);
        let user = changed.with(200);
        assert_eq!(user["preferences"], json!({"text_size": "care", "contrast": "standard"}));
        assert_ne!(changed.header("etag"), Some(tag.as_str()));
        patch(Some(&tag), &large).refused(412, "stale_match");
        let tag = changed.header("etag").expect("a tag");
        patch(Some(tag), &json!({"language": "fr", "contrast": "pink", "name": "x"})).invalid(&[
            "/contrast not_one_of", "/language not_one_of", "/name unknown_field",
        ]);
        let english = patch(Some(tag), &json!({"language": "en", "contrast": "high"})).with(200);
        assert_eq!(resident.client.get("/me").with(200), english);
    }

    fn users_are_made_with_a_fitting_role_and_institution(world) {
        let district = world.district();
        let user = |more: &Value| {
            let user = json!({"username": "wang", "name": "经办", "role": "clerk",
                "institution": "HP-CS1", "password": PASSWORD});
            district.admin.post("/users", &with(user, more))
        };
        user(&json!({"institution": null})).invalid(&["/institution required"]);
        user(&json!({"institution": "HP-NONE"})).invalid(&["/institution unknown"]);
        user(&json!({"role": "admin"})).invalid(&["/institution contradicts"]);
        user(&json!({"role": "resident"})).invalid(&["/role not_one_of"]);
        user(&json!({"password": "short"})).invalid(&["/password too_short"]);
        let made = user(&json!({})).with(201);
        assert_eq!(made["institution"]["code"], "HP-CS1");
        assert_eq!(made["roles"], json!(["clerk"]));
        user(&json!({})).refused(409, "already_there");
        let found = district.admin.get("/users?q=wan").with(200);
        assert_eq!(found["items"], json!([made]));
        world.sign_in("wang").get("/me").must(200);
    }

    fn a_phone_or_document_is_registered_once(world) {
        let district = world.district();
        let phone = json!({"phone": "13800138000"});
        register(world, &Person::nth(1), &phone).must(201);
        register(world, &Person::nth(2), &phone).refused(409, "already_registered");
        register(world, &Person::nth(3), &json!({"password": "short", "phone": "1", "x": 1}))
            .invalid(&["/password too_short", "/phone bad_format", "/x unknown_field"]);
        district.admin.post("/learners", &Person::nth(1).learner()).refused(409, "already_there");
    }
}

#[test]
fn access_tokens_are_signed_by_the_published_key() {
    use jsonwebtoken::jwk::JwkSet;
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};

    let world = World::start(Backend::Sqlite);
    let district = world.district();
    let root = |path: &str| world.visitor().call_at_root("GET", path).send().with(200);
    let metadata = root("/.well-known/oauth-authorization-server");
    let server = world.visitor().server().to_owned();
    assert_eq!(metadata["issuer"], json!(server));
    assert_eq!(metadata["token_endpoint"], json!(format!("{server}/oauth/token")));
    let jwks_uri = metadata["jwks_uri"].as_str().unwrap().strip_prefix(&server).unwrap().to_owned();
    let keys: JwkSet = serde_json::from_value(root(&jwks_uri)).unwrap();

    let token = district.admin.token().unwrap().to_owned();
    let kid = decode_header(&token).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(keys.find(&kid).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims.clear();
    let claims = decode::<Value>(&token, &key, &validation).unwrap().claims;
    assert_eq!(claims["role"], "admin");

    let (head, rest) = token.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    let forged: Vec<String> = vec![
        format!("{head}.{body}."),
        format!("{head}.{body}.{}", signature.chars().rev().collect::<String>()),
        // {"alg":"none"}
        format!("eyJhbGciOiJub25lIn0.{body}."),
        format!("{head}.{}.{signature}", body.to_lowercase()),
        String::new(),
    ];
    for token in forged {
        world.visitor().with_token(&token).get("/me").refused(401, "not_signed_in");
    }
    let basic = world.visitor();
    let basic = basic.call("GET", "/me").header("Authorization", &format!("Basic {token}")).send();
    basic.refused(401, "not_signed_in");
}

#[test]
fn too_many_failed_tries_must_wait_and_are_told_how_long() {
    let world = World::with_limits(Backend::Sqlite, Limits { sign_in_per_minute: 3 });
    let _district = world.district();
    let slow_down = |answer: Answer| {
        answer.refused(429, "too_many_tries");
        let seconds: u32 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=60).contains(&seconds), "{seconds}");
    };
    for _ in 0..3 {
        login(&world, "admin", "not the password").refused(401, "wrong_credentials");
    }
    slow_down(login(&world, "admin", PASSWORD));
    slow_down(login(&world, "another", PASSWORD));
}
