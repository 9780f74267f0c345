//! Help for residents: using credits, programs, and showing what one learned.

use super::{Topic, w};

pub const TOPICS: &[Topic] = &[
    Topic {
        slug: "use-credits",
        pages: &["/transfer"],
        title: w("学分办理", "Using credits"),
        purpose: w(
            "学分可以转换成另一类，可以申请抵免一门课程，也可以按规定转赠。这里列出您现在能办的，最有用的在前。",
            "Credits can be converted, applied to a unit of a program, or given where the policy allows. What you can do now is listed, the most useful first.",
        ),
        steps: &[
            w(
                "先看列出的建议，每条都写明用多少、得多少。",
                "Read the suggestions: each says what goes and what comes.",
            ),
            w(
                "按一条建议，或在下面选择转换、申请、转赠。",
                "Tap one, or choose to convert, apply or give below.",
            ),
            w(
                "每种办理最多三步，确认之前学分不会动。",
                "Each takes at most three screens, and nothing moves before you confirm.",
            ),
        ],
        trouble: &[w(
            "没有建议：说明现有学分还不够任何一项，继续学习即可。",
            "There are no suggestions: what you have does not yet suffice for any of them.",
        )],
    },
    Topic {
        slug: "convert",
        pages: &["/convert", "/convert/check"],
        title: w("转换学分", "Converting credits"),
        purpose: w(
            "按公布的比例，把一类学分换成另一类，例如社区教育学分换成职业教育学分。",
            "Turns credits of one kind into another by a published ratio, such as community into vocational credits.",
        ),
        steps: &[
            w("选择从哪一类换成哪一类。", "Choose from what to what."),
            w(
                "填写数额，旁边立刻显示能换多少、为什么。",
                "Enter an amount; what you get, and why, appears beside it.",
            ),
            w(
                "按“继续”，核对一遍，再按确认。满 50 学分要再输一次密码。",
                "Continue, check, confirm. From 50 credits on you enter your password again.",
            ),
            w(
                "保存或打印回执，凭验证码任何人都能查验。",
                "Keep or print the receipt; anyone can check it by its code.",
            ),
        ],
        trouble: &[
            w(
                "办错了：十分钟内、换来的学分没有用过，可以在回执页撤回。",
                "It was a mistake: within ten minutes, take it back on the receipt while the new credits are untouched.",
            ),
            w(
                "报价过期：报价保留十五分钟，过期后按“重新报价”。",
                "The quote expired: it is kept for fifteen minutes; ask again.",
            ),
        ],
    },
    Topic {
        slug: "apply",
        pages: &["/transfer/apply", "/transfer/apply/*/*", "/transfer/apply/check"],
        title: w("申请抵免或兑换", "Applying to a program"),
        purpose: w(
            "用学过的课程，申请抵免证书或学历项目中的一个单元，由办学的学校审核。",
            "Puts what you have learned to a unit of a certificate or degree, for credit or to have it waived. Its school decides.",
        ),
        steps: &[
            w("选择项目中的一个单元。", "Choose a unit of a program."),
            w(
                "选择用哪些学习成果；系统已经为您选好一组合适的。",
                "Choose the completions to use; a fitting set is chosen for you.",
            ),
            w(
                "核对后确认，学分先冻结，等学校审核。",
                "Check and confirm: the credits are on hold until the school decides.",
            ),
            w(
                "在“我的办理”中看进度和截止日期。",
                "See under “My requests” how it stands and when it is due.",
            ),
        ],
        trouble: &[
            w(
                "没有通过：会写明理由，学分退回，可以申诉一次，由另一个人复核。",
                "It was rejected: the reason is given, the credits return, and you can appeal once to another person.",
            ),
            w(
                "十四天没有结果：自动转给学分银行管理员办理。",
                "Nothing happens for fourteen days: it goes to the bank's administrators by itself.",
            ),
        ],
    },
    Topic {
        slug: "give",
        pages: &["/transfer/give", "/transfer/give/to", "/transfer/give/check"],
        title: w("转赠", "Giving credits"),
        purpose: w(
            "把规定可以转赠的学习积分送给家人或别的学员。",
            "Gives credits that the policy lets go to somebody else's card.",
        ),
        steps: &[
            w(
                "填写数额，页面写着今天和今年还能送多少。",
                "Enter an amount; what you may still give today and this year is shown.",
            ),
            w(
                "填写对方的卡号。系统只显示姓氏，请和对方核对。",
                "Enter the other card's number. Only part of the name is shown: make sure with them.",
            ),
            w(
                "核对后确认。一段时间内可以取消，之后等对方接受。",
                "Check and confirm. You can cancel for a while; then the other accepts.",
            ),
        ],
        trouble: &[
            w(
                "送错了：对方接受之前可以取消；接受后十分钟内可以撤回。",
                "The wrong person: cancel before they accept, or take it back within ten minutes after.",
            ),
            w(
                "有人催您转赠或许诺好处：请不要转赠，到窗口询问。",
                "Somebody presses you or promises something for it: do not give, ask at a counter.",
            ),
        ],
    },
    Topic {
        slug: "requests",
        pages: &[
            "/transfers",
            "/transfers/*",
            "/transfers/*/appeal",
            "/transfers/*/accept",
            "/transfers/*/decline",
        ],
        title: w(
            "我的办理：进度、撤回、申诉、接收",
            "My requests: progress, taking back, appeals, gifts",
        ),
        purpose: w(
            "每次办理一页，写明走到哪一步、下一步是什么、最迟哪天。",
            "Each request has a page: where it stands, what comes next, and by when.",
        ),
        steps: &[
            w(
                "打开一次办理，从上到下看各个阶段。",
                "Open a request and read its stages from top to bottom.",
            ),
            w(
                "可以撤回、取消、申诉或接受时，页面上有相应的按钮。",
                "Where you can take back, cancel, appeal or accept, there is a button.",
            ),
            w("按“打印”可以得到纸质回执。", "“Print” gives a receipt on paper."),
        ],
        trouble: &[
            w(
                "没有撤回按钮：已超过十分钟，或换来的学分已经用过。",
                "There is no button to take it back: ten minutes have passed, or the new credits were used.",
            ),
            w(
                "申诉只有一次，请把理由写清楚，并备好材料。",
                "You can appeal only once: say clearly why, and have your papers ready.",
            ),
        ],
    },
    Topic {
        slug: "programs",
        pages: &["/programs", "/programs/*", "/programs/*/certificate"],
        title: w("证书和学历项目", "Programs and certificates"),
        purpose: w(
            "看每个项目要求什么、您完成了多少、还差什么、哪些课程能补上。",
            "Shows what a program asks for, what you have, what is missing, and which courses would fill it.",
        ),
        steps: &[
            w(
                "没有登录也能看要求；登录后显示您的进度。",
                "Anyone can read what it asks for; signed in, you see your progress.",
            ),
            w("按“申请”把现有学分用到一个单元上。", "“Apply” puts what you have to a unit."),
            w(
                "全部完成后，学校会自动收到发证建议；发证后这里显示证书编号和验证码。",
                "When all is done, the school is proposed the certificate by itself; once granted, number and code stand here.",
            ),
        ],
        trouble: &[w(
            "已学的课程没有算进来：看单元下面的条件，例如时间、等级或学校的要求。",
            "A course does not count: look at the unit's conditions, such as date, level or school.",
        )],
    },
    Topic {
        slug: "family",
        pages: &["/family"],
        title: w("学习家庭", "Learning family"),
        purpose: w(
            "家人组成学习家庭，成员之间转赠更方便。",
            "A family learns together: its members can give each other credits more easily.",
        ),
        steps: &[
            w("起一个名字，建立家庭。", "Give it a name and found it."),
            w(
                "用卡号邀请家人；对方同意后才算加入。",
                "Invite by card number; they join only when they agree.",
            ),
            w(
                "随时可以退出，学分仍归各人所有。",
                "Leave at any time; everyone keeps their own credits.",
            ),
        ],
        trouble: &[w(
            "收到不认识的人的邀请：按“拒绝”即可。",
            "An invitation from a stranger: refuse it.",
        )],
    },
    Topic {
        slug: "transcript",
        pages: &[
            "/transcript",
            "/transcript/*",
            "/shares/new",
            "/shares/check",
            "/shares/made",
            "/shares/*",
            "/shared/*",
        ],
        title: w("成绩单和分享", "Transcript and sharing"),
        purpose: w(
            "把学习成果出成一份可打印、可验真的成绩单，或用一个链接给指定的人看，到期自动失效。",
            "Issues what you have learned as a transcript to print and verify, or shows it to one reader by a link that ends on a day.",
        ),
        steps: &[
            w(
                "打开“成绩单”，按“开具并打印”，得到带验证码的一份，可以打印。",
                "Open the transcript and issue it: you get one with a code, to print.",
            ),
            w(
                "要给别人看，按“分享给他人查看”：写明给谁、看哪些、看到哪天。",
                "To show it to somebody, share it: with whom, what, and until when.",
            ),
            w(
                "核对后确认，把链接发给对方。谁在什么时候看过，都有记录。",
                "Check, confirm, and send the link. Every look at it is written down.",
            ),
        ],
        trouble: &[
            w(
                "发错了人：打开这次分享，按“撤回分享”，链接立即失效。",
                "It went to the wrong person: open the share and withdraw it; the link ends at once.",
            ),
            w(
                "对方说打不开：链接可能已到期或撤回，请重新分享一次。",
                "They cannot open it: it has ended or was withdrawn; share it again.",
            ),
        ],
    },
];
