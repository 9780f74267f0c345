//! A PostgreSQL cluster for one test run: its own data in a temporary folder, its own port, gone
//! afterwards, also when the tests fail.

use crate::sh;
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const START_TIMEOUT: Duration = Duration::from_mins(1);

/// Settings that differ from the defaults. Commits stay synchronous, as in production; only the
/// disk is not waited for, since the data need not outlive the machine.
const SETTINGS: [&str; 5] = [
    "fsync=off",
    "full_page_writes=off",
    "max_connections=200",
    "listen_addresses=127.0.0.1",
    "log_min_messages=fatal",
];

/// A running cluster; dropping it stops it and removes its data.
pub struct Cluster {
    server: Child,
    programs: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and waits until it answers.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, refuses to start, or is not ready within a minute; the
    /// server's own words are part of the error.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("credit-bank-postgres-").tempdir()?;
        if sh::is_root() {
            sh::run(sh::program("chown").arg("postgres:").arg(folder.path()))?;
        }
        let data = folder.path().join("data");
        sh::read(
            as_server_user(programs.join("initdb"))
                .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"])
                .args(["--no-sync", "--pgdata"])
                .arg(&data),
        )?;

        let port = free_port()?;
        let log = File::create(folder.path().join("server.log"))?;
        let mut command = as_server_user(programs.join("postgres"));
        command.arg("-D").arg(&data).args(["-p", &port.to_string()]).arg("-k").arg(folder.path());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let server = command
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("cannot start the PostgreSQL server")?;
        let mut cluster = Self { server, programs, folder, port };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Where the cluster's first database answers.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let started = Instant::now();
        let mut question = sh::program(self.programs.join("pg_isready"));
        question.args(["--host=127.0.0.1", "--port", &self.port.to_string()]);
        while !sh::succeeds(&mut question) {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended with {status}:\n{}", self.log());
            }
            ensure!(
                started.elapsed() < START_TIMEOUT,
                "PostgreSQL is not ready after {START_TIMEOUT:?}:\n{}",
                self.log()
            );
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = sh::succeeds(
            as_server_user(self.programs.join("pg_ctl"))
                .args(["stop", "--mode=immediate", "--pgdata"])
                .arg(self.folder.path().join("data")),
        );
        if !stopped && let Err(reason) = self.server.kill() {
            eprintln!("could not stop PostgreSQL: {reason}");
        }
        if let Err(reason) = self.server.wait() {
            eprintln!("could not wait for PostgreSQL's end: {reason}");
        }
    }
}

/// The folder of the server's programs, the newest version's where there are several.
///
/// # Errors
/// When PostgreSQL's server is not installed.
pub fn programs() -> Result<PathBuf> {
    let configured = sh::find("pg_config")
        .and_then(|pg_config| sh::read(sh::program(pg_config).arg("--bindir")).ok())
        .map(|folder| PathBuf::from(folder.trim()));
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by(|a, b| b.cmp(a));
    // Debian's `pg_config` names a folder even where only the client's headers are installed.
    configured
        .into_iter()
        .chain(versions.into_iter().map(|(_, folder)| folder))
        .find(|folder| is_server(folder))
        .context("PostgreSQL's server programs are not installed")
}

fn is_server(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_ctl", "pg_isready"].iter().all(|name| folder.join(name).is_file())
}

/// A program that runs as a user whom PostgreSQL accepts: it refuses root. There `setpriv` also
/// asks the kernel to stop the program when this process ends without having done so.
fn as_server_user(name: impl AsRef<OsStr>) -> Command {
    if !sh::is_root() {
        return sh::program(name);
    }
    let mut command = sh::program("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=INT", "--"])
        .arg(name)
        .current_dir("/");
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn a_cluster_answers_until_it_is_dropped_and_leaves_nothing() {
        let cluster = Cluster::start().expect("PostgreSQL is installed");
        let (port, folder) = (cluster.port, cluster.folder.path().to_owned());
        assert_eq!(cluster.url(), format!("postgres://postgres@127.0.0.1:{port}/postgres"));
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(cluster);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
