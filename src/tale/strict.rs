//! Strict reading of JSON: bounded nesting, no key twice.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::error::TaleError;

/// Brackets within brackets, at most.
const NESTING_MAX: usize = 32;

/// Reads a whole file. The error names the line and column.
pub(super) fn read<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, TaleError> {
    let depth = nesting(bytes);
    if depth > NESTING_MAX {
        return Err(TaleError::new(path, format!("is nested {depth} deep; at most {NESTING_MAX} is read")));
    }
    serde_json::from_slice(bytes).map_err(|wrong| TaleError::new(path, wrong.to_string()))
}

/// How deep brackets stand within brackets, strings left out.
pub(super) fn nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A JSON object whose keys must differ; a plain map would silently keep the last of two.
pub(super) struct Unique<K, V>(pub(super) BTreeMap<K, V>);

impl<K, V> Default for Unique<K, V> {
    fn default() -> Self {
        Unique(BTreeMap::new())
    }
}

impl<'de, K: Deserialize<'de> + Ord + fmt::Display, V: Deserialize<'de>> Deserialize<'de> for Unique<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Keys(PhantomData)).map(Unique)
    }
}

struct Keys<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord + fmt::Display, V: Deserialize<'de>> Visitor<'de> for Keys<K, V> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object whose keys are names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut all = BTreeMap::new();
        while let Some(key) = from.next_key::<K>()? {
            if all.contains_key(&key) {
                return Err(serde::de::Error::custom(format!("\"{key}\" is there twice; give one another name")));
            }
            all.insert(key, from.next_value()?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_nest() {
        assert_eq!(nesting(br#"{"a": ["[[[[", "\"[{"]}"#), 2);
        assert_eq!(nesting(b"]]]][[["), 3);
    }

    #[test]
    fn a_deep_file_and_a_double_key_are_refused() {
        let deep = "[".repeat(40) + &"]".repeat(40);
        let wrong = read::<serde_json::Value>("a.json", deep.as_bytes()).unwrap_err();
        assert_eq!(wrong.to_string(), "a.json: is nested 40 deep; at most 32 is read");
        let wrong = read::<Unique<String, u8>>("a.json", br#"{"b": 1, "b": 2}"#).map(|_| ()).unwrap_err();
        assert!(wrong.why.starts_with("\"b\" is there twice"), "{wrong}");
    }
}
