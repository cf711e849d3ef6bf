//! A law over whole evenings: whatever is offered is accepted, says itself, and can be audited face by face.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::command::Verb;
use super::{Offer, offers, proceed, resolve, text};
use crate::dice::{Dice, Sides};
use crate::srd::Book;
use crate::tale::Tale;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::{PlayerId, SeatId};

const PLAYER: PlayerId = PlayerId([7; 32]);

/// Plays at random, rare kinds of commands as often as common ones; what was played, kind by kind.
fn play(tale: &Tale, seats: u8, seed: u8, steps: u16) -> (World, BTreeMap<String, u32>) {
    let mut world = World::new(Arc::new(Book::standard().clone()), Arc::new(tale.clone()));
    let seats = (0..seats).map(SeatId).collect();
    world.apply(&Event::Joined { player: PLAYER, name: "Romp".to_owned(), seats }).unwrap();
    let mut chance = Dice::rolled([seed; 32]);
    let mut played = BTreeMap::new();
    for step in 0..steps {
        let mut dice = Dice::rolled([seed ^ step.to_le_bytes()[0]; 32]);
        if let Some(events) = proceed(&world, &mut dice) {
            apply(&mut world, &events);
            continue;
        }
        let all = offers(&world, PLAYER);
        let Some(offer) = pick(&all, &mut chance) else { break };
        *played.entry(kind(&offer.command.verb)).or_insert(0) += 1;
        let events = resolve(&world, PLAYER, &offer.command, &mut dice);
        let events = events.unwrap_or_else(|why| panic!("seed {seed} step {step}: {offer:?} was offered, but {why:?}"));
        let again = resolve(&world, PLAYER, &offer.command, &mut Dice::read(dice.take_shown()));
        assert_eq!(again.as_ref(), Ok(&events), "seed {seed} step {step}: {offer:?} cannot be audited");
        let read = text::parse(&offer.text, &world, PLAYER);
        assert_eq!(read.as_ref(), Ok(&offer.command), "seed {seed} step {step}: {:?} says something else", offer.text);
        apply(&mut world, &events);
    }
    (world, played)
}

fn pick<'a>(all: &'a [Offer], chance: &mut Dice) -> Option<&'a Offer> {
    let mut kinds: BTreeMap<String, Vec<&Offer>> = BTreeMap::new();
    for offer in all {
        // Dropping and giving are always there: a hero without anything plays a dull evening.
        let rare = matches!(offer.command.verb, Verb::Drop { .. } | Verb::Give { .. } | Verb::GiveCoins { .. });
        if !rare || all.len().is_multiple_of(7) {
            kinds.entry(kind(&offer.command.verb)).or_default().push(offer);
        }
    }
    let rows: Vec<&Vec<&Offer>> = kinds.values().collect();
    let any = |count: usize, chance: &mut Dice| usize::from(chance.roll(Sides(count as u16)).0) - 1;
    let row = rows.get(if rows.is_empty() { return None } else { any(rows.len(), chance) })?;
    row.get(any(row.len(), chance)).copied()
}

fn kind(verb: &Verb) -> String {
    format!("{verb:?}").chars().take_while(|letter| letter.is_alphanumeric()).collect()
}

fn apply(world: &mut World, events: &[Event]) {
    for event in events {
        world.apply(event).unwrap_or_else(|wrong| panic!("{event:?}: {wrong:?}"));
    }
}

#[test]
fn random_evenings_hold_together() {
    let tale = &crate::tale::standard()[0];
    for seed in 0..3 {
        let (world, played) = play(tale, 1 + seed % 3, seed, 120);
        assert!(played.len() > 5, "seed {seed} got nowhere: {played:?} {:?}", world.now.story);
    }
}
