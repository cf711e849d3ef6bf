//! C14: nobody honest is ever disbelieved, and who signed two histories is, by everyone whom both reached.

use crate::lab::history::{Flaw, History, Seen, letter};

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
    for moment in history.moments.iter().filter(|moment| moment.seen == Seen::Flawed(Flaw::LiesAsHost)) {
        let healed = history.moments.iter().any(|moment| moment.seen == Seen::Together);
        if healed && !seen_through(moment.who) {
            wrongs.push(format!("{} lied as a host and nobody noticed", letter(moment.who)));
        }
    }
    wrongs
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
            ],
            &[
                "A distrusts B",
                "C lies; A distrusts B",
                "C lies-hosting; A calm; A together",
                "C lies-hosting; C distrusts C; A calm; A together",
            ],
        );
    }
}
