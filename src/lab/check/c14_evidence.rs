//! C14: nobody honest is ever disbelieved, and who signed two histories is, by everyone whom both reached.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::history::{History, Moment, Seen, letter};

/// Looks for honest machines that lost someone's belief.
pub(super) fn check(history: &History) -> Vec<String> {
    let liars = history.liars();
    let mut wrongs = Vec::new();
    // Where a host told two stories, those who built on one of them may doubt each other's.
    let crooked = !history.crooked_terms().is_empty();
    for moment in &history.moments {
        if let Seen::Distrusts { host } = moment.seen
            && !liars.contains(&host)
            && !crooked
        {
            wrongs.push(format!("{} distrusts {}, who never lied", letter(moment.who), letter(host)));
        }
    }
    // Only a liar who hosted and signed twice can be proven wrong to everyone.
    let seen_through = |liar: usize| {
        history.moments.iter().any(|moment| moment.seen == Seen::Distrusts { host: liar } && moment.who != liar)
    };
    let healed = history.moments.iter().any(|moment| moment.seen == Seen::Together);
    for liar in liars.iter().copied().collect::<BTreeSet<usize>>() {
        if healed && told_two(history, liar) && !seen_through(liar) {
            wrongs.push(format!("{} told two stories as a host and nobody noticed", letter(liar)));
        }
    }
    wrongs
}

/// True when honest machines were shown two entries in one place of one of his terms. What he signed for one guest alone,
/// and put nothing else in its place, proves nothing: it is lost like any entry that its host never made durable.
fn told_two(history: &History, liar: usize) -> bool {
    let (flawed, mut shown) = (history.flawed(), BTreeMap::new());
    let hosted = |moment: &Moment| match moment.seen {
        Seen::Term { term, host } if host == liar => Some(term),
        _ => None,
    };
    let terms: BTreeSet<u64> = history.moments.iter().filter_map(hosted).collect();
    history.moments.iter().filter(|moment| !flawed.contains(&moment.who)).any(|moment| match moment.seen {
        Seen::Entry { index, term, digest, .. } if terms.contains(&term) => {
            *shown.entry((term, index)).or_insert(digest) != digest
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn liars_are_seen_through_and_nobody_else() {
        tell_apart(
            check,
            &[
                "C lies-hosting; A distrusts C; A calm; A together",
                "C lies; A calm; A together",
                "A term 1 A",
                "C lies-hosting; A calm",
                "C lies-hosting; A calm; A together",
                "C lies-hosting; A term 2 C; A entry 4 2 x; B entry 4 3 y; A calm; A together",
            ],
            &[
                "A distrusts B",
                "C lies; A distrusts B",
                "C lies-hosting; A term 2 C; A entry 4 2 x; B entry 4 2 y; A calm; A together",
                "C lies-hosting; A term 2 C; A entry 4 2 x; B entry 4 2 y; C distrusts C; A calm; A together",
            ],
        );
    }
}
