//! Places that are kept by a form and not by a known phrase: short paragraphs that only announce or order what belongs there, notes between marks,
//! filler Latin, keys struck at random.

use std::sync::Arc;

use super::super::expressions::{Expression, Forms, Known, Names, alternatives, plain};
use super::super::shown::{part_of, part_shows_code, shows_code};
use crate::checks::prose;
use crate::document::{BlockId, Document, Kind};
use crate::span::Span;

/// What a paragraph orders to be put there, and of what.
pub(super) struct Kept {
    /// The default texts of programs that build pages, then whole paragraphs, then those that documentation of a program may have on purpose.
    paragraphs: Forms,
    /// How many of them are default texts, and where those begin that documentation has.
    default: usize,
    ordered: usize,
    /// Notes from an opening bracket on.
    bracketed: Expression,
    /// What stands between marks.
    noted: Expression,
    words: Known,
    latin: Vec<String>,
    small: Vec<String>,
}

/// The lists of a language that the forms are made of.
pub(super) struct Lists<'w> {
    pub pieces: &'w [String],
    pub pictures: &'w [String],
    pub wants: &'w [String],
    pub latin: &'w [String],
    pub small: &'w [String],
}

/// Bytes of a paragraph that only keeps a place.
const LONGEST: usize = 180;

/// Marks between which notes stand, as they open and close.
const FENCES: [(&str, &str); 5] = [("<<", ">>"), (">>", "<<"), ("??", "??"), ("!!", "!!"), ("@@", "@@")];

/// Marks with which such notes begin.
pub(super) const FENCED: [&str; 5] = ["<<", ">>", "??", "!!", "@@"];

/// How keys are struck at random.
const STRUCK: [&str; 14] = ["asdf", "sdf", "qwer", "dfg", "fgh", "hjkl", "jkl", "zxc", "lkj", "fds", "ghj", "sadf", "adsf", "xcv"];

/// Words that are said again and again to fill a place.
const REPEATED: [&str; 14] =
    ["text", "word", "words", "test", "testing", "content", "copy", "foo", "sample", "title", "heading", "placeholder", "dummy", "filler"];

