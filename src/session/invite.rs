//! Invites and tickets: a secret that a friend pastes, and what the ledger keeps of it, which lets nobody else in.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::hash::TableId;
use super::limits::{TICKET_ADDRESSES_MAX, TICKET_EPOCH_MS};
use super::roster::Role;
use super::seal::Identity;
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

/// The name by which an invite is looked up; it tells nothing of the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tag(pub [u8; 8]);

/// What the ledger keeps of an invite: enough to check a joiner, not enough to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The public half of the secret's key.
    pub key: PlayerId,
    /// What the joiner becomes.
    pub role: Role,
    /// How many may still come.
    pub uses: u16,
    /// The last minute it is good, counted from the start of 2025 in ledger time.
    pub expires_minute: u32,
    /// Who invited.
    pub by: PlayerId,
}

/// A ticket: everything a friend needs to knock. It names no host, so whoever hosts now can serve it.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// 12 secret bytes.
    pub secret: Secret,
    /// The first 8 bytes of the table's identity.
    pub fingerprint: [u8; 8],
    /// The last minute it is good, counted from the start of 2025; below 2^24.
    pub expires_minute: u32,
    /// Where to try, at most 4: QUIC first, then TCP on the same port.
    pub addresses: Vec<Address>,
}

/// One place to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where.
    pub at: SocketAddr,
    /// How.
    pub rung: Rung,
}

/// What answers at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// A member's machine.
    Direct,
    /// A relay that is asked for the table.
    Relay,
}

/// A ticket's secret. Printed by nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<[u8; 12]>);

/// Bytes that are not a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTicketBytes {
    /// Written by a newer release.
    OtherVersion(u8),
    /// Not as long as its first bytes say.
    Length,
    /// An address of no kind this release knows, or without a port.
    Address,
}

impl Secret {
    /// A secret from 12 bytes of chance.
    pub fn new(chance: [u8; 12]) -> Secret {
        Secret(Zeroizing::new(chance))
    }

    /// The name the ledger knows it by.
    pub fn tag(&self) -> Tag {
        let long = blake3::derive_key("roundtable 2026 invite tag", &*self.0);
        let mut tag = [0; 8];
        tag.copy_from_slice(&long[..8]);
        Tag(tag)
    }

    /// The key a joiner proves the ticket with.
    pub(super) fn identity(&self) -> Identity {
        let seed = Zeroizing::new(blake3::derive_key("roundtable 2026 invite key", &*self.0));
        Identity::from_secret(&seed)
    }

    /// What the ledger keeps of it.
    pub fn invite(&self, role: Role, uses: u16, expires_minute: u32, by: PlayerId) -> Invite {
        Invite { key: self.identity().player(), role, uses, expires_minute, by }
    }
}

/// The minute of a moment, counted from the start of 2025; 0 before that.
pub fn minute_of(time_ms: u64) -> u32 {
    u32::try_from(time_ms.saturating_sub(TICKET_EPOCH_MS) / 60_000).unwrap_or(u32::MAX).min(MINUTE_MAX)
}

/// The last minute that fits a ticket, in the year 2056.
pub const MINUTE_MAX: u32 = (1 << 24) - 1;
const VERSION: u8 = 1;

impl Ticket {
    /// A ticket for a table; addresses beyond the fourth are left out.
    pub fn new(table: TableId, secret: Secret, expires_minute: u32, addresses: &[Address]) -> Ticket {
        let addresses = addresses.iter().take(TICKET_ADDRESSES_MAX).copied().collect();
        Ticket { secret, fingerprint: table.fingerprint(), expires_minute: expires_minute.min(MINUTE_MAX), addresses }
    }

