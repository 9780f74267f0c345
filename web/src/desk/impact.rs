//! What a draft would change: for how many, by how much, and for whom most.

use shared::ids::SchemeCode;
use shared::lang::Lang;
use shared::quantity::Credits;
use shared::rulebooks::{Progress, Simulation};
use shared::rules::{Impact, ImpactLine, LargeChange};
use yew::prelude::*;

use crate::api::desk as calls;
use crate::components::actions::send;
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, p, rows, section, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::desk::parts::{may_write, more_of, use_kept, use_polling, way};
use crate::desk::place::Place;
use crate::form::{Slot, Values};
use crate::format;
use crate::i18n::{Words, common, desk as text, resident};
use crate::load::{use_load, use_task};
use crate::names::{Institutions, Schemes, use_institutions, use_schemes};
use crate::session::use_session;

const SINCE: Slot = Slot::new("since", "/since", text::SINCE).hint(text::SINCE_HINT);

/// How many of the largest changes are shown before one asks for more.
const STEP: usize = 10;

/// What names the keys of the tables.
struct Names<'a> {
    schemes: &'a Schemes,
    institutions: Option<&'a Institutions>,
    lang: Lang,
}

impl Names<'_> {
    fn scheme(&self, code: &str) -> String {
        if code.is_empty() {
            return text::NO_CREDITS.get(self.lang).to_owned();
        }
        let known = code.parse::<SchemeCode>();
        known.map_or_else(|_| code.to_owned(), |code| self.schemes.name(&code, self.lang))
    }

    fn institution(&self, code: &str) -> String {
        match (self.institutions, code.parse()) {
            (Some(all), Ok(known)) => all.name(&known, self.lang),
            _ => code.to_owned(),
        }
    }
}

#[hook]
pub fn use_impact_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let task = use_task();
    let count = use_state(|| STEP);
    let loaded = {
        let id = props.id.clone();
        use_load(id.clone(), move || calls::simulation(&id))
    };
    let kept = use_kept(loaded);
    let simulation = kept.ready().and_then(|kept| (**kept).clone());
    let running = simulation.as_ref().is_some_and(|it| it.status == Progress::Running);
    let round = simulation.as_ref().map_or(0, |it| it.done);
    let at = browser_time();
    use_polling(running, format!("{round} {at}"), kept.again.clone());
    let onsend = {
        let (task, id, again) = (task.clone(), props.id.clone(), kept.again.clone());
        Callback::from(move |values: Values| {
            let again = again.clone();
            task.run(calls::simulate(&id, values.day(SINCE)), move |_| again.emit(()));
        })
    };
    let shown = view(&kept, |found| match found {
        Some(it) => {
            let institutions = institutions.ready().map(|all| &**all);
            result(it, &Names { schemes: &schemes, institutions, lang }, &count)
        }
        None => empty(text::NOT_SIMULATED.get(lang), Html::default()),
    });
    let name = if simulation.is_some() { text::SIMULATE_AGAIN } else { text::SIMULATE };
    let start = may_write(&session).then(|| {
        let fields = all([
            Field::new(SINCE, Kind::Day).optional().view(&task, lang),
            actions([send("simulate", name, &task, lang)]),
        ]);
        form(&task, &[SINCE], onsend, "search", fields)
    });
    let back = actions([way(&Place::Rulebook(props.id.clone()), text::TO_BOOK.get(lang))]);
    let inside = all([start.unwrap_or_default(), shown, back]);
    page(text::IMPACT_TITLE.get(lang), text::IMPACT_LEAD.get(lang), Width::Wide, inside)
}

/// Something that differs at each drawing, so that the next question is asked after each answer.
fn browser_time() -> i64 {
    crate::browser::now().timestamp_millis()
}

fn result(it: &Simulation, names: &Names<'_>, shown: &UseStateHandle<usize>) -> Html {
    let lang = names.lang;
    match (it.status, &it.impact) {
        (Progress::Running, _) => {
            let numbers = [it.done.to_string(), it.total.to_string()];
            let words = text::SIMULATING.fill(lang, &[&numbers[0], &numbers[1]]);
            html! {
                <div class="progress" role="status" id="simulating">
                    { p("", words) }
                    <progress max={it.total.max(1).to_string()} value={it.done.to_string()} />
                </div>
            }
        }
        (Progress::Done, Some(impact)) => {
            let stale = it.stale.then(|| {
                let detail = p("", text::STALE_DETAIL.get(lang));
                let inside = notice(Tone::Careful, text::STALE.get(lang), detail);
                html! { <div id="stale">{ inside }</div> }
            });
            let at = format::moment(it.finished_at.unwrap_or(it.started_at), lang);
            let computed = text::COMPUTED_AT.fill(lang, &[&at, &format::day(impact.since, lang)]);
            all([
                stale.unwrap_or_default(),
                p("hint", computed),
                totals(impact, lang),
                table(text::BY_SCHEME, resident::SCHEME, &impact.schemes, lang, |code| {
                    names.scheme(code)
                }),
                table(
                    text::BY_INSTITUTION,
                    common::INSTITUTION,
                    &impact.institutions,
                    lang,
                    |code| names.institution(code),
                ),
                table(text::BY_AGE, text::AGE, &impact.age_bands, lang, str::to_owned),
                largest(&impact.largest, names, shown),
            ])
        }
        _ => notice(Tone::Careful, text::FAILED.get(lang), Html::default()),
    }
}

