//! A line of text being read: words, numbers, tiles, and the names of what is there and what is in the book.

use std::fmt;

use crate::srd::id::{FeatureId, ItemId, SpellId};
use crate::tale::id::ThingId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Words that one name has at the most.
const NAME_WORDS_MAX: usize = 8;

/// Why a line is no command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseProblem {
    /// What was looked for.
    pub wanted: &'static str,
    /// Where it should have stood: the rest of the line.
    pub at: String,
}

impl fmt::Display for ParseProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() {
            write!(f, "the line ends where {} should follow", self.wanted)
        } else {
            write!(f, "\"{}\" is not {}", self.at, self.wanted)
        }
    }
}

impl std::error::Error for ParseProblem {}

/// What is left to read of a line.
#[derive(Clone)]
pub(super) struct Line<'a> {
    pub(super) world: &'a World,
    rest: &'a str,
}

impl<'a> Line<'a> {
    /// A line from its start.
    pub(super) fn new(world: &'a World, text: &'a str) -> Line<'a> {
        Line { world, rest: text.trim() }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// The problem that something else stands here.
    pub(super) fn wrong(&self, wanted: &'static str) -> ParseProblem {
        ParseProblem { wanted, at: self.rest.chars().take(80).collect() }
    }

    /// Reads these words if they come next, whatever their case.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let Some(head) = self.rest.get(..words.len()).filter(|head| head.eq_ignore_ascii_case(words)) else {
            return false;
        };
        let rest = &self.rest[head.len()..];
        // A word is read whole or not at all.
        if rest.chars().next().is_some_and(|next| next.is_alphanumeric() || next == '_') {
            return false;
        }
        self.rest = rest.trim_start();
        true
    }

    /// Reads words that must come next.
    pub(super) fn must(&mut self, words: &'static str) -> Result<(), ParseProblem> {
        if self.eat(words) { Ok(()) } else { Err(self.wrong(words)) }
    }

    /// Reads one word.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        let word = self.rest.get(..end).filter(|word| !word.is_empty())?;
        self.rest = self.rest[end..].trim_start();
        Some(word)
    }

    /// Reads up to the next `;`, or to the end.
    pub(super) fn part(&mut self) -> &'a str {
        let (part, rest) = self.rest.split_once(';').unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        part.trim()
    }

    /// True when all was read.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Errs when something is left.
    pub(super) fn done(&self) -> Result<(), ParseProblem> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.wrong("the end of the line")) }
    }

    /// Reads a number.
    pub(super) fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        let mut ahead = self.clone();
        let number = ahead.word()?.parse().ok()?;
        *self = ahead;
        Some(number)
    }

    /// Reads a tile: `3,4`.
    pub(super) fn tile(&mut self) -> Option<Tile> {
        let mut ahead = self.clone();
        let (x, y) = ahead.word()?.split_once(',')?;
        let tile = Tile { x: x.trim().parse().ok()?, y: y.trim().parse().ok()? };
        *self = ahead;
        Some(tile)
    }

    /// Reads the name of somebody present, the longest that fits.
    pub(super) fn creature(&mut self) -> Option<&'a Creature> {
        let mut all: Vec<&Creature> = self.world.now.creatures.values().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.name.len()));
        all.into_iter().find(|one| self.eat(&one.name))
    }

    /// Reads the name of somebody who must be present.
    pub(super) fn someone(&mut self) -> Result<CreatureId, ParseProblem> {
        let wrong = self.wrong("the name of somebody here");
        self.creature().map(|one| one.id).ok_or(wrong)
    }

    /// Reads names, with commas between them or without, as many as come.
    pub(super) fn everyone(&mut self) -> Vec<CreatureId> {
        let mut all = Vec::new();
        loop {
            if let Some(rest) = self.rest.strip_prefix(',') {
                self.rest = rest.trim_start();
            }
            match self.creature() {
                Some(one) => all.push(one.id),
                None => return all,
            }
        }
    }

    /// Reads the longest run of words that `known` knows as an id, written with blanks or with underscores.
    pub(super) fn id<T>(&mut self, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let mut ends = Vec::new();
        let mut at = 0;
        for word in self.rest.split_whitespace().take(NAME_WORDS_MAX) {
            let Some(start) = self.rest.get(at..).and_then(|rest| rest.find(word)) else { break };
            at += start + word.len();
            ends.push(at);
        }
        for end in ends.into_iter().rev() {
            let Some(text) = self.rest.get(..end) else { continue };
            let text = text.trim_end_matches(',');
            let id: String = text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
            if let Some(found) = known(&id) {
                self.rest = self.rest[text.len()..].trim_start().trim_start_matches(',').trim_start();
                return Some(found);
            }
        }
        None
    }

    /// Reads a spell's name.
    pub(super) fn spell(&mut self) -> Result<SpellId, ParseProblem> {
        let book = &self.world.book;
        let wrong = self.wrong("the name of a spell");
        self.id(|text| book.spells.get_key_value(&SpellId::new(text)).map(|(id, _)| id.clone())).ok_or(wrong)
    }

    /// Reads an item's name.
    pub(super) fn item(&mut self) -> Result<ItemId, ParseProblem> {
        let book = &self.world.book;
        let wrong = self.wrong("the name of a thing");
        self.id(|text| book.items.get_key_value(&ItemId::new(text)).map(|(id, _)| id.clone())).ok_or(wrong)
    }

    /// Reads a feature's name.
    pub(super) fn feature(&mut self) -> Option<FeatureId> {
        let book = &self.world.book;
        self.id(|text| book.features.get_key_value(&FeatureId::new(text)).map(|(id, _)| id.clone()))
    }

    /// Reads the name of a thing on the map, with or without an article.
    pub(super) fn thing(&mut self) -> Result<ThingId, ParseProblem> {
        self.eat("the");
        let world = self.world;
        let wrong = self.wrong("something on this map");
        let known = |text: &str| {
            let same =
                |id: &&ThingId| id.as_str().replace(['-', ' '], "_").eq_ignore_ascii_case(&text.replace('-', "_"));
            world.map()?.things.keys().find(same).cloned()
        };
        self.id(known).ok_or(wrong)
    }
}

/// An id as it is written in a line: with blanks.
pub(super) fn plain(id: impl fmt::Display) -> String {
    id.to_string().replace('_', " ")
}
