//! A night's history: what each machine and each person saw, in order, with nothing of how it came about.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::session::hash::Hash;
use crate::session::ledger::Batch;
use crate::world::id::PlayerId;

/// What happened in one night, for the checkers and the picture.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The players by machine.
    pub players: Vec<PlayerId>,
    /// What they are called.
    pub names: Vec<String>,
    /// When everyone had sat down: scripts count from here.
    pub began_ms: u64,
    /// What was seen, oldest first.
    pub moments: Vec<Moment>,
    /// What each machine that is on holds in the end.
    pub ends: Vec<End>,
    /// The longest durable ledger in the end.
    pub line: Vec<Arc<Batch>>,
    /// What each creature's purse holds at the end of that ledger, in copper pieces.
    pub purses: Vec<(u16, u32)>,
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since the evening began.
    pub at_ms: u64,
    /// On which machine.
    pub who: usize,
    /// What.
    pub seen: Seen,
}

/// What one machine holds when the night is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Which machine.
    pub who: usize,
    /// Whether it sits at the table.
    pub seated: bool,
    /// The digest after each entry, as the ledger says it; the first is that of index 1.
    pub digests: Vec<Hash>,
    /// The last durable index it knows of.
    pub durable: u64,
    /// The digest of its state, counted afresh.
    pub digest: Hash,
    /// The same, counted by the lab itself over every field.
    pub counted: Hash,
    /// Commands that still wait: seat and number.
    pub waiting: Vec<(u8, u64)>,
}

/// What can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The machine starts.
    Starts,
    /// The machine stops, by a crash.
    Stops,
    /// Its records were read back: the ledger's end, the highest term promised or certified, whether they were damaged.
    Recovered {
        /// The last index.
        index: u64,
        /// The chain's hash there.
        hash: Hash,
        /// The highest term.
        promised: u64,
        /// More was damaged than a torn end.
        damaged: bool,
    },
    /// The machine is no longer one that promises hold for.
    Flawed(Flaw),
    /// The person asks for something.
    Asks {
        /// With which seat.
        seat: u8,
        /// Under which number.
        number: u64,
    },
    /// The person is shown an entry.
    Entry {
        /// Its index.
        index: u64,
        /// Its term.
        term: u64,
        /// The digest after it.
        digest: Hash,
        /// The seat and number of the command, if it is one.
        deed: Option<(u8, u64)>,
    },
    /// The person is shown that everything to here is durable.
    Durable {
        /// The last durable index.
        index: u64,
    },
    /// The person is told that these entries are lost.
    Lost {
        /// Their indices.
        indices: Vec<u64>,
    },
    /// The person is told that a command was refused.
    Refused {
        /// Whose.
        seat: u8,
        /// Which.
        number: u64,
    },
    /// A term has begun.
    Term {
        /// Which.
        term: u64,
        /// Whose.
        host: usize,
    },
    /// This machine hosts.
    Hosts {
        /// In which term.
        term: u64,
    },
    /// This machine hosts no more.
    Deposed,
    /// Too few voters answer this host: how many, of how many.
    Frozen(u16, u16),
    /// Enough answer again.
    Thawed,
    /// The machine is told that it neither votes nor acknowledges any more.
    Mute,
    /// The machine no longer believes someone.
    Distrusts {
        /// Whom.
        host: usize,
    },
    /// A vote is on the disk.
    Votes {
        /// In which term.
        term: u64,
        /// For whom.
        candidate: usize,
        /// Term and index where the candidate's ledger ends.
        tail: (u64, u64),
    },
    /// A vote leaves for its candidate.
    SendsVote {
        /// In which term.
        term: u64,
    },
    /// Bytes that had been synced are not what they were.
    Rots,
    /// There is no older copy to put back.
    NothingToRestore,
    /// A witness's value leaves.
    Reveals {
        /// Since which entry it was owed.
        index: u64,
    },
    /// A frame was taken that is not the one encoding of its message.
    Loose,
    /// A host refuses a command for another reason than haste.
    Denies {
        /// Whose.
        seat: u8,
    },
    /// An acknowledgement leaves.
    Acks {
        /// For which term.
        term: u64,
        /// To which index.
        index: u64,
    },
    /// A batch is on the disk.
    Kept {
        /// Its last index.
        index: u64,
        /// The chain's hash there.
        hash: Hash,
    },
    /// The ledger on the disk ends here from now on.
    Cut {
        /// The last index that stays.
        index: u64,
    },
    /// A term is certified on the disk.
    Fenced {
        /// Which.
        term: u64,
    },
    /// Nothing passes from this machine to another.
    Apart {
        /// To whom.
        from: usize,
    },
    /// Things pass to that machine again.
    Joined {
        /// To whom.
        from: usize,
    },
    /// The machine stands still.
    Pauses {
        /// For how many milliseconds.
        span_ms: u64,
    },
    /// Something measured against its bound.
    Size {
        /// What.
        what: &'static str,
        /// How much.
        size: u64,
        /// How much is allowed.
        most: u64,
    },
    /// Bytes that must never leave were seen on their way to this machine.
    Leaks(&'static str),
    /// From here on there are no faults any more.
    Calm,
    /// Every machine holds the same, and someone hosts.
    Together,
    /// A fresh command is durable.
    Answered,
    /// Something that cannot be: an assertion failed, or the rules led to what is impossible.
    Fault(String),
    /// What a script expected did not hold.
    Missed(String),
}

