//! The sheet: all figures of a hero on three leaves.

use super::desk::Desk;
use super::key::Button;
use super::menu::weapon_words;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::tumble::skill_id;
use crate::canvas::{Area, Ink, Manner};
use crate::rules::{advance, arms, caster, figure};
use crate::srd::ability::{Ability, Skill};
use crate::srd::modifier::Training;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::{Creature, Sheet};
use crate::world::id::CreatureId;

/// The sheet of one hero, and which leaf of it.
pub(super) struct SheetPage {
    hero: CreatureId,
    leaf: usize,
}

const LEAVES: usize = 3;

impl SheetPage {
    pub(super) const fn new(hero: CreatureId) -> SheetPage {
        SheetPage { hero, leaf: 0 }
    }

    /// The hero before or after this one in the party.
    fn beside(&self, desk: &Desk, after: usize) -> Option<CreatureId> {
        let heroes: Vec<CreatureId> = desk.world()?.heroes().map(|hero| hero.id).collect();
        let at = heroes.iter().position(|hero| *hero == self.hero)?;
        heroes.get((at + after) % heroes.len()).copied()
    }
}

impl Page for SheetPage {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match button {
            Button::Right | Button::A => self.leaf = (self.leaf + 1) % LEAVES,
            Button::Left => self.leaf = (self.leaf + LEAVES - 1) % LEAVES,
            Button::Down | Button::Next => self.hero = self.beside(desk, 1).unwrap_or(self.hero),
            Button::Up => {
                let last = desk.world().map_or(1, |world| world.heroes().count().max(1)) - 1;
                self.hero = self.beside(desk, last).unwrap_or(self.hero);
            }
            Button::B | Button::Sheet => return Reply::close(),
            _ => {}
        }
        Reply::stay()
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let Some((world, hero)) = desk.world().and_then(|world| Some((world, world.creature(self.hero)?))) else {
            return;
        };
        let Some(sheet) = hero.sheet() else { return };
        pen.page(&hero.name);
        for leaf in 0..LEAVES {
            let x = 248 - 9 * (LEAVES - leaf) as i32;
            if leaf == self.leaf {
                pen.canvas.disc(x, 8, 3, Ink::SELECTED);
            } else {
                pen.canvas.circle(x, 8, 2, Ink::STONE);
            }
        }
        match self.leaf {
            0 => body(desk, pen, world, hero, sheet),
            1 => skills(desk, pen, world, hero, sheet),
            _ => magic(desk, pen, world, hero, sheet),
        }
        pen.hints(&[('+', "sheet-turn"), ('B', "hint-back")]);
    }
}

/// Who it is, hit points, armour class, speed, scores, saves.
fn body(desk: &Desk, pen: &mut Pen, world: &World, hero: &Creature, sheet: &Sheet) {
    let frame = Area::new(4, 22, 248, 64);
    pen.panel(frame);
    let looks = super::figure::looks(desk, pen.sprites, hero);
    let box_ = Area::new(frame.x + 7, frame.y + 7, 50, 50);
    pen.canvas.fill(box_, Ink::NIGHT);
    pen.canvas.outline(box_, Ink::GOLD);
    let step = (pen.tick / 16 % 2) as usize;
    let manner = Manner { scale: 3, swap: looks.swap, ..Manner::default() };
    pen.canvas.stamp_as(&looks.frames[step % looks.frames.len()], box_.x + 1, box_.y + 1, &manner);
    let x = frame.x + 62;
    let race = desk.name("race", &sheet.race);
    pen.text((x, frame.y + 9), 178, &format!("{race} · {}", desk.name("background", &sheet.background)), Ink::TEXT);
    let classes: Vec<String> =
        sheet.classes.iter().map(|(class, level)| format!("{} {level}", desk.name("class", class))).collect();
    pen.text((x, frame.y + 9 + pen.line()), 178, &classes.join(" / "), Ink::GOLD);
    let next = advance::threshold(sheet.level() + 1).unwrap_or(sheet.xp);
    let xp = pen.tell(&Sentence::new("sheet-xp").with("xp", sheet.xp).with("next", next));
    pen.text((x, frame.y + 10 + 2 * pen.line()), 178, &xp, Ink::DIM_TEXT);
    pen.bar(
        Area::new(x, frame.y + 12 + 3 * pen.line(), 176, 4),
        i32::try_from(sheet.xp).unwrap_or(0),
        i32::try_from(next).unwrap_or(1),
        Ink::MAGIC,
    );
    let figures = Area::new(4, 88, 248, 30 + pen.line());
    pen.panel(figures);
    let hp = if hero.hp_temporary > 0 {
        format!("{}+{}/{}", hero.hp, hero.hp_temporary, hero.hp_max)
    } else {
        format!("{}/{}", hero.hp, hero.hp_max)
    };
    let feet = pen.tell(&Sentence::new("fight-feet").with("feet", figure::speed_feet(world, hero)));
    let dice = format!("{}/{}", sheet.level() - sheet.hit_dice_spent.min(sheet.level()), sheet.level());
    let cells = [
        ("small_heart", "sheet-hp", hp),
        ("small_shield", "sheet-ac", figure::ac(world, hero).to_string()),
        ("small_boot", "sheet-speed", feet),
        ("small_star", "sheet-proficiency", format!("+{}", figure::proficiency(world, hero))),
        ("small_moon", "sheet-hit-dice", dice),
    ];
    for (at, (sign, id, value)) in cells.into_iter().enumerate() {
        let cell = Area::new(figures.x + 8 + 47 * at as i32, figures.y + 8, 45, figures.height - 16);
        pen.picture(sign, cell.x + 1, cell.y + 1);
        pen.text((cell.x + 11, cell.y + 1), 36, &value, Ink::TEXT);
        pen.label((cell.x + 1, cell.y + 3 + pen.line()), 46, id, Ink::DIM_TEXT);
    }
    let scores = Area::new(4, figures.bottom() + 2, 248, 220 - figures.bottom());
    pen.panel(scores);
    ability_table(desk, pen, world, hero, sheet, scores.inset(9));
}

