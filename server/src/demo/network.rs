//! The district's institutions, and the schemes of its credits.
//!
//! Invariant: whoever stands above another stands before it in the list.

use std::collections::BTreeMap;

use anyhow::Context;
use shared::identity::SocialCreditCode;
use shared::institutions::{GradeScale, PostInstitution};
use shared::lang::Text;
use shared::schemes::Scheme;
use shared::vocabulary::{InstitutionKind, Status};

use super::checked;
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::etag::Versioned;
use crate::institutions::store::{self as institutions, InstitutionRow};
use crate::schemes::store as schemes;

/// Institutions by code.
pub(super) type Network = BTreeMap<&'static str, InstitutionRow>;

struct Place {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    kind: InstitutionKind,
    above: Option<&'static str>,
}

const fn place(
    code: &'static str,
    above: Option<&'static str>,
    kind: InstitutionKind,
    zh: &'static str,
    en: &'static str,
) -> Place {
    Place { code, zh, en, kind, above }
}

const PLACES: [Place; 17] = {
    use InstitutionKind as K;
    let college = Some("HP-CC");
    [
        place("HP-CC", None, K::CommunityCollege, "区社区学院", "District Community College"),
        place("HP-CS1", college, K::CommunitySchool, "一街道社区学校", "First Street School"),
        place("HP-CS2", college, K::CommunitySchool, "二街道社区学校", "Second Street School"),
        place("HP-CS3", college, K::CommunitySchool, "三街道社区学校", "Third Street School"),
        place("HP-CS4", college, K::CommunitySchool, "四街道社区学校", "Fourth Street School"),
        place("HP-CB1", Some("HP-CS1"), K::CommunityBranch, "一街道东分校", "First Street East"),
        place("HP-CB2", Some("HP-CS1"), K::CommunityBranch, "一街道西分校", "First Street West"),
        place("HP-CB3", Some("HP-CS2"), K::CommunityBranch, "二街道分校", "Second Street Branch"),
        place("HP-TP1", Some("HP-CB1"), K::TeachingPoint, "第一居民区教学点", "Teaching Point 1"),
        place("HP-TP2", Some("HP-CB1"), K::TeachingPoint, "第二居民区教学点", "Teaching Point 2"),
        place("HP-TP3", Some("HP-CB2"), K::TeachingPoint, "第三居民区教学点", "Teaching Point 3"),
        place("HP-TP4", Some("HP-CB3"), K::TeachingPoint, "第四居民区教学点", "Teaching Point 4"),
        place("HP-SC", None, K::SeniorCollege, "区老年大学", "District Senior College"),
        place("HP-VS1", None, K::VocationalSchool, "区商贸职业学校", "School of Trade and Care"),
        place("HP-VS2", None, K::VocationalSchool, "区工程职业学校", "School of Engineering"),
        place("HP-GS", None, K::GeneralSchool, "区成人中学", "Secondary School for Adults"),
        place("HP-OU", None, K::OpenUniversity, "开放大学区分校", "Open University, District"),
    ]
};

/// Enters the institutions.
pub(super) fn add(conn: &mut Conn) -> AppResult<Network> {
    let mut network = Network::new();
    for (place, number) in PLACES.iter().zip(1..) {
        let above = place.above.and_then(|code| network.get(code));
        let row = InstitutionRow::new(place.posted(number)?, above);
        institutions::insert(conn, &row)?;
        network.insert(place.code, row);
    }
    Ok(network)
}

impl Place {
    fn posted(&self, number: u32) -> anyhow::Result<PostInstitution> {
        // Region 990000 is nobody's: the codes pass the check and belong to no one.
        let credit_code = SocialCreditCode::from_body(&format!("12990000DEM00{number:04}"));
        Ok(PostInstitution {
            code: checked(self.code.parse())?,
            names: Text::new(self.zh, self.en),
            kind: self.kind,
            parent: self.above.map(|code| checked(code.parse())).transpose()?,
            credit_code: Some(checked(credit_code)?),
            grade_scale: GradeScale::default(),
            status: Status::Active,
        })
    }
}

/// Code, names, hours for a credit, months of validity.
const SCHEMES: [(&str, &str, &str, &str, Option<u32>); 7] = [
    ("community", "社区教育学分", "Community credits", "16", Some(24)),
    ("senior", "老年教育学分", "Senior credits", "16", Some(60)),
    ("vocational", "职业教育学分", "Vocational credits", "18", None),
    ("general", "普通教育学分", "General education credits", "18", None),
    ("higher", "学历继续教育学分", "Higher education credits", "16", Some(96)),
    ("training", "职业培训学分", "Training credits", "18", Some(36)),
    ("activity", "学习积分", "Learning points", "1", Some(12)),
];

/// Enters the schemes. Only learning points pass from card to card.
pub(super) fn add_schemes(conn: &mut Conn) -> AppResult<()> {
    for (code, zh, en, hours, validity_months) in SCHEMES {
        let scheme = Scheme {
            code: checked(code.parse())?,
            names: Text::new(zh, en),
            hours_per_credit: checked(hours.parse())?,
            validity_months,
            transferable: code == "activity",
        };
        let written = schemes::insert(conn, &Versioned { value: scheme, revision: 1 })?;
        written.then_some(()).context("the demo names a scheme twice")?;
    }
    Ok(())
}
