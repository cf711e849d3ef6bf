//! Real sockets on loopback: how two networks find, greet, serve and leave each other.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use roundtable::shell::net::{Ask, Carriers, Direction, Inbox, LIVE_FRAME_BYTES_MAX, Lane, Net, Settings, Told, Why};

const PATIENCE: Duration = Duration::from_secs(10);
const LOOPBACK_TCP: &str = "/ip4/127.0.0.1/tcp/0";
const LOOPBACK_QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";

/// One player's machine.
struct Machine {
    net: Net,
    inbox: Inbox,
    key: [u8; 32],
    seen: Vec<Told>,
}

impl Machine {
    fn new(secret: u8, carriers: Carriers) -> Machine {
        let (net, inbox) = Net::start(&[secret; 32], Settings { carriers }).expect("a network starts");
        let key = net.key();
        Machine { net, inbox, key, seen: Vec::new() }
    }

    fn ask(&self, ask: Ask) {
        self.net.ask(ask).expect("the network takes asks");
    }

    /// Waits for a word, keeping the others for later; fails when it does not come.
    fn hear<T>(&mut self, what: &str, mut pick: impl FnMut(&Told) -> Option<T>) -> T {
        let due = Instant::now() + PATIENCE;
        let mut at = 0;
        loop {
            if let Some(told) = self.seen.get(at) {
                if let Some(found) = pick(told) {
                    self.seen.remove(at);
                    return found;
                }
                at += 1;
                continue;
            }
            let left = due.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}; heard {:?}", self.seen);
            self.seen.extend(self.inbox.wait(left));
        }
    }

    fn listen(&mut self, address: &str) -> String {
        self.ask(Ask::Listen { address: address.to_owned() });
        self.hear("an open address", |told| match told {
            Told::Listening { address } => Some(address.clone()),
            _ => None,
        })
    }

    fn dial(&self, peer: Option<[u8; 32]>, address: &str) {
        self.ask(Ask::Dial { peer, addresses: vec![address.to_owned()] });
    }

    fn connected(&mut self, to: [u8; 32]) -> (String, Direction) {
        self.hear("a link", |told| match told {
            Told::Connected { peer, path, direction, .. } if *peer == to => Some((path.clone(), *direction)),
            _ => None,
        })
    }

    fn lost(&mut self, to: [u8; 32]) -> Why {
        self.hear("the end of a link", |told| match told {
            Told::Lost { peer, why } if *peer == to => Some(why.clone()),
            _ => None,
        })
    }

    fn failed(&mut self) -> Vec<Why> {
        self.hear("a failed dial", |told| match told {
            Told::Failed { attempts, .. } => Some(attempts.iter().map(|attempt| attempt.why.clone()).collect()),
            _ => None,
        })
    }

    fn send(&self, peer: [u8; 32], lane: Lane, bytes: &[u8]) {
        self.ask(Ask::Send { peer, lane, bytes: bytes.to_vec() });
    }

    fn received(&mut self, on: Lane) -> Vec<u8> {
        self.hear("a frame", |told| match told {
            Told::Received { lane, bytes, .. } if *lane == on => Some(bytes.clone()),
            _ => None,
        })
    }

    fn dropped(&mut self) -> Why {
        self.hear("a frame that was dropped", |told| match told {
            Told::Dropped { why, .. } => Some(why.clone()),
            _ => None,
        })
    }

    /// A frame to the other side and back shows that the link stands and everything before it has been handled.
    fn echo(&mut self, other: &mut Machine) {
        self.send(other.key, Lane::Ctrl, b"echo");
        assert_eq!(other.received(Lane::Ctrl), b"echo");
        other.send(self.key, Lane::Ctrl, b"back");
        assert_eq!(self.received(Lane::Ctrl), b"back");
    }

    fn links_told(&self) -> usize {
        self.seen.iter().filter(|told| matches!(told, Told::Connected { .. } | Told::Lost { .. })).count()
    }
}

/// Two machines with a link.
fn pair(address: &str) -> (Machine, Machine) {
    let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
    let open = ada.listen(address);
    bob.dial(None, &open);
    bob.connected(ada.key);
    ada.connected(bob.key);
    (ada, bob)
}

