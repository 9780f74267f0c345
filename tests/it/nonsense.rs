//! Nothing that a client sends is ever the server's fault.

use harness::{Client, Value, json, on_both};

on_both! {
    fn nothing_that_a_client_sends_is_the_servers_fault(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "10", "COM-1");
        let callers = [district.admin.clone(), resident.client, world.visitor()];
        let document = world.visitor().call_at_root("GET", "/openapi.json").send().with(200);
        let (mut asked, mut wrong) = (0, Vec::new());
        for (path, calls) in document["paths"].as_object().expect("paths") {
            for (method, call) in calls.as_object().expect("calls") {
                for caller in &callers {
                    let route = Route { caller, method: method.to_uppercase(), path };
                    for (target, body) in route.nonsense(call) {
                        asked += 1;
                        wrong.extend(route.ask(&target, body, asked));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {asked} answers are wrong: {wrong:#?}", wrong.len());
        assert!(asked > 10_000, "{asked} requests were asked");
        let check = district.admin.get("/ledger/verify").with(200);
        assert_eq!(check["faults"], json!([]));
    }
}

/// A route, and who asks it nonsense.
struct Route<'a> {
    caller: &'a Client,
    method: String,
    path: &'a str,
}

/// A path with its query, and a body.
type Nonsense = (String, Option<String>);

impl Route<'_> {
    /// Nonsense where the path has a name, in every query parameter, and for a body.
    fn nonsense(&self, call: &Value) -> Vec<Nonsense> {
        let mut found = Vec::new();
        let long = "x".repeat(3_000);
        let words = [
            "0",
            "%00",
            "a%00b",
            "%FF",
            "%F0%9F%92%A9",
            "..%2F..%2F",
            "%27%20OR%201=1--",
            "%25",
            "_",
            "-1",
            "99999999999999999999",
            "%7Bid%7D",
            "a%0Ab",
            &long,
        ];
        if self.path.contains('{') {
            for word in words {
                let parts = self.path.split('/');
                let parts = parts.map(|part| if part.starts_with('{') { word } else { part });
                found.push((parts.collect::<Vec<_>>().join("/"), None));
            }
        }
        let parameters = call["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let values = words.iter().map(|word| format!("{name}={word}"));
            let twice = [format!("{name}&{name}=1&{name}=2")];
            found.extend(
                values.chain(twice).map(|query| (format!("{}?{query}", self.named()), None)),
            );
        }
        if self.method != "GET" && !self.path.ends_with("/freeze") {
            found.extend(bodies(call).into_iter().map(|body| (self.named(), Some(body))));
        }
        found
    }

    /// The path with a well-formed id that names nothing.
    fn named(&self) -> String {
        let mut path = self.path.to_owned();
        for name in ["{id}", "{code}", "{client_id}"] {
            path = path.replace(name, "01890000-0000-7000-8000-000000000000");
        }
        path
    }

    /// Asks; tells what is wrong with the answer, if anything is.
    fn ask(&self, target: &str, body: Option<String>, number: u32) -> Option<String> {
        let told = format!("{} {} {:?}", self.method, short(target), body.as_deref().map(short));
        let call = self.caller.call_at_root(&self.method, target).key(&number.to_string());
        let call = call.header("If-Match", "\"1\"");
        let answer = match body {
            Some(body) => call.body("application/json", body).send(),
            None => call.send(),
        };
        let told = format!("{told}: {} {}", answer.status, short(&answer.body));
        if answer.status >= 500 {
            return Some(told);
        }
        if answer.status < 400 || target.starts_with("/oauth/") {
            return None;
        }
        let is_problem = answer.header("content-type") == Some("application/problem+json")
            && answer.json()["status"] == answer.status;
        let words = answer.body.to_lowercase();
        let leaks = ["select ", "sqlite", "postgres", "diesel", "src/", "panicked"];
        let is_clean = !leaks.iter().any(|leak| words.contains(leak));
        (!is_problem || !is_clean).then_some(told)
    }
}

/// Nonsense for a body, and in every field of the example.
fn bodies(call: &Value) -> Vec<String> {
    let shapes = ["", "null", "0", "[]", "{}", "\"\"", "{", "[[]]", "\u{0}", "{\"a\":1,\"a\":2}"];
    let mut found: Vec<String> = shapes.map(str::to_owned).to_vec();
    let contents = call["requestBody"]["content"].as_object();
    for content in contents.into_iter().flat_map(|contents| contents.values()) {
        let example = &content["example"];
        for field in fields(example, "") {
            for nonsense in values() {
                let mut body = example.clone();
                *body.pointer_mut(&field).expect("a field of the example") = nonsense;
                found.push(body.to_string());
            }
        }
    }
    found
}

fn short(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Pointers to every field of an example, at any depth.
fn fields(value: &Value, at: &str) -> Vec<String> {
    let deeper = |name: &str, member: &Value| {
        let pointer = format!("{at}/{name}");
        let mut found = fields(member, &pointer);
        found.push(pointer);
        found
    };
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(name, member)| deeper(name, member)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(n, item)| deeper(&n.to_string(), item)).collect()
        }
        _ => Vec::new(),
    }
}

/// Values that do not belong anywhere.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("a\u{0}b"),
        json!("x".repeat(5_000)),
        json!("💩"),
        json!("'; DROP TABLE users; --"),
        json!("-0"),
        json!("1e400"),
        json!("9999-99-99"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"a": {}}),
        json!(["\u{0}"]),
        json!("92233720368547758.07"),
        json!("-92233720368547758.08"),
        json!("\u{202e}abc"),
    ]
}
