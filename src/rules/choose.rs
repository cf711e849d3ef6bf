//! Choosing in scenes: the four kinds of choice, what they bring, what follows.

use super::command::Verb;
use super::d20::{self, Tally};
use super::deed;
use super::gate;
use super::refusal::Refusal;
use super::scrutiny;
use super::together;
use super::unfold::Unfold;
use crate::tale::id::{ChoiceId, SceneId};
use crate::tale::map::Test;
use crate::tale::scene::{Choice, Leads, Outcome, Scene};
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::{CreatureId, PlayerId};
use crate::world::seat::Stead;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok((id, scene)) = open_scene(world, who) else { return };
    into.extend(open_to(world, who).into_iter().map(|choice| Verb::Choose { choice: choice.clone() }));
    if may_go_on(world, id, scene) {
        into.push(Verb::Continue);
    }
}

/// The choices that the open scene shows to a creature, in its order.
pub fn open_to(world: &World, who: CreatureId) -> Vec<&ChoiceId> {
    let Ok((id, scene)) = open_scene(world, who) else { return Vec::new() };
    scene.choices.iter().filter(|choice| is_open(world, id, choice, who)).map(|choice| &choice.id).collect()
}

/// Chooses; anyone in the party may, and whoever does rolls and takes what comes.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, choice: &ChoiceId) -> Result<(), Refusal> {
    let (id, scene) = open_scene(now.world(), who)?;
    let (id, chosen) = (id.clone(), scene.choices.iter().find(|one| one.id == *choice).cloned());
    let chosen = chosen.filter(|one| is_open(now.world(), &id, one, who)).ok_or(Refusal::NoSuchChoice)?;
    now.happens(Event::Chosen { by: who, scene: id, choice: chosen.id.clone() });
    let outcome = match &chosen.leads {
        Leads::Direct(outcome) => outcome.clone(),
        Leads::Resisted { spell, bonus, yields, resists } => {
            let holds = !scrutiny::resists(now, who, spell, *bonus);
            if holds { yields.clone() } else { resists.clone() }
        }
        Leads::Dice { test, rows } => roll(now, who, *test, &chosen.leads, rows.first().map(|row| &row.1)),
    };
    bring(now, who, &outcome);
    Ok(())
}

/// Goes on when a scene has nothing to choose.
pub(super) fn go_on(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let (id, scene) = open_scene(now.world(), who)?;
    if !may_go_on(now.world(), id, scene) {
        return Err(Refusal::SceneOpen);
    }
    now.happens(Event::SceneEnded);
    follow(now, who);
    Ok(())
}

/// Opens a scene and does what happens as it begins.
pub(super) fn open(now: &mut Unfold<'_>, scene: &SceneId, by: CreatureId) {
    let Some(deeds) = now.world().tale.scenes.get(scene).map(|scene| scene.deeds.clone()) else { return };
    now.happens(Event::SceneBegan { scene: scene.clone(), by });
    deed::run(now, by, &deeds);
    follow(now, by);
}

/// Opens the next scene that waits, once nothing else is under way.
pub(super) fn follow(now: &mut Unfold<'_>, by: CreatureId) {
    let story = &now.world().now.story;
    if story.scene.is_some() || story.ending.is_some() || now.world().now.encounter.is_some() {
        return;
    }
    if let Some(next) = story.next.first().cloned() {
        open(now, &next, by);
    }
}

fn roll(now: &mut Unfold<'_>, who: CreatureId, test: Test, leads: &Leads, worst: Option<&Outcome>) -> Outcome {
    if test.group {
        let total = together::group(now, test);
        return leads.row(total).cloned().unwrap_or_default();
    }
    let roll = d20::test_roll(now, who, test, Tally::default());
    let outcome = leads.row(roll.total());
    // Any row above the lowest counts as a success where success is told.
    let success = outcome != worst;
    now.happens(Event::Checked { creature: who, ability: test.ability, skill: test.skill, roll, dc: None, success });
    outcome.cloned().unwrap_or_default()
}

/// What a choice brings. A fight comes before the scene that would follow.
fn bring(now: &mut Unfold<'_>, who: CreatureId, outcome: &Outcome) {
    if outcome.next.is_none() {
        now.happens(Event::SceneEnded);
    }
    deed::run(now, who, &outcome.deeds);
    let story = &now.world().now.story;
    match &outcome.next {
        Some(next) if story.ending.is_none() && now.world().now.encounter.is_none() => open(now, next, who),
        Some(next) if story.ending.is_none() => now.happens(Event::SceneQueued { scene: next.clone() }),
        Some(_) | None => follow(now, who),
    }
}

fn open_scene(world: &World, who: CreatureId) -> Result<(&SceneId, &Scene), Refusal> {
    gate::awake(world, who)?;
    let (id, _) = world.now.story.scene.as_ref().ok_or(Refusal::NoScene)?;
    let scene = world.tale.scenes.get(id).ok_or(Refusal::NoScene)?;
    Ok((id, scene))
}

fn is_open(world: &World, scene: &SceneId, choice: &Choice, who: CreatureId) -> bool {
    let gone = choice.once && world.now.story.taken.contains(&(scene.clone(), choice.id.clone()));
    !gone && world.holds_all(&choice.needs, Some(who))
}

/// Nobody here could choose anything: the scene is only read.
fn may_go_on(world: &World, id: &SceneId, scene: &Scene) -> bool {
    let lent = world.now.stead == Stead::Friend;
    let plays = |player: &PlayerId| world.now.players.get(player).is_some_and(|it| it.present || lent);
    let here = world.now.seats.values().filter(|seat| plays(&seat.player));
    let mut able = here.filter_map(|seat| seat.creature).filter(|hero| gate::awake(world, *hero).is_ok());
    !able.any(|hero| scene.choices.iter().any(|choice| is_open(world, id, choice, hero)))
}
