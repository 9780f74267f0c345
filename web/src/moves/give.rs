//! Giving, first screen: what, and how much, with what may still be given beside it.
//!
//! What may be given is worked out here as the bank does it, from the policy and from my own gifts;
//! the bank counts again when it quotes.

use std::cell::RefCell;
use std::rc::Rc;

use shared::cards::Card;
use shared::fault::{Fault, FaultKind};
use shared::ids::SchemeCode;
use shared::lang::Lang;
use shared::quantity::Credits;
use shared::rules::{GiftPolicy, Rulebook};
use shared::schemes::Scheme;
use shared::transfers::{GiftAllowance, GiftRefusal, Given, allow_gift, gift_policy};
use shared::vocabulary::CardStatus;
use yew::prelude::*;

use crate::api;
use crate::components::actions::{other, send};
use crate::components::amount::amount;
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, aside, facts, h2, maybe, p, split};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::view;
use crate::form::{Slot, Values};
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{common, convert as text};
use crate::load::{Load, Task, use_load, use_task};
use crate::moves::allowance::{given_this_year, policies};
use crate::moves::parts::{less, stopped};
use crate::moves::place::Place;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{format, navigate};

const SCHEME: Slot = Slot::new("scheme", "/from_scheme", text::GIVE_SCHEME);
const AMOUNT: Slot = Slot::new("amount", "/amount", text::GIVE_AMOUNT).hint(text::GIVE_AMOUNT_HINT);

/// A gift as far as it has been filled in, so that nothing is asked twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What.
    pub scheme: SchemeCode,
    /// How much.
    pub amount: String,
    /// To which card, as it was typed.
    pub to: String,
}

thread_local! {
    static DRAFT: RefCell<Option<Draft>> = const { RefCell::new(None) };
}

/// The gift that is being filled in.
pub fn draft() -> Option<Draft> {
    DRAFT.with_borrow(Clone::clone)
}

/// Keeps a gift while it is being filled in.
pub fn keep(draft: Draft) {
    DRAFT.set(Some(draft));
}

/// Something that may be given: its policy, what there is, and what was given before.
#[derive(Clone)]
struct Gift {
    scheme: SchemeCode,
    policy: GiftPolicy,
    available: Credits,
    given: Rc<[Given]>,
    /// What may be given still.
    left: GiftAllowance,
}

impl Gift {
    /// A scheme's credits, where a policy lets some of them pass.
    fn of(
        scheme: &SchemeCode,
        available: Credits,
        rules: &Rulebook,
        given: &Rc<[Given]>,
    ) -> Option<Self> {
        let today = format::today();
        let policy = gift_policy(rules, scheme, today).ok()?.clone();
        // Nothing at all always fits: what is asked is how much is left.
        let open = GiftPolicy { smallest: None, ..policy.clone() };
        let left = allow_gift(&open, Credits::ZERO, today, given, available).ok()?;
        let (scheme, given) = (scheme.clone(), given.clone());
        available.is_positive().then_some(Self { scheme, policy, available, given, left })
    }

    /// The most that may be given now.
    fn most(&self) -> Credits {
        let limits = [self.policy.largest, self.left.today, self.left.this_year];
        limits.into_iter().flatten().fold(self.available, Ord::min)
    }

    /// The amount as it was typed, when it may be given.
    fn fits(&self, typed: &str) -> Result<Credits, FaultKind> {
        if typed.is_empty() {
            return Err(FaultKind::Required);
        }
        let amount: Credits = typed.parse()?;
        if !amount.is_positive() {
            return Err(FaultKind::NotPositive);
        }
        match allow_gift(&self.policy, amount, format::today(), &self.given, self.available) {
            Ok(_) => Ok(amount),
            Err(GiftRefusal::BelowSmallest { smallest }) => {
                Err(FaultKind::BelowSmallest(smallest.to_string()))
            }
            Err(GiftRefusal::Overflow) => Err(FaultKind::OutOfRange),
            Err(_) => Err(FaultKind::MostThatFits(self.most().to_string())),
        }
    }
}

struct Ground {
    card: Rc<Card>,
    gifts: Vec<Gift>,
}

async fn ground() -> Answer<Ground> {
    let card = api::card().await?;
    let known = api::schemes().await?;
    let rules = policies().await?;
    let given: Rc<[Given]> = given_this_year().await?.into();
    let gift = |scheme: &Scheme| {
        let balance = card.balances.iter().find(|balance| balance.scheme == scheme.code)?;
        Gift::of(&scheme.code, balance.available, &rules, &given)
    };
    let transferable = known.items.iter().filter(|scheme| scheme.transferable);
    let mut gifts: Vec<Gift> = transferable.filter_map(gift).collect();
    if let Some(wanted) = draft() {
        gifts.sort_by_key(|gift| gift.scheme != wanted.scheme);
    }
    Ok(Ground { card, gifts })
}

