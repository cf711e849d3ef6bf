//! Machines joined in memory: apps, disks that always work, links that always stand, and one clock for all.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use roundtable::app::App;
use roundtable::app::effect::{Card, Effect, Farewell, Keep, LedgerWork, Reach};
use roundtable::app::face::Face;
use roundtable::app::happening::{Happening, Reached, Stored};
use roundtable::app::line::Line;
use roundtable::app::opening::{Opening, Setup};
use roundtable::canvas::Canvas;
use roundtable::lab::disk::Disk;
use roundtable::session::journal::mend::Copies;
use roundtable::session::seal::Identity;
use roundtable::srd::Book;
use roundtable::ui::key::Key;
use roundtable::ui::settings::Settings;
use roundtable::ui::view::TableId;
use roundtable::world::id::PlayerId;

/// An evening in 2026, ms since 1970.
const BEGINNING_MS: u64 = 1_790_000_000_000;
const FRAME_MS: u64 = 16;
/// Simulated time that any wait may take.
const PATIENCE_MS: u64 = 20_000;

/// One player's machine.
pub(crate) struct Machine {
    app: App,
    pub(crate) disks: BTreeMap<TableId, Disk>,
    /// What its list of tables shows.
    pub(crate) cards: BTreeMap<TableId, Card>,
    pub(crate) player: PlayerId,
    /// Everything its text face said.
    pub(crate) lines: Vec<Line>,
    pub(crate) farewell: Option<Farewell>,
    /// Others on its network can find it, and it them.
    pub(crate) shows: bool,
    canvas: Canvas,
}

/// All of them.
pub(crate) struct Evening {
    pub(crate) machines: Vec<Machine>,
    now_ms: u64,
    on_way: VecDeque<(usize, Happening)>,
    links: BTreeSet<(usize, usize)>,
    /// What happens to a frame between two machines.
    pub(crate) bend: fn(Vec<u8>) -> Vec<u8>,
}

impl Evening {
    pub(crate) fn new() -> Evening {
        Evening {
            machines: Vec::new(),
            now_ms: BEGINNING_MS,
            on_way: VecDeque::new(),
            links: BTreeSet::new(),
            bend: |bytes| bytes,
        }
    }

    /// Switches a machine on and returns its number.
    pub(crate) fn start(&mut self, name: &str, face: Face, book: &Book, opening: Opening) -> usize {
        let number = self.machines.len();
        let secret = [number as u8 + 1; 32];
        let settings = Settings { name: name.to_owned(), ..Settings::default() };
        let setup = Setup {
            secret,
            chance: [number as u8 + 101; 32],
            book: Arc::new(book.clone()),
            settings,
            login: String::new(),
            now_ms: self.now_ms,
            saved: Vec::new(),
            friends: Vec::new(),
            face,
        };
        let (app, effects) = App::new(setup, opening);
        let player = Identity::from_secret(&secret).player();
        self.machines.push(Machine {
            app,
            disks: BTreeMap::new(),
            cards: BTreeMap::new(),
            player,
            lines: Vec::new(),
            farewell: None,
            shows: false,
            canvas: Canvas::new(),
        });
        self.work(number, effects);
        self.settle();
        number
    }

    /// Switches a machine on again, with what its disk kept; it knows where the others were.
    pub(crate) fn start_again(&mut self, number: usize, name: &str, opening: Opening) {
        let others = (0..self.machines.len()).filter(|other| *other != number);
        let setup = Setup {
            secret: [number as u8 + 1; 32],
            chance: [number as u8 + 51; 32],
            book: Arc::new(Book::standard().clone()),
            settings: Settings { name: name.to_owned(), ..Settings::default() },
            login: String::new(),
            now_ms: self.now_ms,
            saved: self.machines[number].cards.clone().into_iter().collect(),
            friends: others.map(|other| (self.machines[other].player, vec![address(other)])).collect(),
            face: Face::Lines,
        };
        let (app, effects) = App::new(setup, opening);
        let machine = &mut self.machines[number];
        (machine.app, machine.farewell) = (app, None);
        machine.lines.clear();
        self.work(number, effects);
        self.settle();
    }

    pub(crate) fn say(&mut self, number: usize, line: &str) {
        self.happen(number, Happening::LineRead(line.to_owned()));
    }

    /// A key goes down, so many frames pass, it goes up.
    pub(crate) fn hold(&mut self, number: usize, key: Key, frames: u32) {
        self.happen(number, Happening::Pressed(key));
        self.pass(u64::from(frames) * FRAME_MS);
        self.happen(number, Happening::Released(key));
    }

    /// What stands on a machine's screen now, a colour a pixel.
    pub(crate) fn picture(&mut self, number: usize) -> Canvas {
        let machine = &mut self.machines[number];
        machine.app.draw(&mut machine.canvas);
        machine.canvas.clone()
    }

    /// So much time goes by, a frame at a time.
    pub(crate) fn pass(&mut self, ms: u64) {
        let until = self.now_ms + ms;
        while self.now_ms < until {
            self.now_ms += FRAME_MS;
            self.tick();
        }
    }

    /// The network of a machine finds another machine on it.
    pub(crate) fn find(&mut self, number: usize, other: usize) {
        let (player, addresses) = (self.machines[other].player, vec![address(other)]);
        self.network(number, Reached::Found { player, addresses });
    }

