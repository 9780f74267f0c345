//! The desk: the program on the page that `desk.html` is.

fn main() {
    client::open_desk();
}
