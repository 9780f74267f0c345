//! Names of the codes that are data.

use harness::{json, on_both};

on_both! {
    fn an_administrator_names_the_codes_and_everybody_reads_the_names(world) {
        let district = world.district();
        let visitor = world.visitor();
        let all = visitor.get("/code-tables").with(200);
        let tables: Vec<&str> =
            all["items"].as_array().unwrap().iter().map(|it| it["table"].as_str().unwrap()).collect();
        assert_eq!(tables, ["categories", "levels", "streets"]);

        let empty = visitor.get("/code-tables/categories");
        assert_eq!(empty.with(200)["items"], json!([]));
        let tag = empty.header("ETag").unwrap().to_owned();
        let art = json!({"code": "art", "names": {"zh": "书画艺术", "en": "Art"}});
        let put = |table: &str, tag: &str, body: &harness::Value| {
            let path = format!("/code-tables/{table}");
            district.admin.call("PUT", &path).header("If-Match", tag).json(body).send()
        };
        let body = json!({"table": "categories", "items": [art]});
        let written = put("categories", &tag, &body);
        written.must(200);
        assert_eq!(visitor.get("/code-tables/categories").with(200), body);

        put("categories", &tag, &body).refused(412, "stale_match");
        let next = written.header("ETag").unwrap().to_owned();
        put("levels", "*", &body).invalid(&["/table contradicts"]);
        let twice = json!({"table": "categories", "items": [art, art]});
        put("categories", &next, &twice).invalid(&["/items/1/code duplicate"]);
        put("zoo", "*", &body).refused(404, "not_found");
        put("categories", &next, &json!({"table": "categories", "items": []})).must(200);
        assert_eq!(visitor.get("/code-tables/categories").with(200)["items"], json!([]));
    }
}
