//! The help: the program on the page that `guide.html` is.

fn main() {
    client::open_guide();
}
