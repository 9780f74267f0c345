//! Access tokens: signed claims (`EdDSA`) that live for minutes.

use anyhow::Context;
use jsonwebtoken::jwk::{Jwk, JwkSet, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::ids::LearnerId;
use shared::problem::Refusal;
use shared::vocabulary::{Role, Scope};

use crate::clock;
use crate::error::{AppError, AppResult};
use crate::keys::Keys;

/// Seconds that an access token lives.
pub const LIFETIME_SECONDS: u32 = 600;

const ISSUER: &str = "credit-bank";

/// What a token says of its bearer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// The user's id, or the client id of a machine.
    pub sub: String,
    /// Expires at, in seconds since 1970.
    pub exp: i64,
    /// Issued at, in seconds since 1970.
    pub iat: i64,
    /// The session, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// The role.
    pub role: Role,
    /// The name to write into histories.
    pub name: String,
    /// For residents: whose card they hold, once confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learner: Option<LearnerId>,
    /// Institutions that the bearer works for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub institutions: Vec<Grant>,
    /// For machines: what they may do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Scope>,
}

/// An institution that the bearer works for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its id.
    pub id: shared::ids::InstitutionId,
    /// Its path from the top of the network, `/HP-CC/HP-CS1/`: what begins with it lies below.
    pub path: String,
}

/// Signs and reads tokens.
pub struct Tokens {
    signing: EncodingKey,
    reading: DecodingKey,
    public: Jwk,
    kid: String,
}

/// The ASN.1 header of an Ed25519 private key (RFC 8410); the 32-byte seed follows.
const ED25519_HEADER: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

impl Tokens {
    /// Prepares the signing key.
    ///
    /// # Errors
    /// A seed that is no Ed25519 key.
    pub fn new(keys: &Keys) -> anyhow::Result<Self> {
        let der = [ED25519_HEADER.as_slice(), keys.signing_seed().as_slice()].concat();
        let signing = EncodingKey::from_ed_der(&der);
        let mut public = Jwk::from_encoding_key(&signing, Algorithm::EdDSA)?;
        let kid = public.thumbprint(ThumbprintHash::SHA256).context("thumbprint")?;
        public.common.key_id = Some(kid.clone());
        let reading = DecodingKey::from_jwk(&public)?;
        Ok(Self { signing, reading, public, kid })
    }

    /// Signs claims.
    ///
    /// # Errors
    /// `Broken`, should the key not sign.
    pub fn sign(&self, claims: &Claims) -> AppResult<String> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.signing)
            .map_err(|error| AppError::Broken(anyhow::Error::new(error)))
    }

    /// Reads a token.
    ///
    /// # Errors
    /// `NotSignedIn` when it is forged, expired or not a token at all.
    pub fn read(&self, token: &str) -> AppResult<Claims> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.leeway = 0;
        jsonwebtoken::decode::<Claims>(token, &self.reading, &validation)
            .map(|token| token.claims)
            .map_err(|_| Refusal::NotSignedIn.into())
    }

    /// The public keys, as `/.well-known/jwks.json` shows them.
    #[must_use]
    pub fn jwks(&self) -> JwkSet {
        JwkSet { keys: vec![self.public.clone()] }
    }
}

impl Claims {
    /// Claims of someone, good from now for [`LIFETIME_SECONDS`].
    #[must_use]
    pub fn now(sub: String, role: Role, name: String) -> Self {
        let iat = clock::now().timestamp();
        Self {
            iss: ISSUER.to_owned(),
            sub,
            iat,
            exp: iat + i64::from(LIFETIME_SECONDS),
            sid: None,
            role,
            name,
            learner: None,
            institutions: Vec::new(),
            scopes: Vec::new(),
        }
    }
}
