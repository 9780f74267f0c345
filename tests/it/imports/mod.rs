//! Imports: from the command line, and as uploads.

mod command;
mod files;
mod hostile;
mod large;
mod uploads;

use std::time::{Duration, Instant};

use harness::{Answer, Client, Person, Value};

/// A file of completions in the bank's own words.
pub const HEADER: &str = "external_id,id_number,name,course_code,course_title,category,ended_on,hours,grade,declared_credits";

/// A row of [`HEADER`]: the n-th person's, of two credits.
pub fn row(number: u64) -> String {
    let person = Person::nth(number);
    format!(
        "A-{number},{},{},C-1,书法,community,2025-06-20,16,合格,2.00",
        person.id_number, person.name
    )
}

/// A file with a header and these rows.
pub fn csv(rows: &[String]) -> Vec<u8> {
    [&[HEADER.to_owned()], rows].concat().join("\n").into_bytes()
}

const BOUNDARY: &str = "a-boundary-that-no-file-has";

/// A body of parts: a file with its name, and words.
pub fn parts(name: &str, file: &[u8], words: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, word) in words {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
        body.extend([head.as_bytes(), word.as_bytes(), b"\r\n"].concat());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend([head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat());
    body
}

/// Uploads a file with these words beside it.
pub fn upload(client: &Client, name: &str, file: &[u8], words: &[(&str, &str)]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    client.call("POST", "/imports").body(&kind, parts(name, file, words)).send()
}

/// Uploads completions to be checked, and gives how that came out.
#[track_caller]
pub fn checked(client: &Client, name: &str, file: &[u8]) -> Value {
    let words = [("kind", "completions"), ("dry_run", "true")];
    rested(client, &upload(client, name, file, &words).with(202))
}

/// Waits until an import rests.
#[track_caller]
pub fn rested(client: &Client, import: &Value) -> Value {
    let path = format!("/imports/{}", import["id"].as_str().expect("an import has an id"));
    let patience = Instant::now() + Duration::from_mins(2);
    loop {
        let import = client.get(&path).with(200);
        let moving = ["reading", "posting", "undoing"].iter().any(|word| import["status"] == *word);
        if !moving {
            return import;
        }
        assert!(Instant::now() < patience, "{import}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The counts of an import that are not zero.
#[track_caller]
pub fn counts(import: &Value) -> Value {
    let mut counts = import["counts"].clone();
    let fields = counts.as_object_mut().expect("an import has counts");
    fields.retain(|_, count| *count != 0);
    counts
}

/// Does a step of an import and waits until it rests.
#[track_caller]
pub fn step(client: &Client, import: &Value, step: &str, body: &Value) -> Value {
    let path = format!("/imports/{}/{step}", import["id"].as_str().expect("an import has an id"));
    rested(client, &client.post(&path, body).with(202))
}
