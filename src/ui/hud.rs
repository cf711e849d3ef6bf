//! The strips around the map: the party, what was told, whose turn it is, how the table stands.

use super::board;
use super::desk::Desk;
use super::figure::hp_bar;
use super::pen::Pen;
use super::view::{Link, Role, Weight};
use crate::canvas::{Area, Ink};
use crate::rules::Offer;
use crate::rules::command::Verb;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::Creature;

/// The strip below the map.
pub(super) const STRIP: Area = Area::new(0, 184, 256, 56);
const PARTY_WIDTH: i32 = 102;
/// The widest that words on a ribbon may be.
const RIBBON_WIDTH: i32 = 226;

/// The party at the left and the log at the right, below the map.
pub(super) fn strip(desk: &Desk, pen: &mut Pen) {
    let Some(world) = desk.world() else { return };
    pen.canvas.fill(STRIP, Ink::NIGHT);
    let party = Area { width: PARTY_WIDTH, ..STRIP };
    pen.panel(party);
    let own = desk.hero().map(|hero| hero.id);
    let mut heroes: Vec<&Creature> = world.heroes().collect();
    heroes.sort_by_key(|hero| Some(hero.id) != own);
    for (row, hero) in heroes.into_iter().take(4).enumerate() {
        party_row(desk, pen, (party.x + 8, party.y + 5 + 12 * row as i32), hero);
    }
    let log = Area { x: PARTY_WIDTH, width: 256 - PARTY_WIDTH, ..STRIP };
    pen.panel(log);
    told(desk, pen, log.inset(5));
}

fn party_row(desk: &Desk, pen: &mut Pen, place: (i32, i32), hero: &Creature) {
    let (x, y) = place;
    let hp = desk.stage.figure(hero.id).map_or(hero.hp, |figure| figure.hp);
    let turn = desk.world().and_then(|world| world.now.encounter.as_ref()).and_then(|encounter| encounter.current());
    let low = hp * 2 <= hero.hp_max;
    if turn == Some(hero.id) {
        pen.hand(x, y + 2);
    } else {
        let heart = if hp <= 0 { 2 } else { usize::from(low) };
        pen.canvas.stamp(pen.sprites.frame("small_heart", heart), x - 2, y + 1);
    }
    let lift = (pen.line() - 9) / 2;
    let ink = if hp <= 0 { Ink::STONE } else { Ink::TEXT };
    pen.text((x + 8, y + 1 - lift), 34, &hero.name, ink);
    hp_bar(pen, Area::new(x + 43, y + 2, 26, 6), hero, hp);
    if hp <= 0 && !hero.dead {
        let dying = hero.dying.unwrap_or_default();
        for (at, (full, ink)) in [(dying.successes, Ink::HP), (dying.failures, Ink::DANGER)].into_iter().enumerate() {
            for dot in 0..3 {
                let area = Area::new(x + 71 + 6 * dot, y + 1 + 5 * at as i32, 4, 3);
                pen.canvas.outline(area, ink);
                if dot < i32::from(full) {
                    pen.canvas.fill(area, ink);
                }
            }
        }
        return;
    }
    let ink = if low { Ink::DANGER } else { Ink::TEXT };
    pen.ending(x + 88, y + 1 - lift, &hp.to_string(), ink);
}

/// The newest lines at the bottom; what belongs to one entry that is not yet durable has a hollow tick.
fn told(desk: &Desk, pen: &mut Pen, area: Area) {
    let rows = (area.height / pen.line()).max(1);
    let mut y = area.bottom() - pen.line();
    let mut first = None;
    for line in desk.log.newest() {
        let newest = *first.get_or_insert(line.index);
        let ink = if line.index == newest { Ink::TEXT } else { Ink::DIM_TEXT };
        let wrapped = pen.letters.wrap(&line.text, area.width - 9);
        for (at, text) in wrapped.iter().enumerate().rev() {
            if y < area.bottom() - rows * pen.line() {
                return;
            }
            if at == 0 {
                let tick = if line.index <= desk.view.status.durable { "tick_durable" } else { "tick_accepted" };
                if line.index == newest || line.index > desk.view.status.durable {
                    pen.picture(tick, area.x - 2, y + (pen.line() - 9) / 2);
                }
            }
            pen.letters.draw(pen.canvas, area.x + 8, y, text, ink);
            y -= pen.line();
        }
    }
}

