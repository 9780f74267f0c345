//! Decisions, steps and failed conditions in plain words, as every screen shows them.
//!
//! Invariant: both languages say the same, and every number that a step computes with is said.

use std::fmt::Display;

use super::decide::{Decision, Outcome, Reason};
use super::limits::{Limit, Window};
use super::matching::{Condition, NearMiss};
use super::rulebook::Repeats;
use super::trace::Step;
use crate::lang::Lang;
use crate::quantity::{Credits, RoundingMode};

/// A decision, line by line: the rules, then how the amount came about, or why there is none.
#[must_use]
pub fn explain(decision: &Decision, lang: Lang) -> Vec<String> {
    let rules = || rule_line(&decision.rules, decision.rulebook, lang);
    match (&decision.reason, decision.outcome) {
        (None, Outcome::Recognised) => {
            let said = decision.trace.iter().filter(|step| !is_idle(step));
            std::iter::once(rules()).chain(said.map(|step| sentence(step, lang))).collect()
        }
        (None, outcome) => vec![outcome.label(lang).to_owned()],
        (Some(reason), _) => explain_reason(reason, decision, lang),
    }
}

/// Which rules, of which rulebook: `规则 SC-03（规则集第 1 版）`.
#[must_use]
pub fn rule_line(rules: &[String], rulebook: Option<u32>, lang: Lang) -> String {
    let codes = list(rules, lang);
    match (lang, rulebook) {
        (Lang::Zh, Some(number)) => format!("规则 {codes}（规则集第 {number} 版）"),
        (Lang::Zh, None) => format!("规则 {codes}（规则集草稿）"),
        (Lang::En, Some(number)) => format!("Rule {codes} (rulebook {number})"),
        (Lang::En, None) => format!("Rule {codes} (draft rulebook)"),
    }
}

/// One step: `32 学时 ÷ 16 = 2.00 学分`.
#[must_use]
pub fn sentence(step: &Step, lang: Lang) -> String {
    match step {
        Step::Declared { after } => match lang {
            Lang::Zh => format!("学校申报 {after} 学分"),
            Lang::En => format!("The school declares {after} credits"),
        },
        Step::Fixed { after } => match lang {
            Lang::Zh => format!("规则定为 {after} 学分"),
            Lang::En => format!("The rule gives {after} credits"),
        },
        Step::PerHours { before, by, after } => {
            let (hours, per) = (plain(before), plain(by));
            match lang {
                Lang::Zh => format!("{hours} 学时 ÷ {per} = {after} 学分"),
                Lang::En => format!("{hours} hours ÷ {per} = {after} credits"),
            }
        }
        Step::Factor { before, by, after } | Step::Ratio { before, by, after } => match lang {
            Lang::Zh => format!("{before} 学分 × {by} = {after} 学分"),
            Lang::En => format!("{before} credits × {by} = {after} credits"),
        },
        Step::Round { before, by, mode, after } => match (lang, mode) {
            (Lang::Zh, RoundingMode::Down) => format!("{before} 按 {by} 向下取整 = {after} 学分"),
            (Lang::Zh, RoundingMode::HalfUp) => {
                format!("{before} 按 {by} 四舍五入 = {after} 学分")
            }
            (Lang::En, RoundingMode::Down) => {
                format!("{before} rounded down to a step of {by} = {after} credits")
            }
            (Lang::En, RoundingMode::HalfUp) => {
                format!("{before} rounded to the nearest step of {by} = {after} credits")
            }
        },
        Step::Max { before, by, after } => match lang {
            Lang::Zh => format!("单项最高 {by} 学分：{before} 计为 {after} 学分"),
            Lang::En => format!("At most {by} credits each: {before} counts as {after} credits"),
        },
        Step::Repeat { before, by, counted, after } => {
            repeat(*by, [*before, *counted, *after], lang)
        }
        Step::Cap { cap, limit, window, cut, after, .. } => {
            let most = cap_limit(*limit, window, lang);
            match lang {
                Lang::Zh => format!("上限 {cap}（{most}）扣减 {cut}，计 {after} 学分"),
                Lang::En => format!("Cap {cap} ({most}) cut {cut}, leaving {after} credits"),
            }
        }
        Step::Outcome { rule, outcome, after } => {
            let what = outcome.label(lang).to_ascii_lowercase();
            match lang {
                Lang::Zh => format!("依等值规则 {rule} 给予{what}，计 {after} 学分"),
                Lang::En => format!("Equivalence rule {rule} gives {what}: {after} credits"),
            }
        }
        Step::Choice { rule, by, reason } if rule.is_empty() => match lang {
            Lang::Zh => format!("{by} 核实为同一人，理由：{reason}"),
            Lang::En => format!("{by} settled that it is the same person: {reason}"),
        },
        Step::Choice { rule, by, reason } => match lang {
            Lang::Zh => format!("{by} 裁定采用规则 {rule}，理由：{reason}"),
            Lang::En => format!("{by} decided on rule {rule}: {reason}"),
        },
    }
}

