//! A program: what it takes, and for a resident how far they are, what is missing, and what to do.

use std::rc::Rc;

use shared::lang::Lang;
use shared::programs::{
    Group, GroupProgress, Program, Progress, ProgressState, Suggestion, Unit, UnitProgress,
    UnitState,
};
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::{go, other};
use crate::components::amount::amount_of;
use crate::components::facts::fact;
use crate::components::markup::{Row, actions, all, facts, h2, maybe, p, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::format;
use crate::http::{Answer, Coming};
use crate::i18n::{common, programs as text};
use crate::load::{Load, Loaded, use_load};
use crate::moves::parts::{nothing_there, place_name};
use crate::moves::place::Place;
use crate::moves::progress::{Portions, patterns};
use crate::names::{Codes, Institutions, Schemes, use_codes, use_institutions, use_schemes};
use crate::routes::Route;
use crate::session::use_session;

/// A program, and how far I am in it where I have a card.
struct Found {
    program: Program,
    progress: Option<Rc<Progress>>,
}

async fn find(id: String, mine: bool) -> Answer<Option<Found>> {
    let Ok(id) = id.parse() else { return nothing_there().await.map(|_: Rc<()>| None) };
    if mine {
        let progress = (*calls::progress(id).await?).clone();
        return Ok(progress.map(|it| Found { program: it.program.clone(), progress: Some(it) }));
    }
    let program = calls::program(id).await?;
    Ok(program.as_ref().as_ref().map(|it| Found { program: (**it).clone(), progress: None }))
}

#[hook]
pub fn use_program(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let mine = session.has_card();
    let codes = use_codes();
    let opening = session.opening();
    let found: Loaded<Option<Found>> = {
        let id = props.id.clone();
        use_load(format!("{id} {mine} {opening}"), move || Coming::of(find(id, mine)))
    };
    let title = match &found.load {
        Load::Ready(found) => {
            found.as_ref().as_ref().map(|it| it.program.names.get(lang).to_owned())
        }
        _ => None,
    };
    let title = title.unwrap_or_else(|| text::PROGRAM.get(lang).to_owned());
    let visitor = session.user().is_none();
    let path = Route::of_program(&props.id).path();
    let inside = view(&found, |found| match found {
        None => {
            let way = actions([other(Route::programs(), common::NAV_PROGRAMS, lang)]);
            empty(text::NO_PROGRAM.get(lang), way)
        }
        Some(Found { program, progress }) => {
            let sheet = Sheet {
                program,
                progress: progress.as_deref(),
                schemes: &schemes,
                institutions: &institutions,
                codes: &codes,
                lang,
            };
            let sign_in = visitor.then(|| {
                let way = actions([other(Route::SignInFor(path), common::SIGN_IN, lang)]);
                notice(Tone::Know, text::SIGN_IN_FIRST.get(lang), way)
            });
            all([patterns(), sign_in.unwrap_or_default(), sheet.view()])
        }
    });
    page(title, "", Width::Wide, inside)
}

/// What a program's page is drawn from.
struct Sheet<'a> {
    program: &'a Program,
    progress: Option<&'a Progress>,
    schemes: &'a Schemes,
    institutions: &'a Loaded<Institutions>,
    codes: &'a Codes,
    lang: Lang,
}

