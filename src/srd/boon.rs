//! What only class features do at once (SRD: Classes).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::effect::{Effect, Mode};
use super::kind::CreatureKind;
use super::quantity::Plus;

/// One operation on whoever the feature has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Boon {
    /// Ends what lasts under this name.
    End(SmolStr),
    /// So many unarmed strikes at once.
    Strikes(u8),
    /// Down to 0 hit points.
    DropsTo0,
    /// Shows where creatures of these types are.
    Senses {
        /// Which.
        kinds: Vec<CreatureKind>,
        /// How far, feet.
        feet: u16,
    },
    /// Ends one spell.
    EndsSpell,
    /// Destroys what the doer is strong enough to destroy instead of turning it.
    Destroys,
    /// A roll of a d100 that must not be higher than this.
    Percent {
        /// The sum.
        plus: Vec<Plus>,
        /// What happens then.
        then: Vec<Effect>,
    },
    /// A grapple check that restrains both the one who holds and the one who is held.
    Pins,
    /// One attack on each target with what is in hand.
    WeaponAttacks(Mode),
}