impl Kept {
    pub(super) fn of(lists: &Lists<'_>) -> Self {
        let mut names = Names::default();
        let mut named = |words: &[String]| names.add(alternatives(words));
        let (texts, pictures, wants) = (named(lists.pieces), named(lists.pictures), named(lists.wants));
        let pieces = names.add(format!("(?:{texts}|{pictures})"));
        let made =
            r"(?:written|added|supplied|provided|inserted|drafted|sourced|filled in|rewritten|completed|finali[sz]ed|expanded|approved)";
        let when = r"(?: (?:by|from|when|once|after|before|later|soon|next|here|tomorrow|this|as soon as|separately)\b[^.!?]*)?";
        let noun = r"(?:the |this |our |an? )?(?:[\w'-]+ ){0,2}?";
        let whole = [
            // "Caption to be written.", "Body copy to be supplied by the clerk."
            format!(r"{noun}{texts}(?: (?:for|about|on) (?:[\w'-]+ ){{0,4}}?[\w'-]+)? (?:to be|(?:is |are )?(?:still|yet) to be|has yet to be|have yet to be|remains to be) {made}{when}"),
            format!(r"{noun}{pieces} (?:from|of|by|about|on|for|showing|with) (?:[\w'-]+ ){{0,5}}?[\w'-]+ (?:to come|to follow|tbc|tbd|needed|pending|missing)"),
            format!(r"coming soon: (?:[\w'-]+ ){{0,2}}?{texts} (?:about|on|for|from) .*"),
            r"lorem ipsum\b[^.]*".to_owned(),
            format!(r"{noun}{pictures}(?: (?:of|showing|with) (?:[\w'-]+ ){{0,4}}?[\w'-]+)? (?:to be|(?:is |are )?(?:still|yet) to be) (?:added|inserted|supplied|provided|taken|shot|drawn|sourced|made|cleared){when}"),
            format!(r"{noun}{texts} (?:still )?(?:to come|to follow|coming|pending|missing|outstanding|awaited|tbc|tbd|tba|tbw|tk)(?: (?:from|by|once|when|after|tomorrow|next|this|on|soon)\b[^.!?]*)?"),
            // "Para about costs – to do".
            r"(?:para|paragraph|section|text|bit|part|stuff|passage|something|sentence|sidebar|box|words) (?:about|on|for|re|explaining|covering|with) [^.!?]{1,60}?(?:–|—|-|:|,|\() ?(?:to do|todo|tbd|tbc|tbw|to come|to follow|to be written|needed|later|missing|pending)".to_owned(),
            // "Some text about flour."
            r"some (?:text|words|copy|content|blurb|stuff|sentences|lines) (?:about|on|for|explaining) [\w'-]+(?: [\w'-]+){0,2}".to_owned(),
            r"(?:some|more) (?:text|words|copy|stuff)(?: goes| about [\w' -]{1,40})? here(?: later)?".to_owned(),
            r"(?:something|stuff|a bit|a line|a few words|a paragraph|a sentence) (?:about|on) [\w' -]{1,50} here".to_owned(),
            format!(r"here (?:goes|comes|will be) (?:a|an|the|some) (?:[\w'-]+ ){{0,2}}?{texts}\b[^.!?]*"),
            r"(?:blah|bla|yada)(?:[ ,.]+(?:blah|bla|yada))+\b.*".to_owned(),
            // "This section is a work in progress and will be filled in later."
            format!(r"(?:this|the) (?:[\w'-]+ )?(?:section|page|part|paragraph|chapter|article|text|answer|entry|table|list) (?:is|are) (?:still |currently |now |only )?(?:an? )?(?:[\w'-]+ )?(?:work in progress|wip|in progress|incomplete|unfinished|rough draft|empty|blank|missing|being (?:written|worked on|prepared|revised|drafted))(?:,? and|,? but|;| –| —|\.)? (?:it |we |more |the rest )?(?:will|to|is to|needs to|should|has to|must) (?:still |soon |then )?(?:be )?(?:{made}|extend(?:ed)?|fill(?:ed)? (?:it )?(?:in|out)|complete|finish|expand|follow|come)\b[^.!?]*"),
            // "TBC by the events team."
            r"(?:tbc|tbd|tba|tbw|tk)(?:,| –| —| -)? (?:by|with|from|after|once|when|before|until|as soon as|pending|depending on) [^.!?]{3,80}".to_owned(),
            // "To be written.", "Caption here", "[Quote from a resident]"
            r"(?:this (?:is )?)?(?:still |yet )?to be (?:written|filled in|supplied|drafted|rewritten|inserted)(?: (?:later|soon))?".to_owned(),
            format!(r"(?:your |a |an |the )?{texts} here"),
            r"\[(?:a |an |the )?(?:short |nice |good |brief |longer |direct )?(?:quote|quotes|quotation|pull quote|testimonial|bio|blurb|anecdote|summary|statement|paragraph|sentence|comment) (?:from|by|about|on|of) (?:[\w'-]+ ){0,4}?[\w'-]+\]".to_owned(),
            // "This is a placeholder paragraph."
            format!(r"(?:this is )?(?:just )?(?:a |some )?(?:placeholder|dummy|filler|temporary) {texts}(?: for (?:the |a )?(?:layout|design|testing|template|page|mock-?up)\b[^.!?]*)?"),
            // "Your bio goes here."
            format!(r"{noun}{pieces} (?:goes|go|to go|will go|belongs|would go|should go|comes)(?: in)? here"),
            format!(r"your (?:[\w'-]+ ){{0,2}}?{pieces} here"),
            // "Opening hours: … / fill in later".
            r".{0,120}(?:/|–|—|-|\() ?(?:will |to |need to |must )?(?:fill in|complete|finish|write|add|expand|update|flesh out)(?: this| it| more)? later".to_owned(),
            r"(?:i |we )?(?:come|will come|must come|need to come) back to this (?:later|section|paragraph|part|bit)".to_owned(),
        ];
        let ordered = [
            // "(add example)"
            format!(r"\((?:please )?(?:add|insert|put|include|need|needs|find) (?:[\w'-]+ ){{0,4}}?(?:{pieces}|examples?|data|numbers?|figures?|sources?|names?|dates?)(?: here)?\)"),
            format!(r"(?:dummy|filler|sample|placeholder|temp|temporary|test) {texts}"),
            // "Insert pull quote here.", "Write two sentences about feeding here."
            format!(r"(?:please )?(?:insert|add|put|place|write|paste|drop|drop in|include|need|needs) (?:[\w'-]+ ){{0,6}}?(?:{pieces}|sentences?|lines?|words|paragraphs?) (?:[\w'-]+ ){{0,8}}?here"),
            // "Replace this paragraph with …"
            r"(?:please )?(?:replace|swap|overwrite|change) this (?:[\w'-]+ )?(?:paragraph|sentence|copy|passage|caption|intro|introduction|conclusion|headline|quote|bio|blurb|text|placeholder|dummy text|filler) (?:with|for|by|to)\b.*".to_owned(),
            r"(?:please )?(?:replace|rewrite|delete|remove|expand|finish) this (?:[\w'-]+ )?(?:paragraph|sentence|copy|passage|caption|text|placeholder)(?: (?:later|before (?:publishing|publication|you publish|we publish|it goes out)).*)?".to_owned(),
            // "This text will be replaced."
            r"this (?:[\w'-]+ )?(?:text|paragraph|sentence|copy|caption|passage|heading|intro|introduction|conclusion) (?:is|will|should|needs|must|has|still needs|still has) (?:soon )?(?:to be |be )(?:replaced|rewritten|written|filled in|expanded|deleted|removed)\b[^.!?]{0,60}".to_owned(),
        ];
        // A program that builds pages speaks of itself, or to whoever builds one.
        let defaults = [
            r"(?:i'm|i am|this is) (?:(?:a|an|your|the) )?(?:[\w-]+ ){0,2}?(?:paragraph|text block|block of text|text|title|heading|subtitle|button|text box|description|caption|testimonial|list item|slide|block)\W+(?:to edit me,? )?(?:just )?(?:double[ -])?(?:click|tap|edit|use)\b".to_owned(),
            r"(?:double[ -])?click (?:here|on|edit|the edit button|on the edit button|this text|on this text|me)\b[^.]*\b(?:your own (?:text|content|words)|edit me|(?:change|edit) this (?:text|paragraph|heading|content)|start (?:typing|writing))\b".to_owned(),
            r"(?:welcome to [\w. ]{2,30}[.!] )?this is your (?:first|very first|new) (?:[\w-]+ )?(?:post|page|article|entry)\W+(?:edit|delete|replace|change|you can|feel free)\b".to_owned(),
            r"this is (?:a|an|the) (?:sample|example|default|demo|dummy|placeholder|starter|temporary) (?:page|post|paragraph|text|article|entry|section|description|bio|quote|caption|testimonial|heading|title)\W+(?:edit|replace|delete|change|overwrite|remove|use|write|you can (?:edit|replace|delete|change|use)|please (?:edit|replace)|feel free|click|it(?:'s| is) different)\b".to_owned(),
            r"(?:this|here) is a (?:great|good) (?:place|space|spot) (?:for you )?to (?:tell (?:people|a story|your|visitors|users)|let (?:your|people|visitors)|write a|add (?:a|more))\b.*\b(?:about (?:you|your|yourself)|let your|your (?:users|visitors|business|story|services))\b".to_owned(),
        ];
        let bracketed = [
            // "[link to form]"
            r"\[\s*(?:link|url|hyperlink) (?:to|for|of) (?:(?:the|a|an|our|your|this) )?(?:[\w'-]+ ){0,4}?[\w'-]+\s*\]".to_owned(),
            format!(
                r"\[\s*(?:[\w'-]+ ){{0,3}}?{pieces}(?: [\w'-]+){{0,3}}? (?:here|goes here|to come|to follow|needed|missing|tbc|tbd|tk|pending|to be (?:added|supplied|inserted|written|confirmed|provided))\W*\]"
            ),
            r"\[\s*(?:missing|needed|pending|gap|tbc|tbw|to come|still to come|to do)\s*(?::|–|—|-) ?[^\]]{3,80}\]".to_owned(),
            format!(
                r"\[\s*(?:[\w'-]+ ){{0,2}}?{pieces}(?: (?:from|by|about|of|on|for|with|re|showing) [^\]]{{2,50}}?)? ?(?:–|—|-|:|,|;|\() ?(?:chase|check|ask|get|find|confirm|awaiting|waiting|pending|due|call|e-?mail|phone|request|needs?|look up|not yet)\b[^\]]{{0,60}}\]"
            ),
            format!(
                r"\[\s*(?:[\w'-]+ ){{0,2}}?{pieces}: ?[^\]]{{2,60}}\b(?:needed|missing|tbc|tbd|to come|pending|required|to follow|not cleared)\W*\]"
            ),
            format!(
                r"\(\s*(?:need|needs|insert|add|put|find|get|include|drop in|source)(?: (?:a|an|the|some|more|good|better|one|two|recent|local)){{0,3}} (?:[\w'-]+ )?{pieces}(?: (?:here|from|about|for|on|of|to)(?: [\w'-]+){{0,5}})? ?[?!.]*\s*\)"
            ),
        ];
        let noted = format!(
            r"(?:please )?{wants} .+|(?:more|something|stuff|para|paragraph|section|text|check|ask|chase|find out|rewrite|cut|move|fix|is|are|do|does|was|were|who|what|when|where|which|how many|how much) .+|.+ (?:here|missing|needed|tbc|tbd|todo|to do|to come|pending|to check|to follow|later)"
        );
        let names = Arc::new(names);
        let starts = |pattern: &String| format!(r"^\W*(?:{pattern})");
        let wholly = |pattern: &String| format!(r"^\W*(?:{pattern})\W*$");
        let words = lists.pieces.iter().chain(lists.pictures).map(String::as_str).chain(STRUCK).chain(REPEATED);
        Self {
            paragraphs: Forms::of(&names, defaults.iter().map(starts).chain(whole.iter().chain(&ordered).map(wholly))),
            default: defaults.len(),
            ordered: defaults.len() + whole.len(),
            bracketed: Expression::of(&names.spelled_out(&format!("(?i)^(?:{})", bracketed.join("|")))),
            noted: Expression::of(&names.spelled_out(&format!("^(?:{noted})$"))),
            words: Known::of(words.chain([
                "later",
                "sentence",
                "sentences",
                "written",
                "supplied",
                "inserted",
                "blah",
                "bla",
                "yada",
                "stuff",
                "para",
                "click",
                "first",
                "sample",
                "back",
                "lorem",
                "words",
                "line",
                "lines",
                "example",
                "examples",
                "tbc",
                "tbd",
                "tba",
                "tbw",
            ])),
            latin: lists.latin.to_vec(),
            small: lists.small.to_vec(),
        }
    }

