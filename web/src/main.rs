//! The bank: the program on the page that `index.html` is.

fn main() {
    client::open_bank();
}
