//! A district to try things in: `serve --demo` fills an empty database with it.
//!
//! Invariant: the same seed on the same day makes the same district; nothing is ever filled into a
//! database that holds anything, and a fill that was interrupted is told from one that was finished.

mod applying;
mod codes;
mod courses;
mod learning;
mod moves;
mod network;
mod people;
mod programs;
mod rules;
mod steps;
mod story;

use anyhow::{anyhow, bail};
use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use diesel::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shared::completions::PostCompletion;
use shared::fault::FaultKind;
use shared::ids::{LearnerId, UserId};
use shared::lang::Lang;
use shared::vocabulary::Scope;

use crate::auth::passwords;
use crate::bank::Bank;
use crate::clients::service::{self as clients, NewClient};
use crate::completions::Authority;
use crate::completions::service::{self as completions, Manner};
use crate::db::Conn;
use crate::db::schema::{institutions, users};
use crate::error::AppResult;
use crate::ledger::{Mode, jobs};
use crate::rulebooks::service as rulebooks;
use crate::{clock, settings};

const SEED: u64 = 2_035;

/// Of everyone who signs in, and of the machine client. Public: this is a demo.
const PASSWORD: &str = "demo-lifelong-2035";

/// Set in the transaction that begins the fill, and at its end.
const STARTED: &str = "demo_started";
const FILLED: &str = "demo";

/// How long after its last day a week is posted.
const POSTED_AFTER: Duration = Duration::hours(54);

/// Fills an empty database; one that a demo filled before is left as it is.
///
/// # Errors
/// A database that holds something else, or a demo's that is not whole; the database.
pub fn fill(bank: &Bank) -> anyhow::Result<()> {
    let district = District::draw(clock::today())?;
    let password_hash = passwords::hash(PASSWORD)?;
    let found = bank.db.write_blocking(|conn| begin(conn, bank, &district, &password_hash))?;
    let learners = match found {
        Found::Nothing(learners) => learners,
        Found::Demo => return Ok(()),
        Found::Fragment => bail!(
            "the demo in this database is not whole: filling it was interrupted, or another server \
             is filling it now; give --database-url a new one, or remove this one"
        ),
        Found::Others => bail!(
            "this database holds something else than the demo, and --demo does not touch it; give \
             --database-url a new one, or leave out --demo"
        ),
    };
    post(bank, &district.completions)?;
    jobs::expire_blocking(bank)?;
    let guests = steps::guests(&district.people, &learners);
    moves::convert_all(bank, &guests)?;
    moves::give_all(bank, &guests)?;
    applying::apply_all(bank, &guests)?;
    bank.db.write_blocking(|conn| settings::set_once(conn, FILLED, &SEED.to_string()))?;
    Ok(())
}

/// All that is drawn before anything is written.
#[derive(PartialEq)]
struct District {
    people: Vec<people::Person>,
    offers: Vec<courses::Offer>,
    completions: Vec<PostCompletion>,
}

impl District {
    fn draw(today: NaiveDate) -> anyhow::Result<Self> {
        let mut rng = StdRng::seed_from_u64(SEED);
        let people = people::draw(&mut rng)?;
        let offers = courses::catalogue()?;
        let completions = learning::draw(&mut rng, today, &people, &offers)?;
        Ok(Self { people, offers, completions })
    }
}

/// What was in the database.
enum Found {
    /// Nothing; now it holds these learners.
    Nothing(Vec<LearnerId>),
    /// A whole demo.
    Demo,
    /// Part of a demo.
    Fragment,
    /// Something else.
    Others,
}

/// Looks what is there and, where nothing is, enters everything but the completions: in one
/// transaction, so that of two servers that start at once one fills.
fn begin(
    conn: &mut Conn,
    bank: &Bank,
    district: &District,
    password_hash: &str,
) -> AppResult<Found> {
    if settings::get(conn, FILLED)?.is_some() {
        return Ok(Found::Demo);
    }
    if settings::get(conn, STARTED)?.is_some() {
        return Ok(Found::Fragment);
    }
    let people: i64 = users::table.count().get_result(conn)?;
    let places: i64 = institutions::table.count().get_result(conn)?;
    if people + places > 0 {
        return Ok(Found::Others);
    }
    settings::set_once(conn, STARTED, &SEED.to_string())?;
    network::add_schemes(conn)?;
    codes::add(conn)?;
    let network = network::add(conn)?;
    courses::add(conn, &network, &district.offers)?;
    programs::add(conn)?;
    let admins = people::add_staff(conn, password_hash, &network)?;
    add_rulebooks(conn, &admins)?;
    add_client(conn, bank, &network, &admins)?;
    let learners = people::add(conn, &bank.keys, &district.people)?;
    people::add_accounts(conn, password_hash, &district.people, &learners)?;
    Ok(Found::Nothing(learners))
}

/// One administrator writes the rulebooks, the other publishes the first.
fn add_rulebooks(conn: &mut Conn, admins: &Admins) -> AppResult<()> {
    let author = admins.author.to_string();
    let first = rulebooks::add_draft(conn, &author, &rules::first()?)?;
    rulebooks::publish_as(conn, first, &admins.publisher.to_string(), &rules::publication())?;
    rulebooks::add_draft(conn, &author, &rules::second(clock::today())?)?;
    Ok(())
}

/// The two administrators.
struct Admins {
    author: UserId,
    publisher: UserId,
}

fn add_client(
    conn: &mut Conn,
    bank: &Bank,
    network: &network::Network,
    admins: &Admins,
) -> AppResult<()> {
    let client = NewClient {
        client_id: "demo-school".to_owned(),
        name: "老年大学教务系统".to_owned(),
        secret: PASSWORD.to_owned(),
        institutions: network.get("HP-SC").map(|row| row.id).into_iter().collect(),
        scopes: vec![Scope::CompletionsWrite, Scope::CompletionsRead, Scope::CoursesWrite],
        created_by: admins.author.to_string(),
    };
    clients::add(conn, &bank.keys, &client)
}

