//! Who plays whom: his own heroes, and where the charter lets a friend play, those of players who are away.

use super::command::Verb;
use crate::world::World;
use crate::world::id::{CreatureId, PlayerId, SeatId};
use crate::world::seat::Stead;

/// True when this player may play the hero of this seat now: it is his own, or he stands in for its player.
pub fn plays(world: &World, player: PlayerId, seat: SeatId) -> bool {
    world.now.seats.get(&seat).is_some_and(|it| it.player == player) || stands_in(world, player, seat)
}

/// The same for a hero.
pub fn acts(world: &World, player: PlayerId, hero: CreatureId) -> bool {
    world.now.seats.iter().any(|(seat, it)| it.creature == Some(hero) && plays(world, player, *seat))
}

/// True when the player of this seat is away, the charter lets a friend play his hero, and this player is here and has a
/// seat himself. Nobody plays for whoever is here, and nobody for who left for good.
pub fn stands_in(world: &World, player: PlayerId, seat: SeatId) -> bool {
    let here = |player: &PlayerId| world.now.players.get(player).map(|it| it.present);
    let away = |seat: &crate::world::seat::Seat| seat.creature.is_some() && here(&seat.player) == Some(false);
    world.now.stead == Stead::Friend
        && here(&player) == Some(true)
        && world.now.seats.values().any(|seat| seat.player == player)
        && world.now.seats.get(&seat).is_some_and(away)
}

/// The seats that this player plays, his own first.
pub(super) fn seats(world: &World, player: PlayerId) -> Vec<SeatId> {
    let own = world.now.seats.iter().filter(|(_, seat)| seat.player == player).map(|(seat, _)| *seat);
    let others = world.now.seats.keys().copied().filter(|seat| stands_in(world, player, *seat));
    own.chain(others).collect()
}

/// True for what a friend may do with a hero. What a hero becomes is his player's to say, and the adventure begins with
/// those who are here.
pub(super) fn lends(verb: &Verb) -> bool {
    !matches!(verb, Verb::Create(_) | Verb::Begin | Verb::LevelUp(_) | Verb::Grow(_) | Verb::For { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Face};
    use crate::rules::command::Command;
    use crate::rules::refusal::Refusal;
    use crate::rules::scene::Setting;
    use crate::rules::{commands, offers, proceed, resolve, text};
    use crate::world::event::Event;

    /// Bea's turn in a fight, with words for how Ada and Bea are.
    fn world(ada: &str, bea: &str, stead: Stead) -> World {
        let rows = format!("Bea B fighter 1 longsword {bea}\nAda A fighter 1 {ada}\ngob g goblin");
        let setting = format!("map A . . B g\n    . . . . .\n{rows}\n---");
        let mut world = Setting::read(&setting).expect("it is a setting").world;
        if world.now.stead != stead {
            world.apply(&Event::SteadAgreed { stead }).expect("it is agreed");
        }
        world
    }

    fn of(world: &World, name: &str) -> (PlayerId, SeatId) {
        let seats = world.now.seats.iter();
        let mut named = seats.filter(|(id, _)| world.hero(**id).is_some_and(|hero| hero.name == name));
        named.next().map(|(id, seat)| (seat.player, *id)).expect("everyone has a seat")
    }

    /// Whether Ada may play Bea.
    fn check(ada: &str, bea: &str, stead: Stead, may: bool) {
        let world = world(ada, bea, stead);
        let ((player, own), (_, seat)) = (of(&world, "Ada"), of(&world, "Bea"));
        assert_eq!(plays(&world, player, seat), may, "{ada} {bea} {stead:?}");
        assert_eq!(text::parse("Bea attacks gob", &world, player).is_ok(), may, "{ada} {bea} {stead:?}");
        assert_eq!(commands(&world, player).iter().any(|command| command.seat == seat), may, "{ada} {bea} {stead:?}");
        let verb = Verb::For { seat, verb: Box::new(Verb::EndTurn) };
        let found = resolve(&world, player, &Command { seat: own, verb }, &mut Dice::read([]));
        assert_eq!(found.is_ok(), may, "{ada} {bea} {stead:?}: {found:?}");
        assert!(may || found == Err(Refusal::NotYourSeat), "{found:?}");
    }

    #[test]
    fn a_friend_plays_who_is_away_and_nobody_else() {
        check("", "away", Stead::Friend, true);
        check("", "", Stead::Friend, false);
        check("away", "away", Stead::Friend, false);
        for stead in [Stead::Guard, Stead::Pause, Stead::Machine] {
            check("", "away", stead, false);
        }
    }

    #[test]
    fn what_is_offered_to_a_friend_is_accepted_and_means_itself() {
        let world = world("", "away", Stead::Friend);
        assert_eq!(proceed(&world, &mut Dice::read([])), None, "play waits");
        let ((player, own), (_, seat)) = (of(&world, "Ada"), of(&world, "Bea"));
        let all: Vec<_> = offers(&world, player).into_iter().filter(|offer| offer.command.seat == seat).collect();
        assert!(all.iter().any(|offer| matches!(offer.command.verb, Verb::Attack { .. })), "{all:?}");
        for offer in all {
            let verb = Verb::For { seat, verb: Box::new(offer.command.verb.clone()) };
            let said = Command { seat: own, verb };
            for command in [&offer.command, &said] {
                let found = resolve(&world, player, command, &mut Dice::read([Face(9); 12]));
                assert!(found.is_ok(), "{}: {found:?}", offer.text);
            }
            assert_eq!(text::parse(&offer.text, &world, player).as_ref(), Ok(&offer.command));
            assert_eq!(text::print(&world, &said), text::print(&world, &offer.command));
        }
    }

    #[test]
    fn nobody_stands_in_by_a_seat_that_is_not_his_or_for_himself() {
        let world = world("", "away", Stead::Friend);
        let ((player, own), (bea, seat)) = (of(&world, "Ada"), of(&world, "Bea"));
        let stands_in = |player, by, seat, verb| {
            let verb = Verb::For { seat, verb: Box::new(verb) };
            resolve(&world, player, &Command { seat: by, verb }, &mut Dice::read([])).map(|_| ())
        };
        assert_eq!(stands_in(player, own, seat, Verb::EndTurn), Ok(()));
        assert_eq!(stands_in(player, seat, seat, Verb::EndTurn), Err(Refusal::NotYourSeat));
        assert_eq!(stands_in(player, own, own, Verb::EndTurn), Err(Refusal::NotYourSeat));
        assert_eq!(stands_in(bea, seat, own, Verb::EndTurn), Err(Refusal::NotYourSeat));
        let twice = Verb::For { seat, verb: Box::new(Verb::EndTurn) };
        assert_eq!(stands_in(player, own, seat, twice), Err(Refusal::NotYourSeat));
        assert_eq!(stands_in(player, own, seat, Verb::Begin), Err(Refusal::NotYourSeat));
    }
}
