//! Two friends in two real windows, with keys and the clipboard: an evening in each language, read off their screens.
//!
//! Runs where `ROUNDTABLE_XVFB=1` is set and Xvfb and xdotool are there, else says why not. Pictures of every page lie in
//! `target/tmp/window` afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "window/display.rs"]
mod display;
#[path = "real/player.rs"]
mod player;
#[path = "window/reader.rs"]
mod reader;
#[path = "window/seat.rs"]
mod seat;
#[path = "real/table.rs"]
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use display::Display;
use player::Player;
use reader::Reader;
use roundtable::words::fluent::Language;
use roundtable::words::sentence::{Sentence, Value};
use seat::Seat;
use table::{QUIC, agree, back};

/// Two friends, how large their windows are, and which language both read.
struct Evening<'a> {
    display: &'a Display,
    reader: &'a Reader,
    place: PathBuf,
    language: Language,
    scale: usize,
    pictures: PathBuf,
}

/// How the ticket comes from one screen to the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ticket {
    /// Copied and pasted.
    Clipboard,
    /// Read off the screen and typed.
    Typed,
}

impl<'a> Evening<'a> {
    fn folder(&self, at: usize) -> PathBuf {
        self.place.join(["Mika", "Jonas"][at])
    }

    /// Opens both windows. The language is the one that was chosen in them before, or English.
    fn windows(&self, language: Language) -> [Seat<'a>; 2] {
        [0, 1].map(|half| {
            let screen = (self.display, self.reader);
            let mut seat = Seat::start(screen, &self.folder(half), (half, self.scale), &self.pictures);
            seat.speaks(language);
            let row = seat.says("title-settings");
            seat.reads(&row);
            seat
        })
    }

    fn shoot(&self, seat: &Seat<'_>, what: &str) {
        seat.shoots(&format!("{}-{}x-{what}", self.language.code(), self.scale));
    }
}

/// Another language is chosen on the settings page.
fn choose_language(seat: &mut Seat<'_>, language: Language) {
    let row = seat.says("title-settings");
    seat.chooses(&row);
    let row = seat.says("options-language");
    seat.goes_to(&row);
    seat.press(&["Right"]);
    seat.speaks(language);
    let row = seat.says("options-language");
    seat.reads(&row);
    seat.press(&["Escape"]);
    let row = seat.says("title-settings");
    seat.reads(&row);
}

/// A row of the title page that asks for a name first.
fn with_name(seat: &mut Seat<'_>, row: &str) {
    let row = seat.says(row);
    seat.chooses(&row);
    let ask = seat.says("name-ask");
    seat.wait("the question for a name", |seat, _| ask.split(' ').all(|word| seat.sees(word)) || seat.sees(&ask));
    let name = seat.name.clone();
    seat.types(&name);
    seat.reads(&name);
    seat.press(&["Return"]);
    seat.chooses(&row);
}

/// From the title page to two heroes at one table.
fn sit_down(evening: &Evening<'_>, [host, guest]: &mut [Seat<'_>; 2], ticket: Ticket) {
    evening.shoot(host, "title");
    with_name(host, "title-host");
    let label = host.says("lobby-ticket");
    host.reads(&label);
    evening.shoot(host, "ticket");
    with_name(guest, "title-join");
    let paste = guest.says("sit-paste");
    guest.reads(&paste);
    match ticket {
        Ticket::Clipboard => {
            let copy = host.says("lobby-copy");
            host.chooses(&copy);
            let copied = host.says("lobby-copied");
            host.reads(&copied);
            guest.chooses(&paste);
        }
        Ticket::Typed => {
            let text = read_ticket(host);
            guest.types(&text);
        }
    }
    guest.reads("RT1-");
    evening.shoot(guest, "join");
    guest.press(&["Return"]);
    let knocks = Sentence::new("lobby-knock").with("who", Value::text("Jonas"));
    let knocks = host.tells(&knocks);
    host.reads(&knocks);
    let digits = guest.says("sit-digits");
    guest.reads(&digits);
    evening.shoot(host, "knock");
    evening.shoot(guest, "knocking");
    let admit = host.says("lobby-admit");
    host.chooses(&admit);
    for (seat, hero) in [(host, "Ada"), (guest, "Pip")] {
        let row = seat.says("lobby-hero");
        seat.chooses(&row);
        seat.goes_to(hero);
        if hero == "Ada" {
            evening.shoot(seat, "heroes");
        }
        seat.press(&["Return"]);
        let begin = seat.says("lobby-begin");
        seat.reads(&begin);
    }
}

