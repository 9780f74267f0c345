//! Puts the web client's files together: pure, from the bytes of the sources to the bytes of
//! `dist/`.
//!
//! The client comes in parts, each a page and a module of its own, so that nobody loads the screens
//! of another's work. What the first load of a part needs besides the page itself lies under
//! `assets/`, each file under a name that carries its content's hash, so that a browser may keep it
//! for ever. The pages and the static files keep their names. Scripts and styles are files, never
//! inline: the content security policy allows nothing else.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Files by their path, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a client is made of.
pub struct Sources {
    /// The page of every part; may name `{{style}}`, `{{boot}}`, `{{glue}}` and `{{wasm}}`.
    pub index: String,
    /// The script that starts a part; may name `{{glue}}` and `{{wasm}}`.
    pub boot: String,
    /// The parts, in the order of [`PARTS`].
    pub parts: Vec<Part>,
    /// Files that keep their names; a script among them may name `{{shell}}`, a JSON list of all
    /// paths of the bank's first load, and `{{version}}`, which changes with any of them.
    pub statics: Files,
}

/// What is a part's own.
pub struct Part {
    /// All of its stylesheets, in the order in which they apply.
    pub style: String,
    /// What wasm-bindgen wrote to load the module.
    pub glue: String,
    /// The module.
    pub wasm: Vec<u8>,
}

/// The parts, each by its page and the name of its program: the bank, which everybody loads, then
/// what residents load to use their credits, what clerks load, what reviewers load and administrators
/// for their records, what those load who work on rules and decisions, the editor of a rule, and the
/// help.
pub const PARTS: [(&str, &str); 7] = [
    ("index.html", "bank"),
    ("moves.html", "moves"),
    ("counter.html", "counter"),
    ("registry.html", "registry"),
    ("desk.html", "desk"),
    ("editor.html", "editor"),
    ("guide.html", "guide"),
];

/// Lays out `dist/`.
///
/// # Errors
/// When a template names a value that it does not have.
pub fn assemble(sources: Sources) -> Result<Files> {
    let Sources { index, boot, parts, statics } = sources;
    let mut files = Files::new();
    let mut first_load = None;
    for ((page, name), part) in PARTS.into_iter().zip(parts) {
        let (text, assets) = lay_out(&mut files, name, part, &index, &boot)?;
        first_load.get_or_insert_with(|| (hash(text.as_bytes()), assets));
        files.insert(page.to_owned(), text.into());
    }
    let (version, assets) = first_load.context("there is a part")?;
    let shell: Vec<String> = std::iter::once("/".to_owned()).chain(assets).collect();
    let shell = format!("[\"{}\"]", shell.join("\", \""));

    for (path, mut bytes) in statics {
        if Path::new(&path).extension().is_some_and(|ending| ending == "js") {
            let script = String::from_utf8(bytes).with_context(|| format!("in {path}"))?;
            let values = [("shell", shell.as_str()), ("version", version.as_str())];
            bytes = fill(&script, &values).with_context(|| format!("in {path}"))?.into();
        }
        files.insert(path, bytes);
    }
    Ok(files)
}

/// Adds what a part needs, and gives its page and the paths of all that the page needs.
fn lay_out(
    files: &mut Files,
    name: &str,
    part: Part,
    index: &str,
    boot: &str,
) -> Result<(String, [String; 4])> {
    let style = tight(&without_comments(&part.style));
    let style = add_asset(files, "style", "css", style.into());
    let wasm = add_asset(files, name, "wasm", part.wasm);
    let glue = add_asset(files, name, "js", tight(&without_notes(&part.glue)).into());
    let modules = [("glue", glue.as_str()), ("wasm", wasm.as_str())];
    let boot = fill(boot, &modules).context("in boot.js")?;
    let boot = add_asset(files, "boot", "js", boot.into());
    let [glue_value, wasm_value] = modules;
    let values = [("style", style.as_str()), ("boot", boot.as_str()), glue_value, wasm_value];
    let page = fill(index, &values).context("in index.html")?;
    Ok((page, [style, boot, glue, wasm]))
}

