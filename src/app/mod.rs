//! Joins ui, guest and host.
