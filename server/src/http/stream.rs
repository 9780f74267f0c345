//! Answers that are larger than a server wants to hold: read and sent a step at a time.

use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;

use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};

/// What is still to be sent.
pub trait Steps: Sized + Send + 'static {
    /// Reads the next part, and says what is left after it.
    ///
    /// # Errors
    /// The database: the answer breaks off, which the client sees.
    fn step(self, conn: &mut Conn) -> AppResult<(Vec<u8>, Option<Self>)>;
}

/// The parts of an answer, each read when the client has taken the one before.
pub fn of<S: Steps>(bank: &Bank, all: S) -> impl Stream<Item = Result<Bytes, AppError>> + 'static {
    let db = bank.db.clone();
    try_unfold(Some(all), move |left| {
        let db = db.clone();
        async move {
            let Some(left) = left else { return Ok(None) };
            let (bytes, rest) = db.read(move |conn| left.step(conn)).await?;
            Ok(Some((Bytes::from(bytes), rest)))
        }
    })
}
