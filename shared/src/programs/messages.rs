//! What the bank tells people about programs and awards, in both languages.