/// A condition that failed: what the rule needs and what there is.
#[must_use]
pub fn condition_sentence(condition: &Condition, lang: Lang) -> String {
    let none = pick(lang, "无", "none");
    match condition {
        Condition::InstitutionKind { needs, has } => {
            let needs: Vec<_> =
                needs.iter().map(|kind| kind.label(lang).to_ascii_lowercase()).collect();
            is_not(
                ["办学机构类型", "institution kind"],
                &needs,
                &has.label(lang).to_ascii_lowercase(),
                lang,
            )
        }
        Condition::Institution { needs, has } => {
            let below = |code: &str| match lang {
                Lang::Zh => format!("{code} 及其下属机构"),
                Lang::En => format!("{code} and those below it"),
            };
            let needs: Vec<_> = needs
                .iter()
                .map(|scope| if scope.below { below(&scope.code) } else { scope.code.clone() })
                .collect();
            is_not(["办学机构", "institution"], &needs, has, lang)
        }
        Condition::Course { needs, has } => is_not(["课程代码", "course code"], needs, has, lang),
        Condition::Category { needs, has } => is_not(["课程类别", "category"], needs, has, lang),
        Condition::Form { needs, has } => {
            let needs: Vec<_> =
                needs.iter().map(|form| form.label(lang).to_ascii_lowercase()).collect();
            is_not(["学习形式", "form"], &needs, &has.label(lang).to_ascii_lowercase(), lang)
        }
        Condition::Level { needs, has } => {
            is_not(["课程级别", "level"], needs, has.as_deref().unwrap_or(none), lang)
        }
        Condition::Hours { needs, has } => match (lang, plain(needs), plain(has)) {
            (Lang::Zh, needs, has) => format!("需要至少 {needs} 学时，现有 {has} 学时"),
            (Lang::En, needs, has) => format!("needs {needs} hours, has {has}"),
        },
        Condition::Score { needs, has: Some(has) } => match (lang, plain(needs), plain(has)) {
            (Lang::Zh, needs, has) => format!("需要成绩不低于 {needs} 分，现为 {has} 分"),
            (Lang::En, needs, has) => format!("needs a score of {needs}, has {has}"),
        },
        Condition::Score { needs, has: None } => match (lang, plain(needs)) {
            (Lang::Zh, needs) => format!("需要成绩（不低于 {needs} 分），现无成绩"),
            (Lang::En, needs) => format!("needs a score of {needs}, has none"),
        },
        Condition::EndedFrom { needs, has } => match lang {
            Lang::Zh => format!("需要在 {needs} 或以后结束，实际于 {has} 结束"),
            Lang::En => format!("needs an end on or after {needs}, ended on {has}"),
        },
        Condition::EndedTo { needs, has } => match lang {
            Lang::Zh => format!("需要在 {needs} 或以前结束，实际于 {has} 结束"),
            Lang::En => format!("needs an end on or before {needs}, ended on {has}"),
        },
        Condition::DeclaredCredits { has: None } => {
            pick(lang, "需要学校申报学分，现未申报", "needs declared credits, has none").to_owned()
        }
        Condition::DeclaredCredits { has: Some(has) } => match lang {
            Lang::Zh => format!("申报学分不能为负数，现为 {has}"),
            Lang::En => format!("declared credits must not be below zero, has {has}"),
        },
    }
}

