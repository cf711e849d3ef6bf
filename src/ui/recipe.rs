//! What has been chosen for a hero so far, and what there is to choose next.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::tumble::{skill_id, snake};
use crate::rules::choices::{Choices, Pick};
use crate::rules::create::Plan;
use crate::srd::Book;
use crate::srd::ability::{Scores, Skill};
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, RaceId, SpellId};
use crate::srd::spell::{Range, Time};
use crate::words::sentence::{Sentence, Value};

/// The choices so far, each as numbers of options of its step.
#[derive(Debug)]
pub(super) struct Recipe {
    picks: BTreeMap<Step, Vec<usize>>,
    /// Scores before the race adds to them.
    pub(super) scores: Scores,
}

/// One step of the making; numbers tell rows of the same kind apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Race,
    Class,
    Background,
    Scores,
    Feature(usize),
    Skills,
    Expertise,
    Equipment(usize),
    Thing(usize),
    Languages,
    Cantrips(usize),
    Spells,
    Name,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Race(RaceId),
    Class(ClassId),
    Background(BackgroundId),
    Feature(FeatureId),
    Skill(Skill),
    Equipment(u8, Vec<(ItemId, u16)>),
    Thing(ItemId),
    Language(LanguageId),
    Spell(SpellId),
}

impl Default for Recipe {
    fn default() -> Recipe {
        // The standard array, which costs exactly what may be spent.
        let scores = Scores { str: 15, dex: 13, con: 14, int: 8, wis: 12, cha: 10 };
        Recipe { picks: BTreeMap::new(), scores }
    }
}

impl Recipe {
    /// The steps there are, given what was chosen; those that leave no choice are skipped.
    pub(super) fn steps(&self, book: &Book) -> Vec<Step> {
        let choices = Choices::of(book, &self.plan(book));
        let mut steps = vec![Step::Race, Step::Class, Step::Background, Step::Scores];
        steps.extend((0..choices.chosen.len()).map(Step::Feature));
        steps.extend((choices.skills.count > 0).then_some(Step::Skills));
        steps.extend((choices.expertise.count > 0).then_some(Step::Expertise));
        steps.extend(
            choices.equipment.iter().enumerate().filter(|(_, row)| row.len() > 1).map(|(at, _)| Step::Equipment(at)),
        );
        steps.extend((0..choices.picks.len()).map(Step::Thing));
        steps.extend((choices.languages.count > 0).then_some(Step::Languages));
        steps.extend((0..choices.cantrips.len()).map(Step::Cantrips));
        steps.extend((choices.spells.count > 0).then_some(Step::Spells));
        steps.push(Step::Name);
        steps
    }

    /// How many are to be chosen in a step, and out of which.
    pub(super) fn options(&self, book: &Book, step: Step) -> (usize, Vec<Choice>) {
        options(&Choices::of(book, &self.plan(book)), step)
    }

    /// What has been chosen in a step.
    pub(super) fn picked(&self, step: Step) -> &[usize] {
        self.picks.get(&step).map_or(&[], Vec::as_slice)
    }

    /// Chooses an option of a step, or takes the choice back where several are chosen. Steps that follow are forgotten
    /// when they may depend on it. Returns how many are chosen now.
    pub(super) fn pick(&mut self, book: &Book, step: Step, at: usize) -> usize {
        let (count, _) = self.options(book, step);
        let mut picks = self.picks.remove(&step).unwrap_or_default();
        if count == 1 {
            if picks != [at] {
                self.picks.split_off(&step);
            }
            picks = vec![at];
        } else if let Some(place) = picks.iter().position(|pick| *pick == at) {
            // What was chosen again is taken back, so that it can be exchanged.
            picks.remove(place);
        } else if picks.len() < count {
            picks.push(at);
        }
        let chosen = picks.len();
        self.picks.insert(step, picks);
        chosen
    }

    /// The plan as far as it goes.
    pub(super) fn plan(&self, book: &Book) -> Plan {
        let mut plan = empty(self.scores);
        // Each step is read against the choices that the steps before it left open.
        for (step, picks) in &self.picks {
            let choices = Choices::of(book, &plan);
            if matches!(step, Step::Thing(_)) {
                plan.equipment = self.equipment(&choices);
            }
            let choices = Choices::of(book, &plan);
            let (_, options) = options(&choices, *step);
            for option in picks.iter().filter_map(|at| options.get(*at)) {
                apply(&mut plan, *step, option);
            }
        }
        let choices = Choices::of(book, &plan);
        plan.equipment = self.equipment(&choices);
        plan
    }

    /// The plan, or an empty one without a book.
    pub(super) fn plan_or_default(&self, desk: &Desk) -> Plan {
        desk.book().map_or_else(|| empty(self.scores), |book| self.plan(book))
    }

    /// The number of each row's alternative: the chosen one, or the only one.
    fn equipment(&self, choices: &Choices) -> Vec<u8> {
        let row = |(at, row): (usize, &Vec<(u8, Vec<(ItemId, u16)>)>)| {
            let chosen = self.picked(Step::Equipment(at)).first().copied().unwrap_or(0);
            row.get(chosen).or(row.first()).map_or(0, |(number, _)| *number)
        };
        choices.equipment.iter().enumerate().map(row).collect()
    }
}

fn empty(scores: Scores) -> Plan {
    Plan {
        name: String::new(),
        race: RaceId::new(""),
        class: ClassId::new(""),
        background: BackgroundId::new(""),
        scores,
        skills: Vec::new(),
        expertise: Vec::new(),
        chosen: Vec::new(),
        equipment: Vec::new(),
        picks: Vec::new(),
        languages: Vec::new(),
        cantrips: Vec::new(),
        spells: Vec::new(),
    }
}

