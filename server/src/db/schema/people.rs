//! Learners and their cards and families, accounts, sessions, machines; what they are told and what they did.

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
        merged_into -> Nullable<Text>,
        revision -> BigInt,
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
    families (id) {
        id -> Text,
        name -> Text,
        founded_at -> Timestamp,
    }
}

diesel::table! {
    family_members (learner_id, family_id) {
        learner_id -> Text,
        family_id -> Text,
        standing -> Text,
        since -> Timestamp,
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
    notices (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        at -> Timestamp,
        read_at -> Nullable<Timestamp>,
        kind -> Text,
        rulebook -> Nullable<BigInt>,
        note -> Text,
        changes -> Text,
        text_zh -> Text,
        text_en -> Text,
        about_kind -> Nullable<Text>,
        about_id -> Nullable<Text>,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    expiry_notices (learner_id, scheme, expires_on, days) {
        learner_id -> Text,
        scheme -> Text,
        expires_on -> Date,
        days -> BigInt,
    }
}

diesel::table! {
    transcripts (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        verification_code -> Text,
        issued_at -> Timestamp,
        body -> Text,
    }
}

diesel::table! {
    shares (learner_id, id) {
        learner_id -> Text,
        id -> Text,
        reader -> Text,
        completions -> Nullable<Text>,
        valid_until -> Date,
        created_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    share_tokens (digest) {
        digest -> Text,
        learner_id -> Text,
        share_id -> Text,
    }
}

diesel::table! {
    share_readings (learner_id, share_id, id) {
        learner_id -> Text,
        share_id -> Text,
        id -> Text,
        at -> Timestamp,
        browser -> Text,
        device -> Text,
        network -> Text,
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
        detail -> Nullable<Text>,
        sealed -> Nullable<Text>,
    }
}
