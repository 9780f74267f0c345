//! Showing a record to others: the program on the page that `record.html` is.

fn main() {
    client::open_record();
}