impl Sheet<'_> {
    fn view(&self) -> Html {
        let closed = self.program.status != Status::Active;
        let closed =
            closed.then(|| notice(Tone::Careful, text::CLOSED.get(self.lang), Html::default()));
        all([
            closed.unwrap_or_default(),
            maybe(self.progress, |it| self.mine(it)),
            self.about(),
            self.program.groups.iter().map(|group| self.group(group)).collect(),
        ])
    }

    /// How far I am in the whole.
    fn mine(&self, it: &Progress) -> Html {
        let lang = self.lang;
        let shares = [it.transferred, it.transfer_most].map(|amount| amount.to_string());
        let [transferred, most] = &shares;
        html! {
            <section id="progress" data-state={it.state.as_str()}>
                { h2(text::PROGRESS.get(lang)) }
                { self.award(it) }
                { Portions::of(it).bar(text::PROGRESS.get(lang), self.program.total, lang) }
                { p("hint", text::TRANSFERRED.fill(lang, &[transferred, most])) }
            </section>
        }
    }

    /// The certificate that comes of it, once all requirements are met.
    fn award(&self, it: &Progress) -> Html {
        let lang = self.lang;
        let place = place_name(self.institutions, &self.program.institution, lang);
        let inside = match (&it.award, it.state) {
            (Some(award), ProgressState::Granted) => {
                let on = award.decided_at.unwrap_or(award.proposed_at);
                let on = format::day(format::day_of(on), lang);
                let number = award.number.clone().unwrap_or_default();
                let way = Place::Certificate(self.program.id.to_string()).route();
                let detail = text::GRANTED_DETAIL.fill(lang, &[&number, &on]);
                let way = actions([go(way, text::SEE_CERTIFICATE, lang)]);
                notice(Tone::Done, text::GRANTED.get(lang), all([p("", detail), way]))
            }
            (Some(award), _) if award.reason.is_some() => {
                let reason = award.reason.clone().unwrap_or_default();
                notice(Tone::Careful, text::DECLINED.get(lang), p("", reason))
            }
            (_, ProgressState::Proposed) => {
                let detail = text::PROPOSED_DETAIL.fill(lang, &[&place]);
                notice(Tone::Done, text::PROPOSED.get(lang), p("", detail))
            }
            (_, ProgressState::Complete) => {
                notice(Tone::Done, text::COMPLETE.get(lang), Html::default())
            }
            _ => return Html::default(),
        };
        let state = it.award.as_ref().map(|award| award.status.as_str());
        html! { <div id="award" data-state={state}>{ inside }</div> }
    }

    /// What it takes in all.
    fn about(&self) -> Html {
        let (lang, program) = (self.lang, self.program);
        let place = place_name(self.institutions, &program.institution, lang);
        let most = program.transfer_most().unwrap_or_default().to_string();
        let percent = program.transfer_percent_max.to_string();
        facts([
            fact(common::INSTITUTION, lang, place),
            fact(text::CODE, lang, program.code.clone()),
            fact(text::TAKES, lang, amount_of(program.total, &program.scheme, self.schemes, lang)),
            fact(text::SHARE_MOST, lang, text::SHARE_PERCENT.fill(lang, &[&percent, &most])),
        ])
    }

    fn group(&self, group: &Group) -> Html {
        let lang = self.lang;
        let mine = self.progress.and_then(|it| it.groups.iter().find(|it| it.code == group.code));
        let met = mine.map(|mine| {
            let (tone, word) =
                if mine.met { ("tag good", text::MET) } else { ("tag open", text::NOT_MET) };
            span(tone, word.get(lang))
        });
        let min = group.min.to_string();
        let takes = match group.max {
            Some(max) => text::BETWEEN.fill(lang, &[&min, &max.to_string()]),
            None => text::AT_LEAST.fill(lang, &[&min]),
        };
        let name = group.names.get(lang);
        html! {
            <section key={group.code.clone()} class="group" data-group={group.code.clone()}
                data-met={mine.map(|mine| mine.met.to_string())}>
                <h2>{ name }{ " " }{ met.unwrap_or_default() }</h2>
                { p("row-note", takes) }
                { maybe(mine, |mine| Portions::of_group(mine).bar(name, group.min, lang)) }
                <ul class="rows units">
                    { for group.units.iter().map(|unit| self.unit(unit, mine)) }
                </ul>
                { p("hint", self.accepts(group)) }
                { maybe(mine, |mine| self.suggestions(mine)) }
            </section>
        }
    }

    fn unit(&self, unit: &Unit, mine: Option<&GroupProgress>) -> Html {
        let lang = self.lang;
        let state = mine.and_then(|mine| mine.units.iter().find(|it| it.code == unit.code));
        let credits = text::TOTAL.fill(lang, &[&unit.credits.to_string()]);
        let exemptible = unit.exemptible.then(|| text::EXEMPTIBLE.get(lang));
        let said: Vec<&str> = [Some(credits.as_str()), exemptible].into_iter().flatten().collect();
        html! {
            <li key={unit.code.clone()} data-unit={unit.code.clone()}
                data-state={state.map(|it| it.state.as_str())}>
                <div class="row">
                    { span("row-title", unit.names.get(lang)) }
                    { maybe(state, |it| span("row-amount", self.standing(it))) }
                    { span("row-note", said.join(" · ")) }
                    { maybe(state, |it| self.apply(unit, it)) }
                </div>
            </li>
        }
    }

    /// Where a unit stands; what filled it is one tap away.
    fn standing(&self, it: &UnitProgress) -> Html {
        let name = it.state.label(self.lang);
        let tone = match it.state {
            UnitState::Open => return Html::default(),
            UnitState::InReview => "tag open",
            UnitState::Filled | UnitState::Waived => "tag good",
        };
        match it.transfer_id {
            Some(id) => html! {
                <a class="tap" href={Route::transfer(id).path()}>{ span(tone, name) }</a>
            },
            None => span(tone, name),
        }
    }

    fn apply(&self, unit: &Unit, it: &UnitProgress) -> Html {
        let wanted = self.progress.is_some_and(|it| it.state == ProgressState::Open);
        if it.state != UnitState::Open || self.program.status != Status::Active || !wanted {
            return Html::default();
        }
        let id = format!("apply-{}", unit.code);
        let href = Route::apply(self.program.id, &unit.code).path();
        let label = text::APPLY_TO.fill(self.lang, &[unit.names.get(self.lang)]);
        html! {
            <a {id} {href} class="button row-action" aria-label={label}>
                { text::APPLY.get(self.lang) }
            </a>
        }
    }

    /// Which credits the group takes without a rule.
    fn accepts(&self, group: &Group) -> String {
        let (lang, accepts) = (self.lang, &group.accepts);
        if accepts.schemes.is_empty() {
            return text::BY_RULE_ONLY.get(lang).to_owned();
        }
        let list = |items: Vec<String>| items.join(if lang == Lang::Zh { "、" } else { ", " });
        let schemes = accepts.schemes.iter().map(|code| self.schemes.credits(code, lang));
        let mut said = vec![text::TAKES_CREDITS.fill(lang, &[&list(schemes.collect())])];
        if !accepts.categories.is_empty() {
            let names = accepts.categories.iter().map(|code| self.codes.category(code, lang));
            let categories = list(names.collect());
            said.push(text::OF_CATEGORIES.fill(lang, &[&categories]));
        }
        if !accepts.courses.is_empty() {
            let courses =
                accepts.courses.iter().map(|it| format!("{} {}", it.institution, it.code));
            said.push(text::OF_COURSES.fill(lang, &[&list(courses.collect())]));
        }
        said.join(if lang == Lang::Zh { "，" } else { ", " })
    }

    /// Courses that would fill what is missing of a group.
    fn suggestions(&self, mine: &GroupProgress) -> Html {
        let lang = self.lang;
        let of_group = self.progress.iter().flat_map(|it| &it.suggestions);
        let of_group: Vec<&Suggestion> = of_group.filter(|it| it.group == mine.code).collect();
        if mine.met || of_group.is_empty() {
            return Html::default();
        }
        let count = of_group.len().to_string();
        html! {
            <details class="why" id={format!("suggestions-{}", mine.code)}>
                <summary>{ text::SUGGESTIONS.fill(lang, &[&count]) }</summary>
                <ul class="rows">{ for of_group.into_iter().map(|it| self.suggestion(it)) }</ul>
            </details>
        }
    }

    fn suggestion(&self, it: &Suggestion) -> Html {
        let lang = self.lang;
        let scheme = self.schemes.credits(&it.gives.scheme, lang);
        let amounts = [it.gives.amount, it.counts].map(|amount| amount.to_string());
        let [gives, counts] = &amounts;
        let mut note = text::SUGGESTION.fill(lang, &[gives, &scheme, counts]);
        if let Some(via) = &it.via_names {
            note.push_str(&text::VIA.fill(lang, &[via.get(lang)]));
        }
        let place = place_name(self.institutions, &it.institution, lang);
        Row {
            title: Html::from(&it.title),
            amount: Html::default(),
            note: format!("{place} · {note}"),
            after: Html::default(),
        }
        .item(
            it.course_id.to_string(),
            Some(Route::Course(it.course_id.to_string()).path()),
            it.code.clone(),
        )
    }
}
