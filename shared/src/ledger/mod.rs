//! The ledger as a pure state machine.
