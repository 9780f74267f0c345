//! Checks of the house that no compiler and no linter makes. Each reads the repository, names every
//! fault that it finds, and changes nothing.

use crate::sh;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file of Rust longer than this does too much.
const LINES_MAX: usize = 450;

/// What the pure crate must not reach, on any target and with any feature: a database, a server, a
/// source of randomness.
const IMPURE: [&str; 7] =
    ["actix-web", "diesel", "getrandom", "libsqlite3-sys", "pq-sys", "rand", "tokio"];

/// Hosts of package registries, in two parts so that this file does not name them either. A clone
/// must build behind a mirror: which registry is used is the machine's business.
const REGISTRIES: [(&str, &str); 8] = [
    ("crates", "io"),
    ("deb.debian", "org"),
    ("npmjs", "com"),
    ("npmjs", "org"),
    ("proxy.golang", "org"),
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("static.rust-lang", "org"),
];

/// `shared` depends on nothing that reads a clock, a disk, a network or a source of randomness.
///
/// # Errors
/// Names what it depends on all the same.
pub fn shared_is_pure() -> Result<()> {
    let tree =
        sh::read(sh::cargo().args(["tree", "--package", "shared", "--all-features"]).args([
            "--edges=normal,build",
            "--target=all",
            "--prefix=none",
            "--format={p}",
        ]))?;
    report("shared must not depend on", &impure(&tree))
}

/// No file of Rust is longer than [`LINES_MAX`] lines.
///
/// # Errors
/// Names those that are.
pub fn files_are_short() -> Result<()> {
    let mut faults = Vec::new();
    for path in files_of_the_repository()?.iter().filter(|path| is_rust(path)) {
        let lines = fs::read_to_string(sh::root().join(path))?.lines().count();
        if lines > LINES_MAX {
            faults.push(format!("{path} ({lines} lines)"));
        }
    }
    report(&format!("longer than {LINES_MAX} lines"), &faults)
}

/// No file names the host of a package registry, but for the lock file, which cargo writes.
///
/// # Errors
/// Names file and host.
pub fn no_registry_is_named() -> Result<()> {
    let mut faults = Vec::new();
    for path in files_of_the_repository()?.iter().filter(|path| *path != "Cargo.lock") {
        let content = fs::read(sh::root().join(path))?;
        let text = String::from_utf8_lossy(&content);
        faults.extend(registries_in(&text).into_iter().map(|host| format!("{path} ({host})")));
    }
    report("names the host of a package registry", &faults)
}

/// Both databases have the same migrations.
///
/// # Errors
/// Names those that only one has.
pub fn migrations_come_in_pairs() -> Result<()> {
    let folders = sh::root().join("migrations");
    let sqlite = folder_names(&folders.join("sqlite"))?;
    let postgres = folder_names(&folders.join("postgres"))?;
    ensure!(!sqlite.is_empty(), "there are no migrations");
    let lone: Vec<_> = sqlite.symmetric_difference(&postgres).cloned().collect();
    report("migrations of only one database", &lone)
}

fn report(what: &str, faults: &[String]) -> Result<()> {
    ensure!(faults.is_empty(), "{what}: {}", faults.join(", "));
    Ok(())
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

fn impure(tree: &str) -> Vec<String> {
    let reached: BTreeSet<&str> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    IMPURE.iter().filter(|name| reached.contains(*name)).map(ToString::to_string).collect()
}

fn registries_in(text: &str) -> Vec<String> {
    REGISTRIES
        .iter()
        .map(|(name, domain)| format!("{name}.{domain}"))
        .filter(|host| text.contains(host.as_str()))
        .collect()
}

/// What is committed or would be, by path; a file that is listed but deleted is left out.
fn files_of_the_repository() -> Result<Vec<String>> {
    let listed = sh::read(sh::program("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
    ]))?;
    let exists = |path: &&str| sh::root().join(path).is_file();
    let paths: Vec<String> = listed.split('\0').filter(exists).map(ToOwned::to_owned).collect();
    ensure!(!paths.is_empty(), "git lists no files");
    Ok(paths)
}

fn folder_names(folder: &Path) -> Result<BTreeSet<String>> {
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = BTreeSet::new();
    for entry in read {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_impure_by_its_whole_name_only() {
        let tree = "shared v0.1.0 (/bank/shared)\nrandom-words v1.0.0\ndiesel_derives v2.3.0\n";
        assert!(impure(tree).is_empty());
        assert_eq!(
            impure(&format!("{tree}diesel v2.3.14\nrand v0.10.4 (*)\n")),
            ["diesel", "rand"]
        );
    }

    #[test]
    fn a_registry_is_found_wherever_it_stands() {
        let host = ["crates", "io"].join(".");
        assert_eq!(registries_in(&format!("see https://{host}/search")), [host]);
        assert!(registries_in("crates and io").is_empty());
    }
}