fn totals(it: &Impact, lang: Lang) -> Html {
    let figures = [
        ("total-completions", text::COMPLETIONS, it.completions),
        ("total-people", text::PEOPLE, it.people),
        ("total-changed", text::CHANGED, it.changed),
        ("total-gainers", text::GAINERS, it.gainers),
        ("total-losers", text::LOSERS, it.losers),
        ("total-undecided", text::NEWLY_UNDECIDED, it.newly_undecided),
        ("total-recognised", text::NEWLY_RECOGNISED, it.newly_recognised),
        ("total-lost", text::NO_LONGER, it.no_longer_recognised),
    ];
    html! {
        <dl class="counts" id="impact-totals">
            { for figures.into_iter().map(|(id, name, number)| html! {
                <div {id}><dt>{ name.get(lang) }</dt><dd class="figures">{ number }</dd></div>
            }) }
        </dl>
    }
}

fn table(
    title: Words,
    key: Words,
    lines: &[ImpactLine],
    lang: Lang,
    name: impl Fn(&str) -> String,
) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let heads = [
        text::COMPLETIONS,
        text::CHANGED,
        text::GAINERS,
        text::LOSERS,
        text::NEWLY_UNDECIDED,
        text::BEFORE,
        text::AFTER,
        text::DIFFERENCE,
    ];
    let row = |it: &ImpactLine| {
        let cells = [
            it.completions.to_string(),
            it.changed.to_string(),
            it.gainers.to_string(),
            it.losers.to_string(),
            it.newly_undecided.to_string(),
            it.before.to_string(),
            it.after.to_string(),
            signed(it.difference),
        ];
        let cells = cells.into_iter().zip(heads);
        html! {
            <tr data-row={it.key.clone()}>
                <th scope="row">{ name(&it.key) }</th>
                { for cells.map(|(cell, head)| html! {
                    <td class="figures" data-name={head.get(lang)}>{ cell }</td>
                }) }
            </tr>
        }
    };
    let inside = html! {
        <table class="figures-table">
            <thead><tr>
                <th scope="col">{ key.get(lang) }</th>
                { for heads.iter().map(|head| html! { <th scope="col">{ head.get(lang) }</th> }) }
            </tr></thead>
            <tbody>{ for lines.iter().map(row) }</tbody>
        </table>
    };
    section(title.get(lang), inside)
}

fn signed(amount: Credits) -> String {
    if amount.is_zero() { amount.to_string() } else { format::signed(amount) }
}

fn largest(changes: &[LargeChange], names: &Names<'_>, shown: &UseStateHandle<usize>) -> Html {
    let lang = names.lang;
    if changes.is_empty() {
        return p("", text::NO_CHANGES.get(lang));
    }
    let row = |it: &LargeChange| {
        let of = |outcome: shared::rules::Outcome, rules: &[String], credits: Credits| {
            format!("{} {credits} {}", outcome.label(lang), rules.join(" "))
        };
        let before = of(it.outcome_before, &it.rules_before, it.before);
        let after = of(it.outcome_after, &it.rules_after, it.after);
        let scheme = it.scheme.as_ref().map(|scheme| names.schemes.name(scheme, lang));
        let notes = [
            names.institution(&it.institution),
            format::day(it.ended_on, lang),
            it.card_number.clone(),
            scheme.unwrap_or_default(),
        ];
        let notes: Vec<&str> =
            notes.iter().map(String::as_str).filter(|note| !note.is_empty()).collect();
        let row = Row {
            title: Html::from(&it.course),
            amount: span("figures", signed(it.difference)),
            note: notes.join(" · "),
            after: span("row-change", format!("{before} → {after}")),
        };
        row.item(it.completion_id.to_string(), None, it.difference.to_string())
    };
    let list = rows("largest", "rows", changes.iter().take(**shown).map(row));
    let more = more_of(shown, STEP, changes.len(), lang);
    section(text::LARGEST.get(lang), all([list, more]))
}
