//! Scripts: a night as text that a person reads and writes, and that a failing seed shrinks to.

use std::fmt;

use crate::lab::deed::{Act, Deed, Expectation, Lie, Line, Prank};
use crate::lab::frame::DETOURS;
use crate::lab::weather::Weather;

/// A whole night as it is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// What it shows: the comment lines at its head.
    pub title: Vec<String>,
    /// All chance of the night comes from this.
    pub seed: u64,
    /// The players by name; the first founds the table.
    pub names: Vec<String>,
    /// How many of them sit down before it begins; the others may join later.
    pub seated: usize,
    /// The weather until it is calm.
    pub weather: Weather,
    /// What happens at one time happens in any order.
    pub shuffled: bool,
    /// What is done, in order.
    pub lines: Vec<Line>,
}

/// What is wrong with a script, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub what: String,
}

// More players than this have no place in a picture.
const NAMES_MAX: usize = 12;

impl Script {
    /// Reads a script.
    pub fn parse(text: &str) -> Result<Script, Mistake> {
        let mut script = Script {
            title: Vec::new(),
            seed: 1,
            names: Vec::new(),
            seated: 0,
            weather: Weather::fair(),
            shuffled: false,
            lines: Vec::new(),
        };
        for (place, line) in text.lines().enumerate() {
            let (words, comment) = line.split_once('#').map_or((line, None), |(words, comment)| (words, Some(comment)));
            if script.names.is_empty()
                && words.trim().is_empty()
                && let Some(comment) = comment
            {
                script.title.push(comment.trim().to_owned());
            }
            let words: Vec<&str> = words.split_whitespace().collect();
            script.read(&words).map_err(|what| Mistake { line: place + 1, what })?;
        }
        if script.names.is_empty() {
            return Err(Mistake { line: 1, what: "there is no line `table NAME NAME ...`".to_owned() });
        }
        Ok(script)
    }

    fn read(&mut self, words: &[&str]) -> Result<(), String> {
        match words {
            [] => {}
            ["seed", seed] => self.seed = number(seed)?,
            ["table", names @ ..] if self.names.is_empty() && (1..=NAMES_MAX).contains(&names.len()) => {
                self.names = names.iter().map(|name| (*name).to_owned()).collect();
                self.seated = names.len();
            }
            ["table", ..] => return Err(format!("there is one line `table` with 1 to {NAMES_MAX} names")),
            ["later", names @ ..] if !self.names.is_empty() && names.len() + self.names.len() <= NAMES_MAX => {
                self.names.extend(names.iter().map(|name| (*name).to_owned()));
            }
            ["weather", kind @ ("calm" | "fair" | "foul"), rest @ ..] => {
                self.weather = match *kind {
                    "calm" => Weather::calm(),
                    "foul" => Weather::foul(),
                    _ => Weather::fair(),
                };
                self.read_weather(rest)?;
            }
            ["weather", rest @ ..] => self.read_weather(rest)?,
            ["shuffled"] => self.shuffled = true,
            ["at", at, deed @ ..] => {
                let at_ms = milliseconds(at)?;
                if self.lines.last().is_some_and(|last| at_ms < last.at_ms) {
                    return Err(format!("{at} is before the line above"));
                }
                let deed = self.deed(deed)?;
                self.lines.push(Line { at_ms, deed });
            }
            [other, ..] => {
                return Err(format!("`{other}` is none of: seed, table, later, weather, shuffled, at"));
            }
        }
        Ok(())
    }

    fn read_weather(&mut self, words: &[&str]) -> Result<(), String> {
        for pair in words.chunks(2) {
            let [name, value] = pair else { return Err(format!("`{}` has no number", pair[0])) };
            let value = number(value)?;
            let mut numbers = self.weather.numbers();
            let Some((_, known)) = numbers.iter_mut().find(|(known, _)| known == name) else {
                let names: Vec<&str> = numbers.iter().map(|(name, _)| *name).collect();
                return Err(format!("weather has no `{name}`; it has: {}", names.join(", ")));
            };
            if !known.become_value(value) {
                return Err(format!("{value} is too much for `{name}`"));
            }
        }
        Ok(())
    }

