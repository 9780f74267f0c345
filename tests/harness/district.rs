//! A small district in a bank: schemes, institutions, people and rules, made by the same calls that
//! an administrator, a counter and a resident make.

use serde_json::{Value, json};
use server::{accounts, rulebooks};
use shared::rules::Rulebook;

use crate::{Client, Person, Resident, World, forms};

/// The password of everyone in a test.
pub const PASSWORD: &str = "a long enough password";

/// The institutions: code, kind, and the one above.
pub const DISTRICT: [(&str, &str, Option<&str>); 5] = [
    ("HP-CC", "community_college", None),
    ("HP-CS1", "community_school", Some("HP-CC")),
    ("HP-CS2", "community_school", Some("HP-CC")),
    ("HP-SC", "senior_college", None),
    ("HP-VS1", "vocational_school", None),
];

/// The schemes; all of their credits are valid for life.
const SCHEMES: [&str; 5] = ["community", "senior", "vocational", "higher", "activity"];

/// A district, and its administrator.
pub struct District<'a> {
    pub(crate) world: &'a World,
    /// Asks in the administrator's name.
    pub admin: Client,
}

impl World {
    /// Signs in; gives who asks with that token from then on.
    #[must_use]
    #[track_caller]
    pub fn sign_in(&self, identifier: &str) -> Client {
        let visitor = self.visitor();
        let login = json!({"identifier": identifier, "password": PASSWORD});
        let signed_in = visitor.post("/auth/login", &login).with(200);
        visitor.with_token(signed_in["access_token"].as_str().expect("a token"))
    }

    /// A district with its administrator, schemes and institutions, and no rules yet.
    #[must_use]
    pub fn district(&self) -> District<'_> {
        accounts::create_admin(self.bank(), "admin", PASSWORD).expect("the first administrator");
        let admin = self.sign_in("admin");
        for code in SCHEMES {
            let scheme = json!({
                "code": code, "names": {"zh": format!("体系 {code}"), "en": format!("Scheme {code}")},
                "hours_per_credit": "16", "validity_months": null, "transferable": code == "activity",
            });
            admin.post("/schemes", &scheme).must(201);
        }
        for (code, kind, parent) in DISTRICT {
            let institution = json!({
                "code": code, "names": {"zh": format!("机构 {code}"), "en": format!("School {code}")},
                "kind": kind, "parent": parent,
            });
            admin.post("/institutions", &institution).must(201);
        }
        District { world: self, admin }
    }

    /// A district in which everything that a school declares is recognised in the scheme that the
    /// course's category names, and `community` converts into `vocational` at 2/3 in steps of 3.00,
    /// into `higher` at 1/2 if `HP-VS1` agrees.
    #[must_use]
    pub fn district_with_rules(&self) -> District<'_> {
        let district = self.district();
        district.publish(&usual_rules());
        district
    }
}

/// The rules of [`World::district_with_rules`].
#[must_use]
pub fn usual_rules() -> Value {
    let declared = |code: &str, scheme: &str| {
        let award = json!({"scheme": scheme, "method": "declared"});
        forms::recognition_rule(code, &award, &json!({"when": {"categories": [scheme]}}))
    };
    let steps = json!({"by_amount": {"smallest": "3.00", "step": "3.00"}});
    let reviewed = json!({"decision": "institution", "receiver": "HP-VS1"});
    forms::rulebook(
        vec![
            declared("R-COM", "community"),
            declared("R-SEN", "senior"),
            declared("R-VOC", "vocational"),
        ],
        vec![
            forms::conversion_rule("EQ-01", "community", "vocational", "2/3", &steps),
            forms::conversion_rule("EQ-02", "community", "higher", "1/2", &reviewed),
            forms::conversion_rule("EQ-03", "vocational", "senior", "1/1", &json!({})),
        ],
    )
}