/// The port of an address like `/ip4/127.0.0.1/tcp/4001`.
fn port(address: &str) -> u16 {
    address.split('/').find_map(|part| part.parse().ok()).expect("an address with a port")
}

fn check_lanes(address: &str, name: &str) {
    let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
    let open = ada.listen(address);
    bob.dial(Some(ada.key), &open);
    assert_eq!(bob.connected(ada.key), (name.to_owned(), Direction::Outbound));
    assert_eq!(ada.connected(bob.key), (name.to_owned(), Direction::Inbound));
    for lane in [Lane::Ctrl, Lane::Live, Lane::Bulk] {
        for bytes in [b"hello".as_slice(), b"", &[7; LIVE_FRAME_BYTES_MAX]] {
            bob.send(ada.key, lane, bytes);
            assert_eq!(ada.received(lane), bytes);
            ada.send(bob.key, lane, bytes);
            assert_eq!(bob.received(lane), bytes);
        }
    }
    for machine in [&mut ada, &mut bob] {
        let micros = machine.hear("a round trip", |told| match told {
            Told::RoundTrip { micros, .. } => Some(*micros),
            _ => None,
        });
        assert!(micros < 1_000_000, "{micros}");
    }
}

#[test]
fn all_lanes_carry_bytes_both_ways_over_quic() {
    check_lanes(LOOPBACK_QUIC, "loopback quic");
}

#[test]
fn all_lanes_carry_bytes_both_ways_over_tcp() {
    check_lanes(LOOPBACK_TCP, "loopback tcp");
}

#[test]
fn a_burst_arrives_in_order() {
    for address in [LOOPBACK_QUIC, LOOPBACK_TCP] {
        let (mut ada, bob) = pair(address);
        for number in 0..200_u32 {
            bob.send(ada.key, Lane::Ctrl, &number.to_le_bytes());
        }
        for number in 0..200_u32 {
            assert_eq!(ada.received(Lane::Ctrl), number.to_le_bytes());
        }
    }
}

#[test]
fn a_large_message_does_not_hold_up_the_others() {
    for address in [LOOPBACK_QUIC, LOOPBACK_TCP] {
        let (mut ada, mut bob) = pair(address);
        let message: Vec<u8> = (0..5 * 1024 * 1024_u32).map(|n| (n % 251) as u8).collect();
        bob.send(ada.key, Lane::Bulk, &message);
        let mut echoes = 0;
        while !ada.seen.iter().any(|told| matches!(told, Told::Received { lane: Lane::Bulk, .. })) {
            bob.echo(&mut ada);
            echoes += 1;
        }
        assert!(echoes > 10, "only {echoes} echoes while the message came in");
        assert!(ada.received(Lane::Bulk) == message);
    }
}

#[test]
fn presence_never_queues() {
    let (mut ada, mut bob) = pair(LOOPBACK_TCP);
    for number in 0..1_000_u32 {
        bob.send(ada.key, Lane::Live, &number.to_le_bytes());
    }
    // The echo leaves after all of them, and the program has taken none of them yet.
    bob.send(ada.key, Lane::Ctrl, b"after");
    let mut live = Vec::new();
    loop {
        let told = ada.hear("the last presence", |told| match told {
            Told::Received { lane: Lane::Live, bytes, .. } => bytes.as_slice().try_into().ok().map(u32::from_le_bytes),
            _ => None,
        });
        live.push(told);
        if told == 999 {
            break;
        }
    }
    assert!(live.len() < 1_000 && live.is_sorted(), "{} frames came through", live.len());
    bob.echo_after(&mut ada);
}

#[test]
fn what_is_too_long_is_refused_here() {
    let (mut ada, mut bob) = pair(LOOPBACK_TCP);
    for (lane, limit) in [(Lane::Ctrl, 64 * 1024), (Lane::Live, 1_200), (Lane::Bulk, 16 * 1024 * 1024)] {
        bob.send(ada.key, lane, &vec![0; limit + 1]);
        assert_eq!(bob.dropped(), Why::TooLong);
    }
    bob.send(ada.key, Lane::Ctrl, &vec![1; 64 * 1024]);
    assert_eq!(ada.received(Lane::Ctrl).len(), 64 * 1024);
    bob.send([9; 32], Lane::Ctrl, b"who");
    assert_eq!(bob.dropped(), Why::NotConnected);
}

