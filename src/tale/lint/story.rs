//! Where the story breaks: what nobody can get to, ends that nobody reaches, choices that are never offered.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Tale;
use super::super::deed::{Deed, Need};
use super::super::id::{FlagId, MapId, SceneId};
use super::super::map::Is;
use super::super::scene::{Leads, Scene};
use super::{Finding, sweep};
use crate::srd::id::ItemId;

pub(super) fn check(tale: &Tale, found: &mut BTreeSet<Finding>) {
    for (id, scene) in &tale.scenes {
        choices(id, scene, found);
    }
    reach(tale, found);
    offered(tale, found);
}

fn choices(id: &SceneId, scene: &Scene, found: &mut BTreeSet<Finding>) {
    let at = format!("scene \"{id}\"");
    let mut ids = BTreeSet::new();
    for choice in &scene.choices {
        if !ids.insert(&choice.id) {
            let why = format!("two choices are called \"{}\"; rename one", choice.id);
            found.insert(Finding::new(&at, why));
        }
        if let Leads::Dice { rows, .. } = &choice.leads {
            let at = format!("{at}, choice \"{}\"", choice.id);
            match rows.first() {
                None => {
                    found.insert(Finding::new(&at, "its dice have no rows; add one that starts at 0"));
                }
                Some((0, _)) => {}
                Some((least, _)) => {
                    let why = format!("totals below {least} lead nowhere; let the first row start at 0");
                    found.insert(Finding::new(&at, why));
                }
            }
            for pair in rows.windows(2) {
                if let [(one, _), (two, _)] = pair
                    && one >= two
                {
                    let why = format!("a row from {two} follows a row from {one}; put rows in rising order");
                    found.insert(Finding::new(&at, why));
                }
            }
        }
    }
    let open = scene.choices.iter().any(|choice| choice.needs.is_empty() && !choice.once);
    if !scene.choices.is_empty() && !open {
        let why = "every choice has needs or is offered once, so there may be no way out; add one that is always open";
        found.insert(Finding::new(&at, why));
    }
}

/// A place in the story.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node<'a> {
    Map(&'a MapId),
    Scene(&'a SceneId),
}

/// What can be got to from the start, and from where an ending can be got to.
fn reach(tale: &Tale, found: &mut BTreeSet<Finding>) {
    let mut ways: BTreeMap<Node<'_>, BTreeSet<Node<'_>>> = BTreeMap::new();
    let mut ends = BTreeSet::new();
    let hosts = sweep::hosts(tale);
    for (id, scene) in &tale.scenes {
        let from = Node::Scene(id);
        let to = ways.entry(from).or_default();
        to.extend(sweep::follows(scene).into_iter().map(Node::Scene));
        // When the talk is over the party is where it was, or where the scene has taken it.
        to.extend(hosts.get(id).into_iter().flatten().map(|map| Node::Map(map)));
        for deed in sweep::scene_deeds(scene) {
            match deed {
                Deed::Travel(map, _) => {
                    to.insert(Node::Map(map));
                }
                Deed::End(_) => {
                    ends.insert(from);
                }
                _ => {}
            }
        }
    }
    for (map, _, thing) in sweep::things(tale) {
        let to = ways.entry(Node::Map(map)).or_default();
        to.extend(sweep::scenes_of(thing).into_iter().map(Node::Scene));
        if let Is::Exit { map, .. } = &thing.is {
            to.insert(Node::Map(map));
        }
        for deed in sweep::thing_deeds(thing) {
            match deed {
                Deed::Travel(there, _) => {
                    to.insert(Node::Map(there));
                }
                Deed::End(_) => {
                    ends.insert(Node::Map(map));
                }
                _ => {}
            }
        }
    }
    let start = [Node::Map(&tale.start.0)].into_iter();
    let start = start.chain(tale.opening.iter().chain(&tale.defeat).map(Node::Scene));
    let reached = flood(start, |node| ways.get(&node).into_iter().flatten().copied().collect());
    let back = flood(ends.iter().copied(), |node| {
        ways.iter().filter(|(_, to)| to.contains(&node)).map(|(from, _)| *from).collect()
    });
    told(tale, &reached, &back, found);
}

fn told<'a>(tale: &'a Tale, reached: &BTreeSet<Node<'a>>, back: &BTreeSet<Node<'a>>, found: &mut BTreeSet<Finding>) {
    for id in tale.scenes.keys().filter(|id| !reached.contains(&Node::Scene(id))) {
        let why = "nothing leads here; lead to it or remove it";
        found.insert(Finding::new(format!("scene \"{id}\""), why));
    }
    for id in tale.maps.keys() {
        let at = format!("map \"{id}\"");
        if !reached.contains(&Node::Map(id)) {
            found.insert(Finding::new(at, "nothing leads here; lead to it or remove it"));
        } else if !back.contains(&Node::Map(id)) {
            found.insert(Finding::new(at, "no way leads from here to an ending; add an exit or an \"end\""));
        }
    }
}

