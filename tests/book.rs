//! The book against itself: how many records there are, and figures that follow from others.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use roundtable::srd::Book;
use roundtable::srd::ability::{Ability, Skill};
use roundtable::srd::effect::{Effect, Success};
use roundtable::srd::item::{ArmourWeight, Use};
use roundtable::srd::kind::Size;
use roundtable::srd::monster::{Does, Monster};
use roundtable::srd::quantity::Dc;

#[test]
fn the_tables_are_complete() {
    let book = Book::standard();
    let plain = || book.items.values().filter(|item| item.magic.is_none());
    let items = |fits: fn(&Use) -> bool| plain().filter(|item| fits(&item.use_)).count();
    assert_eq!(items(|use_| matches!(use_, Use::Weapon(_))), 37, "weapons");
    assert_eq!(items(|use_| matches!(use_, Use::Armour(_) | Use::Shield(_))), 13, "armours");
    assert_eq!(items(|use_| matches!(use_, Use::Tool)), 25, "tools");
    assert_eq!(items(|use_| matches!(use_, Use::Bundle(_))), 7, "packs");
    let light = |use_: &Use| matches!(use_, Use::Armour(armour) if armour.weight == ArmourWeight::Light);
    assert_eq!(items(light), 3, "light armours");
    // 37 weapons, 13 armours, 99 gear, 10 things that come only in packs or with a background, 35 tools, 7 packs, 10
    // choices, 28 mounts and vehicles, 23 trade goods, 14 poisons, the berries of a spell and the amulet of a guardian.
    assert_eq!(book.magic.len(), 240, "magic items");
    assert_eq!(plain().count(), 37 + 13 + 99 + 10 + 35 + 7 + 10 + 28 + 23 + 14 + 2, "items");
    assert_eq!(book.races.len(), 13, "races and their kinds");
    assert_eq!(book.classes.len(), 12, "classes");
    let levels = book.classes.values().map(|class| class.levels.len());
    assert_eq!(levels.sum::<usize>(), 12 * 20, "levels of classes");
    assert_eq!(book.spells.values().filter(|spell| spell.level == 0).count(), 24, "cantrips");
    assert_eq!(book.spells.values().filter(|spell| spell.level == 1).count(), 49, "spells of 1st level");
    assert_eq!(book.spells.len(), 319, "spells");
    assert_eq!(printed().count(), 317, "stat blocks");
}

/// What spells bring along with figures of its own, which no arithmetic makes.
const CONJURED: [&str; 10] = [
    "animated_object_huge",
    "animated_object_large",
    "animated_object_medium",
    "animated_object_small",
    "animated_object_tiny",
    "avatar_of_death",
    "awakened_treant",
    "illusory_double",
    "projected_image",
    "unseen_servant",
];

/// Every stat block that is printed as such.
fn printed() -> impl Iterator<Item = &'static Monster> {
    Book::standard().monsters.values().filter(|monster| !CONJURED.contains(&monster.id.as_str()))
}

/// A veteran with a dragon's blood keeps the veteran's own training at a higher rating: so the template has it.
const TEMPLATED: &str = "half_red_dragon_veteran";

/// Attack bonuses, those of spells among them, that the book prints although its own arithmetic gives another figure.
const MISPRINTS: &[(&str, &str, i32)] = &[
    ("barbed_devil", "hurl_flame", 5),
    ("bat", "bite", 0),
    ("black_bear", "bite", 3),
    ("black_bear", "claws", 3),
    ("brown_bear", "bite", 5),
    ("brown_bear", "claws", 5),
    ("cat", "claws", 0),
    ("chain_devil", "chain", 8),
    ("clay_golem", "slam", 8),
    ("couatl", "bite", 8),
    ("couatl", "constrict", 6),
    ("crab", "claw", 0),
    ("efreeti", "hurl_flame", 7),
    ("ghast", "bite", 3),
    ("ghost", "withering_touch", 5),
    ("ghoul", "bite", 2),
    ("iron_golem", "slam", 13),
    ("iron_golem", "sword", 13),
    ("lemure", "fist", 3),
    ("lich", "paralyzing_touch", 12),
    ("lizard", "bite", 0),
    ("purple_worm", "bite", 9),
    ("purple_worm", "tail_stinger", 9),
    ("quasit", "claws", 4),
    ("rat", "bite", 0),
    ("sprite", "longsword", 2),
    ("violet_fungus", "rotting_touch", 2),
    ("will_o_wisp", "shock", 4),
];

#[test]
fn attack_bonuses_follow_from_ability_and_proficiency() {
    let mut odd = Vec::new();
    for monster in printed().filter(|monster| monster.id.as_str() != TEMPLATED) {
        for action in &monster.actions {
            let Does::Attack(strike) = &action.does else { continue };
            let mut fits =
                [Ability::Str, Ability::Dex].map(|ability| modifier(monster, ability) + proficiency(monster));
            fits.sort_unstable();
            if !fits.contains(&i32::from(strike.bonus)) {
                odd.push((monster.id.as_str(), action.id.as_str(), i32::from(strike.bonus)));
            }
        }
    }
    assert_eq!(odd, MISPRINTS);
}

