//! One link: three lanes read and written side by side, kept awake, and ended by the first thing that goes wrong.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::io::{AsyncReadExt as _, BufReader};
use libp2p::swarm::ConnectionId;
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep};

use super::frame::Breach;
use super::inbox::{Mouth, Room};
use super::lanes::Lanes;
use super::limits::{NOT_READING_MAX, PINGS_MAX, ROUND_TRIP_EVERY, SILENCE_MAX};
use super::outbox::{Outbox, Refusal};
use super::streams::{read_bulk, read_ctrl, read_live, write_ctrl, write_other};
use super::why::{Why, plain};
use super::{Lane, Told};

/// The switchboard's end of a link.
#[derive(Debug)]
pub(super) struct Link {
    pair: Arc<Pair>,
    tasks: AbortHandle,
}

/// What a link needs to begin.
pub(super) struct Beginning {
    /// With whom.
    pub(super) peer: [u8; 32],
    /// On which connection.
    pub(super) connection: ConnectionId,
    /// Whether our first word takes this connection.
    pub(super) is_chooser: bool,
    /// How often we say something at least.
    pub(super) beat: Duration,
    /// To the program.
    pub(super) mouth: Mouth,
    /// The room that all peers share for BULK.
    pub(super) bulk_room: Arc<Semaphore>,
    /// To the switchboard: how the link ended.
    pub(super) ended: mpsc::Sender<Ended>,
}

/// A link is over.
#[derive(Debug)]
pub(super) struct Ended {
    /// With whom.
    pub(super) peer: [u8; 32],
    /// On which connection.
    pub(super) connection: ConnectionId,
    /// Why.
    pub(super) why: Why,
}

/// What the tasks of one link share.
#[derive(Debug)]
pub(super) struct Pair {
    peer: [u8; 32],
    mouth: Mouth,
    outbox: Mutex<Outbox>,
    wake: [Notify; 3],
    /// When the last frame came in, and the echo that is awaited.
    pulse: Mutex<Pulse>,
    /// CTRL is not read because the program is behind: silence is our own doing.
    is_held: AtomicBool,
    /// The link is over for the program; only the goodbye is still on its way.
    is_mute: AtomicBool,
}

#[derive(Debug)]
struct Pulse {
    heard: Instant,
    awaited: Option<(u32, Instant)>,
    /// Since when their asks are counted, and how many came.
    asked: (Instant, u32),
}

impl Link {
    /// Starts the tasks of a link.
    pub(super) fn begin(lanes: Lanes, beginning: Beginning) -> Link {
        let Beginning { peer, connection, is_chooser, beat, mouth, bulk_room, ended } = beginning;
        let now = Instant::now();
        let mut outbox = Outbox::default();
        if is_chooser {
            outbox.choose();
        }
        let pair = Arc::new(Pair {
            peer,
            mouth,
            outbox: Mutex::new(outbox),
            wake: [Notify::new(), Notify::new(), Notify::new()],
            pulse: Mutex::new(Pulse { heard: now, awaited: None, asked: (now, 0) }),
            is_held: AtomicBool::new(false),
            is_mute: AtomicBool::new(false),
        });
        let mut running = run(lanes, &pair, beat, bulk_room);
        let tasks = tokio::spawn(async move {
            let why = match running.join_next().await {
                Some(Ok(why)) => why,
                Some(Err(error)) => Why::Broken(error.to_string()),
                None => Why::Broken("nothing ran".to_owned()),
            };
            // A switchboard that is gone needs no report.
            let _ = ended.send(Ended { peer, connection, why }).await;
            // The other tasks live until the switchboard drops the link: a goodbye may still be written.
            std::future::pending::<()>().await;
        });
        Link { pair, tasks: tasks.abort_handle() }
    }

    /// Queues what the program sends.
    pub(super) fn send(&self, lane: Lane, bytes: Vec<u8>) -> Result<(), Refusal> {
        self.pair.outbox().put(lane, bytes)?;
        self.pair.wake(lane);
        Ok(())
    }

    /// Says goodbye; the program hears nothing more from this link, and dropping it ends its tasks.
    pub(super) fn part(&self, why: &str) {
        self.pair.is_mute.store(true, Ordering::Relaxed);
        self.pair.outbox().bye(plain(why));
        self.pair.wake(Lane::Ctrl);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.pair.is_mute.store(true, Ordering::Relaxed);
        self.tasks.abort();
    }
}

