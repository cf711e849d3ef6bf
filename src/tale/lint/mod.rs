//! What is wrong with an adventure that reads well: every finding says where it is and what to do.

pub mod fights;
mod ground;
mod links;
mod story;
mod sweep;
mod words;

use std::collections::BTreeSet;
use std::fmt;

use super::Tale;
use crate::srd::Book;

/// One mistake of an adventure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where: a map and thing, a scene and choice, a file of words.
    pub at: String,
    /// What is wrong there and what to do.
    pub why: String,
}

/// Everything that is wrong with an adventure, played by this book and drawn with these sprites; none when it is sound.
/// Looks at what stands written: flags and dice are taken as if they could fall out any way.
pub fn lint(tale: &Tale, book: &Book, looks: &BTreeSet<&str>) -> Vec<Finding> {
    let mut found = BTreeSet::new();
    links::check(tale, book, looks, &mut found);
    story::check(tale, &mut found);
    ground::check(tale, book, &mut found);
    words::check(tale, &mut found);
    found.into_iter().collect()
}

impl Finding {
    fn new(at: impl fmt::Display, why: impl Into<String>) -> Finding {
        Finding { at: at.to_string(), why: why.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tale::standard;

    /// Sprites that the small adventure uses.
    const LOOKS: [&str; 6] = ["grass", "wall", "water", "door", "chest", "elder"];

    const HEAD: &str = r#"{"format": 1, "name": "small", "title": "title", "start": {"map": "yard", "at": [0, 1]},
        "opening": "hello", "flags": ["met"], "items": {"brass_key": {"name": "item-brass_key"}},
        "shops": {"stall": {"sells": {"torch": null}, "pays_percent": 50}}}"#;
    const SCENES: &str = r#"{
        "hello": {"text": "hello", "deeds": [{"journal": "note"}]},
        "talk": {"text": "talk", "choices": [
            {"id": "ask", "text": "ask", "leads": {"dice": {"test": {"ability": "cha"}, "rows": [
                [0, {"deeds": [{"set": ["met", 1]}]}], [10, {"next": "more"}]]}}},
            {"id": "buy", "text": "buy", "needs": [{"at_least": ["met", 1]}],
                "leads": {"direct": {"deeds": [{"trade": "stall"}]}}},
            {"id": "bye", "text": "bye", "leads": {"direct": {}}}]},
        "more": {"text": "more", "deeds": [{"open": "gate"}, {"travel": ["cellar", [1, 0]]}]},
        "altar": {"text": "altar", "choices": [
            {"id": "fight", "text": "fight", "leads": {"direct": {"deeds": [
                {"fight": {"foes": [{"monster": "goblin", "at": [2, 1]}], "won": [{"end": "done"}]}}]}}}]}}"#;
    const YARD: &str = "1,1,1,2,1,1, 1,1,1,1,1,1, 1,1,1,2,3,1";
    const CELLAR: &str = "1,1,1,1, 1,1,1,1";
    const THINGS: &str = r#"door gate 3,1 {"pick_dc": 15, "force_dc": 15, "key": "brass_key"}
        chest box 0,0 {"holds": "brass_key"}
        person elder 1,2 {"scene": "talk", "look": "elder"}
        ambush ditch 4,1 {}
        foe f 5,1 {"monster": "goblin", "ambush": "ditch"}
        exit down 5,2 {"map": "cellar", "x": 0, "y": 0}"#;
    const BELOW: &str = r#"exit up 0,1 {"map": "yard", "x": 0, "y": 2}
        object altar 3,0 {"scene": "altar"}"#;
    const WORDS: &str = "title = a\nitem-brass_key = a\nhello = a\ntalk = a\nask = a\nbuy = a\nbye = a\nmore = a\naltar = a\n\
        fight = a\nnote = a\ndone = a\nmap-yard = a\nmap-cellar = a\nyard-gate = a\nyard-box = a\nyard-elder = a\n\
        yard-ditch = a\nyard-down = a\ncellar-up = a\ncellar-altar = a\n";

