//! What a first visit loads: all files that a page names, compressed by brotli.

use std::fs;
use std::path::Path;

use crate::Figures;

/// The programs, each by the name of its figure.
const PROGRAMS: [(&str, &str); 7] = [
    ("index.html", "first_load_bank_bytes"),
    ("moves.html", "first_load_moves_bytes"),
    ("counter.html", "first_load_counter_bytes"),
    ("registry.html", "first_load_registry_bytes"),
    ("desk.html", "first_load_desk_bytes"),
    ("editor.html", "first_load_editor_bytes"),
    ("guide.html", "first_load_guide_bytes"),
];

/// Bytes of the first load of each program.
pub fn first_loads() -> Figures {
    PROGRAMS.into_iter().map(|(page, name)| (name, first_load(page))).collect()
}

fn first_load(page: &str) -> f64 {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let text = fs::read_to_string(dist.join(page)).expect("the client is built");
    let mut paths: Vec<&str> =
        text.split('"').filter_map(|word| word.strip_prefix("/assets/")).collect();
    paths.sort_unstable();
    paths.dedup();
    let sent = |path: &str| {
        let packed = dist.join(format!("{path}.br"));
        let file = if packed.exists() { packed } else { dist.join(path) };
        u32::try_from(fs::metadata(file).expect("a file of the client").len())
            .expect("a small file")
    };
    let assets: u32 = paths.iter().map(|path| sent(&format!("assets/{path}"))).sum();
    f64::from(assets + sent(page))
}
