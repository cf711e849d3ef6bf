//! The counter of a shop: what it sells, what it buys, prices and purse.

use super::board::{self, Marks};
use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pause::Pause;
use super::pen::Pen;
use super::thing;
use crate::canvas::{Area, Ink};
use crate::rules::command::{Command, Verb};
use crate::srd::id::ItemId;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;

/// The counter.
pub(super) struct Trade {
    list: List,
    side: Way,
}

/// Which way things go over the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Buy,
    Sell,
}

/// One row: the thing, its price, how many there are, and the command that does it if it can be done.
struct Ware {
    item: ItemId,
    cp: Option<u32>,
    left: Option<u16>,
    command: Option<Command>,
}

impl Trade {
    pub(super) fn new() -> Trade {
        Trade { list: List::new(0), side: Way::Buy }
    }
}

/// What is on the counter or in the pack.
fn wares(desk: &Desk, side: Way) -> Vec<Ware> {
    let Some((world, (shop_id, _))) = desk.world().and_then(|world| Some((world, world.now.story.shop.as_ref()?)))
    else {
        return Vec::new();
    };
    let Some(shop) = world.tale.shops.get(shop_id) else { return Vec::new() };
    let offer = |item: &ItemId| {
        let fits = |verb: &Verb| match (side, verb) {
            (Way::Buy, Verb::Buy { item: sold, .. }) | (Way::Sell, Verb::Sell { item: sold, .. }) => sold == item,
            _ => false,
        };
        desk.offers.iter().find(|offer| fits(&offer.command.verb)).map(|offer| offer.command.clone())
    };
    match side {
        Way::Buy => shop
            .sells
            .iter()
            .map(|(item, stock)| {
                let sold = world.now.place.sold.get(&(shop_id.clone(), item.clone())).copied().unwrap_or(0);
                let left = stock.map(|stock| stock.saturating_sub(sold));
                Ware { item: item.clone(), cp: price(world, item), left, command: offer(item) }
            })
            .collect(),
        Way::Sell => {
            let Some(hero) = desk.hero() else { return Vec::new() };
            let pays = |item: &ItemId| price(world, item).map(|cp| cp * u32::from(shop.pays_percent) / 100);
            let row = |(item, count): (&ItemId, &u16)| Ware {
                item: item.clone(),
                cp: pays(item),
                left: Some(*count),
                command: offer(item),
            };
            hero.pack.items.iter().map(row).collect()
        }
    }
}

/// The book's price, or the adventure's for its own things.
fn price(world: &World, item: &ItemId) -> Option<u32> {
    match world.tale.items.get(item) {
        Some(keepsake) => keepsake.cost_cp,
        None => world.book.items.get(item).and_then(|item| item.cost_cp),
    }
}

impl Page for Trade {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match button {
            Button::Left | Button::Right | Button::Next => {
                self.side = if self.side == Way::Buy { Way::Sell } else { Way::Buy };
                self.list = List::new(wares(desk, self.side).len());
                Reply::stay()
            }
            Button::A => {
                let command = wares(desk, self.side).into_iter().nth(self.list.at()).and_then(|ware| ware.command);
                command.map_or(Reply::stay(), |command| Reply::want(Intent::Ask(command)))
            }
            Button::B => {
                let leave = desk.offers.iter().find(|offer| offer.command.verb == Verb::LeaveShop);
                leave.map_or_else(
                    || Reply::open(Pause::new(desk)),
                    |offer| Reply::want(Intent::Ask(offer.command.clone())),
                )
            }
            button => {
                if let Some(page) = Pause::shortcut(button, desk) {
                    return page;
                }
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(wares(desk, self.side).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        board::draw(desk, pen, &Marks::default());
        pen.canvas.dither(Area::new(0, 0, 256, 240), Ink::NIGHT, 9);
        let wares = wares(desk, self.side);
        let frame = Area::new(4, 22, 248, 138);
        pen.panel(frame);
        self.tabs(pen, frame);
        let row = pen.row() + 3;
        if wares.is_empty() {
            pen.label((frame.x + 14, frame.y + 14), frame.width - 28, "trade-nothing", Ink::DIM_TEXT);
        }
        self.list.draw(
            pen,
            Area::new(frame.x + 8, frame.y + 10, frame.width - 16, frame.height - 20),
            row,
            |pen, area, at, chosen| {
                let Some(ware) = wares.get(at) else { return };
                ware_row(desk, pen, area, ware, chosen);
            },
        );
        let below = Area::new(4, 162, 248, 60);
        pen.panel(below);
        if let Some(ware) = wares.get(self.list.at()) {
            thing::describe(desk, pen, below.inset(8), &ware.item);
        }
        purse(desk, pen);
        pen.hints(&[
            ('A', if self.side == Way::Buy { "trade-buy" } else { "trade-sell" }),
            ('+', "trade-turn"),
            ('B', "trade-leave"),
        ]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

impl Trade {
    fn tabs(&self, pen: &mut Pen, frame: Area) {
        let mut x = frame.x + 12;
        for (side, id) in [(Way::Buy, "trade-buy"), (Way::Sell, "trade-sell")] {
            let text = pen.say(id);
            let width = pen.letters.width(&text) + 16;
            let open = side == self.side;
            let tab = Area::new(x, frame.y - pen.line() - 3, width, pen.line() + 6 - i32::from(!open) * 2);
            pen.canvas.fill(tab.inset(-1), Ink::NIGHT);
            pen.canvas.fill(tab, if open { Ink::PANEL } else { Ink::NIGHT });
            pen.canvas.outline(Area { height: tab.height + 1, ..tab }, if open { Ink::MIST } else { Ink::STONE });
            pen.text((x + 8, tab.y + 3), width, &text, if open { Ink::GOLD } else { Ink::STONE });
            x += width + 4;
        }
    }
}

fn ware_row(desk: &Desk, pen: &mut Pen, area: Area, ware: &Ware, chosen: bool) {
    pen.choice(area, "", chosen, Ink::TEXT);
    thing::icon(desk, pen, &ware.item, area.x + 12, area.y);
    let can = ware.command.is_some();
    let y = area.y + (area.height - pen.line()) / 2 + 1;
    let ink = match (can, chosen) {
        (false, false) => Ink::STONE,
        (false, true) => Ink::MIST,
        (true, true) => Ink::TEXT,
        (true, false) => Ink::DIM_TEXT,
    };
    let name = desk.item(&ware.item);
    pen.text((area.x + 32, y), 116, &name, ink);
    if let Some(left) = ware.left {
        pen.ending(area.x + 168, y, &format!("×{left}"), ink);
    }
    if let Some(cp) = ware.cp {
        let price = thing::coins(pen, cp);
        pen.ending(area.right() - 4, y, &price, if can { Ink::GOLD } else { ink });
    }
}

/// Who buys and what is in the purse, at the right of the tabs.
fn purse(desk: &Desk, pen: &mut Pen) {
    let Some(hero) = desk.hero() else { return };
    let coins = thing::coins(pen, hero.pack.purse_cp);
    let who = pen.tell(
        &Sentence::new("trade-purse").with("who", Value::text(hero.name.as_str())).with("coins", Value::text(coins)),
    );
    let width = pen.letters.width(&who) + 18;
    let frame = Area::new(250 - width, 4, width, pen.line() + 6);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::GOLD);
    pen.picture("small_coin", frame.x + 4, frame.y + (frame.height - 8) / 2);
    pen.text((frame.x + 14, frame.y + 4), width - 16, &who, Ink::GOLD);
}
