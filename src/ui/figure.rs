//! Draws one creature on the board: its picture, what it stands on, how it fares.

use super::actor::Figure;
use super::beat::{Beat, side};
use super::board::Marks;
use super::desk::Desk;
use super::pen::Pen;
use crate::canvas::Looks;
use crate::canvas::{Area, Flip, Ink, Manner, Sprites, Swap};
use crate::srd::id::RaceId;
use crate::world::World;
use crate::world::creature::{Being, Creature, Side};
use crate::world::walk::Facing;

/// Draws someone's picture with what is under it.
pub(super) fn draw(desk: &Desk, pen: &mut Pen, creature: &Creature, fights: bool) {
    let Some(figure) = desk.stage.figure(creature.id) else { return };
    let side = side(creature);
    let scale = creature.size.squares();
    let down = figure.hp <= 0 || figure.gone;
    let (x, y) = (figure.x + lunge(desk, creature).0, figure.y + lunge(desk, creature).1);
    if fights && !down {
        let mark = match creature.side {
            Side::Heroes => "mark_friend",
            Side::Foes => "mark_foe",
            Side::Bystanders => "mark_neutral",
        };
        pen.canvas.stamp_as(pen.sprites.named(mark), figure.x, figure.y, &Manner::scaled(scale));
    } else if !down {
        // A shadow keeps jumpers on the ground.
        let width = side * 5 / 8;
        pen.canvas.dither(Area::new(x + (side - width) / 2, y + side - 3, width, 3), Ink::NIGHT, 10);
    }
    let looks = looks(desk, pen.sprites, creature);
    let (frame, flip) = frame(pen.tick, looks.frames.len(), figure);
    let swap = if figure.flash > 0 && figure.flash % 6 < 3 {
        Swap::only(Ink::PAPER)
    } else if figure.gone {
        Swap::DIMMED
    } else {
        looks.swap
    };
    let quarter_turns = u8::from(down);
    let breath =
        i32::from(!down && figure.walks == 0 && (pen.tick / 24 + u32::from(creature.id.0) * 2).is_multiple_of(5));
    let manner = Manner { flip, quarter_turns, scale, swap };
    let top = y - figure.height - 1 + if down { 2 } else { -breath };
    pen.canvas.stamp_as(&looks.frames[frame % looks.frames.len()], x, top, &manner);
}

/// Draws what belongs above everyone's picture: whose turn it is, hit points, conditions, names.
pub(super) fn over(desk: &Desk, pen: &mut Pen, creature: &Creature, world: &World, marks: &Marks) {
    let Some(figure) = desk.stage.figure(creature.id) else { return };
    if figure.gone {
        return;
    }
    let side = side(creature);
    let mut above = figure.y - figure.height - 4;
    if let Some(encounter) = &world.now.encounter {
        let area = Area::new(figure.x + 1, figure.y + side - 1, side - 2, 4);
        hp_bar(pen, area, creature, figure.hp);
        if encounter.current() == Some(creature.id) {
            let bob = (pen.tick / 16) as usize;
            pen.canvas.stamp(pen.sprites.frame("mark_turn", bob), figure.x + side / 2 - 4, above - 5);
            above -= 8;
        }
    }
    let conditions = creature.ongoing.values().filter_map(|ongoing| ongoing.condition);
    let mut x = figure.x + side - 5;
    for condition in conditions.take(3) {
        let name = format!("condition_{}", format!("{condition:?}").to_lowercase());
        pen.picture(&name, x, figure.y - 3);
        x -= 8;
    }
    let chosen = marks.chosen.contains(&creature.id);
    let others = world.now.encounter.is_none() && creature.side == Side::Heroes && world.heroes().count() > 1;
    if chosen || others {
        let name = desk.called_creature(creature);
        let width = pen.letters.width(&name);
        let left = pen.canvas.camera().0;
        let x = (figure.x + side / 2 - width / 2).clamp(left + 2, (left + 254 - width).max(left + 2));
        let ink = if chosen { Ink::SELECTED } else { Ink::TEXT };
        pen.letters.draw_rimmed(pen.canvas, x, above - pen.line() + 2, &name, (ink, Ink::NIGHT));
    }
}

/// A bar for someone's hit points: exact for the party, in quarters for everyone else, whose figures nobody knows.
pub(super) fn hp_bar(pen: &mut Pen, area: Area, creature: &Creature, hp: i32) {
    let (part, whole) = if creature.side == Side::Heroes {
        (hp, creature.hp_max)
    } else {
        ((hp.max(0) * 4 + creature.hp_max - 1) / creature.hp_max.max(1), 4)
    };
    let ink = match creature.side {
        Side::Foes => Ink::FOE,
        Side::Heroes | Side::Bystanders if part * 2 > whole => Ink::HP,
        Side::Heroes | Side::Bystanders => Ink::DANGER,
    };
    pen.bar(area, part, whole, ink);
    if creature.side == Side::Heroes && creature.hp_temporary > 0 {
        let width = (creature.hp_temporary * (area.width - 2) / creature.hp_max.max(1)).clamp(2, area.width - 2);
        pen.canvas.fill(Area::new(area.x + 1, area.y + area.height - 2, width, 1), Ink::ICE);
    }
}

/// What someone looks like: class and folk of a hero, stat block and type of others.
pub(super) fn looks<'a>(desk: &Desk, sprites: &'a Sprites, creature: &Creature) -> Looks<'a> {
    match &creature.being {
        Being::Hero(sheet) => {
            let class = sheet.classes.first().map_or("commoner", |(class, _)| class.as_str());
            hero_looks(desk, sprites, class, &sheet.race)
        }
        Being::Monster(id) => {
            let kind = desk.book().and_then(|book| book.monsters.get(id)).map(|monster| monster.kind);
            let kind = kind.map_or(String::new(), |kind| format!("{kind:?}").to_lowercase());
            sprites.creature(id.as_str(), &kind)
        }
    }
}

/// What a hero of a class and race looks like; subraces look like their race.
pub(super) fn hero_looks<'a>(desk: &Desk, sprites: &'a Sprites, class: &str, race: &RaceId) -> Looks<'a> {
    let parent = desk.book().and_then(|book| book.races.get(race)?.of.as_ref());
    let folk = parent.unwrap_or(race).as_str();
    sprites.hero(if class.is_empty() { "commoner" } else { class }, folk)
}

/// Which frame is shown, and whether mirrored: walkers have two frames each for down, up and right.
fn frame(tick: u32, frames: usize, figure: &Figure) -> (usize, Flip) {
    let left = if figure.facing == Facing::Left { Flip::Across } else { Flip::None };
    let step = usize::from(figure.walks > 0 && (tick / 8).is_multiple_of(2));
    if frames < 6 {
        return (step, left);
    }
    match figure.facing {
        Facing::Down => (step, Flip::None),
        Facing::Up => (2 + step, Flip::None),
        Facing::Left => (4 + step, Flip::Across),
        Facing::Right => (4 + step, Flip::None),
    }
}

/// How far someone leans over to strike just now.
fn lunge(desk: &Desk, creature: &Creature) -> (i32, i32) {
    let Some((Beat::Lunge(who, target), age, steps)) = desk.stage.now() else { return (0, 0) };
    let (Some(from), Some(to)) = (desk.stage.figure(*who), desk.stage.figure(*target)) else { return (0, 0) };
    if *who != creature.id {
        return (0, 0);
    }
    let half = (steps / 2).max(1) as i32;
    let far = 6 * (half - (age as i32 - half).abs()).max(0) / half;
    ((to.x - from.x).signum() * far, (to.y - from.y).signum() * far)
}
