//! A picture as SVG: one file, no scripts, no fonts of its own.

use std::fmt::Write;

use crate::lab::picture::{Picture, Shape, Tint};

/// The picture as the text of an `.svg` file.
pub fn svg(picture: &Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\">\n<defs><pattern id=\"off\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <rect width=\"6\" height=\"6\" fill=\"#4a4a4a\"/><path d=\"M0 6L6 0\" stroke=\"#8a8a8a\"/></pattern>\
         <pattern id=\"frozen\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" \
         fill=\"#cfe3f5\"/><path d=\"M0 0L8 8\" stroke=\"#7fb0dc\"/></pattern></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for shape in &picture.shapes {
        // Writing into a string does not fail.
        let _ = match shape {
            Shape::Box { area: [x, y, width, height], tint } => {
                writeln!(
                    text,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
                    fill(*tint)
                )
            }
            Shape::Line { points, tint } => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
                let (stroke, width, dashes) = stroke(*tint);
                let points = points.join(" ");
                writeln!(
                    text,
                    "<polyline points=\"{points}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dashes}/>"
                )
            }
            Shape::Cross { at: (x, y), tint } => {
                let stroke = fill(*tint);
                writeln!(
                    text,
                    "<path d=\"M{} {}l12 12m0 -12l-12 12\" stroke=\"{stroke}\" stroke-width=\"3\"/>",
                    x - 6,
                    y - 6
                )
            }
            Shape::Text { at: (x, y), text: words, size, tint } => {
                let (fill, words) = (letters(*tint), escaped(words));
                writeln!(text, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{fill}\">{words}</text>")
            }
        };
    }
    text.push_str("</svg>\n");
    text
}

fn fill(tint: Tint) -> &'static str {
    match tint {
        Tint::Ink => "#1a1a1a",
        Tint::Lane => "#e4e4e4",
        Tint::Host => "#f5b942",
        Tint::Frozen => "url(#frozen)",
        Tint::Off => "url(#off)",
        Tint::Paused => "#b9a6d8",
        Tint::Cut => "#c8302c",
        Tint::Durable => "#1f7a3d",
        Tint::Calm => "#1f5fa8",
        Tint::Wrong => "#e00000",
    }
}

fn letters(tint: Tint) -> &'static str {
    match tint {
        Tint::Frozen | Tint::Off | Tint::Lane => fill(Tint::Ink),
        tint => fill(tint),
    }
}

fn stroke(tint: Tint) -> (&'static str, u32, &'static str) {
    match tint {
        Tint::Durable => (fill(tint), 2, ""),
        Tint::Calm => (fill(tint), 2, " stroke-dasharray=\"6 4\""),
        tint => (fill(tint), 1, ""),
    }
}

fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars().filter(|letter| !letter.is_control()) {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_leave_their_place() {
        let words = Shape::Text { at: (1, 2), text: "<b>&\"\u{7}".to_owned(), size: 12, tint: Tint::Ink };
        let text = svg(&Picture { width: 10, height: 10, shapes: vec![words] });
        assert!(text.contains(">&lt;b&gt;&amp;&quot;</text>"), "{text}");
        assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
    }
}
