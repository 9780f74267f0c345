//! What HTTP asks of every request alike.

pub mod accept;
pub mod address;
pub mod body;
pub mod csv;
pub mod etag;
pub mod idempotency;
pub mod language;
pub mod paging;
pub mod problem;
pub mod request_id;
pub mod security;
pub mod stream;
