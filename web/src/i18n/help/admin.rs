//! Help for administrators and auditors.

use super::{Topic, w};

pub const TOPICS: &[Topic] = &[
    Topic {
        slug: "rulebooks",
        pages: &["/admin", "/admin/rulebooks", "/admin/rulebooks/*"],
        title: w("规则版本", "Rulebooks"),
        purpose: w(
            "认定和转换规则按版本管理。发布的版本永不改动，修改从新的草稿开始。",
            "The rules come in editions. A published one never changes; a change begins with a draft.",
        ),
        steps: &[
            w(
                "打开草稿，查找要改的规则，或新增一条。",
                "Open a draft and find the rule to change, or add one.",
            ),
            w(
                "按“检查”看有没有冲突，按“影响”看谁会增减。",
                "“Check” finds clashes; “Impact” says who gains or loses.",
            ),
            w(
                "填写生效日期，提交给另一位管理员发布。",
                "Enter the day it takes effect and submit it for another administrator to publish.",
            ),
        ],
        trouble: &[
            w(
                "提交后发现有误：在发布之前撤回修改。",
                "A fault after submitting: withdraw it before it is published.",
            ),
            w(
                "规则可以下载成表格，改好再读入，内容不会丢。",
                "The rules can be downloaded as a table and read again without loss.",
            ),
        ],
    },
    Topic {
        slug: "editor",
        pages: &["/admin/rulebooks/*/rules/*/*", "/admin/rulebooks/*/rules/*/new"],
        title: w("编写一条规则", "Writing a rule"),
        purpose: w(
            "一边填写，一边把规则读成一句话，并当场用一条成果试算。",
            "Reads the rule back as a sentence while you type, and tries it on a completion at once.",
        ),
        steps: &[
            w(
                "填写条件：学校、课程类别、形式、学时范围等。不填的不限制。",
                "Fill in what it is for: schools, categories, forms, hours. What is empty does not limit.",
            ),
            w(
                "填写怎样计算、上限和有效期。",
                "Say how it counts, its limit, and how long credits last.",
            ),
            w(
                "读一遍上方的句子，是不是您的意思。",
                "Read the sentence on top: is it what you mean?",
            ),
            w(
                "在“试一试”中填一条成果，看得多少学分、每一步怎样算。",
                "Try a completion and see the credits, step by step.",
            ),
        ],
        trouble: &[w(
            "试算显示需要人工裁定：有两条规则同样合适，提高其中一条的优先级，或把条件写窄。",
            "A person would have to decide: two rules fit alike; raise one's priority or narrow it.",
        )],
    },
    Topic {
        slug: "check-rules",
        pages: &[
            "/admin/rulebooks/*/findings",
            "/admin/rulebooks/*/impact",
            "/admin/rulebooks/*/difference",
            "/admin/rulebooks/*/difference/*",
        ],
        title: w("检查、影响和版本比较", "Check, impact, difference"),
        purpose: w(
            "发布之前弄清三件事：有没有漏洞，影响谁，改了什么。",
            "Three things to know before publishing: what is wrong, whom it changes, what differs.",
        ),
        steps: &[
            w(
                "“检查”列出冲突、凭空增加学分的循环、永远用不到的规则，每条都附例子。",
                "The check lists clashes, loops that make credits out of nothing, and dead rules, each with an example.",
            ),
            w(
                "按例子旁的按钮打开规则，改到例子通过。",
                "Open the rule with its example and change it until the example comes out.",
            ),
            w(
                "“影响”模拟重新认定，列出总数和受影响的人。",
                "The impact simulates deciding again, with totals and who is affected.",
            ),
            w(
                "“比较”逐条列出与另一版本的不同。",
                "The difference lists what changed against another edition.",
            ),
        ],
        trouble: &[w(
            "有的发现可以接受：发布时逐条写明理由，会留下记录。",
            "Some findings can be accepted: the reason is asked for at publication and kept.",
        )],
    },
    Topic {
        slug: "publish",
        pages: &["/admin/rulebooks/*/publish"],
        title: w("发布规则", "Publishing"),
        purpose: w(
            "由另一位管理员发布，编者不能发布自己的草稿。",
            "Another administrator publishes: nobody publishes their own draft.",
        ),
        steps: &[
            w(
                "选择“从今以后”，或“连同已登记的重新认定”。",
                "Choose from now on, or with everything recorded before decided again.",
            ),
            w(
                "写一句说明，市民在通知里会看到。",
                "Write a sentence that residents will read in their notices.",
            ),
            w(
                "核对后发布。重新认定在后台逐人进行，可以看进度。",
                "Check and publish. Deciding again goes person by person in the background, with its progress shown.",
            ),
        ],
        trouble: &[
            w("有阻止发布的发现：必须先改好。", "A finding blocks it: it must be mended first."),
            w(
                "重新认定中断：下一轮会接着做，不会重复。",
                "Deciding again was interrupted: it goes on by itself and counts nothing twice.",
            ),
        ],
    },
    Topic {
        slug: "decisions",
        pages: &["/admin/decisions", "/admin/decisions/*"],
        title: w("待裁定的成果", "Undecided completions"),
        purpose: w(
            "规则没有写明或互相冲突的成果，由您逐件裁定并写明理由。",
            "What the rules leave open or where they clash, you decide one by one, with a reason.",
        ),
        steps: &[
            w(
                "打开一件，看哪几条规则相冲突、各得多少学分。",
                "Open one: which rules clash and what each would give.",
            ),
            w("选择一种结果，写明理由。", "Choose an outcome and write why."),
            w("核对后确认，学员会收到理由。", "Check and confirm; the learner gets the reason."),
        ],
        trouble: &[w(
            "同样的情况反复出现：说明规则该改了，到“规则管理”中写清楚。",
            "The same case comes again and again: mend the rule instead.",
        )],
    },
    Topic {
        slug: "statistics",
        pages: &["/admin/statistics"],
        title: w("统计分析", "Statistics"),
        purpose: w(
            "按机构、年龄段、月份、街镇统计学习人数、成果、学时和学分，以及学分转换流向。",
            "How many learned, what and for how long, by institution, age, month and street, and which credits were converted into which.",
        ),
        steps: &[
            w("选择统计表、时间和机构。", "Choose a table, a period and an institution."),
            w("在“图中指标”中选择要看的数字。", "Choose which figure the chart shows."),
            w(
                "展开数据表查看全部数字，可下载 CSV 或打印。",
                "Open the table for every figure; download it as CSV or print it.",
            ),
        ],
        trouble: &[w(
            "有的数字是“*”：涉及人数少于5人，或可据以推算出这样的数字，为保护个人信息不予公布。",
            "A figure is “*”: it is about fewer than five people, or would tell one that is; it is left out to protect them.",
        )],
    },
    Topic {
        slug: "institutions",
        pages: &[
            "/admin/institutions",
            "/admin/institutions/*",
            "/admin/institutions/*/close",
            "/admin/institutions/*/reopen",
        ],
        title: w("学校和机构", "Institutions"),
        purpose: w(
            "办学机构的层级、名称、成绩等级；学校停办或恢复。",
            "The tree of institutions, their names and grades; closing and reopening one.",
        ),
        steps: &[
            w(
                "在列表中打开一所学校，改名称或成绩等级。",
                "Open a school to change its names or grades.",
            ),
            w(
                "停办时写明理由：它的待审件会转给上一级。",
                "To close it give a reason: what waits for it goes to the one above.",
            ),
        ],
        trouble: &[w(
            "停错了：按“恢复”。停办期间别处已审的件不会退回。",
            "It was closed by mistake: reopen it. What others decided meanwhile stays.",
        )],
    },
    Topic {
        slug: "program-editor",
        pages: &["/admin/programs", "/admin/programs/new", "/admin/programs/*"],
        title: w("项目和要求", "Programs and requirements"),
        purpose: w(
            "证书和学历项目：总学分、各组要求、单元、可转入的比例。",
            "Certificates and degrees: their total, groups, units, and how much may be transferred.",
        ),
        steps: &[
            w(
                "打开项目或新建一个，按组填写单元和学分。",
                "Open a program or make one; fill in units and credits by group.",
            ),
            w(
                "保存后，市民立刻看到新的要求和自己的进度。",
                "Once saved, residents see it and their progress.",
            ),
        ],
        trouble: &[w(
            "已有人申请的单元：改动只影响以后的申请。",
            "Units that people applied to: a change counts for later applications only.",
        )],
    },
    Topic {
        slug: "schemes",
        pages: &["/admin/schemes", "/admin/schemes/new", "/admin/schemes/*"],
        title: w("学分类型", "Schemes"),
        purpose: w(
            "学分分几类、各叫什么、多少学时合一学分、有效多久。",
            "The kinds of credits: their names, the hours to a credit, and how long they last.",
        ),
        steps: &[
            w(
                "打开一类，改名称或有效期；也可以新增一类。",
                "Open one to change its names or validity, or add one.",
            ),
            w(
                "保存后，规则里就能使用。已入账的学分按入账时的规定。",
                "Once saved, rules can use it. Credits that are on cards keep what held when they came.",
            ),
        ],
        trouble: &[w(
            "不再使用的类型：停用即可，已有的学分不受影响。",
            "A kind is no longer wanted: set it inactive; credits that exist stay.",
        )],
    },
    Topic {
        slug: "code-tables",
        pages: &["/admin/codes", "/admin/codes/*"],
        title: w("代码表", "Code tables"),
        purpose: w(
            "课程类别、课程层次、街道的代码，和页面上显示的中英文名称。",
            "The codes of course categories, levels and streets, with the names that people read.",
        ),
        steps: &[
            w("打开一张表，改名称或添加一项。", "Open a table to change a name or add an item."),
            w(
                "保存后，课程、规则和各页立即使用新的名称。",
                "Once saved, courses, rules and pages use the new names.",
            ),
        ],
        trouble: &[w(
            "代码本身不要改：规则和已登记的成果都用它。",
            "Leave the code itself as it is: rules and completions use it.",
        )],
    },
    Topic {
        slug: "users",
        pages: &["/admin/users", "/admin/users/new"],
        title: w("工作人员账户", "Users"),
        purpose: w(
            "为窗口、审核、管理和审计人员开账户，各有各的权限。",
            "Accounts for clerks, reviewers, administrators and auditors, each with a role.",
        ),
        steps: &[
            w(
                "按“新增”，填写用户名、姓名和身份；窗口和审核人员还要选学校。",
                "Add one with user name, name and role; clerks and reviewers belong to a school.",
            ),
            w(
                "把初始密码当面交给本人，请本人登录后在“设置”中改掉。",
                "Hand over the first password in person; they change it in “Settings”.",
            ),
        ],
        trouble: &[w(
            "不要几个人合用一个账户：操作记录以账户为准。",
            "Let no two people share an account: the audit goes by it.",
        )],
    },
    Topic {
        slug: "merge",
        pages: &["/admin/learners", "/admin/learners/*/*", "/admin/learners/*/merged"],
        title: w("合并一个人的两份档案", "Merging two records"),
        purpose: w(
            "同一个人因换证件或写错有了两份档案，合成一份，学分和记录都并到保留的那份。",
            "When one person has two records, their credits and history go to the one that is kept.",
        ),
        steps: &[
            w(
                "分别查找两份档案，核对是不是同一个人。",
                "Find both records and make sure that they are one person.",
            ),
            w(
                "选择保留哪一份，写明理由，看清楚会移动什么。",
                "Choose which to keep, give the reason, and see what will move.",
            ),
            w(
                "确认合并。两边都学过的课程会按规则重算。",
                "Confirm. Courses that both took are counted again.",
            ),
        ],
        trouble: &[w(
            "合并不能撤销，请务必核对证件原件。",
            "A merge cannot be undone: look at the documents themselves.",
        )],
    },
    Topic {
        slug: "audit",
        pages: &["/admin/audit", "/admin/audit/*"],
        title: w("操作记录", "The audit"),
        purpose: w(
            "谁在什么时候看了什么、改了什么，改前改后都在。",
            "Who looked at or changed what, and when, with both values.",
        ),
        steps: &[
            w(
                "不填对象就是全部，最新的在前。",
                "Without a subject you see everything, the newest first.",
            ),
            w(
                "填卡号或编号，只看一个人或一件事。",
                "Enter a card number or an id to see one person or thing.",
            ),
        ],
        trouble: &[w(
            "发现不该有的查询：请联系该学校和纪检人员，记录不能删除。",
            "A look-up that should not be: tell the school and whoever oversees it; nothing here can be deleted.",
        )],
    },
    Topic {
        slug: "ledger",
        pages: &["/ledger"],
        title: w("账目核对", "The ledger check"),
        purpose: w(
            "把每一笔分录重新加一遍，证明每个余额都对。",
            "Adds up every entry again and proves each balance.",
        ),
        steps: &[
            w(
                "打开页面就开始核对，几秒钟出结果。",
                "Opening the page begins the check; it takes seconds.",
            ),
            w("全部通过即可；可以打印存档。", "When all is right, print it for the files."),
        ],
        trouble: &[w(
            "有一项不通过：不要修改数据，把页面上的编号告诉运行维护人员。",
            "Something fails: change nothing, and give the number on the page to those who run the system.",
        )],
    },
];
