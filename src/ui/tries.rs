//! What the menu calls that which the wider rules allow.

use crate::rules::attempt::Attempt;

/// The words of an attempt.
pub(super) const fn plain(attempt: &Attempt) -> &'static str {
    match attempt {
        Attempt::Squeeze => "verb-squeeze",
        Attempt::Straighten => "verb-straighten",
        Attempt::HoldBack => "verb-hold-back",
        Attempt::StrikeToKill => "verb-strike-to-kill",
        Attempt::CallOnInspiration => "verb-call-on-inspiration",
        Attempt::Inspire(_) => "verb-inspire",
        Attempt::Assist(_) => "verb-assist",
        Attempt::BreakFree => "verb-break-free",
    }
}
