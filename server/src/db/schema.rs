//! The tables, as the migrations of both databases make them.
//!
//! Amounts are hundredths; instants are UTC, cut to microseconds; ids are text; JSON is text.

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
    learners (id) {
        id -> Text,
        id_type -> Text,
        id_digest -> Text,
        id_sealed -> Text,
        id_last -> Text,
        name -> Text,
        born_on -> Nullable<Date>,
        sex -> Nullable<Text>,
        street -> Nullable<Text>,
        phone_sealed -> Nullable<Text>,
        activation_digest -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    cards (number) {
        number -> Text,
        learner_id -> Text,
        status -> Text,
        opened_at -> Timestamp,
    }
}

diesel::table! {
    users (id) {
        id -> Text,
        username -> Text,
        name -> Text,
        password_hash -> Text,
        role -> Text,
        institution_id -> Nullable<Text>,
        learner_id -> Nullable<Text>,
        confirmed -> Bool,
        phone_digest -> Nullable<Text>,
        phone_sealed -> Nullable<Text>,
        language -> Text,
        text_size -> Text,
        contrast -> Text,
        status -> Text,
        created_at -> Timestamp,
        revision -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> Text,
        token_digest -> Text,
        previous_digest -> Nullable<Text>,
        rotated_at -> Timestamp,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        user_agent -> Text,
    }
}

diesel::table! {
    spent_tokens (token_digest) {
        token_digest -> Text,
        session_id -> Text,
        spent_at -> Timestamp,
    }
}

diesel::table! {
    clients (client_id) {
        client_id -> Text,
        name -> Text,
        secret_digest -> Text,
        scopes -> Text,
        status -> Text,
        created_by -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    client_institutions (client_id, institution_id) {
        client_id -> Text,
        institution_id -> Text,
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

diesel::table! {
    decisions (learner_id, completion_id, id) {
        learner_id -> Text,
        completion_id -> Text,
        id -> Text,
        at -> Timestamp,
        cause -> Text,
        decision -> Text,
    }
}

diesel::table! {
    notices (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        at -> Timestamp,
        read_at -> Nullable<Timestamp>,
        kind -> Text,
        rulebook -> Nullable<BigInt>,
        note -> Text,
        changes -> Text,
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
    completions (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        institution_id -> Text,
        external_id -> Text,
        posted_name -> Nullable<Text>,
        status -> Text,
        course_code -> Text,
        title -> Text,
        title_key -> Text,
        category -> Text,
        form -> Text,
        level -> Nullable<Text>,
        started_on -> Nullable<Date>,
        ended_on -> Date,
        hours -> BigInt,
        grade -> Nullable<Text>,
        score -> Nullable<BigInt>,
        declared_credits -> Nullable<BigInt>,
        evidence -> Text,
        decision -> Text,
        scheme -> Nullable<Text>,
        worth -> BigInt,
        counted -> BigInt,
        posted -> BigInt,
        transaction_id -> Nullable<Text>,
        verification_code -> Text,
        recorded_at -> Timestamp,
        question -> Nullable<Text>,
    }
}

diesel::table! {
    external_ids (institution_id, external_id) {
        institution_id -> Text,
        external_id -> Text,
        learner_id -> Text,
        completion_id -> Text,
    }
}

diesel::table! {
    transactions (owner, id) {
        owner -> Text,
        id -> Text,
        command_id -> Text,
        command -> Text,
        kind -> Text,
        on_day -> Date,
        reverses -> Nullable<Text>,
        completion_id -> Nullable<Text>,
        transfer_id -> Nullable<Text>,
        title_zh -> Text,
        title_en -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    entries (owner, id) {
        owner -> Text,
        id -> Text,
        transaction_owner -> Text,
        transaction_id -> Text,
        scheme -> Text,
        kind -> Text,
        amount -> BigInt,
        balance -> Nullable<BigInt>,
        lot_id -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::table! {
    commands (id) {
        id -> Text,
        owner -> Text,
        transaction_id -> Text,
    }
}

diesel::table! {
    accounts (owner, scheme, kind) {
        owner -> Text,
        scheme -> Text,
        kind -> Text,
        balance -> BigInt,
    }
}

diesel::table! {
    account_deltas (owner, scheme, kind, batch_id) {
        owner -> Text,
        scheme -> Text,
        kind -> Text,
        batch_id -> Text,
        amount -> BigInt,
    }
}

diesel::table! {
    lots (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        scheme -> Text,
        sources -> Text,
        dated_on -> Date,
        expires_on -> Nullable<Date>,
        age -> BigInt,
        available -> BigInt,
    }
}

diesel::table! {
    lot_holds (learner_id, lot_id, hold_id) {
        learner_id -> Text,
        lot_id -> Text,
        hold_id -> Text,
        amount -> BigInt,
    }
}

diesel::table! {
    verifications (code) {
        code -> Text,
        kind -> Text,
        learner_id -> Text,
        subject_id -> Text,
    }
}

diesel::table! {
    counters (name) {
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    quotes (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        body -> Text,
        valid_until -> Timestamp,
    }
}

diesel::table! {
    transfers (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        number -> Text,
        kind -> Text,
        status -> Text,
        quote_id -> Text,
        body -> Text,
        verification_code -> Text,
        settled_by -> Nullable<Text>,
        take_back_until -> Nullable<Timestamp>,
        requested_at -> Timestamp,
    }
}

diesel::table! {
    idempotency_keys (caller, key) {
        caller -> Text,
        key -> Text,
        body_digest -> Text,
        status -> Nullable<BigInt>,
        answer -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    audit (id) {
        id -> Text,
        at -> Timestamp,
        actor -> Text,
        role -> Text,
        action -> Text,
        subject -> Text,
        request_id -> Text,
        address -> Text,
    }
}

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    institutions,
    schemes,
    courses,
    learners,
    cards,
    users,
    sessions,
    spent_tokens,
    clients,
    client_institutions,
    rulebooks,
    rules,
    reevaluations,
    simulations,
    decisions,
    notices,
    completions,
    external_ids,
    transactions,
    entries,
    commands,
    accounts,
    account_deltas,
    lots,
    lot_holds,
    verifications,
    counters,
    quotes,
    transfers,
    idempotency_keys,
    audit,
    settings,
);
