//! The catalogue of courses.

use harness::{Client, Value, json, on_both, with};

fn course(code: &str, title: &str) -> Value {
    json!({"institution": "HP-CS1", "code": code, "title": title, "category": "art", "hours": "16"})
}

fn codes(client: &Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/courses?{query}")).with(200);
    page["items"].as_array().expect("items").iter().map(|item| item["code"].clone()).collect()
}

on_both! {
    fn anyone_finds_a_course_however_its_title_is_written(world) {
        let district = world.district();
        for (code, title) in [("E-1", "英语（Ⅰ）"), ("E-2", "英语（Ⅱ）"), ("P-1", "Python 入门 100%")] {
            district.admin.post("/courses", &course(code, title)).must(201);
        }
        let visitor = world.visitor();
        assert_eq!(codes(&visitor, "q=%E8%8B%B1%E8%AF%AD1"), ["E-1"]);
        assert_eq!(codes(&visitor, "q=python"), ["P-1"]);
        assert_eq!(codes(&visitor, "q=e-2"), ["E-2"]);
        assert_eq!(codes(&visitor, "q=nothing+like+it"), Vec::<Value>::new());
        assert_eq!(codes(&visitor, "category=art&institution=HP-CS1").len(), 3);
        assert_eq!(codes(&visitor, "category=sport").len(), 0);
        visitor.get("/courses?institution=NONE").invalid(&["/institution unknown"]);
        visitor.get("/courses?institution=none").invalid(&["/institution bad_format"]);
        visitor.get("/courses?q=%00").invalid(&["/q not_one_line"]);
    }

    fn a_course_belongs_to_its_institution(world) {
        let district = world.district();
        let clerk = district.clerk("HP-CS1");
        let own = with(course("C-1", "书法"), &json!({"institution": null}));
        let made = clerk.post("/courses", &own).with(201);
        assert_eq!(made["institution"], "HP-CS1");
        assert_eq!((&made["form"], &made["status"]), (&json!("classroom"), &json!("active")));
        clerk.post("/courses", &own).refused(409, "already_there");
        clerk.post("/courses", &with(own.clone(), &json!({"institution": "HP-SC"})))
            .invalid(&["/institution unknown"]);
        district.admin.post("/courses", &own).invalid(&["/institution required"]);
        clerk.post("/courses", &json!({"code": "", "hours": "-1", "declared_credits": "1e3",
            "status": "gone", "x": 1})).invalid(&["/code required", "/declared_credits scientific_number",
            "/hours negative", "/status not_one_of", "/title required", "/x unknown_field"]);

        let path = format!("/courses/{}", made["id"].as_str().expect("an id"));
        let put = |client: &Client, body: &Value| {
            client.call("PUT", &path).header("If-Match", "*").json(body).send()
        };
        put(&district.clerk("HP-CS2"), &own).refused(404, "not_found");
        put(&district.clerk("HP-CC"), &own).must(200);
        put(&clerk, &course("C-1", "书法").clone()).must(200);
        let moved = with(own.clone(), &json!({"institution": "HP-CC"}));
        put(&clerk, &moved).invalid(&["/institution contradicts"]);
        clerk.post("/courses", &course("C-2", "国画")).must(201);
        put(&clerk, &course("C-2", "书法")).refused(409, "already_there");
    }

    fn a_course_that_is_not_taught_any_more_is_shown_to_who_works_with_courses(world) {
        let district = world.district();
        let made = district.admin.post("/courses", &course("C-1", "书法")).with(201);
        let path = format!("/courses/{}", made["id"].as_str().expect("an id"));
        let gone = with(course("C-1", "书法"), &json!({"status": "inactive"}));
        district.admin.call("PUT", &path).header("If-Match", "*").json(&gone).send().must(200);
        assert_eq!(codes(&world.visitor(), "").len(), 0);
        assert_eq!(codes(&district.resident(1).client, "").len(), 0);
        assert_eq!(codes(&district.admin, ""), ["C-1"]);
    }

    fn a_machine_sees_its_own_courses_unless_it_names_another_institution(world) {
        let district = world.district();
        for institution in ["HP-CS1", "HP-SC"] {
            let body = with(course("C-1", "书法"), &json!({"institution": institution}));
            district.admin.post("/courses", &body).must(201);
        }
        let machine = district.machine(&["HP-CC"], &["courses:write"]);
        assert_eq!(codes(&machine, "").len(), 1);
        assert_eq!(codes(&machine, "institution=HP-SC").len(), 1);
        let one = machine.post("/courses", &with(course("C-9", "国画"), &json!({"institution": null})));
        assert_eq!(one.with(201)["institution"], "HP-CC");
    }

    fn the_catalogue_says_what_each_course_would_be_worth(world) {
        let district = world.district_with_rules();
        let listed = || world.visitor().get("/courses?institution=HP-CS1").with(200)["items"].clone();
        let worth = json!({"category": "community", "declared_credits": "2.00"});
        district.admin.post("/courses", &with(course("C-1", "书法"), &worth)).must(201);
        district.admin.post("/courses", &course("C-2", "围棋")).must(201);
        let items = listed();
        let of = |code: &str| {
            let found = items.as_array().unwrap().iter().find(|it| it["code"] == code);
            found.expect("it is listed")["worth"].clone()
        };
        assert_eq!(of("C-1"), json!({"outcome": "recognised", "scheme": "community", "credits": "2.00"}));
        assert_eq!(of("C-2"), json!({"outcome": "not_recognised", "scheme": null, "credits": null}));
    }
}
