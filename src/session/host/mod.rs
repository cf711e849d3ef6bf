//! The host: one term's resolver. It owns no disk: every batch goes first to the guest on its own machine, and leaves
//! for the others only when that guest has acknowledged it.

mod ask;
mod beat;
mod change;
mod charter;
mod door;
mod greet;
mod hear;
mod look;
mod onward;
mod publish;
mod resolve;
mod roll;
mod tell;
mod walk;
mod whereabouts;
mod witness;
mod write;

pub use tell::Told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ack::Acks;
use super::chance::Chance;
use super::charter::Motion;
use super::entry::{Asked, Change, Line, Wish};
use super::evidence::Evidence;
use super::grown::Grown;
use super::invite::{Secret, Tag};
use super::ledger::Ledger;
use super::library::Library;
use super::limits::{FRAMES_BURST, FRAMES_PER_SECOND};
use super::presence::Promenade;
use super::rate::{Bucket, Patience};
use super::roster::Role;
use super::seal::{Identity, Sealed, Signature};
use super::state::State;
use super::term::Certificate;
use super::whereabouts::Whereabouts;
use super::wire::{Lane, Message, ToGuest};
use crate::world::id::{PlayerId, SeatId};

/// What a host is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A frame came from a peer whose key is known to the transport, or from the guest on this machine.
    Received {
        /// From whom.
        from: PlayerId,
        /// The frame.
        frame: Arc<[u8]>,
    },
    /// Time went on: milliseconds since 1970, never less than before. At least ten times a second.
    Ticked {
        /// Now.
        now_ms: u64,
    },
    /// A peer can be reached.
    Linked {
        /// Who.
        player: PlayerId,
    },
    /// A peer can no longer be reached.
    Unlinked {
        /// Who.
        player: PlayerId,
    },
    /// The person who hosts wants something.
    Asked(Ask),
}

/// What the person who hosts may do as host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Open an invite.
    Invite {
        /// The ticket's secret, from fresh chance. The host keeps the public half only.
        secret: Secret,
        /// What the joiner becomes.
        role: Role,
        /// How many may come with it, 1 to 100.
        uses: u16,
        /// For how many milliseconds it is good.
        lasts_ms: u64,
    },
    /// Take an invite back.
    Revoke {
        /// Which.
        tag: Tag,
    },
    /// Let someone in who knocks.
    Admit {
        /// Who.
        player: PlayerId,
    },
    /// Let someone in who knocks: he is this member, whose machine does not answer, on another machine.
    AdmitAs {
        /// Who.
        player: PlayerId,
        /// In whose place.
        place: PlayerId,
    },
    /// Do not let him in.
    TurnAway {
        /// Who.
        player: PlayerId,
    },
    /// Send a member away for good.
    Kick {
        /// Who.
        player: PlayerId,
    },
    /// Make another voter the chair.
    MoveChair {
        /// Who.
        player: PlayerId,
    },
    /// Let another voter host from now on.
    HandOver {
        /// Who.
        heir: PlayerId,
    },
    /// Call off a roster change that does not come through.
    CallOff,
}

/// What a host wants done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a frame; to its own player it goes to the guest on this machine.
    Send {
        /// To whom.
        to: PlayerId,
        /// On which stream.
        lane: Lane,
        /// The frame.
        frame: Arc<[u8]>,
    },
    /// Tell the person who hosts.
    Tell(Told),
    /// Cut this peer off.
    Drop {
        /// Whom.
        player: PlayerId,
    },
}

/// One term's resolver.
#[derive(Debug)]
pub struct Host {
    identity: Identity,
    certificate: Certificate,
    now_ms: u64,
    began_ms: u64,
    chance: Chance,
    ledger: Ledger,
    /// After everything that was resolved, the draft included.
    state: State,
    draft: Vec<Line>,
    draft_bytes: usize,
    draft_ms: u64,
    /// The chain after the draft.
    end: super::term::Tail,
    acks: Acks,
    durable: u64,
    machines: u16,
    peers: BTreeMap<PlayerId, Peer>,
    /// The starts of each member's machine that said hello in this term, the newest last.
    lives: BTreeMap<PlayerId, Vec<u64>>,
    strangers: BTreeMap<PlayerId, door::Stranger>,
    ticket_tries: Bucket,
    looks: Bucket,
    tries: BTreeMap<PlayerId, Bucket>,
    commands: BTreeMap<SeatId, Bucket>,
    moves: BTreeMap<SeatId, Bucket>,
    promenade: Promenade,
    /// Someone changed his steering and the others were not told yet; when they were last told.
    strolled: bool,
    strolled_ms: u64,
    chats: BTreeMap<PlayerId, (Bucket, u64)>,
    wishes: BTreeMap<PlayerId, Sealed<Wish>>,
    changes: Vec<Change>,
    /// Members' newest words on the charter.
    motions: BTreeMap<PlayerId, Sealed<Motion>>,
    /// Members who were proven to have lied, with the proof: they are voted out before anything else changes.
    accused: BTreeMap<PlayerId, Evidence>,
    library: Arc<Library>,
    frozen: Option<(u16, u16)>,
    beat_ms: u64,
    heir: Option<(PlayerId, u64)>,
    /// Heirs who did not take over, and when they were last asked.
    passed_over: BTreeMap<PlayerId, u64>,
    whereabouts: BTreeMap<PlayerId, Sealed<Whereabouts>>,
    /// Commands that came while a roll waits for its witness, in order.
    held: Vec<(PlayerId, Sealed<Asked>)>,
    /// Who consents that the witness is passed over.
    consents: BTreeMap<PlayerId, Signature>,
    /// The words of who goes along with this fork, whether they were counted or not.
    words: BTreeMap<PlayerId, Signature>,
    /// The index at which a step without anyone's choice failed.
    faulty_course: Option<u64>,
    /// The chains of this host's own values.
    grown: Grown,
}

