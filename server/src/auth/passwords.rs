//! Passwords: argon2id, memory-hard, away from the event loop.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::{AppError, AppResult};

/// The OWASP minimum for argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("the parameters are in argon2's range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password into a PHC string with a random salt. Takes tens of milliseconds.
///
/// # Errors
/// `Broken`, should there be no randomness.
pub fn hash(password: &str) -> AppResult<String> {
    argon2()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| AppError::Broken(anyhow::anyhow!("hashing: {error}")))
}

/// Whether a password fits a PHC string. Takes tens of milliseconds.
#[must_use]
pub fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

/// A hash that no password fits: checked for unknown names, so that they take as long as known ones.
#[must_use]
pub fn nobody() -> &'static str {
    static NOBODY: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let noise = hex::encode(rand::random::<[u8; 32]>());
        hash(&noise).expect("the machine has randomness")
    });
    &NOBODY
}

/// [`hash`], away from the event loop.
///
/// # Errors
/// As [`hash`].
pub async fn hash_off_loop(password: String) -> AppResult<String> {
    actix_web::web::block(move || hash(&password)).await?
}

/// [`fits`], away from the event loop.
///
/// # Errors
/// `Broken`, should the thread pool be gone.
pub async fn fits_off_loop(password: String, hash: String) -> AppResult<bool> {
    Ok(actix_web::web::block(move || fits(&password, &hash)).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only_and_the_hash_is_argon2id() {
        let hash = hash("demo-lifelong-2035").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(fits("demo-lifelong-2035", &hash));
        assert!(!fits("demo-lifelong-2036", &hash));
        assert!(!fits("anything", nobody()));
    }
}
