//! What holds for every call: problems, languages, pages, tags, headers; and that nothing that a
//! client sends is ever the server's fault.

use harness::{Client, Value, World, json, on_both, with};

/// Pages through a list by its `Link`s; gives what `name` says of each item, page by page.
fn pages(client: &Client, path: &str, name: &str) -> Vec<Vec<Value>> {
    let mut pages = Vec::new();
    let mut next = Some(format!("/api/v1{path}"));
    while let Some(path) = next {
        let answer = client.call_at_root("GET", &path).send();
        let page = answer.with(200);
        let items = page["items"].as_array().expect("a page has items");
        pages.push(items.iter().map(|item| item[name].clone()).collect());
        next = answer.header("link").map(|link| {
            let (target, rel) = link.split_once(">; rel=").expect("a link with a relation");
            assert_eq!(rel, "\"next\"");
            target.trim_start_matches('<').to_owned()
        });
        let cursor = page["next_cursor"].as_str();
        assert_eq!(cursor.is_some(), next.is_some(), "cursor and link agree");
        if let (Some(cursor), Some(next)) = (cursor, &next) {
            assert!(next.contains(&format!("cursor={cursor}")), "{next}");
        }
    }
    pages
}

on_both! {
    fn a_list_is_paged_without_gaps_also_while_it_grows(world) {
        let district = world.district();
        for n in 0..7 {
            let course = json!({"institution": "HP-CS1", "code": format!("C-{n}"),
                "title": format!("课程 {n}"), "hours": "16"});
            district.admin.post("/courses", &course).must(201);
        }
        let codes = pages(&world.visitor(), "/courses?limit=3&institution=HP-CS1", "code");
        assert_eq!(codes.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
        assert_eq!(codes.concat(), ["C-0", "C-1", "C-2", "C-3", "C-4", "C-5", "C-6"]);
        assert_eq!(pages(&world.visitor(), "/courses?limit=7&institution=HP-CS1", "code").len(), 1);

        let first = world.visitor().get("/institutions?limit=2").with(200);
        assert_eq!(first["items"][1]["code"], "HP-CS1");
        let early = json!({"code": "AA", "names": {"zh": "甲", "en": "A"}, "kind": "enterprise"});
        district.admin.post("/institutions", &early).must(201);
        let cursor = first["next_cursor"].as_str().expect("a cursor");
        let second = world.visitor().get(&format!("/institutions?limit=2&cursor={cursor}")).with(200);
        assert_eq!(second["items"][0]["code"], "HP-CS2", "what comes earlier moves nothing");
    }

    fn a_limit_or_cursor_that_cannot_be_is_refused(world) {
        let district = world.district();
        let lists = ["/courses", "/institutions", "/users", "/clients", "/completions",
            "/auth/sessions"];
        for list in lists {
            for limit in ["0", "201", "-1", "x", "1.5", "99999999999999999999"] {
                let answer = district.admin.get(&format!("{list}?limit={limit}"));
                answer.invalid(&["/limit out_of_range"]);
            }
            for cursor in ["zz", "0", "ff", "00", "6100"] {
                let answer = district.admin.get(&format!("{list}?cursor={cursor}"));
                answer.invalid(&["/cursor bad_format"]);
            }
            district.admin.get(&format!("{list}?limit=200&cursor=")).must(200);
        }
    }

    fn what_is_edited_must_have_been_seen(world) {
        let district = world.district();
        let course = json!({"institution": "HP-CS1", "code": "C-1", "title": "书法", "hours": "16"});
        let created = district.admin.post("/courses", &course);
        let id = created.with(201)["id"].as_str().expect("an id").to_owned();
        let scheme = json!({"code": "senior", "names": {"zh": "老年", "en": "Senior"},
            "hours_per_credit": "16"});
        let institution = json!({"code": "HP-SC", "names": {"zh": "老年大学", "en": "College"},
            "kind": "senior_college"});
        let edited = [
            (format!("/courses/{id}"), with(course, &json!({"title": "书法二"}))),
            ("/schemes/senior".to_owned(), scheme),
            ("/institutions/HP-SC".to_owned(), institution),
        ];
        for (path, body) in &edited {
            let read = world.visitor().get(path);
            read.must(200);
            let tag = read.header("etag").expect("a tag").to_owned();
            let put = |tag: &str| {
                district.admin.call("PUT", path).json(body).header("If-Match", tag).send()
            };
            district.admin.call("PUT", path).json(body).send().refused(428, "match_required");
            put("\"none\"").refused(412, "stale_match");
            let changed = put(&tag);
            changed.must(200);
            let new = changed.header("etag").expect("a tag");
            assert_ne!(new, tag);
            let read = world.visitor().get(path);
            assert_eq!((read.header("etag"), read.json()), (Some(new), changed.json()));
            put(&tag).refused(412, "stale_match");
            put(&format!("\"other\", {new}")).must(200);
            put("*").must(200);
        }
        let missing = district.admin.call("PUT", "/schemes/nowhere").header("If-Match", "*");
        let scheme = with(edited[1].1.clone(), &json!({"code": "nowhere"}));
        missing.json(&scheme).send().refused(404, "not_found");
        let moved = district.admin.call("PUT", "/schemes/senior").header("If-Match", "*");
        moved.json(&scheme).send().invalid(&["/code contradicts"]);
    }

    fn a_problem_speaks_the_callers_language_and_names_its_request(world) {
        let ask = |language: &str| {
            world.visitor().call("GET", "/me").header("Accept-Language", language).send()
        };
        let titles = [("en", "Not signed in"), ("en-GB,zh;q=0.5", "Not signed in"),
            ("zh-CN", "尚未登录"), ("fr", "尚未登录"), ("", "尚未登录"), ("fr, en;q=0.1", "Not signed in")];
        for (language, title) in titles {
            let answer = ask(language);
            let problem = answer.refused(401, "not_signed_in");
            assert_eq!(problem["title"], title, "{language}");
            assert_eq!(answer.header("x-request-id"), problem["instance"].as_str());
        }
        let ids = [ask("en"), ask("en")].map(|answer| answer.header("x-request-id").map(str::to_owned));
        assert_ne!(ids[0], ids[1], "each request has an id of its own");
    }

    fn an_address_that_is_not_there_is_a_problem_too(world) {
        let visitor = world.visitor();
        for path in ["/api/v1/nowhere", "/api/v2/me", "/api", "/oauth/nowhere",
            "/.well-known/nowhere", "/nowhere.js", "/api/v1/completions/../../../etc/passwd"] {
            let answer = visitor.call_at_root("GET", path).send();
            answer.refused(404, "not_found");
            assert!(answer.header("x-request-id").is_some());
        }
        visitor.call_at_root("POST", "/healthz").send().refused(404, "not_found");
        visitor.call("DELETE", "/me/card").send().refused(404, "not_found");
    }

    fn the_bank_says_that_it_lives_and_what_it_speaks(world) {
        let root = |path: &str| world.visitor().call_at_root("GET", path).send();
        assert_eq!(root("/healthz").with(200), json!({"status": "ok"}));
        assert_eq!(root("/readyz").with(200), json!({"status": "ready"}));
        let document = root("/openapi.json").with(200);
        assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
        let docs = root("/docs");
        docs.must(200);
        assert!(docs.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
        for path in document["paths"].as_object().expect("paths").keys() {
            assert!(docs.body.contains(path.as_str()), "{path} is readable");
        }
        root("/docs.css").must(200);
        root("/problems/not_found").must(200);
    }

    fn the_page_of_parts_is_for_a_demo_alone(world) {
        let page = |world: &World, path: &str| {
            world.visitor().call_at_root("GET", path).send().body
        };
        assert!(page(world, "/help/resident/card").contains("/assets/guide-"));
        assert!(page(world, "/ui").contains("/assets/bank-"), "it says that there is no such page");
        assert!(page(&World::demo(), "/ui").contains("/assets/guide-"));
    }

    fn every_answer_tells_browsers_what_this_site_does_not_do(world) {
        let answers = [world.visitor().call_at_root("GET", "/healthz").send(),
            world.visitor().get("/me"), world.visitor().call_at_root("GET", "/docs").send(),
            world.visitor().get("/schemes")];
        for answer in answers {
            let policy = answer.header("content-security-policy").expect("a policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
            assert!(answer.header("x-request-id").is_some());
        }
    }

    fn a_fault_of_the_server_is_busy_and_tells_nothing(world) {
        let district = world.district();
        world.tamper("ALTER TABLE schemes RENAME TO elsewhere");
        let answers = [world.visitor().get("/schemes"),
            district.admin.post("/schemes", &json!({"code": "more", "hours_per_credit": "16",
                "names": {"zh": "更多", "en": "More"}}))];
        for answer in answers {
            answer.refused(503, "busy");
            assert!(answer.header("retry-after").is_some());
            for leak in ["schemes", "table", "relation", "column"] {
                assert!(!answer.body.contains(leak), "{}", answer.body);
            }
        }
        world.tamper("ALTER TABLE elsewhere RENAME TO schemes");
        world.visitor().get("/schemes").must(200);
    }
}
