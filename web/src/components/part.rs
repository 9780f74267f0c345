//! The one component that most of the screens are instances of.
//!
//! Each kind of component costs two kilobytes of the client before it shows anything. A screen with
//! state is therefore a hook, and this component runs whichever hook it is given. Invariant: the key
//! tells the kinds apart, since another hook's state is never this one's.

use std::rc::Rc;

use yew::functional::{BoxedHook, Hook, HookContext};
use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

type Run = dyn Fn(&mut HookContext) -> Html;

#[derive(Properties, Clone)]
struct Props {
    run: Rc<Run>,
}

impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        // What a closure holds cannot be compared: it is drawn whenever what is around it is.
        false
    }
}

#[component]
fn Part(props: &Props) -> Html {
    use_running(props.run.clone())
}

fn use_running(run: Rc<Run>) -> impl Hook<Output = Html> {
    BoxedHook::new(Box::new(move |context: &mut HookContext| run(context)))
}

/// A part of the screen with a state of its own; see [`screen`] for how a hook becomes one.
pub fn part(key: impl Into<Key>, run: impl Fn(&mut HookContext) -> Html + 'static) -> Html {
    VComp::new::<Part>(Rc::new(Props { run: Rc::new(run) }), Some(key.into())).into()
}

/// A part of the screen that a hook draws; with values, the hook gets references to them. A page's
/// value is first and tells pages of different things apart.
macro_rules! screen {
    ($hook:path) => {
        $crate::components::part::part(stringify!($hook), |context| {
            yew::functional::Hook::run($hook(), context)
        })
    };
    ($hook:path, $props:expr) => {{
        let props = $props;
        $crate::components::part::part(stringify!($hook), move |context| {
            yew::functional::Hook::run($hook(&props), context)
        })
    }};
    ($hook:path, of $id:expr) => {{
        let props = $crate::components::page::PageOf { id: $id };
        let key = format!("{} {}", stringify!($hook), props.id);
        $crate::components::part::part(key, move |context| {
            yew::functional::Hook::run($hook(&props), context)
        })
    }};
}
pub(crate) use screen;
