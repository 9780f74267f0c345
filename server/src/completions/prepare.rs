//! Prepares posted completions: finds school, course and person, checks what only the bank knows,
//! and matches the rules. Reads only, in bulk; nothing here moves credits.

use std::collections::HashMap;
use std::sync::Arc;

use shared::completions::{LearnerRef, PostCompletion};
use shared::courses::PostCourse;
use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::identity::CardNumber;
use shared::ids::{CompletionId, InstitutionId, LearnerId};
use shared::institutions::InstitutionCode;
use shared::rules::{CompletionFacts, IndexedRulebook, Worth, same_course_key, worth};
use shared::vocabulary::{CourseForm, Status};
use uuid::Uuid;

use crate::auth::Caller;
use crate::bank::codes_of;
use crate::batches::NewBatch;
use crate::clock;
use crate::courses::store::{self as courses, CourseRow, NewCourse};
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::idempotency::IdempotencyKey;
use crate::institutions::store::{self as institutions, InstitutionRow};
use crate::keys::Keys;
use crate::learners::store::{self as learners, NewLearner};
use crate::rulebooks::cache::Rulebooks;

/// A row as it was posted: a form, or what is wrong with it.
pub type PostedRow = Result<PostCompletion, Vec<Fault>>;

/// In whose name completions are posted.
pub enum Authority<'a> {
    /// A caller: their own institutions.
    Caller(&'a Caller),
    /// An institution named by the operator.
    Institution(&'a InstitutionCode),
    /// The operator, for all of them: each row names its own.
    Operator,
}

/// Whose completion it is.
#[derive(Clone, Debug)]
pub enum Who {
    /// Somebody with a card.
    Known(LearnerId),
    /// Somebody whom the bank meets for the first time, or was met by another row of this batch.
    New(Box<NewLearner>),
}

/// A completion that is ready to be recorded.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub id: CompletionId,
    pub institution: Arc<InstitutionRow>,
    pub who: Who,
    pub posted_name: Option<String>,
    pub post: PostCompletion,
    pub facts: CompletionFacts,
    pub new_course: Option<NewCourse>,
    pub rulebook: Option<Arc<IndexedRulebook>>,
    pub worth: Option<Worth>,
    pub key: Option<IdempotencyKey>,
    /// The batch that it is entered in, once it is created.
    pub batch: Option<NewBatch>,
}

/// Prepares rows, in order; a row that cannot be recorded says why, all of it.
///
/// # Errors
/// The database.
pub fn prepare(
    conn: &mut Conn,
    keys: &Keys,
    rulebooks: &Rulebooks,
    authority: &Authority<'_>,
    rows: Vec<PostedRow>,
) -> AppResult<Vec<Result<Prepared, Vec<Fault>>>> {
    let world = World::load(conn, keys, authority, &rows)?;
    let editions = rulebooks.editions(conn)?;
    let prepared = rows.into_iter().map(|row| {
        let placed = world.place(keys, row?)?;
        let rulebook = editions.in_force(placed.facts.ended_on);
        placed.under(rulebook)
    });
    Ok(prepared.collect())
}

/// What the rows refer to, found in a handful of queries.
struct World {
    today: chrono::NaiveDate,
    default_institution: Option<InstitutionCode>,
    institutions: HashMap<InstitutionCode, Arc<InstitutionRow>>,
    courses: HashMap<(InstitutionId, String), CourseRow>,
    by_document: HashMap<String, LearnerId>,
    by_card: HashMap<CardNumber, LearnerId>,
}

impl World {
    fn load(
        conn: &mut Conn,
        keys: &Keys,
        authority: &Authority<'_>,
        rows: &[PostedRow],
    ) -> AppResult<Self> {
        let posts: Vec<&PostCompletion> = rows.iter().filter_map(|row| row.as_ref().ok()).collect();
        let (reachable, default_institution) = reachable(conn, authority, &posts)?;
        let mut pairs = Vec::new();
        let mut digests = Vec::new();
        let mut cards = Vec::new();
        for post in &posts {
            let code = post.institution.as_ref().or(default_institution.as_ref());
            if let Some(institution) = code.and_then(|code| reachable.get(code)) {
                pairs.push((institution.id, post.course.code.as_str().to_owned()));
            }
            match &post.learner {
                LearnerRef::Document { document, .. } => {
                    digests.push(keys.document_digest(document));
                }
                LearnerRef::Card(number) => cards.push(number.clone()),
            }
        }
        let courses = courses::by_codes(conn, &pairs)?
            .into_iter()
            .map(|row| ((row.institution_id, row.code.clone()), row))
            .collect();
        Ok(Self {
            today: clock::today(),
            default_institution,
            institutions: reachable,
            courses,
            by_document: learners::find_by_digests(conn, &digests)?
                .into_iter()
                .map(|learner| (learner.digest, learner.id))
                .collect(),
            by_card: learners::by_card_numbers(conn, &cards)?
                .into_iter()
                .map(|card| (card.number, card.learner_id))
                .collect(),
        })
    }

