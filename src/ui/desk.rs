//! What lies beside the pages: words, pictures, what is playing, what may be done; and the look of it that pages get.

use super::ear::Ear;
use super::hear;
use super::key::Button;
use super::log::Log;
use super::settings::Settings;
use super::stage::Stage;
use super::view::{Notice, Said, Told, View};
use crate::canvas::letters::Leading;
use crate::canvas::{Letters, Sprites};
use crate::rules::{self, Offer, deputy};
use crate::sound::Cue;
use crate::srd::Book;
use crate::srd::id::ItemId;
use crate::words::fluent::{Language, Words};
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::{Being, Creature};
use crate::world::id::{CreatureId, SeatId};

/// Everything that stays while pages come and go.
pub(super) struct Kit {
    pub(super) settings: Settings,
    pub(super) words: Words,
    pub(super) sprites: Sprites,
    pub(super) letters: Letters,
    pub(super) stage: Stage,
    pub(super) log: Log,
    /// Sixtieths of a second since the start.
    pub(super) tick: u32,
    /// The adventure whose words are among ours.
    tale: Option<String>,
    /// What may be done, and after how many events that was.
    offers: Vec<Offer>,
    offers_at: Option<u64>,
    /// Which of the player's seats is at the keyboard, where he holds several.
    chosen: usize,
    news: News,
    /// Sounds that nobody has taken yet.
    cues: Vec<Cue>,
    /// The sound that is written on the screen, and for how many steps already.
    caption: (Option<Cue>, u32),
    /// Whether it was the player's turn in the last step.
    due: bool,
    /// Something was asked for: after how many events, and how many steps ago.
    asked: Option<(u64, u32)>,
    ear: Ear,
}

/// How many notices and words were told, and how many steps ago the newest came.
#[derive(Clone, Copy, Default)]
struct News {
    notices: u64,
    notice_age: u32,
    chat: u64,
    chat_age: u32,
}

/// How long an answer is awaited before the player may ask again.
const AWAIT_STEPS: u32 = 120;
/// How long a sound is written.
const CAPTION_STEPS: u32 = 70;
/// Sounds that wait at the most, should nobody take them.
const CUES_MAX: usize = 16;
/// How long news is shown: five seconds.
const NEWS_STEPS: u32 = 300;

/// What a page looks at.
pub(super) struct Desk<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) settings: &'a Settings,
    pub(super) words: &'a Words,
    pub(super) letters: &'a Letters,
    pub(super) offers: &'a [Offer],
    pub(super) stage: &'a Stage,
    pub(super) log: &'a Log,
    news: News,
    /// Something was asked for and not yet answered.
    pub(super) awaits: bool,
    /// The sound to be written, if any.
    pub(super) caption: Option<Cue>,
    /// The seat at the keyboard.
    pub(super) seat: Option<SeatId>,
}

impl Kit {
    pub(super) fn new(settings: Settings) -> Kit {
        let language = settings.spoken();
        Kit {
            words: Words::new(language),
            sprites: Sprites::embedded(),
            letters: Letters::new(leading(language)),
            stage: Stage::new(&settings),
            log: Log::default(),
            tick: 0,
            tale: None,
            offers: Vec::new(),
            offers_at: None,
            chosen: 0,
            news: News { notice_age: NEWS_STEPS, chat_age: NEWS_STEPS, ..News::default() },
            cues: Vec::new(),
            caption: (None, 0),
            due: false,
            asked: None,
            ear: Ear::default(),
            settings,
        }
    }

    /// The player has asked for something: until the answer comes he is not asked again.
    pub(super) fn ask(&mut self, view: &View) {
        self.asked = view.world.map(|world| (world.now.events, 0));
    }

    /// True while an answer is awaited.
    pub(super) const fn awaits(&self) -> bool {
        self.asked.is_some()
    }

    /// Forgets what was asked for when the world has changed, a notice says why not, or nobody answers.
    fn await_answer(&mut self, view: &View, refused: bool) {
        let events = view.world.map(|world| world.now.events);
        self.asked = self
            .asked
            .filter(|(at, steps)| events == Some(*at) && *steps < AWAIT_STEPS && !refused)
            .map(|(at, steps)| (at, steps + 1));
    }

