//! The registry: what reviewers decide, and the records that administrators keep.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | queues | `/review`, `/review/escalated`, `/review/appeals` | `#tab-mine`, `#tab-escalated`, `#tab-appeals`, `#tab-awards`, `#queue [data-row={due,overdue}]`, `#more` |
//! | application | `/review/transfers/{id}` | `#applicant`, `#number`, `#status [data-status]`, `#takes`, `#gives`, `#share`, `#due`, `#too-early`, `#overdue`, `#appeal`, `#other-must`, `#counted [data-completion]`, `#requirements tr[data-row={group}]` with `data-met`, `#share-now`, `#history [data-event]`, `#approve`, `#reject` |
//! | approve | `/review/transfers/{id}/approve` | `#opinion`, `#confirm-approve` |
//! | reject | `/review/transfers/{id}/reject` | `#reason`, `[data-reason={place}]`, `#continue`; `#check`, `#check-reason`, `#confirm-reject`, `#change` |
//! | receipt | `/review/transfers/{id}/receipt` | `#receipt [data-status]`, `#receipt-number`, `#next` |
//! | certificates | `/review/awards`, `/review/awards/{id}`, `…/grant`, `…/decline` | `#award-status`, `#awards [data-row={status}]`; `[data-status]`, `#earned`, `#requirements tr[data-row={group}]`, `#grant`, `#decline`, `#certificate-number`, `#verification-code`; `#confirm-grant`; `#reason`, `#continue`, `#confirm-decline`; `#done` |
//! | two records | `/admin/learners` | `#card-number`, `#find-card`, `#id-type`, `#id-number`, `#find-document`, and the same with `other-` before; `#one`, `#other`, `#compare` |
//! | merge | `/admin/learners/{one}/{other}`, `/admin/learners/{kept}/merged` | `[data-learner]`, `#keep-{id}`, `#reason`, `#continue`, `#check-keep`, `#check-merge`, `#confirm-merge`; `#merged`, `#done` |
//! | programs | `/admin/programs` | `#program-search`, `#programs [data-row={code}]`, `#new-program` |
//! | program | `/admin/programs/new`, `/admin/programs/{id}` | an input's id is its JSON pointer with hyphens: `#code`, `#names-zh`, `#groups-0-min`, `#groups-0-units-0-credits`, `#groups-0-accepts-schemes-{scheme}`; `[data-do={add-group,remove-group,add-unit,remove-unit,add-course,remove-course}]`, `[data-sum={group}]`, `#sums [data-reached]`, `#sum-units`, `#sum-counts`, `#save`, `#saved`, `#problem`, `#stale`, `#read-newest` |
//! | institutions | `/admin/institutions` | `#institutions [data-code]` with `data-status` |
//! | institution | `/admin/institutions/{code}`, `…/close`, `…/reopen` | `#status [data-status]`, `#close`, `#reopen`; `#queue-to` with `data-heir`, `#confirm-close`, `#confirm-reopen`; `#done` |
//! | schemes | `/admin/schemes`, `/admin/schemes/new`, `/admin/schemes/{code}` | `#schemes [data-row={code}]`, `#new-scheme`; inputs by their pointers, `#save`, `#saved` |
//! | code tables | `/admin/codes`, `/admin/codes/{table}` | `#code-tables [data-row={table}]`; `[data-item={index}]`, `[data-do={add-code,remove-code}]`, `#save`, `#saved` |
//! | users | `/admin/users`, `/admin/users/new` | `#user-search`, `#users [data-row={username}]`, `#new-user`; inputs by their pointers, `#save`, `#saved` |
//! | audit | `/admin/audit`, `/admin/audit/{subject}` | `#subject`, `#show`, `#audit [data-row={action}]`, `#more` |

mod application;
mod audit;
mod awards;
mod code_tables;
mod deciding;
mod institutions;
mod merge;
mod parts;
mod place;
mod program;
mod program_fields;
mod programs;
mod queue;
mod record;
mod requirements;
mod schemes;
mod sums;
mod users;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::pages::not_found::not_found;
use crate::registry::place::Place;
use crate::routes::Route;
use crate::session::Session;

/// The program for reviewers and for administrators' records.
pub struct Registry;

impl Pages for Registry {
    fn page(route: Route, session: &Session) -> Html {
        let Some(place) = Place::of(&route.path()) else { return not_found(session.lang()) };
        match place {
            Place::Queue(queue) => screen!(queue::use_queue, of queue.to_owned()),
            Place::Application(id) => screen!(application::use_application_page, of id),
            Place::Approve(id) => screen!(deciding::use_approve_page, of id),
            Place::Reject(id) => screen!(deciding::use_reject_page, of id),
            Place::Decided(id) => screen!(deciding::use_decided_page, of id),
            Place::Awards => screen!(awards::use_awards),
            Place::Award(id) => screen!(awards::use_award_page, of id),
            Place::Grant(id) => screen!(awards::use_grant_page, of id),
            Place::Decline(id) => screen!(awards::use_decline_page, of id),
            Place::Learners => screen!(merge::use_learners),
            Place::Merge(one, other) => {
                screen!(merge::use_merge_page, of format!("{one} {other}"))
            }
            Place::Merged(id) => screen!(merge::use_merged_page, of id),
            Place::Programs => screen!(programs::use_programs),
            Place::Program(id) => screen!(program::use_program_page, of id),
            Place::Institutions => screen!(institutions::use_institutions_page),
            Place::Institution(code) => screen!(institutions::use_institution_page, of code),
            Place::Close(code) => screen!(institutions::use_close_page, of code),
            Place::Reopen(code) => screen!(institutions::use_reopen_page, of code),
            Place::Schemes => screen!(schemes::use_schemes_page),
            Place::Scheme(code) => screen!(schemes::use_scheme_page, of code),
            Place::CodeTables => screen!(code_tables::use_code_tables_page),
            Place::CodeTable(table) => screen!(code_tables::use_code_table_page, of table),
            Place::Users => screen!(users::use_users_page),
            Place::NewUser => screen!(users::use_new_user_page, of String::new()),
            Place::Audit(subject) => screen!(audit::use_audit, of subject),
        }
    }
}
