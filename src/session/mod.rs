//! The agreement between players: terms, ledger, tickets, hosts and guests. No sockets, files, clocks or pixels.
//!
//! # Two machines of values
//!
//! Each computer at a table runs one [`guest::Guest`]; the one that hosts runs a [`host::Host`] beside it. Both take one
//! input and return outputs; time and chance are inputs, disks and links are outputs. The guest owns the computer's only
//! ledger. The host owns none: every batch goes to its own guest first, and leaves for the others once that guest has
//! acknowledged it from its disk. So no batch is anywhere before it is on the host's own disk, the host's player is a
//! guest like all others, and the host's own audit is the first to see a fault.
//!
//! The app joins the two: a frame for a host goes to the host where there is one, else to the guest, which says who
//! hosts; a frame that either sends to its own player loops back ([`wire::addressee`]). [`guest::Output::Persist`] is
//! turned into disk steps by [`journal::Journal::append`], and answered with [`guest::Input::Persisted`] once they are
//! done. [`guest::Output::Elected`] builds a host with [`guest::Guest::rise`]; [`guest::Output::Deposed`] drops it.
//!
//! # Terms
//!
//! A term is one host's time in charge. A [`term::Certificate`] proves it: signed votes, a majority by weight of the
//! rosters that stand last in the candidate's ledger. Weights belong to the roster (chair 3, other voters and witnesses 2,
//! observers and resting players 0) and do not move with the host. The genesis is a batch of term 0, signed by the
//! founder, and is the table's identity; the founder then stands for term 1 like anyone else later.
//!
//! - A voter gives one vote a term, for a tail (term, index) at least as new as its own, on disk before it leaves. From
//!   then on nothing of a lower term is obeyed or acknowledged, also after a restart.
//! - A guest that hears no host for 1.5 to 3 s asks whether it would be chosen, which promises nothing, then for votes.
//!   Of two who ask at one time the higher key yields. Who is no member any more may stand, for his ledger may be the
//!   newest that is left, but waits six times as long.
//! - The host's first entry carries its certificate, so a ledger alone proves all its terms. Only when an entry of its
//!   own term is kept by a majority does anything older count as durable, and only then may the roster change.
//! - A restarted host stands again; it gives itself leave, signed, so that nobody waits out its old term. A planned
//!   hand-over is the same election, with the host's signed leave for the heir. Who leaves for good while he hosts asks
//!   the voters one after another, the chair first, until one of them is elected.
//! - A host that no majority answered within 0.9 s of sending is frozen and decides nothing until they do.
//!   One that has said so of itself for six seconds may be replaced though all hear it, whatever it sends: it may be deaf.
//! - A member that has promised a higher term than the host's makes it stand again above that term.
//! - The roster changes by joint consensus: `Joint` is in force from when it is written and is durable by majorities of
//!   both rosters; then `Settled` with the new one alone. Only the host that wrote `Joint` may call it off.
//! - A guest cuts its ledger once a term at most, by the first answer to its own newest hello, and never below what it
//!   knows to be durable. Entries it had beyond are told as lost; its commands among them are asked again.
//!
//! # The door
//!
//! A [`ticket`] names a table and holds a secret; a [`knock`] proves it, bound to both keys and both nonces. On one network
//! a table is found without: whoever looks is shown its [`signboard`], at a rate for all who look together, and nothing of
//! him is kept. He knocks with no tag, is told apart as such, and is let in by the person who hosts alone.
//!
//! A seat is had once the change that gives it is settled. Where its first entry is lost with its host, the next host tells
//! the newcomer that the door is shut; his ticket is as good as before, and he knocks again. A ticket that runs out while he
//! waits or catches up is no good any more, and he is told so.
//!
//! # A new key for an old seat
//!
//! Whose machine is lost, or has no vote any more, knocks from another one like anyone else, with a ticket, and whoever
//! admits may say that he is this member ([`entry::Change::Replaced`], [`replaced`]). The member must be away, have as many
//! seats as are asked for, and not host. Once the change is settled the new key has role, chair, seats, numbers and heroes.
//! The old key weighs nothing, is voted for by nobody and stands no more; where its machine says hello again it is sent
//! what is durable up to that entry, so that it sees so in its own ledger, believes nobody's word for it, and is sent
//! nothing later. Dice chains are the key's: the new one pledges like one who sits down.
//!
//! One key on two machines cannot be kept apart by the others. What a machine's key signed and its disk does not have was
//! signed elsewhere: an acknowledgement that the host shows, a vote in any certificate of the ledger, a batch it would have
//! signed as host. Whoever sees that of himself is mute for good, before he can sign a second story. The host tells of two
//! starts of one key's machine that take turns ([`wire::Follow::twin`]); the one of them that is mute leaves the table.
//!
//! # Dice
//!
//! [`fair`] is the whole agreement. At the start of a term, or when he sits down or comes back, every player shows the
//! ends of hash chains ([`pledge`]); they grow from his key, the table, the term and its host, so that nothing more need
//! be kept and a restart neither loses nor repeats them. A command carries the seat's next value, the host adds his own
//! next value for that seat, and the faces are drawn from both and from the place in the row, from nothing else. What
//! the host rolls is written down as owed, then a witness gives a value; the world stands still meanwhile, one round
//! trip. [`fair::Roll`] in each entry says who gave values, and a guest believes no other faces.
//!
//! A host may see a guest's roll before the others do, since he is the one who adds the last value: all he can do with it
//! is to be slow, or to vanish, and then the next host rolls in its place, marked. Two who help each other, host and
//! witness or host and player, can foresee a roll and spend it on something idle.
//!
//! # Forks
//!
//! Where no majority can be had, everyone present may go on apart, and only when each of their persons says so
//! ([`fork::Fork`]). A fork has an identity of its own, the parent's ledger to one end, and terms above the parent's; its
//! first entry is signed by its founder and opens a new base for elections, as a genesis does. Who was not there keeps
//! seat and hero, weighs nothing, and wakes when he comes. The parent stays as it was, and neither becomes the other by
//! itself.
//!
//! A fork takes its parent's place only by the word of a majority of the parent's rosters at the fork, and only of those
//! whose ledgers end there ([`adoption`]). Who comes back to the parent learns from the fork's host how it went on, and
//! his person may go along ([`guest::Ask::Follow`]). His machine writes into the parent's journal that it never votes,
//! acknowledges or stands there again; only then it sits down at the fork, on a journal of its own, and its word leaves
//! only when it has seen there all that mattered in its own ledger. Enough words become a roster change like any other
//! ([`entry::Change::Adopted`]), which puts back whom the parting laid to rest, and the chair.
//!
//! - A word is a vote in the last term that the parent can ever have, for the end at which the fork begins: the same
//!   weights and rosters, the same rule for tails, the same fence, on disk before it leaves, one for each machine. So what
//!   makes one election safe makes this safe: whatever a majority of the parent ever kept is in the fork's line, and nothing
//!   more can ever be kept there. A vote that was given before binds nobody to acknowledge, so it does no harm.
//! - One thing is easier than in an election: entries that only open a term, say whose machine answers, pledge chains or
//!   handle invites do not count as newer, for a founder whose machine stands by itself would always have some. Whoever
//!   kept anything else beyond the fork gives no word; as every majority shares a member with that of the words, only such
//!   entries can be durable in the parent alone, and nobody misses them. Where there is more, both stay as saves.
//! - The word is asked for when the fork is adopted, not when it begins: until then those who went apart may go back to
//!   the parent and meet the others there. They gave no word by going. Where theirs is needed, since one of the others
//!   is lost for good, they give it at the fork ([`guest::Guest::vouch`]), and the parent's journal holds it first too.
//! - Who weighs nothing in the fork has signed nothing there, so he begins with an empty ledger and is not mute. He weighs
//!   again only once he has what is durable, so an empty hello of one who weighs still means a ledger that was lost.
//!
//! # Charter
//!
//! What holds at the table, such as what becomes of absent heroes, is changed by an entry that carries the signed word of
//! a majority ([`charter::Motion`]), and by nothing else. The world then waits, guards or fights for whoever is away,
//! or a friend plays his hero until he is back. The friend asks by a seat of his own, so that number, signature and values
//! are his and everything that keeps a seat's rolls one row holds as it stands; the rules then say whether he may
//! ([`crate::rules::deputy`]), for the host and for every guest who audits him. What he rolls is witnessed ([`fair`]).
//!
//! # Belief
//!
//! Every guest draws every roll and decides every command again and compares events and the digest of the whole state.
//! The first false entry is named as a [`distrust::Distrust`]; [`verify::verify`] names the same one offline, since both
//! go through [`replay`]. What a key signed twice, or signed on a state that does not lead there, is [`evidence::Evidence`]:
//! small, complete in itself, and checked by one pure function wherever it comes. It is kept, passed on to everyone who
//! is or will be linked, and carried in exports. The host votes a convicted member out by a roster change that holds the
//! proof; a convicted host is obeyed no more, so another is elected and does it, and the chair passes on. Guests show
//! each other the signed ends of their ledgers, so that two histories do not stay apart.
//!
//! # Opening a table
//!
//! What lies on a machine's own disk was checked before it was written. Opening it checks every record's sum and every
//! batch's place in the chain, makes the events true again, and compares the digest at the end; it decides no rule again and
//! looks at no signature, which is the work of [`verify::verify`]. A [`checkpoint::Checkpoint`] spares even the events up to
//! its place: the shell keeps the newest two of each table, of durable entries only, every 256 entries and at the end of an
//! evening, where their loss does no harm; a state of more than 64 KiB is not kept. One is used only if the ledger itself
//! bears it out: the line at its place names the digest of the whole state, so the host's signature under the chain is the
//! checkpoint's, and it needs no other.
//!
//! # Differences from the design page
//!
//! - A command that a vanished host had not written down is signed again by its player with a value of the new term's
//!   chain, not with the old one: the old host knows that one, and a fresh value is as good as a witness. It is marked and
//!   witnessed all the same (2026-11-20).
//! - A witness is passed over by the signed consents of a majority in the entry itself, not by the entry's being durable:
//!   anyone can check them, and who has seen the value does not consent (2026-11-20).
//! - A head signs the hash of the rosters in force after its batch. So the signed head of the last batch and the rosters
//!   themselves prove a candidate's tail, and no older batch has to travel with a vote request (2026-11-20).
//! - A machine that lost its ledger follows but is mute for good; the host sees it by its empty hello. A ledger that
//!   was put back from a file says so itself by a record of its own; one that was copied back behind the program's back
//!   is seen within a term by acknowledgements above its hello, and later by its own votes, if it gave one since.
//!   Whoever put back a table where nobody else ever weighed anything goes on, in terms far above all that may have
//!   been signed (2026-11-20).
//! - The second copy of a journal is written behind the first and is not waited for; a ledger that both lost is put
//!   aside, never written over, and begins anew with what was whole (2026-11-20).
//! - A checkpoint bears no signature: the ledger's line at its place has the host's, over the same digest (2026-11-20).
//! - Newcomers get the whole ledger, not a checkpoint: everything is verified. A table of three that has played 20,000
//!   entries sends 8 MB, which a newcomer decides again in two seconds (2026-11-20).

pub mod ack;
pub mod adoption;
pub mod audit;
pub mod ballot;
mod chance;
pub mod change;
pub mod charter;
pub mod chat;
pub mod checkpoint;
pub mod distrust;
pub mod entry;
pub mod evidence;
pub mod export;
pub mod fair;
pub mod fork;
mod grown;
pub mod guest;
pub mod hash;
pub mod host;
pub mod invite;
pub mod journal;
pub mod knock;
pub mod ledger;
pub mod library;
pub mod limits;
mod memo;
pub mod names;
pub mod pledge;
pub mod presence;
pub mod rate;
pub mod replaced;
pub mod replay;
pub mod roster;
pub mod seal;
pub mod signboard;
pub mod state;
pub mod table;
pub mod term;
pub mod ticket;
pub mod verify;
pub mod whereabouts;
pub mod wire;