impl District<'_> {
    /// Publishes a rulebook, as `GET /rulebooks/{id}` would show it.
    #[track_caller]
    pub fn publish(&self, rulebook: &Value) {
        let rules: Rulebook =
            serde_json::from_value(rulebook.clone()).expect("a rulebook of the contract");
        let me = self.admin.get("/me").with(200);
        let publisher = me["id"].as_str().expect("an administrator has an id");
        let published = self.world.bank().db.write_blocking(|conn| {
            let draft = rulebooks::service::add_draft(conn, "tests", &rules)?;
            rulebooks::service::publish(conn, draft, publisher)
        });
        published.expect("the rulebook is without faults");
    }

    /// A member of staff, signed in: `clerk` or `reviewer` of an institution, `admin` or `auditor`
    /// of none.
    #[must_use]
    #[track_caller]
    pub fn staff(&self, role: &str, institution: Option<&str>) -> Client {
        let username = format!("{role}-{}", institution.unwrap_or("bank")).to_lowercase();
        let user = json!({
            "username": username, "name": username, "role": role, "institution": institution,
            "password": PASSWORD,
        });
        self.admin.post("/users", &user).must(201);
        self.world.sign_in(&username)
    }

    /// A clerk of an institution, signed in.
    #[must_use]
    #[track_caller]
    pub fn clerk(&self, institution: &str) -> Client {
        self.staff("clerk", Some(institution))
    }

    /// A machine of these institutions with these scopes, signed in.
    #[must_use]
    #[track_caller]
    pub fn machine(&self, institutions: &[&str], scopes: &[&str]) -> Client {
        let ask = json!({"name": "school", "institutions": institutions, "scopes": scopes});
        let client = self.admin.post("/clients", &ask).with(201);
        let text = |name: &str| client[name].as_str().expect("id and secret").to_owned();
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}",
            text("client_id"),
            text("client_secret")
        );
        let visitor = self.world.visitor();
        let token = visitor.call_at_root("POST", "/oauth/token").form(&form).send().with(200);
        visitor.with_token(token["access_token"].as_str().expect("a token"))
    }

    /// Opens a card at the counter; gives the learner with the code on the slip.
    #[must_use]
    #[track_caller]
    pub fn open_card(&self, person: &Person) -> Value {
        self.admin.post("/learners", &person.learner()).with(201)
    }

    /// The person with this number, whose card was opened at the counter and who registered with
    /// the code on the slip.
    #[must_use]
    #[track_caller]
    pub fn resident(&self, number: u64) -> Resident {
        let person = Person::nth(number);
        let learner = self.open_card(&person);
        self.claim(person, &learner)
    }

    /// Registers a person with the code on the slip.
    #[must_use]
    #[track_caller]
    pub fn claim(&self, person: Person, learner: &Value) -> Resident {
        let mut form = person.learner();
        form["password"] = json!(PASSWORD);
        form["activation_code"] = learner["activation_code"].clone();
        let visitor = self.world.visitor();
        let signed_in = visitor.post("/auth/register", &form).with(201);
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Resident {
            learner_id: text(&learner["id"]),
            card_number: text(&learner["card_number"]),
            client: visitor.with_token(&text(&signed_in["access_token"])),
            person,
        }
    }

    /// Posts a completion by which, under the usual rules, a person gets credits in a scheme.
    /// Its number is the course's code.
    #[track_caller]
    pub fn award(&self, person: &Person, scheme: &str, credits: &str, code: &str) -> Value {
        self.admin.post("/completions", &award(person, scheme, credits, code)).with(201)
    }
}

/// The completion that [`District::award`] posts.
#[must_use]
pub fn award(person: &Person, scheme: &str, credits: &str, code: &str) -> Value {
    let own = json!({
        "institution": "HP-CS1", "declared_credits": credits,
        "course": {"code": code, "title": format!("课程 {code}"), "category": scheme},
    });
    forms::with(forms::completion(code, person, "2025-06-20"), &own)
}
