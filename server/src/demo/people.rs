//! The residents of the district, and everyone who signs in.
//!
//! Nobody here is real: but for the specimen number that GB 11643 prints, all numbers lie in a
//! region, 990101, that no number is issued for.

use anyhow::Context;
use chrono::{Datelike, Duration, NaiveDate};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};
use shared::fields::Line;
use shared::identity::{IdDocument, IdType, ResidentId, Sex};
use shared::ids::LearnerId;
use shared::lang::Lang;
use shared::vocabulary::Role;

use super::network::Network;
use super::{Admins, checked};
use crate::accounts::service::{NewUser, add_user};
use crate::db::Conn;
use crate::error::AppResult;
use crate::keys::Keys;
use crate::learners::store::{self as learners, NewLearner};

/// How many residents the district has.
pub(super) const RESIDENTS: usize = 300;

/// The first so many residents have an account; the others have not claimed their cards yet.
pub(super) const CLAIMED: usize = 60;

/// A resident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub document: IdDocument,
    pub name: Line<64>,
    /// The name to sign in with, for those who have an account.
    pub username: Option<String>,
    pub street: Street,
    pub bent: Bent,
}

/// The streets of the district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Street {
    First,
    Second,
    Third,
    Fourth,
}

impl Street {
    const fn name(self) -> &'static str {
        match self {
            Self::First => "一街道",
            Self::Second => "二街道",
            Self::Third => "三街道",
            Self::Fourth => "四街道",
        }
    }
}

/// Where people live: most in the first street, which has the most places to learn.
const STREETS: [Street; 8] = {
    use Street as S;
    [S::First, S::First, S::First, S::First, S::Second, S::Second, S::Third, S::Fourth]
};

/// What somebody learns most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bent {
    Community,
    Senior,
    Vocational,
}

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹",
    "袁", "邓", "许", "傅", "沈", "曾", "彭", "欧阳",
];
const WOMEN: [&str; 28] = [
    "秀兰", "桂英", "玉珍", "淑芬", "丽华", "美芳", "凤英", "春梅", "慧敏", "雅琴", "惠芳", "金娣",
    "月娥", "素珍", "佩华", "根妹", "翠英", "爱华", "静", "敏", "红", "丽", "玉兰", "雪琴", "建芳",
    "文娟", "宝珠", "兰芳",
];
const MEN: [&str; 28] = [
    "建国", "志强", "国华", "永康", "德明", "卫东", "家明", "伟民", "金根", "阿根", "宝生", "建华",
    "福生", "文斌", "立新", "海平", "明", "伟", "强", "军", "勇", "国平", "志明", "正华", "振华",
    "耀祖", "荣生", "林生",
];

/// Draws the residents. The first two are those whom the demo's guests sign in as.
pub(super) fn draw(rng: &mut StdRng) -> anyhow::Result<Vec<Person>> {
    let mut people = vec![
        Person {
            document: checked(IdDocument::new(IdType::ResidentId, "11010519491231002X"))?,
            name: checked(Line::new("王秀兰"))?,
            username: Some("resident".to_owned()),
            street: Street::First,
            bent: Bent::Senior,
        },
        Person {
            document: document(NaiveDate::from_ymd_opt(1963, 5, 12), 1)?,
            name: checked(Line::new("李建国"))?,
            username: Some("resident2".to_owned()),
            street: Street::Second,
            bent: Bent::Vocational,
        },
    ];
    for number in people.len()..RESIDENTS {
        people.push(person(rng, number)?);
    }
    Ok(people)
}

