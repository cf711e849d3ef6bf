//! Puts sentences into a language, with Fluent; the only file that knows Fluent.

use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::limit::{MESSAGES_MAX, WordsError, check};
use super::sentence::{Sentence, Value};

/// A language of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Japanese.
    Japanese,
}

impl Language {
    /// Every language, the one to fall back on first.
    pub const ALL: [Language; 2] = [Language::English, Language::Japanese];

    /// The language's code: `en`, `ja`.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Japanese => "ja",
        }
    }

    /// The language of a code or of a locale such as `ja_JP.UTF-8`; none when it is not one of ours.
    pub fn of_code(code: &str) -> Option<Language> {
        let letters: String = code.chars().take_while(char::is_ascii_alphabetic).collect();
        Language::ALL.into_iter().find(|language| letters.eq_ignore_ascii_case(language.code()))
    }

    fn identifier(self) -> LanguageIdentifier {
        // Two letters are a language; without one Fluent would only lose its plural rules.
        self.code().parse().unwrap_or_default()
    }

    /// The files of this language, by area.
    const fn files(self) -> [(&'static str, &'static str); 10] {
        match self {
            Language::English => [
                ("en/book.ftl", include_str!("../../assets/words/en/book.ftl")),
                ("en/monsters.ftl", include_str!("../../assets/words/en/monsters.ftl")),
                ("en/about.ftl", include_str!("../../assets/words/en/about.ftl")),
                ("en/told.ftl", include_str!("../../assets/words/en/told.ftl")),
                ("en/refused.ftl", include_str!("../../assets/words/en/refused.ftl")),
                ("en/screen.ftl", include_str!("../../assets/words/en/screen.ftl")),
                ("en/session.ftl", include_str!("../../assets/words/en/session.ftl")),
                ("en/magic.ftl", include_str!("../../assets/words/en/magic.ftl")),
                ("en/rules.ftl", include_str!("../../assets/words/en/rules.ftl")),
                ("en/lab.ftl", include_str!("../../assets/words/en/lab.ftl")),
            ],
            Language::Japanese => [
                ("ja/book.ftl", include_str!("../../assets/words/ja/book.ftl")),
                ("ja/monsters.ftl", include_str!("../../assets/words/ja/monsters.ftl")),
                ("ja/about.ftl", include_str!("../../assets/words/ja/about.ftl")),
                ("ja/told.ftl", include_str!("../../assets/words/ja/told.ftl")),
                ("ja/refused.ftl", include_str!("../../assets/words/ja/refused.ftl")),
                ("ja/screen.ftl", include_str!("../../assets/words/ja/screen.ftl")),
                ("ja/session.ftl", include_str!("../../assets/words/ja/session.ftl")),
                ("ja/magic.ftl", include_str!("../../assets/words/ja/magic.ftl")),
                ("ja/rules.ftl", include_str!("../../assets/words/ja/rules.ftl")),
                ("ja/lab.ftl", include_str!("../../assets/words/ja/lab.ftl")),
            ],
        }
    }
}

/// All messages, to be said in one language.
pub struct Words {
    language: Language,
    /// One for each language, in the order of `Language::ALL`; what one lacks, the other says.
    bundles: [FluentBundle<FluentResource>; 2],
}

impl Words {
    /// The words of this release, to be said in one language.
    pub fn new(language: Language) -> Words {
        let bundles = Language::ALL.map(|language| {
            let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
            // The marks that Fluent puts around values have no letter in a bitmap font.
            bundle.set_use_isolating(false);
            for (name, text) in language.files() {
                let entries = read(text).unwrap_or_else(|wrong| panic!("assets/words/{name}: {wrong}"));
                bundle.add_resource(entries).unwrap_or_else(|wrong| panic!("assets/words/{name}: {wrong:?}"));
            }
            bundle
        });
        Words { language, bundles }
    }

    /// The language in which everything is said.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Takes an adventure's own words for one language. On an error nothing is taken.
    pub fn add(&mut self, language: Language, text: &str) -> Result<(), WordsError> {
        let entries = read(text)?;
        if entries.entries().count() > MESSAGES_MAX {
            return Err(WordsError::TooMany);
        }
        let bundle = &mut self.bundles[language as usize];
        let mut ids = BTreeSet::new();
        for id in text.lines().filter_map(entry_id) {
            if bundle.has_message(id) || !ids.insert(id) {
                return Err(WordsError::Taken(id.to_owned()));
            }
        }
        bundle.add_resource(entries).map_err(|_| WordsError::Taken(String::new()))
    }

