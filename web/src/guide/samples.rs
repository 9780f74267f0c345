//! What the parts show when they stand for themselves: things as the bank answers them.

/// A card.
pub const CARD: &str = r#"{"number":"6201745381168206","status":"active","name":"王秀兰","balances":[
{"scheme":"community","available":"17.17","held":"4.00","owed":"0.00","expiring_next":{"on":"2027-12-25","amount":"3.00"}},
{"scheme":"vocational","available":"15.00","held":"0.00","owed":"-2.00","expiring_next":null}]}"#;

/// Entries of the statement: one that came, one that went.
pub const ENTRIES: [&str; 2] = [
    r#"{"id":"01a20ec9-bf6c-762d-8b13-2f9e95a2f894","at":"2026-11-24T18:20:32.491920Z","kind":"award","scheme":"community","account":"available","amount":"2.00","balance":"17.17","transaction_id":"01a20ec9-bf6c-762d-8b13-2f9f557d1dfa","reason":{},"title":{"zh":"二胡入门","en":"Erhu for beginners"}}"#,
    r#"{"id":"01a20ec9-bf6c-762d-8b13-2f9dd95e677c","at":"2026-11-24T18:20:32.491920Z","kind":"convert","scheme":"community","account":"available","amount":"-9.00","balance":"15.17","transaction_id":"01a20ec9-bf6c-762d-8b13-2f9f557d1dfb","reason":{},"title":{"zh":"社区学分转换为职业教育学分","en":"Community credits to vocational credits"}}"#,
];

/// Decisions: recognised, left to a person, not recognised.
pub const DECISIONS: [&str; 3] = [
    r#"{"outcome":"recognised","scheme":"community","credits":"0.50","rulebook":1,"rules":["CM-01"],"trace":[{"step":"per_hours","before":"12.00","by":"16.00","after":"0.75"},{"step":"round","before":"0.75","by":"0.50","mode":"down","after":"0.50"}]}"#,
    r#"{"outcome":"needs_decision","scheme":null,"credits":null,"rulebook":1,"rules":["VC-03","VC-04"],"reason":{"code":"clash","candidates":[{"scheme":"vocational","credits":"5.00","rules":["VC-03"],"repeats":"once","trace":[{"step":"fixed","after":"5.00"}]},{"scheme":"vocational","credits":"6.00","rules":["VC-04"],"repeats":"once","trace":[{"step":"declared","after":"6.00"}]}]},"trace":[]}"#,
    r#"{"outcome":"not_recognised","scheme":null,"credits":null,"rulebook":1,"rules":[],"reason":{"code":"no_rule","nearest":{"rule":"CM-01","names":{"zh":"社区面授课程","en":"Community classes"},"failed":[{"condition":"institution_kind","needs":["community_college"],"has":"open_university"}]}},"trace":[]}"#,
];

/// A transfer that waits for its school.
pub const TRANSFER: &str = r#"{"id":"01a20ec9-bf66-73b1-a698-0826d07162cb","number":"TR-20261125-000003","kind":"convert","status":"in_review","rule":"EQ-03","rule_names":{"zh":"社区学分转换为学历继续教育学分","en":"Community credits to continuing higher education"},"rulebook":1,"takes":{"scheme":"community","amount":"4.00"},"gives":{"scheme":"higher","amount":"2.00","expires_on":"2027-10-11","lots":[{"amount":"2.00","expires_on":"2027-10-11"}]},"trace":[{"step":"ratio","before":"4.00","by":"1/2","after":"2.00"}],"balances_after":[],"history":[{"status":"requested","at":"2026-11-24T18:20:32.485656Z","by":"王秀兰"},{"status":"in_review","at":"2026-11-24T18:20:32.485656Z","by":"EQ-03"}],"verification_code":"EAVUJ-NLDYB-PVAGR-8XQCS","take_back_until":null,"due_at":"2026-12-08T18:20:32.485656Z","decider":"HP-OU","escalated":false,"appealed":false,"steps":["cancel"]}"#;
