//! How hard each fight of an adventure is for parties of each size: advice for its author, no finding.

use super::sweep::{deeds, things};
use crate::srd::Book;
use crate::srd::budget::{Budget, Difficulty};
use crate::tale::Tale;
use crate::tale::deed::{Deed, Foe};
use crate::tale::map::Is;

/// A fight that an adventure can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fight<'a> {
    /// Where: a map and thing, or a scene.
    pub at: String,
    /// Whoever may come, each against so many heroes.
    pub foes: &'a [Foe],
}

/// Every fight of an adventure, those of its scenes first.
pub fn fights(tale: &Tale) -> Vec<Fight<'_>> {
    let told = deeds(tale).into_iter().filter_map(|(at, deed)| match deed {
        Deed::Fight { foes, .. } => Some(Fight { at, foes }),
        _ => None,
    });
    let laid = things(tale).into_iter().filter_map(|(map, thing, is)| match &is.is {
        Is::Ambush { foes, .. } => Some(Fight { at: format!("map \"{map}\", thing \"{thing}\""), foes }),
        _ => None,
    });
    told.chain(laid).collect()
}

impl Fight<'_> {
    /// What the foes that come against so many heroes are worth, in XP, and how hard that is for heroes of this level.
    pub fn weighed(&self, book: &Book, heroes: u8, level: u8) -> (u32, Difficulty) {
        let come = self.foes.iter().filter(|foe| foe.comes(usize::from(heroes)));
        let xp = come.filter_map(|foe| book.monsters.get(&foe.monster)).map(|monster| monster.xp).sum();
        (xp, Budget::of((0..heroes).map(|_| level)).difficulty(xp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tale::standard;

    /// `weighed` is one fight a line: for one hero to four of first level.
    fn check(tale: &Tale, weighed: &str) {
        let line = |fight: Fight<'_>| {
            let of = |heroes: u8| {
                let (xp, difficulty) = fight.weighed(Book::standard(), heroes, 1);
                format!("{xp} {difficulty}")
            };
            format!("{}: {}", fight.at, (1..=4).map(of).collect::<Vec<_>>().join(", "))
        };
        let found: Vec<String> = fights(tale).into_iter().map(line).collect();
        assert_eq!(found.join("\n"), weighed);
    }

    #[test]
    fn the_bell_s_fights_grow_with_the_party() {
        check(
            &standard()[0],
            r#"scene "den": 100 high, 150 moderate, 200 moderate, 250 moderate
scene "den_woken": 100 high, 150 moderate, 200 moderate, 250 moderate
scene "den_woken": 100 high, 150 moderate, 200 moderate, 250 moderate
map "crypt", thing "sisters": 50 low, 100 low, 150 low, 250 moderate
map "road", thing "wolves": 50 low, 100 low, 150 low, 200 low"#,
        );
    }
}