    /// A machine is gone for good.
    pub(crate) fn lose(&mut self, number: usize) {
        self.machines[number].farewell = Some(Farewell::Well);
        let player = self.machines[number].player;
        let others: Vec<usize> = (0..self.machines.len()).filter(|other| *other != number).collect();
        for other in others {
            if self.links.remove(&pair(number, other)) {
                self.reached(other, Reached::Unlinked { player, why: "silence".to_owned() });
            }
        }
        self.settle();
    }

    /// Someone pastes a text.
    pub(crate) fn paste(&mut self, number: usize, text: &str) {
        self.happen(number, Happening::Pasted(text.to_owned()));
    }

    /// The network of a machine says something.
    pub(crate) fn network(&mut self, number: usize, reached: Reached) {
        self.happen(number, Happening::Reached(reached));
    }

    /// The machines sleep for so long, then go on.
    pub(crate) fn sleep(&mut self, ms: u64) {
        self.now_ms += ms;
        self.tick();
    }

    /// Lets time go by until a machine's text face has said something that the test likes.
    pub(crate) fn wait<T>(&mut self, number: usize, what: &str, like: impl Fn(&Line) -> Option<T>) -> T {
        let until = self.now_ms + PATIENCE_MS;
        loop {
            if let Some(found) = self.machines[number].lines.iter().rev().find_map(&like) {
                return found;
            }
            assert!(self.now_ms < until, "waited in vain for {what}: {:#?}", self.machines[number].lines);
            self.pass(FRAME_MS);
        }
    }

    fn tick(&mut self) {
        for number in 0..self.machines.len() {
            self.happen(number, Happening::Ticked { now_ms: self.now_ms });
        }
    }

    fn happen(&mut self, number: usize, happening: Happening) {
        self.on_way.push_back((number, happening));
        self.settle();
    }

    fn settle(&mut self) {
        while let Some((number, happening)) = self.on_way.pop_front() {
            if self.machines[number].farewell.is_none() {
                let effects = self.machines[number].app.step(happening);
                self.work(number, effects);
            }
        }
    }

    fn work(&mut self, number: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Reach(reach) => self.reach(number, reach),
                Effect::Keep(Keep::Card { table, card }) => drop(self.machines[number].cards.insert(table, card)),
                Effect::Keep(Keep::Ledger(LedgerWork::Open { table })) => {
                    let first = self.machines[number].disks.get(&table).map(Disk::segments).unwrap_or_default();
                    let copies = Copies { second: first.clone(), first };
                    let opened = Stored::Opened { table, copies, checkpoints: Vec::new() };
                    self.on_way.push_back((number, Happening::Stored(opened)));
                }
                Effect::Keep(Keep::Ledger(LedgerWork::Do { table, steps, token })) => {
                    let disk = self.machines[number].disks.entry(table).or_default();
                    steps.iter().for_each(|step| disk.apply(step));
                    self.on_way.push_back((number, Happening::Stored(Stored::Kept { token })));
                }
                Effect::Say { line, .. } => self.machines[number].lines.push(*line),
                Effect::Quit(farewell) => self.machines[number].farewell = Some(farewell),
                _ => {}
            }
        }
    }

    fn reach(&mut self, number: usize, reach: Reach) {
        match reach {
            Reach::Listen { .. } => self.reached(number, Reached::Listening { address: address(number) }),
            // One link for a pair: a second dial comes to nothing.
            Reach::Dial { ref addresses }
                if (0..self.machines.len())
                    .any(|other| addresses.contains(&address(other)) && self.links.contains(&pair(number, other))) =>
            {
                self.reached(number, Reached::Failed { player: None, why: "already connected".to_owned() });
            }
            Reach::Dial { addresses } | Reach::KeepLink { addresses, .. } => {
                let other = (0..self.machines.len()).find(|other| addresses.contains(&address(*other)));
                if let Some(other) = other.filter(|other| *other != number) {
                    self.link(number, other);
                }
            }
            Reach::Send { player, bytes, .. } => {
                let other = self.machines.iter().position(|machine| machine.player == player);
                let Some(other) = other.filter(|other| self.links.contains(&pair(number, *other))) else { return };
                let (player, bytes) = (self.machines[number].player, (self.bend)(bytes));
                self.reached(other, Reached::Received { player, bytes });
            }
            Reach::Discover => self.machines[number].shows = true,
            Reach::Hide => self.machines[number].shows = false,
            Reach::Close { .. } | Reach::Forget { .. } | Reach::MapPort => {}
        }
    }

    fn link(&mut self, number: usize, other: usize) {
        if self.links.insert(pair(number, other)) {
            for (at, to, inbound) in [(number, other, false), (other, number, true)] {
                let player = self.machines[to].player;
                let path = "memory".to_owned();
                self.reached(at, Reached::Linked { player, address: address(to), path, inbound });
            }
        }
    }

    fn reached(&mut self, number: usize, reached: Reached) {
        self.on_way.push_back((number, Happening::Reached(reached)));
    }
}

/// Where a machine is found.
fn address(number: usize) -> String {
    format!("10.0.0.{}:47471", number + 1)
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}
