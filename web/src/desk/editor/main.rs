//! The editor of a rule: the program on the page that `editor.html` is.

fn main() {
    client::open_editor();
}