    /// Whether a paragraph only announces or orders what belongs in its place.
    pub(super) fn is_whole(&self, article: &Document, id: BlockId) -> bool {
        let text = article.text_of(id);
        if text.len() > LONGEST || text.is_empty() {
            return false;
        }
        let opening = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_open_question = || (2..=5).contains(&text.len()) && text.bytes().all(|byte| byte == b'?');
        if is_struck(text) || is_open_question() || self.words.may_begin(opening) && is_repeated(text) {
            return !article.is_within(id, Kind::Cell);
        }
        if !self.words.may_hold(text) || article.is_within(id, Kind::Cell) {
            return is_pangram(article, text);
        }
        let said = plain(text);
        let form = self.paragraphs.first_match(&said);
        if form.is_some_and(|form| form < self.default) {
            return true;
        }
        // A step of a list, and a question or what a colon introduces, order something else.
        if article.is_within(id, Kind::Item) || said.ends_with(['?', ':']) {
            return false;
        }
        form.is_some_and(|form| form < self.ordered || !part_shows_code(article, &part_of(article, id)))
            || is_picture(text)
            || is_pangram(article, text)
    }

    /// Where a note in brackets ends that begins a text.
    pub(super) fn bracket_end(&self, text: &str) -> Option<usize> {
        self.bracketed.end_in(text)
    }

