//! The subcommands: what they print, and how they exit.

use harness::{Backend, PASSWORD, World, json, on_both};

use crate::program::{program, run, run_with_input, words};

fn in_world(world: &World, arguments: &[&str]) -> std::process::Output {
    run(arguments, world.database_url(), world.data_dir())
}

#[test]
fn what_is_not_understood_is_a_matter_of_usage() {
    for arguments in [
        &[][..],
        &["fly"],
        &["serve", "--fly"],
        &["serve", "--listen", "everywhere"],
        &["admin", "create"],
        &["import", "--kind", "feelings", "--institution", "HP-CS1", "file.csv"],
    ] {
        let output = program(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", words(&output));
        assert!(!output.stderr.is_empty(), "{arguments:?} is told what is wrong");
    }
    let help = program(&["--help"]).output().unwrap();
    assert_eq!(help.status.code(), Some(0));
}

#[test]
fn a_database_that_cannot_be_is_an_error_and_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    for url in ["mysql://127.0.0.1/bank", "bank.db", "sqlite://"] {
        let mut command = program(&["migrate", "--database-url", url]);
        let output = command.current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{url} {}", words(&output));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

on_both! {
    fn migrating_again_changes_nothing(world) {
        let before = world.everything_stored().len();
        for _ in 0..2 {
            let output = in_world(world, &["migrate"]);
            assert_eq!(output.status.code(), Some(0), "{}", words(&output));
        }
        assert_eq!(world.rows("users"), 0);
        assert!(before > 0);
    }

    fn verify_counts_what_it_checked_and_exits_by_what_it_found(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "10", "COM-1");
        resident.convert("community", "vocational", "3").must(201);
        let sound = in_world(world, &["verify"]);
        assert_eq!(sound.status.code(), Some(0), "{}", words(&sound));
        let said = words(&sound);
        assert!(said.starts_with("checked 3 transactions, 8 entries,"), "{said}");
        assert!(said.contains("1 decisions: 0 faults"), "{said}");

        world.tamper("UPDATE accounts SET balance = balance + 100 WHERE kind = 'available'");
        let broken = in_world(world, &["verify"]);
        assert_eq!(broken.status.code(), Some(1));
        let said = words(&broken);
        assert!(said.contains("2 faults") && said.contains("account_differs_from_entries"), "{said}");
        assert!(said.contains(&resident.learner_id), "{said}");
    }

    fn an_administrator_is_made_once_with_a_good_password(world) {
        let create = |password: &str| {
            run_with_input(&["admin", "create", "--username", "root"], world.database_url(),
                world.data_dir(), password)
        };
        let short = create("short\n");
        assert_eq!(short.status.code(), Some(1));
        assert!(words(&short).contains("password"), "{}", words(&short));
        let made = create(&format!("{PASSWORD}\n"));
        assert_eq!(made.status.code(), Some(0), "{}", words(&made));
        assert_eq!(create(PASSWORD).status.code(), Some(1));
        let roles = world.sign_in("root").get("/me").with(200)["roles"].clone();
        assert_eq!(roles, json!(["admin"]));
        assert!(!words(&made).contains(PASSWORD));
    }

    fn other_keys_than_the_databases_are_refused(world) {
        let other = tempfile::tempdir().expect("a folder");
        let output = run(&["serve", "--listen", "127.0.0.1:0"], world.database_url(), other.path());
        assert_eq!(output.status.code(), Some(1));
        assert!(words(&output).contains("other keys"), "{}", words(&output));
    }
}

#[test]
fn the_document_is_printed_as_it_is_served() {
    let world = World::start(Backend::Sqlite);
    let output = program(&["openapi"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let printed: harness::Value = serde_json::from_slice(&output.stdout).unwrap();
    let served = world.visitor().call_at_root("GET", "/openapi.json").send().with(200);
    assert_eq!(printed, served);
}

#[test]
fn the_demo_does_not_listen_beyond_this_machine_unless_told_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&["serve", "--demo", "--listen", "0.0.0.0:0"]);
    let output = command.current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(words(&output).contains("--demo twice"), "{}", words(&output));
}

#[test]
fn keys_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::start(Backend::Sqlite);
    let mode = world.data_dir().join("keys.json").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
