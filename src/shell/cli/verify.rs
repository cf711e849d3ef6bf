//! `roundtable verify FILE`: executes a whole ledger again and names the first false entry.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use data_encoding::HEXLOWER;

use super::{Everywhere, Exit};
use crate::app::said;
use crate::session::entry::{Change, Entry};
use crate::session::library::Library;
use crate::session::verify::{Rolls, verify};
use crate::shell::store::saves::{self, Save};
use crate::shell::terminal;
use crate::words::fluent::{Language, Words};
use crate::words::sentence::{Sentence, Value};

/// Execute a ledger or .table file again: chain, signatures, rules, dice; names the first false entry.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable verify evening.table\n\
                        A ledger's folder (tables/... in the data folder) is taken too.\n\
                        Exit code 0: everything holds; 1: an entry is false, it is named; 3: the file could not be read.")]
pub(super) struct Verify {
    /// A .table file, or the folder of a ledger
    file: PathBuf,
    /// One JSON object: {"kind":"verify","holds","index","digest","deeds","faces","rolls","told","convicted"};
    /// rolls: {"proven","witnessed","alone","again","passed_over"}
    #[arg(long)]
    json: bool,
}

/// What the check came to.
struct Verdict {
    holds: bool,
    index: u64,
    digest: String,
    deeds: u64,
    faces: u64,
    rolls: Rolls,
    told: String,
    /// Whom the proofs in the file convict, and of what.
    convicted: Vec<String>,
}

impl Verify {
    pub(super) fn run(self, everywhere: &Everywhere) -> Exit {
        let language = everywhere.lang.as_deref().and_then(Language::of_code).unwrap_or(Language::English);
        let words = Words::new(language);
        let save = match saves::read(&self.file) {
            Ok(save) => save,
            Err(wrong) => {
                terminal::complain(&format!("{}: {wrong}", self.file.display()));
                return Exit::Failed;
            }
        };
        let library = Library::standard();
        let mut verdict = match verify(save.batches.iter().map(AsRef::as_ref), &library) {
            Ok(sound) => {
                let terms: Vec<String> = sound
                    .terms
                    .iter()
                    .map(|(term, host)| {
                        let member = sound.state.table.members.get(host).map(|member| member.name.clone());
                        format!("{term}: {}", member.unwrap_or_else(|| HEXLOWER.encode(&host.0[..4])))
                    })
                    .collect();
                let told = Sentence::new("verify-holds")
                    .with("index", sound.tail.index as i64)
                    .with("deeds", sound.deeds as i64)
                    .with("faces", sound.faces as i64)
                    .with("proven", sound.rolls.proven as i64)
                    .with("alone", sound.rolls.alone as i64)
                    .with("again", sound.rolls.again as i64)
                    .with("terms", Value::text(terms.join(", ")));
                Verdict {
                    holds: true,
                    index: sound.tail.index,
                    digest: sound.digest.to_string(),
                    deeds: sound.deeds,
                    faces: sound.faces,
                    rolls: sound.rolls,
                    told: words.say(&told),
                    convicted: Vec::new(),
                }
            }
            Err(distrust) => {
                let told = words.say(&said::verdict(&distrust));
                Verdict {
                    holds: false,
                    index: distrust.index,
                    digest: String::new(),
                    deeds: 0,
                    faces: 0,
                    rolls: Rolls::default(),
                    told,
                    convicted: Vec::new(),
                }
            }
        };
        verdict.convicted = convicted(&save, &library, &words);
        if let Some(damage) = save.damage {
            let told = Sentence::new("notice-damaged").with("file", i64::from(damage.segment));
            verdict.told = words.say(&told.with("byte", damage.offset as i64));
            verdict.holds = false;
        }
        self.say(&verdict)
    }

    fn say(&self, verdict: &Verdict) -> Exit {
        let line = if self.json {
            let Verdict { holds, index, digest, deeds, faces, rolls, told, convicted } = verdict;
            let Rolls { proven, witnessed, alone, again, passed_over } = rolls;
            serde_json::json!({
                "kind": "verify", "holds": holds, "index": index, "digest": digest, "deeds": deeds, "faces": faces,
                "rolls": {
                    "proven": proven, "witnessed": witnessed, "alone": alone, "again": again, "passed_over": passed_over
                },
                "told": told,
                "convicted": convicted
            })
            .to_string()
        } else {
            [std::slice::from_ref(&verdict.told), &verdict.convicted].concat().join("\n")
        };
        match (terminal::say(&line), verdict.holds) {
            (Err(_), _) => Exit::Failed,
            (Ok(()), true) => Exit::Done,
            (Ok(()), false) => Exit::Untrue,
        }
    }
}

/// What the proofs in a save come to, each judged here anew.
fn convicted(save: &Save, library: &Library, words: &Words) -> Vec<String> {
    let mut names = BTreeMap::new();
    let entries = save.batches.iter().flat_map(|batch| &batch.lines).map(|line| &line.entry);
    for entry in entries {
        match entry {
            Entry::Genesis(genesis) => drop(names.insert(genesis.founder, genesis.founder_name.clone())),
            Entry::Joint { change: Change::Join { proof, .. }, .. } => {
                names.insert(proof.transcript.player, proof.transcript.name.clone());
            }
            Entry::Joint { change: Change::Replaced { player, proof }, .. } => {
                let name = names.get(player).unwrap_or(&proof.transcript.name).clone();
                names.insert(proof.transcript.player, name);
            }
            _ => {}
        }
    }
    let table = save.batches.last().map(|batch| batch.head.said.table).unwrap_or_default();
    let in_ledger = save.batches.iter().flat_map(|batch| &batch.lines).filter_map(|line| match &line.entry {
        Entry::Joint { change: Change::Convicted { proof, .. }, .. } => Some(proof.as_ref()),
        _ => None,
    });
    let mut lines = Vec::new();
    for proof in in_ledger.chain(&save.evidence) {
        let Some(charge) = proof.charge(table, library) else {
            lines.push(words.text("verify-proof-void"));
            continue;
        };
        for player in &charge.who {
            let name = names.get(player).cloned().unwrap_or_else(|| HEXLOWER.encode(&player.0[..4]));
            lines.push(words.say(&said::convicted(&charge, &name)));
        }
    }
    lines.dedup();
    lines
}
