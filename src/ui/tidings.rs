//! What happened in a simulated evening, in words, newest last; and how the game goes at the moment that is shown.

use super::night::{Lane, Night, State};
use crate::words::sentence::{Sentence, Value};

/// How it goes, and whether that is good.
pub(super) fn headline(night: &Night) -> (Sentence, Mood) {
    match (&night.verdict, night.host()) {
        (Some(wrongs), _) if wrongs.is_empty() => (Sentence::new("lab-holds"), Mood::Good),
        (Some(wrongs), _) => {
            let names = wrongs.iter().map(|check| Value::from(Sentence::new(format!("lab-check-{check}"))));
            (Sentence::new("lab-holds-not").with("checks", names.collect::<Vec<Value>>()), Mood::Bad)
        }
        (None, Some(host)) => (Sentence::new("lab-goes-on").with("name", name(night, host)), Mood::Good),
        (None, None) => (Sentence::new("lab-nobody"), Mood::Grave),
    }
}

/// Whether something is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// It is.
    Good,
    /// It is as it must be, and nobody likes it.
    Grave,
    /// It is not.
    Bad,
}

/// Everything that happened up to the moment that is shown, oldest first, each with its time.
pub(super) fn tidings(night: &Night) -> Vec<(u64, Sentence)> {
    let mut told: Vec<(u64, Sentence)> = Vec::new();
    for lane in &night.lanes {
        told.extend(of_machine(lane));
    }
    told.extend(of_ways(night));
    told.retain(|(at_ms, _)| *at_ms > 0 && *at_ms <= night.shown_ms);
    told.sort_by_key(|(at_ms, _)| *at_ms);
    told
}

fn of_machine(lane: &Lane) -> Vec<(u64, Sentence)> {
    let about = |id: &'static str| Sentence::new(id).with("name", Value::text(lane.name.as_str()));
    let mut told = Vec::new();
    for span in &lane.spans {
        let said = match &span.state {
            State::Hosts(term) => about("lab-told-hosts").with("term", number(*term)),
            State::Waits(answer, of) => about("lab-told-waits").with("answer", *answer).with("of", *of),
            State::Paused => about("lab-told-paused"),
            State::Off => {
                told.push((span.to_ms, about("lab-told-back")));
                about("lab-told-dies")
            }
            State::Deaf(_) => continue,
        };
        told.push((span.from_ms, said));
    }
    told
}

/// Cuts, each told once however many machines it parts.
fn of_ways(night: &Night) -> Vec<(u64, Sentence)> {
    let deaf = night.lanes.iter().flat_map(|lane| &lane.spans).filter(|span| matches!(span.state, State::Deaf(_)));
    let mut times: Vec<u64> = deaf.flat_map(|span| [span.from_ms, span.to_ms]).collect();
    times.sort_unstable();
    times.dedup();
    times.into_iter().map(|at_ms| (at_ms, ways(night, at_ms))).collect()
}

/// How the ways are from a moment on.
fn ways(night: &Night, at_ms: u64) -> Sentence {
    let at = Night { shown_ms: at_ms, ..night.clone() };
    let groups = at.groups(at_ms);
    if !at.is_cut() {
        return Sentence::new("lab-told-healed");
    }
    if groups.len() < 2 {
        return Sentence::new("lab-told-one-way");
    }
    let group = |group: &Vec<usize>| group.iter().map(|who| initial(night, *who)).collect::<String>();
    let sides = groups.iter().map(group).collect::<Vec<String>>().join(" | ");
    Sentence::new("lab-told-cut").with("sides", Value::text(sides))
}

fn initial(night: &Night, who: usize) -> String {
    night.lanes.get(who).map(|lane| lane.name.chars().take(1).collect()).unwrap_or_default()
}

fn name(night: &Night, who: usize) -> Value {
    Value::text(night.lanes.get(who).map(|lane| lane.name.as_str()).unwrap_or_default())
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::night::Span;

    #[test]
    fn a_cut_is_told_once_and_so_is_its_end() {
        let span = |from_ms, to_ms, state| Span { from_ms, to_ms, state };
        let lane = |name: &str, spans: Vec<Span>| Lane { name: name.to_owned(), spans, ..Lane::default() };
        let lanes = vec![
            lane("Ada", vec![span(0, 90, State::Hosts(1)), span(10, 30, State::Deaf(vec![1, 2]))]),
            lane("Bob", vec![span(10, 30, State::Deaf(vec![0])), span(40, 50, State::Off)]),
            lane("Cid", vec![span(10, 30, State::Deaf(vec![0]))]),
        ];
        let night = Night { lanes, shown_ms: 45, ..Night::default() };
        let ids: Vec<(u64, String)> =
            tidings(&night).into_iter().map(|(at, told)| (at, told.id.into_owned())).collect();
        let wanted = [(10, "lab-told-cut"), (30, "lab-told-healed"), (40, "lab-told-dies")];
        assert_eq!(ids, wanted.map(|(at, id)| (at, id.to_owned())), "what is yet to come is not told");
        assert_eq!(headline(&night).1, Mood::Good);
    }
}
