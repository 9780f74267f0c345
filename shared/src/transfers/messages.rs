//! What the bank tells people about transfers, in both languages.
