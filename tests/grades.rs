//! Grades keep their word: what is graded full uses only operations that the rules read.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use roundtable::srd::Book;
use roundtable::srd::effect::{Effect, Success};
use roundtable::srd::grade::{Grade, GradedKind};
use roundtable::srd::item::Use;
use roundtable::srd::knack::Knack;
use roundtable::srd::modifier::{Modifier, On};
use roundtable::srd::monster::Does;

/// Every operation that a list of effects uses, as the source spells it: `Effect::Damage`.
fn used_by_effects(effects: &[Effect]) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for effect in effects {
        used.insert(format!("Effect::{}", variant(effect)));
        if let Effect::Maw(maw) = effect {
            used.insert(format!("Maw::{}", variant(maw)));
        }
        let within: Vec<&[Effect]> = match effect {
            Effect::Attack { hit, miss, .. } => vec![hit, miss],
            Effect::Save { fail, success: Success::Then(then), fail_by_5, .. } => vec![fail, then, fail_by_5],
            Effect::Save { fail, fail_by_5, .. } => vec![fail, fail_by_5],
            Effect::Check { success, fail, .. } => vec![success, fail],
            Effect::HpPool { then, .. } | Effect::IfDropped { then, .. } => vec![then],
            Effect::Ongoing { effects, .. } => vec![effects],
            Effect::Boon(boon) => {
                used.insert(format!("Boon::{}", variant(boon)));
                Vec::new()
            }
            _ => Vec::new(),
        };
        within.into_iter().for_each(|effects| used.extend(used_by_effects(effects)));
        if let Effect::Modifier { gives, .. } = effect {
            used.extend(used_by_modifiers(gives));
        }
        if let Effect::Modifier { ends_on, repeat, .. } | Effect::Condition { ends_on, repeat, .. } = effect {
            used.extend(ends_on.iter().map(|end| format!("EndsOn::{}", variant(end))));
            used.extend(repeat.iter().map(|repeat| format!("Repeat::{}", variant(repeat))));
        }
    }
    used
}

fn used_by_modifiers(gives: &[Modifier]) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for modifier in gives {
        used.insert(format!("Modifier::{}", variant(modifier)));
        match modifier {
            Modifier::If { gives, .. } => used.extend(used_by_modifiers(gives)),
            Modifier::Knack(knack) => {
                used.insert(format!("Knack::{}", variant(knack)));
                if let Knack::Aura { gives, .. } = knack {
                    used.extend(used_by_modifiers(gives));
                }
            }
            Modifier::WhenOver(effects) => used.extend(used_by_effects(effects)),
            Modifier::Trait(nature) => {
                used.insert(format!("Nature::{}", variant(nature)));
            }
            _ => {}
        }
        let rolls: &[On] = match modifier {
            Modifier::Advantage(on) | Modifier::Disadvantage(on) => &[*on],
            Modifier::Bonus { on, .. } | Modifier::Penalty { on, .. } => on,
            _ => &[],
        };
        used.extend(rolls.iter().map(|on| format!("On::{}", variant(on))));
    }
    used
}

fn variant(value: &impl Debug) -> String {
    format!("{value:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// What each graded record uses.
fn uses(book: &Book) -> BTreeMap<(GradedKind, String), BTreeSet<String>> {
    let mut all: BTreeMap<(GradedKind, String), BTreeSet<String>> = BTreeMap::new();
    for spell in book.spells.values() {
        all.insert((GradedKind::Spell, spell.id.to_string()), used_by_effects(&spell.effects));
    }
    for feature in book.features.values() {
        let mut used = used_by_modifiers(&feature.gives);
        used.extend(feature.grows.iter().flat_map(|(_, gives)| used_by_modifiers(gives)));
        if let Some(chance) = &feature.chance {
            used.insert(format!("Window::{}", variant(&chance.at)));
            used.insert(format!("Turn::{}", variant(&chance.does)));
        }
        used.extend(feature.acts.iter().flat_map(|acts| used_by_effects(&acts.effects)));
        all.insert((GradedKind::Feature, feature.id.to_string()), used);
    }
    for item in book.items.values() {
        if let Use::Consumed { effects, .. } = &item.use_ {
            all.insert((GradedKind::Item, item.id.to_string()), used_by_effects(effects));
        }
    }
    for monster in book.monsters.values() {
        for given in &monster.traits {
            all.entry((GradedKind::Trait, given.id.to_string())).or_default().extend(used_by_modifiers(&given.gives));
        }
        let legendary = monster.legendary.iter().flat_map(|legend| &legend.options);
        for action in monster.actions.iter().chain(legendary) {
            let used = match &action.does {
                Does::Attack(strike) => used_by_effects(&strike.hit),
                Does::Effects { effects, .. } => used_by_effects(effects),
                _ => BTreeSet::new(),
            };
            all.insert((GradedKind::Action, format!("{}/{}", monster.id, action.id)), used);
        }
    }
    all
}

fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text += &source(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = fs::read_to_string(path).expect("a source");
            // Only what is shipped counts, not what tests mention.
            text += file.split("#[cfg(test)]").next().unwrap_or_default();
        }
    }
    text
}

#[test]
fn what_is_graded_full_is_read_by_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = source(&folder.join("rules")) + &source(&folder.join("world"));
    let reads = |name: &str| {
        read.match_indices(name)
            .any(|(at, _)| !read[at + name.len()..].starts_with(|next: char| next.is_alphanumeric()))
    };
    let book = Book::standard();
    let mut unread: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((kind, id), used) in uses(book) {
        if book.grade(kind, &id).grade != Grade::Full {
            continue;
        }
        // A mark says nothing by itself: what stands beside it looks for it.
        for name in used.into_iter().filter(|name| name != "Knack::Marked" && !reads(name)) {
            unread.entry(name).or_default().push(format!("{} {id}", kind.as_str()));
        }
    }
    assert!(unread.is_empty(), "graded full, but no rule reads what they use: {unread:#?}");
}
