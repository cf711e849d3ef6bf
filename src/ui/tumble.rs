//! Dice as they roll on the screen: they tumble, come to rest on the faces that were rolled, and say what they add up to.

use super::die::{self, Die};
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::dice::Face;
use crate::srd::ability::{Ability, Skill};
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::event::{D20, Edge, Event, Hits};
use crate::world::id::CreatureId;

/// One roll to be shown.
#[derive(Clone, Debug)]
pub(super) struct Roll {
    /// Who rolls, or whom it concerns.
    pub(super) whose: CreatureId,
    title: Sentence,
    sides: u16,
    faces: Vec<u16>,
    /// Which of them counts; all of them do when there is none.
    kept: Option<usize>,
    dice: Vec<u16>,
    bonus: i32,
    total: i32,
    against: Option<(&'static str, i32)>,
    verdict: Verdict,
}

/// How a roll came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing had to be reached.
    Open,
    /// It was enough.
    Good,
    /// It was not.
    Bad,
    /// A natural 20.
    Great,
}

impl Roll {
    /// The roll of an event, where it shows one.
    pub(super) fn of(event: &Event, world: &World) -> Option<Roll> {
        let good = |success: bool| if success { Verdict::Good } else { Verdict::Bad };
        Some(match event {
            Event::Attacked { attacker, roll, ac, hits, .. } => {
                let verdict = match hits {
                    Hits::Miss => Verdict::Bad,
                    Hits::Hit => Verdict::Good,
                    Hits::Critical => Verdict::Great,
                };
                Roll::d20(*attacker, Sentence::new("roll-attack"), roll, Some(("roll-ac", *ac)), verdict)
            }
            Event::Checked { creature, ability, skill, roll, dc, success } => {
                let against = dc.map(|dc| ("roll-dc", dc));
                let verdict = if dc.is_some() { good(*success) } else { Verdict::Open };
                Roll::d20(*creature, tested(*ability, *skill), roll, against, verdict)
            }
            Event::Saved { creature, ability, roll, dc, success } => {
                let title = Sentence::new("roll-save").with("ability", Value::name("ability", ability.short()));
                Roll::d20(*creature, title, roll, Some(("roll-dc", *dc)), good(*success))
            }
            Event::Contested { creature, roll, other, success, .. } => {
                let against = Some(("roll-other", other.total()));
                Roll::d20(*creature, Sentence::new("roll-contest"), roll, against, good(*success))
            }
            Event::InitiativeRolled { creature, roll } => {
                // One hero after the other is enough: a whole pack of foes would bore.
                world.creature(*creature).filter(|creature| creature.sheet().is_some())?;
                Roll::d20(*creature, Sentence::new("roll-initiative"), roll, None, Verdict::Open)
            }
            Event::DeathSaved { creature, face, success } => {
                let title = Sentence::new("roll-death");
                Roll::dice(*creature, title, 20, std::slice::from_ref(face), i32::from(face.0), good(*success))
            }
            Event::DamageRolled { by, kind, faces, total, .. } if !faces.is_empty() => {
                let kind = format!("{kind:?}").to_lowercase();
                let title = Sentence::new("roll-damage").with("kind", Value::name("damage", kind));
                Roll::dice(*by, title, sides_of(faces), faces, *total, Verdict::Open)
            }
            Event::HitDieSpent { creature, face, healed } => {
                let title = Sentence::new("roll-hit-die");
                Roll::dice(*creature, title, sides_of(std::slice::from_ref(face)), &[*face], *healed, Verdict::Open)
            }
            _ => return None,
        })
    }

