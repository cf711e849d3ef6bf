//! One evening at several moments, played by the real rules with scripted chance: worlds for pictures and tests.

use std::sync::Arc;

use roundtable::dice::Dice;
use roundtable::rules::command::{Command, Consent, Verb};
use roundtable::rules::{proceed, ready, resolve};
use roundtable::srd::Book;
use roundtable::tale;
use roundtable::tale::id::{MapId, ShopId, TextId};
use roundtable::tale::map::{Is, Tile};
use roundtable::ui::night::{Lab, Lane, Night, Span, State};
use roundtable::ui::view::{
    Adventure, Joining, Knock, Link, NearTable, Nearby, Notice, Person, Role, Said, Saved, Stands, Status, TableId,
    Ticket, Told, Voiceless, Weight,
};
use roundtable::words::sentence::{Sentence, Value};
use roundtable::world::World;
use roundtable::world::event::Event;
use roundtable::world::id::{PlayerId, SeatId};
use roundtable::world::question::{Asks, Question};
use roundtable::world::seat::Stead;
use roundtable::world::tell::tell;

/// The player in front of the screen.
pub(crate) const ME: PlayerId = PlayerId([1; 32]);
/// His friend.
pub(crate) const FRIEND: PlayerId = PlayerId([2; 32]);

/// A moment of the evening: its name, the world, and what was told last.
pub(crate) struct Moment {
    pub name: &'static str,
    pub world: Option<World>,
    pub told: Vec<Told>,
}

/// A table under way: its world, its dice, and what it told.
struct Table {
    world: World,
    dice: Dice,
    told: Vec<Told>,
    moments: Vec<Moment>,
}

/// The whole evening.
pub(crate) fn evening() -> Vec<Moment> {
    let tale = Arc::new(tale::standard()[0].clone());
    let world = World::new(Arc::new(Book::standard().clone()), tale);
    let mut table = Table { world, dice: Dice::rolled([7; 32]), told: Vec::new(), moments: Vec::new() };
    for name in ["title", "near", "lab", "lab_shelf", "lab_wrong"] {
        table.moments.push(Moment { name, world: None, told: Vec::new() });
    }
    for (player, name, seat) in [(ME, "Mika", 0), (FRIEND, "Jonas", 1)] {
        table.happen(&[Event::Joined { player, name: name.to_owned(), seats: vec![SeatId(seat)] }]);
    }
    table.keep("lobby");
    for (player, at) in [(ME, 0), (FRIEND, 2)] {
        table.ask(player, Verb::Create(Box::new(ready::heroes()[at].clone())));
    }
    table.ask(ME, Verb::Begin);
    table.keep("talk");
    table.listen();
    table.keep("explore");
    for name in ["voiceless", "convicted", "replaced", "door", "along"] {
        table.moments.push(Moment { name, world: Some(table.world.clone()), told: Vec::new() });
    }
    table.stand_beside("mallow", |is| matches!(is, Is::Person(_)));
    table.keep("talk_choices");
    table.listen();
    let hero = table.world.hero(SeatId(0)).map(|hero| hero.id).unwrap_or_default();
    table.happen(&[Event::ShopOpened { shop: ShopId::new("smithy"), by: hero }]);
    table.keep("trade");
    table.ask(ME, Verb::LeaveShop);
    table.fight();
    let fight = table.world.clone();
    table.wait_for_me();
    table.keep("fight");
    let foe = table.world.now.creatures.keys().last().copied().unwrap_or_default();
    let asks = Asks::OpportunityAttack(foe);
    table.world.now.questions.push(Question { of: hero, asks, then: Vec::new() });
    table.keep("ask");
    table.world.now.questions.clear();
    table.world.now.encounter = None;
    table.world.now.story.ending = Some(TextId::new("bell-title"));
    table.keep("ending");
    table.world = fight;
    table.happen(&[Event::SteadAgreed { stead: Stead::Friend }, Event::WentAway { player: FRIEND }]);
    let theirs = table.world.now.seats[&SeatId(1)].creature;
    if let Some(fight) = &mut table.world.now.encounter {
        let at = fight.order.iter().position(|(creature, _)| Some(*creature) == theirs);
        fight.turn = at.and_then(|at| at.try_into().ok()).unwrap_or_default();
    }
    table.keep("friend_asked");
    table.world.now.questions.clear();
    table.keep("friend");
    table.moments
}

impl Table {
    fn keep(&mut self, name: &'static str) {
        let told = self.told.split_off(self.told.len().saturating_sub(4));
        self.moments.push(Moment { name, world: Some(self.world.clone()), told });
        self.told.clear();
    }

    fn happen(&mut self, events: &[Event]) {
        let lines = tell(&self.world, events);
        for event in events {
            self.world.apply(event).unwrap_or_else(|wrong| panic!("{event:?}: {wrong:?}"));
        }
        let index = self.told.len() as u64 + 1;
        self.told.push(Told { index, events: events.to_vec(), lines, mark: None });
    }