    /// The sentence in words. What has no message in any language is shown as its id in brackets.
    pub fn say(&self, sentence: &Sentence) -> String {
        let args = sentence.args.iter().map(|(name, value)| (*name, self.value(value))).collect();
        self.message(&sentence.id, Some(&args)).unwrap_or_else(|| format!("[{}]", sentence.id))
    }

    /// The message without values that has this id.
    pub fn text(&self, id: &str) -> String {
        self.message(id, None).unwrap_or_else(|| format!("[{id}]"))
    }

    /// Whether any language has a message with this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundles.iter().any(|bundle| bundle.has_message(id))
    }

    /// Whether every language has the sentence and finds all values that it names; for tests of those who speak.
    pub fn complete(&self, sentence: &Sentence) -> bool {
        let args = sentence.args.iter().map(|(name, value)| (*name, self.value(value))).collect();
        let full = |bundle: &FluentBundle<FluentResource>| {
            let mut wrong = Vec::new();
            let pattern = bundle.get_message(&sentence.id).and_then(|message| message.value());
            pattern.map(|pattern| bundle.format_pattern(pattern, Some(&args), &mut wrong)).is_some() && wrong.is_empty()
        };
        self.bundles.iter().all(full) && sentence.args.iter().all(|(_, value)| self.complete_value(value))
    }

    fn complete_value(&self, value: &Value) -> bool {
        match value {
            Value::Number(_) | Value::Text(_) => true,
            Value::Name(kind, id) => self.complete(&Value::name_sentence(kind, id)),
            Value::List(values) => values.iter().all(|value| self.complete_value(value)),
            Value::Sentence(sentence) => self.complete(sentence),
        }
    }

    fn message(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let (first, second) = match self.language {
            Language::English => (0, 1),
            Language::Japanese => (1, 0),
        };
        let in_one = |at: usize| {
            let bundle = &self.bundles[at];
            let pattern = bundle.get_message(id)?.value()?;
            // Fluent writes what it cannot fill in as the variable's name; a test keeps our own files from it.
            Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
        };
        in_one(first).or_else(|| in_one(second))
    }

    fn value(&self, value: &Value) -> FluentValue<'static> {
        match value {
            Value::Number(number) => FluentValue::from(*number),
            // Values are put in after a message was parsed: nobody's words are ever read as Fluent.
            value => FluentValue::from(self.value_text(value)),
        }
    }

    fn value_text(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Name(kind, id) => self.say(&Value::name_sentence(kind, id)),
            Value::List(values) => self.list(values),
            Value::Sentence(sentence) => self.say(sentence),
        }
    }

    fn list(&self, values: &[Value]) -> String {
        let mut row = String::new();
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                row += &self.text(if at + 1 < values.len() { "list-between" } else { "list-last" });
            }
            row += &self.value_text(value);
        }
        row
    }
}

fn read(text: &str) -> Result<FluentResource, WordsError> {
    check(text)?;
    FluentResource::try_new(text.to_owned()).map_err(|(_, wrong)| {
        let end = wrong
            .first()
            .map_or(0, |wrong| wrong.slice.as_ref().map_or(wrong.pos.start, |entry| entry.start))
            .min(text.len());
        WordsError::Unreadable(1 + text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count())
    })
}

