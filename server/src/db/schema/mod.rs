//! The tables, as the migrations of both databases make them.
//!
//! Amounts are hundredths; instants are UTC, cut to microseconds; ids are text; JSON is text.

mod network;
mod people;
mod records;

pub use network::*;
pub use people::*;
pub use records::*;

diesel::allow_tables_to_appear_in_same_query!(
    institutions,
    schemes,
    code_tables,
    courses,
    programs,
    rulebooks,
    rules,
    reevaluations,
    simulations,
    learners,
    cards,
    families,
    family_members,
    users,
    sessions,
    spent_tokens,
    clients,
    client_institutions,
    notices,
    expiry_notices,
    audit,
    completions,
    external_ids,
    decisions,
    corrections,
    batches,
    batch_completions,
    transactions,
    entries,
    commands,
    accounts,
    account_deltas,
    lots,
    lot_holds,
    quotes,
    transfers,
    awards,
    verifications,
    counters,
    idempotency_keys,
    settings,
);
