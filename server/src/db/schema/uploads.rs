//! Imports of files.

diesel::table! {
    imports (id) {
        id -> Text,
        institution_id -> Text,
        kind -> Text,
        status -> Text,
        file -> Text,
        encoding -> Text,
        header -> Text,
        mapping -> Text,
        remembered -> Bool,
        straight_on -> Bool,
        at -> Timestamp,
        by -> Text,
        rows -> BigInt,
        done -> BigInt,
        counts -> Text,
        unread -> Text,
        batch_id -> Nullable<Text>,
        problem -> Nullable<Text>,
        worker -> Text,
        beat_at -> Timestamp,
    }
}

diesel::table! {
    import_slices (import_id, number) {
        import_id -> Text,
        number -> BigInt,
        sealed -> Text,
    }
}

diesel::table! {
    import_failures (import_id, row) {
        import_id -> Text,
        row -> BigInt,
        line -> BigInt,
        reason -> Text,
        sealed -> Text,
    }
}

diesel::table! {
    import_mappings (institution_id, kind, head) {
        institution_id -> Text,
        kind -> Text,
        head -> Text,
        mapping -> Text,
        used_at -> Timestamp,
    }
}
