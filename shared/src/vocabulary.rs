//! The field's closed lists: kinds of institutions, forms of courses, states of things.
//!
//! Invariant: a word here never changes its meaning; the database and other systems hold it.

use crate::names::words;

words! {
    /// The kind of an institution.
    pub enum InstitutionKind {
        CommunityCollege = "community_college", "社区学院", "Community college";
        CommunitySchool = "community_school", "社区学校", "Community school";
        CommunityBranch = "community_branch", "社区分校", "Community branch school";
        TeachingPoint = "teaching_point", "教学点", "Teaching point";
        SeniorCollege = "senior_college", "老年大学", "Senior college";
        VocationalSchool = "vocational_school", "职业学校", "Vocational school";
        GeneralSchool = "general_school", "普通学校", "General school";
        SpecialSchool = "special_school", "特殊教育学校", "Special school";
        OpenUniversity = "open_university", "开放大学", "Open university";
        University = "university", "高等学校", "University";
        TrainingProvider = "training_provider", "培训机构", "Training provider";
        Enterprise = "enterprise", "企业", "Enterprise";
    }
}

words! {
    /// The form in which a course is taught.
    pub enum CourseForm {
        Classroom = "classroom", "面授", "Classroom";
        Online = "online", "网络", "Online";
        Blended = "blended", "线上线下混合", "Blended";
        SelfStudy = "self_study", "自学", "Self-study";
        Certificate = "certificate", "证书", "Certificate";
        Activity = "activity", "活动", "Activity";
    }
}

words! {
    /// Whether a thing may still be used.
    pub enum Status {
        Active = "active", "启用", "Active";
        Inactive = "inactive", "停用", "Inactive";
    }
}

words! {
    /// The status of a learning card.
    pub enum CardStatus {
        Unclaimed = "unclaimed", "待领取", "Not yet claimed";
        Active = "active", "正常", "Active";
        Frozen = "frozen", "已冻结", "Frozen";
        Lost = "lost", "已挂失", "Reported lost";
        Replaced = "replaced", "已换卡", "Replaced";
        Closed = "closed", "已注销", "Closed";
    }
}

words! {
    /// Where a completion stands.
    pub enum CompletionStatus {
        Recorded = "recorded", "已登记", "Recorded";
        Recognised = "recognised", "已认定", "Recognised";
        NeedsDecision = "needs_decision", "待裁定", "Needs a decision";
        NotRecognised = "not_recognised", "未认定", "Not recognised";
        Amended = "amended", "已更正", "Amended";
        Revoked = "revoked", "已撤销", "Revoked";
    }
}

words! {
    /// The kind of a transfer.
    pub enum TransferKind {
        Convert = "convert", "转换", "Conversion";
        Apply = "apply", "申请兑换", "Application";
        Give = "give", "转赠", "Gift";
    }
}

words! {
    /// Where a transfer stands.
    pub enum TransferStatus {
        InReview = "in_review", "待审核", "In review";
        CoolingOff = "cooling_off", "冷静期", "Cooling off";
        AwaitingReceiver = "awaiting_receiver", "待对方接收", "Waiting for the receiver";
        Settled = "settled", "已完成", "Done";
        Rejected = "rejected", "未通过", "Rejected";
        Cancelled = "cancelled", "已取消", "Cancelled";
        TakenBack = "taken_back", "已撤回", "Taken back";
        Declined = "declined", "对方已谢绝", "Declined";
        Lapsed = "lapsed", "逾期未接收", "Lapsed";
    }
}

words! {
    /// Where a rulebook stands.
    pub enum RulebookStatus {
        Draft = "draft", "草稿", "Draft";
        Submitted = "submitted", "待发布", "Submitted";
        Published = "published", "已发布", "Published";
        Retired = "retired", "已停用", "Retired";
    }
}

words! {
    /// What a person or machine may do.
    pub enum Role {
        Resident = "resident", "学习者", "Resident";
        Clerk = "clerk", "经办人员", "Clerk";
        Reviewer = "reviewer", "审核人员", "Reviewer";
        Admin = "admin", "管理员", "Administrator";
        Auditor = "auditor", "审计人员", "Auditor";
        Machine = "machine", "系统接口", "Machine client";
    }
}

words! {
    /// What a machine client may do.
    pub enum Scope {
        CompletionsWrite = "completions:write", "登记学习成果", "Post completions";
        CompletionsRead = "completions:read", "查询学习成果", "Read completions";
        CoursesWrite = "courses:write", "维护课程", "Maintain courses";
    }
}

words! {
    /// Size of text on the screens.
    pub enum TextSize {
        Normal = "normal", "标准", "Standard";
        Large = "large", "大", "Large";
        Care = "care", "长辈版", "Senior edition";
        Largest = "largest", "特大", "Largest";
    }
}

words! {
    /// Colours of the screens.
    pub enum Contrast {
        Standard = "standard", "标准", "Standard";
        High = "high", "高对比度", "High contrast";
        Dark = "dark", "深色", "Dark";
    }
}
