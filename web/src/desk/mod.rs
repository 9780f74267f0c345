//! The desk: rules, what they would change, and what they leave open, for administrators and, to
//! read, auditors.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | rulebooks | `/admin/rulebooks` | `#rulebooks [data-row={id}]`, `[data-status]`, `#new-draft`, `#rules-file`, `#upload` |
//! | rulebook | `/admin/rulebooks/{id}` | `#status [data-status]`, `#author`, `#steps`, `#check`, `#impact`, `#to-publish`, `#effective-from`, `#note`, `#save-head`, `#submit`, `#withdraw`, `#go-publish`, `#discard` then `#discard-sure`, `#retire` then `#reason` and `#retire-sure`, `#keep`, `#differences`, `#download`, `#copy`, `#rule-search`, `#recognition`, `#equivalence`, `#caps`, `#gifts`, `[data-row={code}]`, `[data-add={list}]`, `#more-{list}`, `#up-{code}` and `#down-{code}` of a cap, `#moved`, `#re-evaluation [data-progress]` |
//! | rule | `/admin/rulebooks/{id}/rules/{list}/{code}` or `…/new` | an input's id is its JSON pointer with hyphens: `#code`, `#priority`, `#names-zh`, `#when-min-hours`, `#when-institution-kinds-{kind}`, `#award-scheme`, `#award-method`, `#award-method-per-hours`, `#by-amount-ratio`, `#limit-credits`; `#exchange`, `[data-node={course,all_of,any_of}]`, `[data-grant]`, `[data-do={add-institution,add-course,add-group,add-grant,remove}]`; `#sentence-zh`, `#sentence-en`, `#not-yet` with `data-faults`, `#save-rule`, `#saved`, `#stale` and `#read-newest`, `#problem`, `#remove-rule` then `#remove-rule-sure` |
//! | its try-it panel | | `#try-it`, `#try-completion`, `#try-institution`, `#try-institution-kind`, `#try-course-code`, `#try-category`, `#try-level`, `#try-form`, `#try-hours`, `#try-score`, `#try-declared-credits`, `#try-counted`, `#try-ended-on`, `#try-amount`, `#try-scheme`; `#try-courses-{place}-{institution,code,score}`, `[data-do={add-held,remove-held}]`, `#try-draft`, `[data-worth={given,needs_decision}]` with `[data-rules]` and `[data-credits]` inside; `#try-outcome` with `data-outcome`, `data-credits`, `data-rules`; the measure `try-it` of the User Timing API |
//! | findings | `/admin/rulebooks/{id}/findings` | `#errors`, `#warnings`, `#kind`, `#find`, `#findings`, `[data-finding={code}]` with `data-rules`, inside it `[data-rule={code}]`, `[data-edit={code}]`, `[data-try={code}]`; `#check-again`, `#more` |
//! | impact | `/admin/rulebooks/{id}/impact` | `#since`, `#simulate`, `#simulating`, `#stale`, `#impact-totals`, `#total-changed`, `#total-gainers`, `#total-losers`, `#total-undecided`, `tr[data-row={key}]`, `#largest`, `#more` |
//! | difference | `/admin/rulebooks/{id}/difference/{from}` | `#compare-with`, `#changes`, `[data-change={added,removed,changed}]` with `data-rule` |
//! | publish | `/admin/rulebooks/{id}/publish` | `#mode-from_now`, `#mode-re_evaluate`, `#note`, `#accept-all`, `#accept-each`, `#accept-reason`, `[data-accept="A B"]`, `#continue`; `#check-mode`, `#publish`, `#change`; `#blocked`; `#published` with `data-number`, `[data-progress]` |
//! | decisions | `/admin/decisions`, `/admin/decisions/{completion}` | `#question`, `#undecided [data-row={clash,name_differs}]`; `.side[data-rule]` with `data-credits`, `#rule-{code}`, `#posted-name`, `#recorded-name`, `#reason`, `#decide`, `#decided`, `#past-decisions [data-cause]` |
//! | ledger | `/ledger` | `#run`, `#ledger-verdict` with `data-faults` |
//! | statistics | `/admin/statistics` | `#table`, `#period`, `#institution`, `#figure-shown`, `#statistics` with `data-table`, `[data-total={column}]`, `#figures` with its `svg`, `table`, `[data-save=csv]`; `#print` |

mod acceptance;
mod decisions;
mod difference;
mod editor;
mod finding_text;
mod findings;
mod impact;
mod ledger;
mod parts;
mod place;
mod publish;
mod rulebook;
mod rulebook_actions;
mod rulebooks;
mod statistics;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::desk::place::Place;
use crate::pages::not_found::not_found;
use crate::routes::Route;
use crate::session::Session;

/// The program for those who work on rules and decisions.
pub struct Desk;

impl Pages for Desk {
    fn page(route: Route, session: &Session) -> Html {
        let Some(place) = Place::of(&route.path()) else { return not_found(session.lang()) };
        match place {
            Place::Rulebooks => screen!(rulebooks::use_rulebooks),
            Place::Rulebook(id) => screen!(rulebook::use_rulebook_page, of id),
            Place::Findings(id) => screen!(findings::use_findings_page, of id),
            Place::Impact(id) => screen!(impact::use_impact_page, of id),
            Place::Difference(id, from) => {
                screen!(difference::use_difference_page, of format!("{id} {from}"))
            }
            Place::Publish(id) => screen!(publish::use_publish, of id),
            Place::Decisions => screen!(decisions::use_decisions),
            Place::Decide(id) => screen!(decisions::use_decide, of id),
            Place::Ledger => screen!(ledger::use_ledger),
            Place::Statistics => screen!(statistics::use_statistics),
            // The editor's page is on another program's page.
            Place::Rule(..) => not_found(session.lang()),
        }
    }
}

/// The program for those who change a rule.
pub struct Editor;

impl Pages for Editor {
    fn page(route: Route, session: &Session) -> Html {
        match Place::of(&route.path()) {
            Some(Place::Rule(id, list, code)) => {
                screen!(editor::use_editor_page, of format!("{id} {list} {code}"))
            }
            _ => not_found(session.lang()),
        }
    }
}