/// Everyone in the fight in the order of turns, from whose turn it is on.
pub(super) fn order(desk: &Desk, pen: &mut Pen, world: &World) {
    let Some(encounter) = &world.now.encounter else { return };
    let there: Vec<&Creature> = (0..encounter.order.len())
        .filter_map(|at| encounter.order.get((usize::from(encounter.turn) + at) % encounter.order.len()))
        .filter_map(|(id, _)| world.creature(*id))
        .filter(|creature| !creature.dead && board::is_shown(desk, creature))
        .collect();
    let width = 19;
    let shown = there.len().min(11);
    let frame = Area::new(2, 2, shown as i32 * width + 5, 25);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::STONE);
    for (at, creature) in there.into_iter().take(shown).enumerate() {
        let (x, y) = (frame.x + 3 + at as i32 * width, frame.y + 2);
        let cell = Area::new(x, y, 18, 21);
        pen.canvas.fill(cell, Ink::PANEL);
        pen.canvas.outline(cell, if at == 0 { Ink::SELECTED } else { Ink::NIGHT });
        board::portrait(desk, pen, creature, x + 1, y + 1);
        let hp = desk.stage.figure(creature.id).map_or(creature.hp, |figure| figure.hp);
        hp_bar(pen, Area::new(x + 1, y + 17, 16, 4), creature, hp);
    }
    let round = pen.tell(&Sentence::new("fight-round").with("number", encounter.round));
    let left = frame.right() + 3;
    pen.letters.draw_rimmed(pen.canvas, left, 4, &round, (Ink::TEXT, Ink::NIGHT));
}

/// The sign of how the table stands, at the right top: a shape for the worst link, the host's crown, ticks.
pub(super) fn sign(desk: &Desk, pen: &mut Pen) {
    let status = desk.view.status;
    let frame = Area::new(256 - 32, 2, 30, 12);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::STONE);
    let (name, moves) = link_sign(worst(desk));
    let at = if moves { (pen.tick / 20) as usize } else { 0 };
    match status.role {
        Role::Alone => pen.picture("small_moon", frame.x + 2, 4),
        Role::Host | Role::Frozen { .. } => pen.picture("small_crown", frame.x + 2, 4),
        Role::Guest | Role::Candidate | Role::Waiting { .. } | Role::Stopped | Role::Nowhere => {
            pen.picture("small_speech", frame.x + 2, 4)
        }
    }
    pen.canvas.stamp(pen.sprites.frame(name, at), frame.x + 11, 4);
    let tick = match (desk.awaits, status.durable >= status.accepted) {
        (true, _) => "tick_sent",
        (false, true) => "tick_durable",
        (false, false) => "tick_accepted",
    };
    pen.picture(tick, frame.x + 20, 4);
}

/// What must be known at once: that the table waits, and the newest notice or the newest words of someone.
pub(super) fn notices(desk: &Desk, pen: &mut Pen, top: i32) {
    let status = desk.view.status;
    let mut y = top;
    let waits = match status.role {
        Role::Frozen { here, of } => Some(("ribbon-frozen", here, of)),
        Role::Waiting { here, of } => Some(("ribbon-waiting", here, of)),
        _ => None,
    };
    if let Some((id, here, of)) = waits {
        let text = pen.tell(&Sentence::new(id).with("here", here).with("of", of));
        y = ribbon(pen, y, "small_hourglass", &text, Ink::DANGER);
    } else if let Some(id) = match status.role {
        Role::Candidate => Some("ribbon-candidate"),
        Role::Stopped => Some("ribbon-stopped"),
        _ => None,
    } {
        let text = pen.say(id);
        y = ribbon(pen, y, "small_hourglass", &text, Ink::DANGER);
    }
    y = for_friend(desk, pen, y);
    for knock in status.knocks.iter().take(1) {
        let text = pen.tell(&Sentence::new("ribbon-knock").with("who", Value::text(knock.name.as_str())));
        y = ribbon(pen, y, "small_star", &text, Ink::GOLD);
    }
    y = notice(desk, pen, y);
    let rises = |offer: &Offer| matches!(offer.command.verb, Verb::LevelUp(_) | Verb::Grow(_));
    if desk.offers().any(rises) {
        let text = pen.say("ribbon-level");
        y = ribbon(pen, y, "small_star", &text, Ink::GOLD);
    }
    if let Some(said) = desk.fresh_words() {
        ribbon(pen, y, "small_speech", &format!("{}: {}", said.name, said.text), Ink::ICE);
    }
}