/// A machine that follows this host, its own included.
#[derive(Debug)]
struct Peer {
    linked: bool,
    /// It said hello in this term and was answered.
    follows: bool,
    /// The last index that was sent.
    sent: u64,
    /// The last index it says it has.
    index: u64,
    /// How far it knows the ledger to be durable.
    durable: u64,
    /// When it last said hello: what it says of an earlier life counts no more.
    greeted_ms: u64,
    /// When its index last grew, or something was sent again.
    moved_ms: u64,
    /// The time of the newest beat it answered.
    answered_ms: Option<u64>,
    /// Catches up on the BULK lane.
    bulk: bool,
    /// When it was last told how its table went on.
    onward_ms: u64,
    frames: Bucket,
    patience: Patience,
}

impl Peer {
    fn new() -> Peer {
        Peer {
            linked: false,
            follows: false,
            sent: 0,
            index: 0,
            durable: 0,
            greeted_ms: 0,
            moved_ms: 0,
            answered_ms: None,
            bulk: false,
            onward_ms: 0,
            frames: Bucket::new(FRAMES_PER_SECOND, FRAMES_BURST),
            patience: Patience::default(),
        }
    }
}

/// What a host begins with: the guest of its machine hands it over.
#[derive(Debug)]
pub struct Inheritance {
    /// Who hosts.
    pub identity: Identity,
    /// Book and adventures: evidence is judged by them.
    pub library: Arc<Library>,
    /// The votes that made him host.
    pub certificate: Certificate,
    /// The ledger, which ends at the certificate's tail.
    pub ledger: Ledger,
    /// What the ledger leads to.
    pub state: State,
    /// How far it is known to be durable.
    pub durable: u64,
    /// Proofs against members who are to be voted out.
    pub evidence: Vec<Evidence>,
    /// Who can be reached.
    pub links: BTreeSet<PlayerId>,
    /// 32 bytes of chance for dice and nonces.
    pub seed: [u8; 32],
    /// Milliseconds since 1970.
    pub now_ms: u64,
}

impl Host {
    /// Begins a term: its first act is an empty entry that carries its own votes.
    pub fn new(from: Inheritance) -> (Host, Vec<Output>) {
        assert!(from.ledger.tail() == from.certificate.ballot.tail, "a host begins where its votes say");
        let me = from.identity.player();
        let mut host = Host {
            identity: from.identity,
            certificate: from.certificate,
            now_ms: from.now_ms,
            began_ms: from.now_ms,
            chance: Chance::new(from.seed),
            end: from.ledger.tail(),
            ledger: from.ledger,
            state: from.state,
            draft: Vec::new(),
            draft_bytes: 0,
            draft_ms: from.now_ms,
            acks: Acks::default(),
            durable: from.durable,
            machines: 1,
            peers: BTreeMap::new(),
            lives: BTreeMap::new(),
            strangers: BTreeMap::new(),
            ticket_tries: door::tries_in_all(),
            looks: look::looks_in_all(),
            tries: BTreeMap::new(),
            commands: BTreeMap::new(),
            moves: BTreeMap::new(),
            promenade: Promenade::default(),
            strolled: false,
            strolled_ms: 0,
            chats: BTreeMap::new(),
            wishes: BTreeMap::new(),
            changes: Vec::new(),
            motions: BTreeMap::new(),
            accused: BTreeMap::new(),
            library: from.library,
            frozen: None,
            beat_ms: 0,
            heir: None,
            passed_over: BTreeMap::new(),
            whereabouts: BTreeMap::new(),
            held: Vec::new(),
            consents: BTreeMap::new(),
            words: BTreeMap::new(),
            faulty_course: None,
            grown: Grown::default(),
        };
        let mut out = Vec::new();
        for player in from.links.into_iter().chain([me]) {
            host.peers.entry(player).or_insert_with(Peer::new).linked = true;
        }
        for proof in from.evidence {
            host.accuse(proof);
        }
        host.announce(&mut out);
        host.open(&mut out);
        (host, out)
    }

    /// Takes in what happened and returns what is to be done.
    #[must_use]
    pub fn handle(&mut self, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Received { from, frame } => self.received(from, &frame, &mut out),
            Input::Ticked { now_ms } => self.ticked(now_ms, &mut out),
            Input::Linked { player } => self.linked(player, &mut out),
            Input::Unlinked { player } => self.unlinked(player),
            Input::Asked(ask) => self.asked(ask, &mut out),
        }
        self.pledge_own(&mut out);
        self.close_batches(&mut out);
        out
    }

    /// Who hosts.
    pub fn player(&self) -> PlayerId {
        self.identity.player()
    }

    /// The term.
    pub fn term(&self) -> u64 {
        self.certificate.term()
    }

    /// How many voters answer, of how many, when too few do.
    pub fn frozen(&self) -> Option<(u16, u16)> {
        self.frozen
    }

    /// The state after everything that was resolved, also what is on its way to the disk.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Who knocks and waits for an answer: name and seats.
    pub fn at_the_door(&self) -> impl Iterator<Item = (PlayerId, &str, u8)> {
        self.strangers.iter().filter_map(|(player, stranger)| {
            let proof = stranger.proof.as_ref()?;
            Some((*player, proof.transcript.name.as_str(), proof.transcript.seats))
        })
    }

    fn send(&self, to: PlayerId, message: ToGuest, out: &mut Vec<Output>) {
        out.push(Output::Send { to, lane: Lane::Ctrl, frame: Message::ToGuest(message).to_frame() });
    }
}