/// The ticket as it stands in the lobby.
fn read_ticket(host: &mut Seat<'_>) -> String {
    host.reads_on("RT1-", "0123456789ABCDEFGHJKMNPQRSTVWXYZ-").concat()
}

/// The adventure begins; both read what is told and walk to the market together.
fn walk(evening: &Evening<'_>, seats: &mut [Seat<'_>; 2]) {
    let begin = seats[0].says("lobby-begin");
    seats[0].chooses(&begin);
    seats[1].misses(&begin);
    evening.shoot(&seats[1], "opening");
    read_on(&mut seats[0], "mallow");
    let place = place(&seats[1], "mallow");
    seats[1].reads(&place);
    let vesk = seats[0].says("bell-name-vesk");
    for seat in seats.iter_mut() {
        // The market lies in the north-east; whoever stands beside someone reads his name.
        seat.strolls(["Up", "Right"], &vesk);
    }
    for seat in seats.iter() {
        evening.shoot(seat, &format!("board-{}", seat.name));
    }
}

/// A talk at the stall, and a torch from it.
fn shop(evening: &Evening<'_>, seats: &mut [Seat<'_>; 2]) {
    let [host, guest] = seats;
    let trade = head(&host.says("bell-vesk-trade"));
    host.press(&["Return"]);
    // What is told writes itself; who listens may choose as well as who began to talk.
    for seat in [&mut *host, &mut *guest] {
        seat.reads(&trade);
        evening.shoot(seat, &format!("dialogue-{}", seat.name));
    }
    host.chooses(&trade);
    let sells = host.says("trade-sell");
    host.reads(&sells);
    let purse = |seat: &Seat<'_>, coins: &[(&'static str, u8)]| {
        let coins: Vec<String> =
            coins.iter().map(|(id, count)| seat.tells(&Sentence::new(*id).with("count", *count))).collect();
        let purse = Sentence::new("trade-purse").with("who", Value::text("Ada"));
        seat.tells(&purse.with("coins", Value::text(coins.join(" "))))
    };
    let before = purse(host, &[("purse-gp", 15)]);
    host.reads(&before);
    evening.shoot(host, "shop-Mika");
    let torch = host.says("item-torch");
    host.seeks(&torch);
    host.press(&["Return"]);
    let after = purse(host, &[("purse-gp", 14), ("purse-sp", 9), ("purse-cp", 9)]);
    host.reads(&after);
    println!("{before} before a torch, {after} after it");
    evening.shoot(guest, "shop-Jonas");
    host.press(&["Escape"]);
    let place = place(host, "mallow");
    for seat in [&mut *host, &mut *guest] {
        seat.reads(&place);
        seat.press(&["c"]);
        let leaf = seat.says("sheet-proficiency");
        seat.reads(&leaf);
        evening.shoot(seat, &format!("sheet-{}", seat.name));
        seat.press(&["Right"]);
        let leaf = seat.says("sheet-save");
        seat.reads(&leaf);
        evening.shoot(seat, &format!("skills-{}", seat.name));
        seat.press(&["Escape"]);
        seat.reads(&place);
    }
}

