//! What every request has at hand.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use shared::institutions::InstitutionCode;

use crate::auth::throttle::Throttle;
use crate::auth::tokens::Tokens;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::http::idempotency::InFlight;
use crate::imports::Importer;
use crate::keys::Keys;
use crate::ledger::Ledger;
use crate::live::Live;
use crate::programs::cache::Programs;
use crate::rulebooks::cache::Rulebooks;
use crate::settings::Settings;

/// The bank: its database, its ledger, its keys. Cheap to clone.
#[derive(Clone)]
pub struct Bank {
    /// The two doors to the database.
    pub db: Db,
    /// The one writer of everything that moves credits.
    pub ledger: Ledger,
    /// Whose pages are told at once what was posted.
    pub live: Live,
    /// The rules in force.
    pub rulebooks: Rulebooks,
    /// The programs that can be applied to.
    pub programs: Programs,
    /// What keeps identity numbers secret.
    pub keys: Arc<Keys>,
    /// What signs and reads access tokens.
    pub tokens: Arc<Tokens>,
    /// What the operator chose.
    pub settings: Arc<Settings>,
    /// Requests with an `Idempotency-Key` that are being worked on.
    pub in_flight: InFlight,
    /// Counts tries to sign in.
    pub throttle: Throttle,
    /// Whoever works on what was uploaded.
    pub importer: Importer,
}

impl Bank {
    /// Puts the parts together and starts the ledger writer.
    ///
    /// # Errors
    /// Keys that cannot sign, or that this database was not written with.
    pub fn start(db: Db, keys: Keys, settings: Settings) -> anyhow::Result<Self> {
        crate::settings::check_fingerprint(&db, &keys)?;
        let keys = Arc::new(keys);
        let live = Live::default();
        Ok(Self {
            ledger: Ledger::start(db.clone(), live.bell())?,
            live,
            tokens: Arc::new(Tokens::new(&keys)?),
            throttle: Throttle::new(settings.limits.sign_in_per_minute),
            settings: Arc::new(settings),
            rulebooks: Rulebooks::default(),
            programs: Programs::default(),
            in_flight: InFlight::default(),
            importer: Importer::start()?,
            keys,
            db,
        })
    }
}

impl FromRequest for Bank {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let bank = request.app_data::<web::Data<Self>>().map(|bank| bank.get_ref().clone());
        ready(bank.ok_or_else(AppError::busy))
    }
}

/// Codes of institutions from a path from the top of the network, the institution itself first.
#[must_use]
pub fn codes_of(path: &str) -> Vec<InstitutionCode> {
    path.split('/').rev().filter_map(|code| code.parse().ok()).collect()
}
