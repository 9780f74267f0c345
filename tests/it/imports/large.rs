//! As many rows as a school has in a year.

use harness::{Backend, World, json};

use super::{checked, counts, csv, row, step};

/// Checks and posts so many rows, one in a hundred of them wrong, and every tenth a repeat.
fn a_large_file(world: &World, rows: u64) {
    let district = world.district_with_rules();
    let clerk = district.clerk("HP-CS1");
    let lines: Vec<String> = (0..rows)
        .map(|number| match number % 100 {
            7 => row(number).replace("2025-06-20", "the day before"),
            // The same row stands a hundred lines above, or is the first of its kind.
            other if other % 10 == 3 => row(number / 1_000 * 1_000 + 3),
            // A quarter of the people are met again and again.
            other if other % 4 == 0 => row(number % 400).replacen(
                &format!("A-{}", number % 400),
                &format!("B-{number}"),
                1,
            ),
            _ => row(number),
        })
        .collect();
    let firsts = rows.div_ceil(1_000);
    let (bad, repeats) = (rows / 100, rows / 10 - firsts);
    let good = rows - bad - repeats;
    let import = checked(&clerk, "large.csv", &csv(&lines));
    assert_eq!(import["status"], "ready", "{import}");
    assert_eq!(
        counts(&import),
        json!({"would_create": good, "unchanged": repeats, "failed": bad, "recognised": good})
    );
    assert_eq!(world.rows("completions"), 0);
    let posted = step(&clerk, &import, "commit", &json!({"rows": "good"}));
    assert_eq!(
        counts(&posted),
        json!({"created": good, "unchanged": repeats, "failed": bad, "recognised": good})
    );
    assert_eq!(world.rows("completions"), good);
    assert_eq!(world.rows("batch_completions"), good);
}

#[test]
fn fifty_thousand_rows_are_counted_right() {
    a_large_file(&World::start(Backend::Sqlite), 50_000);
}

#[test]
fn five_thousand_rows_are_counted_right_on_postgres() {
    a_large_file(&World::start(Backend::Postgres), 5_000);
}