/// The id of the entry that starts on a line, if one does.
fn entry_id(line: &str) -> Option<&str> {
    let id = line.split_once('=')?.0.trim_end();
    let name = id.strip_prefix('-').unwrap_or(id);
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    (letters && name.starts_with(|first: char| first.is_ascii_alphabetic())).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn check(expected_english: &str, expected_japanese: &str, sentence: &Sentence) {
        assert_eq!(Words::new(Language::English).say(sentence), expected_english);
        assert_eq!(Words::new(Language::Japanese).say(sentence), expected_japanese);
    }

    #[test]
    fn sentences_are_said_in_both_languages() {
        let goblins = Sentence::new("told-level").with("who", Value::text("Ada")).with("level", 2_u8);
        check("Ada reaches level 2", "Adaはレベル2になった", &goblins);
        let both =
            Value::List(vec![Value::name("monster", "goblin"), Value::name("monster", "wolf"), Value::text("Bo")]);
        let both = Sentence::new("told-level").with("who", both).with("level", 3_u8);
        check("Goblin, Wolf and Bo reaches level 3", "ゴブリン、ウルフとBoはレベル3になった", &both);
        check("[no-such]", "[no-such]", &Sentence::new("no-such"));
    }

    #[test]
    fn a_sentence_is_complete_when_all_it_names_is_there() {
        let words = Words::new(Language::English);
        let who = |who: Value| Sentence::new("told-level").with("who", who);
        assert!(words.complete(&who(Value::text("Ada")).with("level", 2_u8)));
        assert!(!words.complete(&who(Value::text("Ada"))));
        assert!(!words.complete(&who(Value::name("monster", "nobody")).with("level", 2_u8)));
    }

    #[test]
    fn a_players_words_are_never_read_as_fluent() {
        let who = Value::text("{ $level } { monster-goblin }\n.x = y");
        let said = Words::new(Language::English).say(&Sentence::new("told-level").with("who", who).with("level", 2_u8));
        assert_eq!(said, "{ $level } { monster-goblin }\n.x = y reaches level 2");
    }

    /// Each entry's id with the variables that its lines name.
    fn entries(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut now = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(id) = entry_id(line) {
                now = id;
                assert!(all.insert(id, BTreeSet::new()).is_none(), "{id} stands twice");
            }
            let variables = line.split('$').skip(1);
            let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-';
            let named = variables.filter_map(|rest| rest.split(ends).next());
            all.entry(now).or_default().extend(named);
        }
        all
    }

    #[test]
    fn both_languages_have_the_same_messages_and_variables() {
        let files = Language::English.files().into_iter().zip(Language::Japanese.files());
        for ((name, english), (_, japanese)) in files {
            let (english, japanese) = (entries(english), entries(japanese));
            for (id, variables) in &english {
                assert_eq!(Some(variables), japanese.get(id), "{name}: {id} in English and Japanese");
            }
            for id in japanese.keys() {
                assert!(english.contains_key(id), "{name}: {id} is in Japanese only");
            }
        }
    }

    #[test]
    fn an_adventures_words_are_taken_or_refused_as_a_whole() {
        let check = |text: &str, expected: &str| {
            let mut words = Words::new(Language::Japanese);
            let taken = words.add(Language::English, text).map_err(|wrong| wrong.to_string());
            assert_eq!(taken.err().unwrap_or_default(), expected, "{text}");
            assert_eq!(words.has("mill-door"), expected.is_empty(), "{text}");
        };
        check("mill-door = The mill's door\n", "");
        check("mill-door = a\nmill-door = b\n", "the message \"mill-door\" exists already");
        check("mill-door = a\nlist-between = b\n", "the message \"list-between\" exists already");
        check("mill-door = a\nb = {\n", "line 2: not a Fluent message");
        check("mill-door = a\u{202e}b\n", "line 1: a character that cannot be seen");
        check(&format!("mill-door = a\nb = {}", "{".repeat(200_000)), "line 2: more than 8 braces within each other");
        check(
            &format!("mill-door = a\nb = {{{}", "A(".repeat(100_000)),
            "line 2: more than 8 braces within each other",
        );
        check(&" ".repeat(262_145), "the file of words is longer than 262144 bytes");
        let many: String = (0..4_001).map(|at| format!("m{at} = x\n")).collect();
        check(&many, "the file of words has more than 4000 messages");
    }

    #[test]
    fn a_message_that_repeats_itself_ends() {
        let mut words = Words::new(Language::English);
        let laughs = "m0 = haha\nm1 = {m0}{m0}{m0}{m0}{m0}{m0}{m0}{m0}{m0}{m0}{m0}{m0}\nm2 = {m1}{m1}{m1}{m1}{m1}{m1}{m1}{m1}{m1}{m1}\n\
            m3 = {m2}{m2}{m2}{m2}{m2}{m2}{m2}{m2}{m2}\nround = {round}\n";
        words.add(Language::English, laughs).unwrap();
        assert!(words.text("m3").len() < 4_000);
        assert_eq!(words.text("round"), "{round}");
    }

    #[test]
    fn what_one_language_lacks_the_other_says() {
        let mut words = Words::new(Language::Japanese);
        words.add(Language::English, "mill-door = The mill's door\n").unwrap();
        assert_eq!(words.text("mill-door"), "The mill's door");
    }

    #[test]
    fn languages_are_found_by_code_and_locale() {
        for (code, language) in
            [("en", Some(Language::English)), ("ja_JP.UTF-8", Some(Language::Japanese)), ("de", None)]
        {
            assert_eq!(Language::of_code(code), language, "{code}");
        }
    }
}
