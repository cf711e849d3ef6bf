//! `roundtable lab --rolls N`: so many dice in `.table` files, each file read back and verified, and all of them counted.

use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs, process};

use super::Exit;
use super::cores::over_cores;
use crate::app::said;
use crate::lab::check::c09_dice;
use crate::lab::faces::Faces;
use crate::lab::rolls;
use crate::session::library::Library;
use crate::session::verify::verify;
use crate::shell::store::saves;
use crate::shell::terminal;
use crate::words::fluent::{Language, Words};

/// So many d20 in each file: enough to judge every player of a table alone, and soon verified.
const D20_EACH: u64 = 10_000;

/// What all the files came to.
#[derive(Default)]
struct Sum {
    faces: Faces,
    tables: u64,
    entries: u64,
    terms: u64,
    proven: u64,
    /// What does not hold, with the file's seed.
    wrongs: Vec<String>,
}

/// One file that was verified.
struct Sound {
    faces: Faces,
    entries: u64,
    terms: u64,
    proven: u64,
}

/// Rolls at least so many d20 and judges them; the exit says whether every file is sound and the dice are even.
pub(super) fn run(d20: u64, from: u64, threads: usize, library: &Arc<Library>, json: bool) -> std::io::Result<Exit> {
    let folder = env::temp_dir().join(format!("roundtable-rolls-{}", process::id()));
    fs::create_dir_all(&folder)?;
    let tables = d20.div_ceil(D20_EACH).max(1);
    let each = d20.div_ceil(tables);
    let mut sum = Sum::default();
    let table = |seed: u64| one(seed, each, library, folder.join(format!("{seed}.table")));
    over_cores(from..from.saturating_add(tables), threads, table, |seed, sound| sum.add(seed, sound));
    let removed = fs::remove_dir_all(&folder);
    let even = say(&sum, json)?;
    removed?;
    Ok(if even && sum.wrongs.is_empty() && sum.faces.total() >= d20 { Exit::Done } else { Exit::Untrue })
}

/// One table's file: made, written, read back as `roundtable verify` does, executed again, and counted.
fn one(seed: u64, d20: u64, library: &Arc<Library>, file: PathBuf) -> Result<Sound, String> {
    let bytes = rolls::table(seed, usize::try_from(d20).unwrap_or(usize::MAX), library);
    fs::write(&file, bytes.ok_or("the table got stuck")?).map_err(|wrong| wrong.to_string())?;
    let save = saves::read(&file).map_err(|wrong| wrong.to_string())?;
    fs::remove_file(&file).map_err(|wrong| wrong.to_string())?;
    let sound = verify(save.batches.iter().map(AsRef::as_ref), library)
        .map_err(|distrust| Words::new(Language::English).say(&said::verdict(&distrust)))?;
    let mut faces = Faces::default();
    c09_dice::rolls(&save.batches).into_iter().for_each(|(seat, face)| faces.add(seat, face));
    // The players of one table alone, before they are lost among all others.
    faces.unfair().map_or(Ok(()), Err)?;
    let terms = sound.terms.len() as u64;
    Ok(Sound { faces, entries: sound.tail.index, terms, proven: sound.rolls.proven })
}

impl Sum {
    fn add(&mut self, seed: u64, sound: Result<Sound, String>) {
        match sound {
            Ok(sound) => {
                self.faces.merge(&sound.faces);
                self.tables += 1;
                self.entries += sound.entries;
                self.terms += sound.terms;
                self.proven += sound.proven;
            }
            Err(wrong) => self.wrongs.push(format!("table {seed}: {wrong}")),
        }
    }
}

/// Says what it came to; true when the dice are even.
fn say(sum: &Sum, json: bool) -> std::io::Result<bool> {
    let counts = sum.faces.counts();
    let even = counts.iter().all(|count| count.is_fair());
    if json {
        let squares = counts.iter().map(|count| {
            serde_json::json!({
                "of": count.whose, "d20": count.d20, "chi_square_thousandths": count.thousandths as u64,
                "least": count.least as u64, "most": count.most as u64, "fair": count.is_fair()
            })
        });
        let object = serde_json::json!({
            "tables": sum.tables, "terms": sum.terms, "entries": sum.entries, "d20": sum.faces.total(),
            "proven": sum.proven, "counts": squares.collect::<Vec<_>>(), "wrong": sum.wrongs
        });
        terminal::say(&object.to_string())?;
        return Ok(even);
    }
    for wrong in &sum.wrongs {
        terminal::say(wrong)?;
    }
    terminal::say(&format!(
        "{} d20 in {} tables, {} terms and {} entries, every one verified; {} rolls proven by two players' values",
        sum.faces.total(),
        sum.tables,
        sum.terms,
        sum.entries,
        sum.proven
    ))?;
    for count in &counts {
        let thousandths = |number: u128| format!("{}.{:03}", number / 1_000, number % 1_000);
        terminal::say(&format!(
            "{:>9} d20 of {:<12} chi-square {:>8}, fair from {} to {}{}",
            count.d20,
            count.whose,
            thousandths(count.thousandths),
            count.least / 1_000,
            count.most / 1_000,
            if count.is_fair() { "" } else { ": not fair" }
        ))?;
    }
    Ok(even)
}
