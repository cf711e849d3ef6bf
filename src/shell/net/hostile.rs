//! What a hostile member may do on an encrypted connection, tried on real loopback sockets.

use std::time::{Duration, Instant};

use futures::{AsyncReadExt as _, AsyncWriteExt as _, StreamExt as _};
use libp2p::Multiaddr;
use libp2p::swarm::SwarmEvent;
use tokio::runtime::Runtime;

use super::frame::{Kind, write};
use super::lanes::{Event, Lanes};
use super::limits::{BULK_MESSAGE_BYTES_MAX, CTRL_FRAME_BYTES_MAX, LIVE_FRAME_BYTES_MAX, PINGS_MAX};
use super::swarm::{PartsEvent, build};
use super::{Ask, Carriers, Inbox, Lane, Net, Settings, Told, Why, key};

const PATIENCE: Duration = Duration::from_secs(15);

/// An honest machine and a hostile one with open lanes; the honest one has chosen the connection.
struct Scene {
    victim: Net,
    inbox: Inbox,
    foe: [u8; 32],
    lanes: Box<Lanes>,
    runtime: Runtime,
}

fn hear<T>(inbox: &mut Inbox, what: &str, pick: impl Fn(&Told) -> Option<T>) -> T {
    let due = Instant::now() + PATIENCE;
    loop {
        let left = due.saturating_duration_since(Instant::now());
        assert!(!left.is_zero(), "waited in vain for {what}");
        if let Some(found) = inbox.wait(left).as_ref().and_then(&pick) {
            return found;
        }
    }
}

fn listening(net: &Net, inbox: &mut Inbox) -> String {
    net.ask(Ask::Listen { address: "/ip4/127.0.0.1/udp/0/quic-v1".to_owned() }).unwrap();
    hear(inbox, "an open address", |told| match told {
        Told::Listening { address } => Some(address.clone()),
        _ => None,
    })
}

