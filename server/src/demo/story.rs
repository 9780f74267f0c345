//! What the residents learned whom the demo's guests sign in as, and one who reached a certificate:
//! told, not drawn.
//!
//! Invariant: the first has well over 12.00 community credits that do not expire for months, also
//! after her conversions, and has never taken calligraphy, so that a guest can post it for her. What
//! she holds is enough for the certificate in e-commerce once she has converted three more.

/// One completion.
pub(super) struct Chapter {
    pub days_ago: i64,
    pub institution: &'static str,
    pub course: &'static str,
    pub grade: Option<&'static str>,
    /// The name that the school wrote, where it is not hers.
    pub misspelt: Option<&'static str>,
}

const fn passed(
    days_ago: i64,
    institution: &'static str,
    course: &'static str,
    grade: &'static str,
) -> Chapter {
    Chapter { days_ago, institution, course, grade: Some(grade), misspelt: None }
}

const fn took_part(days_ago: i64, institution: &'static str, course: &'static str) -> Chapter {
    Chapter { days_ago, institution, course, grade: None, misspelt: None }
}

/// By resident, in their order.
pub(super) const CHAPTERS: [&[Chapter]; 3] = [&FIRST, &SECOND, &THIRD];

const FIRST: [Chapter; 38] = [
    // Community credits of three years ago and more than two: expired by now.
    passed(1_050, "HP-CS1", "HEALTH-1", "合格"),
    passed(980, "HP-CS1", "PHONE-2", "合格"),
    passed(900, "HP-CS1", "OPERA-1", "良好"),
    passed(790, "HP-CC", "SEW-1", "良好"),
    // Soon to expire, and those that are good for months.
    passed(715, "HP-CB1", "PAPER-1", "良好"),
    passed(535, "HP-CC", "DANCE-1", "良好"),
    passed(505, "HP-CS1", "IT-1", "良好"),
    passed(470, "HP-CS1", "GARDEN-1", "合格"),
    passed(440, "HP-CC", "PHOTO-1", "优秀"),
    passed(410, "HP-CS1", "ENG-1", "良好"),
    passed(380, "HP-CC", "CORE-HIST", "86"),
    passed(335, "HP-CS1", "PAINT-1", "优秀"),
    passed(300, "HP-CS1", "COOK-1", "良好"),
    passed(262, "HP-CS1", "PHONE-1", "合格"),
    passed(230, "HP-CC", "EGOV-1", "良好"),
    passed(201, "HP-CS1", "TAICHI-1", "优秀"),
    passed(160, "HP-CC", "ENG-2", "良好"),
    passed(120, "HP-CS1", "VIDEO-1", "优秀"),
    passed(84, "HP-CC", "TEA-1", "合格"),
    // Once more, and better: only the difference counts.
    passed(60, "HP-CS1", "PHONE-1", "优秀"),
    passed(25, "HP-CS1", "CHOIR-1", "良好"),
    // The senior college.
    passed(870, "HP-SC", "PIANO-1", "良好"),
    passed(640, "HP-SC", "SKETCH-1", "合格"),
    passed(420, "HP-SC", "WCOL-1", "良好"),
    passed(245, "HP-SC", "WRITE-1", "优秀"),
    took_part(180, "HP-SC", "ACT-SHOW"),
    passed(66, "HP-SC", "ZITHER-1", "良好"),
    // Vocational courses, and one of the open university that no rule recognises yet.
    passed(350, "HP-VS1", "DIMSUM-1", "82"),
    passed(150, "HP-VS1", "ECOM-1", "85"),
    passed(70, "HP-VS1", "ECOM-2", "88"),
    passed(210, "HP-OU", "MC902", "91"),
    // Learning points, the oldest expired.
    took_part(500, "HP-CS1", "ACT-READ"),
    took_part(290, "HP-CS1", "ACT-WALK"),
    took_part(140, "HP-CS1", "ACT-READ"),
    took_part(40, "HP-CS1", "ACT-VOL"),
    // Failed; and written down under a name that is not quite hers.
    passed(570, "HP-CC", "JPN-1", "不合格"),
    Chapter { misspelt: Some("王秀蓝"), ..passed(96, "HP-TP1", "BADUAN-1", "合格") },
    passed(15, "HP-CS1", "LAW-1", "合格"),
];

const SECOND: [Chapter; 14] = [
    passed(820, "HP-CS2", "IT-1", "合格"),
    passed(610, "HP-CS2", "PING-1", "良好"),
    passed(560, "HP-VS2", "ELEC-1", "74"),
    passed(540, "HP-VS2", "ELEC-C1", "合格"),
    passed(460, "HP-CS2", "REPAIR-1", "优秀"),
    passed(400, "HP-CS2", "CHOIR-1", "良好"),
    passed(330, "HP-VS2", "PLC-1", "68"),
    passed(270, "HP-CC", "OFFICE-1", "良好"),
    passed(220, "HP-CS2", "ENG-1", "合格"),
    passed(170, "HP-CS2", "TAICHI-1", "良好"),
    // A certificate on which two rules differ.
    passed(110, "HP-VS1", "CARE-C1", "合格"),
    passed(75, "HP-VS2", "ROBOT-1", "81"),
    took_part(50, "HP-CS2", "ACT-VOL"),
    passed(20, "HP-VS2", "AUTO-3", "57"),
];

/// All that the certificate in e-commerce asks for.
const THIRD: [Chapter; 9] = [
    passed(640, "HP-VS1", "ECOM-1", "91"),
    passed(500, "HP-VS1", "ECOM-2", "84"),
    passed(410, "HP-CS1", "CHOIR-1", "合格"),
    passed(380, "HP-VS1", "DIMSUM-1", "77"),
    passed(300, "HP-VS1", "ECOM-3", "80"),
    passed(220, "HP-VS1", "COFFEE-1", "88"),
    passed(190, "HP-CS1", "PAINT-1", "合格"),
    passed(130, "HP-VS1", "ECOM-C1", "合格"),
    passed(45, "HP-CS1", "TAICHI-1", "良好"),
];
