//! The custom properties of one object, tile or map: taken out one by one, and whatever is left over is a mistake.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::TaleError;
use super::strict::nesting;
use super::tiled::Property;

/// Properties on their way into a type that knows them.
pub(super) struct Bag {
    at: String,
    left: BTreeMap<String, Value>,
    known: Vec<&'static str>,
}

/// JSON within a property is nested at most so deep.
const NESTING_MAX: usize = 16;

impl Bag {
    /// The properties of the thing at this place.
    pub(super) fn new(at: String, properties: &[Property]) -> Bag {
        let left = properties.iter().map(|property| (property.name.clone(), property.value.clone())).collect();
        Bag { at, left, known: Vec::new() }
    }

    /// A sentence about this place.
    pub(super) fn wrong(&self, why: impl Into<String>) -> TaleError {
        TaleError::new(self.at.clone(), why)
    }

    /// True when the property is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.left.contains_key(key)
    }

    /// A yes or no; missing means no.
    pub(super) fn switch(&mut self, key: &'static str) -> Result<bool, TaleError> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Bool(yes)) => Ok(yes),
            Some(_) => Err(self.wrong(format!("property {key} is no yes or no; make it a bool property"))),
        }
    }

    /// A text that may be missing; an empty one counts as missing, as Tiled shows it.
    pub(super) fn text(&mut self, key: &'static str) -> Result<Option<String>, TaleError> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(_) => Err(self.wrong(format!("property {key} is no text; make it a string property"))),
        }
    }

    /// A text that must be there.
    pub(super) fn need_text(&mut self, key: &'static str, what: &str) -> Result<String, TaleError> {
        let text = self.text(key)?;
        text.ok_or_else(|| self.wrong(format!("property {key} is missing; add {what}")))
    }

    /// One of a few words; missing means the usual one.
    pub(super) fn word<T: DeserializeOwned + Default>(&mut self, key: &'static str) -> Result<T, TaleError> {
        let Some(text) = self.text(key)? else { return Ok(T::default()) };
        serde_json::from_value(Value::String(text)).map_err(|wrong| self.wrong(format!("property {key}: {wrong}")))
    }

    /// A whole number that may be missing.
    pub(super) fn number(&mut self, key: &'static str, of: RangeInclusive<i64>) -> Result<Option<i64>, TaleError> {
        let (least, most) = (of.start(), of.end());
        match self.take(key) {
            None => Ok(None),
            Some(value) => match value.as_i64().filter(|number| of.contains(number)) {
                Some(number) => Ok(Some(number)),
                None => Err(self.wrong(format!("property {key} is {value}; it must be from {least} to {most}"))),
            },
        }
    }

    /// A whole number that must be there.
    pub(super) fn need_number(&mut self, key: &'static str, of: RangeInclusive<i64>) -> Result<i64, TaleError> {
        let (least, most) = (*of.start(), *of.end());
        let number = self.number(key, of)?;
        number.ok_or_else(|| self.wrong(format!("property {key} is missing; add a number from {least} to {most}")))
    }

    /// A value written as JSON in a text property; missing means the empty one.
    pub(super) fn json<T: DeserializeOwned + Default>(&mut self, key: &'static str) -> Result<T, TaleError> {
        let Some(text) = self.text(key)? else { return Ok(T::default()) };
        if nesting(text.as_bytes()) > NESTING_MAX {
            return Err(self.wrong(format!("property {key} is nested too deep; at most {NESTING_MAX} is read")));
        }
        serde_json::from_str(&text).map_err(|wrong| self.wrong(format!("property {key}: {wrong}")))
    }

    /// Nothing may be left: a misspelled property would otherwise be silently without effect.
    pub(super) fn finish(self, of: &str) -> Result<(), TaleError> {
        match self.left.keys().next() {
            None => Ok(()),
            Some(key) => {
                let known = self.known.join(", ");
                Err(self.wrong(format!("property {key} is unknown; a {of} knows {known}")))
            }
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.left.remove(key)
    }
}