    /// The note between marks that begins at a place of a leaf: "<< write the end >>".
    pub(super) fn fenced(&self, article: &Document, id: BlockId, hit: Span) -> Option<Span> {
        /// Bytes of such a note.
        const NOTE: usize = 90;
        let mark = hit.cut(&article.text);
        let (_, closing) = FENCES.iter().find(|(open, _)| *open == mark)?;
        let end = article.block(id).text.end();
        let rest = Span::new(hit.end(), end).cut(&article.text);
        let lead = rest.len() - rest.trim_start_matches(['<', '>', '?', '!', '@', ' ']).len();
        let inner = rest.get(lead..)?;
        let close = inner.find(closing).filter(|close| *close <= NOTE)?;
        let words = inner.get(..close)?.trim();
        if !words.contains(' ') || words.contains(['<', '>', '(', ';', '=', '"', '{', '.']) || !self.noted.is_match(&plain(words)) {
            return None;
        }
        let tail = inner.get(close..)?;
        let marks = tail.len() - tail.trim_start_matches(['<', '>', '?', '!', '@']).len();
        Some(Span::new(hit.start(), hit.end() + (lead + close + marks) as u32))
    }

    /// Whether a sentence is filler Latin: hardly a word of it is another one.
    pub(super) fn is_latin(&self, sentence: &str) -> bool {
        let (mut all, mut filler, mut long) = (0, 0, 0);
        for word in sentence.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            all += 1;
            let among = |list: &[String]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
            if among(&self.latin) {
                filler += 1;
                long += 1;
            } else if among(&self.small) {
                filler += 1;
            }
        }
        all > 3 && long > 1 && filler * 4 >= all * 3
    }
}

