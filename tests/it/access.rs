//! Who may do what: every route and every kind of caller, decided in one table.

use std::collections::BTreeMap;

use harness::{Backend, Client, PASSWORD, Person, Value, World, json, with};

/// The kinds of callers, in the order in which the table's columns stand.
const CALLERS: [&str; 10] = [
    "nobody",
    "unconfirmed",
    "resident",
    "clerk",
    "reviewer",
    "admin",
    "auditor",
    "posts",
    "reads",
    "courses",
];

/// Every route, and who passes its door: a letter for each of [`CALLERS`], a dot for who does not.
/// `n`obody signed in, an `u`nconfirmed resident, a `r`esident, a `c`lerk, a re`v`iewer, an
/// `a`dministrator, an auditor (`t`), and machines with `p`ost, r`e`ad and `k` (courses) scopes.
const TABLE: &[(&str, &str)] = &[
    ("GET /.well-known/jwks.json", "nurcvatpek"),
    ("GET /.well-known/oauth-authorization-server", "nurcvatpek"),
    ("POST /oauth/token", "nurcvatpek"),
    ("POST /api/v1/auth/login", "nurcvatpek"),
    ("POST /api/v1/auth/logout", "nurcvatpek"),
    ("POST /api/v1/auth/refresh", "nurcvatpek"),
    ("POST /api/v1/auth/register", "nurcvatpek"),
    ("GET /api/v1/auth/sessions", ".urcvat..."),
    ("DELETE /api/v1/auth/sessions/{id}", ".urcvat..."),
    ("GET /api/v1/me", ".urcvat..."),
    ("PATCH /api/v1/me", ".urcvat..."),
    ("POST /api/v1/me/password", ".urcvat..."),
    ("GET /api/v1/users", ".....at..."),
    ("POST /api/v1/users", ".....a...."),
    ("GET /api/v1/clients", "...c.a...."),
    ("POST /api/v1/clients", "...c.a...."),
    ("DELETE /api/v1/clients/{client_id}", "...c.a...."),
    ("GET /api/v1/me/card", "..r......."),
    ("POST /api/v1/me/card/freeze", "..r......."),
    ("POST /api/v1/me/card/unfreeze", "..r......."),
    ("POST /api/v1/me/card/report-lost", "..r......."),
    ("GET /api/v1/me/entries", "..r......."),
    ("GET /api/v1/me/entries.csv", "..r......."),
    ("GET /api/v1/me/transcript", "..r......."),
    ("POST /api/v1/me/transcripts", "..r......."),
    ("GET /api/v1/me/transcripts", "..r......."),
    ("GET /api/v1/me/transcripts/{id}", "..r......."),
    ("POST /api/v1/me/shares", "..r......."),
    ("GET /api/v1/me/shares", "..r......."),
    ("GET /api/v1/me/shares/{id}", "..r......."),
    ("DELETE /api/v1/me/shares/{id}", "..r......."),
    ("GET /api/v1/me/shares/{id}/readings", "..r......."),
    ("GET /api/v1/shared/{token}", "nurcvatpek"),
    ("GET /api/v1/me/export", "..r......."),
    ("GET /api/v1/me/history", "..r......."),
    ("GET /api/v1/me/completions", "..r......."),
    ("GET /api/v1/me/completions/{id}", "..r......."),
    ("GET /api/v1/me/completions/{id}/decisions", "..r......."),
    ("GET /api/v1/me/notifications", "..r......."),
    ("POST /api/v1/me/notifications/{id}/read", "..r......."),
    ("GET /api/v1/me/events", "..r......."),
    ("GET /api/v1/me/opportunities", "..r......."),
    ("GET /api/v1/me/programs", "..r......."),
    ("GET /api/v1/me/awards", "..r......."),
    ("GET /api/v1/programs", "nurcvatpek"),
    ("GET /api/v1/programs/{id}", "nurcvatpek"),
    ("POST /api/v1/programs", ".....a...."),
    ("PUT /api/v1/programs/{id}", ".....a...."),
    ("GET /api/v1/programs/{id}/progress", "..r......."),
    ("GET /api/v1/awards", "....vat..."),
    ("GET /api/v1/awards/{id}/progress", "....vat..."),
    ("POST /api/v1/awards/{id}/grant", "....va...."),
    ("POST /api/v1/awards/{id}/decline", "....va...."),
    ("GET /api/v1/me/transfers", "..r......."),
    ("POST /api/v1/transfers/quote", "..r......."),
    ("POST /api/v1/transfers", "..r......."),
    ("GET /api/v1/transfers", "....vat..."),
    ("GET /api/v1/transfers/{id}", "..r.vat..."),
    ("GET /api/v1/transfers/{id}/case", "....vat..."),
    ("POST /api/v1/transfers/{id}/cancel", "..r......."),
    ("POST /api/v1/transfers/{id}/take-back", "..r......."),
    ("POST /api/v1/transfers/{id}/appeal", "..r......."),
    ("POST /api/v1/transfers/{id}/accept", "..r......."),
    ("POST /api/v1/transfers/{id}/decline", "..r......."),
    ("POST /api/v1/transfers/{id}/approve", "....va...."),
    ("POST /api/v1/transfers/{id}/reject", "....va...."),
    ("GET /api/v1/me/family", "..r......."),
    ("POST /api/v1/me/family", "..r......."),
    ("POST /api/v1/me/family/invitations", "..r......."),
    ("POST /api/v1/me/family/invitations/{id}/accept", "..r......."),
    ("POST /api/v1/me/family/invitations/{id}/decline", "..r......."),
    ("POST /api/v1/me/family/leave", "..r......."),
    ("POST /api/v1/recognition/preview", "nurcvatpek"),
    ("GET /api/v1/completions", "...cvat.e."),
    ("GET /api/v1/completions/{id}", "...cvat.e."),
    ("POST /api/v1/completions", "...c.a.p.."),
    ("POST /api/v1/completions/batch", "...c.a.p.."),
    ("GET /api/v1/completions/batches", "...cvat.e."),
    ("POST /api/v1/completions/batches/{id}/undo", "...c.a.p.."),
    ("POST /api/v1/imports", "...c.a.p.."),
    ("GET /api/v1/imports", "...c.a.p.."),
    ("GET /api/v1/imports/{id}", "...c.a.p.."),
    ("GET /api/v1/imports/{id}/events", "...c.a.p.."),
    ("GET /api/v1/imports/{id}/rows", "...c.a.p.."),
    ("GET /api/v1/imports/{id}/errors.csv", "...c.a.p.."),
    ("POST /api/v1/imports/{id}/mapping", "...c.a.p.."),
    ("POST /api/v1/imports/{id}/commit", "...c.a.p.."),
    ("POST /api/v1/imports/{id}/undo", "...c.a.p.."),
    ("POST /api/v1/completions/{id}/amend", "...c.a.p.."),
    ("POST /api/v1/completions/{id}/revoke", "...c.a.p.."),
    ("GET /api/v1/audit", ".....at..."),
    ("GET /api/v1/courses", "nurcvatpek"),
    ("GET /api/v1/courses/{id}", "nurcvatpek"),
    ("POST /api/v1/courses", "...c.a...k"),
    ("PUT /api/v1/courses/{id}", "...c.a...k"),
    ("GET /api/v1/learners", "...c.at..."),
    ("POST /api/v1/learners", "...c.a...."),
    ("POST /api/v1/learners/find", "...c.at..."),
    ("GET /api/v1/learners/{id}", "...c.at..."),
    ("POST /api/v1/learners/{id}/confirm", "...c.a...."),
    ("PUT /api/v1/learners/{id}", "...c.a...."),
    ("POST /api/v1/learners/{id}/card/replace", "...c.a...."),
    ("POST /api/v1/learners/merge", ".....a...."),
    ("GET /api/v1/rulebooks", "nurcvatpek"),
    ("GET /api/v1/rulebooks/in-force", "nurcvatpek"),
    ("GET /api/v1/rulebooks/{id}", "nurcvatpek"),
    ("GET /api/v1/rulebooks/{id}/summary", "nurcvatpek"),
    ("GET /api/v1/rulebooks/{id}/rules", "nurcvatpek"),
    ("GET /api/v1/rulebooks/{id}/rules/{code}", "nurcvatpek"),
    ("GET /api/v1/rulebooks/{id}/rules.csv", "nurcvatpek"),
    ("GET /api/v1/rulebooks/{id}/difference", "nurcvatpek"),
    ("POST /api/v1/rulebooks", ".....a...."),
    ("PUT /api/v1/rulebooks/{id}", ".....a...."),
    ("DELETE /api/v1/rulebooks/{id}", ".....a...."),
    ("PUT /api/v1/rulebooks/{id}/rules/{code}", ".....a...."),
    ("DELETE /api/v1/rulebooks/{id}/rules/{code}", ".....a...."),
    ("POST /api/v1/rulebooks/{id}/check", ".....at..."),
    ("POST /api/v1/rulebooks/{id}/simulate", ".....a...."),
    ("GET /api/v1/rulebooks/{id}/simulate", ".....at..."),
    ("POST /api/v1/rulebooks/{id}/submit", ".....a...."),
    ("POST /api/v1/rulebooks/{id}/withdraw", ".....a...."),
    ("POST /api/v1/rulebooks/{id}/publish", ".....a...."),
    ("POST /api/v1/rulebooks/{id}/retire", ".....a...."),
    ("GET /api/v1/decisions", ".....at..."),
    ("POST /api/v1/completions/{id}/decide", ".....a...."),
    ("GET /api/v1/completions/{id}/decisions", "...cvat.e."),
    ("GET /api/v1/institutions", "nurcvatpek"),
    ("GET /api/v1/institutions/{code}", "nurcvatpek"),
    ("POST /api/v1/institutions", ".....a...."),
    ("PUT /api/v1/institutions/{code}", ".....a...."),
    ("GET /api/v1/schemes", "nurcvatpek"),
    ("GET /api/v1/schemes/{code}", "nurcvatpek"),
    ("POST /api/v1/schemes", ".....a...."),
    ("PUT /api/v1/schemes/{code}", ".....a...."),
    ("GET /api/v1/code-tables", "nurcvatpek"),
    ("GET /api/v1/code-tables/{table}", "nurcvatpek"),
    ("PUT /api/v1/code-tables/{table}", ".....a...."),
    ("GET /api/v1/verify/{code}", "nurcvatpek"),
    ("GET /api/v1/ledger/verify", ".....at..."),
    ("GET /api/v1/statistics", ".....at..."),
    ("GET /api/v1/statistics/{table}", ".....at..."),
];

