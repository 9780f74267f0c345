//! Facts in pairs: what it is, and what it comes to.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FactsProps {
    pub children: Html,
}

#[component]
pub fn Facts(props: &FactsProps) -> Html {
    html! { <dl class="facts">{ props.children.clone() }</dl> }
}

#[derive(Properties, PartialEq)]
pub struct FactProps {
    pub name: AttrValue,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub children: Html,
}

#[component]
pub fn Fact(props: &FactProps) -> Html {
    html! {
        <div>
            <dt>{ props.name.clone() }</dt>
            <dd id={props.id.clone()}>{ props.children.clone() }</dd>
        </div>
    }
}
