//! Uploading a file of completions: choosing it, and the upload's own page from then on.

mod choose;
mod mapping;
mod preview;
mod receipt;
mod watch;

pub use choose::use_upload_page;
pub use receipt::{use_last_uploads, use_undo_upload_page};

use shared::imports::{Import, ImportStatus};
use shared::lang::Lang;
use yew::prelude::*;

use crate::components::actions::other;
use crate::components::markup::{actions, all, p};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::view;
use crate::counter::parts::{main_way, way};
use crate::counter::place::Place;
use crate::format;
use crate::i18n::{Words, clerk, staff, upload as text};
use crate::routes::Route;
use crate::session::use_lang;
use crate::staff::done::done_notice;
use watch::{Watched, use_import};

/// The page of an upload: what it shows depends on where the upload stands.
#[hook]
pub fn use_import_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let watched = use_import(&props.id);
    let mut title = text::UPLOAD.get(lang).to_owned();
    let inside = view(&watched.loaded, |it| match it {
        Some(it) => {
            title = title_of(it, lang);
            stand(it, &watched, lang)
        }
        None => empty(text::NO_IMPORT.get(lang), p("", staff::NOT_THERE_DETAIL.get(lang))),
    });
    let back = actions([other(Route::Today, clerk::TO_TODAY, lang)]);
    page(title, "", Width::Wide, all([done_notice(lang), inside, back]))
}

fn title_of(it: &Import, lang: Lang) -> String {
    let name = match it.status {
        ImportStatus::NeedsMapping => text::MATCH_TITLE,
        ImportStatus::Reading => text::CHECKING,
        ImportStatus::Ready => text::CHECKED,
        ImportStatus::Posting => text::POSTING,
        ImportStatus::Posted => text::POSTED,
        ImportStatus::Undoing => text::UNDOING,
        ImportStatus::Undone => text::IS_UNDONE,
        ImportStatus::Stopped => text::IS_STOPPED,
    };
    name.fill(lang, &[&it.counts.created.to_string()])
}

fn stand(it: &Import, watched: &Watched, lang: Lang) -> Html {
    let other_file = || main_way("another", &Place::Upload, text::UPLOAD_ANOTHER, lang);
    let inside = match it.status {
        ImportStatus::NeedsMapping => {
            all([p("", text::MATCH_LEAD.get(lang)), mapping_form_of(it, &watched.set)])
        }
        ImportStatus::Reading | ImportStatus::Posting | ImportStatus::Undoing => way_of(it, lang),
        ImportStatus::Ready => screen!(preview::use_preview, (it.clone(), watched.set.clone())),
        ImportStatus::Posted => receipt::receipt(it, lang),
        ImportStatus::Undone => all([
            notice(Tone::Done, text::IS_UNDONE.get(lang), p("", text::UNDONE_DETAIL.get(lang))),
            receipt::about(it, lang),
            actions([other_file()]),
        ]),
        ImportStatus::Stopped => all([
            notice(
                Tone::Careful,
                text::IS_STOPPED.get(lang),
                p("", text::STOPPED_DETAIL.get(lang)),
            ),
            receipt::about(it, lang),
            actions([other_file()]),
        ]),
    };
    html! { <div id="import" data-status={it.status.as_str()}>{ inside }</div> }
}

/// The form in which columns are matched.
fn mapping_form_of(it: &Import, set: &Callback<Import>) -> Html {
    screen!(mapping::use_mapping, (it.clone(), set.clone()))
}

/// How far it is.
fn way_of(it: &Import, lang: Lang) -> Html {
    let (done, rows) = (it.done.to_string(), it.rows.to_string());
    let how_far = match it.status {
        ImportStatus::Undoing => text::ROWS.fill(lang, &[&it.counts.created.to_string()]),
        _ => text::OF_ROWS.fill(lang, &[&done, &rows]),
    };
    let name = title_of(it, lang);
    let value = (it.status != ImportStatus::Undoing).then_some(done);
    html! {
        <div class="way">
            { p("", it.file.clone()) }
            <progress id="progress" aria-label={name} max={rows} {value} />
            <p id="how-far" class="figures">{ how_far }</p>
            { p("hint", text::MAY_LEAVE.get(lang)) }
        </div>
    }
}

/// A number of rows, as a fact.
fn rows(count: u64, lang: Lang) -> String {
    text::ROWS.fill(lang, &[&format::thousands(count)])
}

/// A number of rows that is not worth a line when it is none.
fn rows_fact(id: &'static str, name: Words, count: u64, lang: Lang) -> Html {
    if count == 0 {
        return Html::default();
    }
    crate::components::facts::fact_at(id, name, lang, rows(count, lang))
}

/// The link back to an upload.
fn to_import(id: &str, lang: Lang) -> Html {
    way(&Place::Import(id.to_owned()), text::TO_UPLOAD, lang)
}
