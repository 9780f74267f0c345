//! The articles of the help, for each of the three people.

use super::{Words, texts};

mod admin;
mod clerk;
mod credits;
mod resident;

/// The articles for administrators, reviewers and auditors, in their order.
pub const ADMIN: &[&[Topic]] = &[admin::TOPICS];
/// The articles for clerks.
pub const CLERK: &[&[Topic]] = &[clerk::TOPICS];
/// The articles for residents.
pub const RESIDENT: &[&[Topic]] = &[resident::TOPICS, credits::TOPICS];

/// An article about one or several pages.
pub struct Topic {
    /// Its part of the address.
    pub slug: &'static str,
    /// The pages that it is about, `*` for a part that differs from page to page.
    pub pages: &'static [&'static str],
    pub title: Words,
    /// What the page is for.
    pub purpose: Words,
    /// What to do, in order.
    pub steps: &'static [Words],
    /// What can go wrong, and what to do then.
    pub trouble: &'static [Words],
}

/// What people ask most, and the answers.
pub const ASKED: [(Words, Words); 6] = [
    (WHAT, WHAT_ANSWER),
    (CARD, CARD_ANSWER),
    (MISSING, MISSING_ANSWER),
    (CONVERT, CONVERT_ANSWER),
    (EXPIRY, EXPIRY_ANSWER),
    (LOST, LOST_ANSWER),
];

const fn w(zh: &'static str, en: &'static str) -> Words {
    Words::new(zh, en)
}

texts! {
    TITLE = "帮助", "Help";
    TITLE_OF = "帮助：{0}", "Help: {0}";
    LEAD = "按您要办的事查找。找不到答案的，请到任一社区学校的服务窗口，工作人员当面帮您办理。", "Find what you want to do. What is not answered here, the counter of any community school settles with you in person.";
    SEARCH = "在帮助中查找", "Search the help";
    SEARCH_HINT = "输入几个字，如：转换、挂失、撤销", "A word or two, such as: convert, lost, revoke";
    NOTHING = "没有找到相关内容", "Nothing fits";
    NOTHING_DETAIL = "请换一个说法再试，或从下面的目录中选择。", "Try another word, or clear the field to see everything.";
    QUESTIONS = "常见问题", "Questions that people ask";
    WHAT = "学分银行是什么", "What is the credit bank";
    WHAT_ANSWER = "您在社区学校、老年大学、职业学校、开放大学等处完成的学习，由学校登记，按公布的规则认定为学分，存入您的市民终身学习卡。", "What you learn at community schools, senior colleges, vocational schools or the open university is recorded by the school, recognised as credits by published rules, and kept on your learning card.";
    CARD = "怎样领取学习卡", "How do I get a card";
    CARD_ANSWER = "携带身份证件到服务窗口开卡，凭打印的激活码在网上注册；学校为您登记过成果的，卡已开好，同样凭激活码领取。", "Open one at a counter with your document and register with the printed code. If a school recorded a course for you, the card is there already and is claimed the same way.";
    MISSING = "学完的课程没有显示", "A course that I finished is missing";
    MISSING_ANSWER = "请先在“学习成果”中查看是否待裁定或未认定及其原因；没有记录的，请联系开课学校登记。", "Look under completions first: it may wait for a decision, or say why it was not recognised. If it is not there, ask the school to record it.";
    CONVERT = "怎样转换学分", "How do I convert credits";
    CONVERT_ANSWER = "打开“学分办理”中的“转换学分”，选择类型、填写数额，核对后提交。十分钟内、新学分未使用时可以撤回。", "Under “Use credits”, choose to convert, enter an amount, check, confirm. Within ten minutes you can take it back while the new credits are untouched.";
    EXPIRY = "学分会过期吗", "Do credits expire";
    EXPIRY_ANSWER = "有的学分有有效期，从学完之日算起，最后一天仍可使用。学习卡上会显示最近到期的数额和日期。", "Some do, counted from the day the course ended; the last day still counts. The card shows what expires next and when.";
    LOST = "学习卡丢失怎么办", "My card is lost";
    LOST_ANSWER = "请在“设置”中挂失，再携带身份证件到服务窗口补办。学分记在您名下，补办不会减少。", "Report it lost in settings, then have it replaced at a counter with your document. The credits are yours and none are lost.";
    FOR_RESIDENT = "市民：查学分、用学分", "For residents: see and use credits";
    FOR_CLERK = "学校和窗口：登记、开卡、审核", "For schools and counters: post, open cards, review";
    FOR_ADMIN = "管理员：规则、裁定、档案、核对", "For administrators: rules, decisions, records, checks";
    STEPS = "怎样办", "What to do";
    TROUBLE = "可能遇到的情况", "What can go wrong";
    HELPERS = "谁能帮忙", "Who helps";
    HELPS_RESIDENT = "任一社区学校的服务窗口都能当面帮您办理，请带上身份证件。不必带学习卡，报卡号或出示证件即可。", "Any counter of a community school helps you in person; bring your document. You need no card: its number or your document will do.";
    HELPS_CLERK = "权限和学校信息找管理员；规则的含义看“认定规则”，每条都有例子。登记错了不要重登，先看“更正和撤销”。", "Ask an administrator about access and your school's details; what a rule means stands under “Rules”. If something was posted wrongly, do not post it again: see how to correct it.";
    HELPS_ADMIN = "另一位管理员可以复核和发布；审计人员能看到同样的内容。系统不能打开或核对不通过时，找系统的运行维护人员，并告知页面上的编号。", "Another administrator checks and publishes; auditors see the same. When the system does not open or a check fails, tell those who run it, with the number on the page.";
    TO_CONTENTS = "帮助目录", "All of the help";
    TO_PAGE = "打开这个页面", "Open this page";
}