/// Whose hero is at the keyboard, where it is an absent friend's; returns the row below it.
pub(super) fn for_friend(desk: &Desk, pen: &mut Pen, y: i32) -> i32 {
    let (Some(world), Some(seat)) = (desk.world(), desk.seat.filter(|seat| !desk.view.seats.contains(seat))) else {
        return y;
    };
    let player = world.now.seats.get(&seat).and_then(|seat| world.now.players.get(&seat.player));
    let (Some(player), Some(hero)) = (player, world.hero(seat)) else { return y };
    let hero = Value::text(desk.called_creature(hero));
    let told = Sentence::new("ribbon-friend").with("hero", hero).with("name", Value::text(player.name.as_str()));
    let text = pen.tell(&told);
    ribbon(pen, y, "small_star", &text, Ink::GOLD)
}

/// The newest notice, on pages that show no map: over what the buttons do, where no row of a menu is.
pub(super) fn news(desk: &Desk, pen: &mut Pen) {
    let Some(newest) = desk.fresh_notice() else { return };
    let lines = pen.letters.wrap(&pen.tell(&newest.line), RIBBON_WIDTH).len().min(2) as i32;
    notice(desk, pen, 240 - lines * pen.line() - 7);
}

/// The newest notice while it is new; returns the row below it.
fn notice(desk: &Desk, pen: &mut Pen, y: i32) -> i32 {
    let Some(notice) = desk.fresh_notice() else { return y };
    let text = pen.tell(&notice.line);
    let (sign, ink) = match notice.weight {
        Weight::Plain => ("small_speech", Ink::TEXT),
        Weight::Warning => ("small_flame", Ink::DANGER),
        Weight::Error => ("small_skull", Ink::DANGER),
    };
    ribbon(pen, y, sign, &text, ink)
}

/// Words on a dark ribbon, at most two lines; returns the row below it.
fn ribbon(pen: &mut Pen, y: i32, sign: &str, text: &str, ink: Ink) -> i32 {
    let lines = pen.letters.wrap(text, RIBBON_WIDTH);
    let shown = lines.len().min(2);
    let width = lines.iter().take(2).map(|line| pen.letters.width(line)).max().unwrap_or(0) + 18;
    let frame = Area::new(4, y, width, shown as i32 * pen.line() + 5);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, ink);
    pen.picture(sign, frame.x + 3, frame.y + 3);
    for (at, line) in lines.iter().take(shown).enumerate() {
        let line = if at == 1 && lines.len() > 2 { format!("{line}…") } else { line.clone() };
        pen.letters.draw(pen.canvas, frame.x + 14, frame.y + 3 + at as i32 * pen.line(), &line, ink);
    }
    frame.bottom() + 2
}

/// The worst link to anyone who should be there; none at a table of one.
fn worst(desk: &Desk) -> Link {
    desk.view.status.people.iter().map(|person| person.link).max().unwrap_or(Link::Here)
}

/// The picture of a link, and whether it moves.
pub(super) const fn link_sign(link: Link) -> (&'static str, bool) {
    match link {
        Link::Here | Link::Good => ("link_good", false),
        Link::Slow => ("link_slow", false),
        Link::Trying => ("link_trying", true),
        Link::Gone => ("link_gone", false),
    }
}

/// The newest sound in words, for those who do not hear it.
pub(super) fn caption(desk: &Desk, pen: &mut Pen) {
    let Some(cue) = desk.caption else { return };
    let text = pen.say(cue.caption());
    let width = pen.letters.width(&text) + 16;
    let frame = Area::new(254 - width, 17, width, pen.line() + 3);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.picture("small_note", frame.x + 3, frame.y + (frame.height - 8) / 2);
    pen.text((frame.x + 13, frame.y + 2), width, &text, Ink::DIM_TEXT);
}
