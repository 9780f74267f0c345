//! What went from where to where: bands between two columns, as thick as what went.

use yew::prelude::*;

use super::{Space, drawing, lines, part, path, words};

/// What went from one thing to another.
pub struct Band {
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// How much left there, in hundredths.
    pub taken: i64,
    /// How much came here, in hundredths.
    pub given: i64,
}

/// One end of bands.
struct End {
    lines: Vec<String>,
    name: String,
    top: i64,
    amount: i64,
    /// How much of it has bands already, in pixels.
    used: i64,
}

/// One side of the bands: their ends from the top, and how tall it is.
struct Side {
    ends: Vec<End>,
    height: i64,
}

impl Side {
    /// Of names with what is theirs; a name that comes again adds to its first.
    fn new<'a>(named: impl Iterator<Item = (&'a str, i64)>, scale: Scale) -> Self {
        let mut ends: Vec<End> = Vec::new();
        for (name, amount) in named {
            if let Some(end) = ends.iter_mut().find(|end| end.name == name) {
                end.amount += amount;
            } else {
                let lines = lines(name, scale.text - scale.em / 2, scale.em);
                ends.push(End { lines, name: name.to_owned(), top: 0, amount, used: 0 });
            }
        }
        let mut y = scale.em * 2;
        for end in &mut ends {
            end.top = y;
            let words = scale.line() * (i64::try_from(end.lines.len()).unwrap_or(1) + 1);
            y += words.max(scale.thick(end.amount)) + scale.em;
        }
        Self { ends, height: y }
    }

    /// Where the next band of a name begins.
    fn next(&mut self, name: &str, thick: i64) -> i64 {
        let end = self.ends.iter_mut().find(|end| end.name == name);
        end.map_or(0, |end| {
            end.used += thick;
            end.top + end.used - thick
        })
    }
}

/// How amounts and words are drawn.
#[derive(Clone, Copy)]
struct Scale {
    em: i64,
    text: i64,
    largest: i64,
}

impl Scale {
    fn thick(self, amount: i64) -> i64 {
        part(amount, self.largest, self.em * 12).max(3)
    }

    fn line(self) -> i64 {
        self.em * 13 / 10
    }
}

/// Bands in the order given, under the headings of both sides; `show` says amounts.
pub fn flow(
    (name, said): (&str, String),
    (from, to): (&str, &str),
    bands: &[Band],
    show: impl Fn(i64) -> String,
    space: Space,
) -> Html {
    let Space { width, em } = space;
    let most = |of: fn(&Band) -> i64| bands.iter().map(of).sum::<i64>();
    let largest = most(|band| band.taken).max(most(|band| band.given));
    let scale = Scale { em, text: width * 38 / 100, largest };
    let mut left = Side::new(bands.iter().map(|band| (band.from.as_str(), band.taken)), scale);
    let mut right = Side::new(bands.iter().map(|band| (band.to.as_str(), band.given)), scale);
    let mut inside = vec![
        words((0, em), "start", "chart-quiet", from),
        words((width, em), "end", "chart-quiet", to),
    ];
    let (start, middle, end) = (scale.text, width / 2, width - scale.text);
    for band in bands {
        let (thick, thin) = (scale.thick(band.taken), scale.thick(band.given));
        let (a, b) = (left.next(&band.from, thick), right.next(&band.to, thin));
        let (low, lower) = (a + thick, b + thin);
        let d = format!(
            "M{start} {a}C{middle} {a} {middle} {b} {end} {b}\
             V{lower}C{middle} {lower} {middle} {low} {start} {low}Z"
        );
        inside.push(path("chart-band", d));
    }
    for (side, x, anchor) in [(&left, 0, "start"), (&right, width, "end")] {
        for end in &side.ends {
            let mut y = end.top + em;
            for line in &end.lines {
                inside.push(words((x, y), anchor, "", line.trim_end()));
                y += scale.line();
            }
            inside.push(words((x, y), anchor, "chart-strong", &show(end.amount)));
        }
    }
    drawing(space, left.height.max(right.height), (name.to_owned(), said), inside)
}
