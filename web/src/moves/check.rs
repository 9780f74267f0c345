//! Check your answers: what stands here is the bank's quote, and nothing has moved yet.
//!
//! Invariant: sent again after a lost answer, the credits move once.

use std::rc::Rc;

use shared::lang::Lang;
use shared::transfers::{Quote, Takes};
use shared::vocabulary::TransferKind;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::{act, other, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, maybe, p};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{Words, account, convert as text};
use crate::load::{Task, use_task};
use crate::moves::answers::use_answers;
use crate::moves::parts::{Asked, start_again, use_key};
use crate::moves::place::Place;
use crate::names::{Schemes, use_schemes};
use crate::navigate;
use crate::routes::Route;
use crate::session::use_lang;

const PASSWORD: Slot =
    Slot::new("password", "/password", account::PASSWORD).hint(text::PASSWORD_AGAIN);

#[hook]
pub fn use_check(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let key = use_key(&task);
    let asked = navigate::carried::<Asked>();
    let again = use_state(|| None::<Rc<Quote>>);
    // Where a newer rulebook came into force meanwhile, its quote takes the old one's place.
    let newer = match task.trouble() {
        Some(Trouble::Refused(problem)) => problem.quote.clone().map(Rc::new),
        _ => None,
    };
    let last = use_mut_ref(|| None::<Rc<Quote>>);
    if let Some(newer) = &newer {
        last.replace(Some(newer.clone()));
    }
    let superseding = last.borrow().clone();
    let first = asked.as_ref().map(|asked| asked.quote.clone());
    let kind = props.id.parse().unwrap_or(TransferKind::Convert);
    let first = first.filter(|quote| quote.kind == kind);
    let quote = superseding.clone().or_else(|| (*again).clone()).or_else(|| first.clone());
    let answers = use_answers(quote.as_deref());
    let title = text::CHECK_TITLE.fill(lang, &[kind.label(lang)]);
    let (Some(quote), Some(asked)) = (quote, asked) else {
        return page(title, "", Width::Column, start_again(start(kind), lang));
    };
    let onsend = request(&task, &quote, &key);
    let expired = task.trouble().is_some_and(|trouble| trouble.is("quote_expired"));
    let renew = {
        let (task, again, body) = (task.clone(), again.clone(), asked.body.clone());
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(calls::quote(body.clone()), move |quote| again.set(Some(quote)));
        })
    };
    let buttons = if expired && newer.is_none() {
        act("ask-again", text::ASK_AGAIN, lang, renew)
    } else {
        send("confirm", confirm(kind), &task, lang)
    };
    let fields = all([
        maybe(quote.needs_password.then_some(()), |()| password(&task, lang)),
        actions([buttons, other(back(kind, &asked), text::CHANGE, lang)]),
    ]);
    let inside = all([
        maybe(superseding.and(first), |old| replaced(&old, &schemes, lang)),
        answers,
        form(&task, &[PASSWORD], onsend, "", fields),
    ]);
    page(title, lead(&quote).get(lang), Width::Column, inside)
}

/// Requests what was quoted, and leads to how it stands.
fn request(task: &Task, quote: &Quote, key: &str) -> Callback<Values> {
    let (task, id, needs_password) = (task.clone(), quote.id, quote.needs_password);
    let key = format!("{key}-{id}");
    Callback::from(move |values: Values| {
        let password = needs_password.then(|| values.text(PASSWORD));
        task.run(calls::transfer(id, password, &key), |transfer| {
            navigate::replace(&Route::transfer(transfer.id));
        });
    })
}

fn start(kind: TransferKind) -> Route {
    match kind {
        TransferKind::Convert => Route::convert(),
        TransferKind::Apply => Place::Apply.route(),
        TransferKind::Give => Place::Give.route(),
    }
}

/// The page on which the answers were given.
fn back(kind: TransferKind, asked: &Asked) -> Route {
    match &asked.quote.program {
        Some(unit) => Route::apply(unit.program_id, &unit.unit),
        None => start(kind),
    }
}

const fn confirm(kind: TransferKind) -> Words {
    match kind {
        TransferKind::Convert => text::CONFIRM_CONVERT,
        TransferKind::Apply => text::CONFIRM_APPLY,
        TransferKind::Give => text::CONFIRM_GIVE,
    }
}

fn lead(quote: &Quote) -> Words {
    match quote.kind {
        TransferKind::Give => text::CHECK_GIVE,
        TransferKind::Convert if quote.automatic => text::CHECK_CONVERT,
        TransferKind::Convert | TransferKind::Apply => text::CHECK_REVIEWED,
    }
}

fn password(task: &Task, lang: Lang) -> Html {
    Field::new(PASSWORD, Kind::Password).autocomplete("current-password").view(task, lang)
}

/// What the bank had quoted before the rules changed.
fn replaced(old: &Quote, schemes: &Schemes, lang: Lang) -> Html {
    let gives = Takes { scheme: old.gives.scheme.clone(), amount: old.gives.amount };
    let [takes, gives] = [&old.takes, &gives]
        .map(|it| format!("{} {}", it.amount, schemes.credits(&it.scheme, lang)));
    let was = text::WAS.fill(lang, &[&takes, &gives]);
    let inside = all([p("", text::NEWER_QUOTE_DETAIL.get(lang)), p("", was)]);
    html! { <div id="newer">{ notice(Tone::Careful, text::NEWER_QUOTE.get(lang), inside) }</div> }
}