    /// A player's wish, and all that follows from it without anyone's choice.
    fn ask(&mut self, player: PlayerId, verb: Verb) -> bool {
        let seat = if player == ME { SeatId(0) } else { SeatId(1) };
        let command = Command { seat, verb };
        let Ok(events) = resolve(&self.world, player, &command, &mut self.dice) else { return false };
        self.happen(&events);
        while let Some(events) = proceed(&self.world, &mut self.dice) {
            self.happen(&events);
        }
        true
    }

    /// Lets everyone else act until it is this player's turn: the friend declines and ends his turns.
    fn wait_for_me(&mut self) {
        for _ in 0..200 {
            let due = self.world.now.encounter.as_ref().and_then(|encounter| encounter.current());
            let asked = self.world.now.questions.last().map(|question| question.of);
            let player = if asked.or(due) == self.world.now.seats[&SeatId(0)].creature { ME } else { FRIEND };
            let verb = if asked.is_some() { Verb::Answer { yes: Consent::No } } else { Verb::EndTurn };
            if asked.is_none() && player == ME {
                return;
            }
            self.ask(player, verb);
        }
    }

    /// Reads a scene to its end, always by the first choice.
    fn listen(&mut self) {
        for _ in 0..40 {
            let offers = roundtable::rules::offers(&self.world, ME);
            let next = offers.iter().find(|offer| matches!(offer.command.verb, Verb::Choose { .. } | Verb::Continue));
            let Some(next) = next.filter(|_| self.world.now.story.scene.is_some()) else { return };
            self.ask(ME, next.command.verb.clone());
        }
    }

    /// Puts the party beside the first such thing of a map and uses it.
    fn stand_beside(&mut self, map: &str, wanted: impl Fn(&Is) -> bool) {
        let map = MapId::new(map);
        let things = self.world.tale.maps[&map].things.clone();
        for (id, thing) in things.iter().filter(|(_, thing)| wanted(&thing.is)) {
            for (x, y) in [(0, 1), (1, 0), (-1, 0), (0, -1)] {
                let at = Tile { x: thing.at[0].x + x, y: thing.at[0].y + y };
                self.travel(&map, at);
                if self.ask(ME, Verb::Interact { thing: id.clone() }) {
                    return;
                }
            }
        }
    }

    fn travel(&mut self, map: &MapId, at: Tile) {
        let heroes: Vec<_> = self.world.heroes().map(|hero| hero.id).collect();
        let spots = heroes.into_iter().zip(0..).map(|(hero, step)| (hero, Tile { x: at.x, y: at.y + step })).collect();
        self.happen(&[Event::Travelled { map: map.clone(), spots }]);
    }

    /// Steps into the first ambush there is.
    fn fight(&mut self) {
        let maps = self.world.tale.maps.clone();
        for (map, about) in maps.iter() {
            for thing in about.things.values().filter(|thing| matches!(thing.is, Is::Ambush { .. })) {
                for tile in &thing.at {
                    for (x, y) in [(0, 1), (-1, 0), (1, 0), (0, -1)] {
                        self.travel(map, Tile { x: tile.x + x, y: tile.y + y });
                        if self.ask(ME, Verb::Go(vec![*tile])) && self.world.now.encounter.is_some() {
                            return;
                        }
                    }
                }
            }
        }
    }
}

