//! A person settles what the rules left open about a completion.

use shared::decisions::{DecideAnswer, DecisionCause, OpenQuestion};
use shared::ids::CompletionId;
use shared::lang::Text;
use shared::notices::NoticeKind;
use shared::problem::Refusal;
use shared::rules::{Choice, Decision, History, choose, decide};

use super::{Case, Panel, Ruled, Ruling};
use crate::completions::store::CompletionRow;
use crate::error::{AppResult, stored};
use crate::ledger::books::Books;
use crate::notices::store::NoticeRow;
use crate::rulebooks::cache::Editions;

impl Panel {
    pub(super) fn settle(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        completion: CompletionId,
        answer: &DecideAnswer,
        (by, reason): (&str, &str),
    ) -> AppResult<Ruled> {
        let learner = case.learner;
        let place = self.place(learner, completion)?;
        let row = self.row(learner, place)?;
        let mut history = History::default();
        let others = self.rows.get(&learner).into_iter().flatten();
        for other in others.filter(|other| other.id != row.id) {
            other.count_in(&mut history, &self.network)?;
        }
        let decision = self.answer(row, case.editions, &history, answer, (by, reason))?;
        let title = Text::same(&row.title);
        let ruling = Ruling { cause: DecisionCause::Decided, title: &title };
        let change = self.rule(books, learner, place, &decision, &ruling)?;
        let about = (decision.rulebook, reason);
        let at = books.now.naive_utc();
        self.notices.push(NoticeRow::new(learner, at, NoticeKind::Decided, about, &[change])?);
        let row = self.row(learner, place)?;
        Ok(Ruled { completion: Some(self.view(learner, row)?), changed: 1 })
    }

    fn answer(
        &self,
        row: &CompletionRow,
        editions: &Editions,
        history: &History,
        answer: &DecideAnswer,
        (by, reason): (&str, &str),
    ) -> AppResult<Decision> {
        let question = row.question.as_deref().map(stored::<OpenQuestion>).transpose()?;
        let facts = row.facts(&self.network)?;
        let earlier = history.attempts(&facts, &row.title_key);
        match (question, answer) {
            (Some(OpenQuestion::Clash), DecideAnswer::Rule(rule)) => {
                // By the rulebook that the rules clash in, whatever has been published since.
                let open: Decision = serde_json::from_str(&row.decision)?;
                let number = open.rulebook.ok_or(Refusal::NothingToDecide)?;
                let rulebook = editions.numbered(number).ok_or(Refusal::NothingToDecide)?;
                let (rule, by, reason) =
                    (rule.as_str().to_owned(), by.to_owned(), reason.to_owned());
                let choice = Choice { rule, by, reason };
                let chosen = choose(&rulebook, &facts, &earlier, history.counted(), choice)?;
                Ok(match open.identified() {
                    Some((by, reason)) => chosen.of_same_person(by, reason),
                    None => chosen,
                })
            }
            (Some(OpenQuestion::NameDiffers), DecideAnswer::SamePerson) => {
                let decision = match editions.in_force(facts.ended_on) {
                    Some(rulebook) => decide(&rulebook, &facts, &earlier, history.counted())?,
                    None => Decision::without_rulebook(facts.ended_on),
                };
                Ok(decision.of_same_person(by, reason))
            }
            _ => Err(Refusal::NothingToDecide.into()),
        }
    }
}
