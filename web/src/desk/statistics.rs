//! Statistics: a table that is chosen, for a time and an institution, as a chart and in figures.

use shared::lang::Lang;
use shared::month::Month;
use shared::statistics::{FEWEST, Line, NOT_GIVEN, Statistics, StatisticsTable};
use yew::prelude::*;

use crate::api::desk as calls;
use crate::components::actions::print_button;
use crate::components::chart::{Band, Bar, Table, bars, columns, figure, flow, use_space};
use crate::components::field::select;
use crate::components::markup::{actions, all, maybe, p};
use crate::components::page::{Width, page};
use crate::components::states::view;
use crate::form::Slot;
use crate::format;
use crate::http::Coming;
use crate::i18n::{chart, statistics as text};
use crate::load::{use_kept, use_load, use_task};
use crate::names::{Institutions, institutions};
use crate::session::use_lang;

const TABLE: Slot = Slot::new("table", "/table", text::TABLE);
const PERIOD: Slot = Slot::new("period", "/from", text::PERIOD);
const INSTITUTION: Slot = Slot::new("institution", "/institution", text::INSTITUTION);
const FIGURE: Slot = Slot::new("figure-shown", "/figure", text::FIGURE);

/// The widest that a chart is drawn, in pixels.
const CHART_WIDTH: i64 = 900;

/// Years of the calendar to choose from.
const YEARS: i32 = 4;

/// What is asked for; the period is `from to`.
#[derive(Clone, PartialEq)]
struct Ask {
    table: StatisticsTable,
    period: String,
    institution: String,
    column: usize,
}

#[hook]
pub fn use_statistics() -> Html {
    let lang = use_lang();
    let task = use_task();
    let space = use_space(CHART_WIDTH);
    let known = use_load(String::new(), || Coming::of(institutions()));
    let periods = periods(lang);
    let ask = {
        let period = periods.first().map(|(value, _)| value.clone()).unwrap_or_default();
        let table = StatisticsTable::ByInstitution;
        use_state(move || Ask { table, period, institution: String::new(), column: 0 })
    };
    let found = {
        let wanted = (*ask).clone();
        let key = format!("{} {} {}", wanted.table, wanted.period, wanted.institution);
        use_load(key, move || {
            let (from, to) = wanted.period.split_once(' ').unwrap_or_default();
            calls::statistics(wanted.table, from, to, &wanted.institution)
        })
    };
    let found = use_kept(found);
    let change = |to: fn(&mut Ask, String)| {
        let ask = ask.clone();
        Callback::from(move |value: String| {
            let mut next = (*ask).clone();
            to(&mut next, value);
            ask.set(next);
        })
    };
    let tables = StatisticsTable::ALL.iter();
    let tables = tables.map(|it| (it.to_string(), it.label(lang).to_owned())).collect();
    let by_table = change(|ask, value| {
        ask.table = value.parse().unwrap_or(ask.table);
        ask.column = 0;
        if ask.table == StatisticsTable::Flows {
            ask.institution.clear();
        }
    });
    let asked = (ask.table != StatisticsTable::Flows).then(|| {
        let options = options(known.ready(), lang);
        let by_institution = change(|ask, value| ask.institution = value);
        select(INSTITUTION, options, &task, lang, &by_institution)
    });
    let choices = html! {
        <div class="choices" role="group" aria-label={text::CHOICES.get(lang)}>
            { select(TABLE, tables, &task, lang, &by_table) }
            { select(PERIOD, periods, &task, lang, &change(|ask, value| ask.period = value)) }
            { asked.unwrap_or_default() }
        </div>
    };
    let by_column = change(|ask, value| ask.column = value.parse().unwrap_or_default());
    let shown = view(&found, |it| {
        let options = it.columns.iter().enumerate();
        let options = options.map(|(at, it)| (at.to_string(), it.names.get(lang).to_owned()));
        let which = (it.table != StatisticsTable::Flows)
            .then(|| select(FIGURE, options.collect(), &task, lang, &by_column));
        let which = html! { <div key={it.table.as_str()}>{ which.unwrap_or_default() }</div> };
        let chart = drawn(it, ask.column, space, lang);
        all([headline(it, lang), which, made(it, chart, lang), note(it, lang)])
    });
    let shown = html! { <div id="statistics" data-table={ask.table.as_str()}>{ shown }</div> };
    let title = text::TITLE.get(lang);
    let inside = all([choices, shown, actions([print_button(lang)])]);
    page(title, text::LEAD.get(lang), Width::Wide, inside)
}

