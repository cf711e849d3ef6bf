//! A player as a process: started, spoken to, listened to, killed; every wait ends, and says what was heard when it fails.

#![allow(dead_code, reason = "each test file uses its own half of this")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take that is not said to take longer: generous, since the machines of tests are slow.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// One running program and all it has said.
pub(crate) struct Player {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    child: Child,
    input: Option<ChildStdin>,
    heard: Receiver<String>,
    pub(crate) lines: Vec<Value>,
    /// Where the next wait begins.
    from: usize,
}

impl Player {
    /// Starts the program with these arguments on this data folder, called by the folder's name.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Player {
        let mut command = Command::new(program());
        command.args(arguments);
        Player::spawn(command, folder)
    }

    /// Starts it inside a network namespace.
    pub(crate) fn start_in(namespace: &str, folder: &Path, arguments: &[&str]) -> Player {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", namespace]).arg(program()).args(arguments);
        Player::spawn(command, folder)
    }

    fn spawn(mut command: Command, folder: &Path) -> Player {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        command.args(["--json", "--lang", "en", "--name", &name, "--data"]).arg(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (said, heard) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        let wrong = BufReader::new(child.stderr.take().unwrap());
        let also = said.clone();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| said.send(line)));
        thread::spawn(move || wrong.lines().map_while(Result::ok).try_for_each(|line| also.send(line)));
        let input = child.stdin.take();
        Player { name, folder: folder.to_path_buf(), child, input, heard, lines: Vec::new(), from: 0 }
    }

    /// The first line from here on that fits, within the usual patience.
    pub(crate) fn wait(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        self.wait_for(PATIENCE, what, fits)
    }

    /// The first line from here on that fits, within this time.
    pub(crate) fn wait_for(&mut self, patience: Duration, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        match self.heard_within(patience, fits) {
            Some(line) => line,
            None => self.fail(&format!("no {what} within {patience:?}")),
        }
    }

    /// The first line from here on that fits, if one comes within this time.
    pub(crate) fn heard_within(&mut self, patience: Duration, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        let end = Instant::now() + patience;
        loop {
            while let Some(line) = self.lines.get(self.from) {
                self.from += 1;
                if fits(line) {
                    return Some(line.clone());
                }
            }
            match self.heard.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => self.lines.push(read(&line)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// The next line of this kind.
    pub(crate) fn kind(&mut self, kind: &str) -> Value {
        self.wait(kind, |line| line["kind"] == kind)
    }

    /// The next warning or error of this name.
    pub(crate) fn told(&mut self, reason: &str) -> String {
        let line = self.wait(reason, |line| line["reason"] == reason);
        line["told"].as_str().unwrap_or_default().to_owned()
    }

    /// Waits from here on: what was said before does not count any more.
    pub(crate) fn now(&mut self) -> &mut Player {
        while let Ok(line) = self.heard.try_recv() {
            self.lines.push(read(&line));
        }
        self.from = self.lines.len();
        self
    }

    /// Waits from the beginning on: what was said at any time counts.
    pub(crate) fn rewound(&mut self) -> &mut Player {
        self.from = 0;
        self
    }

    /// Says a line. A program that has ended hears nothing, which the next wait will find out.
    pub(crate) fn say(&mut self, line: &str) {
        if let Some(input) = &mut self.input {
            let _ = writeln!(input, "{line}").and_then(|()| input.flush());
        }
    }

    /// Says a command and waits for what it leads to: the entry, or the reason of the refusal.
    pub(crate) fn act(&mut self, line: &str) -> Result<Value, String> {
        if self.seats().is_empty() {
            self.state();
        }
        let seats = self.seats();
        let own = |line: &Value| line["kind"] == "entry" && line["seat"].as_u64().is_some_and(|it| seats.contains(&it));
        self.now().say(line);
        let answer = self.wait(line, |line| own(line) || line["kind"] == "refused");
        if answer["kind"] == "entry" { Ok(answer) } else { Err(format!("{} {}", answer["reason"], answer["told"])) }
    }

    /// The numbers of this player's seats, as they were told or as the last state says.
    fn seats(&self) -> Vec<u64> {
        let key = self.key();
        let told = self.lines.iter().filter(|line| line["kind"] == "joined" && line["player"] == key.as_str());
        let told = told.filter_map(|line| line["seats"].as_array()).flatten().filter_map(Value::as_u64);
        let states = self.lines.iter().filter_map(|line| line["seats"].as_array()).flatten();
        let stated = states.filter(|seat| seat["player"] == key.as_str()).filter_map(|seat| seat["seat"].as_u64());
        told.chain(stated).collect()
    }

    /// How things stand.
    pub(crate) fn state(&mut self) -> Value {
        self.now().say("state");
        self.wait("state", |line| line["kind"] == "state" || line["reason"] == "NoTable")
    }

    /// What may be done, as lines.
    pub(crate) fn offers(&mut self) -> Vec<String> {
        self.now().say("offers");
        let offers = self.kind("offers");
        let offers = offers["offers"].as_array().unwrap_or_else(|| self.fail("offers are no list"));
        offers.iter().filter_map(|offer| Some(offer["text"].as_str()?.to_owned())).collect()
    }

    /// Waits until this entry is here.
    pub(crate) fn reach(&mut self, index: u64) {
        let here = |line: &Value| line["index"].as_u64().is_some_and(|here| here >= index);
        self.now();
        // A state tells of entries as well: those that were there when the program began are not said again.
        let told = |line: &Value| line["kind"] == "entry" || line["kind"] == "state";
        if self.lines.iter().any(|line| told(line) && here(line)) {
            return;
        }
        self.wait(&format!("entry {index}"), |line| line["kind"] == "entry" && here(line));
    }

    /// This player's key.
    pub(crate) fn key(&self) -> String {
        self.lines
            .iter()
            .find_map(|line| Some(line["player"].as_str().filter(|_| line["kind"] == "ready")?.to_owned()))
            .unwrap_or_default()
    }

    /// The name of this player's hero, as the last state says.
    pub(crate) fn hero(&self) -> String {
        let key = self.key();
        let states = self.lines.iter().rev().filter_map(|line| line["seats"].as_array()).flatten();
        let mut own = states.filter(|seat| seat["player"] == key.as_str());
        own.find_map(|seat| Some(seat["name"].as_str()?.to_owned())).unwrap_or_default()
    }

    /// The hit points of this player's hero, now and at the most, as the last state says.
    pub(crate) fn hp(&self) -> Option<(i64, i64)> {
        let key = self.key();
        let last =
            self.lines.iter().rev().find_map(|line| line["seats"].as_array().filter(|_| line["kind"] == "state"))?;
        let own = last.iter().find(|seat| seat["player"] == key.as_str())?;
        Some((own["hp"][0].as_i64()?, own["hp"][1].as_i64()?))
    }

    /// The digest at every index that was said.
    pub(crate) fn digests(&self) -> BTreeMap<u64, String> {
        let entries = self.lines.iter().filter(|line| line["kind"] == "entry");
        entries.filter_map(|line| Some((line["index"].as_u64()?, line["digest"].as_str()?.to_owned()))).collect()
    }

    /// The highest index that was said to be durable.
    pub(crate) fn durable(&self) -> u64 {
        let durable = self.lines.iter().filter(|line| line["kind"] == "durable");
        durable.filter_map(|line| line["index"].as_u64()).max().unwrap_or(0)
    }

    /// Ends the program as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.drain();
    }

    /// Says goodbye and waits for the end; returns the exit code.
    pub(crate) fn quit(&mut self) -> Option<i32> {
        self.say("quit");
        self.end().code()
    }

    /// Closes standard input and waits for the end.
    pub(crate) fn close(&mut self) -> Option<i32> {
        self.input = None;
        self.end().code()
    }

    /// Waits for the program's own end.
    pub(crate) fn end(&mut self) -> ExitStatus {
        // A program has ended when both its outputs are closed: no polling of a process is needed.
        let end = Instant::now() + PATIENCE;
        loop {
            match self.heard.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => self.lines.push(read(&line)),
                Err(RecvTimeoutError::Disconnected) => return self.child.wait().unwrap(),
                Err(RecvTimeoutError::Timeout) => self.fail("did not end"),
            }
        }
    }

    /// Everything that was said until both outputs closed.
    fn drain(&mut self) {
        while let Ok(line) = self.heard.recv_timeout(PATIENCE) {
            self.lines.push(read(&line));
        }
    }

    /// The process, for signals.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends the test with what was heard last.
    pub(crate) fn fail(&self, why: &str) -> ! {
        let short = |line: &Value| line.to_string().chars().take(300).collect::<String>();
        let last: Vec<String> = self.lines.iter().rev().take(20).map(short).collect();
        let last: Vec<String> = last.into_iter().rev().collect();
        panic!("{}: {why}; heard last:\n{}", self.name, last.join("\n"));
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        // A test that failed leaves no program behind; one that ended already cannot be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that is tested: this build's, or the one that `ROUNDTABLE` names.
fn program() -> PathBuf {
    std::env::var_os("ROUNDTABLE").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_roundtable")), PathBuf::from)
}

/// A line as an object; what is none is kept as text, so that a failure shows it.
fn read(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|_| serde_json::json!({ "kind": "raw", "told": line }))
}