    fn deed(&self, words: &[&str]) -> Result<Deed, String> {
        let (verb, rest) = words.split_first().ok_or("there is nothing to do at that time")?;
        Ok(match (*verb, rest) {
            ("play", [who, draw]) => Deed::Play { who: self.who(who)?, draw: number(draw)? },
            ("partition", groups) => self.partition(groups)?,
            ("heal", []) => Deed::Heal,
            ("hold", [one, other]) => Deed::Hold(self.who(one)?, self.who(other)?),
            ("release", [one, other]) => Deed::Release(self.who(one)?, self.who(other)?),
            ("break", [one, other]) => Deed::Break(self.who(one)?, self.who(other)?),
            ("half-close", [one, other]) => Deed::HalfClose(self.who(one)?, self.who(other)?),
            ("miss", [kind, span]) => {
                let known = DETOURS.into_iter().find(|known| *known == kind.replace('-', " "));
                let kind = known.ok_or_else(|| {
                    format!("`{kind}` is none of: {}", DETOURS.join(", ").replace("beat back", "beat-back"))
                })?;
                Deed::Miss { kind, span_ms: milliseconds(span)? }
            }
            ("stranger", [prank]) => Deed::Stranger(named(&Prank::ALL, prank)?),
            ("calm", []) => Deed::Calm,
            ("expect", rest) => Deed::Expect(self.expectation(rest)?),
            (verb, [who, rest @ ..]) => Deed::To { act: act(verb, rest)?, who: self.who(who)? },
            (verb, []) => return Err(format!("`{verb}` does not say enough, or is no deed; deeds are: {}", deeds())),
        })
    }

    fn partition(&self, words: &[&str]) -> Result<Deed, String> {
        let side = |words: &[&str]| words.iter().map(|word| self.who(word)).collect::<Result<Vec<usize>, String>>();
        let Some(place) = words.iter().position(|word| matches!(*word, "|" | ">")) else {
            return Err("say who is on which side: `partition Ada | Bob Cid`, or `>` for one direction".to_owned());
        };
        let (one, other) = (side(&words[..place])?, side(&words[place + 1..])?);
        if one.is_empty() || other.is_empty() || one.iter().any(|who| other.contains(who)) {
            return Err("each side has at least one name, and nobody is on both".to_owned());
        }
        Ok(if words[place] == "|" { Deed::Partition { one, other } } else { Deed::Deafen { from: one, to: other } })
    }

    fn expectation(&self, words: &[&str]) -> Result<Expectation, String> {
        Ok(match words {
            ["together"] => Expectation::Together,
            ["host", who] => Expectation::Host(self.who(who)?),
            ["no", "host"] => Expectation::NoHost,
            ["frozen", who] => Expectation::Frozen(self.who(who)?),
            ["durable", index] => Expectation::Durable(number(index)?),
            ["term", term] => Expectation::Term(number(term)?),
            _ => return Err("expect: together, host NAME, no host, frozen NAME, durable INDEX, term TERM".to_owned()),
        })
    }

    fn who(&self, name: &str) -> Result<usize, String> {
        let place = self.names.iter().position(|known| known == name);
        place.ok_or_else(|| format!("nobody is called `{name}`; here are: {}", self.names.join(", ")))
    }

    fn group(&self, group: &[usize]) -> String {
        let names = group.iter().map(|who| self.names.get(*who).map_or("?", String::as_str));
        names.collect::<Vec<&str>>().join(" ")
    }

