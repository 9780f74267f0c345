//! Using credits: the program on the page that `moves.html` is.

fn main() {
    client::open_moves();
}
