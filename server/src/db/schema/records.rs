//! Completions, their decisions and corrections; the ledger; transfers and awards.

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
    corrections (learner_id, completion_id, id) {
        learner_id -> Text,
        completion_id -> Text,
        id -> Text,
        at -> Timestamp,
        by -> Text,
        kind -> Text,
        reason -> Text,
        before -> Text,
    }
}

diesel::table! {
    batches (id) {
        id -> Text,
        institution_id -> Text,
        at -> Timestamp,
        by -> Text,
        completions -> BigInt,
        undone_at -> Nullable<Timestamp>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    batch_completions (batch_id, completion_id) {
        batch_id -> Text,
        completion_id -> Text,
        learner_id -> Text,
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
        institution_id -> Nullable<Text>,
        receiver_id -> Nullable<Text>,
        program_id -> Nullable<Text>,
        due_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        escalated -> Bool,
    }
}

diesel::table! {
    awards (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        program_id -> Text,
        institution_id -> Text,
        status -> Text,
        body -> Text,
        proposed_at -> Timestamp,
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
    settings (name) {
        name -> Text,
        value -> Text,
    }
}
