//! Ready-made heroes: whoever would rather play than plan sits down with one key.

use std::sync::OnceLock;

use super::create::Plan;

/// The ready-made plans: one of each class first, then a second of each.
pub fn heroes() -> &'static [Plan] {
    static HEROES: OnceLock<Vec<Plan>> = OnceLock::new();
    HEROES.get_or_init(|| FILES.into_iter().map(read).collect())
}

/// Race and names of things are written bare, as in the book's tables.
fn read((name, text): (&str, &str)) -> Plan {
    let ron = ron::Options::default();
    ron.from_str(text).unwrap_or_else(|wrong| panic!("the ready-made hero {name} is broken: {wrong}"))
}

const FILES: [(&str, &str); 8] = [
    ("ada", include_str!("../../assets/heroes/ada.ron")),
    ("pip", include_str!("../../assets/heroes/pip.ron")),
    ("elra", include_str!("../../assets/heroes/elra.ron")),
    ("dorn", include_str!("../../assets/heroes/dorn.ron")),
    ("mara", include_str!("../../assets/heroes/mara.ron")),
    ("finn", include_str!("../../assets/heroes/finn.ron")),
    ("sol", include_str!("../../assets/heroes/sol.ron")),
    ("nia", include_str!("../../assets/heroes/nia.ron")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::choices::Choices;
    use crate::srd::Book;

    #[test]
    fn every_ready_hero_is_legal() {
        for plan in heroes() {
            let choices = Choices::of(Book::standard(), plan);
            assert!(choices.allow(plan), "{} does not choose what the book offers: {choices:#?}", plan.name);
        }
    }
}