/// Every route of the OpenAPI document, as `METHOD /path`.
fn routes(world: &World) -> Vec<String> {
    let document = world.visitor().call_at_root("GET", "/openapi.json").send().with(200);
    let paths = document["paths"].as_object().unwrap();
    let mut routes = Vec::new();
    for (path, calls) in paths {
        for method in calls.as_object().unwrap().keys() {
            if ["get", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                routes.push(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    routes
}

/// Somebody of each kind.
fn callers(world: &World) -> BTreeMap<&'static str, Client> {
    let district = world.district_with_rules();
    let visitor = world.visitor();
    let form = with(Person::nth(1).learner(), &json!({"password": PASSWORD}));
    let signed_in = visitor.post("/auth/register", &form).with(201);
    let unconfirmed = visitor.with_token(signed_in["access_token"].as_str().unwrap());
    let machine = |scope: &str| district.machine(&["HP-CS1"], &[scope]);
    BTreeMap::from([
        ("nobody", visitor),
        ("unconfirmed", unconfirmed),
        ("resident", district.resident(2).client),
        ("clerk", district.clerk("HP-CS1")),
        ("reviewer", district.staff("reviewer", Some("HP-CS1"))),
        ("admin", district.admin.clone()),
        ("auditor", district.staff("auditor", None)),
        ("posts", machine("completions:write")),
        ("reads", machine("completions:read")),
        ("courses", machine("courses:write")),
    ])
}

/// Knocks with an empty body and a path that names nothing: whoever passes the door changes nothing.
fn knock(caller: &Client, route: &str) -> (u16, String) {
    let (method, path) = route.split_once(' ').unwrap();
    let mut path = path.to_owned();
    for name in ["{id}", "{code}", "{table}", "{client_id}", "{token}"] {
        path = path.replace(name, "01890000-0000-7000-8000-000000000000");
    }
    let call = caller.call_at_root(method, &path).key(&format!("{method} {path}"));
    // A stream of events has no end to wait for.
    let call = call.header("If-Match", "\"none\"").header("Accept", "application/json");
    let answer = if method == "GET" { call.send() } else { call.json(&json!({})).send() };
    let problem: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    (answer.status, problem["type"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn every_route_is_decided_for_every_caller() {
    let world = World::start(Backend::Sqlite);
    let mut routes = routes(&world);
    let mut decided: Vec<String> = TABLE.iter().map(|(route, _)| (*route).to_owned()).collect();
    routes.sort();
    decided.sort();
    assert_eq!(routes, decided, "the table must hold exactly the routes of the document");

    let callers = callers(&world);
    let mut wrong = Vec::new();
    for (route, may) in TABLE {
        assert_eq!(may.len(), CALLERS.len(), "{route}");
        let is_public = may.starts_with('n');
        let (public_status, _) = knock(&callers["nobody"], route);
        for (caller, letter) in CALLERS.iter().zip(may.chars()) {
            let (status, problem) = knock(&callers[caller], route);
            let fits = match (letter, *caller) {
                // What is public answers everyone alike.
                _ if is_public => status == public_status && status < 500 && status != 403,
                ('.', "nobody") => (status, problem.as_str()) == (401, "/problems/not_signed_in"),
                ('.', "unconfirmed") => {
                    let doors = ["/problems/role_may_not", "/problems/not_confirmed"];
                    status == 403 && doors.contains(&problem.as_str())
                }
                ('.', _) => (status, problem.as_str()) == (403, "/problems/role_may_not"),
                _ => {
                    status < 500
                        && status != 401
                        && problem != "/problems/role_may_not"
                        && problem != "/problems/not_confirmed"
                }
            };
            if !fits {
                wrong.push(format!("{route} as {caller}: {status} {problem}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_token_that_has_expired_or_is_broken_opens_no_door() {
    let world = World::start(Backend::Sqlite);
    let nonsense = world.visitor().with_token("nonsense");
    for (route, _) in TABLE.iter().filter(|(_, may)| !may.starts_with('n')) {
        let (status, problem) = knock(&nonsense, route);
        assert_eq!((status, problem.as_str()), (401, "/problems/not_signed_in"), "{route}");
    }
}
