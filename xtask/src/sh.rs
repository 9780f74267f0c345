//! Runs other programs: each one is shown before it runs, gets no standard input, and starts in
//! the workspace's folder.

use anyhow::{Context, Result, ensure};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The workspace's folder.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ lies in the workspace")
}

/// A program that will run in the workspace's folder.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Cargo for this machine; what it builds lies in `target/`, whatever the environment says,
/// since that is where the documentation tells people to look.
#[must_use]
pub fn cargo() -> Command {
    cargo_into("target")
}

/// Cargo for the browser. A folder of its own keeps the two builds from undoing each other's work.
#[must_use]
pub fn cargo_web() -> Command {
    cargo_into("target/web")
}

fn cargo_into(target: &str) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.env("CARGO_TARGET_DIR", root().join(target));
    command
}

/// Runs `command` to its end.
///
/// # Errors
/// When it cannot start or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(status.success(), "`{}` ended with {status}", shown(command));
    Ok(())
}

/// What `command` prints on standard output; what it says on standard error stays visible.
///
/// # Errors
/// When it cannot start, does not succeed, or prints something other than UTF-8.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(output.status.success(), "`{}` ended with {}", shown(command), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether `command` starts and succeeds; nothing of it is shown.
pub fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// Where the program `name` lies on the search path.
#[must_use]
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Whether this process may do everything on this machine.
#[must_use]
pub fn is_root() -> bool {
    read(program("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0")
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words: Vec<_> =
        std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