#[hook]
pub fn use_give() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let chosen = use_state(|| 0_usize);
    let typed = use_state(|| draft().map(|draft| draft.amount).unwrap_or_default());
    let loaded = use_load(String::new(), || Coming::of(ground()));
    {
        // What the bank found wrong with the amount when it quoted is mended here.
        let task = task.clone();
        use_effect_with((), move |()| {
            if let Some(trouble) = navigate::carried::<Trouble>() {
                task.refuse((*trouble).clone());
            }
        });
    }
    let inside = match &loaded.load {
        Load::Ready(ground) if ground.card.status != CardStatus::Active => stopped(lang),
        Load::Ready(ground) if ground.gifts.is_empty() => {
            let inside = all([
                p("", text::NO_GIFT_DETAIL.get(lang)),
                actions([other(Route::Rules, common::NAV_RULES, lang)]),
            ]);
            empty(text::NO_GIFT.get(lang), inside)
        }
        Load::Ready(ground) => {
            let gifts = &ground.gifts;
            let gift = gifts.get(*chosen).or_else(|| gifts.first());
            maybe(gift, |gift| choose(gifts, gift, &task, (&chosen, &typed), &schemes, lang))
        }
        _ => view(&loaded, |_| Html::default()),
    };
    page(text::GIVE_TITLE.get(lang), text::GIVE_LEAD.get(lang), Width::Wide, inside)
}

fn choose(
    gifts: &[Gift],
    gift: &Gift,
    task: &Task,
    (chosen, typed): (&UseStateHandle<usize>, &UseStateHandle<String>),
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    let options = gifts.iter().enumerate();
    let options =
        options.map(|(place, it)| (place.to_string(), schemes.name(&it.scheme, lang))).collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |place: String| chosen.set(place.parse().unwrap_or_default()))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |amount: String| typed.set(amount))
    };
    let onsend = {
        let (task, gift) = (task.clone(), gift.clone());
        Callback::from(move |values: Values| match gift.fits(values.text(AMOUNT).trim()) {
            Ok(amount) => {
                let to = draft().map(|draft| draft.to).unwrap_or_default();
                let amount = amount.to_string();
                keep(Draft { scheme: gift.scheme.clone(), amount, to });
                navigate::go(&Place::GiveTo.route());
            }
            Err(kind) => task.refuse(Trouble::of_faults(&[Fault::new(AMOUNT.at, kind)])),
        })
    };
    let start = draft().map(|draft| draft.amount).unwrap_or_default();
    let amount = Field::new(AMOUNT, Kind::Decimal).start(start).on_input(oninput);
    let fields = all([
        select(SCHEME, options, task, lang, &onchange),
        amount.view(task, lang),
        actions([send("continue", common::CONTINUE, task, lang)]),
    ]);
    let side = aside(allowance(gift, typed, lang));
    split(form(task, &[SCHEME, AMOUNT], onsend, "", fields), side)
}

fn allowance(gift: &Gift, typed: &str, lang: Lang) -> Html {
    let policy = &gift.policy;
    let limits = [(policy.smallest, text::AT_LEAST), (policy.largest, text::AT_MOST)];
    let limits: Vec<String> = limits
        .into_iter()
        .filter_map(|(limit, words)| Some(words.fill(lang, &[&limit?.to_string()])))
        .collect();
    let one = Some(limits.join(lang_comma(lang))).filter(|said| !said.is_empty());
    let left = |of: Option<Credits>| match of {
        Some(of) => amount(of, lang),
        None => text::NO_LIMIT.get(lang).into(),
    };
    let family = policy.family_only.then(|| {
        let way = actions([other(Route::family(), text::FAMILY_WAY, lang)]);
        all([p("", text::FAMILY_ONLY.get(lang)), way])
    });
    html! {
        <section class="preview" id="allowance">
            { h2(text::GIVE_ALLOWANCE.get(lang)) }
            { facts([
                fact(text::AVAILABLE, lang, amount(gift.available, lang)),
                maybe(one, |said| fact(text::ONE_GIFT, lang, said)),
                fact_at("left-today", text::LEFT_TODAY, lang, left(gift.left.today)),
                fact_at("left-this-year", text::LEFT_THIS_YEAR, lang, left(gift.left.this_year)),
            ]) }
            { preview(gift, typed, lang) }
            { family.unwrap_or_default() }
        </section>
    }
}

const fn lang_comma(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    }
}

/// What the amount leaves on the card, as it is typed.
fn preview(gift: &Gift, typed: &str, lang: Lang) -> Html {
    let typed = typed.trim();
    let said = match gift.fits(typed) {
        Ok(amount) => {
            let stays = less(gift.available, amount);
            p("", text::STAYS.fill(lang, &[&stays.to_string()]))
        }
        Err(FaultKind::Required) => {
            p("", text::MOST_TO_GIVE.fill(lang, &[&gift.most().to_string()]))
        }
        Err(FaultKind::BelowSmallest(least)) => {
            p("preview-problem", text::LEAST_TO_GIVE.fill(lang, &[&least]))
        }
        Err(FaultKind::MostThatFits(most)) => {
            p("preview-problem", text::MOST_TO_GIVE.fill(lang, &[&most]))
        }
        Err(kind) => p("preview-problem", kind.message().get(lang).to_owned()),
    };
    html! { <div id="preview" aria-live="polite">{ said }</div> }
}
