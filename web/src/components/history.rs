//! A card's history: what it held month after month, and what was converted into what.

use shared::history::{Flow, History, HistoryMonth};
use shared::ids::SchemeCode;
use shared::lang::Lang;
use shared::month::Month;
use shared::quantity::Credits;
use yew::prelude::*;

use crate::components::chart::{Band, Space, Table, figure, flow, steps};
use crate::components::markup::{all, h2, p};
use crate::format;
use crate::i18n::chart as text;
use crate::names::Schemes;

/// Everything, or nothing of a card on which nothing ever moved.
pub fn history(history: &History, space: Space, schemes: &Schemes, lang: Lang) -> Html {
    if history.months.is_empty() {
        return Html::default();
    }
    let flows = if history.flows.is_empty() {
        Html::default()
    } else {
        flows(&history.flows, space, schemes, lang)
    };
    html! {
        <section id="history">
            { h2(text::HISTORY.get(lang)) }
            { p("", text::HISTORY_LEAD.get(lang)) }
            <div class="figures-beside">{ all([over_time(&history.months, space, schemes, lang), flows]) }</div>
        </section>
    }
}

fn over_time(months: &[HistoryMonth], space: Space, schemes: &Schemes, lang: Lang) -> Html {
    let each = months.chunk_by(|one, next| one.scheme == next.scheme);
    let charts = each.filter_map(|months| months.first().map(|first| (&first.scheme, months)));
    let charts: Vec<Html> =
        charts.map(|(scheme, months)| one_scheme(scheme, months, space, schemes, lang)).collect();
    let name = text::OVER_TIME.get(lang).to_owned();
    let table = Table { file: "credits".to_owned(), rows: by_month(months, schemes, lang) };
    figure("over-time", name, charts.into_iter().collect(), table, lang)
}

fn one_scheme(
    scheme: &SchemeCode,
    months: &[HistoryMonth],
    space: Space,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    let name = schemes.name(scheme, lang);
    let ends: Vec<(Month, Credits)> = months.iter().map(|it| (it.month, it.balance)).collect();
    html! {
        <div class="chart-of" data-scheme={scheme.to_string()}>
            { p("chart-name", name.clone()) }
            { steps(&name, &ends, space, lang) }
        </div>
    }
}

/// The newest month first.
fn by_month(months: &[HistoryMonth], schemes: &Schemes, lang: Lang) -> Vec<Vec<String>> {
    let heads = [text::MONTH, text::SCHEME, text::EARNED, text::SPENT, text::BALANCE];
    let mut ordered: Vec<&HistoryMonth> = months.iter().collect();
    ordered.sort_by(|a, b| b.month.cmp(&a.month).then_with(|| a.scheme.cmp(&b.scheme)));
    let rows = ordered.into_iter().map(|it| {
        vec![
            it.month.to_string(),
            schemes.name(&it.scheme, lang),
            it.earned.to_string(),
            it.spent.to_string(),
            it.balance.to_string(),
        ]
    });
    std::iter::once(heads.map(|head| head.get(lang).to_owned()).to_vec()).chain(rows).collect()
}

fn flows(flows: &[Flow], space: Space, schemes: &Schemes, lang: Lang) -> Html {
    let name = |code: &SchemeCode| schemes.name(code, lang);
    let bands: Vec<Band> = flows
        .iter()
        .map(|it| Band {
            from: name(&it.from),
            to: name(&it.to),
            taken: it.taken.hundredths(),
            given: it.given.hundredths(),
        })
        .collect();
    let heads = [text::FROM, text::TO, text::TAKEN, text::GIVEN];
    let rows = flows
        .iter()
        .map(|it| vec![name(&it.from), name(&it.to), it.taken.to_string(), it.given.to_string()]);
    let rows =
        std::iter::once(heads.map(|head| head.get(lang).to_owned()).to_vec()).chain(rows).collect();
    let title = text::FLOWS.get(lang);
    let said = text::FLOWS_SAID.get(lang).to_owned();
    let ends = (text::FROM.get(lang), text::TO.get(lang));
    let chart = flow((title, said), ends, &bands, format::hundredths, space);
    let table = Table { file: "conversions".to_owned(), rows };
    figure("flows", title.to_owned(), chart, table, lang)
}