/// Why promises do not hold for a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Its ledger was lost or put back.
    Forgot,
    /// Its disk failed.
    Disk,
    /// It lies.
    Lies,
    /// It lies as a host: what it signs twice may be believed by some.
    LiesAsHost,
}

impl History {
    /// Machines that were flawed at some time.
    pub fn flawed(&self) -> BTreeSet<usize> {
        let flawed = self.moments.iter().filter(|moment| matches!(moment.seen, Seen::Flawed(_)));
        flawed.map(|moment| moment.who).collect()
    }

    /// Machines that lied.
    pub fn liars(&self) -> Vec<usize> {
        let lies = |moment: &Moment| matches!(moment.seen, Seen::Flawed(Flaw::Lies | Flaw::LiesAsHost));
        self.moments.iter().filter(|moment| lies(moment)).map(|moment| moment.who).collect()
    }

    /// The terms in which a liar hosted: what was agreed in them is between him and those he lied to.
    pub fn crooked_terms(&self) -> Vec<u64> {
        let crooked: Vec<usize> = (self.moments.iter())
            .filter(|moment| moment.seen == Seen::Flawed(Flaw::LiesAsHost))
            .map(|moment| moment.who)
            .collect();
        let terms = self.moments.iter().filter_map(|moment| match moment.seen {
            Seen::Term { term, host } if crooked.contains(&host) => Some(term),
            Seen::Hosts { term } if crooked.contains(&moment.who) => Some(term),
            _ => None,
        });
        terms.collect()
    }

    /// How many commands were asked.
    pub fn commands(&self) -> usize {
        self.moments.iter().filter(|moment| matches!(moment.seen, Seen::Asks { .. })).count()
    }

    /// When the faults ended.
    pub fn calm_ms(&self) -> Option<u64> {
        self.moments.iter().find(|moment| moment.seen == Seen::Calm).map(|moment| moment.at_ms)
    }
}

/// The letter a machine goes by in lines and reports.
pub fn letter(who: usize) -> char {
    char::from(b'A' + (who % 26) as u8)
}

#[cfg(test)]
pub(super) mod of_text {
    use super::*;

