//! Commands that magic punishes the breaking of (SRD: Geas).

use super::afflict::Cause;
use super::lasting;
use super::unfold::Unfold;
use super::wound;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Until};
use crate::srd::modifier::Modifier;
use crate::srd::wonder::{Geas, Wonder};
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};

/// Magic watches that a target keeps a command.
pub(super) fn watches(now: &mut Unfold<'_>, cause: &Cause, geas: &Geas, target: CreatureId) {
    if !is_bound(now, cause, target) {
        return;
    }
    let mut watch = lasting::new(now, cause.name.clone(), cause.by, Expires::Never);
    (watch.level, watch.ends_on) = (cause.level, geas.on.clone());
    watch.gives = vec![when_over(Wonder::Breach(geas.clone()))];
    lasting::begin(now, target, watch);
}

/// The command was broken: that hurts, and then not again for a day. What ends with the charm was not broken.
pub(super) fn breaks(now: &mut Unfold<'_>, cause: &Cause, geas: &Geas, target: CreatureId) {
    if !is_bound(now, cause, target) {
        return;
    }
    let damage = Effect::Damage {
        dice: geas.dice.clone(),
        kind: vec![geas.kind],
        only: None,
        half: false,
        spares: false,
        most: None,
    };
    wound::hurt(now, cause, &damage, &[target], &[]);
    let expires = lasting::expires(now.world(), Until::Hours(24), cause.by, target);
    let mut rests = lasting::new(now, cause.name.clone(), cause.by, expires);
    rests.level = cause.level;
    rests.gives = vec![when_over(Wonder::Geas(geas.clone()))];
    lasting::begin(now, target, rests);
}

fn when_over(wonder: Wonder) -> Modifier {
    Modifier::WhenOver(vec![Effect::Wonder(Box::new(wonder))])
}

/// True while the charm that the command came with is on the target.
fn is_bound(now: &Unfold<'_>, cause: &Cause, target: CreatureId) -> bool {
    let charm = |lasts: &Ongoing| {
        lasts.name == cause.name && lasts.source == cause.by && lasts.condition == Some(Condition::Charmed)
    };
    now.creature(target).is_some_and(|one| !one.dead && one.ongoing.values().any(charm))
}

/// Does something once, and then not again for so many minutes.
pub(super) fn rarely(now: &mut Unfold<'_>, cause: &Cause, minutes: u16, then: &[Effect], targets: &[CreatureId]) {
    let rests = format!("{}_rests", cause.name);
    if now.creature(cause.by).is_none_or(|by| by.bears(&rests)) {
        return;
    }
    let expires = lasting::expires(now.world(), Until::Minutes(minutes), cause.by, cause.by);
    let pause = lasting::new(now, rests, cause.by, expires);
    now.happens(Event::Began { creature: cause.by, ongoing: Box::new(pause) });
    super::afflict::run(now, cause, then, targets);
}
