//! One walk over an adventure for all checks: every deed and every need with its place, and which maps a scene is played on.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Tale;
use super::super::deed::{Deed, Need};
use super::super::id::{MapId, SceneId};
use super::super::map::{Is, Thing};
use super::super::scene::Scene;

/// The deeds at one place and all deeds within them.
pub(super) fn all_deeds(deeds: &[Deed]) -> Vec<&Deed> {
    let mut all = Vec::new();
    for deed in deeds {
        all.push(deed);
        if let Deed::Fight { won, .. } = deed {
            all.extend(all_deeds(won));
        }
    }
    all
}

/// The deeds of a scene and of its choices.
pub(super) fn scene_deeds(scene: &Scene) -> Vec<&Deed> {
    let mut all = all_deeds(&scene.deeds);
    for outcome in scene.choices.iter().flat_map(|choice| choice.leads.outcomes()) {
        all.extend(all_deeds(&outcome.deeds));
    }
    all
}

/// The deeds of a thing.
pub(super) fn thing_deeds(thing: &Thing) -> Vec<&Deed> {
    if let Is::Ambush { won, .. } = &thing.is { all_deeds(won) } else { Vec::new() }
}

/// Every deed of the adventure with its place.
pub(super) fn deeds(tale: &Tale) -> Vec<(String, &Deed)> {
    let mut all = Vec::new();
    for (id, scene) in &tale.scenes {
        all.extend(scene_deeds(scene).into_iter().map(|deed| (format!("scene \"{id}\""), deed)));
    }
    for (map, thing, is) in things(tale) {
        all.extend(thing_deeds(is).into_iter().map(|deed| (format!("map \"{map}\", thing \"{thing}\""), deed)));
    }
    all
}

/// Every list of needs with its place.
pub(super) fn needs(tale: &Tale) -> Vec<(String, &[Need])> {
    let mut all = Vec::new();
    for (id, scene) in &tale.scenes {
        let choices = scene.choices.iter();
        all.extend(choices.map(|one| (format!("scene \"{id}\", choice \"{}\"", one.id), one.needs.as_slice())));
    }
    let of_things = things(tale).into_iter();
    all.extend(of_things.map(|(map, name, one)| (format!("map \"{map}\", thing \"{name}\""), one.needs.as_slice())));
    all
}

/// Every thing with its map and name.
pub(super) fn things(tale: &Tale) -> Vec<(&MapId, &str, &Thing)> {
    let mut all = Vec::new();
    for (map, is) in &tale.maps {
        all.extend(is.things.iter().map(|(name, thing)| (map, name.as_str(), thing)));
    }
    all
}

/// The scenes that a scene leads to without leaving its map.
pub(super) fn follows(scene: &Scene) -> BTreeSet<&SceneId> {
    let next = scene.choices.iter().flat_map(|choice| choice.leads.outcomes()).filter_map(|it| it.next.as_ref());
    let then = scene_deeds(scene).into_iter().filter_map(scene_of);
    next.chain(then).collect()
}

/// The scene that a deed brings.
pub(super) fn scene_of(deed: &Deed) -> Option<&SceneId> {
    if let Deed::Then(scene) = deed { Some(scene) } else { None }
}

/// The scenes that begin on a map without more ado.
pub(super) fn scenes_of(thing: &Thing) -> Vec<&SceneId> {
    match &thing.is {
        Is::Person(scene) | Is::Spot(scene) | Is::Object(scene) => vec![scene],
        _ => thing_deeds(thing).into_iter().filter_map(scene_of).collect(),
    }
}

/// The maps that each scene can be played on. Scenes that begin elsewhere than on a map may be played on any.
pub(super) fn hosts(tale: &Tale) -> BTreeMap<&SceneId, BTreeSet<&MapId>> {
    let mut hosts: BTreeMap<&SceneId, BTreeSet<&MapId>> = BTreeMap::new();
    let mut next: Vec<(&SceneId, &MapId)> = Vec::new();
    next.extend(
        things(tale).into_iter().flat_map(|(map, _, thing)| scenes_of(thing).into_iter().map(move |id| (id, map))),
    );
    next.extend(tale.opening.iter().map(|scene| (scene, &tale.start.0)));
    next.extend(tale.defeat.iter().flat_map(|scene| tale.maps.keys().map(move |map| (scene, map))));
    while let Some((scene, map)) = next.pop() {
        if hosts.entry(scene).or_default().insert(map)
            && let Some(is) = tale.scenes.get(scene)
        {
            next.extend(follows(is).into_iter().map(|scene| (scene, map)));
            // Whoever travels in a scene plays what follows on the other map.
            for deed in scene_deeds(is) {
                if let Deed::Travel(there, _) = deed {
                    next.extend(follows(is).into_iter().map(|scene| (scene, there)));
                }
            }
        }
    }
    hosts
}
