//! Programs, how far somebody is, certificates, families.

use super::texts;

texts! {
    LEAD = "一步步积累，达到要求即可取得证书。", "Step by step toward a certificate.";
    MINE = "我的项目", "My programs";
    MINE_NONE = "还没有开始的项目", "You have not begun a program";
    MINE_NONE_DETAIL = "从下面选一个项目，看看手中的学分和成果能完成哪些要求。", "Choose one below and see what your credits and completions would fill.";
    EVERY = "全部项目", "All programs";
    NONE = "没有找到项目", "No programs found";
    NONE_DETAIL = "请换一个词，或选择全部机构再搜索。", "Try another word, or all institutions.";
    SEARCH_WORDS = "项目名称或代码", "Name or code";
    TOTAL = "{0} 学分", "{0} credits";
    NO_PROGRAM = "没有这个项目", "There is no such program";
    PROGRAM = "项目", "Program";
    CODE = "项目代码", "Code";
    TAKES = "共需", "Takes";
    SHARE_MOST = "校外学分上限", "From other institutions at most";
    SHARE_PERCENT = "{0}%（{1} 学分）", "{0}% ({1} credits)";
    CLOSED = "本项目已停止受理", "This program takes no applications any more";
    SIGN_IN_FIRST = "登录后可以看到您的进度，并申请兑换。", "Sign in to see how far you are, and to apply.";

    PROGRESS = "我的进度", "How far you are";
    DONE = "已完成", "done";
    WAIVED = "已免修", "waived";
    IN_REVIEW = "审核中", "in review";
    IN_HAND = "卡上可用", "in hand";
    MISSING = "还差", "missing";
    BAR = "{0}：{1}", "{0}: {1}";
    TRANSFERRED = "校外学分 {0}，上限 {1}", "{0} from other institutions, at most {1}";
    MET = "已达到", "Met";
    NOT_MET = "未达到", "Not met";
    AT_LEAST = "至少 {0} 学分", "at least {0} credits";
    BETWEEN = "至少 {0} 学分，最多计 {1}", "at least {0} credits, at most {1} count";
    EXEMPTIBLE = "可免修", "can be waived";
    APPLY = "申请兑换", "Apply";
    APPLY_TO = "申请兑换“{0}”", "Apply to “{0}”";
    TAKES_CREDITS = "可直接兑换：{0}", "Takes without a rule: {0}";
    OF_CATEGORIES = "课程类别限 {0}", "from courses in the categories {0}";
    OF_COURSES = "限指定课程：{0}", "from the courses {0}";
    BY_RULE_ONLY = "按等值转换规则申请", "By an equivalence rule";
    SUGGESTIONS = "可以补足的课程（{0} 门）", "Courses that would fill it ({0})";
    SUGGESTION = "学完可得 {0} {1}，计入 {2}", "Gives {0} {1}, counts {2} here";
    VIA = "，须先转换（{0}）", ", after a conversion ({0})";

    CERTIFICATE = "证书", "Certificate";
    PROPOSED = "要求已全部达到", "All requirements are met";
    PROPOSED_DETAIL = "已报请{0}授予证书，结果会通知您。", "{0} was asked to grant the certificate; you will be told.";
    GRANTED = "证书已授予", "The certificate is granted";
    GRANTED_DETAIL = "证书编号 {0}，{1}授予。", "Number {0}, granted on {1}.";
    SEE_CERTIFICATE = "查看证书", "See the certificate";
    DECLINED = "证书暂未授予", "The certificate was not granted";
    COMPLETE = "要求已全部达到，正在报请授予证书。", "All requirements are met; the certificate is being proposed.";
    CERTIFICATE_OF = "兹证明", "This is to certify that";
    CERTIFICATE_TEXT = "已达到“{0}”的全部要求，获得学分 {1}，免修 {2}。", "has met all requirements of {0}, with {1} credits earned and {2} waived.";
    CERTIFICATE_TEXT_PLAIN = "已达到“{0}”的全部要求，获得学分 {1}。", "has met all requirements of {0}, with {1} credits earned.";
    CERTIFICATE_NUMBER = "证书编号", "Number";
    GRANTED_ON = "授予日期", "Granted on";
    GRANTED_BY = "授予机构", "Granted by";
    NOT_GRANTED = "还没有这份证书", "There is no certificate yet";
    TO_PROGRAM = "查看项目", "See the program";

    FAMILY_LEAD = "学习家庭的成员之间，可以按规则转赠学分。", "Members of a learning family may give each other credits, where a rule allows it.";
    FAMILY_NONE = "您还没有加入学习家庭", "You belong to no family yet";
    FAMILY_NONE_DETAIL = "可以新建一个，再凭卡号邀请家人；也可以接受家人的邀请。每人只能加入一个。", "Found one and invite people by their cards, or accept an invitation. One family a person.";
    FAMILY_NAME = "家庭名称", "Name of the family";
    FAMILY_NAME_HINT = "例如“王家学习小组”", "Such as “The Wangs”";
    FOUND = "新建学习家庭", "Found a family";
    INVITED_YOU = "邀请您加入", "Invitations to you";
    JOIN = "加入", "Join";
    REFUSE = "谢绝", "Decline";
    ME = "本人", "you";
    INVITE = "邀请成员", "Invite somebody";
    INVITE_CARD = "对方学习卡号", "Their card number";
    INVITE_CARD_HINT = "16 位数字，印在学习卡正面。对方同意后才成为成员", "16 digits on the front of the card. They belong to it once they accept";
    SEND_INVITATION = "发出邀请", "Invite";
    INVITATION_SENT = "邀请已发出", "The invitation is sent";
    FULL = "成员和邀请已满 {0} 人", "There are {0} people in it: no more can be invited";
    LEAVE = "退出学习家庭", "Leave the family";
    LEAVE_DETAIL = "退出后不能再与成员转赠仅限家庭的学分。已办结的转赠不受影响。", "Gifts within the family are then not possible. Gifts that are done stay done.";
    LEAVE_SURE = "确认退出", "Yes, leave";
    STAY = "不退出", "Stay";
}