/// The paths of the assets that a page names, each once, in the order of the page.
#[must_use]
pub fn assets_of(page: &str) -> Vec<&str> {
    let mut paths: Vec<&str> = Vec::new();
    for word in page.split(['"', '\'', ' ', '>', '=']) {
        let Some(path) = word.strip_prefix('/').filter(|path| path.starts_with("assets/")) else {
            continue;
        };
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// The first 64 bits of the content's SHA-256: 16 hexadecimal digits.
#[must_use]
pub fn hash(content: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(content));
    digits.truncate(16);
    digits
}

/// Adds a file under a name with its hash, and gives the path by which a page asks for it.
fn add_asset(files: &mut Files, name: &str, extension: &str, content: Vec<u8>) -> String {
    let path = format!("assets/{name}-{}.{extension}", hash(&content));
    let url = format!("/{path}");
    files.insert(path, content);
    url
}

/// Puts the values in the places of `{{their names}}`.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name.trim()) else {
            bail!("there is no value for {{{{{name}}}}}");
        };
        filled.push_str(before);
        filled.push_str(value);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Without indentation and empty lines. Neither styles nor the glue have strings of several lines.
fn tight(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The glue without the notes that wasm-bindgen writes on lines of their own.
fn without_notes(script: &str) -> String {
    let is_note = |line: &&str| {
        let line = line.trim_start();
        ["//", "/*", "* ", "*/"].iter().any(|start| line.starts_with(start)) || line == "*"
    };
    script.lines().filter(|line| !is_note(line)).collect::<Vec<_>>().join("\n")
}

/// The stylesheet without its comments; what looks like one inside a string stays.
fn without_comments(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut quote = None;
    let mut characters = style.chars().peekable();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (None, '/') if characters.peek() == Some(&'*') => {
                characters.next();
                skip_comment(&mut characters);
                continue;
            }
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (Some(_), '\\') => {
                kept.push(character);
                kept.extend(characters.next());
                continue;
            }
            _ => {}
        }
        kept.push(character);
    }
    kept
}

