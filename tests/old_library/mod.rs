//! A library of some years: three hundred articles about the harbours of a coast, written by many hands, with the defects that time and exports
//! leave. The same seed makes the same library.

use std::fmt::Write as _;

/// Numbers that look drawn, by xorshift: the same for the same seed on every machine.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }

    /// One in so many.
    fn hits(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// A sentence with its holes filled.
    fn sentence(&mut self, harbour: &str) -> String {
        let text = self.of(&SENTENCES).replace("HARBOUR", harbour);
        let (other, month, trade) = (self.of(&HARBOURS), self.of(&MONTHS), self.of(&TRADES));
        text.replace("OTHER", other).replace("MONTH", month).replace("TRADE", trade)
    }

    fn paragraph(&mut self, harbour: &str) -> String {
        let mut sentences: Vec<String> = Vec::new();
        for _ in 0..2 + self.below(3) {
            let next = self.sentence(harbour);
            if !sentences.contains(&next) {
                sentences.push(next);
            }
        }
        sentences.join(" ")
    }
}

const HARBOURS: [&str; 20] = [
    "Norholm",
    "Astvik",
    "Grennes",
    "Tarbek",
    "Lindsund",
    "Ostrand",
    "Kaldbay",
    "Fennmouth",
    "Rookhaven",
    "Silverness",
    "Marsley",
    "Wick Point",
    "Dunmere",
    "Eastquay",
    "Holmsea",
    "Penlow",
    "Saltreach",
    "Tidewell",
    "Ulverstrand",
    "Yarrowby",
];

const TOPICS: [&str; 15] = [
    "Night boats",
    "Harbour fees",
    "Winter storage",
    "The fish market",
    "Moorings for visitors",
    "The slipway",
    "Ice and fog",
    "The pilot station",
    "Fuel and water",
    "The sailing school",
    "Lights and buoys",
    "The boatyard",
    "Dogs on the quay",
    "The ferry",
    "The harbour office",
];

const MONTHS: [&str; 6] = ["April", "May", "June", "September", "October", "November"];

const TRADES: [&str; 8] = ["sailmakers", "riggers", "painters", "divers", "carpenters", "pilots", "fishmongers", "wardens"];

const SECTIONS: [&str; 8] = [
    "Before you arrive",
    "On the quay",
    "Who to ask",
    "In rough weather",
    "What it takes",
    "At the end of the season",
    "By night",
    "With children",
];

const SENTENCES: [&str; 24] = [
    "The quay of HARBOUR lies open to the south-west, so boats are tied with long lines.",
    "In MONTH the TRADE of HARBOUR come back, and the sheds are opened again.",
    "Those who come from OTHER pass the shoal on its eastern side.",
    "The harbour office keeps a list of berths, and it is read out by radio in the morning.",
    "Nobody sails here without a look at the board beside the crane.",
    "A boat that is left alone needs fenders on both sides.",
    "The TRADE share one workshop behind the ice house.",
    "Fog comes in from OTHER and stays until the wind turns.",
    "Ropes are sold at the chandler's, who also lends tools against a signature.",
    "From MONTH on the pontoons are taken in, because the ice would lift them.",
    "The lifeboat of HARBOUR is called out by a bell, as it always was.",
    "Visitors find the key of the wash house at the baker's.",
    "The old crane still turns by hand, and the TRADE are proud of it.",
    "A chart of the approach hangs in the window of the office.",
    "When the barrier is closed, boats wait behind the mole of OTHER.",
    "Nets are dried on the western wall, where no car may stand.",
    "The lamp on the mole is green, and the one across from it is red.",
    "In MONTH the market moves indoors, and the stalls are drawn by lot.",
    "The TRADE meet in the net loft when the weather keeps them ashore.",
    "Children learn to row in the inner basin before they are let out.",
    "A ladder leads down to the water at every second bollard.",
    "The tide runs hard between HARBOUR and OTHER, and the pilots wait for slack water.",
    "Paint is mixed in the shed, never on the quay.",
    "The ferry to OTHER carries bicycles on deck and leaves when it is full.",
];

/// The articles, each with its path.
pub fn articles(number: usize, seed: u64) -> Vec<(String, String)> {
    let mut drawn = Drawn(seed);
    (0..number)
        .map(|index| {
            let (topic, harbour) = (TOPICS[index % TOPICS.len()], HARBOURS[index / TOPICS.len() % HARBOURS.len()]);
            let title = format!("{topic} in {harbour}");
            let name = title.to_lowercase().replace(' ', "-");
            let folder = harbour.to_lowercase().replace(' ', "-");
            let body = body(&mut drawn, harbour);
            match index % 10 {
                8 => (format!("content/{folder}/{name}.html"), page(&title, &body)),
                9 => (format!("content/{folder}/{name}.txt"), format!("{title}\n\n{}", body.replace("## ", ""))),
                _ => (format!("content/{folder}/{name}.md"), format!("---\ntitle: {title}\n---\n\n# {title}\n\n{body}")),
            }
        })
        .collect()
}

/// An article below its title, in Markdown: sound, or with a defect in every second one.
fn body(drawn: &mut Drawn, harbour: &str) -> String {
    let mut text = drawn.paragraph(harbour) + "\n\n";
    let first = drawn.below(SECTIONS.len());
    for number in 0..3 {
        let section = SECTIONS[(first + number) % SECTIONS.len()];
        let _ = write!(text, "## {section}\n\n{}\n\n", drawn.paragraph(harbour));
    }
    let sentence = drawn.sentence(harbour);
    match drawn.below(16) {
        0 => text.push_str("The office keeps figures such as:\n"),
        1 => text.push_str("A visitor who stays for longer than a week pays at the office, and the\n"),
        2 => text.push_str("## Sources\n"),
        3 => text.push_str("## What changed\n\nTBD\n"),
        4 => {
            let _ = write!(text, "## Tools\n\n- A sharp knife\n-\n- {}\n", drawn.of(&["Two lines", "A bucket", "A lamp"]));
        }
        5 => {
            let _ = write!(text, "## {}\n\n{sentence}\n", SECTIONS[first]);
        }
        6 => {
            let _ = write!(text, "{sentence}\n\n{sentence}\n");
        }
        7 => text.push_str("Would you like me to turn this into a checklist?\n"),
        _ => {}
    }
    if drawn.hits(12) {
        text.push_str("\nStudies show that most guests come back.\n");
    }
    text
}

/// The same as a page.
fn page(title: &str, body: &str) -> String {
    let mut html = format!("<!doctype html>\n<html lang=\"en\">\n<head><title>{title}</title></head>\n<body><main>\n<h1>{title}</h1>\n");
    let mut in_list = false;
    for line in body.lines().filter(|line| !line.is_empty()) {
        let item = line.strip_prefix('-').map(str::trim);
        if item.is_some() != in_list {
            html.push_str(if in_list { "</ul>\n" } else { "<ul>\n" });
            in_list = !in_list;
        }
        let _ = match (item, line.strip_prefix("## ")) {
            (Some(item), _) => writeln!(html, "<li>{item}</li>"),
            (None, Some(heading)) => writeln!(html, "<h2>{heading}</h2>"),
            (None, None) => writeln!(html, "<p>{line}</p>"),
        };
    }
    html.push_str(if in_list { "</ul>\n" } else { "" });
    html + "</main></body>\n</html>\n"
}
