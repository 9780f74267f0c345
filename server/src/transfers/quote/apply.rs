//! What an application would take from the card and give to a unit of a program.

use shared::fault::FaultKind;
use shared::ids::QuoteId;
use shared::problem::Refusal;
use shared::programs::{Ask, Case, plan_application};
use shared::quantity::Credits;
use shared::transfers::{PASSWORD_FROM, Quote};
use shared::vocabulary::TransferKind;
use uuid::Uuid;

use super::Asked;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::programs::{hand, store as programs};
use crate::transfers::record::{Application, Offer, Part, Terms};
use crate::transfers::store;

/// Works out an application.
pub(super) fn offer(conn: &mut Conn, asked: &Asked<'_>, ask: Application) -> AppResult<Offer> {
    let row = programs::by_id(conn, ask.program_id)?;
    let row = row.ok_or_else(|| AppError::fault("/program_id", FaultKind::Unknown))?;
    let hand = hand::of_learner(conn, asked.learner)?;
    let applied = programs::applied(conn, &[asked.learner.to_string()])?;
    let applied = applied.get(&asked.learner).map(Vec::as_slice).unwrap_or_default();
    let (program, rulebook, on) = (&row.program, asked.rulebook, asked.today);
    let case = Case { program, applied, hand: &hand, rulebook, on };
    let wish = Ask { unit: &ask.unit, completions: &ask.completions, amount: ask.amount };
    let plan = plan_application(&case, &wish).map_err(Refusal::from)?;
    let network = store::network(conn)?;
    let decider = network.deciding(row.institution_id);
    let sum = Credits::total(plan.takings.iter().map(|taking| taking.amount))?;
    let quote = Quote {
        id: QuoteId(Uuid::now_v7()),
        kind: TransferKind::Apply,
        rulebook: rulebook.number.unwrap_or_default(),
        takes: plan.takes(),
        also_takes: plan.also_takes(),
        rule: plan.rule,
        rule_names: plan.rule_names,
        uses: plan.uses,
        gives: plan.gives,
        trace: plan.trace,
        automatic: false,
        needs_password: sum >= PASSWORD_FROM,
        valid_until: asked.valid_until,
        program: Some(plan.unit),
        completions: plan.completions,
        receiver: None,
        allowance: None,
        decider: decider.and_then(|id| network.get(id)).map(|place| place.code.clone()),
    };
    let parts = plan.takings.into_iter().map(|taking| Part {
        scheme: taking.scheme,
        amount: taking.amount,
        of: taking.of,
    });
    let terms = Terms::Redeem { parts: parts.collect(), institution: row.institution_id, ask };
    Ok(Offer { quote, decider: Some(row.institution_id), terms })
}
