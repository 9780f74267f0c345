//! Machine clients: made, given tokens, ended.

use harness::{Answer, Value, json, on_both};

on_both! {
    fn a_machine_gets_a_token_by_basic_or_by_form(world) {
        let district = world.district();
        let ask = json!({"name": "教务系统", "institutions": ["HP-CS1"],
            "scopes": ["completions:read", "completions:write"]});
        let client = district.admin.post("/clients", &ask).with(201);
        let text = |name: &str| client[name].as_str().expect("id and secret").to_owned();
        let (id, secret) = (text("client_id"), text("client_secret"));
        let listed = district.admin.get("/clients").with(200);
        assert_eq!(listed["items"][0]["client_id"], client["client_id"]);
        assert_eq!(listed["items"][0]["client_secret"], Value::Null, "shown once");

        let token = |header: Option<String>, form: &str| {
            let visitor = world.visitor();
            let mut call = visitor.call_at_root("POST", "/oauth/token").form(form);
            if let Some(header) = header {
                call = call.header("Authorization", &header);
            }
            call.send()
        };
        let basic = |id: &str, secret: &str| Some(format!("Basic {}", base64(&format!("{id}:{secret}"))));
        let grant = "grant_type=client_credentials";
        let by_basic = token(basic(&id, &secret), grant);
        assert_eq!(by_basic.header("cache-control"), Some("no-store"));
        let by_basic = by_basic.with(200);
        assert_eq!(by_basic["token_type"], "Bearer");
        assert_eq!(by_basic["scope"], "completions:write completions:read");
        let by_post = token(None, &format!("{grant}&client_id={id}&client_secret={secret}"));
        by_post.must(200);

        let fewer = token(basic(&id, &secret), &format!("{grant}&scope=completions%3Aread")).with(200);
        assert_eq!(fewer["scope"], "completions:read");
        let reader = world.visitor().with_token(fewer["access_token"].as_str().expect("a token"));
        reader.get("/completions").must(200);
        reader.post("/completions", &json!({})).refused(403, "role_may_not");

        let refused = |answer: Answer, status: u16, error: &str| {
            assert_eq!(answer.with(status), json!({"error": error}));
        };
        let wrong = token(basic(&id, "wrong"), grant);
        assert!(wrong.header("www-authenticate").is_some());
        refused(wrong, 401, "invalid_client");
        refused(token(basic("nobody", &secret), grant), 401, "invalid_client");
        refused(token(None, grant), 401, "invalid_client");
        refused(token(basic(&id, &secret), "grant_type=password"), 400, "unsupported_grant_type");
        refused(token(basic(&id, &secret), ""), 400, "invalid_request");
        refused(token(basic(&id, &secret), &format!("{grant}&scope=courses:write")), 400, "invalid_scope");
        refused(token(basic(&id, &secret), &format!("{grant}&scope=all")), 400, "invalid_scope");

        district.admin.delete(&format!("/clients/{id}")).must(204);
        district.admin.delete(&format!("/clients/{id}")).refused(404, "not_found");
        refused(token(basic(&id, &secret), grant), 401, "invalid_client");
    }

    fn clients_are_made_by_who_works_for_all_their_institutions(world) {
        let district = world.district();
        let clerk = district.clerk("HP-CS1");
        let ask = |institutions: Value| json!({"name": "教务系统", "institutions": institutions,
            "scopes": ["completions:write"]});
        let own = clerk.post("/clients", &ask(Value::Null)).with(201);
        assert_eq!(own["institutions"], json!(["HP-CS1"]));
        clerk.post("/clients", &ask(json!(["HP-CS1", "HP-SC"]))).invalid(&["/institutions/1 unknown"]);
        district.admin.post("/clients", &ask(Value::Null)).invalid(&["/institutions required"]);
        clerk.post("/clients", &json!({})).invalid(&["/name required", "/scopes required"]);
        let foreign = district.admin.post("/clients", &ask(json!(["HP-SC"]))).with(201);
        let id = foreign["client_id"].as_str().expect("an id");
        clerk.delete(&format!("/clients/{id}")).refused(404, "not_found");
        assert_eq!(clerk.get("/clients").with(200)["items"].as_array().map(Vec::len), Some(1));
    }
}

fn base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}
