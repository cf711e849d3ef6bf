//! Reading and writing the three lanes of a link, each in its own time, none waiting for another.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures::io::{AsyncReadExt, AsyncWriteExt, BufReader, ReadHalf, WriteHalf};
use libp2p::Stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

use super::Lane;
use super::bulk::Assembly;
use super::frame::{self, Breach, Kind, Length};
use super::inbox::Room;
use super::lanes::Lanes;
use super::limits::{
    BULK_IN_MESSAGES_MAX, BULK_IN_SECOND_BYTES, BULK_IN_TIME, BULK_IN_UNIT_BYTES, CTRL_IN_BYTES_MAX,
    CTRL_IN_FRAME_BYTES_MIN, NOT_READING_MAX, ROUND_TRIP_EVERY,
};
use super::link::Pair;
use super::why::{Why, plain};

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
pub(super) async fn write_ctrl(mut stream: WriteHalf<Stream>, pair: Arc<Pair>, beat: Duration) -> Why {
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
pub(super) async fn write_other(mut stream: WriteHalf<Stream>, pair: Arc<Pair>, lane: Lane) -> Why {
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
    // A peer whose frames never run out must not keep the others from their turn.
    tokio::task::consume_budget().await;
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

/// Reads CTRL: gives frames to the program, answers echoes.
pub(super) async fn read_ctrl(mut stream: BufReader<ReadHalf<Stream>>, pair: Arc<Pair>) -> Result<Infallible, Why> {
    let inbox_room = Arc::new(Semaphore::new(CTRL_IN_BYTES_MAX));
    loop {
        let (kind, bytes) = read(&mut stream, Lane::Ctrl).await?;
        pair.heard();
        match kind {
            Kind::Payload => {
                pair.hold();
                let room = reserve(&inbox_room, bytes.len().max(CTRL_IN_FRAME_BYTES_MIN)).await?;
                pair.resume();
                pair.deliver(Lane::Ctrl, bytes, Room { _own: room, _shared: None });
            }
            Kind::Ping => pair.answer(number(&bytes)?).map_err(breach)?,
            Kind::Pong => pair.echoed(number(&bytes)?),
            Kind::Bye => return Err(Why::ClosedThere(plain(&String::from_utf8_lossy(&bytes)))),
            Kind::Chosen | Kind::Taken | Kind::Begin | Kind::Chunk => return Err(breach(Breach::Order)),
        }
    }
}

/// Reads LIVE: one frame waits for the program; the next is taken when that one is out.
pub(super) async fn read_live(mut stream: BufReader<ReadHalf<Stream>>, pair: Arc<Pair>) -> Result<Infallible, Why> {
    let inbox_room = Arc::new(Semaphore::new(1));
    loop {
        let (kind, bytes) = read(&mut stream, Lane::Live).await?;
        pair.heard();
        if kind == Kind::Taken {
            pair.outbox().taken(Lane::Live).map_err(breach)?;
        } else {
            let room = reserve(&inbox_room, 1).await?;
            pair.deliver(Lane::Live, bytes, Room { _own: room, _shared: None });
            pair.outbox().receipt(Lane::Live);
        }
        pair.wake(Lane::Live);
    }
}

/// Reads BULK: gathers pieces into messages, within the room that all peers share.
pub(super) async fn read_bulk(
    mut stream: BufReader<ReadHalf<Stream>>,
    pair: Arc<Pair>,
    shared_room: Arc<Semaphore>,
) -> Result<Infallible, Why> {
    let own_room = Arc::new(Semaphore::new(BULK_IN_MESSAGES_MAX));
    let mut assembly = Assembly::default();
    let mut coming: Option<(Room, Instant)> = None;
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
                let own = reserve(&own_room, 1).await?;
                let shared = reserve(&shared_room, length / BULK_IN_UNIT_BYTES + 1).await?;
                let room = Room { _own: own, _shared: Some(shared) };
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