    /// A deed in words, as it stands in a script.
    pub fn said(&self, deed: &Deed) -> String {
        let name = |who: &usize| self.group(&[*who]);
        match deed {
            Deed::Play { who, draw } => format!("play {} {draw}", name(who)),
            Deed::Partition { one, other } => format!("partition {} | {}", self.group(one), self.group(other)),
            Deed::Deafen { from, to } => format!("partition {} > {}", self.group(from), self.group(to)),
            Deed::Heal => "heal".to_owned(),
            Deed::Hold(one, other) => format!("hold {} {}", name(one), name(other)),
            Deed::Release(one, other) => format!("release {} {}", name(one), name(other)),
            Deed::Break(one, other) => format!("break {} {}", name(one), name(other)),
            Deed::HalfClose(one, other) => format!("half-close {} {}", name(one), name(other)),
            Deed::Miss { kind, span_ms } => format!("miss {} {}", kind.replace(' ', "-"), seconds(*span_ms)),
            Deed::To { who, act } => said_act(act, &name(who)),
            Deed::Stranger(prank) => format!("stranger {}", word(&Prank::ALL, *prank)),
            Deed::Calm => "calm".to_owned(),
            Deed::Expect(expected) => match expected {
                Expectation::Together => "expect together".to_owned(),
                Expectation::Host(who) => format!("expect host {}", name(who)),
                Expectation::NoHost => "expect no host".to_owned(),
                Expectation::Frozen(who) => format!("expect frozen {}", name(who)),
                Expectation::Durable(index) => format!("expect durable {index}"),
                Expectation::Term(term) => format!("expect term {term}"),
            },
        }
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.title {
            writeln!(f, "# {line}")?;
        }
        writeln!(f, "seed {}", self.seed)?;
        writeln!(f, "table {}", self.names[..self.seated].join(" "))?;
        if self.seated < self.names.len() {
            writeln!(f, "later {}", self.names[self.seated..].join(" "))?;
        }
        let (mut mine, mut fair) = (self.weather, Weather::fair());
        let pairs = mine.numbers().into_iter().zip(fair.numbers());
        let other: Vec<String> = pairs
            .filter(|((_, mine), (_, fair))| mine.value() != fair.value())
            .map(|((name, mine), _)| format!(" {name} {}", mine.value()))
            .collect();
        writeln!(f, "weather fair{}", other.concat())?;
        if self.shuffled {
            writeln!(f, "shuffled")?;
        }
        for line in &self.lines {
            writeln!(f, "at {:<8} {}", seconds(line.at_ms), self.said(&line.deed))?;
        }
        Ok(())
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

fn act(verb: &str, rest: &[&str]) -> Result<Act, String> {
    if let ([], Some((_, act))) = (rest, Act::PLAIN.iter().find(|(known, _)| *known == verb)) {
        return Ok(*act);
    }
    Ok(match (verb, rest) {
        ("pause", [span]) => Act::Pause(milliseconds(span)?),
        ("slow", [span]) => Act::Slow(milliseconds(span)?),
        ("jump", [span]) => Act::Jump(milliseconds(span)?),
        ("lose", [share]) => Act::Lose(number(share)?.min(100) as u32),
        ("drift", [rate]) => Act::Drift(number(rate)?.min(10_000)),
        ("lie", [lie]) => Act::Lie(named(&Lie::ALL, lie)?),
        _ => return Err(format!("`{verb}` is not said like that, or is no deed; deeds are: {}", deeds())),
    })
}

fn said_act(act: &Act, name: &str) -> String {
    match act {
        Act::Pause(span_ms) => format!("pause {name} {}", seconds(*span_ms)),
        Act::Slow(span_ms) => format!("slow {name} {}", seconds(*span_ms)),
        Act::Jump(span_ms) => format!("jump {name} {}", seconds(*span_ms)),
        Act::Lose(share) => format!("lose {name} {share}"),
        Act::Drift(rate) => format!("drift {name} {rate}"),
        Act::Lie(lie) => format!("lie {name} {}", word(&Lie::ALL, *lie)),
        plain => format!("{} {name}", word(&Act::PLAIN, *plain)),
    }
}

fn deeds() -> String {
    let plain = Act::PLAIN.iter().map(|(word, _)| format!("{word} NAME"));
    let first = "play NAME NUMBER, partition NAMES | NAMES, partition NAMES > NAMES, heal, hold NAME NAME, \
                 release NAME NAME, break NAME NAME, half-close NAME NAME, miss KIND SECONDS, pause NAME SECONDS, slow \
                 NAME SECONDS, lose NAME PERCENT, drift NAME PER-MILLE, jump NAME SECONDS, lie NAME HOW, stranger HOW, \
                 calm, expect WHAT, ";
    format!("{first}{}", plain.collect::<Vec<String>>().join(", "))
}

fn named<T: Copy>(all: &[(&'static str, T)], word: &str) -> Result<T, String> {
    let names = || all.iter().map(|(name, _)| *name).collect::<Vec<&str>>().join(", ");
    all.iter()
        .find(|(name, _)| *name == word)
        .map(|(_, one)| *one)
        .ok_or_else(|| format!("`{word}` is none of: {}", names()))
}

fn word<T: PartialEq>(all: &[(&'static str, T)], one: T) -> &'static str {
    all.iter().find(|(_, known)| *known == one).map_or("?", |(word, _)| word)
}

fn number(word: &str) -> Result<u64, String> {
    word.parse().map_err(|_| format!("`{word}` is no whole number"))
}

/// Seconds with up to three decimals, as whole milliseconds.
fn milliseconds(word: &str) -> Result<u64, String> {
    let wrong = || format!("`{word}` is no number of seconds");
    let (whole, part) = word.split_once('.').unwrap_or((word, "0"));
    if part.is_empty()
        || part.len() > 3
        || whole.len() > 6
        || !(whole.bytes().chain(part.bytes())).all(|b| b.is_ascii_digit())
    {
        return Err(wrong());
    }
    let part: u64 = format!("{part:0<3}").parse().map_err(|_| wrong())?;
    Ok(whole.parse::<u64>().map_err(|_| wrong())? * 1_000 + part)
}

fn seconds(ms: u64) -> String {
    match ms % 1_000 {
        0 => format!("{}", ms / 1_000),
        part => format!("{}.{part:03}", ms / 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "\
# everything a script can say
seed 7
table Ada Bob Cid
later Dot
weather fair lost 8 reset 3
shuffled
at 0        play Ada 17
at 1.500    partition Ada | Bob Cid
at 2        partition Ada Bob > Cid
at 3        heal
at 3        hold Ada Bob
at 3        release Ada Bob
at 3        break Ada Bob
at 3        half-close Bob Ada
at 3        miss beat-back 2.250
at 4        pause Ada 3
at 4        slow Ada 0.300
at 4        lose Ada 30
at 4        drift Ada 950
at 4        jump Ada 30
at 5        crash Bob
at 6        restart Bob
at 7        wipe Bob
at 8        restore Bob
at 8        join Dot
at 9        lie Cid double-vote
at 9        stranger ticket
at 10       expect host Ada
at 10       expect no host
at 11       expect durable 12
at 12       calm
at 13       expect together
";

    #[test]
    fn a_script_reads_and_prints_the_same() {
        let script = Script::parse(WHOLE).unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(script.to_string(), WHOLE);
        assert_eq!((script.names.len(), script.seated), (4, 3));
    }

    fn check(text: &str, wanted: &str) {
        let text = format!("table Ada Bob\n{text}");
        match Script::parse(&text) {
            Ok(_) => panic!("{text} reads"),
            Err(wrong) => assert!(wrong.to_string().contains(wanted), "{wrong}"),
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        check("at 1 crash Cid", "line 2: nobody is called `Cid`; here are: Ada, Bob");
        check("at 1 explode Ada", "`explode` is not said like that");
        check("at 1 crash", "does not say enough");
        check("at 2 heal\nat 1 heal", "line 3: 1 is before the line above");
        check("at x heal", "`x` is no number of seconds");
        check("at 1 partition Ada Bob", "which side");
        check("at 1 partition Ada | Ada", "nobody is on both");
        check("weather wet 3", "weather has no `wet`");
        check("weather lost 99999", "too much");
        check("at 1 lie Ada badly", "none of: replay");
        check("at 1 miss nothing 3", "none of: hello");
        check("sometimes crash Ada", "none of: seed");
        check("at 1", "nothing to do");
        assert!(Script::parse("seed 3").is_err());
    }
}
