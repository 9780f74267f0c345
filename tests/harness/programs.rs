//! Programs to apply to.

use serde_json::{Value, json};

use crate::{Client, District, forms};

/// A program of `HP-VS1` that counts in `vocational`, as an administrator posts it: two core units
/// of 2.00 and two electives of 1.00, of which five credits in all are required, three at most from
/// other institutions. The core takes `vocational` credits, the electives `community` ones too.
#[must_use]
pub fn program(code: &str) -> Value {
    let names = |name: &str| json!({"zh": format!("项目 {name}"), "en": format!("Program {name}")});
    let unit = |code: &str, credits: &str| json!({"code": code, "names": names(code), "credits": credits, "exemptible": true});
    json!({
        "code": code, "institution": "HP-VS1", "names": names(code), "scheme": "vocational",
        "total": "5.00", "transfer_percent_max": 60, "groups": [
            {"code": "CORE", "names": names("CORE"), "min": "4.00", "max": null,
                "units": [unit("CORE-1", "2.00"), unit("CORE-2", "2.00")],
                "accepts": {"schemes": ["vocational"], "categories": [], "courses": []}},
            {"code": "FREE", "names": names("FREE"), "min": "1.00", "max": "2.00",
                "units": [unit("FREE-1", "1.00"), unit("FREE-2", "1.00")],
                "accepts": {"schemes": ["community", "vocational"], "categories": [],
                    "courses": []}},
        ],
    })
}

impl District<'_> {
    /// Adds a program; members of `more` replace its own.
    #[track_caller]
    pub fn program(&self, code: &str, more: &Value) -> Value {
        self.admin.post("/programs", &forms::with(program(code), more)).with(201)
    }
}

/// Changes a program as it was last seen; gives the answer.
#[must_use]
#[track_caller]
pub fn change_program(admin: &Client, id: &str, program: &Value) -> crate::Answer {
    let seen = admin.get(&format!("/programs/{id}"));
    seen.must(200);
    let tag = seen.header("etag").expect("a program has a tag").to_owned();
    admin.call("PUT", &format!("/programs/{id}")).header("If-Match", &tag).json(program).send()
}
