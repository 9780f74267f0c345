//! Help for residents: the card and what is on it, and the pages for everyone.

use super::{Topic, w};

pub const TOPICS: &[Topic] = &[
    Topic {
        slug: "sign-in",
        pages: &["/sign-in", "/menu", "/"],
        title: w("登录", "Signing in"),
        purpose: w(
            "登录后可以看自己的学分、明细和办理进度。查课程、看规则、验真不用登录。",
            "Once signed in you see your credits, your statement and how your requests stand. Courses, rules and verification need no account.",
        ),
        steps: &[
            w("按右上角“登录”。", "Press “Sign in” at the top right."),
            w(
                "输入用户名、手机号、学习卡号或身份证号，再输入密码。按“显示密码”可以看到输入的内容。",
                "Enter your user name, phone, card number or ID number, then your password. “Show password” lets you see what you typed.",
            ),
            w("按“登录”，打开的就是您的学习卡。", "Press “Sign in”; your learning card opens."),
            w(
                "用完公共电脑后，请在“设置”中退出登录。",
                "On a shared computer, sign out in “Settings” when you are done.",
            ),
        ],
        trouble: &[
            w(
                "提示密码不对：检查大小写和空格。连续输错多次后要等一分钟再试。",
                "The password is refused: check capitals and spaces. After several failures, wait a minute.",
            ),
            w(
                "忘记密码：请带身份证件到服务窗口办理。",
                "You forgot the password: go to a counter with your document.",
            ),
        ],
    },
    Topic {
        slug: "register",
        pages: &["/register"],
        title: w("注册和领取学习卡", "Registering and claiming your card"),
        purpose: w(
            "把窗口或学校为您开好的学习卡领到自己名下，以后在手机上就能看。",
            "Takes the card that a counter or school opened for you into your own hands, so that you can see it on your phone.",
        ),
        steps: &[
            w(
                "准备好身份证件和窗口给您的激活码；没有激活码也可以先注册。",
                "Have your document and the activation code from the counter ready; without a code you can still register.",
            ),
            w(
                "按证件填写姓名和号码，设置一个至少十位的密码，用一句自己好记的话最好。",
                "Enter name and number as on the document, and choose a password of at least ten characters; a sentence that you remember is best.",
            ),
            w("填写激活码，按“注册”。", "Enter the activation code and press “Register”."),
        ],
        trouble: &[
            w(
                "没有激活码：注册后请带证件到窗口确认身份，确认之前看不到学分。",
                "No code: after registering, show your document at a counter; until then you see no credits.",
            ),
            w(
                "提示已有账户：请直接登录，或到窗口查询。",
                "An account exists already: sign in, or ask at a counter.",
            ),
        ],
    },
    Topic {
        slug: "card",
        pages: &["/card"],
        title: w("我的学习卡", "My card"),
        purpose: w(
            "一眼看到各类学分的余额、最近的收支、快到期的学分，和下一步可以做的事。",
            "Shows at a glance what you have of each kind, what came and went, what expires next, and what you could do next.",
        ),
        steps: &[
            w(
                "卡面上是卡号和二维码，办事时出示即可。",
                "Number and QR code stand on the card: show them where you are asked.",
            ),
            w(
                "每类学分下方写着可用多少、冻结多少、哪天到期多少。",
                "Below each kind stands what you can use, what is on hold, and what expires when.",
            ),
            w(
                "“下一步”是学分银行为您算出的最合适的用法，按一下就能办。",
                "“Next step” is the best use that the bank has found for you; one tap begins it.",
            ),
            w(
                "按任何一笔收支，可以看到它是怎样算出来的。",
                "Tap any entry to see how it came about.",
            ),
        ],
        trouble: &[
            w(
                "没有网络时显示上次看到的余额和时间，不能办理业务。",
                "Without a network you see the last balance with its time, and nothing can be moved.",
            ),
            w(
                "学分和想的不一样：按那一笔看理由，再看“学习成果”一节。",
                "The credits are not what you expected: tap the entry for the reason, then see “Completions”.",
            ),
        ],
    },
    Topic {
        slug: "lost-card",
        pages: &["/card/lost"],
        title: w("挂失和补办", "A lost card"),
        purpose: w(
            "学习卡丢了，先挂失，别人就不能用；学分一分不会少。",
            "When your card is lost, report it so that nobody else can use it. None of your credits are lost.",
        ),
        steps: &[
            w(
                "在“设置”中按“挂失”，确认一次即可。",
                "In “Settings”, choose to report it lost and confirm.",
            ),
            w(
                "带身份证件到任一服务窗口补办，当场得到新卡号。",
                "Go to any counter with your document; you get a new number at once.",
            ),
        ],
        trouble: &[
            w(
                "又找到了：挂失后旧卡号不能恢复，请到窗口补办。",
                "You found it again: a reported number stays void; have it replaced at a counter.",
            ),
            w(
                "只是暂时不用：在“设置”中冻结，以后自己解冻，不必挂失。",
                "You only want to pause: freeze it in “Settings” and unfreeze it yourself.",
            ),
        ],
    },
    Topic {
        slug: "statement",
        pages: &["/statement"],
        title: w("收支明细", "The statement"),
        purpose: w(
            "学分的每一笔收入和支出，像存折一样，只增不改。",
            "Every credit that came or went, like a bank book: lines are added, never changed.",
        ),
        steps: &[
            w("可以按学分类型和日期筛选。", "Filter by kind of credit and by date."),
            w(
                "“收入”带加号，“支出”带减号，右边是记入后的余额。",
                "What came has a plus, what went a minus; the balance after it stands at the end.",
            ),
            w(
                "按一笔，可以看到它来自哪门课程或哪次办理。",
                "Tap a line to see the course or request that it comes from.",
            ),
        ],
        trouble: &[w(
            "有一笔看不懂或不认可：按开看理由，仍有疑问请到窗口。登记错误由学校更正，更正也会在这里写明。",
            "A line seems wrong: tap it for the reason, and ask at a counter if it does not convince you. A school's mistake is put right by a new line that says so.",
        )],
    },
    Topic {
        slug: "completions",
        pages: &["/completions", "/completions/*"],
        title: w("学习成果", "Completions"),
        purpose: w(
            "学校登记的每一门学完的课程，认定了多少学分，为什么。",
            "Every course that a school recorded for you, what it was recognised for, and why.",
        ),
        steps: &[
            w(
                "按一门课程，打开“为什么是这个数”，可以看到按哪条规则、怎样计算。",
                "Tap a course and open “why” to see the rule and the sum.",
            ),
            w(
                "“待裁定”是规则没有写明的，由管理员逐件决定，决定后会通知您。",
                "“Awaiting a decision” means that the rules leave it open: a person decides, and you are told.",
            ),
            w(
                "“未认定”会写明原因，例如学时不足。",
                "“Not recognised” says why, such as too few hours.",
            ),
        ],
        trouble: &[
            w(
                "学完的课程没有显示：请联系开课的学校登记，一般在结课后登记。",
                "A course is missing: ask the school to record it.",
            ),
            w(
                "学时或成绩不对：请学校更正，更正后学分会自动重算。",
                "Hours or grade are wrong: ask the school to amend them; the credits are worked out again.",
            ),
        ],
    },
    Topic {
        slug: "notices",
        pages: &["/notices"],
        title: w("通知", "Notices"),
        purpose: w(
            "学分变动、审核结果、到期提醒都写在这里，写明为什么。",
            "What changed, what was decided and what expires is told here, with the reason.",
        ),
        steps: &[
            w(
                "右上角铃铛上的数字是没有看过的条数。",
                "The number on the bell counts what you have not read.",
            ),
            w(
                "到期前 90、30、7 天各提醒一次。",
                "You are reminded 90, 30 and 7 days before credits expire.",
            ),
        ],
        trouble: &[w(
            "学分银行不会向您要密码或验证码，也不会让您转账。这样的电话和短信都是假的。",
            "The bank never asks for your password or a code, nor for money. Such calls are false.",
        )],
    },
    Topic {
        slug: "settings",
        pages: &["/settings"],
        title: w("设置：字号、颜色、密码、冻结", "Settings: size, colours, password, freezing"),
        purpose: w(
            "把字放大、换颜色、换语言；改密码；暂时冻结学习卡。",
            "Makes the text larger, changes colours and language, changes the password, freezes the card.",
        ),
        steps: &[
            w(
                "选“长辈版”，字更大、按钮更大、选项更少。页面上方也有这个按钮。",
                "The “Senior edition” has larger text and buttons and fewer choices; it is on top of every page too.",
            ),
            w(
                "改密码要先输入旧密码；改好后别的设备要重新登录。",
                "To change the password enter the old one; other devices sign in again.",
            ),
            w(
                "冻结后学分不能动，仍可查看；解冻要输入密码。",
                "While frozen nothing moves, and all can be seen; unfreezing asks for your password.",
            ),
        ],
        trouble: &[w(
            "字太大，一行放不下：页面会自动换行，不会丢内容。",
            "The text is very large: lines break by themselves and nothing is lost.",
        )],
    },
    Topic {
        slug: "courses",
        pages: &["/courses", "/courses/*"],
        title: w("查课程", "The catalogue"),
        purpose: w(
            "查各校的课程，看学完能得多少学分，不用登录。",
            "Courses of all schools and what each would be worth; no account needed.",
        ),
        steps: &[
            w("输入课程名称或选择学校，按“查找”。", "Enter a word or choose a school, and search."),
            w(
                "打开一门课程，看学时、形式和可得学分，以及依据的规则。",
                "Open a course for its hours, form, worth, and the rule behind it.",
            ),
        ],
        trouble: &[w(
            "学分写着“待裁定”：说明规则没有写明，学完后由管理员决定。",
            "It says that a person decides: the rules leave it open until you have finished it.",
        )],
    },
    Topic {
        slug: "rules",
        pages: &["/rules", "/rules/*", "/rules/*/*"],
        title: w("认定和转换规则", "The rules"),
        purpose: w(
            "学分怎样认定、怎样转换、上限多少，全部公开，每条规则都写成一句话。",
            "How credits are recognised and converted, and their limits: all public, each rule as a sentence.",
        ),
        steps: &[
            w("输入编号或几个字查找规则。", "Search by code or word."),
            w(
                "打开一条规则，看它适用于谁、怎样计算。",
                "Open a rule to see whom it is for and how it counts.",
            ),
            w(
                "以前的版本也能看：按哪一版认定的，永远按那一版说明。",
                "Earlier editions can be read: what was decided by one is always explained by it.",
            ),
        ],
        trouble: &[w(
            "规则改了，我的学分会变吗：只有公告写明重新认定的才会变，并会逐笔通知您。",
            "Will my credits change with the rules? Only when a publication says so, and you are told line by line.",
        )],
    },
    Topic {
        slug: "verify",
        pages: &["/verify", "/verify/*"],
        title: w("验真", "Verification"),
        purpose: w(
            "任何人都可以查验回执、成果或证书是否真实，不会看到别的信息。",
            "Anyone can check whether a receipt, completion or certificate is genuine, and learns nothing else.",
        ),
        steps: &[
            w("输入验证码，或扫描二维码。", "Enter the code, or scan the QR code."),
            w("按“验证”，看结果和出具日期。", "Press “Check” and read the verdict and its date."),
        ],
        trouble: &[
            w(
                "查不到：核对每个字母和数字；验证码里没有容易混淆的字母。",
                "Nothing is found: compare every character; the code has none that are easily mistaken.",
            ),
            w(
                "显示已失效：该成果或证书已被撤销，请向出具的学校询问。",
                "It is void: the completion or certificate was revoked; ask the school that issued it.",
            ),
        ],
    },
];
