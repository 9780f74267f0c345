//! Builds the web client into `dist/`, from where the server takes it: cargo for wasm, wasm-bindgen
//! as a library, then [`bundle`] and [`compress`]. `dist/` is replaced whole, or left alone when
//! nothing that it is made of has changed.

use crate::bundle::{self, Files, PARTS, Part, Sources};
use crate::compress;
use crate::sh;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// All that a first visit to a part of the client loads, compressed by brotli, stays within this.
const FIRST_LOAD_BYTES_MAX: u64 = 250 * 1024;

/// How much work a build puts into its result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Builds fast: no optimisation of the client, no compressed files.
    Develop,
    /// Small and fast to run.
    Release,
}

/// The folders of `web/style` that a program has beside the sheets of all programs, which lie in none.
fn style_folders(program: &str) -> &'static [&'static str] {
    match program {
        "bank" => &["card", "charts", "resident"],
        "moves" => &["moves", "resident"],
        "record" => &["moves", "record", "resident"],
        "counter" => &["counter"],
        "registry" => &["desk", "moves", "registry", "sheet"],
        "desk" => &["charts", "desk", "sheet"],
        "editor" => &["sheet"],
        "guide" => &["card", "charts", "guide", "moves", "resident", "sheet"],
        _ => &[],
    }
}

/// What the client is made of as it lies in the repository, and the modules as the compiler left
/// them, in the order of [`PARTS`].
struct Inputs {
    index: String,
    boot: String,
    styles: Files,
    statics: Files,
    modules: Vec<Vec<u8>>,
}

/// The folder that the server takes the client from, made if it is missing: without it the server
/// does not compile.
///
/// # Errors
/// When it cannot be made.
pub fn dist() -> Result<PathBuf> {
    let folder = sh::root().join("dist");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Builds the client.
///
/// # Errors
/// When it does not compile, a part of it is missing, or `dist/` cannot be written.
pub fn build(effort: Effort) -> Result<()> {
    let inputs = Inputs::read(&compile(effort)?)?;
    let stamp = inputs.stamp(effort)?;
    let stamp_file = sh::root().join("target/web/dist.stamp");
    let dist = dist()?;
    if fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp)
        && dist.join("index.html").exists()
    {
        println!("dist/ is up to date");
        return Ok(());
    }
    let files = bundle::assemble(inputs.bind(effort)?)?;
    let fresh = sh::root().join("target/web/dist");
    remove_folder(&fresh)?;
    write(&fresh, &files, effort)?;
    remove_folder(&dist)?;
    fs::rename(&fresh, &dist).context("cannot move the client to dist/")?;
    fs::write(stamp_file, stamp)?;
    println!("dist/ has {} files", files.len());
    Ok(())
}

/// Prints what each file of the first loads weighs on the wire.
///
/// # Errors
/// When all files of one part together are over the budget.
pub fn check_first_loads() -> Result<()> {
    let dist = dist()?;
    let mut too_large = Vec::new();
    for (page, _) in PARTS {
        let text = fs::read_to_string(dist.join(page))?;
        let mut total = 0;
        for path in std::iter::once(page).chain(bundle::assets_of(&text)) {
            let compressed = dist.join(format!("{path}.br"));
            let sent = if compressed.exists() { compressed } else { dist.join(path) };
            let bytes = fs::metadata(&sent)?.len();
            println!("{bytes:>8}  {}", sent.strip_prefix(&dist)?.display());
            total += bytes;
        }
        println!("{total:>8}  of {FIRST_LOAD_BYTES_MAX} bytes for the first load of {page}\n");
        if total > FIRST_LOAD_BYTES_MAX {
            too_large.push(page);
        }
    }
    ensure!(too_large.is_empty(), "the first load is too large: {}", too_large.join(", "));
    Ok(())
}