fn skip_comment(characters: &mut impl Iterator<Item = char>) {
    let mut previous = None;
    for character in characters.by_ref() {
        if previous == Some('*') && character == '/' {
            return;
        }
        previous = Some(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        Sources {
            index: "<link href={{style}}><script src={{ boot }}>".to_owned(),
            boot: "import('{{glue}}', '{{wasm}}')".to_owned(),
            parts: parts(&[0]),
            statics: Files::from([
                ("worker.js".to_owned(), b"const shell = {{shell}}, v = '{{version}}'".to_vec()),
                ("icon.svg".to_owned(), b"<svg>{{left alone}}</svg>".to_vec()),
            ]),
        }
    }

    fn part(wasm: &[u8]) -> Part {
        let (style, glue) = ("a { color: red }".to_owned(), "export default 1".to_owned());
        Part { style, glue, wasm: wasm.to_vec() }
    }

    /// The bank's part, and for each other program another.
    fn parts(bank: &[u8]) -> Vec<Part> {
        let of =
            |(_, name): (_, &str)| if name == "bank" { part(bank) } else { part(name.as_bytes()) };
        PARTS.into_iter().map(of).collect()
    }

    /// All that loads with a page, the page itself and what its script names.
    fn first_load(files: &Files, page: &str) -> Vec<String> {
        let page = text(files, page);
        let direct = assets_of(&page);
        let scripts = direct.iter().filter(|path| path.starts_with("assets/boot-"));
        let scripts: Vec<String> = scripts.map(|path| text(files, path)).collect();
        let named = scripts.iter().flat_map(|script| assets_of(script));
        direct.iter().copied().chain(named).map(str::to_owned).collect()
    }

    fn text(files: &Files, path: &str) -> String {
        String::from_utf8(files[path].clone()).unwrap()
    }

    #[test]
    fn every_name_in_the_page_leads_to_a_file() {
        let files = assemble(sources()).unwrap();
        let style = format!("assets/style-{}.css", hash(b"a { color: red }"));
        for (page, _) in PARTS {
            let load = first_load(&files, page);
            let [first, boot, glue, wasm] = load.as_slice() else { panic!("{load:?}") };
            assert_eq!(*first, style);
            assert_eq!(text(&files, page), format!("<link href=/{style}><script src=/{boot}>"));
            for path in [&style, boot, glue, wasm] {
                assert!(files.contains_key(path), "{path} is missing");
            }
        }
        assert_eq!(text(&files, "icon.svg"), "<svg>{{left alone}}</svg>");
    }

    #[test]
    fn a_change_of_the_module_changes_the_names_of_all_that_leads_to_it() {
        let before = assemble(sources()).unwrap();
        let after = assemble(Sources { parts: parts(&[1]), ..sources() }).unwrap();
        assert_ne!(text(&before, "index.html"), text(&after, "index.html"));
        assert_ne!(text(&before, "worker.js"), text(&after, "worker.js"));
        let loads = [&before, &after].map(|files| first_load(files, "index.html"));
        let [old, new] = &loads;
        let shared: Vec<_> = old.iter().filter(|path| new.contains(path)).collect();
        assert!(!shared.iter().any(|path| path.starts_with("assets/boot-")), "{shared:?}");
        assert!(shared.iter().any(|path| path.starts_with("assets/style-")), "{shared:?}");
    }

    #[test]
    fn a_part_loads_nothing_of_the_other() {
        let before = assemble(sources()).unwrap();
        let [bank, others @ ..] = PARTS.map(|(page, _)| first_load(&before, page));
        for other in &others {
            let both: Vec<_> = bank.iter().filter(|path| other.contains(path)).collect();
            assert!(!both.iter().any(|path| path.contains(".wasm")), "{both:?}");
        }
        let mut changed = parts(&[0]);
        changed.iter_mut().skip(1).for_each(|other| other.wasm.push(1));
        let after = assemble(Sources { parts: changed, ..sources() }).unwrap();
        let [same, changed @ ..] = PARTS.map(|(page, _)| first_load(&after, page));
        assert_eq!(bank, same);
        assert_eq!(text(&before, "worker.js"), text(&after, "worker.js"));
        assert!(others.iter().zip(&changed).all(|(old, new)| old != new), "{changed:?}");
    }

    #[test]
    fn the_workers_list_is_the_page_and_all_assets_of_the_bank() {
        let files = assemble(sources()).unwrap();
        let worker = text(&files, "worker.js");
        assert!(worker.starts_with(r#"const shell = ["/", "/assets/style-"#), "{worker}");
        let load = first_load(&files, "index.html");
        for path in &load {
            assert!(worker.contains(&format!("\"/{path}\"")), "{path} is not in {worker}");
        }
        assert_eq!(worker.matches("/assets/").count(), load.len(), "{worker}");
    }

    #[test]
    fn an_unknown_name_in_a_template_is_refused() {
        let refused = assemble(Sources { boot: "{{gleu}}".to_owned(), ..sources() }).unwrap_err();
        assert_eq!(format!("{refused:#}"), "in boot.js: there is no value for {{gleu}}");
    }

    #[test]
    fn comments_leave_the_stylesheet_but_not_its_strings() {
        let style = r#"/* one **/a::before { content: "/* \" kept */"; } /* two */ b { top: 1px }"#;
        let bare = r#"a::before { content: "/* \" kept */"; }  b { top: 1px }"#;
        assert_eq!(without_comments(style), bare);
        assert_eq!(without_comments("a { } /* never closed"), "a { } ");
    }
}