    /// A sound, if there is one.
    pub(super) fn sound(&mut self, cue: Option<Cue>) {
        let Some(cue) = cue else { return };
        // Menus and feet speak for themselves; everything else is also written for those who do not hear it.
        if !matches!(cue, Cue::MenuMove | Cue::MenuChoose | Cue::Step) {
            self.caption = (Some(cue), 0);
        }
        if self.cues.len() < CUES_MAX {
            self.cues.push(cue);
        }
    }

    /// The sound of a button in a menu.
    pub(super) fn sound_of(&mut self, button: Button) {
        self.sound(match button {
            Button::Up | Button::Down | Button::Left | Button::Right => Some(Cue::MenuMove),
            Button::A | Button::B => Some(Cue::MenuChoose),
            _ => None,
        });
    }

    /// The sounds since this was last asked.
    pub(super) fn take_cues(&mut self) -> Vec<Cue> {
        std::mem::take(&mut self.cues)
    }

    pub(super) fn desk<'a>(&'a self, view: &'a View<'a>) -> Desk<'a> {
        Desk {
            view,
            settings: &self.settings,
            words: &self.words,
            letters: &self.letters,
            offers: &self.offers,
            stage: &self.stage,
            log: &self.log,
            news: self.news,
            awaits: self.awaits(),
            caption: self.caption.0.filter(|_| self.settings.captions),
            seat: self.seat(view),
        }
    }

    /// The seat at the keyboard: the one whose answer or turn it is, else the one that was chosen.
    pub(super) fn seat(&self, view: &View) -> Option<SeatId> {
        let due = view.world.and_then(|world| {
            let asked = world.now.questions.last().map(|question| question.of);
            let turn = world.now.encounter.as_ref().and_then(|encounter| encounter.current());
            // An absent friend's hero comes to the keyboard of everyone who may play him.
            let of = |creature: CreatureId| {
                let seat =
                    world.now.seats.iter().find(|(_, seat)| seat.creature == Some(creature)).map(|(id, _)| *id)?;
                (view.seats.contains(&seat) || deputy::stands_in(world, view.player, seat)).then_some(seat)
            };
            asked.and_then(of).or_else(|| turn.and_then(of))
        });
        due.or_else(|| view.seats.get(self.chosen % view.seats.len().max(1)).copied())
    }

    /// The next of the player's seats comes to the keyboard.
    pub(super) fn next_seat(&mut self) {
        self.chosen = self.chosen.wrapping_add(1);
    }

    /// Notices that the world has changed: its words, and what may be done in it.
    pub(super) fn learn(&mut self, view: &View) {
        let tale = view.world.map(|world| world.tale.name.as_str());
        if tale != self.tale.as_deref() {
            self.speak(view);
            self.stage = Stage::new(&self.settings);
            self.log = Log::default();
            self.offers_at = None;
        }
        let at = view.world.map(|world| world.now.events);
        if at != self.offers_at {
            self.offers_at = at;
            self.offers = view.world.map_or(Vec::new(), |world| rules::offers(world, view.player));
        }
    }

    pub(super) fn step(&mut self, view: &View) {
        self.tick = self.tick.wrapping_add(1);
        self.stage.step(view);
        for cue in self.stage.take_cues() {
            self.sound(Some(cue));
        }
        let due = view.world.is_some_and(|world| {
            let turn = world.now.encounter.as_ref().and_then(|encounter| encounter.current());
            turn.is_some_and(|turn| deputy::acts(world, view.player, turn))
        });
        if due && !self.due {
            self.sound(Some(Cue::Turn));
        }
        self.due = due;
        for cue in self.ear.listen(view, self.seat(view)) {
            self.sound(Some(cue));
        }
        self.caption.1 = self.caption.1.saturating_add(1);
        if self.caption.1 > CAPTION_STEPS {
            self.caption.0 = None;
        }
        let (notices, chat) = (view.status.notices.told(), view.status.chat.told());
        let told = notices != self.news.notices && notices > 0;
        let said = chat != self.news.chat && chat > 0;
        self.await_answer(view, told);
        let news = &mut self.news;
        news.notice_age = if told { 0 } else { news.notice_age.saturating_add(1) };
        news.chat_age = if said { 0 } else { news.chat_age.saturating_add(1) };
        (news.notices, news.chat) = (notices, chat);
    }

    pub(super) fn tell(&mut self, told: &[Told], view: &View) {
        for told in told {
            self.log.add(told, view, &self.words);
            self.stage.play(told, view);
            for event in &told.events {
                self.sound(hear::cue_of_event(event));
            }
        }
    }

    /// Takes over changed settings.
    pub(super) fn set(&mut self, settings: Settings, view: &View) {
        let language = settings.spoken() != self.settings.spoken();
        self.settings = settings;
        self.stage.set(&self.settings);
        if language {
            self.speak(view);
        }
    }

    /// Loads the words again: another language or another adventure.
    fn speak(&mut self, view: &View) {
        let language = self.settings.spoken();
        self.words = Words::new(language);
        self.letters.set_leading(leading(language));
        self.tale = view.world.map(|world| world.tale.name.clone());
        for (code, text) in view.world.iter().flat_map(|world| &world.tale.words) {
            if let Some(language) = Language::of_code(code) {
                // An adventure is linted before it is played; words that do not load are shown as their ids.
                self.words.add(language, text).ok();
            }
        }
        self.log.say_again(&self.words);
    }
}

