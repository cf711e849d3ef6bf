//! Every limit of the agreement, named with its unit, checked before anything is allocated.

/// The wire protocol's version; different versions never play together.
pub const PROTOCOL: u16 = 1;

/// Bytes of one frame from a peer that has no seat yet.
pub const STRANGER_FRAME_BYTES_MAX: usize = 4 * 1024;
/// Frames a peer without a seat may send in all.
pub const STRANGER_FRAMES_MAX: u32 = 10;
/// Milliseconds a peer without a seat may stay undecided before it proves its ticket.
pub const STRANGER_MS_MAX: u64 = 10_000;
/// Peers without a seat that are heard at one time.
pub const STRANGERS_MAX: usize = 32;

/// Bytes of one CTRL frame.
pub const CTRL_FRAME_BYTES_MAX: usize = 64 * 1024;
/// Bytes of one LIVE frame.
pub const LIVE_FRAME_BYTES_MAX: usize = 1_200;
/// Bytes of any frame, whatever its lane.
pub const FRAME_BYTES_MAX: usize = 64 * 1024;
/// Bytes of one signed command.
pub const COMMAND_BYTES_MAX: usize = 2 * 1024;
/// Entries of one batch.
pub const BATCH_ENTRIES_MAX: usize = 64;
/// Bytes at which a batch is closed; one entry may carry it past this, up to [`BATCH_BYTES_MAX`].
pub const BATCH_BYTES_FULL: usize = 16 * 1024;
/// Bytes of one batch.
pub const BATCH_BYTES_MAX: usize = 48 * 1024;
/// Milliseconds a batch waits for more entries while an earlier one is on its way to the disk.
pub const BATCH_WAIT_MS: u64 = 50;
/// Letters of one chat line.
pub const CHAT_LETTERS_MAX: usize = 500;
/// Bytes of one chat line.
pub const CHAT_BYTES_MAX: usize = 2 * 1024;
/// Entries between two states that a guest keeps to go back to.
pub const ROOT_ENTRIES: u64 = 256;
/// Bytes of one checkpoint: what the shelf takes as one value.
pub const CHECKPOINT_BYTES_MAX: usize = 64 * 1024;
/// Bytes of one exported table.
pub const EXPORT_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Seats at one table.
pub const SEATS_MAX: usize = 100;
/// Seats one player may hold.
pub const SEATS_PER_PLAYER_MAX: u8 = 4;
/// Observers at one table.
pub const OBSERVERS_MAX: usize = 500;
/// Invites that are open at one time.
pub const INVITES_MAX: usize = 64;
/// Uses of one invite.
pub const INVITE_USES_MAX: u16 = 100;
/// Milliseconds an invite is good for, unless said otherwise: 48 hours.
pub const INVITE_MS: u64 = 48 * 60 * 60 * 1_000;
/// Addresses in one ticket.
pub const TICKET_ADDRESSES_MAX: usize = 4;
/// Symbols of the longest ticket, with room for spaces and dashes.
pub const TICKET_LETTERS_MAX: usize = 512;
/// Ticket tries a minute from one peer.
pub const TICKET_TRIES_PER_MINUTE: u32 = 5;
/// Ticket tries a minute in all.
pub const TICKET_TRIES_PER_MINUTE_ALL: u32 = 60;

/// Looks at the signboard a second that are answered, of all who look together.
pub const LOOKS_PER_SECOND: u32 = 8;
/// Looks that are answered at once.
pub const LOOKS_BURST: u32 = 32;