/// Whether a paragraph holds nothing but keys that were struck at random.
fn is_struck(text: &str) -> bool {
    let mut words = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';')).filter(|word| !word.is_empty()) {
        let bytes = word.as_bytes();
        let crosses = bytes.len() > 4 && bytes.iter().all(|byte| matches!(byte, b'x' | b'X'));
        let struck = bytes.iter().all(u8::is_ascii_alphabetic)
            && !bytes.iter().any(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'o' | b'u'))
            && STRUCK.iter().any(|keys| word.get(..keys.len()).is_some_and(|start| start.eq_ignore_ascii_case(keys)));
        if !crosses && !struck {
            return false;
        }
        words += if bytes.len() > 7 && struck { 2 } else { 1 };
    }
    words > 1
}

/// Whether a paragraph says one word again and again: "Text, text, text."
fn is_repeated(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(first) = words.next().filter(|first| REPEATED.iter().any(|word| word.eq_ignore_ascii_case(first))) else { return false };
    let mut again = 0;
    words.all(|word| {
        again += 1;
        word.eq_ignore_ascii_case(first)
    }) && again > 1
}

/// Whether a paragraph is nothing but the sentence with all letters, in an article that shows no program's texts.
fn is_pangram(article: &Document, text: &str) -> bool {
    const PANGRAM: &str = "the quick brown fox jumps over the lazy dog";
    text.len() >= PANGRAM.len()
        && text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("the quick"))
        && text.split(['.', '!']).map(str::trim).filter(|part| !part.is_empty()).all(|part| part.eq_ignore_ascii_case(PANGRAM))
        && !shows_code(article)
}

/// Whether a paragraph in brackets names a picture that is not there: "(image of the pier)". A caption begins with a capital.
fn is_picture(text: &str) -> bool {
    const PICTURES: [&str; 8] = ["image", "photo", "picture", "screenshot", "chart", "graph", "diagram", "illustration"];
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).is_some_and(|inner| {
        !inner.contains(['.', '(', ':'])
            && PICTURES.iter().any(|picture| {
                inner.strip_prefix(picture).is_some_and(|rest| [" of ", " showing ", " here"].iter().any(|next| rest.starts_with(next)))
            })
            && prose::count_words_to(inner, 12) < 12
    })
}

/// Whether the words behind a mark ask for something.
pub(super) fn asks(behind: &str) -> bool {
    const WORDS: [&str; 13] =
        ["check", "fix", "need", "needs", "add", "verify", "confirm", "ask", "this", "find", "update", "insert", "is"];
    behind.split_whitespace().next().is_some_and(|word| WORDS.contains(&word.trim_end_matches([':', ','])))
}

/// Whether a mark stands behind the name of what is to come: "Quote TK from the harbour master".
pub(super) fn follows_piece(before: &str) -> bool {
    const PIECES: [&str; 12] =
        ["quote", "quotes", "stat", "stats", "figure", "date", "photo", "caption", "link", "source", "percentage", "headline"];
    before.strip_suffix(' ').is_some_and(|before| PIECES.contains(&prose::last_word(before).to_lowercase().as_str()))
}

/// Whether a mark stands where a number belongs: "a lamp with TK lumens".
pub(super) fn stands_for_number(before: &str, behind: &str) -> bool {
    const BEFORE: [&str; 26] = [
        "was",
        "is",
        "were",
        "reached",
        "with",
        "of",
        "about",
        "than",
        "cost",
        "costs",
        "around",
        "nearly",
        "by",
        "over",
        "under",
        "some",
        "roughly",
        "every",
        "at least",
        "almost",
        "approximately",
        "holds",
        "lasts",
        "took",
        "needs",
        "serves",
    ];
    let counts = behind.strip_prefix(' ').map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")).is_some_and(|word| {
        word.len() > 3 && word.ends_with('s') && word.starts_with(|c: char| c.is_lowercase())
            || matches!(word, "people" | "percent" | "million" | "per")
    });
    counts && before.strip_suffix(' ').is_some_and(|before| BEFORE.iter().any(|word| before.ends_with(word)))
}