    /// A map from rows of tile numbers and lines of things: class, name, tile, properties.
    fn map(width: usize, rows: &str, things: &str) -> String {
        let object = |(id, line): (usize, &str)| {
            let parts: Vec<&str> = line.trim().splitn(4, ' ').collect();
            let (x, y) = parts[2].split_once(',').unwrap();
            let (x, y) = (x.parse::<i32>().unwrap() * 16, y.parse::<i32>().unwrap() * 16);
            let given: serde_json::Map<String, serde_json::Value> = serde_json::from_str(parts[3]).unwrap();
            let property = |(name, value)| serde_json::json!({"name": name, "value": value});
            let properties: Vec<_> = given.into_iter().map(property).collect();
            serde_json::json!({"id": id, "name": parts[1], "type": parts[0], "x": x, "y": y, "properties": properties})
        };
        let objects: Vec<_> = things.lines().filter(|line| !line.trim().is_empty()).enumerate().map(object).collect();
        let data: Vec<u32> = rows.split(',').map(|tile| tile.trim().parse().unwrap()).collect();
        let tile = |id: u32, look: &str, is: &str| {
            let is = serde_json::json!({"name": is, "value": true});
            let look = serde_json::json!({"name": "look", "value": look});
            serde_json::json!({"id": id, "properties": [look, is]})
        };
        let tiles = [tile(0, "grass", "lit"), tile(1, "wall", "wall"), tile(2, "water", "water")];
        serde_json::json!({"orientation": "orthogonal", "width": width, "height": data.len() / width, "tilewidth": 16,
            "tileheight": 16, "tilesets": [{"firstgid": 1, "tiles": tiles}], "layers": [
            {"name": "ground", "type": "tilelayer", "data": data},
            {"name": "things", "type": "objectgroup", "objects": objects}]})
        .to_string()
    }