/// Compiles the client: a program for each of [`PARTS`], in their order.
fn compile(effort: Effort) -> Result<Vec<PathBuf>> {
    let (profile, folder) = match effort {
        Effort::Develop => ("dev", "debug"),
        Effort::Release => ("wasm", "wasm"),
    };
    sh::run(sh::cargo_web().args(["build", "--package", "web"]).args([
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    let built = sh::root().join("target/web/wasm32-unknown-unknown").join(folder);
    Ok(PARTS.iter().map(|(_, program)| built.join(format!("{program}.wasm"))).collect())
}

impl Inputs {
    fn read(modules: &[PathBuf]) -> Result<Self> {
        let web = sh::root().join("web");
        let text = |name| {
            let path = web.join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        Ok(Self {
            index: text("index.html")?,
            boot: text("boot.js")?,
            styles: read_folder(&web.join("style"))?,
            statics: read_folder(&web.join("static"))?,
            modules: modules.iter().map(fs::read).collect::<Result<_, _>>()?,
        })
    }

    /// Changes with every input, and with this program itself.
    fn stamp(&self, effort: Effort) -> Result<String> {
        let mut digest = Sha256::new();
        let mut add = |content: &[u8]| digest.update(Sha256::digest(content));
        add(&fs::read(std::env::current_exe()?)?);
        add(match effort {
            Effort::Develop => b"develop",
            Effort::Release => b"release",
        });
        add(self.index.as_bytes());
        add(self.boot.as_bytes());
        self.modules.iter().for_each(|module| add(module));
        for (path, content) in self.styles.iter().chain(&self.statics) {
            add(path.as_bytes());
            add(content);
        }
        Ok(hex::encode(digest.finalize()))
    }

    /// Lets wasm-bindgen make the modules loadable.
    fn bind(self, effort: Effort) -> Result<Sources> {
        let style = |folders: &[&str]| {
            let wanted = |path: &str| {
                path.split_once('/').is_none_or(|(folder, _)| folders.contains(&folder))
            };
            let sheets = self.styles.iter().filter(|(path, _)| has_ending(path, &["css"]));
            let text: Vec<u8> = sheets
                .filter(|(path, _)| wanted(path))
                .flat_map(|(_, content)| [content.as_slice(), b"\n"].concat())
                .collect();
            String::from_utf8(text).context("in web/style")
        };
        let part = |(program, module)| {
            let style = style(style_folders(program))?;
            bind(program, module, style, effort)
        };
        let programs = PARTS.into_iter().map(|(_, program)| program);
        Ok(Sources {
            parts: programs.zip(self.modules).map(part).collect::<Result<_>>()?,
            index: self.index,
            boot: self.boot,
            statics: self.statics,
        })
    }
}

fn bind(name: &str, module: Vec<u8>, style: String, effort: Effort) -> Result<Part> {
    let mut output = Bindgen::new()
        .input_bytes(name, module)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(effort == Effort::Release)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot read {name}"))?;
    let scripts = output.snippets().iter().filter(|(_, inline)| !inline.is_empty());
    let scripts: Vec<_> =
        scripts.map(|(name, _)| name).chain(output.local_modules().keys()).collect();
    ensure!(
        scripts.is_empty(),
        "crates of the client bring scripts of their own, which dist/ has no place for: {scripts:?}"
    );
    Ok(Part { style, glue: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}

/// All files below `folder`, by their paths inside it.
fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let content = fs::read(&path)?;
            let inside = path.strip_prefix(folder)?;
            files.insert(inside.to_string_lossy().into_owned(), content);
        }
    }
    Ok(files)
}

fn write(folder: &Path, files: &Files, effort: Effort) -> Result<()> {
    for (path, content) in files {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().context("a file lies in a folder")?)?;
        fs::write(&target, content)?;
        if effort == Effort::Release {
            for (ending, form) in compress::smaller_forms(content)? {
                fs::write(folder.join(format!("{path}.{ending}")), form)?;
            }
        }
    }
    Ok(())
}

/// What lies directly in `folder`, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = read.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn has_ending(path: impl AsRef<Path>, endings: &[&str]) -> bool {
    path.as_ref().extension().is_some_and(|ending| endings.iter().any(|one| ending == *one))
}

fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
