//! Institutions, schemes, courses, programs, rulebooks and what is done with them.

diesel::table! {
    institutions (id) {
        id -> Text,
        code -> Text,
        name_zh -> Text,
        name_en -> Text,
        kind -> Text,
        parent_id -> Nullable<Text>,
        path -> Text,
        credit_code -> Nullable<Text>,
        grade_scale -> Text,
        status -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    schemes (code) {
        code -> Text,
        name_zh -> Text,
        name_en -> Text,
        hours_per_credit -> BigInt,
        validity_months -> Nullable<BigInt>,
        transferable -> Bool,
        revision -> BigInt,
    }
}

diesel::table! {
    code_tables (name) {
        name -> Text,
        items -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    courses (id) {
        id -> Text,
        institution_id -> Text,
        code -> Text,
        title -> Text,
        title_key -> Text,
        category -> Text,
        form -> Text,
        level -> Nullable<Text>,
        hours -> BigInt,
        declared_credits -> Nullable<BigInt>,
        status -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    programs (id) {
        id -> Text,
        code -> Text,
        institution_id -> Text,
        name_zh -> Text,
        name_en -> Text,
        scheme -> Text,
        total -> BigInt,
        transfer_percent_max -> BigInt,
        groups -> Text,
        status -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    rulebooks (id) {
        id -> Text,
        number -> Nullable<BigInt>,
        status -> Text,
        effective_from -> Date,
        note -> Text,
        author -> Text,
        published_by -> Nullable<Text>,
        published_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        revision -> BigInt,
        submitted_at -> Nullable<Timestamp>,
        publication -> Nullable<Text>,
        editors -> Text,
    }
}

diesel::table! {
    rules (rulebook_id, code) {
        rulebook_id -> Text,
        code -> Text,
        list -> Text,
        place -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    reevaluations (rulebook_id) {
        rulebook_id -> Text,
        since -> Date,
        status -> Text,
        last_learner -> Text,
        done -> BigInt,
        total -> BigInt,
        changed -> BigInt,
    }
}

diesel::table! {
    simulations (rulebook_id) {
        rulebook_id -> Text,
        id -> Text,
        revision -> BigInt,
        since -> Date,
        status -> Text,
        done -> BigInt,
        total -> BigInt,
        started_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        impact -> Nullable<Text>,
    }
}
