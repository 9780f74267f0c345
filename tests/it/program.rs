//! The program itself, started as an operator starts it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use harness::Client;

/// The program with a subcommand; every option that the environment could give is taken out.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_program"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CREDIT_BANK_")) {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs a subcommand over a bank to its end.
pub fn run(arguments: &[&str], database_url: &str, data_dir: &Path) -> Output {
    over(arguments, database_url, data_dir).output().expect("the program starts")
}

/// Runs a subcommand over a bank, with words on its standard input.
pub fn run_with_input(
    arguments: &[&str],
    database_url: &str,
    data_dir: &Path,
    input: &str,
) -> Output {
    let mut command = over(arguments, database_url, data_dir);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("its input is a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads its input");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn over(arguments: &[&str], database_url: &str, data_dir: &Path) -> Command {
    let mut command = program(arguments);
    command.args(["--database-url", database_url, "--data-dir"]).arg(data_dir);
    command
}

/// What a run wrote: standard output and standard error.
pub fn words(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A server in a process of its own; killed when it is dropped.
pub struct Served {
    process: Child,
    url: String,
}

impl Served {
    /// Starts it on a free port and waits until it says that it listens.
    pub fn start(database_url: &str, data_dir: &Path) -> Self {
        let mut command = over(&["serve", "--listen", "127.0.0.1:0"], database_url, data_dir);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let stdout = process.stdout.take().expect("its output is a pipe");
        let url = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("listens on ")?.1.trim().to_owned()))
            .expect("the server says where it listens");
        Self { process, url }
    }

    /// Somebody without a token.
    pub fn visitor(&self) -> Client {
        Client::new(&self.url)
    }

    /// Asks it to stop, as an operator's supervisor does, and waits until it has.
    pub fn terminate(mut self) -> ExitStatus {
        let number = self.process.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &number]).status();
        assert!(asked.expect("there is a program to send signals").success());
        self.process.wait().expect("it has ended")
    }

    /// Ends it as a power cut would: without a word.
    pub fn kill(mut self) {
        self.process.kill().expect("it runs until it is killed");
        self.process.wait().expect("it has ended");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Killed already, or the test is over: either way nothing is left to be said.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
