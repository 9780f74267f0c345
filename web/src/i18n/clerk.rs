//! What clerks put right: people, cards, completions, batches.

use super::texts;

texts! {
    OPEN_PERSON = "打开档案", "Open the record";
    PERSON = "学习者档案", "Record of a learner";
    CARD_LOST = "本人已挂失", "Reported lost by the holder";
    CARD_LOST_DETAIL = "请核对证件原件，补办新卡。", "Check the document, then give a new card.";
    MERGED = "已并入另一份档案", "Merged into another record";
    OPEN_KEPT = "打开保留的档案", "Open the record that is kept";
    ACTIONS = "可办理业务", "What can be done";
    REPLACE = "补办学习卡", "Replace the card";
    MEND = "更正个人信息", "Mend details";
    AUDIT = "查看操作记录", "See the audit";
    TO_PERSON = "回到档案", "Back to the record";
    TO_COUNTER = "查找下一位", "Find the next person";

    REPLACE_LEAD = "发给新的卡号，原卡号立即作废。学分记在本人名下，不受影响。", "A new number is given and the old one ends at once. The credits are the person's and stay.";
    OLD_CARD = "原卡号", "Old number";
    NEW_CARD = "新卡号", "New number";
    CONFIRM_REPLACE = "确认补办", "Replace now";
    REASON_LOST = "本人申报学习卡丢失", "The holder reports it lost";
    REASON_STOLEN = "本人申报学习卡被盗", "The holder reports it stolen";
    REASON_DAMAGED = "学习卡损坏，无法识读", "It is damaged and cannot be read";
    REASON_MISUSED = "怀疑他人知悉并冒用卡号", "Somebody else may know and use the number";
    REPLACED_TITLE = "补卡凭条", "Slip of a replaced card";
    REPLACED_STEP_1 = "请使用新卡号办理业务。", "Use the new number from now on.";
    REPLACED_STEP_2 = "原卡号已作废，学分和学习成果不变。", "The old number has ended; credits and completions are as before.";
    REPLACED_STEP_3 = "网上账户照常登录，用卡号登录的请改用新卡号。", "The account signs in as before; whoever signs in by card number uses the new one.";
    CARD_QR = "新卡号二维码", "QR code of the new number";

    MEND_LEAD = "只改有误的项目。更正前后的内容都留存备查，并通知本人。", "Change only what is wrong. Both values are kept for the audit, and the person is told.";
    MEND_NUMBER = "证件号码只能由管理员更正。", "The document's number can be mended by an administrator only.";
    ID_KEPT = "不更正证件的，两项都不填", "Leave both empty to keep the document";
    KEEP_TYPE = "不更正", "Keep it";
    PHONE_KEPT = "不更正的不填", "Leave empty to keep it";
    CONFIRM_MEND = "确认更正", "Mend now";
    MENDED = "个人信息已更正", "The details are mended";
    MENDED_DETAIL = "因姓名不一致而待裁定的学习成果，姓名一致的已自动认定。", "Completions that waited because the name differed are settled where it now agrees.";
    REASON_TYPO = "录入时笔误", "It was mistyped";
    REASON_RENAMED = "本人依法更名，已核对证件", "The person changed the name; the document was checked";
    REASON_MOVED = "本人迁居", "The person moved";
    PHONE_BEFORE = "原号码", "the old number";

    KEPT_LEAD = "本机构登记的学习成果，可以更正或撤销。", "What your school recorded, to amend or revoke.";
    COURSE_CODE = "课程代码", "Course code";
    ENDED_FROM = "结束日期从", "Ended from";
    ENDED_TO = "到", "to";
    NO_MATCH = "没有符合条件的学习成果", "No completion matches";
    NO_MATCH_DETAIL = "请放宽条件后再查询。", "Widen what you look for.";
    NO_COMPLETION = "没有这项学习成果", "There is no such completion";
    COMPLETION = "学习成果", "Completion";
    PERIOD = "学习时间", "Period";
    STARTED_ON = "开始日期", "Started on";
    SCHOOL_NUMBER = "学校编号", "School's number";
    RECORDED_AT = "登记时间", "Recorded";
    HISTORY = "历次认定", "Decisions";
    TO_KEPT = "回到成果列表", "Back to the list";
    SEE_COMPLETION = "返回这项成果", "Back to the completion";
    IS_REVOKED = "已撤销", "It is revoked";
    IS_REVOKED_DETAIL = "不能再更正或撤销。", "It cannot be amended or revoked again.";

    AMEND = "更正", "Amend";
    AMEND_TITLE = "更正学习成果", "Amend a completion";
    AMEND_LEAD = "只改有误的项目。学分按更正后的内容重新计算，差额入账并通知本人。", "Change only what is wrong. The credits are computed again, the difference is posted, and the learner is told.";
    WOULD_BE = "更正后的认定", "As amended";
    NOW_IS = "目前的认定", "As it stands";
    ALONE = "按规则单独计算，未计入同一课程的其他成果和上限；最终结果以保存后为准。", "By the rules alone, without other attempts and caps; what is saved counts.";
    CONFIRM_AMEND = "确认更正", "Amend now";
    AMENDED = "学习成果已更正", "The completion is amended";
    REASON_GRADE = "成绩登记有误", "The grade was recorded wrongly";
    REASON_HOURS = "学时登记有误", "The hours were recorded wrongly";
    REASON_DATES = "日期登记有误", "The dates were recorded wrongly";
    DECISION = "认定结果", "Decision";

    REVOKE = "撤销", "Revoke";
    REVOKE_TITLE = "撤销学习成果", "Revoke a completion";
    REVOKE_LEAD = "撤销后由此取得的学分将收回，并把理由告知本人。撤销不能恢复。", "The credits that came of it are taken back, and the learner is told why. It cannot be undone.";
    TAKES_BACK = "将收回", "Taken back";
    TAKES_BACK_NOTHING = "没有由此取得的学分", "no credits came of it";
    OWED_RULE = "先从卡上的同类学分收回；已经用掉的部分记为待补还，从今后取得的同类学分中扣除。", "It comes from the card's credits of the scheme first; what was spent already is owed, and taken from new credits.";
    OWED = "不足部分", "What is missing";
    CONFIRM_REVOKE = "确认撤销", "Revoke now";
    REVOKED = "学习成果已撤销", "The completion is revoked";
    REASON_WRONG_PERSON = "登记到了他人名下", "It was recorded for the wrong person";
    REASON_TWICE = "重复登记", "It was recorded twice";
    REASON_NOT_FINISHED = "学习者未完成学习", "The learner did not finish";
    REASON_FRAUD = "成果证明材料不实", "The evidence is not genuine";

    BATCHES = "最近批量登记", "Newest batches";
    NO_BATCHES = "没有批量登记记录", "There are no batches";
    BATCH = "批量登记", "Batch";
    NO_BATCH = "没有这次批量登记", "There is no such batch";
    BATCH_COUNT = "{0} 项", "{0} completions";
    BATCH_STANDING = "仍有效 {0} 项", "{0} still stand";
    BATCH_AT = "登记时间", "Posted";
    BATCH_BY = "经办人", "By";
    BATCH_COMPLETIONS = "登记成果", "Completions";
    BATCH_STAND = "仍有效", "Still stand";
    UNDONE_TAG = "已撤回", "undone";
    UNDONE_AT = "撤回时间", "Undone";
    UNDO = "撤回整批", "Undo the batch";
    UNDO_TITLE = "撤回批量登记", "Undo a batch";
    UNDO_LEAD = "本批仍有效的成果全部撤销，学分收回，并逐一通知本人。", "All completions of it that still stand are revoked, credits taken back, and everybody told.";
    UNDO_REVOKES = "将撤销", "Will be revoked";
    CONFIRM_UNDO = "确认撤回", "Undo now";
    UNDONE = "批量登记已撤回", "The batch is undone";
    UNDONE_DETAIL = "本次撤销 {0} 项，此前已撤销 {1} 项。学分已收回，并已逐一通知本人。", "{0} completions were revoked now, {1} before. The credits are taken back and everybody has been told.";
    REASON_FILE = "上传了错误的文件", "The wrong file was uploaded";
    REASON_COURSE = "课程选择有误", "It was the wrong course";
    REASON_ROWS = "多数内容登记有误", "Most rows were wrong";
    TO_TODAY = "回到今日业务", "Back to today";

    TO_REVIEW = "待审核申请", "Applications to review";
    FIRST_DUE = "最早到期：{0}", "First due: {0}";
    SEE_QUEUE = "去审核", "Review them";
}
