//! Every sentence shown, in every language: a sentence is an id and its values; the words stand in `assets/words`.

pub mod fluent;
pub mod limit;
pub mod sentence;
