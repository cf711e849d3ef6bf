//! A line of the text face, understood: a few words of the table's own, and every command of the rules.

use super::App;
use super::effect::{Card, Farewell};
use super::line::Line;
use super::opening::{Admit, Opening};
use super::report::offered;
use crate::rules;
use crate::rules::text::parse;
use crate::session::guest::{self, Ask};
use crate::session::host;
use crate::srd::load::NOTICE;
use crate::ui::view::TableId;
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

impl App {
    /// Does what a line says.
    pub(super) fn line(&mut self, line: &str) {
        let line = line.trim();
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (first.to_lowercase().as_str(), rest.trim()) {
            ("", _) => {}
            ("help", "") => {
                let told = self.words.text("line-help").split(" - ").map(str::to_owned).collect();
                self.say(Line::Help { told });
            }
            ("about", "") => {
                let ours = self.words.text("about-ours");
                let theirs = NOTICE.lines().filter(|line| !line.is_empty()).map(str::to_owned);
                self.say(Line::Help { told: std::iter::once(ours).chain(theirs).collect() });
            }
            ("quit", "") => self.quit(Farewell::Well),
            ("solo" | "host" | "join" | "continue" | "tables", rest) if self.sitting.is_none() => {
                self.sit_down(&first.to_lowercase(), rest);
            }
            ("offers", "") => self.say_offers(),
            ("look", "") => self.look(),
            ("state", "") => self.say_state(),
            ("save", "") => self.say_saved(),
            ("ticket", "") => self.say_ticket(),
            ("admit", name) => self.admit_line(name),
            ("turn", rest) if rest.starts_with("away ") => {
                self.open_door(&rest["away ".len()..], |player| host::Ask::TurnAway { player });
            }
            _ if self.sitting.is_some() && self.roster_line(line) => {}
            ("say", text) if !text.is_empty() => self.speak(text),
            _ => match self.spoken(line) {
                Some(text) => self.speak(&text),
                None => self.command(line),
            },
        }
    }

    /// What is said at no table yet: the title page in words.
    fn sit_down(&mut self, word: &str, rest: &str) {
        let named = || Some(rest.to_owned()).filter(|name| !name.is_empty());
        match word {
            "solo" => self.open(Opening::Solo { adventure: named(), table: None, hero: None }),
            "continue" => self.open(Opening::Host {
                table: Some(rest.to_owned()),
                adventure: None,
                hero: None,
                listen: Vec::new(),
                admit: Admit::Ask,
                ticket_ms: None,
            }),
            "host" => self.open(Opening::Host {
                table: None,
                adventure: named(),
                hero: None,
                listen: Vec::new(),
                admit: Admit::Ask,
                ticket_ms: None,
            }),
            "join" => self.open(Opening::Join { ticket: rest.to_owned(), hero: None, listen: Vec::new() }),
            _ => {
                let table = |(id, card): &(TableId, Card)| {
                    format!("{}  {}", data_encoding::HEXLOWER.encode(&id.0[..4]), card.name)
                };
                let told = self.saved.iter().map(table).collect();
                self.say(Line::Help { told });
            }
        }
    }

    /// `Ada says hello`, by whichever of one's heroes or by one's own name.
    fn spoken(&self, line: &str) -> Option<String> {
        let (name, text) = line.split_once(" says ")?;
        let heroes = self.seats.iter().filter_map(|seat| Some(self.world()?.hero(*seat)?.name.clone()));
        let mut names = heroes.chain([self.name_of(self.me())]);
        names.any(|known| known.to_lowercase() == name.trim().to_lowercase()).then(|| text.trim().to_owned())
    }

    fn speak(&mut self, text: &str) {
        let text = text.to_owned();
        self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Say(text))));
    }

    fn command(&mut self, line: &str) {
        let me = self.me();
        let Some(world) = self.world() else {
            return self.refused("NoTable".to_owned(), &Sentence::new("line-no-table"));
        };
        match parse(line, world, me) {
            Ok(command) => self.ask(command),
            Err(unclear) => self.refused("Unclear".to_owned(), &unclear.sentence()),
        }
    }

    fn say_offers(&mut self) {
        let me = self.me();
        let offers = self.world().map(|world| offered(&rules::offers(world, me))).unwrap_or_default();
        self.say(Line::Offers { offers });
    }

    fn open_door(&mut self, name: &str, ask: impl Fn(PlayerId) -> host::Ask) {
        if self.sitting.as_ref().is_none_or(|sitting| sitting.host.is_none()) {
            return self.refused("NotHost".to_owned(), &Sentence::new("line-only-host"));
        }
        match self.knocking(name) {
            Some(player) => self.answer_door(ask(player)),
            None => self.nobody("line-nobody", "NobodyKnocks", name),
        }
    }

    /// `admit NAME`, or `admit NAME as MEMBER` for a member on another machine.
    fn admit_line(&mut self, name: &str) {
        let (known, split) = (self.knocking(name), name.rsplit_once(" as "));
        let Some((name, place)) = split.filter(|_| known.is_none()) else {
            return self.open_door(name, |player| host::Ask::Admit { player });
        };
        match (self.knocking(name), self.member(place.trim())) {
            (Some(player), Some(place)) => self.admit_as(player, place),
            (None, _) => self.open_door(name, |player| host::Ask::Admit { player }),
            (Some(_), None) => self.nobody("line-no-member", "NoSuchMember", place),
        }
    }

    fn nobody(&mut self, id: &'static str, reason: &str, name: &str) {
        let told = Sentence::new(id).with("name", Value::text(name.trim()));
        self.refused(reason.to_owned(), &told);
    }

    /// Who knocks under a name, or with a key.
    fn knocking(&self, name: &str) -> Option<PlayerId> {
        let name = name.trim().to_lowercase();
        let mut knocks = self.status.knocks.iter();
        let hex = |player: &PlayerId| data_encoding::HEXLOWER.encode(&player.0);
        let knock = knocks.find(|knock| knock.name.to_lowercase() == name || hex(&knock.player) == name);
        knock.map(|knock| knock.player)
    }
}
