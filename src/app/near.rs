//! Tables near: who shows himself on this network, what his signboard says, and who of them is looked for by name.

use std::collections::BTreeMap;

use super::App;
use super::effect::{Lane, Reach};
use super::line::Line;
use crate::session::hash::Hash;
use crate::session::signboard::Signboard;
use crate::session::wire::{Message, ToHost};
use crate::ui::view::{Joining, NearTable, Nearby, Stands, TableId};
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

/// Doors that are looked at: a network that shows more is no living room.
const DOORS_MAX: usize = 32;
/// Each signboard is looked at this often, and forgotten when three looks were not answered.
const LOOK_MS: u64 = 4_000;
const FORGET_MS: u64 = 3 * LOOK_MS;
/// After this long with nothing found the player is told so, and a search by name ends.
const PATIENCE_MS: u64 = 8_000;
/// Once a table that fits the name is found, another one has so long to show itself.
const SETTLE_MS: u64 = 1_000;

/// What is known of this network while someone looks around.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// When the look began; none while nobody looks.
    since_ms: Option<u64>,
    doors: BTreeMap<PlayerId, Door>,
    sought: Option<Sought>,
}

/// One machine that showed itself.
#[derive(Debug, Default)]
pub(super) struct Door {
    pub(super) addresses: Vec<String>,
    linked: bool,
    /// Dialled in vain.
    unreached: bool,
    looked_ms: Option<u64>,
    /// What it says, and when it said so last.
    pub(super) board: Option<(Signboard, u64)>,
    /// What was said of it last, so that only news is said.
    said: Option<NearTable>,
}

/// A table that is looked for by its name or its host's.
#[derive(Debug)]
struct Sought {
    name: String,
    until_ms: u64,
    found_ms: Option<u64>,
}

/// What became of a search.
enum Search {
    GoesOn,
    Found(PlayerId),
    Several,
    Nothing,
}

impl Near {
    /// The signboard of a machine, if it has one.
    pub(super) fn board(&self, player: PlayerId) -> Option<&Signboard> {
        self.doors.get(&player)?.board.as_ref().map(|(board, _)| board)
    }

    /// One machine that showed itself.
    pub(super) fn door(&self, player: PlayerId) -> Option<&Door> {
        self.doors.get(&player)
    }

    /// Every table there is, by name, as the screen shows it.
    fn tables(&self, book: Hash, saved: impl Fn([u8; 8]) -> Option<TableId>) -> Vec<NearTable> {
        let shown = |(player, door): (&PlayerId, &Door)| {
            let (board, _) = door.board.as_ref()?;
            let stands = match saved(board.fingerprint) {
                _ if !board.fits(book) => Stands::OtherVersion,
                Some(_) => Stands::Saved,
                None if board.free == 0 => Stands::Full,
                None => Stands::Open,
            };
            let (name, host) = (board.table.clone(), board.host.clone());
            Some(NearTable { player: *player, name, host, free: board.free, stands })
        };
        let mut tables: Vec<NearTable> = self.doors.iter().filter_map(shown).collect();
        tables.sort_by(|one, other| (&one.name, one.player).cmp(&(&other.name, other.player)));
        tables
    }

    /// The machines that are linked.
    pub(super) fn linked(&self) -> impl Iterator<Item = (PlayerId, &Door)> {
        self.doors.iter().filter(|(_, door)| door.linked).map(|(player, door)| (*player, door))
    }

    /// Whether anyone looks.
    pub(super) fn looks(&self) -> bool {
        self.since_ms.is_some()
    }

    fn search(&mut self, now_ms: u64) -> Search {
        let Some(sought) = &mut self.sought else { return Search::GoesOn };
        let wanted = sought.name.to_lowercase();
        let fits = |door: &Door| {
            let board = door.board.as_ref().map(|(board, _)| board);
            board.is_some_and(|board| board.table.to_lowercase() == wanted || board.host.to_lowercase() == wanted)
        };
        let fitting: Vec<PlayerId> =
            self.doors.iter().filter(|(_, door)| fits(door)).map(|(player, _)| *player).collect();
        if fitting.is_empty() {
            return if now_ms >= sought.until_ms { Search::Nothing } else { Search::GoesOn };
        }
        let found_ms = *sought.found_ms.get_or_insert(now_ms);
        match fitting[..] {
            _ if now_ms < found_ms + SETTLE_MS => Search::GoesOn,
            [one] => Search::Found(one),
            _ => Search::Several,
        }
    }
}

