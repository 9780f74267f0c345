//! What each refusal is called, and what to do about it.

use super::Refusal;
use crate::families::FAMILY_MOST;
use crate::lang::Text;

impl Refusal {
    /// A short name, and what to do about it.
    #[must_use]
    #[allow(clippy::too_many_lines)] // One table: a sentence per refusal, nothing else.
    pub fn words(&self) -> (Text, Text) {
        let words = |zh_title, en_title, zh, en| (Text::new(zh_title, en_title), Text::new(zh, en));
        match self {
            Self::Malformed => words(
                "请求无法读取",
                "The request cannot be read",
                "请检查请求的格式。",
                "Check the form of the request.",
            ),
            Self::Invalid(_) => words(
                "填写有误",
                "Some values are wrong",
                "请改正所列各项后再提交，已填写的内容不会丢失。",
                "Correct what is listed and send it again; nothing else was changed.",
            ),
            Self::NotSignedIn => words("尚未登录", "Not signed in", "请先登录。", "Sign in first."),
            Self::WrongCredentials => words(
                "登录未成功",
                "Signing in failed",
                "用户名或密码不正确，请核对后重试。",
                "The name or the password is wrong. Check both and try again.",
            ),
            Self::SessionEnded => words(
                "登录已失效",
                "The session has ended",
                "为保护您的账户，请重新登录。",
                "To protect your account, please sign in again.",
            ),
            Self::InvalidClient => words(
                "接口身份无效",
                "The client is not known",
                "请核对 client_id 和 client_secret。",
                "Check client_id and client_secret.",
            ),
            Self::RoleMayNot => words(
                "没有权限",
                "Not allowed",
                "您的身份不能办理此项业务。",
                "Your role does not allow this.",
            ),
            Self::OtherOrigin => words(
                "来源不符",
                "Another site asked",
                "请从本网站的页面办理。",
                "Use this site's own pages.",
            ),
            Self::NotFound => words(
                "没有找到",
                "Not found",
                "没有这项内容，或不属于您。",
                "It is not there, or it is not yours.",
            ),
            Self::MethodNotAllowed => words(
                "不支持的操作",
                "This method does not fit here",
                "此地址不支持这种请求方法。",
                "This address does not take this method.",
            ),
            Self::TooLarge => {
                words("内容过大", "Too large", "请分批提交。", "Send it in smaller parts.")
            }
            Self::UnsupportedType => words(
                "格式不支持",
                "This type is not taken",
                "请以 JSON 格式提交。",
                "Send it as JSON.",
            ),
            Self::NotAcceptable => words(
                "没有这种格式",
                "There is no such format",
                "目前提供 JSON 格式。",
                "It is given as JSON.",
            ),
            Self::KeyRequired => words(
                "缺少 Idempotency-Key",
                "Idempotency-Key is missing",
                "涉及学分变动的请求必须带有 Idempotency-Key。",
                "A request that moves credits must carry an Idempotency-Key.",
            ),
            Self::KeyReused => words(
                "Idempotency-Key 已用于其他内容",
                "The Idempotency-Key was used for something else",
                "请为新的请求使用新的 Idempotency-Key。",
                "Use a new key for a new request.",
            ),
            Self::KeyInUse => words(
                "正在办理",
                "Still under way",
                "同一请求正在办理，请稍候。",
                "The same request is being worked on; wait a moment.",
            ),
            Self::MatchRequired => words(
                "缺少 If-Match",
                "If-Match is missing",
                "请带上读取时得到的 ETag。",
                "Send the ETag that you read.",
            ),
            Self::StaleMatch => words(
                "内容已被更新",
                "It has changed since",
                "请重新读取后再修改。",
                "Read it again before you change it.",
            ),
            Self::TooManyTries(seconds) => {
                let (zh, en) = (
                    format!("尝试次数过多，请在 {seconds} 秒后再试。"),
                    format!("Too many tries. Wait {seconds} seconds."),
                );
                (Text::new("请稍后再试", "Please wait"), Text::new(zh, en))
            }
            Self::Busy => words(
                "系统繁忙",
                "Busy",
                "请稍后再试，您的学分没有变动。",
                "Try again in a moment; no credits have moved.",
            ),
            Self::AlreadyThere => words(
                "已经存在",
                "Already there",
                "同一编号或名称已经存在。",
                "Something with this code or name is there already.",
            ),
            Self::DiffersFromEarlier(_) => words(
                "与先前登记的内容不同",
                "It differs from what was recorded",
                "同一编号已登记过，内容不同之处已列出。如需更正，请办理更正。",
                "This number was recorded before; what differs is listed. To change it, amend it.",
            ),
            Self::QuoteExpired => words(
                "预览已过期",
                "The quote has expired",
                "请重新填写数额，查看新的结果。",
                "Ask for a new quote.",
            ),
            Self::QuoteUsed => words(
                "已经提交过",
                "Already requested",
                "这项业务已经提交，请在“我的转换”中查看。",
                "This quote has become a transfer already; see your transfers.",
            ),
            Self::QuoteSuperseded(_) => words(
                "规则已更新",
                "The rules have changed",
                "新的规则集已生效，请确认新的结果。",
                "A new rulebook is in force; look at the new quote.",
            ),
            Self::NoRule => words(
                "没有可用的规则",
                "No rule leads there",
                "目前没有规则允许这样转换、兑换或转赠。",
                "No rule in force allows this conversion, application or gift.",
            ),
            Self::RulesClash(rules) => {
                let list = rules.join(", ");
                (
                    Text::new("规则冲突", "Rules clash"),
                    Text::new(
                        format!("规则 {list} 结果不一致，须由管理员裁定。"),
                        format!(
                            "The rules {list} give different results; an administrator must decide."
                        ),
                    ),
                )
            }
            Self::NotEnoughCredits { available } => (
                Text::new("可用学分不足", "Not enough credits"),
                Text::new(
                    format!("当前可用 {available} 学分。"),
                    format!("{available} credits are available."),
                ),
            ),
            Self::CardFrozen => words(
                "学习卡已冻结",
                "The card is frozen",
                "学习卡冻结或挂失期间，学分不能使用。",
                "While a card is frozen or reported lost, its credits cannot be used.",
            ),
            Self::NotConfirmed => words(
                "身份尚未核实",
                "Not yet confirmed",
                "请携带身份证件到任一社区学校服务台核实身份。",
                "Take your document to the counter of any community school to be confirmed.",
            ),
            Self::PasswordNeeded => words(
                "请再次输入密码",
                "Enter your password again",
                "为了您的学分安全，较大数额须再次输入密码。",
                "For larger amounts the password is asked again.",
            ),
            Self::WrongPassword => words(
                "密码不正确",
                "The password is wrong",
                "请核对后重新输入。",
                "Check it and enter it again.",
            ),
            Self::AlreadySpent => words(
                "新学分已使用",
                "The new credits were used",
                "转换所得学分已有使用，不能撤回。",
                "Some of the new credits were used, so this cannot be taken back.",
            ),
            Self::TooLate => words(
                "已过时限",
                "Too late",
                "办理时限已过，不能再办理此步骤。",
                "The time for this step is over.",
            ),
            Self::TooEarly => words(
                "尚未到办理时间",
                "Too early",
                "申请提交满 10 分钟后才能审核，以便申请人反悔。",
                "An application can be approved ten minutes after it was made, so that it can be \
                 cancelled until then.",
            ),
            Self::AppealedAlready => words(
                "已经申诉过",
                "Already appealed",
                "每次未通过只能申诉一次。",
                "A rejection can be appealed once.",
            ),
            Self::SameReviewer => words(
                "须由另一位审核人员办理",
                "Another person must decide",
                "申诉不能由原审核人员办理。",
                "Whoever rejected an application does not decide on its appeal.",
            ),
            Self::NotInFamily => words(
                "双方不在同一学习家庭",
                "Not one family",
                "这类学分只能在同一学习家庭的成员之间转赠。",
                "These credits pass only between members of one learning family.",
            ),
            Self::FamilyFull => (
                Text::new("学习家庭人数已满", "The family is full"),
                Text::new(
                    format!("一个学习家庭最多 {FAMILY_MOST} 人，含待确认的邀请。"),
                    format!("A family has at most {FAMILY_MOST} people, invited ones included."),
                ),
            ),
            Self::WrongState(state) => (
                Text::new("当前状态不能办理", "Not in this state"),
                Text::new(format!("当前状态为“{state}”。"), format!("It is now “{state}”.")),
            ),
            Self::WrongActivationCode => words(
                "激活码不正确",
                "The activation code is wrong",
                "请核对服务台打印的激活码、姓名和证件号码。",
                "Check the code on the slip, the name and the document number.",
            ),
            Self::AlreadyRegistered => words(
                "已经注册",
                "Already registered",
                "该证件或手机号已注册，请直接登录。",
                "An account for this document or phone is there; sign in.",
            ),
            Self::OwnRulebook => words(
                "须由另一位管理员发布",
                "Another administrator must publish",
                "规则集不能由编写人本人发布，请另一位管理员办理。",
                "Whoever wrote a rulebook does not publish it; ask another administrator.",
            ),
            Self::FindingsBlock(_) => words(
                "检查未通过",
                "Findings block it",
                "请修改所列规则；规则冲突也可以说明理由后予以接受。循环增值必须修改。",
                "Mend the rules that are listed. Ambiguous pairs can be accepted with a reason, minting \
                 cycles never.",
            ),
            Self::NothingToDecide => words(
                "没有需要裁定的事项",
                "Nothing to decide",
                "这项学习成果已有结果，或须按其他方式裁定，请刷新后查看。",
                "It has been settled, or asks for another decision; look at it again.",
            ),
            Self::UnitTaken => words(
                "这个单元已有申请",
                "The unit has an application",
                "该单元的申请正在审核或已经通过，请在“我的转换”中查看。",
                "It is under review or was approved; see your transfers.",
            ),
            Self::ProgramComplete => words(
                "项目要求已全部达到",
                "The requirements are met",
                "不需要再为这个项目使用学分，您的学分会保留在卡上。",
                "No more credits are needed for this program; yours stay on the card.",
            ),
            Self::Ledger(_, sentence) => {
                (Text::new("无法记账", "The ledger refused"), sentence.clone())
            }
        }
    }
}