/// A column for each ability: short name, score, modifier, saving throw.
fn ability_table(desk: &Desk, pen: &mut Pen, world: &World, hero: &Creature, sheet: &Sheet, area: Area) {
    let all = figure::scores(world, hero);
    let width = 32;
    let top = area.y + 2;
    for (at, id) in ["sheet-score", "sheet-modifier", "sheet-save"].into_iter().enumerate() {
        pen.label((area.x, top + (at as i32 + 1) * (pen.line() + 6) + 2), 44, id, Ink::DIM_TEXT);
    }
    for (at, ability) in Ability::ALL.into_iter().enumerate() {
        let x = area.x + 44 + at as i32 * width;
        let middle = x + width / 2 - 1;
        let name = desk.say(&format!("ability-short-{}", ability.short()));
        pen.centred(middle, top, width, &name, Ink::GOLD);
        let trained = figure::trained(world, sheet, &Training::Save(ability));
        let values = [
            (all.of(ability).to_string(), Ink::TEXT),
            (format!("{:+}", all.modifier(ability)), Ink::TEXT),
            (format!("{:+}", figure::save_bonus(world, hero, ability)), if trained { Ink::HP } else { Ink::DIM_TEXT }),
        ];
        for (row, (value, ink)) in values.into_iter().enumerate() {
            let y = top + (row as i32 + 1) * (pen.line() + 6);
            pen.canvas.fill(Area::new(x, y, width - 2, pen.line() + 4), Ink::NIGHT);
            pen.centred(middle, y + 3, width, &value, ink);
            if row == 2 && trained {
                pen.canvas.fill(Area::new(x + 2, y + 2, 2, 2), Ink::HP);
            }
        }
    }
}

/// Eighteen skills in two columns, then conditions.
fn skills(desk: &Desk, pen: &mut Pen, world: &World, hero: &Creature, sheet: &Sheet) {
    let frame = Area::new(4, 22, 248, 9 * (pen.line() + 3) + 20);
    pen.panel(frame);
    for (at, skill) in Skill::ALL.into_iter().enumerate() {
        let (column, row) = ((at / 9) as i32, (at % 9) as i32);
        let (x, y) = (frame.x + 10 + column * 116, frame.y + 10 + row * (pen.line() + 3));
        let trained = figure::trained(world, sheet, &Training::Skill(skill));
        let bonus = figure::check_bonus(world, hero, skill.ability(), Some(skill));
        if trained {
            pen.picture("small_star", x, y - 1 + (pen.line() - 8) / 2);
        } else {
            pen.canvas.circle(x + 4, y + 3 + (pen.line() - 8) / 2, 2, Ink::STONE);
        }
        let ink = if trained { Ink::TEXT } else { Ink::DIM_TEXT };
        let name = desk.name("skill", skill_id(skill));
        pen.text((x + 11, y), 80, &name, ink);
        pen.ending(x + 108, y, &format!("{bonus:+}"), ink);
    }
    let passive = pen.tell(&Sentence::new("sheet-passive").with("number", figure::passive_perception(world, hero)));
    let below = Area::new(4, frame.bottom() + 2, 248, 222 - frame.bottom() - 2);
    pen.panel(below);
    pen.picture("small_eye", below.x + 9, below.y + 9);
    pen.text((below.x + 20, below.y + 8), 218, &passive, Ink::TEXT);
    let lasting: Vec<String> = hero
        .ongoing
        .values()
        .map(|ongoing| match ongoing.condition {
            Some(condition) => desk.name("condition", format!("{condition:?}").to_lowercase()),
            None => lasting_name(desk, &ongoing.name),
        })
        .collect();
    let text = if lasting.is_empty() { pen.say("sheet-no-conditions") } else { lasting.join(", ") };
    let room = Area::new(
        below.x + 20,
        below.y + 9 + pen.line(),
        218,
        (below.height - 18 - pen.line()) / pen.line() * pen.line(),
    );
    if room.height > 0 {
        pen.paragraph(room, &text, Ink::DIM_TEXT);
    }
}