/// How the table stands, with something to show everywhere.
pub(crate) fn status(name: &str) -> Status {
    let person = |player, name: &str, host, link, path: Option<&'static str>, round_trip_ms| Person {
        player,
        name: name.to_owned(),
        host,
        chair: host,
        rests: false,
        link,
        path: path.map(|id| Sentence::new("verb-interact").with("what", Value::text(id))),
        round_trip_ms,
    };
    let mut status = Status {
        role: Role::Host,
        term: 3,
        table: "Wednesday".to_owned(),
        people: vec![
            person(ME, "Mika", true, Link::Here, None, None),
            person(FRIEND, "Jonas", false, Link::Good, Some("same network"), Some(4)),
            person(PlayerId([3; 32]), "Aiko", false, Link::Slow, Some("through Jonas"), Some(180)),
            person(PlayerId([4; 32]), "Per", false, Link::Trying, None, None),
        ],
        accepted: 214,
        durable: 214,
        machines: 3,
        adventures: vec![Adventure { name: "bell".to_owned(), title: "The Bell That Lost Its Tongue".to_owned() }],
        saved: vec![Saved {
            table: TableId([1; 32]),
            name: "Wednesday".to_owned(),
            with: vec!["Jonas".to_owned(), "Aiko".to_owned()],
            played: "2026-11-18".to_owned(),
        }],
        chat: [
            Said { name: "Jonas".to_owned(), text: "Shall we look at the mill first?".to_owned() },
            Said { name: "Mika".to_owned(), text: "Yes. But nobody touches the bell.".to_owned() },
        ]
        .into_iter()
        .collect(),
        ..Status::default()
    };
    if name == "lobby" {
        let text = "RT1-8G4C-J2KD-0W3R-5T6Y-9ZQX-4M1N-7B2P-VC8D-3F5H-1J6K-2Q4S-8E0T-6R9A-W5X7".to_owned();
        status.ticket = Some(Ticket { text, minutes_left: 55 });
    }
    if name == "lobby" || name == "door" {
        let digits = "482913".to_owned();
        status.knocks.push(Knock {
            player: PlayerId([5; 32]),
            name: "Sam".to_owned(),
            digits,
            by_ticket: true,
            seats: 1,
            places: if name == "door" { vec![(FRIEND, "Jonas".to_owned())] } else { Vec::new() },
        });
    }
    if name == "fight" {
        status.role = Role::Frozen { here: 2, of: 4 };
        status.durable = 212;
    }
    if name == "along" {
        (status.role, status.onward) = (Role::Waiting { here: 1, of: 2 }, true);
        let ago = Sentence::new("ago-minutes").with("count", 55);
        let line = Sentence::new("notice-went-on").with("name", Value::text("Jonas"));
        let line = line.with("ago", Value::Sentence(Box::new(ago)));
        status.notices.tell(Notice { weight: Weight::Warning, line });
    }
    status.voiceless = match name {
        "voiceless" => Some(Voiceless::PutBack),
        "convicted" => Some(Voiceless::Convicted),
        "replaced" => Some(Voiceless::Replaced),
        _ => None,
    };
    if name == "explore" {
        let line = Sentence::new("verb-interact").with("what", Value::text("Aiko's machine answers slowly."));
        status.notices.tell(Notice { weight: Weight::Warning, line });
    }
    if name == "near" {
        let near = |byte, name: &str, host: &str, free, stands| NearTable {
            player: PlayerId([byte; 32]),
            name: name.to_owned(),
            host: host.to_owned(),
            free,
            stands,
        };
        let tables = vec![
            near(5, "The Bell That Lost Its Tongue", "Jonas", 97, Stands::Open),
            near(6, "The Bell That Lost Its Tongue", "Wilhelmine of the Marsh", 0, Stands::Full),
            near(7, "Wednesday", "Aiko", 98, Stands::Saved),
            near(8, "舌をなくした鐘", "太郎", 99, Stands::OtherVersion),
        ];
        status.nearby = Some(Nearby { tables, unreached: false, waited: true });
    }
    if name == "joining" {
        status.joining = Some(Joining::Knocking { digits: "482913".to_owned(), host: "Jonas".to_owned() });
    }
    status.lab = match name {
        "lab_shelf" => Some(Lab::Shelf(SCRIPTS.map(Sentence::new).to_vec())),
        "lab" => Some(Lab::Night(Box::new(night()))),
        "lab_wrong" => Some(Lab::Night(Box::new(Night { verdict: Some(vec![1, 12]), shown_ms: 24_000, ..night() }))),
        _ => None,
    };
    status
}

/// The scripts of the lab's shelf, by what they are called.
const SCRIPTS: [&str; 5] =
    ["lab-script-free", "lab-script-evening", "lab-script-one-way", "lab-script-power-cut", "lab-script-liar"];

/// A simulated evening: the host and a friend are cut off, the others go on, then the new host's machine dies.
fn night() -> Night {
    let lane = |name: &str, spans: &[(u64, u64, State)]| Lane {
        name: name.to_owned(),
        spans: spans.iter().cloned().map(|(from_ms, to_ms, state)| Span { from_ms, to_ms, state }).collect(),
        durable: (0..60).map(|step| (step * 400, 12 + step)).collect(),
        wrong: name == "Dot",
        ..Lane::default()
    };
    let deaf = |others: &[usize]| State::Deaf(others.to_vec());
    let cut = (5_000, 13_000);
    let lanes = vec![
        lane(
            "Ada",
            &[(0, 13_200, State::Hosts(1)), (5_400, 13_200, State::Waits(2, 5)), (cut.0, cut.1, deaf(&[2, 3, 4]))],
        ),
        lane("Bob", &[(cut.0, cut.1, deaf(&[2, 3, 4])), (21_500, 40_000, State::Hosts(3))]),
        lane("Cid", &[(cut.0, cut.1, deaf(&[0, 1])), (6_200, 20_000, State::Hosts(2)), (20_000, 27_000, State::Off)]),
        lane("Dot", &[(cut.0, cut.1, deaf(&[0, 1])), (15_000, 18_000, State::Paused)]),
        lane("Evelyne", &[(cut.0, cut.1, deaf(&[0, 1]))]),
    ];
    Night {
        title: Some(Sentence::new("lab-script-evening")),
        shown_ms: 11_400,
        length_ms: 32_000,
        pace: 2,
        lanes,
        verdict: None,
    }
}
