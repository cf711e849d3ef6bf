//! Roundtable: a role-playing night without a server. The map of the house; no code lives here.
//!
//! # One action, walked straight
//!
//! A key becomes an intent (`ui`), the intent a command that its player numbers and signs (`session`). The host
//! checks limits, signature, seat and number, and lets the rules decide (`rules`). The rules return events or a
//! refusal; they change nothing. The events make the next world (`world`). Command, faces, events and the digest of
//! the world after them are one ledger entry; entries leave in a signed batch, first to the host's own disk, then to
//! every guest. A guest checks signature, term and index, resolves the same command with the same faces, compares
//! events and digest, appends, syncs, acknowledges, and only then tells and draws. A majority of acknowledgements
//! makes an entry durable.
//!
//! # The rooms, in reading order
//!
//! | room | knows | must never know |
//! | --- | --- | --- |
//! | [`bugs`] | mistakes that tests seed on purpose; in a normal build none | everything else |
//! | [`dice`] | faces: rolled, read, or drawn from committed chains | what they are for |
//! | [`canvas`] | pixels | what a picture means |
//! | [`sound`] | notes to samples | a loudspeaker |
//! | [`words`] | every sentence, in every language | who says it |
//! | [`srd`] | the book, as tables | a creature in play |
//! | [`tale`] | adventures: maps, scene graphs, lint | who plays them |
//! | [`world`] | what is true now, and how events change it | what may happen next |
//! | [`rules`] | what may happen | players' machines, keys, the network |
//! | [`session`] | the agreement between players | sockets, files, clocks, pixels |
//! | [`lab`] | a simulated network, disk and clock around sessions | the real ones |
//! | [`ui`] | what is on screen and what a key means | sessions, the network |
//! | [`app`] | joins ui, guest and host | sockets, files, windows |
//! | [`shell`] | the outside: files, sockets, windows, clocks, chance | rules of the game |
//!
//! # Invariants
//!
//! - Nothing outside [`shell`] reads a clock, a file, a socket, a thread, an environment variable or a random source.
//! - [`world::World::apply`] is the only code that changes a world; host and guests share it.
//! - [`rules::resolve`] accepts exactly what [`rules::offers`] lists (one walk stands for every legal way to its tile).
//! - World state holds integers, vectors, arrays and ordered maps only: the same ledger gives the same bytes anywhere.
//! - The host's own player is a guest at his own table: there is one road for every player's action.
//! - Every enum that reaches the wire or a save is append-only.
//! - No `unsafe`, no panic on outside input; our own mistakes are assertions, kept in release.
//!
//! # Terms, in one page
//!
//! One player's machine hosts at a time, for a numbered *term* that signed votes prove. A founder weighs 3, every other
//! voter 2; more than half decides. What a majority has on disk is *durable* and is never lost: whoever wins an election
//! has it, because nobody votes for a shorter ledger. A machine that promised a term obeys no lower one, also after a
//! restart. A host that hears no majority freezes; guests that hear no host for a while elect another. A change of the
//! roster needs majorities of the old and the new. More stands in [`session`].
//!
//! # Trust
//!
//! A host is trusted for order, not for rules: every guest decides every command again. The table is open: each machine
//! holds the whole world, and the screen hides what a character does not know. Strangers prove a ticket bound to both
//! keys before they learn anything but what stands on its signboard: the table's name, its host's, how many seats are free.
//! Who has no ticket may knock too; only a person lets him in, never a rule, and both see the same six digits.
//!
//! # Versions
//!
//! Book and adventure go by fingerprint and the wire by a protocol number; machines that differ say so and part. Golden
//! bytes in `tests/` keep every message and record readable.
//!
//! # Decisions
//!
//! - 2026-11-20: `world` and `rules` may import `words`, for sentences as ids and values; languages stay in `words`.
//! - 2026-11-20: the machine's guest owns its only ledger; the host beside it persists nothing. A batch leaves a host when
//!   his own guest has acknowledged it, so one mechanism serves durability, audit and "the host is a guest".
//! - 2026-11-20: whatever happens without a choice (monsters, absent players) is one door, [`rules::proceed`], so that it
//!   is audited like a command and the host has no say in it.
//! - 2026-11-20: where someone walks right now is presence; where he stands is the ledger's. A walk is sent tile by tile
//!   when it comes to rest or meets something.
//! - 2026-11-21: who plays an absent friend's hero asks by a seat of his own: signature, number and values are his, and the
//!   absent player's row of rolls stays where it was. What he rolls is witnessed, since the host chooses whom he hears.
//! - 2026-11-20: own stream handling on libp2p instead of its stream crate, which cannot tell two connections apart.

pub mod app;
pub mod bugs;
pub mod canvas;
pub mod dice;
pub mod lab;
pub mod rules;
pub mod session;
pub mod shell;
pub mod sound;
pub mod srd;
pub mod tale;
pub mod ui;
pub mod words;
pub mod world;