    /// The findings of the small adventure after this text has been replaced wherever it stands.
    fn findings(from: &str, to: &str) -> Vec<String> {
        let all = [HEAD, SCENES, YARD, CELLAR, THINGS, BELOW, WORDS];
        assert!(from.is_empty() || all.iter().any(|text| text.contains(from)), "nothing to replace: {from}");
        let now = |text: &str| if from.is_empty() { text.to_owned() } else { text.replace(from, to) };
        let files = [
            ("tale.json", now(HEAD)),
            ("scenes/all.json", now(SCENES)),
            ("maps/yard.tmj", map(6, &now(YARD), &now(THINGS))),
            ("maps/cellar.tmj", map(4, &now(CELLAR), &now(BELOW))),
            ("words/en.ftl", now(WORDS)),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
        let tale = Tale::read(&files).unwrap_or_else(|wrong| panic!("{wrong}"));
        lint(&tale, Book::standard(), &LOOKS.into()).iter().map(Finding::to_string).collect()
    }

    /// After the change, exactly these findings.
    fn check(from: &str, to: &str, sentences: &[&str]) {
        assert_eq!(findings(from, to), sentences, "{from} -> {to}");
    }

    #[test]
    fn a_sound_adventure_has_no_findings() {
        check("", "", &[]);
    }

    #[test]
    fn dead_links_are_found() {
        let help = "write it or correct the name";
        check(
            r#""opening": "hello""#,
            r#""opening": "hallo""#,
            &[
                "scene \"hello\": nothing leads here; lead to it or remove it",
                &format!("tale.json: there is no scene \"hallo\"; {help}"),
            ],
        );
        check(
            r#""map": "cellar", "x": 0"#,
            r#""map": "celler", "x": 0"#,
            &["map \"yard\", thing \"down\": there is no map \"celler\"; draw it or correct the name"],
        );
        check(
            r#"{"open": "gate"}"#,
            r#"{"open": "gates"}"#,
            &["scene \"more\": there is no thing \"gates\" on the map it is played on; add it or correct the name"],
        );
        check(
            r#"{"trade": "stall"}"#,
            r#"{"trade": "shop"}"#,
            &["scene \"talk\": there is no shop \"shop\"; add it to tale.json or correct the name"],
        );
        check(
            r#""flags": ["met"]"#,
            r#""flags": []"#,
            &[
                "scene \"talk\": there is no flag \"met\"; add it to tale.json or correct the name",
                "scene \"talk\", choice \"buy\": there is no flag \"met\"; add it to tale.json or correct the name",
            ],
        );
        check(
            r#"{"torch": null}"#,
            r#"{"torsh": null}"#,
            &["tale.json, shop \"stall\": there is no item \"torsh\"; use one of the book or add it to tale.json"],
        );
        check(
            r#""monster": "goblin", "ambush""#,
            r#""monster": "goblon", "ambush""#,
            &["map \"yard\", thing \"ditch\": there is no monster \"goblon\"; use one of the book"],
        );
        check(
            r#"[{"at_least": ["met", 1]}]"#,
            r#"[{"class": "figther"}]"#,
            &["scene \"talk\", choice \"buy\": there is no class \"figther\"; use one of the book"],
        );
        check(
            r#"[{"at_least": ["met", 1]}]"#,
            r#"[{"race": "human"}, {"race": "elv"}]"#,
            &[
                "scene \"talk\", choice \"buy\": never there: its needs rule each other out; take one away",
                "scene \"talk\", choice \"buy\": there is no race \"elv\"; use one of the book",
            ],
        );
        check(
            r#""look": "elder""#,
            r#""look": "older""#,
            &["map \"yard\", thing \"elder\": there is no sprite \"older\"; draw it or correct the name"],
        );
        check(
            "brass_key",
            "torch",
            &["tale.json, item \"torch\": the book has a thing of this name already; give yours another"],
        );
    }

    #[test]
    fn unreachable_parts_are_found() {
        check(
            r#""next": "more""#,
            r#""next": "talk""#,
            &["scene \"more\": nothing leads here; lead to it or remove it"],
        );
        let alone = findings(r#""map": "cellar""#, r#""map": "yard""#);
        assert!(
            !alone.iter().any(|finding| finding.contains("map \"cellar\": nothing")),
            "the talk still travels there"
        );
        check(
            r#"{"end": "done"}"#,
            r#"{"journal": "done"}"#,
            &[
                "map \"cellar\": no way leads from here to an ending; add an exit or an \"end\"",
                "map \"yard\": no way leads from here to an ending; add an exit or an \"end\"",
            ],
        );
    }

    #[test]
    fn dice_rows_have_no_gaps_and_no_overlaps() {
        check(
            r#"[0, {"deeds": [{"set""#,
            r#"[5, {"deeds": [{"set""#,
            &["scene \"talk\", choice \"ask\": totals below 5 lead nowhere; let the first row start at 0"],
        );
        check(
            r#"[10, {"next": "more"}]"#,
            r#"[10, {"next": "more"}], [8, {}]"#,
            &["scene \"talk\", choice \"ask\": a row from 8 follows a row from 10; put rows in rising order"],
        );
    }

    #[test]
    fn choices_that_are_never_offered_are_found() {
        check(
            r#"{"set": ["met", 1]}"#,
            r#"{"set": ["met", 0]}"#,
            &["scene \"talk\", choice \"buy\": never there: nothing brings flag \"met\" to 1; set it somewhere"],
        );
        check(
            r#"[{"at_least": ["met", 1]}]"#,
            r#"[{"at_least": ["met", 1]}, {"below": ["met", 1]}]"#,
            &["scene \"talk\", choice \"buy\": never there: its needs rule each other out; take one away"],
        );
        check(
            r#"[{"at_least": ["met", 1]}]"#,
            r#"[{"below": ["met", 0]}]"#,
            &["scene \"talk\", choice \"buy\": never there: nothing brings flag \"met\" below 0; set it somewhere"],
        );
        let gone = findings(r#"{"holds": "brass_key"}"#, r#"{"needs": "[{\"has\": \"brass_key\"}]"}"#);
        assert_eq!(
            gone,
            [
                "map \"yard\", thing \"box\": never there: \"brass_key\" is nowhere to be had; give it, sell it or put it in a chest",
            ]
        );
        check(r#""id": "buy""#, r#""id": "ask""#, &["scene \"talk\": two choices are called \"ask\"; rename one"]);
    }

    #[test]
    fn a_scene_that_may_have_no_way_out_is_found() {
        let why = "every choice has needs or is offered once, so there may be no way out; add one that is always open";
        let one = r#""id": "fight", "text": "fight", "#;
        check(one, &format!("{one}\"once\": true, "), &[&format!("scene \"altar\": {why}")]);
    }

    #[test]
    fn what_stands_or_leads_into_walls_is_found() {
        check(
            "chest box 0,0",
            "chest box 3,0",
            &["map \"yard\", thing \"box\": stands in a wall; put it on free ground"],
        );
        check(
            "ambush ditch 4,1",
            "ambush ditch 4,2",
            &["map \"yard\", thing \"ditch\": nobody can step on it; put it on free ground"],
        );
        check(
            r#""map": "yard", "x": 0"#,
            r#""map": "yard", "x": 4"#,
            &["map \"cellar\", thing \"up\": leads to 4,2 on map \"yard\", where nobody can stand; choose free ground"],
        );
        check(
            "1,1,1,2,1,1, 1,1,1,1,1,1",
            "1,1,1,2,1,1, 1,1,1,2,1,1",
            &[
                "map \"yard\", thing \"ditch\": nobody can walk there; open a way",
                "map \"yard\", thing \"down\": nobody can walk there; open a way",
                "map \"yard\", thing \"gate\": stands in a wall; put it on free ground",
            ],
        );
    }

    #[test]
    fn foes_that_cannot_stand_are_found() {
        check(
            "foe f 5,1",
            "foe f 4,2",
            &["map \"yard\", thing \"ditch\": the goblin at 4,2 has no free ground; move it"],
        );
        check(
            "foe f 5,1",
            "foe f 1,2",
            &["map \"yard\", thing \"ditch\": the goblin at 1,2 stands in a thing; move it"],
        );
        let two = "foe f 5,1 {\"monster\": \"goblin\", \"ambush\": \"ditch\"}\n foe g 5,1";
        check("foe f 5,1", two, &["map \"yard\", thing \"ditch\": the goblin at 5,1 stands in another foe; move it"]);
        check(
            r#""ambush": "ditch""#,
            r#""ambush": "ditch", "heroes_min": 2"#,
            &["map \"yard\", thing \"ditch\": a single hero would meet no foe; let one come against 1 hero"],
        );
        check(
            r#""at": [2, 1]"#,
            r#""at": [9, 1]"#,
            &["scene \"altar\" on map \"cellar\": the goblin at 9,1 has no free ground; move it"],
        );
    }

    #[test]
    fn words_that_are_missing_or_left_over_are_found() {
        check("note = a\n", "", &["words/en.ftl: \"note\" is missing; add the line note = ..."]);
        check(
            "note = a\n",
            "note = a\nspare = a\n",
            &["words/en.ftl: \"spare\" is never shown; remove it or correct the name"],
        );
        check("note = a\n", "note = a\nnote = b\n", &["words/en.ftl: \"note\" is there twice; remove one"]);
    }

    #[test]
    fn the_built_in_adventures_are_sound() {
        for tale in standard() {
            let things = tale.maps.values().flat_map(|map| map.things.values().map(|thing| thing.look.as_str()));
            let tiles = tale.maps.values().flat_map(|map| map.looks.iter().flatten().map(|look| look.as_str()));
            // Which sprites there are is the canvas's to say; a test of the whole crate holds the two together.
            let found = lint(tale, Book::standard(), &things.chain(tiles).collect());
            let told: Vec<String> = found.iter().map(Finding::to_string).collect();
            assert_eq!(told.join("\n"), "", "{}", tale.name);
        }
    }
}