/// Both go to bed: the table is left through the menu, the program through the title page.
fn good_night(seats: &mut [Seat<'_>; 2]) {
    for seat in seats.iter_mut().rev() {
        let row = seat.says("pause-leave");
        seat.presses_until(&["Escape"], &row);
        seat.chooses(&row);
        let sure = seat.says("pause-leave-sure");
        seat.chooses(&sure);
        let row = seat.says("title-quit");
        seat.chooses(&row);
        assert_eq!(seat.ends(), Some(0), "{}", seat.name);
    }
}

/// The long way to the wolves, as lines of text on the same two folders.
fn go_on_as_text(evening: &Evening<'_>) {
    let tables = evening.folder(0).join("tables");
    let table = fs::read_dir(tables).unwrap().next().unwrap().unwrap().file_name();
    let table = table.to_string_lossy().into_owned();
    let arguments = ["host", "--table", &table, "--admit", "all", "--listen", QUIC];
    let mut one = Player::start(&evening.folder(0), &arguments);
    let ticket = one.kind("ticket")["ticket"].as_str().unwrap().to_owned();
    let mut two = Player::start(&evening.folder(1), &["join", &ticket, "--listen", QUIC]);
    back(&mut two);
    for (line, who) in [
        ("Ada goes to east gate", 0),
        ("Pip goes to east gate", 1),
        ("Ada goes through the east gate", 0),
        ("Ada goes to signpost", 0),
        ("Pip goes to signpost", 1),
    ] {
        let (player, other) = if who == 0 { (&mut one, &mut two) } else { (&mut two, &mut one) };
        let entry = player.act(line).unwrap_or_else(|why| panic!("{line}: {why}"));
        // Whoever goes next must know where the party is by now.
        other.reach(entry["index"].as_u64().unwrap());
    }
    let entries = agree(&mut one, &mut two);
    println!("{entries} entries went on as text");
    assert_eq!(two.quit(), Some(0));
    assert_eq!(one.quit(), Some(0));
}

/// Both continue their table in windows, walk into the wolves and strike.
fn fight(evening: &Evening<'_>, seats: &mut [Seat<'_>; 2]) {
    for seat in seats.iter_mut() {
        let row = seat.says("title-continue");
        seat.chooses(&row);
        let open = seat.says("shelf-open");
        seat.reads(&open);
        evening.shoot(seat, &format!("continue-{}", seat.name));
        seat.press(&["Return"]);
        let place = place(seat, "road");
        seat.reads(&place);
    }
    let round = seats[0].tells(&Sentence::new("fight-round").with("number", 1));
    if !seats[0].holds(&["Right"], WALK, |seat| seat.sees(&round)) {
        seats[0].fail("walks past the wolves");
    }
    seats[1].reads(&round);
    evening.shoot(&seats[1], "fight-begins");
    let mut struck = [false; 2];
    for _ in 0..TURNS_MAX {
        let Some(at) = whose_turn(seats) else {
            assert_ne!(struck, [false; 2], "the fight is over without an attack");
            println!("one of the two fell before a turn of his own");
            return;
        };
        struck[at] |= strike(evening, &mut seats[at]);
        if struck == [true; 2] {
            return;
        }
        let end = seats[at].says("menu-end");
        if !struck[at] || seats[at].sees(&end) {
            seats[at].press(&["e"]);
            seats[at].misses(&end);
        }
    }
    seats[0].fail("the fight goes on without two attacks");
}

