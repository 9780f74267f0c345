//! A statement of ten thousand entries that somebody scrolls through.

use harness::{Backend, PASSWORD, Person, Value, World, award, json, with};

use super::{median, signed_in};
use crate::Figures;

const ENTRIES: usize = 10_000;
const BATCH: usize = 500;
/// A frame of a screen of 60 a second, with what clocks are off.
const FRAME_MS: f64 = 17.5;

/// Scrolls on for ten seconds, asking for the next page wherever the list ends, and hands over how
/// long each frame took and how many entries came.
const SCROLL: &str = r##"
    const done = arguments[0];
    const frames = [];
    const end = performance.now() + 10000;
    let last = performance.now();
    const step = (now) => {
      frames.push(now - last);
      last = now;
      scrollBy(0, 60);
      const more = document.getElementById("more");
      if (more && more.getBoundingClientRect().top < innerHeight * 2 && !more.disabled) more.click();
      if (now < end) requestAnimationFrame(step);
      else done({ frames: frames.slice(2), entries: document.querySelectorAll("#entries > li").length,
        scrolled: scrollY });
    };
    requestAnimationFrame(step);
"##;

/// The share of frames in time, the one in the middle, the worst, and how far it came.
pub async fn frames() -> Figures {
    let made = tokio::task::spawn_blocking(statement);
    let (world, user) = made.await.expect("the statement is made");
    let browser = signed_in(&world, &user, PASSWORD).await;
    browser.go("/statement").await;
    browser.find("#entries").await;
    let measured = browser.run(SCROLL, Vec::new()).await;
    let frames: Vec<f64> =
        measured["frames"].as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    let late = frames.iter().filter(|frame| **frame > FRAME_MS).count();
    let share = |part: usize| f64::from(u32::try_from(part).expect("few frames"));
    let mut figures = Figures::new();
    figures
        .insert("scroll_frames_in_time_percent", 100.0 - 100.0 * share(late) / share(frames.len()));
    figures.insert("scroll_frame_worst_ms", frames.iter().copied().fold(0.0, f64::max));
    figures.insert("scroll_frame_ms", median(frames));
    figures.insert("scroll_way_px", measured["scrolled"].as_f64().unwrap_or_default());
    figures.insert("scroll_entries_on_page", measured["entries"].as_f64().unwrap_or_default());
    browser.close().await;
    figures
}

/// A bank with somebody who has a long statement, and what they sign in by.
fn statement() -> (World, String) {
    let world = World::start(Backend::Sqlite);
    let district = world.district_with_rules();
    let clerk = district.clerk("HP-CS1");
    let resident = district.resident(1);
    let row = |number: usize| {
        let completion = award(&resident.person, "community", "1", &format!("COM-{number}"));
        with(completion, &json!({"external_id": format!("LONG-{number}")}))
    };
    for start in (0..ENTRIES).step_by(BATCH) {
        let rows: Vec<Value> = (start..start + BATCH).map(row).collect();
        clerk.post("/completions/batch", &json!(rows)).must(200);
    }
    let found = resident.client.get("/me/entries?limit=1").with(200);
    assert_eq!(found["items"][0]["amount"], "1.00", "the entries are there");
    let Person { id_number, .. } = resident.person;
    (world, id_number)
}
