//! New facts of a completion, read by its institution's grade scale.

use shared::corrections::AmendCompletion;
use shared::fault::{Fault, FaultKind};
use shared::institutions::GradeScale;
use shared::quantity::{Hours, Score};

use crate::clock;
use crate::completions::store::CompletionRow;
use crate::error::AppResult;

/// What shall be put right, with the score that its grade means.
#[derive(Clone, Debug)]
pub struct Amendment {
    form: AmendCompletion,
    score: Option<Score>,
}

impl Amendment {
    /// Checks what only the bank knows.
    ///
    /// # Errors
    /// `InTheFuture` at `/ended_on`, `UnknownGrade` at `/grade`.
    pub fn new(form: AmendCompletion, scale: &GradeScale) -> AppResult<Self> {
        let mut faults = Vec::new();
        if form.ended_on.is_some_and(|ended| ended > clock::today()) {
            faults.push(Fault::new("/ended_on", FaultKind::InTheFuture));
        }
        let score = form.grade.as_ref().map(|grade| scale.score(grade.as_str())).transpose();
        match score {
            Ok(score) if faults.is_empty() => Ok(Self { form, score }),
            Ok(_) => Err(faults.into()),
            Err(kind) => {
                faults.push(Fault::new("/grade", kind));
                Err(faults.into())
            }
        }
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.form.reason.as_str()
    }

    /// Writes it into a completion; what it does not name stays.
    ///
    /// # Errors
    /// `Broken`, should the evidence not serialise.
    pub fn write_into(&self, row: &mut CompletionRow) -> AppResult<()> {
        let form = &self.form;
        row.started_on = form.started_on.or(row.started_on);
        row.ended_on = form.ended_on.unwrap_or(row.ended_on);
        row.hours = form.hours.map_or(row.hours, Hours::hundredths);
        if let Some(grade) = &form.grade {
            row.grade = Some(grade.as_str().to_owned());
            row.score = self.score.map(Score::hundredths);
        }
        if let Some(declared) = form.declared_credits {
            row.declared_credits = Some(declared.hundredths());
        }
        if let Some(evidence) = &form.evidence {
            row.evidence = serde_json::to_string(evidence)?;
        }
        Ok(())
    }
}