impl App {
    /// The screen shows what is near, or shows it no longer.
    pub(super) fn mind_near(&mut self) {
        let knocks = matches!(self.status.joining, Some(Joining::Trying(_) | Joining::Knocking { .. }));
        if !self.ui.looks_around() {
            if !knocks {
                self.look_away();
            }
        } else if knocks || self.sitting.is_none() {
            self.look_around();
        }
    }

    /// Begins to look for tables on this network.
    pub(super) fn look_around(&mut self) {
        if self.near.since_ms.is_none() {
            self.near.since_ms = Some(self.now_ms);
            self.reach(Reach::Discover);
            self.show_near();
        }
    }

    /// Looks no more. Whoever plays at a table on this network goes on being found; nobody else is.
    pub(super) fn look_away(&mut self) {
        let Near { since_ms, doors, .. } = std::mem::take(&mut self.near);
        self.status.nearby = None;
        if since_ms.is_none() {
            return;
        }
        for (player, door) in doors {
            self.leave_door(player, &door);
        }
        if !self.announced {
            self.reach(Reach::Hide);
        }
    }

    /// Looks for a table by its name or its host's, and knocks there once it is found.
    pub(super) fn seek(&mut self, name: &str) {
        let name = name.trim().to_owned();
        let told = Sentence::new("near-seeking").with("name", Value::text(name.as_str()));
        self.status.joining = Some(Joining::Trying(told.clone()));
        self.look_around();
        self.near.sought = Some(Sought { name, until_ms: self.now_ms + PATIENCE_MS, found_ms: None });
        self.inform("Seeking", told);
    }

    /// Someone showed himself on this network.
    pub(super) fn near_found(&mut self, player: PlayerId, addresses: &[String]) {
        let room = self.near.doors.len() < DOORS_MAX || self.near.doors.contains_key(&player);
        if self.near.since_ms.is_none() || player == self.me() || !room {
            return;
        }
        let up = self.links.way(player).is_some_and(|way| way.up);
        let door = self.near.doors.entry(player).or_default();
        (door.addresses, door.linked) = (addresses.to_vec(), up);
        self.reach(Reach::KeepLink { player, addresses: addresses.to_vec() });
        self.look_at_doors();
    }

    /// A machine near can be reached, or not any more.
    pub(super) fn near_linked(&mut self, player: PlayerId) {
        let up = self.links.way(player).is_some_and(|way| way.up);
        if let Some(door) = self.near.doors.get_mut(&player) {
            (door.linked, door.looked_ms, door.unreached) = (up, None, false);
            if !up {
                door.board = None;
            }
            self.look_at_doors();
            self.show_near();
        }
    }

    /// A machine near was dialled in vain.
    pub(super) fn near_unreached(&mut self, player: PlayerId) {
        if let Some(door) = self.near.doors.get_mut(&player).filter(|door| !door.linked) {
            door.unreached = true;
            self.show_near();
        }
    }

    /// A machine shows itself no more.
    pub(super) fn near_vanished(&mut self, player: PlayerId) {
        if let Some(door) = self.near.doors.remove(&player) {
            self.leave_door(player, &door);
            self.show_near();
        }
    }

    /// A machine near says what is played there.
    pub(super) fn near_shows(&mut self, player: PlayerId, board: Signboard) {
        let now_ms = self.now_ms;
        let Some(door) = self.near.doors.get_mut(&player) else { return };
        let known = door.board.replace((board.clone(), now_ms)).map(|(known, _)| known);
        // Where a ticket's own addresses lead to a machine near, the visitor is told of it only now.
        if known.map(|known| known.fingerprint) != Some(board.fingerprint) && self.visits(board.fingerprint) {
            self.with_sitting(|sitting| sitting.linked(player));
        }
        self.show_near();
    }

