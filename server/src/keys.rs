//! The bank's keys: what signs tokens, and what keeps identity numbers secret.
//!
//! Invariant: the file is readable by its owner only; the database knows the fingerprint of the
//! keys that it was written with, and refuses others.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use aes_gcm::aead::{Aead, Generate, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use anyhow::{Context, anyhow, bail};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::identity::IdDocument;
use shared::learners::Phone;

/// The keys, in memory.
pub struct Keys {
    signing_seed: [u8; 32],
    digest_key: [u8; 32],
    cipher: Aes256Gcm,
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    /// Ed25519 seed that signs tokens.
    signing_seed: String,
    /// HMAC-SHA-256 key for looking people up.
    digest_key: String,
    /// AES-256-GCM key for identity numbers.
    sealing_key: String,
}

impl Keys {
    /// Reads the file, or makes it with fresh keys, mode 0600.
    ///
    /// # Errors
    /// A file that cannot be read, written or understood.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let file = match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} is not a file of keys", path.display()))?,
            Err(error) if error.kind() == ErrorKind::NotFound => create(path)?,
            Err(error) => return Err(error).context(format!("cannot read {}", path.display())),
        };
        Self::from_file(&file)
    }

    fn from_file(file: &KeyFile) -> anyhow::Result<Self> {
        let sealing = key_bytes(&file.sealing_key)?;
        Ok(Self {
            signing_seed: key_bytes(&file.signing_seed)?,
            digest_key: key_bytes(&file.digest_key)?,
            cipher: Aes256Gcm::new(&Key::<Aes256Gcm>::from(sealing)),
        })
    }

    /// The Ed25519 seed that signs tokens.
    #[must_use]
    pub const fn signing_seed(&self) -> &[u8; 32] {
        &self.signing_seed
    }

    /// A keyed hash: equal for equal inputs, useless without the key. 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self, purpose: &str, input: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.digest_key)
            .expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(input.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }

    /// The keyed hash that finds the person of a document.
    #[must_use]
    pub fn document_digest(&self, document: &IdDocument) -> String {
        self.digest("document", &format!("{}:{}", document.id_type(), document.number()))
    }

    /// The keyed hash that finds the account of a phone; `+86` makes no other number of it.
    #[must_use]
    pub fn phone_digest(&self, phone: &Phone) -> String {
        let number = phone.as_str();
        self.digest("phone", number.strip_prefix("+86").unwrap_or(number))
    }

    /// Encrypts a short text; the answer is nonce and ciphertext in hexadecimal.
    #[must_use]
    pub fn seal(&self, text: &str) -> String {
        let nonce = Nonce::generate();
        let sealed = self
            .cipher
            .encrypt(&nonce, text.as_bytes())
            .expect("AES-GCM encrypts any text shorter than 64 GiB");
        format!("{}{}", hex::encode(nonce), hex::encode(sealed))
    }

    /// Decrypts what [`Keys::seal`] made.
    ///
    /// # Errors
    /// Text that was sealed by other keys or changed since.
    pub fn open_sealed(&self, sealed: &str) -> anyhow::Result<String> {
        let bytes = hex::decode(sealed)?;
        let (nonce, body) = bytes.split_at_checked(12).ok_or_else(|| anyhow!("too short"))?;
        let nonce = Nonce::try_from(nonce).map_err(|_| anyhow!("no nonce"))?;
        let text = self.cipher.decrypt(&nonce, body).map_err(|_| anyhow!("other keys"))?;
        Ok(String::from_utf8(text)?)
    }

    /// Tells these keys from others without telling anything about them.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.digest("fingerprint", &hex::encode(Sha256::digest(self.signing_seed)))
    }
}

fn key_bytes(text: &str) -> anyhow::Result<[u8; 32]> {
    let bytes = hex::decode(text).context("a key is not hexadecimal")?;
    bytes.try_into().map_err(|_| anyhow!("a key does not have 32 bytes"))
}

fn create(path: &Path) -> anyhow::Result<KeyFile> {
    let fresh = || hex::encode(rand::random::<[u8; 32]>());
    let file = KeyFile { signing_seed: fresh(), digest_key: fresh(), sealing_key: fresh() };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut out = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(out) => out,
        Err(error) => bail!("cannot make {}: {error}", path.display()),
    };
    out.write_all(serde_json::to_string_pretty(&file)?.as_bytes())?;
    out.sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_one_number_with_or_without_the_country() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(&folder.path().join("a.json")).unwrap();
        let digest = |phone: &str| keys.phone_digest(&phone.parse().unwrap());
        assert_eq!(digest("+86 138-0013-8000"), digest("13800138000"));
        assert_ne!(digest("13800138001"), digest("13800138000"));
    }

    #[test]
    fn what_is_sealed_opens_again_and_only_with_the_same_keys() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(&folder.path().join("a.json")).unwrap();
        let again = Keys::open(&folder.path().join("a.json")).unwrap();
        let other = Keys::open(&folder.path().join("b.json")).unwrap();
        let sealed = keys.seal("11010519491231002X");
        assert_ne!(sealed, keys.seal("11010519491231002X"));
        assert_eq!(again.open_sealed(&sealed).unwrap(), "11010519491231002X");
        assert!(other.open_sealed(&sealed).is_err());
        assert_eq!(keys.fingerprint(), again.fingerprint());
        assert_ne!(keys.fingerprint(), other.fingerprint());
    }
}