/// Periods to choose from, as first and last month: the last twelve months, three years, and each of
/// the last years.
fn periods(lang: Lang) -> Vec<(String, String)> {
    let now = Month::of(format::today());
    let back = |months: i32| format!("{} {now}", now.plus(1 - months));
    let year =
        |year: i32| (format!("{year}-01 {year}-12"), text::YEAR.fill(lang, &[&year.to_string()]));
    let years = (0..YEARS).map(|ago| year(now.year() - ago));
    let recent = [(12, text::TWELVE_MONTHS), (36, text::THREE_YEARS)];
    recent
        .map(|(months, name)| (back(months), name.get(lang).to_owned()))
        .into_iter()
        .chain(years)
        .collect()
}

fn options(known: Option<&std::rc::Rc<Institutions>>, lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), text::WHOLE_DISTRICT.get(lang).to_owned());
    let each = known.map(|known| known.list()).unwrap_or_default().iter();
    let each = each.map(|it| (it.code.to_string(), it.names.get(lang).to_owned()));
    std::iter::once(all).chain(each).collect()
}

/// The totals, large.
fn headline(it: &Statistics, lang: Lang) -> Html {
    let counted = it.columns.iter().zip(&it.total).take(3);
    let counts = counted.filter_map(|(column, total)| Some((column, total.as_ref()?)));
    html! {
        <dl class="counts">
            { for counts.map(|(column, total)| html! {
                <div data-total={column.key.clone()}>
                    <dt>{ column.names.get(lang).to_owned() }</dt><dd class="figures">{ total }</dd>
                </div>
            }) }
        </dl>
    }
}

fn made(it: &Statistics, chart: Html, lang: Lang) -> Html {
    let name =
        text::NAMED.fill(lang, &[it.names.get(lang), &it.from.to_string(), &it.to.to_string()]);
    let file = format!("{}-{}-{}", it.table, it.from, it.to);
    figure("figures", name, chart, Table { file, rows: it.table(lang) }, lang)
}

/// Why figures are missing, where some are.
fn note(it: &Statistics, lang: Lang) -> Html {
    let missing = it.rows.iter().any(|row| row.cells.contains(&None));
    maybe(missing.then_some(()), |()| {
        p("note", text::NOT_GIVEN_NOTE.fill(lang, &[NOT_GIVEN, &FEWEST.to_string()]))
    })
}

/// A cell as a number to draw: of an amount, its hundredths.
fn value(row: &Line, column: usize) -> Option<i64> {
    row.cells.get(column)?.as_ref()?.replace('.', "").parse().ok()
}

fn drawn(
    it: &Statistics,
    column: usize,
    space: crate::components::chart::Space,
    lang: Lang,
) -> Html {
    let Some(of) = it.columns.get(column).filter(|_| !it.rows.is_empty()) else {
        return p("", text::NOTHING.get(lang));
    };
    let name = format!("{} · {}", it.names.get(lang), of.names.get(lang));
    match it.table {
        StatisticsTable::ByMonth => {
            let months: Vec<(Month, Option<i64>)> = it
                .rows
                .iter()
                .filter_map(|row| Some((row.key.parse().ok()?, value(row, column))))
                .collect();
            let whole = !of.key.contains("credits") && of.key != "hours";
            let show = |amount: i64| {
                if whole { amount.to_string() } else { format::hundredths(amount) }
            };
            columns(&name, &months, show, space, lang)
        }
        StatisticsTable::Flows => {
            let bands: Vec<Band> = it.rows.iter().filter_map(|row| band(row, lang)).collect();
            let ends = (chart::FROM.get(lang), chart::TO.get(lang));
            let said = chart::FLOWS_SAID.get(lang).to_owned();
            flow((it.names.get(lang), said), ends, &bands, format::hundredths, space)
        }
        _ => {
            let each: Vec<Bar> = it.rows.iter().map(|row| bar(row, column, lang)).collect();
            let said = chart::BARS_SAID.fill(lang, &[&each.len().to_string()]);
            bars(&name, said, &each, space)
        }
    }
}

fn bar(row: &Line, column: usize, lang: Lang) -> Bar {
    let said = row.cells.get(column).cloned().flatten();
    let said = said.unwrap_or_else(|| text::NOT_SHOWN.get(lang).to_owned());
    Bar { name: row.names.get(lang).to_owned(), value: value(row, column), said }
}

/// A flow; one of which an end is not given cannot be drawn, and stands in the table.
fn band(row: &Line, lang: Lang) -> Option<Band> {
    let (from, to) = row.names.get(lang).split_once(" → ")?;
    let (taken, given) = (value(row, 2)?, value(row, 3)?);
    Some(Band { from: from.to_owned(), to: to.to_owned(), taken, given })
}