impl Desk<'_> {
    /// The world; pages that are only shown at a table have one.
    pub(super) const fn world(&self) -> Option<&World> {
        self.view.world
    }

    /// The book of the world.
    pub(super) fn book(&self) -> Option<&Book> {
        self.view.world.map(|world| &*world.book)
    }

    /// The hero at the keyboard.
    pub(super) fn hero(&self) -> Option<&Creature> {
        self.view.world?.hero(self.seat?)
    }

    /// What may be done by the hero at the keyboard.
    pub(super) fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(|offer| Some(offer.command.seat) == self.seat)
    }

    /// A fixed sentence.
    pub(super) fn say(&self, id: &str) -> String {
        self.words.text(id)
    }

    /// A sentence with one value.
    pub(super) fn say_with(&self, id: &'static str, name: &'static str, value: impl Into<Value>) -> String {
        self.words.say(&Sentence::new(id).with(name, value))
    }

    /// The name of one of the book's records.
    pub(super) fn name(&self, kind: &str, id: impl std::fmt::Display) -> String {
        self.words.text(&format!("{kind}-{id}"))
    }

    /// What one of the book's records does, in a line; nothing where nobody has written one.
    pub(super) fn about(&self, kind: &str, id: impl std::fmt::Display) -> String {
        let id = format!("about-{kind}-{id}");
        if self.words.has(&id) { self.words.text(&id) } else { String::new() }
    }

    /// What a thing is called: one of the book's or one of the adventure's own.
    pub(super) fn item(&self, id: &ItemId) -> String {
        match self.view.world.and_then(|world| world.tale.items.get(id)) {
            Some(keepsake) => self.words.text(keepsake.name.as_str()),
            None => self.name("item", id),
        }
    }

    /// The same as a part of a sentence.
    pub(super) fn item_value(&self, id: &ItemId) -> Value {
        Value::text(self.item(id))
    }

    /// A notice that came just now.
    pub(super) fn fresh_notice(&self) -> Option<&Notice> {
        self.view.status.notices.last().filter(|_| self.news.notice_age < NEWS_STEPS)
    }

    /// Words that were said just now.
    pub(super) fn fresh_words(&self) -> Option<&Said> {
        self.view.status.chat.last().filter(|_| self.news.chat_age < NEWS_STEPS)
    }

    /// What a creature is called.
    pub(super) fn called(&self, id: CreatureId) -> String {
        match self.view.world.and_then(|world| world.creature(id)) {
            Some(creature) => self.called_creature(creature),
            None => String::new(),
        }
    }

    /// What a creature is called: a hero by his own name, others as the book names them.
    pub(super) fn called_creature(&self, creature: &Creature) -> String {
        match &creature.being {
            Being::Hero(_) => creature.name.clone(),
            Being::Monster(monster) => {
                let number: String = creature.name.chars().skip_while(|letter| !letter.is_ascii_digit()).collect();
                let name = self.name("monster", monster);
                if number.is_empty() { name } else { format!("{name} {number}") }
            }
        }
    }
}

const fn leading(language: Language) -> Leading {
    match language {
        Language::English => Leading::Latin,
        Language::Japanese => Leading::Japanese,
    }
}