/// Commands a second from one seat.
pub const COMMANDS_PER_SECOND: u32 = 10;
/// Commands from one seat at once.
pub const COMMANDS_BURST: u32 = 20;
/// Movement frames a second from one seat.
pub const MOVES_PER_SECOND: u32 = 12;
/// Movement frames from one seat at once.
pub const MOVES_BURST: u32 = 24;
/// Chat lines a second from one player.
pub const CHAT_PER_SECOND: u32 = 5;
/// Chat lines from one player at once.
pub const CHAT_BURST: u32 = 5;
/// Frames a second from one player.
pub const FRAMES_PER_SECOND: u32 = 60;
/// Frames from one player at once.
pub const FRAMES_BURST: u32 = 240;
/// Commands of one seat that its player's machine has on their way at once, before they are in the ledger.
pub const COMMANDS_AHEAD_MAX: u16 = 4;
/// Commands of one seat that wait to become durable.
pub const WAITING_COMMANDS_MAX: usize = 64;
/// Strikes after which a player is dropped: invalid signature or malformed frame.
pub const STRIKES_MAX: u32 = 3;
/// Refusals for haste within a minute after which a player is dropped.
pub const HASTE_MAX: u32 = 600;
/// Refusals for haste in a row after which they are no longer answered one by one.
pub const HASTE_ANSWERED: u32 = 20;
/// Milliseconds after which strikes and haste are forgotten.
pub const STRIKES_FORGOTTEN_MS: u64 = 60_000;

/// Letters (as people count them) of a player's name.
pub const NAME_LETTERS_MAX: usize = 32;
/// Bytes of a player's name.
pub const NAME_BYTES_MAX: usize = 128;
/// Combining marks on one base letter of a name.
pub const NAME_MARKS_MAX: usize = 4;
/// Letters of a table's name.
pub const TABLE_NAME_LETTERS_MAX: usize = 64;

/// Terms, indices and command numbers stay below this.
pub const COUNT_MAX: u64 = 1 << 63;
/// Bytes of one ledger record.
pub const RECORD_BYTES_MAX: usize = 64 * 1024;
/// Bytes of records that are written and synced at once.
pub const WRITE_BYTES_MAX: usize = 128 * 1024;
/// Bytes of one ledger segment.
pub const SEGMENT_BYTES: u64 = 8 * 1024 * 1024;
/// Events of one entry.
pub const EVENTS_MAX: usize = 1_024;
/// Faces of one entry.
pub const FACES_MAX: usize = 4_096;

/// Milliseconds between two signs of life from the host.
pub const BEAT_MS: u64 = 300;
/// The shortest silence of a host after which a guest may stand, in milliseconds.
pub const ELECTION_MS: u64 = 1_500;
/// Milliseconds a host goes on without a majority's answers, counted from sending: 0.6 of [`ELECTION_MS`].
pub const LEASE_MS: u64 = ELECTION_MS * 6 / 10;
/// Milliseconds that a host may say of itself that no majority answers it before others may take its place.
pub const FROZEN_MS: u64 = 6_000;
/// Milliseconds after which a player whose machine is silent counts as away.
pub const AWAY_MS: u64 = 6_000;
/// Milliseconds after which something unanswered is sent again.
pub const RETRY_MS: u64 = 1_000;
/// Milliseconds for the whole of a candidate's round of votes.
pub const VOTES_MS: u64 = 1_000;
/// Milliseconds a voter waits for a witness before he consents that he is passed over.
pub const WITNESS_MS: u64 = 700;
/// Commands that wait at the host while a roll waits for its witness.
pub const HELD_COMMANDS_MAX: usize = 256;
/// Milliseconds between two comparisons of ledger heads among guests.
pub const HEADS_MS: u64 = 2_000;
/// Batches sent ahead of a guest's acknowledgement.
pub const AHEAD_BATCHES_MAX: usize = 64;
/// Steps that happen without anyone's choice in one go.
pub const COURSE_STEPS_MAX: u32 = 16;
/// Milliseconds between 1970 and 2025, where a ticket's minutes begin.
pub const TICKET_EPOCH_MS: u64 = 1_735_689_600_000;
/// Addresses a member may name for his machine.
pub const WHEREABOUTS_MAX: usize = 8;
/// Bytes of one such address.
pub const WHEREABOUTS_BYTES_MAX: usize = 128;