fn flood<'a>(start: impl Iterator<Item = Node<'a>>, to: impl Fn(Node<'a>) -> Vec<Node<'a>>) -> BTreeSet<Node<'a>> {
    let mut next: Vec<Node<'a>> = start.collect();
    let mut seen = BTreeSet::new();
    while let Some(node) = next.pop() {
        if seen.insert(node) {
            next.extend(to(node));
        }
    }
    seen
}

/// Needs that can never hold.
fn offered(tale: &Tale, found: &mut BTreeSet<Finding>) {
    let deeds = sweep::deeds(tale);
    let lifted = |flag: &FlagId, to: i32| {
        deeds.iter().any(|(_, deed)| match deed {
            Deed::Set(one, value) => one == flag && *value >= to,
            Deed::Add(one, by) => one == flag && *by > 0,
            _ => false,
        })
    };
    let lowered = |flag: &FlagId, under: i32| {
        deeds.iter().any(|(_, deed)| match deed {
            Deed::Set(one, value) => one == flag && *value < under,
            Deed::Add(one, by) => one == flag && *by < 0,
            _ => false,
        })
    };
    let found_somewhere = |item: &ItemId| {
        let given = deeds.iter().any(|(_, deed)| matches!(deed, Deed::Give(one, _) if one == item));
        let sold = tale.shops.values().any(|shop| shop.sells.contains_key(item));
        let lies = |is: &Is| matches!(is, Is::Chest { holds, .. } if holds.iter().any(|(one, _)| one == item));
        given || sold || sweep::things(tale).iter().any(|(_, _, thing)| lies(&thing.is))
    };
    for (at, needs) in sweep::needs(tale) {
        for need in needs {
            let never = match need {
                Need::AtLeast(flag, to) if *to > 0 && !lifted(flag, *to) => {
                    format!("never there: nothing brings flag \"{flag}\" to {to}; set it somewhere")
                }
                Need::Below(flag, under) if *under <= 0 && !lowered(flag, *under) => {
                    format!("never there: nothing brings flag \"{flag}\" below {under}; set it somewhere")
                }
                // Any thing of the book may come with a hero; the adventure's own must be found.
                Need::Has(item) if tale.items.contains_key(item) && !found_somewhere(item) => {
                    format!("never there: \"{item}\" is nowhere to be had; give it, sell it or put it in a chest")
                }
                _ if needs.iter().any(|other| contradict(need, other)) => {
                    "never there: its needs rule each other out; take one away".to_owned()
                }
                _ => continue,
            };
            found.insert(Finding::new(&at, never));
        }
    }
}

fn contradict(one: &Need, two: &Need) -> bool {
    match (one, two) {
        (Need::AtLeast(flag, least), Need::Below(other, under)) => flag == other && least >= under,
        (Need::Has(item), Need::Lacks(other)) => item == other,
        (Need::Race(race), Need::Race(other)) => race != other,
        _ => false,
    }
}
