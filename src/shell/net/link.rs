//! One link: three lanes read and written side by side, kept awake, and ended by the first thing that goes wrong.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::io::{AsyncReadExt, AsyncWriteExt, BufReader, ReadHalf, WriteHalf};
use libp2p::Stream;
use libp2p::swarm::ConnectionId;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::bulk::Assembly;
use super::frame::{self, Breach, Kind, Length};
use super::inbox::Mouth;
use super::lanes::Lanes;
use super::limits::{
    BULK_IN_SECOND_BYTES, BULK_IN_TIME, BULK_IN_UNIT_BYTES, CTRL_IN_BYTES_MAX, CTRL_IN_FRAME_BYTES_MIN,
    NOT_READING_MAX, ROUND_TRIP_EVERY, SILENCE_MAX,
};
use super::outbox::{Outbox, Refusal};
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
struct Pair {
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
}

impl Link {
    /// Starts the tasks of a link.
    pub(super) fn begin(lanes: Lanes, beginning: Beginning) -> Link {
        let Beginning { peer, connection, is_chooser, beat, mouth, bulk_room, ended } = beginning;
        let mut outbox = Outbox::default();
        if is_chooser {
            outbox.choose();
        }
        let pair = Arc::new(Pair {
            peer,
            mouth,
            outbox: Mutex::new(outbox),
            wake: [Notify::new(), Notify::new(), Notify::new()],
            pulse: Mutex::new(Pulse { heard: Instant::now(), awaited: None }),
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
    fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pulse(&self) -> MutexGuard<'_, Pulse> {
        self.pulse.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, lane: Lane) {
        let [ctrl, live, bulk] = &self.wake;
        match lane {
            Lane::Ctrl => ctrl.notify_one(),
            Lane::Live => live.notify_one(),
            Lane::Bulk => bulk.notify_one(),
        }
    }

    async fn woken(&self, lane: Lane) {
        let [ctrl, live, bulk] = &self.wake;
        match lane {
            Lane::Ctrl => ctrl.notified().await,
            Lane::Live => live.notified().await,
            Lane::Bulk => bulk.notified().await,
        }
    }

    fn heard(&self) {
        self.pulse().heard = Instant::now();
    }

    /// Asks for an echo, or asks again for the one that is awaited.
    fn ask(&self) {
        let (nonce, _) = *self.pulse().awaited.get_or_insert_with(|| (rand::random(), Instant::now()));
        self.outbox().ping(nonce);
    }

    fn echoed(&self, nonce: u32) {
        let mut pulse = self.pulse();
        let Some((_, asked)) = pulse.awaited.take_if(|(awaited, _)| *awaited == nonce) else { return };
        drop(pulse);
        let micros = u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX);
        if !self.is_mute.load(Ordering::Relaxed) {
            self.mouth.chat(Told::RoundTrip { peer: self.peer, micros });
        }
    }

    fn deliver(&self, lane: Lane, bytes: Vec<u8>, room: OwnedSemaphorePermit) {
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
    tasks.spawn(reading(read_ctrl(BufReader::new(ctrl_in), Arc::clone(pair))));
    tasks.spawn(reading(read_live(BufReader::new(live_in), Arc::clone(pair))));
    tasks.spawn(reading(read_bulk(BufReader::new(bulk_in), Arc::clone(pair), bulk_room)));
    tasks.spawn(watch(Arc::clone(pair)));
    tasks
}

/// Readers only ever stop with a reason.
async fn reading(reader: impl Future<Output = Result<(), Why>>) -> Why {
    match reader.await {
        Ok(()) => Why::Broken("reading ended".to_owned()),
        Err(why) => why,
    }
}

/// Writes one piece; a peer that takes nothing ends the link.
async fn write(stream: &mut WriteHalf<Stream>, bytes: &[u8]) -> Result<(), Why> {
    let writing = async {
        stream.write_all(bytes).await?;
        stream.flush().await
    };
    match timeout(NOT_READING_MAX, writing).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(broken(&error)),
        Err(_) => Err(Why::NotReading),
    }
}

/// Writes CTRL, and asks for an echo whenever it is time.
async fn write_ctrl(mut stream: WriteHalf<Stream>, pair: Arc<Pair>, beat: Duration) -> Why {
    let mut said = Instant::now();
    let mut asked = said;
    // The first echo is asked for at once: the program wants to know what kind of link it has.
    pair.ask();
    loop {
        let now = Instant::now();
        if now >= said + beat || now >= asked + ROUND_TRIP_EVERY {
            asked = now;
            pair.ask();
        }
        let next = pair.outbox().next(Lane::Ctrl);
        if let Some(bytes) = next {
            if let Err(why) = write(&mut stream, &bytes).await {
                return why;
            }
            said = Instant::now();
        } else if pair.outbox().is_done() {
            // The last word is out; the switchboard closes the connection.
            std::future::pending::<()>().await;
        } else {
            let due = (said + beat).min(asked + ROUND_TRIP_EVERY);
            let _ = timeout_at(due, pair.woken(Lane::Ctrl)).await;
        }
    }
}

/// Writes LIVE or BULK; between two pieces everybody else gets a turn.
async fn write_other(mut stream: WriteHalf<Stream>, pair: Arc<Pair>, lane: Lane) -> Why {
    loop {
        let next = pair.outbox().next(lane);
        let Some(bytes) = next else {
            pair.woken(lane).await;
            continue;
        };
        if let Err(why) = write(&mut stream, &bytes).await {
            return why;
        }
        tokio::task::yield_now().await;
    }
}

/// Reads one frame; its length is judged before anything is allocated.
async fn read(stream: &mut BufReader<ReadHalf<Stream>>, lane: Lane) -> Result<(Kind, Vec<u8>), Why> {
    let mut byte = [0_u8];
    read_exact(stream, &mut byte).await?;
    let [first] = byte;
    let kind = frame::kind(lane, first).map_err(breach)?;
    let mut length = Length::default();
    let size = loop {
        read_exact(stream, &mut byte).await?;
        let [next] = byte;
        if let Some(size) = length.take(next).map_err(breach)? {
            break size;
        }
    };
    frame::allowed(lane, kind, size).map_err(breach)?;
    let mut bytes = vec![0; size];
    read_exact(stream, &mut bytes).await?;
    Ok((kind, bytes))
}

async fn read_exact(stream: &mut BufReader<ReadHalf<Stream>>, bytes: &mut [u8]) -> Result<(), Why> {
    stream.read_exact(bytes).await.map_err(|error| broken(&error))
}

async fn read_ctrl(mut stream: BufReader<ReadHalf<Stream>>, pair: Arc<Pair>) -> Result<(), Why> {
    let inbox_room = Arc::new(Semaphore::new(CTRL_IN_BYTES_MAX));
    loop {
        let (kind, bytes) = read(&mut stream, Lane::Ctrl).await?;
        pair.heard();
        match kind {
            Kind::Payload => {
                pair.is_held.store(true, Ordering::Relaxed);
                let room = reserve(&inbox_room, bytes.len().max(CTRL_IN_FRAME_BYTES_MIN)).await?;
                pair.heard();
                pair.is_held.store(false, Ordering::Relaxed);
                pair.deliver(Lane::Ctrl, bytes, room);
            }
            Kind::Ping => {
                pair.outbox().pong(number(&bytes)?);
                pair.wake(Lane::Ctrl);
            }
            Kind::Pong => pair.echoed(number(&bytes)?),
            Kind::Bye => return Err(Why::ClosedThere(plain(&String::from_utf8_lossy(&bytes)))),
            Kind::Chosen | Kind::Taken | Kind::Begin | Kind::Chunk => return Err(breach(Breach::Order)),
        }
    }
}

async fn read_live(mut stream: BufReader<ReadHalf<Stream>>, pair: Arc<Pair>) -> Result<(), Why> {
    // One frame waits for the program; the next is taken, and its receipt given, when that one is out.
    let inbox_room = Arc::new(Semaphore::new(1));
    loop {
        let (kind, bytes) = read(&mut stream, Lane::Live).await?;
        pair.heard();
        if kind == Kind::Taken {
            pair.outbox().taken(Lane::Live).map_err(breach)?;
        } else {
            let room = reserve(&inbox_room, 1).await?;
            pair.deliver(Lane::Live, bytes, room);
            pair.outbox().receipt(Lane::Live);
        }
        pair.wake(Lane::Live);
    }
}

async fn read_bulk(
    mut stream: BufReader<ReadHalf<Stream>>,
    pair: Arc<Pair>,
    inbox_room: Arc<Semaphore>,
) -> Result<(), Why> {
    let mut assembly = Assembly::default();
    let mut coming: Option<(OwnedSemaphorePermit, Instant)> = None;
    loop {
        let reading = read(&mut stream, Lane::Bulk);
        let (kind, bytes) = match &coming {
            Some((_, due)) => timeout_at(*due, reading).await.map_err(|_| breach(Breach::Slow))??,
            None => reading.await?,
        };
        pair.heard();
        match kind {
            Kind::Begin => {
                let length = assembly.begin(&bytes).map_err(breach)?;
                let room = reserve(&inbox_room, length / BULK_IN_UNIT_BYTES + 1).await?;
                let seconds = u64::try_from(length / BULK_IN_SECOND_BYTES).unwrap_or(0);
                coming = Some((room, Instant::now() + BULK_IN_TIME + Duration::from_secs(seconds)));
            }
            Kind::Chunk => {
                assembly.chunk(&bytes).map_err(breach)?;
                pair.outbox().receipt(Lane::Bulk);
            }
            _ => pair.outbox().taken(Lane::Bulk).map_err(breach)?,
        }
        pair.wake(Lane::Bulk);
        if let Some(message) = assembly.whole()
            && let Some((room, _)) = coming.take()
        {
            pair.deliver(Lane::Bulk, message, room);
        }
    }
}

/// Waits until the program has made room.
async fn reserve(room: &Arc<Semaphore>, amount: usize) -> Result<OwnedSemaphorePermit, Why> {
    let amount = u32::try_from(amount).map_err(|_| Why::TooLong)?;
    Arc::clone(room).acquire_many_owned(amount).await.map_err(|error| Why::Broken(error.to_string()))
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

/// Waits for the first word of the side that chooses.
pub(super) async fn chosen(lanes: &mut Lanes) -> bool {
    let mut expected = Vec::new();
    frame::write(&mut expected, Kind::Chosen, &[]);
    let mut word = vec![0; expected.len()];
    lanes.ctrl.read_exact(&mut word).await.is_ok() && word == expected
}

fn number(bytes: &[u8]) -> Result<u32, Why> {
    bytes.try_into().map(u32::from_le_bytes).map_err(|_| breach(Breach::Size))
}

fn breach(breach: Breach) -> Why {
    Why::Breach(breach.to_string())
}

fn broken(error: &std::io::Error) -> Why {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Why::Broken("the other side went away".to_owned()),
        _ => Why::Broken(plain(&super::why::chain(error))),
    }
}