    /// Finds what one row refers to.
    fn place(&self, keys: &Keys, post: PostCompletion) -> Result<Prepared, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |pointer: &str, kind| faults.push(Fault::new(pointer, kind));
        let institution = self.institution(post.institution.as_ref());
        if let Err(kind) = &institution {
            fault("/institution", kind.clone());
        }
        let who = self.who(keys, &post.learner);
        if who.is_none() {
            fault("/learner/card_number", FaultKind::Unknown);
        }
        if post.ended_on > self.today {
            fault("/ended_on", FaultKind::InTheFuture);
        }
        let scored = institution.as_ref().ok().zip(post.grade.as_ref());
        let score =
            scored.map(|(place, grade)| place.grade_scale.score(grade.as_str())).transpose();
        if let Err(kind) = &score {
            fault("/grade", kind.clone());
        }
        let course = institution.as_ref().ok().map(|place| self.course(place, &post));
        if matches!(course, Some(None)) {
            fault("/course/code", FaultKind::Unknown);
        }
        let (Ok(institution), Some(who), Ok(score), Some(Some(course))) =
            (institution, who, score, course)
        else {
            return Err(faults);
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Prepared {
            id: CompletionId(Uuid::now_v7()),
            posted_name: match &post.learner {
                LearnerRef::Document { name, .. } => Some(name.as_str().to_owned()),
                LearnerRef::Card(_) => None,
            },
            facts: facts(&institution, course.row(), &post, score),
            new_course: course.into_new(),
            institution,
            who,
            post,
            rulebook: None,
            worth: None,
            key: None,
            batch: None,
        })
    }

    fn institution(
        &self,
        named: Option<&InstitutionCode>,
    ) -> Result<Arc<InstitutionRow>, FaultKind> {
        let code = named.or(self.default_institution.as_ref()).ok_or(FaultKind::Required)?;
        let found = self.institutions.get(code).ok_or(FaultKind::Unknown)?;
        if found.status == Status::Active { Ok(Arc::clone(found)) } else { Err(FaultKind::Unknown) }
    }

    fn who(&self, keys: &Keys, learner: &LearnerRef) -> Option<Who> {
        match learner {
            LearnerRef::Card(number) => self.by_card.get(number).copied().map(Who::Known),
            LearnerRef::Document { document, name } => {
                let known = self.by_document.get(&keys.document_digest(document)).copied();
                Some(known.map_or_else(
                    || Who::New(Box::new(NewLearner::new(keys, document, name.as_str()))),
                    Who::Known,
                ))
            }
        }
    }

    /// The course of the catalogue, or a new one when the row says enough to enter it.
    fn course(&self, place: &InstitutionRow, post: &PostCompletion) -> Option<PlacedCourse> {
        let code = post.course.code.as_str();
        if let Some(row) = self.courses.get(&(place.id, code.to_owned())) {
            return Some(PlacedCourse::Known(row.clone()));
        }
        let title = post.course.title.clone()?;
        let category = post.course.category.clone();
        let entered = PostCourse {
            institution: None,
            code: post.course.code.clone(),
            title,
            category: category.or_else(|| Line::new("general").ok())?,
            form: post.course.form.unwrap_or(CourseForm::Classroom),
            level: post.course.level.clone(),
            hours: post.hours,
            declared_credits: post.declared_credits,
            status: Status::Active,
        };
        Some(PlacedCourse::New(CourseRow::new(place.id, entered)))
    }
}

enum PlacedCourse {
    Known(CourseRow),
    New(NewCourse),
}

impl PlacedCourse {
    const fn row(&self) -> &CourseRow {
        match self {
            Self::Known(row) | Self::New(row) => row,
        }
    }

    fn into_new(self) -> Option<NewCourse> {
        match self {
            Self::Known(_) => None,
            Self::New(row) => Some(row),
        }
    }
}

fn facts(
    institution: &InstitutionRow,
    course: &CourseRow,
    post: &PostCompletion,
    score: Option<shared::quantity::Score>,
) -> CompletionFacts {
    CompletionFacts {
        institutions: codes_of(&institution.path).iter().map(ToString::to_string).collect(),
        institution_kind: institution.kind,
        course_code: course.code.clone(),
        title: course.title.clone(),
        category: course.category.clone(),
        form: course.form,
        level: course.level.clone(),
        hours: post.hours,
        score,
        declared_credits: post.declared_credits,
        ended_on: post.ended_on,
    }
}

impl Prepared {
    fn under(mut self, rulebook: Option<Arc<IndexedRulebook>>) -> Result<Self, Vec<Fault>> {
        if let Some(rulebook) = &rulebook {
            let found = worth(rulebook, &self.facts);
            let overflow = |_| vec![Fault::new("/hours", FaultKind::OutOfRange)];
            self.worth = Some(found.map_err(overflow)?);
        }
        self.rulebook = rulebook;
        Ok(self)
    }

    /// The school's own number.
    #[must_use]
    pub fn external_id(&self) -> String {
        self.post.external_id.as_str().to_owned()
    }

    /// What tells the same course under another spelling.
    #[must_use]
    pub fn title_key(&self) -> String {
        same_course_key(&self.facts.title)
    }
}

type Reachable = HashMap<InstitutionCode, Arc<InstitutionRow>>;

/// The institutions that the rows may name, and the one that is meant when a row names none.
fn reachable(
    conn: &mut Conn,
    authority: &Authority<'_>,
    posts: &[&PostCompletion],
) -> AppResult<(Reachable, Option<InstitutionCode>)> {
    let mut codes: Vec<InstitutionCode> =
        posts.iter().filter_map(|post| post.institution.clone()).collect();
    let default = match authority {
        Authority::Institution(code) => Some((*code).clone()),
        Authority::Operator => None,
        Authority::Caller(caller) => match caller.grants() {
            [grant] => codes_of(&grant.path).into_iter().next(),
            _ => None,
        },
    };
    codes.extend(default.clone());
    codes.sort_unstable();
    codes.dedup();
    let may = |row: &InstitutionRow| match authority {
        Authority::Caller(caller) => caller.reaches(&row.path),
        Authority::Institution(code) => row.code == **code,
        Authority::Operator => true,
    };
    let found = institutions::by_codes(conn, &codes)?
        .into_iter()
        .filter(may)
        .map(|row| (row.code.clone(), Arc::new(row)))
        .collect();
    Ok((found, default))
}
