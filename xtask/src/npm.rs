//! Development tools that come from npm: each a folder below `xtask/tools/` with what it pins, of which
//! `target/tools/` gets a copy with the packages. Nothing of them is part of the product.
//!
//! Invariant: a package is taken only when it has the digest that the lock file names, and runs no
//! script when it is installed.

use crate::sh;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The files that pin a tool.
const PINS: [&str; 2] = ["package.json", "package-lock.json"];

/// Where the packages of a tool lie once it is installed.
#[must_use]
pub fn folder(tool: &str) -> PathBuf {
    sh::root().join("target/tools").join(tool)
}

/// Installs a tool as its lock file says, unless it is there.
///
/// # Errors
/// When npm is missing, cannot reach a registry, or gets something else than what is pinned.
pub fn install(tool: &str) -> Result<()> {
    let (pinned, folder) = (sh::root().join("xtask/tools").join(tool), folder(tool));
    let wanted = PINS.map(|file| fs::read(pinned.join(file)));
    // npm writes this file when it has installed everything.
    let done = folder.join("node_modules/.package-lock.json").exists();
    let same = |(file, wanted): (&str, &std::io::Result<Vec<u8>>)| {
        fs::read(folder.join(file)).ok().as_ref() == wanted.as_ref().ok()
    };
    if done && PINS.into_iter().zip(&wanted).all(same) {
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    for (file, content) in PINS.into_iter().zip(wanted) {
        let content = content.with_context(|| format!("cannot read {file} of {tool}"))?;
        fs::write(folder.join(file), content)?;
    }
    let quiet = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    sh::run(sh::program("npm").args(quiet).current_dir(&folder))
}
