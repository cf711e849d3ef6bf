//! The scripts that come with the program, for whoever wants to see what it does when networks and machines fail.

use crate::lab::script::Script;

/// Name and text of each, the quietest first.
const SCRIPTS: [(&str, &str); 5] = [
    ("free", include_str!("../../assets/lab/free.script")),
    ("evening", include_str!("../../assets/lab/evening.script")),
    ("one-way", include_str!("../../assets/lab/one_way.script")),
    ("power-cut", include_str!("../../assets/lab/power_cut.script")),
    ("liar", include_str!("../../assets/lab/liar.script")),
];

/// The names of the scripts, in the order in which they are offered.
pub fn names() -> impl Iterator<Item = &'static str> {
    SCRIPTS.into_iter().map(|(name, _)| name)
}

/// The script at a place of the list.
pub fn script(place: usize) -> Option<Script> {
    SCRIPTS.get(place).and_then(|(_, text)| Script::parse(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_reads() {
        for (place, name) in names().enumerate() {
            let script = script(place).unwrap_or_else(|| panic!("{name} does not read"));
            assert!(!script.title.is_empty() && !script.names.is_empty(), "{name}");
        }
        assert_eq!(script(names().count()), None);
    }
}