fn explain_reason(reason: &Reason, decision: &Decision, lang: Lang) -> Vec<String> {
    match reason {
        Reason::NoRulebook { on } => vec![match lang {
            Lang::Zh => format!("{on} 没有生效的规则集"),
            Lang::En => format!("No rulebook was in force on {on}"),
        }],
        Reason::NoRule { nearest } => {
            let none = match (lang, decision.rulebook) {
                (Lang::Zh, Some(number)) => format!("没有适用的认定规则（规则集第 {number} 版）"),
                (Lang::Zh, None) => "没有适用的认定规则".to_owned(),
                (Lang::En, Some(number)) => {
                    format!("No recognition rule applies (rulebook {number})")
                }
                (Lang::En, None) => "No recognition rule applies".to_owned(),
            };
            let missed = nearest.iter().flat_map(|nearest| near_miss(nearest, lang));
            std::iter::once(none).chain(missed).collect()
        }
        Reason::Clash { candidates } => {
            let rules = rule_line(&decision.rules, decision.rulebook, lang);
            let clash = match lang {
                Lang::Zh => format!("{rules}优先级相同、结果不同，须由人工裁定"),
                Lang::En => format!("{rules}: same priority, different results; a person decides"),
            };
            let results = candidates.iter().map(|award| {
                let (rules, credits, scheme) =
                    (list(&award.rules, lang), award.credits, &award.scheme);
                match lang {
                    Lang::Zh => format!("规则 {rules}：{credits} 学分（{scheme}）"),
                    Lang::En => format!("Rule {rules}: {credits} credits ({scheme})"),
                }
            });
            std::iter::once(clash).chain(results).collect()
        }
        Reason::NameDiffers => vec![
            pick(
                lang,
                "姓名与登记的不一致，须由服务窗口核对",
                "The name differs from the recorded one; a counter must check it",
            )
            .to_owned(),
        ],
    }
}

fn near_miss(nearest: &NearMiss, lang: Lang) -> Vec<String> {
    let (rule, name) = (&nearest.rule, nearest.names.get(lang));
    let heading = match lang {
        Lang::Zh => format!("最接近的规则 {rule}《{name}》"),
        Lang::En => format!("The nearest rule is {rule} ({name})"),
    };
    let failed = nearest.failed.iter().map(|condition| condition_sentence(condition, lang));
    std::iter::once(heading).chain(failed).collect()
}

/// A rounding that changes nothing says nothing.
fn is_idle(step: &Step) -> bool {
    matches!(step, Step::Round { before, after, .. } if *before == (*after).into())
}

fn repeat(by: Repeats, [before, counted, after]: [Credits; 3], lang: Lang) -> String {
    let policy = by.label(lang).to_ascii_lowercase();
    match lang {
        Lang::Zh => {
            format!("同一课程{policy}：此前计 {counted}，本次值 {before}，再计 {after} 学分")
        }
        Lang::En => format!(
            "Same course ({policy}): {counted} before, {before} this time, adds {after} credits"
        ),
    }
}

fn cap_limit(limit: Limit, window: &Window, lang: Lang) -> String {
    let most = match (limit, lang) {
        (Limit::Credits(most), _) => most.to_string(),
        (Limit::Items(most), Lang::Zh) => format!("{most} 项"),
        (Limit::Items(most), Lang::En) => format!("{most} items"),
    };
    match (window, lang) {
        (Window::YearFrom(_), Lang::Zh) => format!("每年 {most}"),
        (Window::YearFrom(_), Lang::En) => format!("{most} a year"),
        (Window::SemestersFrom(_), Lang::Zh) => format!("每学期 {most}"),
        (Window::SemestersFrom(_), Lang::En) => format!("{most} a semester"),
        (Window::Lifetime, Lang::Zh) => format!("累计 {most}"),
        (Window::Lifetime, Lang::En) => format!("{most} in all"),
    }
}

fn is_not(what: [&str; 2], needs: &[impl AsRef<str>], has: &str, lang: Lang) -> String {
    let [zh, en] = what;
    let needs: Vec<&str> = needs.iter().map(AsRef::as_ref).collect();
    match lang {
        Lang::Zh => format!("{zh}须为 {}，现为 {has}", needs.join("、")),
        Lang::En => format!("needs {en} {}, has {has}", needs.join(" or ")),
    }
}

fn list(codes: &[String], lang: Lang) -> String {
    codes.join(pick(lang, "、", ", "))
}

fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A number without decimals that say nothing: `32`, `1.5`.
fn plain(number: impl Display) -> String {
    number.to_string().trim_end_matches('0').trim_end_matches('.').to_owned()
}
