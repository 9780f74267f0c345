//! Help: the questions that people ask, and where a person helps.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::markup::{p, section};
use crate::components::page::Page;
use crate::i18n::{Words, account as text};

const QUESTIONS: [(Words, Words); 6] = [
    (text::HELP_WHAT, text::HELP_WHAT_ANSWER),
    (text::HELP_CARD, text::HELP_CARD_ANSWER),
    (text::HELP_MISSING, text::HELP_MISSING_ANSWER),
    (text::HELP_CONVERT, text::HELP_CONVERT_ANSWER),
    (text::HELP_EXPIRY, text::HELP_EXPIRY_ANSWER),
    (text::HELP_LOST, text::HELP_LOST_ANSWER),
];

pub fn help(lang: Lang) -> Html {
    html! {
        <Page key="help" title={text::HELP_TITLE.get(lang)} lead={text::HELP_LEAD.get(lang)}>
            { for QUESTIONS.into_iter().map(|(question, answer)| section(question.get(lang), p("", answer.get(lang)))) }
        </Page>
    }
}
