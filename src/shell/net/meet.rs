//! Where peers may be met: reading addresses, naming paths, and when to try again. Pure.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;

use super::Carriers;
use super::why::Why;

/// A place as tickets carry it: an address and a port, one carrier or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which machine.
    pub ip: IpAddr,
    /// Which port; UDP for QUIC.
    pub port: u16,
    /// How.
    pub carrier: Carrier,
}

/// What carries the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carrier {
    /// QUIC over UDP.
    Quic,
    /// TLS 1.3 over TCP.
    Tcp,
    /// Both, on one port number.
    Both,
}

impl Place {
    /// Reads an address of the door; nothing if it is a name or no address at all.
    pub fn read(text: &str) -> Option<Place> {
        if let Ok(socket) = text.parse::<SocketAddr>() {
            return Some(Place { ip: socket.ip(), port: socket.port(), carrier: Carrier::Both });
        }
        let address = text.parse::<Multiaddr>().ok()?;
        let mut parts = address.iter();
        let ip = match parts.next()? {
            Protocol::Ip4(ip) => IpAddr::V4(ip),
            Protocol::Ip6(ip) => IpAddr::V6(ip),
            _ => return None,
        };
        match (parts.next()?, parts.next(), parts.next()) {
            (Protocol::Tcp(port), None | Some(Protocol::P2p(_)), None) => {
                Some(Place { ip, port, carrier: Carrier::Tcp })
            }
            (Protocol::Udp(port), Some(Protocol::QuicV1), None | Some(Protocol::P2p(_))) => {
                Some(Place { ip, port, carrier: Carrier::Quic })
            }
            _ => None,
        }
    }

    /// How far away it is: `loopback`, `lan` or `internet`.
    pub fn reach(&self) -> &'static str {
        if self.ip.is_loopback() {
            "loopback"
        } else if is_local(self.ip) {
            "lan"
        } else {
            "internet"
        }
    }
}

/// An address of the door: what [`super::Ask`] takes and [`super::Told`] gives.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let family = if self.ip.is_ipv4() { "ip4" } else { "ip6" };
        match self.carrier {
            Carrier::Quic => write!(f, "/{family}/{}/udp/{}/quic-v1", self.ip, self.port),
            Carrier::Tcp => write!(f, "/{family}/{}/tcp/{}", self.ip, self.port),
            Carrier::Both => write!(f, "{}", SocketAddr::new(self.ip, self.port)),
        }
    }
}

/// The libp2p addresses that a text stands for, QUIC before TCP; only carriers that may be used.
pub(super) fn targets(text: &str, carriers: Carriers) -> Result<Vec<Multiaddr>, Why> {
    let bad = || Why::BadAddress(super::why::plain(text));
    let written = if text.starts_with('/') {
        vec![text.parse::<Multiaddr>().map_err(|_| bad())?]
    } else if let Ok(socket) = text.parse::<SocketAddr>() {
        both(Multiaddr::from(socket.ip()), socket.port())
    } else {
        // A machine's name, as people with a dynamic address have one.
        let (name, port) = text.rsplit_once(':').ok_or_else(bad)?;
        let port = port.parse::<u16>().map_err(|_| bad())?;
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        if name.is_empty() || name.len() > 253 || !name.chars().all(fits) {
            return Err(bad());
        }
        both(Multiaddr::from(Protocol::Dns(name.into())), port)
    };
    let usable: Vec<Multiaddr> = written.iter().filter_map(|address| usable(address, carriers)).collect();
    if usable.is_empty() { Err(bad()) } else { Ok(usable) }
}

/// Both carriers of one machine and port.
fn both(machine: Multiaddr, port: u16) -> Vec<Multiaddr> {
    vec![machine.clone().with(Protocol::Udp(port)).with(Protocol::QuicV1), machine.with(Protocol::Tcp(port))]
}

