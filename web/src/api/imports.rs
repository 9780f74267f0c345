//! The calls of uploads.

use js_sys::Uint8Array;
use serde_json::Value;
use shared::imports::{FailedRow, Import};
use shared::page::Page;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData, ReadableStreamDefaultReader};

use super::{found, get, post, url, url_with};
use crate::browser::encode;
use crate::http::{Answer, Ask, Coming, Trouble, exchange, respond, send};
use crate::json::read;
use crate::sending;

/// The last uploads.
pub fn newest() -> Coming<Page<Import>> {
    send(get("/imports?limit=5"))
}

/// An upload, if it is there.
pub fn import(id: &str) -> Coming<Option<Rc<Import>>> {
    found(send(get(&of(id, ""))))
}

/// Uploads a file of completions to be checked; `progress` hears how much of it is sent, in percent.
pub async fn upload(
    file: File,
    institution: String,
    progress: impl Fn(u32) + 'static,
) -> Answer<Import> {
    // A token that is outdated is renewed here, and not after the whole file was sent.
    exchange(get("/imports?limit=1")).await?;
    let form = fields(&file, &institution).map_err(|_| Trouble::Unreadable)?;
    let text = sending::post(&url("/imports"), &form, progress).await?;
    read(&text).ok_or(Trouble::Unreadable)
}

fn fields(file: &File, institution: &str) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    form.append_with_str("kind", "completions")?;
    form.append_with_str("dry_run", "true")?;
    form.append_with_str("institution", institution)?;
    form.append_with_blob_and_filename("file", file, &file.name())?;
    Ok(form)
}

/// Says what the file calls its columns.
pub fn map(id: &str, body: Value) -> Coming<Import> {
    send(post(&of(id, "/mapping")).body(body))
}

/// Posts what was checked.
pub fn commit(id: &str, body: Value) -> Coming<Import> {
    send(post(&of(id, "/commit")).body(body))
}

/// Undoes what was posted.
pub fn undo(id: &str, body: Value) -> Coming<Import> {
    send(post(&of(id, "/undo")).body(body))
}

/// The rows that were refused.
pub fn failed_rows(id: &str, cursor: &str) -> Coming<Page<FailedRow>> {
    let query = [("status", "failed"), ("limit", "200"), ("cursor", cursor)];
    send(Ask::get(url_with(&of(id, "/rows"), &query)))
}

/// The rows that were refused, as a file.
pub async fn errors_csv(id: String) -> Answer<Blob> {
    let response = respond(get(&of(&id, "/errors.csv"))).await?;
    let blob = response.blob().map_err(|_| Trouble::Offline)?;
    Ok(JsFuture::from(blob).await.map_err(|_| Trouble::Offline)?.into())
}

/// An upload's stand, told as it changes.
pub struct Events {
    reader: ReadableStreamDefaultReader,
    text: Vec<u8>,
}

impl Events {
    /// Begins to listen; `None` where the stream does not get through.
    pub async fn of(id: &str) -> Option<Self> {
        let response = respond(get(&of(id, "/events"))).await.ok()?;
        let reader = response.body()?.get_reader().dyn_into().ok()?;
        Some(Self { reader, text: Vec::new() })
    }

    /// The next stand; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Import> {
        loop {
            let end = self.text.windows(2).position(|pair| pair == b"\n\n");
            if let Some(end) = end {
                let event: Vec<u8> = self.text.drain(..end + 2).collect();
                let event = String::from_utf8(event).ok()?;
                let stand = event.lines().find_map(|line| read(line.strip_prefix("data: ")?));
                if stand.is_some() {
                    return stand;
                }
                continue;
            }
            let piece = JsFuture::from(self.reader.read()).await.ok()?;
            let value = js_sys::Reflect::get(&piece, &"value".into()).ok()?;
            self.text.extend(value.dyn_into::<Uint8Array>().ok()?.to_vec());
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        // Whether the other side hears it changes nothing here.
        let _ = self.reader.cancel();
    }
}

fn of(id: &str, rest: &str) -> String {
    format!("/imports/{}{rest}", encode(id))
}
