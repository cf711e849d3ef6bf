//! The agreement between players: terms, ledger, tickets, hosts and guests. No sockets, files, clocks or pixels.

pub mod ack;
pub mod audit;
pub mod ballot;
mod chance;
pub mod change;
pub mod chat;
pub mod distrust;
pub mod entry;
pub mod guest;
pub mod hash;
pub mod host;
pub mod invite;
pub mod journal;
pub mod knock;
pub mod ledger;
pub mod library;
pub mod limits;
pub mod names;
pub mod rate;
pub mod replay;
pub mod roster;
pub mod seal;
pub mod state;
pub mod table;
pub mod term;
pub mod ticket;
pub mod wire;
