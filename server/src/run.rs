//! The subcommands.

use std::io::Read;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::bank::Bank;
use crate::config::{AdminCommand, Cli, Command, CreateAdmin, Serve, Store};
use crate::db::Db;
use crate::keys::Keys;
use crate::notices::outbox::FileSender;
use crate::settings::{Limits, Settings};
use crate::{accounts, app, demo, imports, ledger};

/// Runs what the command line says. Exit codes: 0 clean, 1 faults found or rows refused.
///
/// # Errors
/// Whatever keeps the command from being run.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Serve(options) => serve(&options),
        Command::Migrate(store) => open(&store).map(|_| ExitCode::SUCCESS),
        Command::Verify(store) => verify(&store),
        Command::Openapi(_) => {
            println!("{}", serde_json::to_string_pretty(&app::openapi())?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Admin(admin) => match admin.command {
            AdminCommand::Create(options) => create_admin(&options),
        },
        Command::Import(options) => {
            let bank = bank(&options.store, Settings::without_server())?;
            imports::run(&bank, &options)
        }
    }
}

fn open(store: &Store) -> anyhow::Result<Db> {
    let db = Db::open(&store.database_url)?;
    db.migrate()?;
    Ok(db)
}

fn bank(store: &Store, settings: Settings) -> anyhow::Result<Bank> {
    let db = open(store)?;
    Bank::start(db, Keys::open(&key_file(store))?, settings)
}

fn key_file(store: &Store) -> PathBuf {
    store.keys.clone().unwrap_or_else(|| store.data_dir.join("keys.json"))
}

fn serve(options: &Serve) -> anyhow::Result<ExitCode> {
    if options.demo == 1 && !options.listen.ip().is_loopback() {
        bail!("the demo's password is public; give --demo twice to listen beyond this machine");
    }
    let listener = TcpListener::bind(options.listen)
        .with_context(|| format!("cannot listen on {}", options.listen))?;
    let address = listener.local_addr()?;
    let default_url = || format!("http://{address}");
    let settings = Settings {
        public_url: options.public_url.clone().unwrap_or_else(default_url),
        limits: Limits::open(options.limits.as_deref())?,
        trusted_proxies: options
            .trusted_proxy
            .iter()
            .map(|network| network.parse())
            .collect::<anyhow::Result<_>>()?,
        demo: options.demo > 0,
        sender: match &options.notices_to {
            Some(folder) => Some(Arc::new(FileSender::into_folder(folder)?)),
            None => None,
        },
    };
    let bank = bank(&options.store, settings)?;
    if options.demo > 0 {
        demo::fill(&bank)?;
    } else if !accounts::any_admin(&bank)? {
        println!(
            "There is no administrator yet. Make one with:\n  \
             credit-bank admin create --username NAME   (the password on standard input)"
        );
    }
    actix_web::rt::System::new().block_on(async move {
        ledger::jobs::start(&bank);
        let server = app::serve(bank, listener)?;
        println!("The credit bank listens on http://{address}");
        server.await
    })?;
    Ok(ExitCode::SUCCESS)
}

fn verify(store: &Store) -> anyhow::Result<ExitCode> {
    let db = open(store)?;
    let check = db.read_blocking(ledger::verify::check)?;
    println!(
        "checked {} transactions, {} entries, {} accounts, {} lots, {} decisions: {} faults",
        check.transactions,
        check.entries,
        check.accounts,
        check.lots,
        check.decisions,
        check.faults.len()
    );
    for fault in &check.faults {
        println!("{} {}: {}", fault.code, fault.subject, fault.detail);
    }
    Ok(if check.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn create_admin(options: &CreateAdmin) -> anyhow::Result<ExitCode> {
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password)?;
    let bank = bank(&options.store, Settings::without_server())?;
    accounts::create_admin(&bank, &options.username, password.trim_end_matches(['\r', '\n']))?;
    println!("administrator {} can sign in", options.username);
    Ok(ExitCode::SUCCESS)
}