/// The address without a trailing peer id, if it is one that we can dial or open.
fn usable(address: &Multiaddr, carriers: Carriers) -> Option<Multiaddr> {
    let mut bare = address.clone();
    if let Some(Protocol::P2p(_)) = bare.iter().last() {
        bare.pop();
    }
    let parts: Vec<Protocol<'_>> = bare.iter().collect();
    let allowed = match parts.as_slice() {
        [machine, Protocol::Udp(_), Protocol::QuicV1] => is_machine(machine) && carriers != Carriers::TcpOnly,
        [machine, Protocol::Tcp(_)] => is_machine(machine) && carriers != Carriers::QuicOnly,
        _ => false,
    };
    allowed.then_some(bare)
}

fn is_machine(part: &Protocol<'_>) -> bool {
    matches!(part, Protocol::Ip4(_) | Protocol::Ip6(_) | Protocol::Dns(_) | Protocol::Dns4(_) | Protocol::Dns6(_))
}

/// QUIC addresses first, each carrier in the order given, none twice.
pub(super) fn ranked(addresses: Vec<Multiaddr>) -> Vec<Multiaddr> {
    let mut ranked: Vec<Multiaddr> = Vec::new();
    let (quic, tcp): (Vec<_>, Vec<_>) = addresses.into_iter().partition(is_quic);
    for address in quic.into_iter().chain(tcp) {
        if !ranked.contains(&address) {
            ranked.push(address);
        }
    }
    ranked
}

/// Whether an address is carried by QUIC.
pub(super) fn is_quic(address: &Multiaddr) -> bool {
    address.iter().any(|part| part == Protocol::QuicV1)
}

/// An address as the door shows it: without peer ids.
pub(super) fn shown(address: &Multiaddr) -> String {
    address.iter().filter(|part| !matches!(part, Protocol::P2p(_))).collect::<Multiaddr>().to_string()
}

/// How a connection runs, for people: `lan quic`.
pub(super) fn path(address: &Multiaddr) -> String {
    let reach = match ip_of(address) {
        Some(ip) => Place { ip, port: 0, carrier: Carrier::Both }.reach(),
        None => "internet",
    };
    format!("{reach} {}", if is_quic(address) { "quic" } else { "tcp" })
}

/// The machine of an address, if it is written as a number.
pub(super) fn ip_of(address: &Multiaddr) -> Option<IpAddr> {
    address.iter().find_map(|part| match part {
        Protocol::Ip4(ip) => Some(IpAddr::V4(ip)),
        Protocol::Ip6(ip) => Some(IpAddr::V6(ip)),
        _ => None,
    })
}

/// Whether an address belongs to a network that strangers are not in.
pub(super) fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(mapped) => is_local(IpAddr::V4(mapped)),
            None => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        },
    }
}

/// Who shares an address: one IPv4 address, or one IPv6 /64, as one household has it.
pub(super) fn household(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(mapped) => IpAddr::V4(mapped),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
    }
}

