//! A list of tens of thousands of rows of one height, of which only those in sight are in the page.
//!
//! It is a list box: it has the focus as a whole, arrow keys go from row to row, and each row says
//! which of how many it is. Pages are asked for as one comes to their rows. The height of a row is
//! `ROW_REM` here and in the style; what is not in the page is stood in for by two drawings of that
//! height.

use shared::page::Page;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::browser;
use crate::components::states::failed;
use crate::http::Coming;
use crate::i18n::common;
use crate::load::{Paged, use_pages};
use crate::look;

/// The height of a row, in rem.
const ROW_REM: usize = 4;
/// Rows that are drawn above and below those in sight.
const MARGIN: usize = 8;
/// Rows in sight, at most, before the list has measured itself.
const IN_SIGHT: usize = 20;

/// What a list shows.
pub struct VirtualList<T: 'static> {
    /// Its id; rows are `{id}-{place}`.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What the pages are of: with another, the list begins anew.
    pub key: String,
    /// How many rows there are.
    pub count: usize,
    /// Asks for a page.
    pub fetch: fn(&str, &str) -> Coming<Page<T>>,
    /// What a row shows.
    pub row: fn(&T) -> Html,
    /// What stands below the list of the row that is chosen.
    pub whole: fn(&T, &str) -> Html,
    /// What else `whole` needs, as text.
    pub more: String,
}

/// Where the list stands.
#[derive(Clone, Copy, PartialEq, Default)]
struct View {
    /// The first row in sight.
    top: usize,
    /// Rows in sight.
    sight: usize,
    /// The row that is chosen.
    active: usize,
}

/// The list, and the chosen row below it.
#[hook]
pub fn use_virtual_list<T: 'static>(list: &VirtualList<T>) -> Html {
    let view = use_state(|| View { sight: IN_SIGHT, ..View::default() });
    let paged = {
        let (fetch, key) = (list.fetch, list.key.clone());
        use_pages(list.key.clone(), move |cursor| fetch(&key, cursor))
    };
    let rows: Vec<&T> = paged.items().collect();
    let last = list.count.saturating_sub(1);
    let (from, to) = (
        view.top.saturating_sub(MARGIN),
        list.count.min(view.top.saturating_add(view.sight).saturating_add(MARGIN)),
    );
    more_when_needed(&paged, rows.len() < to.max(view.active.saturating_add(1)));
    let id = list.id;
    let onscroll = {
        let view = view.clone();
        Callback::from(move |_: Event| {
            if let Some((top, sight)) = measured(id) {
                view.set(View { top, sight, ..*view });
            }
        })
    };
    let onkeydown = {
        let view = view.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some(active) = moved(&event, view.active, view.sight, last) else { return };
            event.prevent_default();
            let top = shown(id, active).unwrap_or(view.top);
            view.set(View { top, active, ..*view });
        })
    };
    let option = |place: usize| {
        let chosen = view.clone();
        let onclick =
            Callback::from(move |_: MouseEvent| chosen.set(View { active: place, ..*chosen }));
        let inside = rows.get(place).map_or_else(|| "…".into(), |row| (list.row)(row));
        html! {
            <div key={place} id={format!("{id}-{place}")} role="option" class="virtual-row" {onclick}
                aria-selected={(place == view.active).to_string()}
                aria-posinset={(place + 1).to_string()} aria-setsize={list.count.to_string()}>
                { inside }
            </div>
        }
    };
    let chosen = rows.get(view.active).map(|row| (list.whole)(row, &list.more));
    let trouble = match &paged.end {
        Some(Err(trouble)) => failed(trouble, &paged.next),
        _ => Html::default(),
    };
    html! {
        <>
            <div {id} class="virtual" role="listbox" tabindex="0" aria-label={list.label}
                aria-activedescendant={format!("{id}-{}", view.active)} {onscroll} {onkeydown}>
                { space(from) }{ for (from..to).map(option) }{ space(list.count - to) }
            </div>
            { trouble }
            <div id={format!("{id}-chosen")} class="virtual-chosen" aria-live="polite">
                { chosen.unwrap_or_else(|| common::LOADING.get(look::lang()).into()) }
            </div>
        </>
    }
}

/// Asks for the next page when a row is wanted that has not come.
fn more_when_needed<T: 'static>(paged: &Paged<T>, wanted: bool) {
    if wanted && paged.more && matches!(paged.end, Some(Ok(()))) {
        let next = paged.next.clone();
        wasm_bindgen_futures::spawn_local(async move { next.emit(()) });
    }
}

/// As high as so many rows.
fn space(rows: usize) -> Html {
    let height = format!("{}rem", rows * ROW_REM);
    html! { <svg class="virtual-space" width="1" {height} aria-hidden="true" /> }
}

/// The row that a key leads to.
fn moved(event: &KeyboardEvent, active: usize, sight: usize, last: usize) -> Option<usize> {
    let page = sight.saturating_sub(1).max(1);
    Some(match event.key().as_str() {
        "ArrowDown" => active.saturating_add(1).min(last),
        "ArrowUp" => active.saturating_sub(1),
        "PageDown" => active.saturating_add(page).min(last),
        "PageUp" => active.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// The first row in sight, and how many are.
fn measured(id: &str) -> Option<(usize, usize)> {
    let list = browser::element(id)?;
    let row = height_of_row(&list)?;
    let number = |pixels: i32| usize::try_from(pixels).ok();
    Some((number(list.scroll_top())? / row, number(list.client_height())? / row + 2))
}

/// Scrolls until a row is in sight; answers the first one that is.
fn shown(id: &str, place: usize) -> Option<usize> {
    let list = browser::element(id)?;
    let row = height_of_row(&list)?;
    let sight = usize::try_from(list.client_height()).ok()? / row;
    let top = usize::try_from(list.scroll_top()).ok()?.div_ceil(row);
    let first = if place < top {
        place
    } else if place >= top.saturating_add(sight) {
        place.saturating_sub(sight.saturating_sub(1))
    } else {
        return Some(top);
    };
    list.set_scroll_top(i32::try_from(first.saturating_mul(row)).ok()?);
    Some(first)
}

fn height_of_row(list: &Element) -> Option<usize> {
    let row = list.query_selector(".virtual-row").ok()??;
    usize::try_from(row.client_height()).ok().filter(|height| *height > 0)
}
