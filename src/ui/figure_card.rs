//! A planned hero on a card: picture, race and class, scores, what was chosen.

use super::desk::Desk;
use super::figure::hero_looks;
use super::pen::Pen;
use super::tumble::skill_id;
use crate::canvas::{Area, Ink, Manner};
use crate::rules::create::Plan;
use crate::srd::ability::Ability;

/// Draws the card of a plan, as far as it has been made.
pub(super) fn draw(desk: &Desk, pen: &mut Pen, area: Area, plan: &Plan) {
    let class = plan.class.as_str();
    let box_ = Area::new(area.x, area.y, 36, 36);
    pen.canvas.fill(box_, Ink::NIGHT);
    pen.canvas.outline(box_, Ink::GOLD);
    let looks = hero_looks(desk, pen.sprites, class, &plan.race);
    let step = (pen.tick / 16 % 2) as usize;
    let manner = Manner { scale: 2, swap: looks.swap, ..Manner::default() };
    pen.canvas.stamp_as(&looks.frames[step % looks.frames.len()], area.x + 2, area.y + 2, &manner);
    let (x, room) = (area.x + 41, area.width - 41);
    pen.text((x, area.y), room, &plan.name, Ink::GOLD);
    for (at, (kind, id)) in [("race", plan.race.as_str()), ("class", class), ("background", plan.background.as_str())]
        .into_iter()
        .enumerate()
    {
        if !id.is_empty() {
            let text = desk.name(kind, id);
            pen.text((x, area.y + (at as i32 + 1) * pen.line()), room, &text, Ink::TEXT);
        }
    }
    let top = area.y + 4 * pen.line() + 5;
    scores(desk, pen, Area::new(area.x, top, area.width, 28), |ability| {
        i32::from(plan.scores.of(ability)) + added(desk, plan, ability)
    });
    let mut rest: Vec<String> = plan.skills.iter().map(|skill| desk.name("skill", skill_id(*skill))).collect();
    rest.extend(plan.chosen.iter().map(|id| desk.name("feature", id)));
    let y = pen.paragraph(
        Area::new(area.x, top + 2 * pen.line() + 12, area.width, 4 * pen.line()),
        &rest.join(", "),
        Ink::DIM_TEXT,
    );
    let spells: Vec<String> = plan.cantrips.iter().chain(&plan.spells).map(|id| desk.name("spell", id)).collect();
    if !spells.is_empty() && y + 3 * pen.line() <= area.bottom() {
        pen.picture("small_book", area.x, y + 2 + (pen.line() - 8) / 2);
        let room = Area::new(area.x + 10, y + 2, area.width - 10, (area.bottom() - y - 2) / pen.line() * pen.line());
        let text = fitting(pen, &spells, room);
        pen.paragraph(room, &text, Ink::MAGIC);
    }
}

/// As many of the names as the area holds; three dots say that there are more.
fn fitting(pen: &Pen, names: &[String], area: Area) -> String {
    let fit = usize::try_from(area.height / pen.line()).unwrap_or(0);
    let mut count = names.len();
    loop {
        let mut text = names[..count].join(", ");
        if count < names.len() {
            text.push('…');
        }
        if count == 0 || pen.letters.wrap(&text, area.width).len() <= fit {
            return text;
        }
        count -= 1;
    }
}

/// What race and subrace add to a score.
pub(super) fn added(desk: &Desk, plan: &Plan, ability: Ability) -> i32 {
    let Some(book) = desk.book() else { return 0 };
    let race = book.races.get(&plan.race);
    let parent = race.and_then(|race| book.races.get(race.of.as_ref()?));
    let all = race.into_iter().chain(parent).flat_map(|race| &race.scores);
    all.filter(|(of, _)| *of == ability).map(|(_, plus)| i32::from(*plus)).sum()
}

/// Six scores in two lines of three: the short name, the score, the modifier.
pub(super) fn scores(desk: &Desk, pen: &mut Pen, area: Area, score: impl Fn(Ability) -> i32) {
    let width = area.width / 3;
    for (at, ability) in Ability::ALL.into_iter().enumerate() {
        let (x, y) = (area.x + (at as i32 % 3) * width, area.y + (at as i32 / 3) * (pen.line() + 5));
        let cell = Area::new(x, y, width - 1, pen.line() + 4);
        pen.canvas.fill(cell, Ink::NIGHT);
        let name = desk.say(&format!("ability-short-{}", ability.short()));
        pen.text((x + 1, y + 3), cell.width - 11, &name, Ink::DIM_TEXT);
        let score = score(ability);
        pen.ending(cell.right() - 1, y + 3, &score.to_string(), Ink::TEXT);
    }
}