/// Waits until one of the two may choose, and says yes to what is asked meanwhile. None once the fight is over: the dice
/// are real, so the wolves can fell one of the two before his first turn.
fn whose_turn(seats: &mut [Seat<'_>; 2]) -> Option<usize> {
    let [end, yes, after, defeat] =
        ["menu-end", "verb-yes", "bell-wolves_after", "bell-defeat"].map(|id| head(&seats[0].says(id)));
    let started = Instant::now();
    while started.elapsed() < 2 * seat::PATIENCE {
        if let Some(at) = seats.iter().position(|seat| seat.sees(&end)) {
            return Some(at);
        }
        if seats.iter().any(|seat| seat.sees(&after) || seat.sees(&defeat)) {
            return None;
        }
        if let Some(asked) = seats.iter_mut().find(|seat| seat.sees(&yes)) {
            asked.press(&["Return"]);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    seats[1].fail("nobody has a turn")
}

/// Attacks whoever can be attacked; false where nobody can.
fn strike(evening: &Evening<'_>, seat: &mut Seat<'_>) -> bool {
    evening.shoot(seat, &format!("turn-{}", seat.name));
    let attack = seat.says("menu-attack");
    if !seat.sees(&attack) {
        return false;
    }
    let end = seat.says("menu-end");
    seat.chooses(&attack);
    seat.misses(&end);
    evening.shoot(seat, &format!("weapons-{}", seat.name));
    seat.press(&["Return"]);
    evening.shoot(seat, &format!("aim-{}", seat.name));
    seat.press(&["Return"]);
    std::thread::sleep(Duration::from_millis(700));
    evening.shoot(seat, &format!("strike-{}", seat.name));
    true
}

/// Reads a scene to its end: leaf after leaf until the map is there.
fn read_on(seat: &mut Seat<'_>, map: &str) {
    let place = place(seat, map);
    seat.presses_until(&["Return"], &place);
}

/// The strip that says where the party is.
fn place(seat: &Seat<'_>, map: &str) -> String {
    let tale = &roundtable::tale::standard()[0];
    let name = tale.maps.iter().find(|(id, _)| id.as_str() == map).map(|(_, map)| map.name.as_str()).unwrap();
    let name = Value::text(seat.says(name));
    seat.tells(&Sentence::new("explore-day").with("day", 1).with("place", name))
}

/// The first words of a sentence that may be broken into lines.
fn head(text: &str) -> String {
    if text.is_ascii() { text.split(' ').take(3).collect::<Vec<_>>().join(" ") } else { text.chars().take(7).collect() }
}

/// How long the walk along the road may take.
const WALK: Duration = Duration::from_secs(40);
/// More turns than two attacks need.
const TURNS_MAX: usize = 16;

/// One evening in windows, from the title page to a fight, and what the ledgers say afterwards.
fn evening(language: Language, scale: usize, ticket: Ticket) {
    let Some(display) = Display::start() else { return };
    let place = tempfile::tempdir().unwrap();
    let reader = Reader::new();
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window");
    fs::create_dir_all(&pictures).unwrap();
    let (display, place) = (&display, place.path().to_path_buf());
    let evening = Evening { display, reader: &reader, place, language, scale, pictures };
    let mut seats = evening.windows(Language::English);
    if language != Language::English {
        for seat in &mut seats {
            choose_language(seat, language);
        }
    }
    sit_down(&evening, &mut seats, ticket);
    walk(&evening, &mut seats);
    shop(&evening, &mut seats);
    good_night(&mut seats);
    go_on_as_text(&evening);
    let mut seats = evening.windows(language);
    fight(&evening, &mut seats);
}

/// One evening at a time: two windows are enough for one machine.
static TABLE: Mutex<()> = Mutex::new(());

#[test]
fn two_friends_play_in_two_small_windows() {
    let _alone = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    evening(Language::English, 1, Ticket::Clipboard);
}

#[test]
fn two_friends_play_in_two_large_windows_in_japanese() {
    let _alone = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    evening(Language::Japanese, 4, Ticket::Typed);
}

/// A tester in the partition lab: cuts the host off, mends, and has the evening judged.
#[test]
fn a_tester_breaks_a_network_in_a_window() {
    let _alone = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(display) = Display::start() else { return };
    let place = tempfile::tempdir().unwrap();
    let reader = Reader::new();
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window");
    fs::create_dir_all(&pictures).unwrap();
    let mut seat = Seat::start((&display, &reader), &place.path().join("Mika"), (0, 3), &pictures);
    for row in ["lab-title", "lab-script-free"] {
        let row = seat.says(row);
        seat.chooses(&row);
    }
    let ada = |id: &'static str| Sentence::new(id).with("name", Value::text("Ada"));
    let goes_on = seat.tells(&ada("lab-goes-on"));
    seat.reads(&goes_on);
    seat.press(&["Up"]);
    let cut = seat.tells(&Sentence::new("lab-told-cut").with("sides", Value::text("A | BCDE")));
    seat.reads(&cut);
    let waits = seat.tells(&ada("lab-told-waits").with("answer", 1_u16).with("of", 5_u16));
    seat.reads(&waits);
    seat.shoots("lab-cut");
    seat.press(&["Up"]);
    let healed = seat.says("lab-told-healed");
    seat.reads(&healed);
    seat.press(&["Return"]);
    let judge = seat.says("lab-do-finish");
    seat.chooses(&judge);
    let over = head(&seat.says("lab-holds"));
    seat.reads(&over);
    seat.shoots("lab-over");
}