    /// A history in words, for checkers' tests: one moment a line or after `;`, such as `A entry 3 1 x`. A word of one
    /// letter stands for a machine or a hash. Times are ten milliseconds apart.
    pub(crate) fn history(text: &str) -> History {
        let mut history = History { players: (0..26).map(|n| PlayerId([n; 32])).collect(), ..History::default() };
        let lines = text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty());
        for (place, line) in lines.enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let who = machine(words[0]);
            if words[1] == "ends" {
                history.ends.push(end(who, &words[2..]));
            } else {
                history.moments.push(Moment { at_ms: 10 * place as u64, who, seen: seen(&words[1..]) });
            }
        }
        history
    }

    fn machine(word: &str) -> usize {
        usize::from(word.as_bytes()[0] - b'A')
    }

    fn hash(word: &str) -> Hash {
        Hash([word.as_bytes()[0]; 32])
    }

    fn number(word: &str) -> u64 {
        word.parse().unwrap_or_else(|_| panic!("{word} is no number"))
    }

    /// `A ends xyz 3 z`: digests, durable index, digest counted afresh, and `waits 0 7` for a command that waits.
    fn end(who: usize, words: &[&str]) -> End {
        End {
            who,
            seated: true,
            digests: words[0].chars().map(|letter| Hash([letter as u8; 32])).collect(),
            durable: number(words[1]),
            digest: hash(words[2]),
            counted: hash(words.get(3).filter(|word| **word != "waits").unwrap_or(&words[2])),
            waiting: words.get(4).map(|seat| (number(seat) as u8, number(words[5]))).into_iter().collect(),
        }
    }

    fn seen(words: &[&str]) -> Seen {
        let n = |place: usize| number(words[place]);
        match words[0] {
            "starts" => Seen::Starts,
            "stops" => Seen::Stops,
            "recovered" => Seen::Recovered {
                index: n(1),
                hash: hash(words[2]),
                promised: n(3),
                damaged: words.get(4) == Some(&"damaged"),
            },
            "forgot" => Seen::Flawed(Flaw::Forgot),
            "broken" => Seen::Flawed(Flaw::Disk),
            "lies" => Seen::Flawed(Flaw::Lies),
            "lies-hosting" => Seen::Flawed(Flaw::LiesAsHost),
            "asks" => Seen::Asks { seat: n(1) as u8, number: n(2) },
            "entry" => Seen::Entry { index: n(1), term: n(2), digest: hash(words[3]), deed: None },
            "deed" => Seen::Entry { index: n(1), term: n(2), digest: hash(words[3]), deed: Some((n(4) as u8, n(5))) },
            "durable" => Seen::Durable { index: n(1) },
            "lost" => Seen::Lost { indices: words[1..].iter().map(|word| number(word)).collect() },
            "refused" => Seen::Refused { seat: n(1) as u8, number: n(2) },
            "term" => Seen::Term { term: n(1), host: machine(words[2]) },
            "hosts" => Seen::Hosts { term: n(1) },
            "deposed" => Seen::Deposed,
            "distrusts" => Seen::Distrusts { host: machine(words[1]) },
            "votes" => Seen::Votes {
                term: n(1),
                candidate: machine(words[2]),
                tail: words.get(3).map_or((9, 9), |term| (number(term), n(4))),
            },
            "sends-vote" => Seen::SendsVote { term: n(1) },
            "rots" => Seen::Rots,
            "nothing-to-restore" => Seen::NothingToRestore,
            "reveals" => Seen::Reveals { index: n(1) },
            "loose" => Seen::Loose,
            "denies" => Seen::Denies { seat: n(1) as u8 },
            "acks" => Seen::Acks { term: n(1), index: n(2) },
            "kept" => Seen::Kept { index: n(1), hash: hash(words[2]) },
            "cut" => Seen::Cut { index: n(1) },
            "mute" => Seen::Mute,
            "fenced" => Seen::Fenced { term: n(1) },
            "size" => Seen::Size { what: "queue", size: n(1), most: n(2) },
            "leaks" => Seen::Leaks("secret"),
            "pauses" => Seen::Pauses { span_ms: n(1) },
            "calm" => Seen::Calm,
            "together" => Seen::Together,
            "answered" => Seen::Answered,
            "fault" => Seen::Fault(words[1].to_owned()),
            other => panic!("nothing is called {other}"),
        }
    }

    /// A checker finds nothing in the good histories and something in each bad one.
    pub(crate) fn tell_apart(check: impl Fn(&History) -> Vec<String>, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(check(&history(text)), Vec::<String>::new(), "good: {text}");
        }
        for text in bad {
            assert!(!check(&history(text)).is_empty(), "bad, and not caught: {text}");
        }
    }
}
