//! Libraries as large as one wants, of articles that each rule finds something to look at in: prose with figures and dates, lists, tables, links.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    Markdown,
    Html,
}

impl Form {
    /// The name by which the bench calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// Articles in one folder.
const FOLDER: usize = 1_000;

/// Writes a library: the same for the same numbers.
pub fn library(root: &Path, articles: usize, sections: usize, form: Form) {
    for number in 0..articles {
        let folder = root.join(format!("part-{:04}", number / FOLDER));
        if number.is_multiple_of(FOLDER) {
            fs::create_dir_all(&folder).unwrap();
        }
        fs::write(folder.join(format!("{}.{}", name(number), form.extension())), article(number, articles, sections, form)).unwrap();
    }
}

/// Writes one article of so many megabytes, what many others say put together, and gives its bytes.
pub fn long(folder: &Path, megabytes: usize, form: Form) -> usize {
    let mut text = Text { form, out: String::new() };
    text.head("How the harbours of the coast are run");
    let mut number = 0;
    while text.out.len() < megabytes * 1_000_000 {
        body(&mut text, number, 1, 9);
        number += 1;
    }
    text.tail();
    fs::write(folder.join(format!("long.{}", form.extension())), &text.out).unwrap();
    text.out.len()
}

fn name(number: usize) -> String {
    format!("{}-{}-{number}", pick(PLACES, number as u64 * 7).to_ascii_lowercase().replace(' ', "-"), pick(TOPICS, number as u64).0)
}

/// The text of one article of a library.
pub fn article(number: usize, articles: usize, sections: usize, form: Form) -> String {
    let mut text = Text { form, out: String::new() };
    text.head(&format!("{}: how the {} is run, part {number}", pick(PLACES, number as u64 * 7), pick(TOPICS, number as u64).0));
    body(&mut text, number, articles, sections);
    text.tail();
    text.out
}

fn body(text: &mut Text, number: usize, articles: usize, sections: usize) {
    let mut dice = Dice(number as u64 + 1);
    let (topic, things) = pick(TOPICS, number as u64);
    let place = pick(PLACES, number as u64 * 7);
    let form = text.form;
    for section in 0..sections {
        let subject = pick(things, section as u64 + dice.next());
        text.heading(&format!("{} of the {subject}, step {section}", pick(ASPECTS, section as u64)));
        for _ in 0..3 {
            let sentences: Vec<String> = (0..4).map(|_| sentence(&mut dice, place, topic, things)).collect();
            text.paragraph(&sentences.join(" "));
        }
        match section % 3 {
            0 => text.list("Before each season the crew looks at three things:", &items(&mut dice, things)),
            1 => text.table(subject, &mut dice),
            _ => {
                let other = (number + 1 + section) % articles.max(1);
                let path = if other / FOLDER == number / FOLDER { String::new() } else { format!("../part-{:04}/", other / FOLDER) };
                text.link(&format!("{path}{}.{}", name(other), form.extension()), subject);
            }
        }
    }
}

fn items(dice: &mut Dice, things: &[&str]) -> Vec<String> {
    (0..3)
        .map(|_| format!("the {} {}, every {} days", pick(things, dice.next()), pick(PLACES, dice.next()), 2 + dice.next() % 40))
        .collect()
}

fn sentence(dice: &mut Dice, place: &str, topic: &str, things: &[&str]) -> String {
    let thing = pick(things, dice.next());
    let (one, two) = (2 + dice.next() % 900, 1960 + dice.next() % 60);
    match dice.next() % 7 {
        0 => format!("In {two} the {topic} of {place} had {one} places, and {} of them were let by the season.", one / 2 + 1),
        1 => format!("Whoever keeps the {thing} writes down what was done, by whom, and what is left for the next shift."),
        2 => format!("A {thing} that is oiled in spring lasts about {} years longer than one that is not.", 1 + one % 9),
        3 => format!("The council paid ${one},000 for the {thing} in {two}, which was less than anyone had thought."),
        4 => format!("Some say that the {thing} is the heart of the {topic}; others would rather do without it."),
        5 => format!("On a good day {one} people pass the {thing}, most of them between nine and noon."),
        _ => format!("It takes two people to move the {thing}, and a third one who looks after the {}.", pick(things, dice.next())),
    }
}

/// An article as far as it is written.
struct Text {
    form: Form,
    out: String,
}

impl Text {
    fn head(&mut self, title: &str) {
        match self.form {
            Form::Markdown => write!(self.out, "# {title}\n\n"),
            Form::Html => write!(
                self.out,
                "<!doctype html>\n<html lang=\"en\">\n<head><title>{title}</title></head>\n<body><main>\n<h1>{title}</h1>\n"
            ),
        }
        .unwrap();
    }

