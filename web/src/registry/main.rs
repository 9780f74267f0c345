//! The registry: the program on the page that `registry.html` is.

fn main() {
    client::open_registry();
}
