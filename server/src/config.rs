//! The command line and the environment: every option is also `CREDIT_BANK_…`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use shared::imports::ImportKind;

/// A lifelong-learning credit bank in one program: server, migrations and web client.
#[derive(Debug, Parser)]
#[command(name = "credit-bank", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the bank keeps what it knows.
#[derive(Clone, Debug, Args)]
pub struct Store {
    /// `sqlite://PATH` or `postgres://…`
    #[arg(long, env = "CREDIT_BANK_DATABASE_URL", default_value = "sqlite://credit-bank.db")]
    pub database_url: String,
    /// The folder for keys and files; made when missing.
    #[arg(long, env = "CREDIT_BANK_DATA_DIR", default_value = "credit-bank-data")]
    pub data_dir: PathBuf,
    /// The file of keys, shared by several servers; `keys.json` in the data folder when absent.
    #[arg(long, env = "CREDIT_BANK_KEYS")]
    pub keys: Option<PathBuf>,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the bank over HTTP.
    Serve(Serve),
    /// Applies the migrations that are missing.
    Migrate(Store),
    /// Recomputes every balance and invariant, and says what it counted.
    Verify(Store),
    /// Prints the OpenAPI document.
    Openapi(Store),
    /// Manages administrators.
    Admin(Admin),
    /// Reads a file of courses, completions, equivalences or learners.
    Import(Import),
}

/// Options of `serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub store: Store,
    /// The address to listen on.
    #[arg(long, env = "CREDIT_BANK_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The address that people use, for links and issuer names; by default the one listened on.
    #[arg(long, env = "CREDIT_BANK_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed, as `10.0.0.0/8`. May be repeated.
    #[arg(long, env = "CREDIT_BANK_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<String>,
    /// A JSON file of rate limits, `{"sign_in_per_minute": 10}`.
    #[arg(long, env = "CREDIT_BANK_LIMITS")]
    pub limits: Option<PathBuf>,
    /// A folder for notices to people, a line of JSON each; without one they stay in the product.
    #[arg(long, env = "CREDIT_BANK_NOTICES_TO")]
    pub notices_to: Option<PathBuf>,
    /// Fills an empty database with a district to try things in. Give it twice to listen beyond
    /// this machine.
    #[arg(long, env = "CREDIT_BANK_DEMO", action = clap::ArgAction::Count)]
    pub demo: u8,
}

/// Options of `admin`.
#[derive(Debug, Args)]
pub struct Admin {
    /// What to do with administrators.
    #[command(subcommand)]
    pub command: AdminCommand,
}

/// What `admin` does.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Makes an administrator; the password is read from standard input.
    Create(CreateAdmin),
}

/// Options of `admin create`.
#[derive(Debug, Args)]
pub struct CreateAdmin {
    #[command(flatten)]
    pub store: Store,
    /// The name to sign in with.
    #[arg(long)]
    pub username: String,
}

/// Options of `import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    #[command(flatten)]
    pub store: Store,
    /// What the file holds.
    #[arg(long, value_parser = PossibleValuesParser::new(ImportKind::ALL.iter().map(|kind| kind.as_str()))
        .try_map(|kind| kind.parse::<ImportKind>().map_err(|fault| fault.code())))]
    pub kind: ImportKind,
    /// The code of the institution.
    #[arg(long)]
    pub institution: String,
    /// Reads and reports, and writes nothing to the bank.
    #[arg(long)]
    pub dry_run: bool,
    /// Where refused rows go; `NAME.failed.csv` in the working folder when absent.
    #[arg(long)]
    pub errors: Option<PathBuf>,
    /// The file.
    pub file: PathBuf,
}
