//! Heroes to be made and levels to be gained as lines: `makes Ada; race human; class fighter; ...`.

use super::advance::Step;
use super::create::Plan;
use super::read::{Line, ParseProblem, plain};
use crate::srd::ability::{Scores, Skill};
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, RaceId, SpellId};

/// Writes a plan.
pub(super) fn print_plan(plan: &Plan) -> String {
    let Scores { str, dex, con, int, wis, cha } = plan.scores;
    let mut text = format!(
        "makes {}; race {}; class {}; background {}; scores {str} {dex} {con} {int} {wis} {cha}",
        plan.name,
        plain(&plan.race),
        plain(&plan.class),
        plain(&plan.background)
    );
    list(&mut text, "skills", plan.skills.iter().map(|skill| skill_name(*skill)));
    list(&mut text, "expertise", plan.expertise.iter().map(|skill| skill_name(*skill)));
    list(&mut text, "chosen", plan.chosen.iter().map(plain));
    list(&mut text, "equipment", plan.equipment.iter().map(u8::to_string));
    list(&mut text, "picks", plan.picks.iter().map(plain));
    list(&mut text, "languages", plan.languages.iter().map(plain));
    list(&mut text, "cantrips", plan.cantrips.iter().map(plain));
    list(&mut text, "spells", plan.spells.iter().map(plain));
    text
}

/// Writes a level.
pub(super) fn print_step(step: &Step) -> String {
    let mut text = format!("gains a level as {}", plain(&step.class));
    list(&mut text, "chosen", step.chosen.iter().map(plain));
    list(&mut text, "cantrips", step.cantrips.iter().map(plain));
    list(&mut text, "spells", step.spells.iter().map(plain));
    text
}

fn list(text: &mut String, name: &str, all: impl Iterator<Item = String>) {
    let all: Vec<String> = all.collect();
    if !all.is_empty() {
        text.push_str("; ");
        text.push_str(name);
        text.push(' ');
        text.push_str(&all.join(", "));
    }
}

/// Reads a plan; what is not named is empty.
pub(super) fn read_plan(line: &mut Line<'_>) -> Result<Plan, ParseProblem> {
    let mut plan = Plan {
        name: line.part().to_owned(),
        race: RaceId::new(""),
        class: ClassId::new(""),
        background: BackgroundId::new(""),
        scores: Scores { str: 0, dex: 0, con: 0, int: 0, wis: 0, cha: 0 },
        skills: Vec::new(),
        expertise: Vec::new(),
        chosen: Vec::new(),
        equipment: Vec::new(),
        picks: Vec::new(),
        languages: Vec::new(),
        cantrips: Vec::new(),
        spells: Vec::new(),
    };
    while !line.is_done() {
        let wrong = line.wrong("race, class, background, scores, skills and the like");
        let part = line.part();
        let (name, value) = part.split_once(' ').unwrap_or((part, ""));
        match name {
            "race" => plan.race = RaceId::new(&id(value)),
            "class" => plan.class = ClassId::new(&id(value)),
            "background" => plan.background = BackgroundId::new(&id(value)),
            "scores" => plan.scores = scores(value).ok_or(wrong)?,
            "skills" => plan.skills = skills(value)?,
            "expertise" => plan.expertise = skills(value)?,
            "chosen" => plan.chosen = ids(value, FeatureId::new),
            "equipment" => plan.equipment = value.split(',').filter_map(|text| text.trim().parse().ok()).collect(),
            "picks" => plan.picks = ids(value, ItemId::new),
            "languages" => plan.languages = ids(value, LanguageId::new),
            "cantrips" => plan.cantrips = ids(value, SpellId::new),
            "spells" => plan.spells = ids(value, SpellId::new),
            _ => return Err(wrong),
        }
    }
    Ok(plan)
}

/// Reads a level after `gains`.
pub(super) fn read_step(line: &mut Line<'_>) -> Result<Step, ParseProblem> {
    line.must("a level as")?;
    let class = ClassId::new(&id(line.part()));
    let mut step = Step { class, chosen: Vec::new(), cantrips: Vec::new(), spells: Vec::new() };
    while !line.is_done() {
        let wrong = line.wrong("chosen, cantrips or spells");
        let part = line.part();
        let (name, value) = part.split_once(' ').unwrap_or((part, ""));
        match name {
            "chosen" => step.chosen = ids(value, FeatureId::new),
            "cantrips" => step.cantrips = ids(value, SpellId::new),
            "spells" => step.spells = ids(value, SpellId::new),
            _ => return Err(wrong),
        }
    }
    Ok(step)
}

fn id(text: &str) -> String {
    text.trim().replace(' ', "_")
}

fn ids<T>(text: &str, new: impl Fn(&str) -> T) -> Vec<T> {
    text.split(',').filter(|text| !text.trim().is_empty()).map(|text| new(&id(text))).collect()
}

fn scores(text: &str) -> Option<Scores> {
    let all: Option<Vec<u8>> = text.split_whitespace().map(|text| text.parse().ok()).collect();
    match all?[..] {
        [str, dex, con, int, wis, cha] => Some(Scores { str, dex, con, int, wis, cha }),
        _ => None,
    }
}

fn skills(text: &str) -> Result<Vec<Skill>, ParseProblem> {
    let all = text.split(',').map(str::trim).filter(|text| !text.is_empty());
    all.map(|text| {
        let found = Skill::ALL.into_iter().find(|skill| skill_name(*skill) == text);
        found.ok_or_else(|| ParseProblem { wanted: "the name of a skill", at: text.to_owned() })
    })
    .collect()
}

/// A skill as it is written in a line.
pub fn skill_name(skill: Skill) -> String {
    let mut text = String::new();
    for letter in format!("{skill:?}").chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
