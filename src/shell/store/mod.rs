//! What is kept on disk: the folder, the player's key, ledgers, and what can be rebuilt.

pub(crate) mod folder;
pub(crate) mod generations;
pub(crate) mod keeper;
pub(crate) mod saves;
pub(crate) mod secret;
pub(crate) mod shelf;