    /// The ticket as bytes: version and relay flags 1, secret 12, fingerprint 8, expiry 3, kinds of addresses 1 (two
    /// bits each: 1 is IPv4, 2 is IPv6), then 6 or 18 bytes an address.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let (mut first, mut kinds, mut places) = (VERSION, 0u8, Vec::new());
        for (slot, address) in self.addresses.iter().take(TICKET_ADDRESSES_MAX).enumerate() {
            if address.rung == Rung::Relay {
                first |= 0x10 << slot;
            }
            match address.at.ip() {
                IpAddr::V4(ip) => {
                    kinds |= 1 << (2 * slot);
                    places.extend(ip.octets());
                }
                IpAddr::V6(ip) => {
                    kinds |= 2 << (2 * slot);
                    places.extend(ip.octets());
                }
            }
            places.extend(address.at.port().to_be_bytes());
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(25 + places.len()));
        bytes.push(first);
        bytes.extend(*self.secret.0);
        bytes.extend(self.fingerprint);
        bytes.extend(&self.expires_minute.min(MINUTE_MAX).to_be_bytes()[1..]);
        bytes.push(kinds);
        bytes.extend(places);
        bytes
    }

    /// Reads the bytes back.
    pub fn from_bytes(bytes: &[u8]) -> Result<Ticket, BadTicketBytes> {
        let (first, rest) = bytes.split_first().ok_or(BadTicketBytes::Length)?;
        if first & 0x0f != VERSION {
            return Err(BadTicketBytes::OtherVersion(first & 0x0f));
        }
        let (secret, rest) = rest.split_first_chunk::<12>().ok_or(BadTicketBytes::Length)?;
        let (fingerprint, rest) = rest.split_first_chunk::<8>().ok_or(BadTicketBytes::Length)?;
        let (expiry, rest) = rest.split_first_chunk::<3>().ok_or(BadTicketBytes::Length)?;
        let (kinds, mut rest) = rest.split_first().ok_or(BadTicketBytes::Length)?;
        let mut addresses = Vec::new();
        for slot in 0..TICKET_ADDRESSES_MAX {
            let ip = match kinds >> (2 * slot) & 3 {
                0 => {
                    // Nothing may follow the last address, so that one ticket has one spelling.
                    if kinds.checked_shr(2 * slot as u32).unwrap_or(0) != 0 || first >> (4 + slot) != 0 {
                        return Err(BadTicketBytes::Address);
                    }
                    break;
                }
                1 => IpAddr::V4(Ipv4Addr::from(*take::<4>(&mut rest)?)),
                2 => IpAddr::V6(Ipv6Addr::from(*take::<16>(&mut rest)?)),
                _ => return Err(BadTicketBytes::Address),
            };
            let port = u16::from_be_bytes(*take::<2>(&mut rest)?);
            let rung = if first >> (4 + slot) & 1 == 1 { Rung::Relay } else { Rung::Direct };
            if port == 0 {
                return Err(BadTicketBytes::Address);
            }
            addresses.push(Address { at: SocketAddr::new(ip, port), rung });
        }
        if !rest.is_empty() {
            return Err(BadTicketBytes::Length);
        }
        let expires_minute = u32::from_be_bytes([0, expiry[0], expiry[1], expiry[2]]);
        Ok(Ticket { secret: Secret::new(*secret), fingerprint: *fingerprint, expires_minute, addresses })
    }
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N], BadTicketBytes> {
    let (head, tail) = rest.split_first_chunk::<N>().ok_or(BadTicketBytes::Length)?;
    *rest = tail;
    Ok(head)
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if seeded(Bug::SecretInLog) {
            return f.write_str(&data_encoding::HEXLOWER.encode(&*self.0));
        }
        f.write_str("Secret(..)")
    }
}

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ticket(until minute {}, {:?})", self.expires_minute, self.addresses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(addresses: &[&str]) -> Ticket {
        let addresses: Vec<Address> = addresses
            .iter()
            .map(|text| Address {
                at: text.trim_start_matches('~').parse().unwrap(),
                rung: if text.starts_with('~') { Rung::Relay } else { Rung::Direct },
            })
            .collect();
        Ticket::new(TableId::default(), Secret::new([7; 12]), 999_999, &addresses)
    }

    fn check(addresses: &[&str], length: usize) {
        let ticket = ticket(addresses);
        let bytes = ticket.to_bytes();
        assert_eq!(bytes.len(), length, "{addresses:?}");
        assert_eq!(Ticket::from_bytes(&bytes), Ok(ticket));
        for shorter in 0..bytes.len() {
            assert!(Ticket::from_bytes(&bytes[..shorter]).is_err(), "cut at {shorter}");
        }
    }

    #[test]
    fn tickets_read_back() {
        check(&[], 25);
        check(&["192.168.1.20:4711"], 31);
        check(&["192.168.1.20:4711", "[2001:db8::1]:4711"], 49);
        check(&["~10.0.0.1:1", "[::1]:2", "~[::1]:3", "10.0.0.1:65535"], 25 + 6 + 18 + 18 + 6);
    }

    #[test]
    fn what_no_release_wrote_is_refused() {
        let mut bytes = ticket(&["10.0.0.1:1"]).to_bytes();
        bytes[0] = 2;
        assert_eq!(Ticket::from_bytes(&bytes), Err(BadTicketBytes::OtherVersion(2)));
        bytes[0] = 1;
        bytes[24] = 0b0000_0100;
        assert_eq!(Ticket::from_bytes(&bytes), Err(BadTicketBytes::Address));
        assert_eq!(Ticket::from_bytes(&[]), Err(BadTicketBytes::Length));
    }

    #[test]
    fn secrets_are_not_printed_and_tags_do_not_tell_them() {
        let secret = Secret::new([0xab; 12]);
        assert!(!format!("{secret:?} {:?}", ticket(&[])).contains("171"));
        assert_ne!(secret.tag(), Secret::new([0xac; 12]).tag());
        assert_ne!(&secret.tag().0[..], &secret.identity().player().0[..8]);
    }
}
