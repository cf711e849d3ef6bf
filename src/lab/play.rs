//! What players do: legal commands by what the rules offer, as people would choose, and one in ten that is not allowed.

use crate::lab::night::Night;
use crate::rules;
use crate::rules::command::{Command, Verb};
use crate::session::guest::{Ask, Guest};
use crate::srd::id::ItemId;
use crate::world::id::CreatureId;

impl Night {
    /// A player does something, chosen by a number. False when there is nothing that he can do now.
    pub fn play(&mut self, number: usize, draw: u64) -> bool {
        let awake = self.machines[number].paused_ms <= self.now_ms;
        let Some(guest) = self.machines[number].guest.as_ref().filter(|_| awake) else { return false };
        // Words cost nothing and are said often.
        if draw % 23 == 7 {
            let long = if draw.is_multiple_of(5) { 500 } else { 12 };
            let text = "the goblin is mine ".chars().cycle().take(long).collect();
            self.ask(number, Ask::Say(text));
            return true;
        }
        let Some(command) = choose(guest, number, draw) else { return false };
        self.ask(number, Ask::Do(command));
        true
    }
}

fn choose(guest: &Guest, number: usize, draw: u64) -> Option<Command> {
    let (world, table) = (guest.world()?, guest.table()?);
    let seat = table.members.get(&guest.player())?.seats.first().copied()?;
    if draw % 10 == 3 {
        return Some(Command { seat, verb: illegal(draw / 10) });
    }
    if world.hero(seat).is_none() {
        let plans = rules::ready::heroes();
        return Some(Command { seat, verb: Verb::Create(Box::new(plans[number % plans.len()].clone())) });
    }
    let mut offers = rules::commands(world, guest.player());
    if offers.is_empty() {
        return None;
    }
    // People mostly do what leads somewhere; now and then anything at all.
    if !draw.is_multiple_of(4) {
        let liveliest = offers.iter().map(|command| liveliness(&command.verb)).max()?;
        let floor = liveliest.saturating_sub((draw / 64 % 3) as u8);
        offers.retain(|command| liveliness(&command.verb) >= floor);
    }
    let place = (draw / 7) as usize % offers.len();
    Some(offers.swap_remove(place))
}

/// How much a command leads somewhere.
fn liveliness(verb: &Verb) -> u8 {
    match verb {
        Verb::Answer { .. } | Verb::Choose { .. } | Verb::Continue | Verb::Begin => 6,
        Verb::Attack { .. } | Verb::Cast { .. } | Verb::MonsterAction { .. } => 5,
        Verb::Interact { .. } | Verb::Buy { .. } | Verb::Sell { .. } | Verb::GiveCoins { .. } | Verb::LevelUp(_) => 4,
        Verb::Go(_) | Verb::EndTurn | Verb::Give { .. } | Verb::LeaveShop => 4,
        Verb::ShortRest | Verb::SpendHitDie | Verb::Use { .. } | Verb::Act { .. } | Verb::Search => 3,
        Verb::LongRest | Verb::DropProne | Verb::Drop { .. } => 1,
        _ => 2,
    }
}

/// Something nobody may do: nothing of it is ever on offer.
fn illegal(draw: u64) -> Verb {
    let nobody = CreatureId(60_000);
    match draw % 6 {
        0 => Verb::Help { friend: nobody },
        1 => Verb::GiveCoins { to: nobody, cp: u32::MAX },
        2 => Verb::Go(vec![crate::tale::map::Tile { x: -3, y: 9_000 }; 64]),
        3 => Verb::Grapple { target: nobody },
        4 => Verb::Drop { item: ItemId::new("no-such-thing"), count: u16::MAX },
        _ => Verb::Wake { target: nobody },
    }
}