#[test]
fn a_dial_that_fails_says_why() {
    let mut ada = Machine::new(1, Carriers::QuicAndTcp);
    let bob = Machine::new(2, Carriers::QuicAndTcp);
    // Nobody has this port: it was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port");
    ada.dial(None, &format!("/ip4/127.0.0.1/tcp/{}", free.port()));
    assert_eq!(ada.failed(), [Why::Refused]);
    let own = ada.listen(LOOPBACK_TCP);
    ada.dial(None, &own);
    assert_eq!(ada.failed(), [Why::OwnAddress]);
    ada.dial(Some(ada.key), &own);
    assert_eq!(ada.failed(), [Why::OwnAddress]);
    ada.dial(None, "nonsense");
    assert_eq!(ada.failed(), [Why::BadAddress("nonsense".to_owned())]);
    let mut eve = Machine::new(3, Carriers::QuicAndTcp);
    for address in [LOOPBACK_TCP, LOOPBACK_QUIC] {
        let open = eve.listen(address);
        ada.dial(Some(bob.key), &open);
        assert_eq!(ada.failed(), [Why::WrongKey]);
    }
    // A door that is open but speaks another language.
    let deaf = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = deaf.local_addr().expect("an address");
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = deaf.accept().expect("a caller");
        stream.write_all(&b"HTTP/1.1 400 Bad Request\r\n".repeat(20)).expect("an answer");
        // It stays on the line until the caller gives up.
        let _ = stream.read_to_end(&mut Vec::new());
    });
    ada.dial(None, &format!("/ip4/127.0.0.1/tcp/{}", address.port()));
    assert_eq!(ada.failed(), [Why::NotATable]);
    answering.join().expect("the other language ends");
}

#[test]
fn any_address_of_a_ticket_will_do() {
    let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
    ada.ask(Ask::Listen { address: "127.0.0.1:0".to_owned() });
    let mut open = Vec::new();
    for _ in 0..2 {
        open.push(ada.hear("both carriers", |told| match told {
            Told::Listening { address } => Some(address.clone()),
            _ => None,
        }));
    }
    assert_eq!(port(&open[0]), port(&open[1]), "one number for both carriers");
    assert!(open.iter().any(|address| address.ends_with("quic-v1")));
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port");
    let addresses = vec![free.to_string(), format!("127.0.0.1:{}", port(&open[0]))];
    bob.ask(Ask::Dial { peer: None, addresses });
    bob.connected(ada.key);
    ada.connected(bob.key);
    bob.echo(&mut ada);
    // A second table cannot have the same number.
    let mut eve = Machine::new(3, Carriers::QuicAndTcp);
    eve.ask(Ask::Listen { address: format!("127.0.0.1:{}", port(&open[0])) });
    let why = eve.hear("a refusal", |told| match told {
        Told::Stopped { why, .. } => Some(why.clone()),
        _ => None,
    });
    assert_eq!(why, Why::PortTaken);
}

#[test]
fn a_goodbye_has_words() {
    for address in [LOOPBACK_QUIC, LOOPBACK_TCP] {
        let (mut ada, mut bob) = pair(address);
        ada.ask(Ask::Close { peer: bob.key, why: "the evening is over".to_owned() });
        assert_eq!(ada.lost(bob.key), Why::ClosedHere("the evening is over".to_owned()));
        assert_eq!(bob.lost(ada.key), Why::ClosedThere("the evening is over".to_owned()));
    }
    let (ada, mut bob) = pair(LOOPBACK_QUIC);
    ada.ask(Ask::Stop);
    assert_eq!(bob.lost(ada.key), Why::ClosedThere("goodbye".to_owned()));
}