/// What lasts is named after a spell, a feature or an action.
fn lasting_name(desk: &Desk, name: &str) -> String {
    for kind in ["spell", "feature", "action"] {
        let id = format!("{kind}-{name}");
        if desk.words.has(&id) {
            return desk.say(&id);
        }
    }
    name.replace('_', " ")
}

/// Features with their uses, then slots and spells.
fn magic(desk: &Desk, pen: &mut Pen, world: &World, hero: &Creature, sheet: &Sheet) {
    let spells = caster::spells(world, hero);
    let casts = !spells.is_empty();
    let frame = Area::new(4, 22, if casts { 122 } else { 248 }, 198);
    pen.panel(frame);
    let mut y = frame.y + 9;
    pen.label((frame.x + 9, y), frame.width - 18, "sheet-features", Ink::GOLD);
    y += pen.line() + 3;
    for (feature, _) in figure::features(world, sheet) {
        if y + pen.line() > frame.bottom() - 6 {
            break;
        }
        let name = desk.name("feature", &feature.id);
        pen.text((frame.x + 12, y), frame.width - 46, &name, Ink::TEXT);
        if let Some(counted) = &feature.counts {
            let (left, all) = figure::uses(world, hero, &counted.id);
            for use_ in 0..all.min(6) {
                let x = frame.right() - 12 - 5 * i32::from(use_);
                let dot = Area::new(x, y + 2, 4, 4);
                pen.canvas.outline(dot, Ink::GOLD);
                if use_ < left {
                    pen.canvas.fill(dot, Ink::GOLD);
                }
            }
        }
        y += pen.line() + 1;
    }
    attacks(desk, pen, world, hero, Area::new(frame.x, y + 4, frame.width, frame.bottom() - y - 4));
    if casts {
        spell_list(desk, pen, world, hero, Area::new(128, 22, 124, 198));
    }
}

/// What can be struck with: the attack bonus and the damage of each.
fn attacks(desk: &Desk, pen: &mut Pen, world: &World, hero: &Creature, area: Area) {
    let mut y = area.y;
    if y + 2 * pen.line() > area.bottom() - 6 {
        return;
    }
    pen.label((area.x + 9, y), area.width - 18, "menu-attack", Ink::GOLD);
    y += pen.line() + 3;
    for weapon in arms::choices(world, hero) {
        let Some(arm) = arms::arm(world, hero, &weapon) else { continue };
        let figures = match arm.damage {
            Some(dice) => format!("{:+} {}", arm.bonus, dice.and(arm.plus)),
            None => format!("{:+}", arm.bonus),
        };
        if y + pen.line() > area.bottom() - 6 {
            return;
        }
        let name = weapon_words(desk, &weapon);
        let right = area.right() - 10;
        pen.text((area.x + 12, y), area.width - 26 - pen.letters.width(&figures), &name, Ink::TEXT);
        pen.ending(right, y, &figures, Ink::DIM_TEXT);
        y += pen.line() + 1;
    }
}

fn spell_list(desk: &Desk, pen: &mut Pen, world: &World, hero: &Creature, frame: Area) {
    pen.panel(frame);
    let mut y = frame.y + 9;
    let about = Sentence::new("sheet-casting")
        .with("dc", caster::dc(world, hero, None))
        .with("attack", Value::text(format!("{:+}", caster::attack_bonus(world, hero, None))));
    let about = pen.tell(&about);
    pen.text((frame.x + 9, y), frame.width - 18, &about, Ink::GOLD);
    y += pen.line() + 3;
    let slots = caster::slots(world, hero);
    for (at, all) in slots.into_iter().enumerate().filter(|(_, all)| *all > 0) {
        let level = at as u8 + 1;
        let left = caster::slots_left(world, hero, level);
        let text = pen.tell(&Sentence::new("sheet-slots").with("level", level));
        pen.text((frame.x + 12, y), 70, &text, Ink::MAGIC);
        for slot in 0..all {
            let middle = (frame.right() - 14 - 9 * i32::from(slot), y + 4);
            if slot < left {
                pen.canvas.disc(middle.0, middle.1, 3, Ink::MAGIC);
            } else {
                pen.canvas.circle(middle.0, middle.1, 3, Ink::STONE);
            }
        }
        y += pen.line() + 2;
    }
    for spell in caster::spells(world, hero) {
        if y + pen.line() > frame.bottom() - 6 {
            break;
        }
        let name = desk.name("spell", &spell.id);
        let sign = if spell.level == 0 { "small_star" } else { "small_book" };
        pen.picture(sign, frame.x + 9, y + (pen.line() - 9) / 2);
        let ink = if hero.concentration.as_ref() == Some(&spell.id) { Ink::SELECTED } else { Ink::TEXT };
        pen.text((frame.x + 20, y), frame.width - 28, &name, ink);
        y += pen.line() + 1;
    }
}
