//! Machines on cables: a network namespace for each player and one between them that can drop what it should carry.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};

/// Tests run side by side: each has its own cables.
static LAID: AtomicU8 = AtomicU8::new(0);

/// Some machines, each with one cable to the middle; all of it is gone when dropped.
pub(crate) struct Cables {
    name: String,
    machines: usize,
}

impl Cables {
    /// Puts this many machines on one network, where each hears what another says to all; says why where it may not.
    #[allow(dead_code, reason = "each test file uses its own half of this")]
    pub(crate) fn lay_one_network(machines: usize) -> Option<Cables> {
        let cables = Cables::lay(machines)?;
        let middle = cables.middle();
        let mut laid = run(&["-n", &middle, "link", "add", "lan", "type", "bridge", "mcast_snooping", "0"])
            && run(&["-n", &middle, "link", "set", "lan", "up"]);
        for at in 0..machines {
            let machine = cables.machine(at);
            laid = laid
                && run(&["-n", &middle, "link", "set", &port(at), "master", "lan"])
                && run(&["-n", &machine, "addr", "flush", "dev", "eth0"])
                && run(&["-n", &machine, "addr", "add", &format!("10.78.0.{}/24", at + 1), "dev", "eth0"])
                && run(&["-n", &machine, "route", "add", "224.0.0.0/4", "dev", "eth0"]);
        }
        if !laid {
            println!("skipped: this machine makes cables but no network of them");
        }
        laid.then_some(cables)
    }

    /// Lays cables to this many machines; says why where it may not.
    pub(crate) fn lay(machines: usize) -> Option<Cables> {
        if std::env::var_os("ROUNDTABLE_NAMESPACES").is_none() {
            println!("skipped: set ROUNDTABLE_NAMESPACES=1 to cut cables between namespaces (root only)");
            return None;
        }
        let name = format!("rt{}-{}", std::process::id(), LAID.fetch_add(1, Ordering::Relaxed));
        if !run(&["netns", "add", &format!("{name}-mid")]) {
            println!("skipped: network namespaces need root and the ip command");
            return None;
        }
        let cables = Cables { name, machines };
        let middle = cables.middle();
        run(&["-n", &middle, "link", "set", "lo", "up"]);
        for at in 0..machines {
            let (machine, port) = (cables.machine(at), port(at));
            let laid = run(&["netns", "add", &machine])
                && run(&["-n", &machine, "link", "set", "lo", "up"])
                && run(&[
                    "link", "add", &port, "netns", &middle, "type", "veth", "peer", "name", "eth0", "netns", &machine,
                ])
                && run(&["-n", &middle, "addr", "add", &format!("10.77.{at}.1/24"), "dev", &port])
                && run(&["-n", &middle, "link", "set", &port, "up"])
                && run(&["-n", &machine, "addr", "add", &format!("{}/24", address(at)), "dev", "eth0"])
                && run(&["-n", &machine, "link", "set", "eth0", "up"])
                && run(&["-n", &machine, "route", "add", "default", "via", &format!("10.77.{at}.1")]);
            if !laid {
                println!("skipped: this machine makes namespaces but no cables between them");
                return None;
            }
        }
        let forward = "echo 1 > /proc/sys/net/ipv4/ip_forward";
        run(&["netns", "exec", &middle, "sh", "-c", forward]).then_some(cables)
    }

    /// The namespace of a machine.
    pub(crate) fn machine(&self, at: usize) -> String {
        format!("{}-{at}", self.name)
    }

    fn middle(&self) -> String {
        format!("{}-mid", self.name)
    }

    /// Nothing goes to or from this machine; its own side of the cable looks fine to it.
    pub(crate) fn cut(&self, at: usize) {
        assert!(run(&["-n", &self.middle(), "rule", "add", "from", &address(at), "blackhole"]));
        assert!(run(&["-n", &self.middle(), "rule", "add", "to", &address(at), "blackhole"]));
    }

    /// Everything goes again.
    pub(crate) fn mend(&self, at: usize) {
        assert!(run(&["-n", &self.middle(), "rule", "del", "from", &address(at), "blackhole"]));
        assert!(run(&["-n", &self.middle(), "rule", "del", "to", &address(at), "blackhole"]));
    }

    /// Nothing goes from one machine to another; the other way is open.
    pub(crate) fn cut_one_way(&self, from: usize, to: usize) {
        assert!(run(&["-n", &self.middle(), "rule", "add", "from", &address(from), "to", &address(to), "blackhole"]));
    }

    /// Both ways are open again.
    pub(crate) fn mend_one_way(&self, from: usize, to: usize) {
        assert!(run(&["-n", &self.middle(), "rule", "del", "from", &address(from), "to", &address(to), "blackhole"]));
    }
}

impl Drop for Cables {
    fn drop(&mut self) {
        for at in 0..self.machines {
            run(&["netns", "del", &self.machine(at)]);
        }
        run(&["netns", "del", &self.middle()]);
    }
}

fn port(at: usize) -> String {
    format!("port{at}")
}

fn address(at: usize) -> String {
    format!("10.77.{at}.2")
}

fn run(arguments: &[&str]) -> bool {
    let ended = Command::new("ip").args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|ended| ended.success())
}