fn person(rng: &mut StdRng, number: usize) -> anyhow::Result<Person> {
    let sex = if rng.random_ratio(3, 5) { Sex::Female } else { Sex::Male };
    let born = birth(rng);
    let order = u32::try_from(number)? * 2 + u32::from(sex == Sex::Male);
    let given = if sex == Sex::Female { &WOMEN } else { &MEN };
    let name = format!("{}{}", pick(rng, &SURNAMES), pick(rng, given));
    let young = born.is_some_and(|day| day.year() >= 1962);
    let bent = match rng.random_range(0..10) {
        0..4 => Bent::Community,
        4..8 if !young => Bent::Senior,
        _ => Bent::Vocational,
    };
    Ok(Person {
        document: document(born, order)?,
        name: checked(Line::new(&name))?,
        username: (number < CLAIMED).then(|| format!("resident{}", number + 1)),
        street: pick(rng, &STREETS),
        bent,
    })
}

/// From 1940 to 1975, most of them in the middle.
fn birth(rng: &mut StdRng) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1940, 1, 1)?;
    let half = 18 * 365;
    Some(first + Duration::days(rng.random_range(0..half) + rng.random_range(0..half)))
}

/// The number of the resident who was the so-maniest born that day: odd for men.
fn document(born: Option<NaiveDate>, order: u32) -> anyhow::Result<IdDocument> {
    let born = born.context("a birth date that no calendar has")?;
    let body = format!("990101{}{order:03}", born.format("%Y%m%d"));
    let id = checked(ResidentId::from_body(&body))?;
    checked(IdDocument::new(IdType::ResidentId, id.as_str()))
}

/// One of several things, which are never none.
pub(super) fn pick<T: Copy>(rng: &mut impl Rng, things: &[T]) -> T {
    *things.choose(rng).expect("the lists of the demo are not empty")
}

/// Enters the residents with their cards; answers their ids in the same order.
pub(super) fn add(conn: &mut Conn, keys: &Keys, people: &[Person]) -> AppResult<Vec<LearnerId>> {
    let new: Vec<NewLearner> = people
        .iter()
        .map(|person| {
            let mut new = NewLearner::new(keys, &person.document, person.name.as_str());
            new.street = Some(person.street.name().to_owned());
            new
        })
        .collect();
    learners::insert_many(conn, &new)?;
    Ok(new.into_iter().map(|learner| learner.id).collect())
}

/// Gives residents their accounts, confirmed as at a counter, so that their cards are active.
pub(super) fn add_accounts(
    conn: &mut Conn,
    password_hash: &str,
    people: &[Person],
    learners: &[LearnerId],
) -> AppResult<()> {
    for (person, learner) in people.iter().zip(learners) {
        let Some(username) = &person.username else { continue };
        let user = NewUser {
            username: username.clone(),
            name: person.name.as_str().to_owned(),
            learner: Some(*learner),
            confirmed: true,
            ..staff(password_hash, Role::Resident)
        };
        let user = add_user(conn, user)?;
        learners::confirm(conn, *learner, user)?;
    }
    Ok(())
}

/// Enters those who work for an institution or for the bank; answers the administrators.
pub(super) fn add_staff(
    conn: &mut Conn,
    password_hash: &str,
    network: &Network,
) -> AppResult<Admins> {
    let mut add = |username: &str, name: &str, role, at: Option<&str>| {
        let user = NewUser {
            username: username.to_owned(),
            name: name.to_owned(),
            institution: at.and_then(|code| network.get(code)).map(|row| row.id),
            ..staff(password_hash, role)
        };
        add_user(conn, user)
    };
    add("clerk", "社区学校教务", Role::Clerk, Some("HP-CS1"))?;
    add("reviewer", "职业学校审核", Role::Reviewer, Some("HP-VS1"))?;
    add("auditor", "审计", Role::Auditor, None)?;
    Ok(Admins {
        author: add("admin", "学分银行管理员", Role::Admin, None)?,
        publisher: add("admin2", "学分银行副管理员", Role::Admin, None)?,
    })
}

fn staff(password_hash: &str, role: Role) -> NewUser {
    NewUser {
        username: String::new(),
        name: String::new(),
        password_hash: password_hash.to_owned(),
        role,
        institution: None,
        learner: None,
        confirmed: false,
        phone: None,
        language: Lang::Zh,
    }
}
