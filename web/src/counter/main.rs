//! The counter: the program on the page that `counter.html` is.

fn main() {
    client::open_counter();
}
