//! What magic and callings give to ears and tongues: who understands what is said or written, and can answer (SRD: Languages).

use serde::{Deserialize, Serialize};

use super::id::LanguageId;
use super::kind::CreatureKind;

/// A change to what somebody understands and to whom he can speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speech {
    /// Understands every language, spoken and written.
    Understands,
    /// Reads all writing.
    Reads,
    /// Understands all that is said, and whoever knows any language understands its bearer.
    Speaks,
    /// Talks with creatures of this type.
    With(CreatureKind),
    /// Knows this language.
    Knows(LanguageId),
    /// Has learnt a language of whoever caused it, which he chooses.
    Learns,
}