fn options(choices: &Choices, step: Step) -> (usize, Vec<Choice>) {
    fn of<T: Clone>(pick: &Pick<T>, choice: impl Fn(T) -> Choice) -> (usize, Vec<Choice>) {
        (pick.count, pick.of.iter().cloned().map(choice).collect())
    }
    fn one<T: Clone>(row: Option<&Vec<T>>, choice: impl Fn(T) -> Choice) -> (usize, Vec<Choice>) {
        (1, row.into_iter().flatten().cloned().map(choice).collect())
    }
    match step {
        Step::Race => one(Some(&choices.races), Choice::Race),
        Step::Class => one(Some(&choices.classes), Choice::Class),
        Step::Background => one(Some(&choices.backgrounds), Choice::Background),
        Step::Feature(at) => one(choices.chosen.get(at), Choice::Feature),
        Step::Skills => of(&choices.skills, Choice::Skill),
        Step::Expertise => of(&choices.expertise, Choice::Skill),
        Step::Equipment(at) => one(choices.equipment.get(at), |(number, holds)| Choice::Equipment(number, holds)),
        Step::Thing(at) => one(choices.picks.get(at), Choice::Thing),
        Step::Languages => of(&choices.languages, Choice::Language),
        Step::Cantrips(at) => choices.cantrips.get(at).map_or((0, Vec::new()), |pick| of(pick, Choice::Spell)),
        Step::Spells => of(&choices.spells, Choice::Spell),
        Step::Scores | Step::Name => (0, Vec::new()),
    }
}

fn apply(plan: &mut Plan, step: Step, option: &Choice) {
    match option {
        Choice::Race(id) => plan.race = id.clone(),
        Choice::Class(id) => plan.class = id.clone(),
        Choice::Background(id) => plan.background = id.clone(),
        Choice::Feature(id) => plan.chosen.push(id.clone()),
        Choice::Skill(skill) if step == Step::Expertise => plan.expertise.push(*skill),
        Choice::Skill(skill) => plan.skills.push(*skill),
        // Rows with one alternative are no steps: all rows are filled in together.
        Choice::Equipment(..) => {}
        Choice::Thing(id) => plan.picks.push(id.clone()),
        Choice::Language(id) => plan.languages.push(id.clone()),
        Choice::Spell(id) if step == Step::Spells => plan.spells.push(id.clone()),
        Choice::Spell(id) => plan.cantrips.push(id.clone()),
    }
}

impl Step {
    /// The id of its title.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Step::Race => "maker-race",
            Step::Class => "maker-class",
            Step::Background => "maker-background",
            Step::Scores => "maker-scores",
            Step::Feature(_) => "maker-feature",
            Step::Skills => "maker-skills",
            Step::Expertise => "maker-expertise",
            Step::Equipment(_) => "maker-equipment",
            Step::Thing(_) => "maker-thing",
            Step::Languages => "maker-languages",
            Step::Cantrips(_) => "maker-cantrips",
            Step::Spells => "maker-spells",
            Step::Name => "maker-name",
        }
    }
}

impl Choice {
    /// What stands in its row.
    pub(super) fn words(&self, desk: &Desk) -> String {
        match self {
            Choice::Race(id) => desk.name("race", id),
            Choice::Class(id) => desk.name("class", id),
            Choice::Background(id) => desk.name("background", id),
            Choice::Feature(id) => desk.name("feature", id),
            Choice::Skill(skill) => desk.name("skill", skill_id(*skill)),
            Choice::Equipment(_, holds) => things(desk, holds),
            Choice::Thing(id) => desk.name("item", id),
            Choice::Language(id) => desk.name("language", id),
            Choice::Spell(id) => desk.name("spell", id),
        }
    }

    /// A few facts about it, for the card.
    pub(super) fn about(&self, desk: &Desk) -> String {
        match self {
            Choice::Race(id) => desk.about("race", id),
            Choice::Class(id) => desk.about("class", id),
            Choice::Background(id) => desk.about("background", id),
            Choice::Feature(id) => desk.about("feature", id),
            Choice::Skill(skill) => desk.name("ability", skill.ability().short()),
            Choice::Equipment(_, holds) => things(desk, holds),
            Choice::Thing(id) => desk.about("item", id),
            Choice::Spell(id) => format!("{}\n{}", desk.about("spell", id), spell(desk, id)),
            Choice::Language(_) => String::new(),
        }
    }
}

fn things(desk: &Desk, holds: &[(ItemId, u16)]) -> String {
    let thing = |(item, count): &(ItemId, u16)| match count {
        1 => desk.name("item", item),
        _ => format!("{}×{count}", desk.name("item", item)),
    };
    holds.iter().map(thing).collect::<Vec<_>>().join(", ")
}

/// School, casting time and range of a spell.
pub(super) fn spell(desk: &Desk, id: &SpellId) -> String {
    let Some(spell) = desk.book().and_then(|book| book.spells.get(id)) else { return String::new() };
    let school = desk.name("school", snake(&format!("{:?}", spell.school)));
    let time = match spell.time {
        Time::Action => desk.say("spell-action"),
        Time::BonusAction => desk.say("spell-bonus"),
        Time::Reaction(_) => desk.say("spell-reaction"),
        Time::Minutes(minutes) => desk.say_with("spell-minutes", "minutes", minutes),
    };
    let range = match spell.range {
        Range::Oneself => desk.say("spell-self"),
        Range::Touch => desk.say("spell-touch"),
        Range::Feet(feet) => desk.say_with("spell-feet", "feet", feet),
    };
    let about = Sentence::new("spell-about")
        .with("school", Value::text(school))
        .with("time", Value::text(time))
        .with("range", Value::text(range));
    desk.words.say(&about)
}