#[test]
fn a_kept_link_comes_back_when_the_other_side_restarts() {
    for address in [LOOPBACK_QUIC, LOOPBACK_TCP] {
        let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
        let open = ada.listen(address);
        bob.ask(Ask::Keep { peer: ada.key, addresses: vec![open.clone()] });
        bob.connected(ada.key);
        ada.connected(bob.key);
        ada.ask(Ask::Stop);
        ada.hear("the end", |told| matches!(told, Told::Ended { .. }).then_some(()));
        bob.lost(ada.key);
        let mut ada = Machine::new(1, Carriers::QuicAndTcp);
        ada.listen(&open);
        bob.connected(ada.key);
        ada.connected(bob.key);
        bob.echo(&mut ada);
    }
}

#[test]
fn a_port_is_free_again_when_the_end_is_told() {
    let mut bob = Machine::new(2, Carriers::QuicOnly);
    let mut address = LOOPBACK_QUIC.to_owned();
    for _ in 0..10 {
        let mut ada = Machine::new(1, Carriers::QuicOnly);
        address = ada.listen(&address);
        bob.dial(Some(ada.key), &address);
        bob.connected(ada.key);
        ada.ask(Ask::Stop);
        ada.hear("the end", |told| matches!(told, Told::Ended { .. }).then_some(()));
        bob.lost(ada.key);
    }
}

#[test]
fn two_dials_that_cross_leave_one_link() {
    for address in [LOOPBACK_QUIC, LOOPBACK_TCP] {
        for _ in 0..5 {
            let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
            let (at_ada, at_bob) = (ada.listen(address), bob.listen(address));
            ada.ask(Ask::Keep { peer: bob.key, addresses: vec![at_bob] });
            bob.ask(Ask::Keep { peer: ada.key, addresses: vec![at_ada] });
            ada.connected(bob.key);
            bob.connected(ada.key);
            for _ in 0..20 {
                ada.echo(&mut bob);
            }
            assert_eq!((ada.links_told(), bob.links_told()), (0, 0), "{:?} {:?}", ada.seen, bob.seen);
        }
    }
}

#[test]
fn the_banned_stay_out_until_they_are_allowed() {
    let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
    let open = ada.listen(LOOPBACK_TCP);
    bob.dial(None, &open);
    bob.connected(ada.key);
    ada.connected(bob.key);
    ada.ask(Ask::Ban { peer: bob.key });
    assert_eq!(ada.lost(bob.key), Why::Banned);
    bob.lost(ada.key);
    bob.dial(None, &open);
    assert_eq!(bob.failed().len(), 1);
    ada.ask(Ask::Allow { peer: bob.key });
    bob.dial(None, &open);
    bob.connected(ada.key);
    ada.connected(bob.key);
    bob.echo(&mut ada);
}

#[test]
fn strangers_with_garbage_do_not_disturb() {
    let (mut ada, mut bob) = (Machine::new(1, Carriers::QuicAndTcp), Machine::new(2, Carriers::QuicAndTcp));
    let open = ada.listen(LOOPBACK_TCP);
    let mut strangers = Vec::new();
    for nth in 0..40_u8 {
        let mut stranger = TcpStream::connect(("127.0.0.1", port(&open))).expect("a connection");
        // Some talk nonsense, some say nothing at all.
        if nth % 2 == 0 {
            let _ = stranger.write_all(&vec![nth; 1_000]);
        }
        strangers.push(stranger);
    }
    bob.ask(Ask::Keep { peer: ada.key, addresses: vec![open] });
    bob.connected(ada.key);
    ada.connected(bob.key);
    bob.echo(&mut ada);
    for mut stranger in strangers {
        stranger.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        // Whatever is said to them, it ends: nobody may sit on a place for ever.
        let mut said = Vec::new();
        let _ = stranger.read_to_end(&mut said);
        assert!(said.len() < 4_096);
    }
    bob.echo(&mut ada);
}

impl Machine {
    /// Like an echo, after a frame that said `after`.
    fn echo_after(&mut self, other: &mut Machine) {
        assert_eq!(other.received(Lane::Ctrl), b"after");
        self.echo(other);
    }
}