    fn d20(
        whose: CreatureId,
        title: Sentence,
        roll: &D20,
        against: Option<(&'static str, i32)>,
        verdict: Verdict,
    ) -> Roll {
        let rolled = if roll.edge == Edge::Even { 1 } else { 2 };
        let faces: Vec<u16> = roll.faces.iter().rev().take(rolled).rev().map(|face| face.0).collect();
        let kept = faces.iter().position(|face| *face == roll.kept.0);
        let dice = roll.dice.iter().map(|face| face.0).collect();
        Roll { whose, title, sides: 20, faces, kept, dice, bonus: roll.bonus, total: roll.total(), against, verdict }
    }

    fn dice(whose: CreatureId, title: Sentence, sides: u16, faces: &[Face], total: i32, verdict: Verdict) -> Roll {
        let faces: Vec<u16> = faces.iter().map(|face| face.0).collect();
        let bonus = total - faces.iter().map(|face| i32::from(*face)).sum::<i32>();
        Roll { whose, title, sides, faces, kept: None, dice: Vec::new(), bonus, total, against: None, verdict }
    }

    /// How many steps it is shown at the usual pace.
    pub(super) const fn steps(&self) -> u32 {
        if self.sides == 20 { TUMBLE + 44 } else { TUMBLE / 2 + 30 }
    }

    /// Draws someone's roll so many steps after it began, out of all its steps.
    pub(super) fn draw(&self, pen: &mut Pen, who: &str, (age, steps): (u32, u32)) {
        let tumble = steps * if self.sides == 20 { TUMBLE } else { TUMBLE / 2 } / self.steps();
        let frame = Area::new(46, 118, 164, 2 * pen.line() + 34);
        pen.panel(frame);
        let title = pen.tell(&self.title);
        let heading = format!("{who}: {title}");
        let width = frame.width - 16;
        let heading = if who.is_empty() { title } else { heading };
        pen.text((frame.x + 8, frame.y + 6), width, &heading, Ink::DIM_TEXT);
        let rolling = age < tumble;
        let below = frame.y + 6 + pen.line();
        let right = if self.sides == 20 {
            self.draw_d20(pen, (frame.x + 27, below + 17), age, tumble)
        } else {
            self.draw_small(pen, (frame.x + 17, below + 15), age, tumble)
        };
        if rolling {
            return;
        }
        let sum = self.sum();
        let lift = if self.sides == 20 { 6 } else { 10 };
        let end = pen.text((right, below + lift), frame.right() - right - 6, &sum, Ink::DIM_TEXT);
        let total = self.total.to_string();
        let ink = self.ink();
        let x = right + end + 3;
        pen.letters.draw_rimmed(pen.canvas, x, below + lift, &total, (ink, Ink::NIGHT));
        if let Some((id, reach)) = self.against {
            let text = pen.tell(&Sentence::new(id).with("number", reach));
            pen.text((x + pen.letters.width(&total) + 4, below + lift), 60, &text, Ink::DIM_TEXT);
        }
        self.draw_verdict(pen, right, below + lift + pen.line() + 1);
    }

    fn draw_d20(&self, pen: &mut Pen, middle: (i32, i32), age: u32, tumble: u32) -> i32 {
        for (at, face) in self.faces.iter().enumerate() {
            let lost = self.kept.is_some_and(|kept| kept != at);
            let x = middle.0 + 34 * at as i32;
            let (face, turned, hop) = tumbling(*face, 20, age + 7 * at as u32, tumble);
            let inks = match (age >= tumble, lost) {
                (true, true) => (Ink::STONE, Ink::DUSK),
                (true, false) if face == 20 => (Ink::GOLD, Ink::EMBER),
                (true, false) if face == 1 => (Ink::MIST, Ink::STONE),
                _ => (Ink::ICE, Ink::SKY),
            };
            die::draw(pen, (x, middle.1 - hop), Die { sides: 20, face, radius: 16, turned, inks });
            if lost && age >= tumble {
                pen.canvas.line((x - 12, middle.1 + 12), (x + 12, middle.1 - 12), Ink::DANGER);
            }
        }
        middle.0 + 34 * self.faces.len() as i32 - 12
    }

    fn draw_small(&self, pen: &mut Pen, middle: (i32, i32), age: u32, tumble: u32) -> i32 {
        let shown = self.faces.len().min(SMALL_MAX);
        for (at, face) in self.faces.iter().take(shown).enumerate() {
            let (face, turned, hop) = tumbling(*face, self.sides, age + 5 * at as u32, tumble);
            let inks = (Ink::PAPER, Ink::MIST);
            let place = (middle.0 + 19 * at as i32, middle.1 - hop);
            die::draw(pen, place, Die { sides: self.sides, face, radius: 9, turned, inks });
        }
        middle.0 + 19 * shown as i32 - 4
    }

    /// What is added, such as `14+5=`; the total follows in its own ink.
    fn sum(&self) -> String {
        let mut sum = String::new();
        if self.sides == 20 {
            let kept = self.kept.and_then(|kept| self.faces.get(kept)).or(self.faces.first());
            sum += &kept.map_or(String::new(), u16::to_string);
        }
        let extra: i32 = self.dice.iter().map(|face| i32::from(*face)).sum();
        // Dice that were taken away, as a curse does, are part of the bonus but not of its sign.
        let taken = extra > 0 && self.bonus < 0;
        for face in self.dice.iter().filter(|_| !taken) {
            sum += &format!("+{face}");
        }
        let rest = if taken { self.bonus } else { self.bonus - extra };
        if rest != 0 {
            sum += &format!("{rest:+}");
        }
        if self.sides == 20 && sum.chars().all(|letter| letter.is_ascii_digit()) {
            return String::new();
        }
        sum += "=";
        sum
    }

    const fn ink(&self) -> Ink {
        match self.verdict {
            Verdict::Open => Ink::TEXT,
            Verdict::Good => Ink::HP,
            Verdict::Bad => Ink::DANGER,
            Verdict::Great => Ink::GOLD,
        }
    }

    /// The verdict in a word and a shape: a tick, a cross, a star.
    fn draw_verdict(&self, pen: &mut Pen, x: i32, y: i32) {
        let (word, ink) = match self.verdict {
            Verdict::Open => return,
            Verdict::Good => ("roll-good", Ink::HP),
            Verdict::Bad => ("roll-bad", Ink::DANGER),
            Verdict::Great => ("roll-great", Ink::GOLD),
        };
        let top = y + (pen.line() - 9) / 2;
        match self.verdict {
            Verdict::Good => {
                pen.canvas.line((x, top + 4), (x + 2, top + 6), ink);
                pen.canvas.line((x + 2, top + 6), (x + 7, top + 1), ink);
                pen.canvas.line((x, top + 5), (x + 2, top + 7), ink);
                pen.canvas.line((x + 2, top + 7), (x + 7, top + 2), ink);
            }
            Verdict::Bad => {
                for thick in 0..2 {
                    pen.canvas.line((x + thick, top + 1), (x + 5 + thick, top + 6), ink);
                    pen.canvas.line((x + thick, top + 6), (x + 5 + thick, top + 1), ink);
                }
            }
            Verdict::Great | Verdict::Open => {
                for (row, (from, width)) in
                    [(3, 1), (3, 1), (0, 7), (1, 5), (2, 3), (1, 5), (1, 1)].into_iter().enumerate()
                {
                    pen.canvas.fill(Area::new(x + from, top + row as i32, width, 1), ink);
                }
                pen.canvas.pixel(x + 5, top + 6, ink);
            }
        }
        pen.label((x + 11, y), 90, word, ink);
    }
}

/// What a die shows on its way: any face, upside down every other moment, bouncing lower and lower.
fn tumbling(face: u16, sides: u16, age: u32, tumble: u32) -> (u16, bool, i32) {
    if age >= tumble {
        return (face, false, 0);
    }
    let moment = age / 4;
    let shown = (u32::from(face) + (moment + 1) * 7) % u32::from(sides.max(2)) + 1;
    let height = 14 * (tumble - age) as i32 / tumble.max(1) as i32;
    let bounce = (age % 12) as i32 - 6;
    (shown as u16, moment % 2 == 1, height * (36 - bounce * bounce) / 36)
}

/// What a check is called: the skill, or the bare ability.
fn tested(ability: Ability, skill: Option<Skill>) -> Sentence {
    match skill {
        Some(skill) => Sentence::new("roll-check").with("what", Value::name("skill", skill_id(skill))),
        None => Sentence::new("roll-check").with("what", Value::name("ability", ability.short())),
    }
}

/// A skill's name in the words, such as `animal_handling`.
pub(super) fn skill_id(skill: Skill) -> String {
    snake(&format!("{skill:?}"))
}

/// `AnimalHandling` as `animal_handling`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The smallest die of the game that has all these faces: events tell faces, not dice.
fn sides_of(faces: &[Face]) -> u16 {
    let most = faces.iter().map(|face| face.0).max().unwrap_or(6);
    [6, 8, 10, 12, 20].into_iter().find(|sides| most <= *sides).unwrap_or(20)
}

const TUMBLE: u32 = 34;
const SMALL_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(faces: &[u16], edge: Edge, dice: &[u16], bonus: i32, sum: &str) {
        let all = |faces: &[u16]| faces.iter().map(|face| Face(*face)).collect::<Vec<_>>();
        let kept = match edge {
            Edge::Disadvantage => all(faces).into_iter().min(),
            Edge::Even | Edge::Advantage => all(faces).into_iter().max(),
        };
        let roll = D20 { faces: all(faces), kept: kept.unwrap_or(Face(1)), edge, dice: all(dice), bonus };
        let shown = Roll::d20(CreatureId(1), Sentence::new("roll-attack"), &roll, None, Verdict::Open);
        assert_eq!(shown.sum(), sum);
        assert_eq!(shown.total, roll.total());
    }

    #[test]
    fn the_sum_shows_all_that_is_added() {
        check(&[14], Edge::Even, &[], 5, "14+5=");
        check(&[14], Edge::Even, &[], 0, "");
        check(&[3, 17], Edge::Advantage, &[], -1, "17-1=");
        check(&[3, 17], Edge::Disadvantage, &[4], 6, "3+4+2=");
        check(&[9], Edge::Even, &[4], -2, "9-2=");
    }

    #[test]
    fn a_die_comes_to_rest_on_its_face() {
        assert_eq!(tumbling(13, 20, 34, 34), (13, false, 0));
        assert!((0..34).all(|age| (1..=20).contains(&tumbling(20, 20, age, 34).0)));
    }
}