impl Pair {
    /// What waits to leave.
    pub(super) fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pulse(&self) -> MutexGuard<'_, Pulse> {
        self.pulse.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A lane has something to write.
    pub(super) fn wake(&self, lane: Lane) {
        let [ctrl, live, bulk] = &self.wake;
        match lane {
            Lane::Ctrl => ctrl.notify_one(),
            Lane::Live => live.notify_one(),
            Lane::Bulk => bulk.notify_one(),
        }
    }

    /// Waits until a lane has something to write.
    pub(super) async fn woken(&self, lane: Lane) {
        let [ctrl, live, bulk] = &self.wake;
        match lane {
            Lane::Ctrl => ctrl.notified().await,
            Lane::Live => live.notified().await,
            Lane::Bulk => bulk.notified().await,
        }
    }

    /// A whole frame came in.
    pub(super) fn heard(&self) {
        self.pulse().heard = Instant::now();
    }

    /// CTRL waits for the program; what the other side says meanwhile is not heard.
    pub(super) fn hold(&self) {
        self.is_held.store(true, Ordering::Relaxed);
    }

    /// CTRL is read again.
    pub(super) fn resume(&self) {
        self.heard();
        self.is_held.store(false, Ordering::Relaxed);
    }

    /// Asks for an echo, or asks again for the one that is awaited.
    pub(super) fn ask(&self) {
        let (nonce, _) = *self.pulse().awaited.get_or_insert_with(|| (rand::random(), Instant::now()));
        self.outbox().ping(nonce);
    }

    /// They ask for an echo. Honest players do so about once a second.
    pub(super) fn answer(&self, nonce: u32) -> Result<(), Breach> {
        let mut pulse = self.pulse();
        let (since, count) = pulse.asked;
        pulse.asked = if since.elapsed() < ROUND_TRIP_EVERY { (since, count + 1) } else { (Instant::now(), 1) };
        if pulse.asked.1 > PINGS_MAX {
            return Err(Breach::Flood);
        }
        drop(pulse);
        self.outbox().pong(nonce);
        self.wake(Lane::Ctrl);
        Ok(())
    }

    /// An echo came back.
    pub(super) fn echoed(&self, nonce: u32) {
        let mut pulse = self.pulse();
        let Some((_, asked)) = pulse.awaited.take_if(|(awaited, _)| *awaited == nonce) else { return };
        drop(pulse);
        let micros = u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX);
        if !self.is_mute.load(Ordering::Relaxed) {
            self.mouth.chat(Told::RoundTrip { peer: self.peer, micros });
        }
    }

    /// Gives a frame to the program, unless the link is over for it.
    pub(super) fn deliver(&self, lane: Lane, bytes: Vec<u8>, room: Room) {
        if !self.is_mute.load(Ordering::Relaxed) {
            self.mouth.deliver(Told::Received { peer: self.peer, lane, bytes }, room);
        }
    }
}

/// Starts all tasks of a link; the first that ends says why the link does.
fn run(lanes: Lanes, pair: &Arc<Pair>, beat: Duration, bulk_room: Arc<Semaphore>) -> JoinSet<Why> {
    let (ctrl_in, ctrl_out) = lanes.ctrl.split();
    let (live_in, live_out) = lanes.live.split();
    let (bulk_in, bulk_out) = lanes.bulk.split();
    let mut tasks = JoinSet::new();
    tasks.spawn(write_ctrl(ctrl_out, Arc::clone(pair), beat));
    tasks.spawn(write_other(live_out, Arc::clone(pair), Lane::Live));
    tasks.spawn(write_other(bulk_out, Arc::clone(pair), Lane::Bulk));
    tasks.spawn(reason(read_ctrl(BufReader::new(ctrl_in), Arc::clone(pair))));
    tasks.spawn(reason(read_live(BufReader::new(live_in), Arc::clone(pair))));
    tasks.spawn(reason(read_bulk(BufReader::new(bulk_in), Arc::clone(pair), bulk_room)));
    tasks.spawn(watch(Arc::clone(pair)));
    tasks
}

/// Readers never stop without a reason.
async fn reason(reader: impl Future<Output = Result<Infallible, Why>>) -> Why {
    match reader.await {
        Ok(never) => match never {},
        Err(why) => why,
    }
}

/// Ends a link on which nothing comes in, or that takes nothing.
async fn watch(pair: Arc<Pair>) -> Why {
    loop {
        sleep(SILENCE_MAX / 20).await;
        let pulse = pair.pulse();
        let is_held = pair.is_held.load(Ordering::Relaxed);
        if !is_held && pulse.heard.elapsed() > SILENCE_MAX {
            return Why::Silent;
        }
        if !is_held && pulse.awaited.is_some_and(|(_, asked)| asked.elapsed() > NOT_READING_MAX) {
            return Why::NotReading;
        }
    }
}
