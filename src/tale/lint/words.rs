//! Sentences that are missing in a language, there twice, or never shown.

use std::collections::BTreeSet;

use super::super::Tale;
use super::super::deed::Deed;
use super::{Finding, sweep};

pub(super) fn check(tale: &Tale, found: &mut BTreeSet<Finding>) {
    if !tale.words.contains_key("en") {
        found.insert(Finding::new("words/en.ftl", "is missing; English is shown where another language has no words"));
    }
    let asked = asked(tale);
    for (language, text) in &tale.words {
        let at = format!("words/{language}.ftl");
        let mut there = BTreeSet::new();
        for id in text.lines().filter_map(id) {
            if !there.insert(id) {
                found.insert(Finding::new(&at, format!("\"{id}\" is there twice; remove one")));
            }
        }
        for id in asked.difference(&there) {
            found.insert(Finding::new(&at, format!("\"{id}\" is missing; add the line {id} = ...")));
        }
        for id in there.difference(&asked) {
            found.insert(Finding::new(&at, format!("\"{id}\" is never shown; remove it or correct the name")));
        }
    }
}

/// The name of the message that a line of Fluent begins, if it begins one.
fn id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let spelled = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(spelled)).then_some(id)
}

/// Every sentence that the adventure shows.
fn asked(tale: &Tale) -> BTreeSet<&str> {
    let mut all = BTreeSet::from([tale.title.as_str()]);
    all.extend(tale.items.values().map(|item| item.name.as_str()));
    all.extend(tale.maps.values().map(|map| map.name.as_str()));
    all.extend(sweep::things(tale).into_iter().map(|(_, _, thing)| thing.name.as_str()));
    for scene in tale.scenes.values() {
        all.insert(scene.text.as_str());
        all.extend(scene.speaker.iter().map(|speaker| speaker.as_str()));
        all.extend(scene.choices.iter().map(|choice| choice.text.as_str()));
    }
    for (_, deed) in sweep::deeds(tale) {
        if let Deed::Journal(text) | Deed::End(text) = deed {
            all.insert(text.as_str());
        }
    }
    all
}
