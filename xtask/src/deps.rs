//! Installs what is missing on this machine. Nothing here fails a build by itself: what cannot be
//! installed is said in one line, and the step that needs it fails with its own words.

use crate::npm;
use crate::postgres;
use crate::sh;
use anyhow::{Result, bail, ensure};
use std::io::IsTerminal;
use std::path::Path;

/// What a command is about to do, and so what the machine must have for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The client for the browser.
    Web,
    /// The client and the server.
    Build,
    /// Every check.
    Test,
}

/// A package of Debian and how to see that what it brings is already there.
struct Package {
    name: &'static str,
    is_here: fn() -> bool,
}

const TO_BUILD: [Package; 2] = [
    // libpq is compiled with the server; its TLS is the system's OpenSSL.
    Package { name: "pkg-config", is_here: || sh::find("pkg-config").is_some() },
    Package {
        name: "libssl-dev",
        is_here: || sh::succeeds(sh::program("pkg-config").args(["--exists", "openssl"])),
    },
];

const TO_TEST: [Package; 6] = [
    Package { name: "chromium", is_here: || sh::find("chromium").is_some() },
    Package { name: "chromium-driver", is_here: || sh::find("chromedriver").is_some() },
    Package { name: "fonts-noto-cjk", is_here: has_chinese_font },
    Package { name: "postgresql", is_here: || postgres::programs().is_ok() },
    // For the development tools of `npm`; the product is built without them.
    Package { name: "nodejs", is_here: || sh::find("node").is_some() },
    Package { name: "npm", is_here: || sh::find("npm").is_some() },
];

/// Installs what `purpose` needs and is missing.
pub fn install(purpose: Purpose) {
    say_if_impossible("the wasm target", wasm_target());
    match purpose {
        Purpose::Web => {}
        Purpose::Build => debian_packages(&TO_BUILD),
        Purpose::Test => {
            debian_packages(&TO_BUILD);
            debian_packages(&TO_TEST);
            say_if_impossible("rustfmt and clippy", toolchain_components());
            say_if_impossible("cargo-deny", cargo_deny());
            say_if_impossible("axe-core", npm::install("page-checks"));
        }
    }
}

fn say_if_impossible(what: &str, outcome: Result<()>) {
    if let Err(reason) = outcome {
        eprintln!("could not install {what}: {reason:#}");
    }
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = sh::read(sh::program("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    sh::run(sh::program("rustup").args(["target", "add", TARGET]))
}

fn toolchain_components() -> Result<()> {
    if ["fmt", "clippy"].iter().all(|tool| sh::succeeds(sh::cargo().args([tool, "--version"]))) {
        return Ok(());
    }
    sh::run(sh::program("rustup").args(["component", "add", "rustfmt", "clippy"]))
}

fn cargo_deny() -> Result<()> {
    if sh::succeeds(sh::cargo().args(["deny", "--version"])) {
        return Ok(());
    }
    sh::run(sh::cargo().args(["install", "--locked", "--version", "^0.20", "cargo-deny"]))
}

fn debian_packages(wanted: &[Package]) {
    let missing: Vec<&str> =
        wanted.iter().filter(|package| !(package.is_here)()).map(|package| package.name).collect();
    if !missing.is_empty() {
        say_if_impossible(&missing.join(", "), apt_install(&missing));
    }
}

fn apt_install(names: &[&str]) -> Result<()> {
    ensure!(Path::new("/etc/debian_version").exists(), "this is not Debian");
    let sudo: &[&str] = if sh::is_root() {
        &[]
    } else if sh::find("sudo").is_none() {
        bail!("neither root nor sudo");
    } else if std::io::stdin().is_terminal() {
        &["sudo"]
    } else {
        &["sudo", "--non-interactive"]
    };
    let apt = |arguments: &[&str]| {
        let words = [sudo, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]];
        let words = words.concat();
        let (program, rest) = words.split_first().expect("apt-get is always there");
        sh::run(sh::program(program).args(rest).args(arguments))
    };
    // An outdated list of one source should not keep the others from being used.
    if let Err(reason) = apt(&["update"]) {
        eprintln!("going on with the lists of packages there are: {reason:#}");
    }
    apt(&[&["install", "--yes", "--no-install-recommends"], names].concat())
}

fn has_chinese_font() -> bool {
    sh::read(sh::program("fc-list").args([":lang=zh", "family"]))
        .is_ok_and(|families| !families.trim().is_empty())
}