impl Scene {
    fn new() -> Scene {
        let (victim, mut inbox) = Net::start(&[1; 32], Settings { carriers: Carriers::QuicAndTcp }).unwrap();
        let address: Multiaddr = listening(&victim, &mut inbox).parse().unwrap();
        // The victim has the smaller key: it chooses, and its link stands as soon as the lanes do.
        let identity = (2..=u8::MAX)
            .filter_map(|seed| key::identity(&[seed; 32]))
            .find(|identity| key::of_public(&identity.public()).unwrap() > victim.key())
            .unwrap();
        let foe = key::of_public(&identity.public()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let lanes = runtime.block_on(async {
            let mut swarm = build(&identity, &mut Vec::new()).unwrap();
            swarm.dial(address).unwrap();
            let lanes = loop {
                let event = swarm.select_next_some().await;
                if let SwarmEvent::Behaviour(PartsEvent::Lanes(Event::Standing(_, lanes))) = event {
                    break lanes;
                }
            };
            tokio::spawn(async move {
                loop {
                    swarm.select_next_some().await;
                }
            });
            lanes
        });
        hear(&mut inbox, "the link", |told| matches!(told, Told::Connected { .. }).then_some(()));
        Scene { victim, inbox, foe, lanes, runtime }
    }

    fn write(&mut self, lane: Lane, bytes: &[u8]) {
        let stream = match lane {
            Lane::Ctrl => &mut self.lanes.ctrl,
            Lane::Live => &mut self.lanes.live,
            Lane::Bulk => &mut self.lanes.bulk,
        };
        self.runtime.block_on(async {
            stream.write_all(bytes).await.unwrap();
            stream.flush().await.unwrap();
        });
    }

    fn lost(&mut self) -> Why {
        let foe = self.foe;
        hear(&mut self.inbox, "the end of the link", |told| match told {
            Told::Lost { peer, why } if *peer == foe => Some(why.clone()),
            _ => None,
        })
    }
}

fn frame(kind: Kind, bytes: &[u8]) -> Vec<u8> {
    let mut wire = Vec::new();
    write(&mut wire, kind, bytes);
    wire
}

/// A kind and a length with nothing behind them: the length alone must end the link.
fn announced(kind: Kind, length: usize) -> Vec<u8> {
    frame(kind, &vec![0; length]).into_iter().take(4).collect()
}

#[test]
fn every_breach_ends_the_link_with_its_reason() {
    let check = |lane: Lane, bytes: &[u8], words: &str| {
        let mut scene = Scene::new();
        scene.write(lane, bytes);
        assert_eq!(scene.lost(), Why::Breach(words.to_owned()));
        // The foe is told, too, as the last word on CTRL.
        let said = scene.runtime.block_on(async {
            let mut said = Vec::new();
            let _ = scene.lanes.ctrl.read_to_end(&mut said).await;
            said
        });
        let bye = frame(Kind::Bye, format!("broke the rules of the wire: {words}").as_bytes());
        assert!(said.ends_with(&bye), "{words}: {said:?}");
    };
    let too_long = "a frame longer than its lane allows";
    check(Lane::Ctrl, &announced(Kind::Payload, CTRL_FRAME_BYTES_MAX + 1), too_long);
    check(Lane::Live, &announced(Kind::Payload, LIVE_FRAME_BYTES_MAX + 1), too_long);
    let length = u32::try_from(BULK_MESSAGE_BYTES_MAX + 1).unwrap();
    check(Lane::Bulk, &frame(Kind::Begin, &length.to_le_bytes()), too_long);
    check(Lane::Ctrl, &[0xff], "an unknown kind of frame");
    check(Lane::Live, &frame(Kind::Taken, &[]), "frames out of order");
    check(Lane::Bulk, &frame(Kind::Chunk, &[1]), "frames out of order");
    check(Lane::Ctrl, &frame(Kind::Chosen, &[]), "frames out of order");
    check(Lane::Ctrl, &frame(Kind::Ping, &[1, 2, 3]), "a frame of the wrong size");
    check(Lane::Ctrl, &frame(Kind::Ping, &[0; 4]).repeat(PINGS_MAX as usize + 1), "a flood of echoes");
}

#[test]
fn a_silent_peer_is_noticed_within_seconds() {
    let mut scene = Scene::new();
    let begun = Instant::now();
    assert_eq!(scene.lost(), Why::Silent);
    assert!(begun.elapsed() < Duration::from_secs(7), "{:?}", begun.elapsed());
}

#[test]
fn a_peer_that_never_reads_costs_only_itself() {
    let mut scene = Scene::new();
    // An honest third player at the same table.
    let (friend, mut friend_inbox) = Net::start(&[200; 32], Settings::default()).unwrap();
    let address = listening(&scene.victim, &mut scene.inbox);
    friend.ask(Ask::Dial { peer: None, addresses: vec![address] }).unwrap();
    hear(&mut friend_inbox, "the friend's link", |told| matches!(told, Told::Connected { .. }).then_some(()));
    hear(&mut scene.inbox, "the friend's link", |told| matches!(told, Told::Connected { .. }).then_some(()));
    let mut overflowed = None;
    for nth in 0..4_000_u32 {
        let bytes = vec![0; 1_000];
        scene.victim.ask(Ask::Send { peer: scene.foe, lane: Lane::Ctrl, bytes }).unwrap();
        let word = nth.to_le_bytes().to_vec();
        scene.victim.ask(Ask::Send { peer: friend.key(), lane: Lane::Ctrl, bytes: word.clone() }).unwrap();
        let heard = hear(&mut friend_inbox, "a word", |told| match told {
            Told::Received { bytes, .. } => Some(bytes.clone()),
            _ => None,
        });
        assert_eq!(heard, word);
        while let Some(told) = scene.inbox.take() {
            if let Told::Dropped { why, peer, .. } = &told {
                assert_eq!((why, peer), (&Why::Overflow, &scene.foe));
                overflowed = Some(nth);
            }
            if let Told::Lost { why, peer } = &told {
                assert_eq!((why, peer), (&Why::Overflow, &scene.foe));
                // What the foe's own window and our queue hold, and not more.
                assert!(overflowed.is_some_and(|nth| nth < 1_500), "{overflowed:?}");
                return;
            }
        }
    }
    panic!("the queue never overflowed");
}

#[test]
fn messages_that_nobody_takes_are_no_longer_read() {
    let mut scene = Scene::new();
    let foe = scene.foe;
    // Far more empty messages than a peer may have waiting; each would fit by its bytes.
    scene.write(Lane::Bulk, &frame(Kind::Begin, &[0; 4]).repeat(2_000));
    scene.write(Lane::Live, &frame(Kind::Payload, &[1]).repeat(1_000));
    scene.write(Lane::Ctrl, &frame(Kind::Payload, &[2]).repeat(1_000));
    // The program looks away for as long as an echo takes on another link.
    let (friend, mut friend_inbox) = Net::start(&[200; 32], Settings::default()).unwrap();
    let address = listening(&friend, &mut friend_inbox);
    scene.victim.ask(Ask::Dial { peer: None, addresses: vec![address] }).unwrap();
    hear(&mut friend_inbox, "an echo from the victim", |told| matches!(told, Told::RoundTrip { .. }).then_some(()));
    let mut before = [0; 3];
    loop {
        match scene.inbox.take() {
            Some(Told::Connected { .. }) => break,
            Some(Told::Received { peer, lane, .. }) if peer == foe => before[lane as usize] += 1,
            Some(_) => {}
            None => panic!("the victim has not told of its friend"),
        }
    }
    // What came in before the friend did, while nobody took anything.
    let [ctrl, live, bulk] = before;
    assert!((1..=64).contains(&ctrl) && live <= 1 && bulk <= 2, "{before:?}");
}
