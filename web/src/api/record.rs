//! The calls of showing a record to others: transcripts and shares.

use serde_json::Value;
use shared::ids::{ShareId, TranscriptId};
use shared::page::Page;
use shared::shares::{NewShare, Share, ShareReading, SharedRecord};
use shared::transcripts::{IssuedTranscript, Transcript};

use super::{get, post, url, url_with};
use crate::browser::encode;
use crate::http::{Ask, Coming, send, tell};

/// My transcript as it stands.
pub fn transcript() -> Coming<Transcript> {
    send(get("/me/transcript"))
}

/// Issues my transcript as it stands.
pub fn issue() -> Coming<IssuedTranscript> {
    send(post("/me/transcripts"))
}

/// What was issued to me, newest first.
pub fn issued(cursor: &str) -> Coming<Page<IssuedTranscript>> {
    send(Ask::get(url_with("/me/transcripts", &[("cursor", cursor)])))
}

/// One that was issued to me.
pub fn issued_one(id: TranscriptId) -> Coming<IssuedTranscript> {
    send(get(&format!("/me/transcripts/{id}")))
}

/// Shares my record.
pub fn share(body: Value) -> Coming<NewShare> {
    send(post("/me/shares").body(body))
}

/// What I share or shared, newest first.
pub fn shares(cursor: &str) -> Coming<Page<Share>> {
    send(Ask::get(url_with("/me/shares", &[("cursor", cursor)])))
}

/// One of my shares.
pub fn share_one(id: ShareId) -> Coming<Share> {
    send(get(&format!("/me/shares/{id}")))
}

/// Who has looked at one of my shares, newest first.
pub fn readings(id: ShareId, cursor: &str) -> Coming<Page<ShareReading>> {
    send(Ask::get(url_with(&format!("/me/shares/{id}/readings"), &[("cursor", cursor)])))
}

/// Withdraws a share.
pub fn withdraw(id: ShareId) -> Coming<()> {
    tell(Ask::delete(url(&format!("/me/shares/{id}"))))
}

/// What a link shows.
pub fn shared(token: &str) -> Coming<SharedRecord> {
    send(get(&format!("/shared/{}", encode(token))))
}
