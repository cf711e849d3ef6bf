//! Diseases: caught, broken out, fits under stress, what the nights bring (SRD: Diseases). Ruling 42.

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::d20::{self, Save};
use super::dormant;
use super::figure;
use super::grid;
use super::lasting;
use super::madness;
use super::plight;
use super::toll;
use super::unfold::Unfold;
use super::ward;
use crate::dice::Amount;
use crate::srd::ability::{Ability, Skill};
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::Effect;
use crate::srd::id::DiseaseId;
use crate::srd::modifier::{Modifier, On};
use crate::srd::plight::{Disease, Night, Plight, Span};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

const HOUR_SECONDS: u64 = 3600;
/// Features whose owners no disease harms.
const PROOF: [&str; 2] = ["divine_health", "purity_of_body"];
/// The name under which an immunity to the laughter of the sick lasts.
const UNMOVED: &str = "unmoved";

/// Catches it, unless a save or something else keeps it off; it breaks out when its time has come.
pub(super) fn catches(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let Some(disease) = now.world().book.diseases.get(id).cloned() else { return };
    if !now.creature(who).is_some_and(|one| may_have(now.world(), one, &disease)) {
        return;
    }
    let dc = i32::from(disease.infect_dc);
    if dc > 0 && d20::save(now, &Save::plain(who, Ability::Con, dc)) {
        return;
    }
    let hours = u64::from(rolled(now, disease.onset)) * u64::from(disease.onset_hours);
    let until = Expires::At(now.world().now.clock_seconds + hours * HOUR_SECONDS);
    let mut seed = lasting::new(now, incubates(id), who, until);
    seed.gives = vec![Modifier::WhenOver(vec![Effect::Plight(Plight::Sicken(id.clone()))])];
    lasting::begin(now, who, seed);
}

/// It breaks out.
pub(super) fn breaks_out(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let Some(disease) = now.world().book.diseases.get(id).cloned() else { return };
    if now.creature(who).is_none_or(|one| one.dead || is_stricken(one, id)) {
        return;
    }
    if dormant::begins(now, who, &disease) {
        return;
    }
    sickens(now, who, &disease);
    (0..disease.exhaustion).for_each(|_| wearies(now, who, id));
    if let Night::Dims { blind_at, .. } = disease.night {
        dims(now, who, id, 1, blind_at);
    }
}

/// Whoever has it is sick with it now.
pub(super) fn sickens(now: &mut Unfold<'_>, who: CreatureId, disease: &Disease) {
    let mut sick = lasting::new(now, disease.id.as_str(), who, Expires::Never);
    if disease.weakens {
        sick.gives.push(Modifier::RestsBadly);
    }
    lasting::begin(now, who, sick);
}

/// One more level of exhaustion, which is put down to the disease.
fn wearies(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let name = dormant::weary(id);
    let levels = toll::of(now.world(), who, &name).saturating_add(1);
    toll::set(now, who, &name, levels);
    plight::tires(now, who, id.as_str());
}

/// A saving throw of the sick who are under stress; those near a fit may catch it.
pub(super) fn fit(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let Some(stress) = now.world().book.diseases.get(id).and_then(|disease| disease.stress.clone()) else { return };
    if d20::save(now, &Save::plain(who, Ability::Con, i32::from(stress.dc))) {
        return;
    }
    let mut cause = Cause::named(now.world(), who, &fits(id), &stress.fail);
    cause.resisted_by(Ability::Con, stress.dc);
    afflict::run(now, &cause, &stress.fail, &[who]);
}

/// Fits of all diseases that somebody has: he was hurt, or a fight has begun.
pub(super) fn stressed(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who).filter(|one| one.is_up() && !one.ongoing.is_empty()) else { return };
    let sick = now.world().book.diseases.values().filter(|disease| disease.stress.is_some());
    let fresh = sick.filter(|disease| one.bears(disease.id.as_str()) && !one.bears(&fits(&disease.id)));
    for id in fresh.map(|disease| disease.id.clone()).collect::<Vec<_>>() {
        fit(now, who, &id);
    }
}

/// Whoever starts his turn near somebody in a fit may catch it; who withstands is safe from that one for a day.
pub(super) fn spreads(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let mut near = Vec::new();
    for other in world.now.creatures.values().filter(|other| other.id != who && !other.ongoing.is_empty()) {
        for disease in world.book.diseases.values() {
            let Some(stress) = &disease.stress else { continue };
            let laughs = other.bears(&fits(&disease.id)) && grid::feet_between(one, other) <= stress.spreads_feet;
            let safe = one.ongoing.values().any(|it| it.name == UNMOVED && it.source == other.id);
            if laughs && !safe && may_have(world, one, disease) {
                near.push((other.id, disease.id.clone(), stress.spreads_dc));
            }
        }
    }
    for (other, id, dc) in near {
        if d20::save(now, &Save::plain(who, Ability::Con, i32::from(dc))) {
            let until = Expires::At(now.world().now.clock_seconds + 24 * HOUR_SECONDS);
            let unmoved = lasting::new(now, UNMOVED, other, until);
            lasting::begin(now, who, unmoved);
        } else {
            catches(now, who, &id);
        }
    }
}

/// What a long rest brings to the sick.
pub(super) fn nights(now: &mut Unfold<'_>) {
    let world = now.world();
    let sick = |one: &Creature| {
        let borne = world.book.diseases.values().filter(|disease| one.bears(disease.id.as_str()));
        borne.map(|disease| (one.id, disease.clone())).collect::<Vec<_>>()
    };
    let all: Vec<_> = world.heroes().filter(|hero| !hero.dead && hero.hp > 0).flat_map(sick).collect();
    for (who, disease) in all {
        night(now, who, &disease);
    }
}

