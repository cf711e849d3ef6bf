//! `roundtable coverage`: how much of the book the engine decides, kind by kind, and what is absent.

use clap::Args;

use super::Exit;
use crate::shell::terminal;
use crate::srd::Book;
use crate::srd::coverage::Covered;

/// Show how much of the book the engine decides, kind by kind.
#[derive(Debug, Args)]
#[command(
    after_help = "full: the engine decides everything; adjudicated: it runs cost, time and targets and the table \
                        decides the outcome;\nnarrative: it runs the cost and tells the rest; absent: the tables do not \
                        hold it.\nExample: roundtable coverage --kind spell --absent"
)]
pub(super) struct Coverage {
    /// One JSON object: {"kinds":{"spell":{"total","full","adjudicated","narrative","absent"},...}}
    #[arg(long)]
    json: bool,
    /// Only this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Name what is absent, too
    #[arg(long)]
    absent: bool,
}

impl Coverage {
    pub(super) fn run(self) -> Exit {
        let mut kinds = Book::standard().coverage();
        if let Some(kind) = &self.kind {
            kinds.retain(|covered| covered.kind == *kind);
            if kinds.is_empty() {
                terminal::complain(&format!("the book has no kind \"{kind}\""));
                return Exit::Misused;
            }
        }
        let said = if self.json { terminal::say(&object(&kinds).to_string()) } else { self.table(&kinds) };
        if said.is_ok() { Exit::Done } else { Exit::Failed }
    }

    fn table(&self, kinds: &[Covered]) -> std::io::Result<()> {
        let title = ["kind", "total", "full", "adjudicated", "narrative", "absent", "% full"];
        terminal::say(&row(title.map(str::to_owned)))?;
        for covered in kinds {
            let tally = covered.tally;
            let counts = [covered.total, tally.full, tally.adjudicated, tally.narrative, covered.absent.len()];
            let [total, full, adjudicated, narrative, absent] = counts.map(|count| count.to_string());
            let percent = (100 * tally.full).checked_div(covered.total).unwrap_or(0).to_string();
            terminal::say(&row([covered.kind.clone(), total, full, adjudicated, narrative, absent, percent]))?;
            if self.absent {
                covered.absent.iter().try_for_each(|id| terminal::say(&format!("    {id}")))?;
            }
        }
        Ok(())
    }
}

fn row(cells: [String; 7]) -> String {
    let [kind, rest @ ..] = cells;
    rest.iter().fold(format!("{kind:<12}"), |line, cell| line + &format!("{cell:>12}"))
}

fn object(kinds: &[Covered]) -> serde_json::Value {
    let each = kinds.iter().map(|covered| {
        let counts = serde_json::json!({
            "total": covered.total,
            "full": covered.tally.full,
            "adjudicated": covered.tally.adjudicated,
            "narrative": covered.tally.narrative,
            "absent": covered.absent.len(),
        });
        (covered.kind.clone(), counts)
    });
    serde_json::json!({ "kinds": each.collect::<serde_json::Map<String, serde_json::Value>>() })
}
