//! Help for clerks and reviewers.

use super::{Topic, w};

pub const TOPICS: &[Topic] = &[
    Topic {
        slug: "today",
        pages: &["/clerk"],
        title: w("今日工作", "Today"),
        purpose: w(
            "每天先看这一页：近来登记了什么，哪些在等人处理。",
            "The page to begin the day with: what was posted lately, and what waits for somebody.",
        ),
        steps: &[
            w("按状态筛选，先处理排在前面的。", "Filter by status and begin at the top."),
            w(
                "按一条打开详情，可以更正或撤销。",
                "Open a line for its details, to amend or revoke it.",
            ),
        ],
        trouble: &[w(
            "“待裁定”的不用您处理，管理员决定后会通知学员。",
            "What awaits a decision is not yours to settle: an administrator decides, and the learner is told.",
        )],
    },
    Topic {
        slug: "post",
        pages: &["/clerk/post"],
        title: w("登记学习成果", "Posting a completion"),
        purpose: w(
            "学员学完一门课程，在这里登记一条。只用键盘就能完成。",
            "Records that somebody finished a course, one at a time; the keyboard alone is enough.",
        ),
        steps: &[
            w(
                "输入或扫描学习卡号；没有带卡的，用证件号查找。",
                "Type or scan the card number; without the card, use the document.",
            ),
            w(
                "填写本校编号。编号不能重复，同一条登记两次也只算一次。",
                "Enter your school's number. It is unique: the same line posted twice counts once.",
            ),
            w(
                "选择课程，填写结束日期、学时和成绩。上一次的课程会保留。",
                "Choose the course, then the day it ended, hours and grade. The last course is kept.",
            ),
            w(
                "按“预览”看会认定多少学分、依据哪条规则，无误后按“保存”。",
                "“Preview” shows the credits and the rule; when it is right, save.",
            ),
        ],
        trouble: &[
            w(
                "编号已用过而内容不同：页面会列出不同的项目，请核对是不是另一条。",
                "The number is taken by something different: what differs is listed; see whether it is another line.",
            ),
            w(
                "预览显示未认定：原因写在下面，例如学时不足。仍可保存，日后更正会重算。",
                "The preview does not recognise it: the reason is below. You may still save; a later amendment is worked out again.",
            ),
        ],
    },
    Topic {
        slug: "counter",
        pages: &["/clerk/counter", "/clerk/counter/people/*"],
        title: w("查找市民", "Finding a person"),
        purpose: w(
            "按卡号或证件查找一个人，办理确认、补卡、改资料。每次查询都会留下记录。",
            "Finds a person by card or document, to confirm them, replace a card or mend details. Every look-up is recorded.",
        ),
        steps: &[
            w(
                "请对方出示卡或证件，输入号码，按“查找”。",
                "Ask for card or document, enter the number, and search.",
            ),
            w(
                "核对姓名和出生日期，再打开档案。",
                "Compare name and date of birth before opening the record.",
            ),
            w(
                "本人带证件来认领账户的，核对后按“确认”。",
                "When they come to claim an account with their document, check it and confirm.",
            ),
        ],
        trouble: &[
            w(
                "查不到：核对号码；确实没有的，按“开卡”。",
                "Nothing is found: check the number; if there is none, open a card.",
            ),
            w(
                "不要替别人查询，也不要凭电话查询。",
                "Look nobody up for another person, or by telephone.",
            ),
        ],
    },
    Topic {
        slug: "open-card",
        pages: &["/clerk/counter/open", "/clerk/counter/slip"],
        title: w("开卡和打印激活单", "Opening a card and printing the slip"),
        purpose: w(
            "为第一次来的市民开学习卡，打印带激活码的纸条，带回家就能注册。",
            "Opens a card for somebody new and prints the slip with the code that they register with.",
        ),
        steps: &[
            w(
                "按证件填写证件类型、号码和姓名。",
                "Enter type, number and name as on the document.",
            ),
            w(
                "按“开卡”，把激活单打印出来交给本人。",
                "Open the card, print the slip and hand it over.",
            ),
            w(
                "告诉对方：激活码只显示这一次，不要给别人。",
                "Say that the code is shown only once and is for nobody else.",
            ),
        ],
        trouble: &[
            w(
                "提示证件号有误：最后一位是校验码，请逐位核对。",
                "The number is refused: its last digit checks the others; compare each.",
            ),
            w(
                "激活单没有打印就关掉了：重新打开档案，请对方注册后到窗口确认。",
                "The slip was closed unprinted: let them register without a code, and confirm them here.",
            ),
        ],
    },
    Topic {
        slug: "replace-card",
        pages: &["/clerk/counter/people/*/replace", "/clerk/counter/people/*/replaced"],
        title: w("补办学习卡", "Replacing a card"),
        purpose: w(
            "卡丢了或坏了，换一个新卡号，学分原样保留，旧卡号作废。",
            "Gives a new number for a lost or broken card. The credits stay; the old number is void.",
        ),
        steps: &[
            w(
                "核对本人证件，打开档案，按“补办”。",
                "Check the document, open the record, and replace the card.",
            ),
            w(
                "选择或填写理由，核对新旧信息后确认。",
                "Choose or write the reason, check, and confirm.",
            ),
            w("打印新卡号交给本人。", "Print the new number and hand it over."),
        ],
        trouble: &[w(
            "本人没有来：不能代办，请本人先在网上挂失。",
            "They did not come themselves: it cannot be done for them; they can report the loss online.",
        )],
    },
    Topic {
        slug: "mend-details",
        pages: &["/clerk/counter/people/*/mend"],
        title: w("更正姓名和证件", "Mending a name or document"),
        purpose: w(
            "姓名写错、证件换号时更正档案。改前改后的内容都会留在操作记录中。",
            "Corrects a misspelt name or a new document number. Both values stay in the audit.",
        ),
        steps: &[
            w(
                "核对证件原件，只改有误的项目。",
                "Look at the document itself and change only what is wrong.",
            ),
            w("选择理由，核对对照表，确认。", "Choose a reason, compare old and new, confirm."),
        ],
        trouble: &[w(
            "新证件号已属于另一份档案：那是同一个人的两份档案，请管理员合并，不要硬改。",
            "The number belongs to another record: these are two records of one person; ask an administrator to merge them.",
        )],
    },
    Topic {
        slug: "correct",
        pages: &[
            "/clerk/completions",
            "/clerk/completions/*",
            "/clerk/completions/*/amend",
            "/clerk/completions/*/revoke",
        ],
        title: w("更正和撤销成果", "Amending and revoking"),
        purpose: w(
            "登记错了可以更正，不该登记的可以撤销。原来的记录保留，学分自动重算，学员会收到说明。",
            "What was posted wrongly is amended; what should not be there is revoked. The old line stays, the credits are worked out again, and the learner is told.",
        ),
        steps: &[
            w(
                "按课程、状态或日期找到那一条，打开。",
                "Find the line by course, status or date and open it.",
            ),
            w(
                "按“更正”改学时、成绩或日期，或按“撤销”。",
                "Amend hours, grade or dates, or revoke it.",
            ),
            w(
                "写明理由，看清楚学分会怎样变，再确认。",
                "Give the reason, see how the credits will change, and confirm.",
            ),
        ],
        trouble: &[
            w(
                "学分已经用掉：仍可撤销，学员会欠下这些学分，以后的收入先抵扣。请先和学员说明。",
                "The credits were used: revoking leaves a debt that later credits pay. Tell the learner first.",
            ),
            w(
                "别的学校登记的：只能由那所学校更正。",
                "Another school posted it: only they can correct it.",
            ),
        ],
    },
    Topic {
        slug: "batches",
        pages: &["/clerk/batches/*", "/clerk/batches/*/undo"],
        title: w("整批登记和整批撤销", "Batches, and undoing one"),
        purpose: w(
            "一起登记的一批可以整体查看；整批登错了，可以一次撤销。",
            "What was posted together can be seen together, and undone as a whole.",
        ),
        steps: &[
            w(
                "打开批次，看登记了多少、拒绝了多少。",
                "Open the batch to see how many were posted and refused.",
            ),
            w(
                "确实整批有误时按“撤销整批”，写明理由并确认。",
                "If all of it is wrong, undo it with a reason.",
            ),
            w("改好文件后重新登记。", "Mend the file and post it again."),
        ],
        trouble: &[w(
            "只有几条有误：请逐条更正，不要撤销整批。",
            "Only some lines are wrong: amend those, and do not undo the batch.",
        )],
    },
    Topic {
        slug: "review",
        pages: &["/review", "/review/escalated", "/review/appeals", "/review/transfers/*"],
        title: w("审核申请", "Reviewing applications"),
        purpose: w(
            "学员申请抵免或兑换，由您审核。列表按最迟日期排列，快到期的在前。",
            "Learners apply, and you decide. The queue is in order of due dates.",
        ),
        steps: &[
            w(
                "打开一件，看学员用哪些成果、抵哪个单元、依据哪条规则。",
                "Open one: which completions, which unit, by which rule.",
            ),
            w(
                "提交后十分钟内学员可以取消，这段时间不能通过。",
                "For ten minutes the learner can cancel; until then it cannot be approved.",
            ),
            w(
                "按“通过”或“不通过”，确认前会显示结果。",
                "Approve or reject; what will happen is shown before you confirm.",
            ),
        ],
        trouble: &[
            w(
                "十四天没有处理的，自动转给管理员。",
                "What you leave for fourteen days goes to the administrators.",
            ),
            w(
                "申诉件不能由作出原决定的人办理。",
                "An appeal cannot be decided by whoever decided first.",
            ),
        ],
    },
    Topic {
        slug: "decide",
        pages: &[
            "/review/transfers/*/approve",
            "/review/transfers/*/reject",
            "/review/transfers/*/receipt",
        ],
        title: w("通过或不通过", "Approving or rejecting"),
        purpose: w(
            "把决定和理由写清楚，学员看到的就是您写的话。",
            "Puts decision and reason in words: the learner reads exactly what you write.",
        ),
        steps: &[
            w(
                "不通过时选择或填写理由，说明怎样补正。",
                "To reject, choose or write a reason that says what would help.",
            ),
            w(
                "核对后确认。确认后打开回执，可以打印。",
                "Check and confirm; the receipt that follows can be printed.",
            ),
        ],
        trouble: &[w(
            "通过以后学分就用掉了，不能收回，请先看清楚。不通过的，学员可以申诉一次，由另一个人复核。",
            "What is approved is redeemed and stays so: look carefully first. After a rejection the learner can appeal once, to another person.",
        )],
    },
    Topic {
        slug: "awards",
        pages: &[
            "/review/awards",
            "/review/awards/*",
            "/review/awards/*/grant",
            "/review/awards/*/decline",
        ],
        title: w("发证", "Certificates"),
        purpose: w(
            "学员完成了项目的全部要求，系统建议发证，由学校决定。",
            "When everything a program asks for is there, the system proposes the certificate and the school decides.",
        ),
        steps: &[
            w(
                "打开一件，逐项看要求是怎样完成的。",
                "Open one and see how each requirement is met.",
            ),
            w(
                "按“颁发”，证书得到编号和验证码，学员收到通知。",
                "Grant it: it gets a number and a code, and the learner is told.",
            ),
        ],
        trouble: &[w(
            "不应发证：按“不颁发”并写明理由。",
            "It should not be granted: decline it with a reason.",
        )],
    },
];
