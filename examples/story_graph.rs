//! Run `cargo run --example story_graph | dot -Tsvg -o story.svg`: you will see every scene and map and what leads where.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to whoever runs it"
)]

use roundtable::tale::deed::Deed;
use roundtable::tale::map::Is;
use roundtable::tale::scene::{Choice, Kind, Leads};
use roundtable::tale::{Tale, standard};

fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "bell".to_owned());
    match standard().iter().find(|tale| tale.name == name) {
        Some(tale) => draw(tale),
        None => eprintln!("there is no adventure \"{name}\""),
    }
}

fn draw(tale: &Tale) {
    println!("digraph {} {{\n  rankdir=LR; node [shape=box, style=rounded];", tale.name);
    for (id, map) in &tale.maps {
        println!("  \"map {id}\" [shape=folder];");
        for (name, thing) in &map.things {
            match &thing.is {
                Is::Person(scene) | Is::Spot(scene) | Is::Object(scene) => {
                    println!("  \"map {id}\" -> \"{scene}\" [label=\"{name}\"];");
                }
                Is::Exit { map, .. } => println!("  \"map {id}\" -> \"map {map}\" [label=\"{name}\", style=bold];"),
                Is::Ambush { won, .. } => deeds(&format!("map {id}"), won),
                Is::Door(_) | Is::Chest { .. } | Is::Trap { .. } | Is::Shop(_) | Is::Barrier => {}
            }
        }
    }
    for (id, scene) in &tale.scenes {
        println!("  \"{id}\";");
        deeds(id.as_str(), &scene.deeds);
        scene.choices.iter().for_each(|choice| choices(id.as_str(), choice));
    }
    println!("}}");
}

fn choices(from: &str, choice: &Choice) {
    let style = match choice.kind() {
        Kind::Direct => "solid",
        Kind::Conditional => "dashed",
        Kind::Dice => "dotted",
        Kind::Mixed => "\"dotted\", color=red",
    };
    let least = |at: usize| match &choice.leads {
        Leads::Direct(_) => String::new(),
        Leads::Dice { rows, .. } => rows.get(at).map_or_else(String::new, |(least, _)| format!(" {least}+")),
        Leads::Resisted { .. } => [" yields", " resists"].get(at).copied().unwrap_or_default().to_owned(),
    };
    for (at, outcome) in choice.leads.outcomes().into_iter().enumerate() {
        deeds(from, &outcome.deeds);
        if let Some(next) = &outcome.next {
            println!("  \"{from}\" -> \"{next}\" [label=\"{}{}\", style={style}];", choice.id, least(at));
        }
    }
}

fn deeds(from: &str, deeds_of: &[Deed]) {
    for deed in deeds_of {
        match deed {
            Deed::Then(scene) => println!("  \"{from}\" -> \"{scene}\" [label=\"then\"];"),
            Deed::Travel(map, _) => println!("  \"{from}\" -> \"map {map}\" [style=bold];"),
            Deed::End(text) => println!("  \"{from}\" -> \"{text}\"; \"{text}\" [shape=doublecircle];"),
            Deed::Fight { won, .. } => deeds(from, won),
            _ => {}
        }
    }
}