    fn heading(&mut self, title: &str) {
        match self.form {
            Form::Markdown => write!(self.out, "## {title}\n\n"),
            Form::Html => writeln!(self.out, "<h2>{title}</h2>"),
        }
        .unwrap();
    }

    fn paragraph(&mut self, words: &str) {
        match self.form {
            Form::Markdown => write!(self.out, "{words}\n\n"),
            Form::Html => writeln!(self.out, "<p>{words}</p>"),
        }
        .unwrap();
    }

    fn list(&mut self, lead: &str, items: &[String]) {
        self.paragraph(lead);
        match self.form {
            Form::Markdown => {
                for item in items {
                    writeln!(self.out, "- {item}").unwrap();
                }
                self.out.push('\n');
            }
            Form::Html => {
                let items: String = items.iter().map(|item| format!("<li>{item}</li>\n")).collect();
                writeln!(self.out, "<ul>\n{items}</ul>").unwrap();
            }
        }
    }

    fn table(&mut self, subject: &str, dice: &mut Dice) {
        let rows: Vec<(u64, u64)> = (0..3).map(|row| (2019 + row, 10 + dice.next() % 90)).collect();
        match self.form {
            Form::Markdown => {
                write!(self.out, "| Year | {subject} |\n|---|---|\n").unwrap();
                for (year, count) in &rows {
                    writeln!(self.out, "| {year} | {count} |").unwrap();
                }
                self.out.push('\n');
            }
            Form::Html => {
                let rows: String = rows.iter().map(|(year, count)| format!("<tr><td>{year}</td><td>{count}</td></tr>\n")).collect();
                writeln!(self.out, "<table>\n<tr><th>Year</th><th>{subject}</th></tr>\n{rows}</table>").unwrap();
            }
        }
    }

    fn link(&mut self, target: &str, subject: &str) {
        let link = match self.form {
            Form::Markdown => format!("[its own article]({target})"),
            Form::Html => format!("<a href=\"{target}\">its own article</a>"),
        };
        self.paragraph(&format!("More about the {subject} stands in {link}."));
    }

    fn tail(&mut self) {
        if self.form == Form::Html {
            self.out.push_str("</main></body>\n</html>\n");
        }
    }
}

/// Numbers without pattern (`SplitMix64`, Steele, Lea and Flood, 2014).
struct Dice(u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

fn pick<T: Copy>(from: &[T], number: u64) -> T {
    from[(number % from.len() as u64) as usize]
}

const PLACES: &[&str] = &[
    "North Quay",
    "Alder Point",
    "Fishmarket",
    "Long Mole",
    "Kettle Bay",
    "Old Lock",
    "Sandgate",
    "Gull Rock",
    "Mill Reach",
    "Tern Island",
    "Copper Wharf",
];

const ASPECTS: &[&str] = &["The care", "The cost", "The history", "The safety", "The future", "The use"];

/// What articles are about, and what stands there.
const TOPICS: &[(&str, &[&str])] = &[
    ("boathouse", &["oar rack", "slipway", "winch", "paint store", "log book"]),
    ("tide gauge", &["float", "drum", "clockwork", "staff", "chart"]),
    ("ferry", &["ramp", "engine", "lifeboat", "timetable", "ticket office", "galley"]),
    ("lighthouse", &["lens", "lamp", "stair", "fog bell"]),
    ("smokehouse", &["oven", "rail", "brine tub", "cold room", "scale"]),
    ("dry dock", &["gate", "pump", "keel block", "crane", "shore", "sill"]),
];
