//! Transcripts and shares.

use super::texts;

texts! {
    TRANSCRIPT = "学习成果证明", "Transcript of learning";
    TRANSCRIPT_LEAD = "您已认定的学习成果、学分去向和证书。可以开具带核验码的证明，也可以分享给指定的人查看。", "Everything recognised of you, what became of the credits, and your certificates. Issue it with a code to print, or share it with one reader.";
    ISSUE = "开具并打印", "Issue and print";
    SHARE = "分享给他人查看", "Share it";
    NOTHING_YET = "还没有已认定的学习成果", "Nothing is recognised yet";
    NOTHING_YET_DETAIL = "学校登记、系统认定后，会列在这里，即可开具证明。", "Once a school has recorded a course and it is recognised, it stands here and can be issued.";
    ISSUED_BEFORE = "已开具的证明", "Issued before";
    ISSUED_NONE = "还没有开具过。开具后可随时重新打印。", "None yet. What you issue can be printed again at any time.";
    SHARES = "分享记录", "Shares";
    SHARES_NONE = "还没有分享。分享可设定期限，随时撤回，谁看过一目了然。", "None yet. A share ends on a day that you choose, can be withdrawn, and shows who has looked.";

    HOLDER = "持证人", "Holder";
    AS_OF = "截至", "As of";
    ISSUED_ON = "开具日期", "Issued on";
    COURSE = "学习内容", "Course";
    ENDED = "结束日期", "Ended";
    CREDITS = "学分", "Credits";
    TOTAL = "合计", "Total";
    TOTAL_OF = "{0} 项，{1} 学时", "{0} courses, {1} hours";
    CERTIFICATES = "证书", "Certificates";
    TRANSFERS = "学分转换与使用", "What became of credits";
    CERTIFICATE_OF = "{0} 授予 · 编号 {1} · {2}", "{0} · No. {1} · {2}";
    LEFT = "转出 {0}", "{0} left";
    CAME = "计入 {0}", "{0} entered";
    CHECK_AT = "扫码或访问下面的网址，输入核验码，可核验真伪和当前状态。", "Scan, or enter the code at this address, to check that it is genuine and still stands.";
    CODE_QR = "核验页面二维码", "QR code of the verification page";
    MADE_BY = "本证明由终身学习学分银行根据学校登记和公布的规则出具。", "Issued by the credit bank from what schools recorded, by published rules.";

    ISSUED_TITLE = "学习成果证明", "Transcript of learning";
    ISSUED_LEAD = "已开具，可以打印。任何人可凭核验码查证。", "Issued and ready to print. Anyone can check it by its code.";
    STATE_CHANGED = "其中部分内容已有变更", "Part of it has changed since";
    STATE_CHANGED_DETAIL = "核验时会提示变更。如需使用，请重新开具。", "Whoever checks it is told so. Issue a new one to use it.";
    PRINT_AGAIN = "开具于 {0}", "Issued {0}";
    TO_TRANSCRIPT = "回到学习成果证明", "Back to my transcript";

    NEW_SHARE = "分享学习成果", "Share my record";
    NEW_SHARE_LEAD = "生成一个链接，发给一位读者。到期自动失效，也可随时撤回。", "Makes a link for one reader. It ends by itself, and you can withdraw it at any time.";
    READER = "给谁看", "For whom";
    READER_HINT = "例如“开放大学招生办”，方便您日后辨认", "Such as “admissions office”; it helps you to tell shares apart";
    WHAT = "分享哪些内容", "What to share";
    WHOLE = "整份学习成果证明", "The whole transcript";
    SOME = "只分享选中的学习成果", "Only some completions";
    WHICH = "选择学习成果", "Choose the completions";
    SOME_OF = "{0} 项学习成果", "{0} completions";
    UNTIL = "可查看多久", "For how long";
    WEEK = "一周（至 {0}）", "A week (until {0})";
    MONTH = "一个月（至 {0}）", "A month (until {0})";
    QUARTER = "三个月（至 {0}）", "Three months (until {0})";
    YEAR = "一年（至 {0}）", "A year (until {0})";
    CHECK_TITLE = "请核对", "Check your answers";
    CHECK_LEAD = "确认后生成链接。拿到链接的人都能查看，请只发给您信任的人。", "Confirming makes the link. Whoever has it can look, so send it only to whom you trust.";
    LAST_DAY = "最后可查看日期", "Can be read until";
    IS_SHOWN = "对方能看到", "The reader sees";
    IS_SHOWN_VALUE = "您的姓名、部分卡号和上述内容", "Your name, part of your card number, and the above";
    NOT_SHOWN = "对方看不到", "The reader does not see";
    NOT_SHOWN_VALUE = "证件号码、电话、学分余额", "Your document number, phone and balances";
    CONFIRM = "生成链接", "Make the link";
    CHANGE = "修改", "Change";
    MADE_TITLE = "链接已生成", "The link is ready";
    MADE_LEAD = "请复制链接发给对方，或请对方扫码。出于安全，链接只在此显示一次。", "Copy it and send it, or let the reader scan it. For safety it is shown this once.";
    LINK = "链接", "Link";
    COPY = "复制链接", "Copy the link";
    COPIED = "已复制", "Copied";
    COPY_BY_HAND = "浏览器不能自动复制，链接已选中，请长按或按 Ctrl+C 复制。", "This browser cannot copy by itself. The link is marked: copy it by hand.";
    LINK_QR = "分享链接二维码", "QR code of the link";
    NEXT = "接下来", "What happens next";
    MADE_NEXT = "对方每次查看都会记下时间和设备，您可在分享记录中看到；{0} 之后链接自动失效。", "Each look is written down with time and device, for you to see; the link ends by itself after {0}.";
    LINK_GONE = "链接不再显示", "The link is not shown any more";
    LINK_GONE_DETAIL = "链接只在生成时显示一次。如没有保存，请撤回后重新分享。", "It is shown only when it is made. If you did not keep it, withdraw the share and make a new one.";
    SEE_SHARE = "查看这次分享", "See this share";

    SHARE_TITLE = "分享给 {0}", "Shared with {0}";
    A_SHARE = "分享", "Share";
    MADE_ON = "分享时间", "Shared";
    LOOKED = "查看次数", "Looks";
    READINGS = "谁看过", "Who has looked";
    READ_TIMES = "看过 {0} 次", "{0} looks";
    NOT_READ = "还没有人看过", "Nobody has looked yet";
    NOT_READ_DETAIL = "对方打开链接后，时间和设备会列在这里。", "When the reader opens the link, time and device stand here.";
    FROM_NETWORK = "网络地址 {0}", "Address {0}";
    WITHDRAW = "撤回分享", "Withdraw";
    WITHDRAW_DETAIL = "撤回后链接立即失效，不能恢复；如需再分享，请重新生成链接。", "The link stops working at once and for good. To share again, make a new one.";
    WITHDRAW_SURE = "确认撤回", "Withdraw it";
    KEEP = "不撤回", "Keep it";

    SHARED_LEAD = "由持证人本人分享给{0}，可查看至 {1}。内容为学分银行的现有记录，本次查看已告知持证人。", "Shared by the holder with {0}, until {1}. It is what the bank's record says now; the holder is told of this look.";
    SHARED_TITLE = "他人分享的学习成果", "A record shared with you";
    GONE = "这个链接不能查看", "This link does not open";
    GONE_DETAIL = "链接可能已到期、已被撤回，或没有复制完整。请向分享人索取新的链接。", "It has expired, was withdrawn, or was not copied whole. Ask whoever sent it for a new one.";
}