/// Milliseconds before a kept peer is dialled again after `failures` in a row: 1, 2, 4, 8, 16 s give or take a
/// quarter, then 30 to 60 s without end. `chance` is any random number.
pub(super) fn pause_ms(failures: u32, chance: u32) -> u64 {
    let chance = u64::from(chance);
    match failures.max(1) {
        n @ 1..=5 => {
            let base = 1_000_u64 << (n - 1);
            base * 3 / 4 + chance % (base / 2 + 1)
        }
        _ => 30_000 + chance % 30_001,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_targets(text: &str, carriers: Carriers, expected: &[&str]) {
        let found: Vec<String> = targets(text, carriers).unwrap_or_default().iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_address_is_read_in_every_form() {
        let both = Carriers::QuicAndTcp;
        check_targets("1.2.3.4:5", both, &["/ip4/1.2.3.4/udp/5/quic-v1", "/ip4/1.2.3.4/tcp/5"]);
        check_targets("[::1]:5", both, &["/ip6/::1/udp/5/quic-v1", "/ip6/::1/tcp/5"]);
        check_targets("ada.example:5", both, &["/dns/ada.example/udp/5/quic-v1", "/dns/ada.example/tcp/5"]);
        check_targets("/ip4/1.2.3.4/tcp/5", both, &["/ip4/1.2.3.4/tcp/5"]);
        check_targets("1.2.3.4:5", Carriers::QuicOnly, &["/ip4/1.2.3.4/udp/5/quic-v1"]);
        check_targets("1.2.3.4:5", Carriers::TcpOnly, &["/ip4/1.2.3.4/tcp/5"]);
        for nonsense in ["", "ada", "ada:70000", ":5", "a b:5", "/ip4/1.2.3.4", "/ip4/1.2.3.4/udp/5", "/memory/1"] {
            check_targets(nonsense, both, &[]);
        }
        check_targets("/ip4/1.2.3.4/tcp/5", Carriers::QuicOnly, &[]);
    }

    #[test]
    fn a_peer_id_at_the_end_is_left_out() {
        let id = super::super::key::identity(&[1; 32]).unwrap().public().to_peer_id();
        let text = format!("/ip4/1.2.3.4/udp/5/quic-v1/p2p/{id}");
        check_targets(&text, Carriers::QuicAndTcp, &["/ip4/1.2.3.4/udp/5/quic-v1"]);
        assert_eq!(Place::read(&text).map(|place| place.port), Some(5));
        assert_eq!(shown(&text.parse().unwrap()), "/ip4/1.2.3.4/udp/5/quic-v1");
    }

    #[test]
    fn a_place_is_written_as_it_is_read() {
        for text in ["1.2.3.4:5", "[fe80::1]:5", "/ip4/1.2.3.4/tcp/5", "/ip6/::1/udp/9/quic-v1"] {
            assert_eq!(Place::read(text).map(|place| place.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Place::read("/dns/ada.example/tcp/5"), None);
        assert_eq!(Place::read("/ip4/1.2.3.4/udp/5"), None);
    }

    #[test]
    fn a_path_is_named_for_people() {
        let check = |address: &str, name: &str| assert_eq!(path(&address.parse().unwrap()), name);
        check("/ip4/127.0.0.1/udp/5/quic-v1", "loopback quic");
        check("/ip4/192.168.1.7/tcp/5", "lan tcp");
        check("/ip6/fd00::1/udp/5/quic-v1", "lan quic");
        check("/ip4/93.184.216.34/tcp/5", "internet tcp");
        check("/ip6/::ffff:10.0.0.1/tcp/5", "lan tcp");
        check("/dns/ada.example/tcp/5", "internet tcp");
    }

    #[test]
    fn quic_goes_first_and_nothing_twice() {
        let given = ["/ip4/1.1.1.1/tcp/1", "/ip4/1.1.1.1/udp/1/quic-v1", "/ip4/1.1.1.1/tcp/1"];
        let order = ranked(given.iter().map(|text| text.parse().unwrap()).collect());
        assert_eq!(order.iter().map(ToString::to_string).collect::<Vec<_>>(), [given[1], given[0]]);
    }

    #[test]
    fn the_pauses_grow_and_then_stay() {
        let check = |failures: u32, low: u64, high: u64| {
            for chance in [0, 1, 999, 30_000, 65_535, u32::MAX] {
                let pause = pause_ms(failures, chance);
                assert!((low..=high).contains(&pause), "{failures}: {pause}");
            }
            assert_eq!(pause_ms(failures, 0), low);
        };
        check(0, 750, 1_250);
        check(1, 750, 1_250);
        check(2, 1_500, 2_500);
        check(3, 3_000, 5_000);
        check(4, 6_000, 10_000);
        check(5, 12_000, 20_000);
        check(6, 30_000, 60_000);
        check(u32::MAX, 30_000, 60_000);
    }

    #[test]
    fn a_household_shares_one_address() {
        let check = |ip: &str, home: &str| assert_eq!(household(ip.parse().unwrap()), home.parse::<IpAddr>().unwrap());
        check("1.2.3.4", "1.2.3.4");
        check("::ffff:1.2.3.4", "1.2.3.4");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }
}
