//! Rules: how completions become credits and credits become others.
