//! `roundtable scene FILE...`: plays scenes and compares what they tell with what they expect.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use crate::rules::scene::{difference, play};
use crate::shell::terminal;
use crate::words::fluent::{Language, Words};

/// Play scene files and compare what happens with what they expect.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable scene tests/scenarios/rule/strike.scene\n\
                        Exit code 0: every scene went as written; 1: at least one did not; 3: a file could not be read.")]
pub(super) struct Scene {
    /// Scene files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a file: {"kind":"scene","file","holds","told"}
    #[arg(long)]
    json: bool,
}

impl Scene {
    pub(super) fn run(self) -> Exit {
        let words = Words::new(Language::English);
        let mut exit = Exit::Done;
        for file in &self.files {
            let text = match fs::read_to_string(file) {
                Ok(text) => text,
                Err(wrong) => {
                    terminal::complain(&format!("{}: {wrong}", file.display()));
                    return Exit::Failed;
                }
            };
            let told = match play(&text, &words) {
                Ok(went) if went == text => String::new(),
                Ok(went) => difference(&text, &went),
                Err(problem) => format!("  {problem}\n"),
            };
            if !told.is_empty() {
                exit = Exit::Untrue;
            }
            if self.say(&file.display().to_string(), &told).is_err() {
                return Exit::Failed;
            }
        }
        exit
    }

    fn say(&self, file: &str, told: &str) -> std::io::Result<()> {
        if self.json {
            let line = serde_json::json!({"kind": "scene", "file": file, "holds": told.is_empty(), "told": told});
            return terminal::say(&line.to_string());
        }
        if told.is_empty() {
            terminal::say(&format!("{file}: went as written"))
        } else {
            terminal::say(&format!("{file}: went otherwise (- expected, + happened)\n{}", told.trim_end()))
        }
    }
}
