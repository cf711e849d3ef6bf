//! What the members of a table decide about themselves: who plays whoever is away, who rests tonight, who hosts, who leaves.

use super::desk::Desk;
use super::intent::{Intent, MemberWish};
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::view::{Person, Role};
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};
use crate::world::seat::Stead;

/// The page of the table.
pub(super) struct Members {
    list: List,
    /// What cannot be taken back was chosen once and must be chosen again.
    sure: bool,
}

impl Members {
    pub(super) fn new(desk: &Desk) -> Members {
        Members { list: List::new(wishes(desk).len()), sure: false }
    }
}

/// What this player may wish for now.
fn wishes(desk: &Desk) -> Vec<MemberWish> {
    let status = desk.view.status;
    let mut wishes: Vec<MemberWish> =
        [Stead::Guard, Stead::Pause, Stead::Friend, Stead::Machine].map(MemberWish::Away).into();
    let (me, others): (Vec<&Person>, Vec<&Person>) =
        status.people.iter().partition(|person| person.player == desk.view.player);
    wishes.push(if me.iter().any(|me| me.rests) { MemberWish::Wake } else { MemberWish::Rest });
    if status.role == Role::Host {
        for person in others {
            wishes.push(MemberWish::HandOver(person.player));
            if !person.chair {
                wishes.push(MemberWish::Chair(person.player));
                wishes.push(MemberWish::SendAway(person.player));
            }
        }
    }
    // The chair is handed on before its holder goes.
    if !me.iter().any(|me| me.chair) {
        wishes.push(MemberWish::LeaveForGood);
    }
    wishes
}

/// True for what cannot be taken back.
const fn is_final(wish: MemberWish) -> bool {
    matches!(wish, MemberWish::SendAway(_) | MemberWish::LeaveForGood)
}

impl Page for Members {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let wishes = wishes(desk);
        self.list.resize(wishes.len());
        match (button, wishes.get(self.list.at())) {
            (Button::B, _) | (_, None) => Reply::close(),
            (Button::A, Some(wish)) if is_final(*wish) && !self.sure => {
                self.sure = true;
                Reply::stay()
            }
            (Button::A, Some(wish)) => Reply::want(Intent::Member(*wish)).and_close_all(),
            (button, Some(_)) => {
                self.sure = false;
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(wishes(desk).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("pause-table");
        pen.page(&title);
        let wishes = wishes(desk);
        let frame = Area::new(6, 24, 244, 148);
        pen.panel(frame);
        let stead = desk.world().map(|world| world.now.stead);
        self.list.draw(pen, frame.inset(8), pen.row(), |pen, area, at, chosen| {
            let Some(wish) = wishes.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            if matches!(wish, MemberWish::Away(one) if Some(*one) == stead) {
                pen.picture("tick_durable", area.right() - 11, area.y + (area.height - 9) / 2);
            }
            let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
            let text = pen.tell(&words(desk, *wish));
            pen.text((area.x + 12, y), area.width - 26, &text, ink);
        });
        let below = Area::new(6, 174, 244, 48);
        pen.panel(below);
        let chosen = wishes.get(self.list.at());
        let told = match chosen {
            Some(_) if self.sure => "members-sure",
            Some(wish) => about(*wish),
            None => return,
        };
        let told = pen.say(told);
        pen.paragraph(below.inset(9), &told, if self.sure { Ink::DANGER } else { Ink::TEXT });
        pen.hints(&[('A', "hint-choose"), ('B', "hint-back")]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

/// A wish on one line.
fn words(desk: &Desk, wish: MemberWish) -> Sentence {
    let (id, player) = match wish {
        MemberWish::Away(Stead::Guard) => ("members-guard", None),
        MemberWish::Away(Stead::Pause) => ("members-pause", None),
        MemberWish::Away(Stead::Friend) => ("members-friend", None),
        MemberWish::Away(Stead::Machine) => ("members-machine", None),
        MemberWish::Rest => ("members-rest", None),
        MemberWish::Wake => ("members-wake", None),
        MemberWish::HandOver(player) => ("members-hand-over", Some(player)),
        MemberWish::Chair(player) => ("members-chair", Some(player)),
        MemberWish::SendAway(player) => ("members-send-away", Some(player)),
        MemberWish::LeaveForGood => ("members-leave", None),
    };
    let name = desk.view.status.people.iter().find(|person| Some(person.player) == player).map(|person| &person.name);
    match name {
        Some(name) => Sentence::new(id).with("who", Value::text(name.as_str())),
        None => Sentence::new(id),
    }
}

/// What becomes of a wish.
const fn about(wish: MemberWish) -> &'static str {
    match wish {
        MemberWish::Away(_) => "members-about-away",
        MemberWish::Rest => "members-about-rest",
        MemberWish::Wake => "members-about-wake",
        MemberWish::HandOver(_) => "members-about-hand-over",
        MemberWish::Chair(_) => "members-about-chair",
        MemberWish::SendAway(_) => "members-about-send-away",
        MemberWish::LeaveForGood => "members-about-leave",
    }
}