    /// Time went by: looks again, forgets who does not answer, and ends a search.
    pub(super) fn near_ticked(&mut self) {
        let Some(since_ms) = self.near.since_ms else { return };
        if self.sitting.is_some() && self.status.joining.is_none() {
            return self.look_away();
        }
        let now_ms = self.now_ms;
        let mut changed = false;
        for door in self.near.doors.values_mut() {
            changed |= door.board.take_if(|(_, at_ms)| now_ms.saturating_sub(*at_ms) > FORGET_MS).is_some();
        }
        let waited = now_ms.saturating_sub(since_ms) >= PATIENCE_MS;
        changed |= self.status.nearby.as_ref().is_some_and(|nearby| nearby.waited != waited);
        self.look_at_doors();
        if changed {
            self.show_near();
        }
        match self.near.search(now_ms) {
            Search::GoesOn => {}
            Search::Found(player) => {
                self.near.sought = None;
                self.approach(player);
            }
            Search::Several => self.not_found("near-several", "SeveralNear"),
            Search::Nothing => self.not_found("near-none", "NobodyNear"),
        }
    }

    /// The search came to nothing: says what else is near.
    fn not_found(&mut self, id: &'static str, reason: &str) {
        let Some(sought) = self.near.sought.take() else { return };
        let tables = self.status.nearby.iter().flat_map(|nearby| &nearby.tables);
        let others: Vec<String> = tables.map(|table| format!("{} ({})", table.name, table.host)).collect();
        let told = Sentence::new(id).with("name", Value::text(sought.name)).with("count", others.len() as i64);
        self.not_joined(reason, told.with("others", Value::text(others.join(", "))));
    }

    /// Looks at every signboard whose time it is.
    fn look_at_doors(&mut self) {
        let now_ms = self.now_ms;
        let due = |door: &Door| door.looked_ms.is_none_or(|at_ms| now_ms.saturating_sub(at_ms) >= LOOK_MS);
        let mut looks = Vec::new();
        for (player, door) in self.near.doors.iter_mut().filter(|(_, door)| door.linked && due(door)) {
            door.looked_ms = Some(now_ms);
            looks.push(*player);
        }
        for player in looks {
            let bytes = Message::ToHost(ToHost::Look).to_frame().to_vec();
            self.reach(Reach::Send { player, lane: Lane::Ctrl, bytes });
        }
    }

    /// A link that only the look needed is given up.
    fn leave_door(&mut self, player: PlayerId, door: &Door) {
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        let sits_here = table.is_some_and(|table| table.members.contains_key(&player));
        let visited = door.board.as_ref().is_some_and(|(board, _)| self.visits(board.fingerprint));
        if sits_here || visited {
            return;
        }
        self.reach(Reach::Forget { player });
        if door.linked {
            self.reach(Reach::Close { player, why: "looked around".to_owned() });
        }
    }

    /// Brings what the screen shows up to date, and says what is new.
    fn show_near(&mut self) {
        let Some(since_ms) = self.near.since_ms else { return };
        let tables = self.near.tables(self.library.book(), |fingerprint| self.saved_as(fingerprint));
        let unreached = self.near.doors.values().any(|door| door.unreached);
        let waited = self.now_ms.saturating_sub(since_ms) >= PATIENCE_MS;
        let mut news = Vec::new();
        for table in &tables {
            if let Some(door) = self.near.doors.get_mut(&table.player)
                && door.said.replace(table.clone()).as_ref() != Some(table)
            {
                news.push(near_line(table));
            }
        }
        self.status.nearby = Some(Nearby { tables, unreached, waited });
        news.into_iter().for_each(|line| self.say(line));
    }
}

fn near_line(table: &NearTable) -> Line {
    Line::Near {
        player: data_encoding::HEXLOWER.encode(&table.player.0),
        table: table.name.clone(),
        host: table.host.clone(),
        free: table.free,
        stands: match table.stands {
            Stands::Open => "open",
            Stands::Full => "full",
            Stands::OtherVersion => "other_version",
            Stands::Saved => "saved",
        },
    }
}