fn night(now: &mut Unfold<'_>, who: CreatureId, disease: &Disease) {
    let id = &disease.id;
    match &disease.night {
        Night::Fades { dc, by, failures } => {
            let eased = toll::of(now.world(), who, id.as_str());
            if d20::save(now, &Save::plain(who, Ability::Con, i32::from(dc.saturating_sub(eased)))) {
                let eased = eased.saturating_add(u8::try_from(rolled(now, *by)).unwrap_or(u8::MAX));
                toll::set(now, who, id.as_str(), eased);
                if eased >= *dc {
                    recovers(now, who, id);
                }
                return;
            }
            let name = format!("{id}_failures");
            let failed = toll::of(now.world(), who, &name) + 1;
            toll::set(now, who, &name, if failed >= *failures { 0 } else { failed });
            if failed >= *failures {
                madness::strikes(now, who, Span::Indefinite);
            }
        }
        Night::Tires { dc } => {
            if !d20::save(now, &Save::plain(who, Ability::Con, i32::from(*dc))) {
                return wearies(now, who, id);
            }
            toll::rests(now, who);
            let name = dormant::weary(id);
            let levels = toll::of(now.world(), who, &name).saturating_sub(1);
            toll::set(now, who, &name, levels);
            if now.creature(who).is_some_and(|one| one.exhaustion == 0) {
                recovers(now, who, id);
            }
        }
        Night::Dims { blind_at, .. } => {
            let worse = toll::of(now.world(), who, id.as_str()).saturating_add(1);
            dims(now, who, id, worse, *blind_at);
        }
    }
}

/// A dose against what takes the sight; enough of them, one a night, end it.
pub(super) fn dosed(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let night = now.world().book.diseases.get(id).map(|disease| disease.night.clone());
    let Some(Night::Dims { doses, .. }) = night.filter(|_| now.creature(who).is_some_and(|one| is_stricken(one, id)))
    else {
        return;
    };
    let name = format!("{id}_doses");
    let taken = toll::of(now.world(), who, &name) + 1;
    if taken >= doses { recovers(now, who, id) } else { toll::set(now, who, &name, taken) }
}

/// Sight is so much worse; at the end there is none.
pub(super) fn dims(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId, by: u8, blind_at: u8) {
    toll::set(now, who, id.as_str(), by);
    let name = SmolStr::new(dimming(id));
    lasting::end_where(now, who, |_, lasts| lasts.name == name);
    let mut dim = lasting::new(now, name, who, Expires::Never);
    if by >= blind_at {
        dim.condition = Some(Condition::Blinded);
    } else {
        let on = vec![On::Attacks, On::Skill(Skill::Perception), On::Skill(Skill::Investigation)];
        dim.gives = vec![Modifier::Penalty { dice: Amount::flat(i16::from(by)), on }];
    }
    lasting::begin(now, who, dim);
}

/// Every disease that somebody has or is about to have is over.
pub(super) fn cured(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who) else { return };
    let borne = now.world().book.diseases.keys().filter(|id| is_stricken(one, id) || one.bears(&incubates(id)));
    for id in borne.cloned().collect::<Vec<_>>() {
        recovers(now, who, &id);
    }
}

/// It is over, with all that came of it; also when something else has ended it.
pub(super) fn recovers(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let belongs =
        |name: &str| name == id.as_str() || name.strip_prefix(id.as_str()).is_some_and(|it| it.starts_with('_'));
    lasting::end_where(now, who, |_, lasts| belongs(&lasts.name));
    let Some(one) = now.creature(who) else { return };
    let counted: Vec<SmolStr> = one.tolls.keys().filter(|toll| belongs(toll)).cloned().collect();
    for name in counted {
        toll::set(now, who, &name, 0);
    }
    toll::poses(now, who, Pose::Recovers, None);
}

fn may_have(world: &World, one: &Creature, disease: &Disease) -> bool {
    let race = one.sheet().map(|sheet| &sheet.race);
    let spared = race.is_some_and(|race| disease.spares.contains(race));
    let mut has = one.sheet().into_iter().flat_map(|sheet| figure::features(world, sheet));
    let proof = has.any(|(feature, _)| PROOF.contains(&feature.id.as_str()));
    let warded = ward::bears(world, one, |charm| *charm == Charm::NoDisease);
    let has_it = is_stricken(one, &disease.id) || one.bears(&incubates(&disease.id));
    !one.dead && disease.targets.contains(&figure::kind(world, one)) && !spared && !proof && !warded && !has_it
}

fn rolled(now: &mut Unfold<'_>, amount: Amount) -> u16 {
    let faces: u16 = (0..amount.count).map(|_| now.roll(amount.sides).0).sum();
    faces.saturating_add_signed(amount.plus)
}

fn incubates(id: &DiseaseId) -> String {
    format!("{id}_incubates")
}

/// True for the sick, and for those in whom it sleeps.
fn is_stricken(one: &Creature, id: &DiseaseId) -> bool {
    one.bears(id.as_str()) || one.bears(&dormant::name(id))
}

pub(super) fn dimming(id: &DiseaseId) -> String {
    format!("{id}_dimming")
}

pub(super) fn fits(id: &DiseaseId) -> String {
    format!("{id}_fit")
}