/// Posts what ended in a week at its end, week after week, and writes off what has expired by then.
fn post(bank: &Bank, posts: &[PostCompletion]) -> anyhow::Result<()> {
    let week = |post: &PostCompletion| post.ended_on.iso_week();
    for posts in posts.chunk_by(|one, next| week(one) == week(next)) {
        let Some(last) = posts.last() else { continue };
        let at = last.ended_on.and_time(NaiveTime::MIN) + POSTED_AFTER;
        let at = at.and_utc().min(clock::now());
        let manner = Manner { batch: None, mode: Mode::Dated(at), lang: Lang::Zh };
        let rows = posts.iter().cloned().map(Ok).collect();
        let answer = completions::post_batch_blocking(bank, &Authority::Operator, rows, &manner)?;
        if let Some(refused) = answer.rows.iter().find(|row| row.completion.is_none()) {
            bail!("a completion of the demo was refused: {refused:?}");
        }
        jobs::expire_as_of(bank, at)?;
    }
    Ok(())
}

/// What passed its check; the demo's own words always do.
fn checked<T>(read: Result<T, FaultKind>) -> anyhow::Result<T> {
    read.map_err(|kind| anyhow!("{}", kind.message().en))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::db::Db;
    use crate::db::schema::{accounts, awards, courses, programs, transfers};
    use crate::keys::Keys;
    use crate::ledger::verify;
    use crate::settings::Settings;

    fn bank() -> (tempfile::TempDir, Bank) {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/bank.db", folder.path().display())).unwrap();
        db.migrate().unwrap();
        let keys = Keys::open(&folder.path().join("keys.json")).unwrap();
        (folder, Bank::start(db, keys, Settings::without_server()).unwrap())
    }

    fn refusal(bank: &Bank) -> String {
        fill(bank).unwrap_err().to_string()
    }

    #[test]
    fn the_same_seed_and_day_make_the_same_district() {
        let today = clock::today();
        let yesterday = today.pred_opt().unwrap();
        assert!(District::draw(today).unwrap() == District::draw(today).unwrap());
        assert!(District::draw(today).unwrap() != District::draw(yesterday).unwrap());
    }

    #[test]
    fn both_rulebooks_can_be_read_and_have_no_fault_in_themselves() {
        let today = clock::today();
        for rulebook in [rules::first().unwrap(), rules::second(today).unwrap()] {
            assert_eq!(rulebook.faults(), []);
        }
        assert!(rules::first().unwrap().effective_from + chrono::Days::new(3 * 365) < today);
    }

    #[test]
    fn three_hundred_residents_have_three_thousand_completions_at_about_four_hundred_courses() {
        let today = clock::today();
        let district = District::draw(today).unwrap();
        assert_eq!(district.completions.len(), learning::COMPLETIONS);
        assert!(district.completions.iter().all(|post| post.ended_on < today));
        assert!((390..=420).contains(&district.offers.len()), "{}", district.offers.len());
        let numbers: HashSet<&str> =
            district.people.iter().map(|person| person.document.number()).collect();
        assert_eq!(numbers.len(), people::RESIDENTS);
    }

    #[test]
    fn an_empty_bank_is_filled_once_and_its_resident_has_credits_to_convert() {
        let (_folder, bank) = bank();
        fill(&bank).unwrap();
        let look = |conn: &mut Conn| {
            let check = verify::check(conn)?;
            assert!(check.faults.is_empty(), "{:?}", check.faults);
            let resident = users::table.filter(users::username.eq("resident"));
            let learner: Option<String> = resident.select(users::learner_id).first(conn)?;
            let available: i64 = accounts::table
                .find((learner.unwrap_or_default(), "community", "available"))
                .select(accounts::balance)
                .first(conn)?;
            let states: Vec<String> =
                transfers::table.select(transfers::status).distinct().load(conn)?;
            let taught: i64 = courses::table.count().get_result(conn)?;
            let proposed: Vec<String> = awards::table.select(awards::status).load(conn)?;
            assert_eq!(proposed, ["proposed"]);
            let programs: i64 = programs::table.count().get_result(conn)?;
            assert_eq!(programs, 3);
            Ok((check.decisions, available, states.len(), taught))
        };
        let (decisions, available, states, taught) = bank.db.read_blocking(look).unwrap();
        assert_eq!(usize::try_from(decisions).unwrap(), learning::COMPLETIONS);
        assert!(available >= 1_200, "{available}");
        assert_eq!(states, shared::vocabulary::TransferStatus::ALL.len());
        fill(&bank).unwrap();
        assert_eq!(bank.db.read_blocking(look).unwrap(), (decisions, available, states, taught));
    }

    #[test]
    fn a_bank_that_holds_anything_else_is_left_alone() {
        let (_folder, bank) = bank();
        bank.db.write_blocking(|conn| network::add(conn).map(drop)).unwrap();
        assert!(refusal(&bank).contains("something else than the demo"));
        let people: i64 =
            bank.db.read_blocking(|conn| Ok(users::table.count().get_result(conn)?)).unwrap();
        assert_eq!(people, 0);
    }

    #[test]
    fn a_demo_that_was_interrupted_is_not_taken_for_a_whole_one() {
        let (_folder, bank) = bank();
        let begun = bank.db.write_blocking(|conn| settings::set_once(conn, STARTED, "1"));
        begun.unwrap();
        assert!(refusal(&bank).contains("interrupted"));
    }
}
