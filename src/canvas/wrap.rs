//! Breaks text into lines: Latin at spaces, Japanese between letters by the simple rules of kinsoku.

/// Lines of at most `width` pixels, where `advance` tells how wide a letter is.
pub(super) fn lines(text: &str, width: i32, advance: impl Fn(char) -> i32) -> Vec<String> {
    let wide = |part: &str| part.chars().map(&advance).sum::<i32>();
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for part in parts(paragraph) {
            // A space at the break belongs to neither line.
            if used + wide(part.trim_end()) <= width {
                line.push_str(part);
                used += wide(part);
                continue;
            }
            if !line.is_empty() {
                close(&mut lines, &mut line);
                used = 0;
            }
            for letter in part.chars() {
                // Only a part that is wider than a whole line is cut inside.
                if used + advance(letter) > width && !line.is_empty() && letter != ' ' {
                    close(&mut lines, &mut line);
                    used = 0;
                }
                line.push(letter);
                used += advance(letter);
            }
        }
        close(&mut lines, &mut line);
    }
    lines
}

fn close(lines: &mut Vec<String>, line: &mut String) {
    line.truncate(line.trim_end_matches(' ').len());
    lines.push(std::mem::take(line));
}

/// The pieces that must not be broken inside, each with the spaces that follow it.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, letter) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, letter)) {
            parts.push(&text[start..at]);
            start = at;
        }
        before = Some(letter);
    }
    parts.push(&text[start..]);
    parts
}

/// True when a line may end after `before` and the next start with `after`.
fn may_break(before: char, after: char) -> bool {
    if after == ' ' || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        return false;
    }
    before == ' ' || before == '-' && after.is_alphabetic() || is_wide(before) || is_wide(after)
}

/// True for letters of scripts written without spaces, and their marks.
const fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

const NEVER_FIRST: &str =
    "、。，．・：；？！」』）］｝〉》】〕’”ゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‥…,.!?:;)]}%゛゜～";
const NEVER_LAST: &str = "「『（［｛〈《【〔‘“([{";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: i32, text: &str, expected: &str) {
        let advance = |letter: char| if letter.is_ascii() { 1 } else { 2 };
        let found = lines(text, width, advance);
        assert_eq!(found.join("|"), expected);
        assert!(found.iter().all(|line| line.chars().map(advance).sum::<i32>() <= width.max(2)), "{found:?}");
    }

    #[test]
    fn latin_breaks_at_spaces() {
        check(9, "the quick brown fox", "the quick|brown fox");
        check(8, "the quick  brown", "the|quick|brown");
        check(5, "", "");
        check(5, "a\n\nb ", "a||b");
        check(4, "extraordinary day", "extr|aord|inar|y|day");
        check(10, "five-foot square", "five-foot|square");
        check(7, "five-foot square", "five-|foot|square");
    }

    #[test]
    fn japanese_breaks_between_letters_but_not_before_closing_marks() {
        check(8, "竜が眠っている", "竜が眠っ|ている");
        check(6, "竜が眠っている", "竜が|眠って|いる");
        check(8, "扉は開いた。", "扉は開い|た。");
        check(8, "扉が開く。", "扉が開|く。");
        check(8, "「待て」と言う", "「待て」|と言う");
        check(6, "彼は「待て」と", "彼は|「待|て」と");
        check(9, "HP が 12 点", "HP が 12|点");
        check(8, "ゴブリンキング", "ゴブリン|キング");
    }

    #[test]
    fn a_line_too_narrow_for_anything_still_ends() {
        check(1, "竜竜", "竜|竜");
        check(0, "ab", "a|b");
        check(-5, "ab c", "a|b|c");
    }
}
