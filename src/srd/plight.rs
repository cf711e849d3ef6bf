//! What the world does to those who travel it: falls, diseases, madness (SRD: The Environment, Diseases, Madness).

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::id::{DiseaseId, RaceId};
use super::kind::CreatureKind;
use crate::dice::Amount;

/// Something bad that happens to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plight {
    /// A fall over so many feet.
    Fall(u16),
    /// A disease is caught; it breaks out when its time has come.
    Catch(DiseaseId),
    /// It breaks out.
    Sicken(DiseaseId),
    /// A saving throw against what a disease does under stress.
    Stress(DiseaseId),
    /// A dose of what cures a disease that dims the eyes.
    Dose(DiseaseId),
    /// The mind gives way for a while.
    Madden(Span),
    /// One level of exhaustion more.
    Tire,
}

/// How long madness lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Span {
    /// Minutes.
    Short,
    /// Hours.
    Long,
    /// Until it is cured.
    Indefinite,
}

impl Span {
    /// Its name in the tables: `short_term`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Span::Short => "short_term",
            Span::Long => "long_term",
            Span::Indefinite => "indefinite",
        }
    }
}

/// A kind of madness: a table that is rolled on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Madness {
    /// Which.
    pub id: Span,
    /// How many of its unit it lasts; none until it is cured.
    #[serde(default)]
    pub lasts: Option<Amount>,
    /// Minutes of one unit.
    #[serde(default)]
    pub unit_minutes: u16,
    /// Rows of a d100: up to which face, how it is called, what it does.
    pub rows: Vec<(u16, String, Vec<Effect>)>,
}

/// A disease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disease {
    /// Its name.
    pub id: DiseaseId,
    /// Who can have it.
    pub targets: Vec<CreatureKind>,
    /// Who never has it.
    #[serde(default)]
    pub spares: Vec<RaceId>,
    /// The constitution save against catching it; 0 where nothing helps.
    #[serde(default)]
    pub infect_dc: u8,
    /// How long it takes to break out, in units of `onset_hours`.
    pub onset: Amount,
    /// Hours of one such unit.
    pub onset_hours: u16,
    /// Levels of exhaustion that it brings.
    #[serde(default)]
    pub exhaustion: u8,
    /// Hit dice give back half of what they show, and a long rest no hit points.
    #[serde(default)]
    pub weakens: bool,
    /// What it does when the sick are hurt, frightened or drawn into a fight.
    #[serde(default)]
    pub stress: Option<Stress>,
    /// What each long rest brings.
    pub night: Night,
}

/// What a disease does under stress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stress {
    /// The constitution save against it.
    pub dc: u8,
    /// What a failure does.
    pub fail: Vec<Effect>,
    /// Those within so many feet of the fit may catch it at the start of their turns.
    pub spreads_feet: u16,
    /// The constitution save against that.
    pub spreads_dc: u8,
}

/// How a disease goes on with each long rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Night {
    /// A constitution save against its DC: a success takes this off the DC, and at 0 it is over; so many failures end
    /// in madness.
    Fades {
        /// The first DC.
        dc: u8,
        /// What a success takes off it.
        by: Amount,
        /// So many failures drive mad.
        failures: u8,
    },
    /// A constitution save: a failure is one level of exhaustion more, a success one less, and at 0 it is over.
    Tires {
        /// Against what.
        dc: u8,
    },
    /// Sight grows worse by 1 until, at this, its bearer is blind; doses of this cure it.
    Dims {
        /// At so much.
        blind_at: u8,
        /// So many doses of eyebright ointment, one before each rest, cure it.
        doses: u8,
    },
}