#[test]
fn hit_dice_follow_from_size_and_constitution() {
    for monster in printed() {
        let sides = match monster.size {
            Size::Tiny => 4,
            Size::Small => 6,
            Size::Medium => 8,
            Size::Large => 10,
            Size::Huge => 12,
            Size::Gargantuan => 20,
        };
        assert_eq!(monster.hp.sides.0, sides, "{}", monster.id);
        let con = i32::from(monster.hp.count) * modifier(monster, Ability::Con);
        assert_eq!(i32::from(monster.hp.plus), con, "{}", monster.id);
    }
}

#[test]
fn saves_skills_proficiency_and_experience_follow_from_the_challenge_rating() {
    let mut odd = Vec::new();
    for monster in printed() {
        let id = &monster.id;
        let rating = i32::from(monster.cr_eighths).div_euclid(8);
        assert_eq!(proficiency(monster), 2 + (rating - 1).max(0) / 4, "{id}");
        let (_, xp) = XP.iter().find(|(rating, _)| *rating == monster.cr_eighths).unwrap();
        // A rating of 0 is worth 0 or 10, by whether it can hurt anyone.
        assert!(monster.xp == *xp || (monster.cr_eighths == 0 && monster.xp == 0), "{id}");
        if id.as_str() == TEMPLATED {
            continue;
        }
        for (ability, bonus) in &monster.saves {
            assert_eq!(i32::from(*bonus), modifier(monster, *ability) + proficiency(monster), "{id}");
        }
        for (skill, bonus) in &monster.skills {
            let trained = i32::from(*bonus) - modifier(monster, skill.ability());
            if ![1, 2].map(|times| times * proficiency(monster)).contains(&trained) {
                odd.push((id.as_str(), *skill, *bonus));
            }
        }
        if let Some(casts) = &monster.casts {
            assert_eq!(i32::from(casts.dc), 8 + modifier(monster, casts.ability) + proficiency(monster), "{id}");
            assert_eq!(casts.attack, casts.dc as i8 - 8, "{id}");
        }
        if let Some(innate) = &monster.innate {
            assert_eq!(innate.attack, innate.dc as i8 - 8, "{id}");
        }
    }
    assert_eq!(odd, ODD_SKILLS);
}

/// Skills that the book prints although its own arithmetic gives another figure.
const ODD_SKILLS: &[(&str, Skill, i8)] = &[
    ("lich", Skill::Arcana, 18),
    ("night_hag", Skill::Deception, 7),
    ("night_hag", Skill::Insight, 6),
    ("night_hag", Skill::Perception, 6),
    ("night_hag", Skill::Stealth, 6),
    ("priest", Skill::Religion, 4),
];

/// Challenge rating in eighths, and the experience points it is worth.
const XP: &[(u16, u32)] = &[
    (0, 10),
    (1, 25),
    (2, 50),
    (4, 100),
    (8, 200),
    (16, 450),
    (24, 700),
    (32, 1_100),
    (40, 1_800),
    (48, 2_300),
    (56, 2_900),
    (64, 3_900),
    (72, 5_000),
    (80, 5_900),
    (88, 7_200),
    (96, 8_400),
    (104, 10_000),
    (112, 11_500),
    (120, 13_000),
    (128, 15_000),
    (136, 18_000),
    (144, 20_000),
    (152, 22_000),
    (160, 25_000),
    (168, 33_000),
    (176, 41_000),
    (184, 50_000),
    (192, 62_000),
    (240, 155_000),
];

/// Save DCs that follow from no ability with or without proficiency: natural hazards such as a web or a poison.
const ODD_DCS: &[(&str, &str, u8)] = &[
    ("assassin", "shortsword", 15),
    ("assassin", "light_crossbow", 15),
    ("clay_golem", "slam", 15),
    ("dragon_turtle", "tail", 20),
    ("dragon_turtle", "steam_breath", 18),
    ("drow", "hand_crossbow", 13),
    ("giant_wasp", "sting", 11),
    ("half_red_dragon_veteran", "fire_breath", 15),
    ("iron_golem", "poison_breath", 19),
    ("kraken", "lightning_storm", 23),
    ("tarrasque", "tail", 20),
];

#[test]
fn save_dcs_follow_from_an_ability() {
    let mut odd = Vec::new();
    for monster in printed() {
        for action in &monster.actions {
            let effects = match &action.does {
                Does::Attack(strike) => &strike.hit,
                Does::Effects { effects, .. } => effects,
                Does::Multiattack(_) | Does::Use(_) => continue,
                Does::Walk(_) | Does::Stride(_) | Does::Cantrip | Does::Spell => continue,
            };
            for dc in dcs(effects) {
                let fits = |ability: Ability| {
                    let plain = 8 + modifier(monster, ability);
                    [plain, plain + proficiency(monster)].contains(&i32::from(dc))
                };
                if !Ability::ALL.into_iter().any(fits) {
                    odd.push((monster.id.as_str(), action.id.as_str(), dc));
                }
            }
        }
    }
    assert_eq!(odd, ODD_DCS);
}

fn dcs(effects: &[Effect]) -> Vec<u8> {
    let mut all = Vec::new();
    for effect in effects {
        if let Effect::Save { dc, fail, success, .. } = effect {
            if let Dc::Is(dc) = dc {
                all.push(*dc);
            }
            all.extend(dcs(fail));
            if let Success::Then(then) = success {
                all.extend(dcs(then));
            }
        }
    }
    all
}

fn modifier(monster: &Monster, ability: Ability) -> i32 {
    monster.scores.modifier(ability)
}

fn proficiency(monster: &Monster) -> i32 {
    i32::from(monster.proficiency)
}
