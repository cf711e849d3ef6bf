//! A sentence before it is put into a language: which one, and what it speaks of.

use std::borrow::Cow;

/// One sentence: the id of a message and the values that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The message's id, such as `told-hits`.
    pub id: Cow<'static, str>,
    /// What its variables stand for.
    pub args: Vec<(&'static str, Value)>,
}

/// What a variable of a sentence stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(i64),
    /// A person's own words, shown as they are in every language.
    Text(String),
    /// Something that has a name in each language: the message `kind-id`, such as `monster-goblin`.
    Name(&'static str, String),
    /// Several things in a row.
    List(Vec<Value>),
    /// A sentence within the sentence.
    Sentence(Box<Sentence>),
}

impl Sentence {
    /// The sentence with this id and no values yet.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Sentence {
        Sentence { id: id.into(), args: Vec::new() }
    }

    /// The same sentence with one more value.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Sentence {
        self.args.push((name, value.into()));
        self
    }
}

impl Value {
    /// A person's own words.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// The name of a record: `Value::name("monster", id)` is the message `monster-goblin`.
    pub fn name(kind: &'static str, id: impl ToString) -> Value {
        Value::Name(kind, id.to_string())
    }

    /// The sentence that is the name of a record. Ids that are put together make names that are: the last part after
    /// a dot is a thing, after `@` a spell, after `+` a kind or how much better it is.
    pub fn name_sentence(kind: &str, id: &str) -> Sentence {
        let Some((of, rest)) = id.rfind(['.', '@', '+']).map(|at| id.split_at(at)) else {
            return Sentence::new(format!("{kind}-{id}"));
        };
        let of = Value::Sentence(Box::new(Value::name_sentence(kind, of)));
        let (mark, part) = rest.split_at(1);
        if part.chars().all(|letter| letter.is_ascii_digit()) {
            return Sentence::new("name-better").with("of", of).with("part", Value::text(part));
        }
        let part = match mark {
            "." => Value::name("item", part),
            "@" => Value::name("spell", part),
            _ => Value::name("variant", part),
        };
        Sentence::new("name-composed").with("of", of).with("part", part)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Value {
        Value::Sentence(Box::new(sentence))
    }
}

impl From<Vec<Value>> for Value {
    fn from(values: Vec<Value>) -> Value {
        Value::List(values)
    }
}

macro_rules! numbers {
    ($($number:ident)*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Value {
                Value::Number(i64::from(number))
            }
        }
    )*};
}

numbers! { u8 i8 u16 i16 u32 i32 i64 }
