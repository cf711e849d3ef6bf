//! How the story goes on.

use super::World;
use super::apply::Impossible;
use super::event::Event;
use super::now::must;

/// Lines that a journal holds at the most.
const JOURNAL_LINES_MAX: usize = 4096;

/// Makes an event of the story true; others leave everything as it is.
pub(super) fn apply(world: &mut World, event: &Event) -> Result<(), Impossible> {
    let clock_seconds = world.now.clock_seconds;
    let story = &mut world.now.story;
    match event {
        Event::TaleBegan => {
            must(!story.begun, "the adventure has begun before")?;
            story.begun = true;
        }
        Event::SceneBegan { scene, by } => {
            must(world.now.creatures.contains_key(by), "nobody begins the scene")?;
            if story.next.first() == Some(scene) {
                story.next.remove(0);
            }
            story.seen.insert(scene.clone());
            story.scene = Some((scene.clone(), *by));
        }
        Event::Chosen { scene, choice, .. } => {
            let choices = world.tale.scenes.get(scene).map_or(&[][..], |scene| &scene.choices);
            if choices.iter().any(|one| one.id == *choice && one.once) {
                story.taken.insert((scene.clone(), choice.clone()));
            }
        }
        Event::SceneEnded => {
            must(story.scene.is_some(), "no scene is open")?;
            story.scene = None;
        }
        Event::SceneQueued { scene } => story.next.push(scene.clone()),
        Event::FlagSet { flag, value } => {
            story.flags.insert(flag.clone(), *value);
        }
        Event::Journaled { line } => {
            must(story.journal.len() < JOURNAL_LINES_MAX, "the journal is full")?;
            story.journal.push((clock_seconds, line.clone()));
        }
        Event::TaleEnded { ending } => story.ending = Some(ending.clone()),
        Event::ShopOpened { shop, by } => {
            must(world.now.creatures.contains_key(by), "nobody stands at the counter")?;
            story.shop = Some((shop.clone(), *by));
        }
        Event::ShopClosed => {
            must(story.shop.is_some(), "no counter is open")?;
            story.shop = None;
        }
        _ => {}
    }
    Ok(())
}
