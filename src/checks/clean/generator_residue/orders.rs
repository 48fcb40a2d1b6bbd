//! Labels and lines of an order for a text that are made of the words of such orders: "Suggested featured image:", "Fact-check: pending",
//! "Tone: friendly | Words: 800", "Section 2 – 180 words – plain tone", "=== END ===".

use std::sync::LazyLock;

use super::super::expressions::{Expression, Known, plain};

/// Bytes of a line that tells how to write a part.
pub(super) const LINE: usize = 160;

/// How sure a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// No reader is meant to see it.
    Sure,
    /// It sets how a text is to be written, if another one stands beside it.
    Setting,
    /// It may say this too, beside a setting.
    Beside,
}

/// Words of which one stands in each label that is made of them.
static NOUNS: LazyLock<Known> = LazyLock::new(|| {
    Known::of([
        "keywords",
        "keyphrase",
        "keyphrases",
        "phrase",
        "phrases",
        "meta",
        "suggested",
        "proposed",
        "recommended",
        "internal",
        "external",
        "inbound",
        "outbound",
        "anchor",
        "image",
        "images",
        "photo",
        "visual",
        "visuals",
        "graphic",
        "illustration",
        "thumbnail",
        "infographic",
        "picture",
        "video",
        "prompt",
        "prompts",
        "model",
        "generator",
        "topic",
        "content",
        "pillar",
        "persona",
        "fact",
        "facts",
        "plagiarism",
        "grammar",
        "originality",
        "readability",
        "seo",
        "uniqueness",
        "spelling",
        "ai",
        "writer",
        "writers",
        "writer's",
        "copy",
        "note",
        "notes",
        "section",
        "paragraph",
        "intro",
        "introduction",
        "conclusion",
        "hook",
        "heading",
        "outline",
        "sentence",
        "supporting",
        "body",
        "article",
        "post",
        "blog",
        "cta",
        "call",
        "outro",
        "closing",
        "opening",
        "goal",
        "purpose",
        "headline",
        "tone",
        "voice",
        "pov",
        "point",
        "words",
        "tokens",
        "reading",
        "schema",
        "canonical",
        "slug",
        "h1",
        "h2",
        "h3",
        "h4",
        "id",
        "score",
        "status",
        "thesis",
        "word",
        "audience",
        "reader",
        "style",
        "temperature",
        "working",
        "writing",
        "target",
        "title",
        "description",
        "snippet",
        "excerpt",
        "keyword",
        "faq",
        "howto",
        "subheading",
        "alt",
        "caption",
        "subject",
        "hashtag",
        "pull",
        "tagline",
        "generated",
    ])
});

/// First words of lines that are no labels.
static OPENERS: LazyLock<Known> = LazyLock::new(|| {
    Known::of([
        "section",
        "part",
        "paragraph",
        "intro",
        "introduction",
        "conclusion",
        "body",
        "heading",
        "outline",
        "hook",
        "h1",
        "h2",
        "h3",
        "chunk",
        "output",
        "response",
        "message",
        "generation",
        "batch",
        "supporting",
        "draft",
        "generated",
        "article",
        "blog",
        "post",
        "text",
        "content",
        "copy",
        "story",
        "piece",
        "the",
        "end",
        "start",
        "beginning",
        "begin",
        "continuation",
        "close",
        "stop",
        "eof",
        "continue",
        "continued",
        "insert",
        "add",
        "use",
        "include",
        "place",
        "put",
        "write",
        "optimise",
        "optimize",
        "image",
        "photo",
        "visual",
        "illustration",
        "picture",
        "hero",
        "graphic",
        "thumbnail",
    ])
});

/// Labels that say it by their words alone.
const SURE: &str = r"^(?:(?:target(?:ed)?|primary|secondary|tertiary|focus|main|related|lsi|long-tail|semantic|seo|meta|supporting|suggested|additional|seed|core|priority|exact-match) (?:[\w-]+ )?(?:keywords?|keyphrases?|key phrases?|search terms?|search phrases?|queries)(?: (?:used|list|targets?|variations?|to (?:use|include|target)))?|(?:keywords?|keyphrases?|key phrases?)(?: (?:used|targets?|targeted|to (?:use|include|target)|cluster|placement|focus|variations?))|(?:focus )?keyphrases?|keyword (?:count|usage|research|target|theme)|meta (?:title|description|keywords?|snippet|text|copy)|(?:suggested|proposed) (?:[\w-]+ ){0,2}?(?:titles?|headlines?|images?|visuals?|illustrations?|graphics?|infographics?|thumbnails?|captions?|alt text|internal links?|external links?|anchor text|slug|schema|cta|ctas|call to action|subheadings?|pull quotes?|excerpt|word count|tone|keywords?|hashtags|featured image|hero image|meta \w+|tags|categor(?:y|ies))|recommended (?:internal links?|external links?|featured image|hero image|anchor text|slug|keywords?|cta|meta \w+|word count|schema)|(?:internal|external|inbound|outbound|contextual)[ -]link(?:s|ing)? (?:opportunit(?:y|ies)|suggestions?|ideas?|placements?|targets?|needed|to add|to include|plan|strategy|anchors?|candidates?)|(?:anchor text|alt text|caption|headline|title|cta|subject line|hashtag|pull quote|slug|tagline) (?:suggestions?|ideas?)|(?:faq|article|howto) schema|subheading [0-9]+|(?:(?:featured|hero|header|cover|lead|stock|section) )?(?:image|photo|visual|graphic|illustration|thumbnail|infographic|picture|video) (?:ideas?|suggestions?|prompts?|brief|placement|concept|search terms?)|(?:featured|hero|header|cover) image (?:alt|idea|concept)|(?:ai |llm |generation )?(?:prompt|model|llm|generator)s? used|(?:original|article|content|generation|ai|blog|draft|blog post) prompt|(?:topic|topical|content|keyword) (?:clusters?|pillars?|silo|gap)|pillar (?:page|content|topic)|(?:author|writer|target|reader|buyer|audience) persona|seo (?:notes?|instructions?|directions?|reminders?|considerations?|requirements|focus|goal|checklist)|on-page seo(?: notes?)?|(?:writers?|writer's|writers'|copywriter|drafting) (?:notes?|instructions?|directions?|brief|reminders?|guidelines)|(?:content|copy) (?:instructions?|directions?|brief)|(?:notes?|instructions?|directions?) (?:for|to) (?:the )?(?:writer|copywriter|designer|copy editor|copyeditor|content team|seo team|ai|model)|(?:section|paragraph|intro|introduction|conclusion|hook|heading|outline|closing|opening) (?:goal|purpose|brief|word count|tone|target length|instructions?|prompt|angle|keywords?)(?: [0-9]+)?|(?:transition|topic|hook|concluding|closing|bridge|linking|lead-in) sentence(?: [0-9]+)?|supporting (?:detail|point|argument|evidence|example|fact|sentence)s? [0-9]+|body paragraph(?: [0-9]+)?|(?:intro|introductory|concluding) paragraph(?: [0-9]+)?)$";

/// Labels that set something, whatever stands behind them.
const SETTINGS: &str = r"^(?:(?:target |reading )?reading level|(?:target |approximate |total )?word (?:count|budget|limit|target)|writing style|keywords?|internal links|external links|(?:article|content|post|piece) (?:type|format)|working title|target readers?|brand voice|prompt|assignment|writer|meta|meta title|meta description|search intent|image alt|temperature|output format|keyword density|readability(?: score)?|seo(?: score| title)?|(?:url )?slug|anchor text)$";

/// Labels that mean it beside a setting.
const BESIDE: &str = r"^(?:cta|ctas|call to action|tone|voice|style|point of view|pov|perspective|audience|target audience|length|format|language|locale|level|revision|version|model|cost|tokens|status|topic|angle|type|goal|intent|persona|hook|title|headline|deadline|due|due date|commissioned by|assigned to|author|editor|excerpt|featured image|caption|image caption|outline|draft|desk|words|category|tags|canonical|schema|date|purpose|(?:production|research|source|internal|editing|revision) notes?|thesis statement|quality score|confidence score|content score)$";

/// How a text sounds, and who speaks in it.
const TONES: &str = r"^(?:(?:a |an |the )?(?:warm|very|mostly|slightly|semi-)? ?(?:friendly|professional|formal|informal|casual|conversational|authoritative|informative|informational|neutral|playful|persuasive|upbeat|approachable|helpful|expert|educational|engaging|empathetic|confident|witty|humorous|inspirational|encouraging|objective|plain english|semi-formal|warm|trustworthy|enthusiastic)\b|(?:first|second|third)[ -]person|1st|2nd|3rd|active|brand)";

/// What a value has in labels that need one of a kind.
const DIGIT: &str = r"^\W{0,3}[\w-]{0,6}[0-9]";
const VERDICT: &str = r"^(?:pending|passed|pass\b|failed|fail\b|done\b|completed?\b|ok\b|okay|clear\b|clean\b|not started|not done|in progress|n/a|yes\b|no\b|low\b|medium\b|high\b|good\b|required|needed|to do|[0-9])";
const CHECKED: &str = r"^(?:fact|facts|plagiarism|grammar|originality|ai|readability|seo|uniqueness|copyscape|spelling|ai content|tone|brand voice)[ -]?(?:check|checked|checks|checking|detection|score|scan|review|status|test)$";
const STATE: &str = r"^(?:(?:first |rough |second )?draft\b|needs |in review|under review|pending|ready(?: for|\W*$)|unpublished|not reviewed|unreviewed|queued|not (?:yet )?(?:verified|checked|edited)|unverified|assigned|awaiting|to be reviewed|waiting)";
const STATUS: &str = r"^(?:draft|content|publication|review|editorial|article|fact-check|fact check|copy) status$";
const ID: &str = r"^(?:brief|writer|job|task|batch|prompt|run|generation|template|content|article|order|draft|assignment) id$";
const NOTE: &str = r"^(?:production|research|source|internal|editing|revision) notes?$";
const TO_DO: &str = r"^(?:please )?(?:check|verify|add|ask|confirm|update|replace|link|cite|keep|use|include|avoid|make sure|do not|don't|needs?|find|get|rewrite|shorten|expand|cut|remove|insert|mention)\b";
const WISH: &str = r"^(?:write|create|generate|draft|compose|rewrite|summari[sz]e|act as|you are an?) .*\b(?:article|guide|post|page|text|intro|introduction|section|words?|tone|readers?|blog|copy|writer|editor|story|description)\b|^(?:explain|describe|expand|shorten|outline|list|compare) .*\bin (?:about |under |at most )?[0-9]+ words\b";
const TYPE: &str = r"^(?:faqpage|blogposting|howto|newsarticle)\b";
const SCHEMA: &str = r"^(?:faqpage|article|blogposting|howto|newsarticle|product|recipe|localbusiness|webpage|/|https?:)";
const PIECE: &str = r"^(?:evergreen\b|how-to\b|listicle|blog post|pillar (?:page|post|content)|landing page|product (?:page|description)|long-form|short-form|news brief|explainer|opinion piece|comparison|roundup|informational|commercial|thought leadership|ultimate guide)";
const READER: &str = r"^(?:encourage|invite|remind|urge|prompt|persuade|convince|ask|tell|show|help|direct|nudge|inspire|motivate|engage|hook|address|reassure|guide|lead|push|get) (?:the |your |our |new )?(?:readers?|users?|visitors?|audience|viewers?) (?:to|that|with|about|towards?|how|what|why|by|of|into|in)\b|^(?:introduce|describe|discuss|summari[sz]e|mention|outline|highlight|emphasi[sz]e|explain|open with|start with|end with|close with|lead with|restate|recap|wrap up|transition)\b[^.]*\b(?:the readers?|the keyword|keywords?|this section|the article|(?:main|key) (?:points|takeaways)|the thesis|next section)\b";
const PARTS: &str = r"^(?:cta|call to action|hook|intro|introduction|conclusion|outro|closing|opening|section [0-9]+|body|body [0-9]+|paragraph [0-9]+|goal|purpose|headline|section goal|section)$";
const SIZED: &str = r"^(?:meta|title|description|seo title|title tag|meta title|meta description|headline|slug|snippet|excerpt|subject line|tweet|search description)$";
const CHARACTERS: &str = r"\((?:approx\.? |about |~)?[0-9]{1,3} (?:characters?|chars)(?:,? (?:with|including|incl\.) spaces)?\)\W*$";

/// Whole lines that set off a part of an answer, or tell how to write it.
const LINES: &str = concat!(
    r"^(?:",
    // "Section 2 – 180 words – plain tone", "(Introduction: about 60 words)".
    r"\W*(?:section|part|paragraph|intro|introduction|conclusion|body|heading|outline|hook|h[1-6])\b[^.!?]{0,48}?(?:–|—|-|\||:|,|\() ?(?:~|about |approx\.? |approximately |around |max\.? |min\.? |up to )?[0-9]{2,4}(?: ?(?:-|–) ?[0-9]{2,4})? words?\b[^.!?]{0,60}\b(?:tone|style|voice|keywords?|person)\b[^.!?]{0,30}",
    r"|[\[(] ?(?:section|paragraph|intro|introduction|conclusion|body|heading|outline|hook)\b[^.!?\])]{0,48}?(?:–|—|-|\||:|,|\() ?(?:~|about |approx\.? |approximately |around |max\.? |min\.? |up to )?[0-9]{2,4}(?: ?(?:-|–) ?[0-9]{2,4})? words?\W*",
    // "Body paragraph 1", in a line of its own.
    r"|(?:body paragraph|supporting (?:point|detail|argument)) [0-9]+",
    // "[H2] What the fee covers".
    r"|[\[(]h[1-6][\])]:? ?[^\])]{3,100}",
    // "Outline section 2 of 4".
    r"|\W*(?:(?:outline|chunk|output|response|generation|batch)(?: section| part| chunk)?|draft (?:section|part|chunk)) [0-9]+ ?(?:of|/) ?[0-9]+\W*",
    // "Draft 3 – for review by the office – do not circulate".
    r"|\W*draft(?: v?[0-9]+(?:\.[0-9]+)?)? ?(?:–|—|-|:|,|\|) ?(?:for|not for|do not|awaiting|pending|please|internal|confidential)\b.{0,60}?(?:review|approval|comment|circulat|publi|distribut|sign-off|internal use)\w*.{0,30}",
    // "[Insert H2 with the keyword]".
    r"|[\[(] ?(?:insert|add|use|include|place|put|write|optimi[sz]e)\b[^\])]{0,60}\b(?:keywords?|keyphrase|h[1-6]|internal links?|external links?|meta (?:title|description)|cta|call to action|anchor text|schema|alt text|backlinks?)\b[^\])]{0,60}[\])]",
    // "Image: [a ferry at the pier, wide shot, 16:9]".
    r"|(?:image|photo|visual|illustration|picture|hero|graphic|thumbnail)s?: ?[\[(][^\])]*\b(?:shot|light|lighting|angle|16:9|4:3|1:1|3:2|close-up|closeup|realistic|photorealistic|aspect|render|lens|bokeh|cinematic|minimalist|flat lay)\b[^\])]*[\])]\W*",
    // "Generated with a program for articles 2.3 on a day".
    r"|(?:(?:article|content|text|post|draft|page) )?generated (?:by|with|using|via|in):? .{0,60}?(?:\b\w*(?:content|article|writer|gpt|blog|claude|gemini|llama|jasper)\w*|\bai\b|\bseo\w*|\bcopy(?:smith|\.ai|writer\w*)).{0,80}",
    r")$"
);

/// What such a line calls the text.
const BODIES: &str = r"(?:article|blog post|post|text|content|draft|output|response|copy|body|story|piece|generated (?:text|content|article)|intro|introduction|conclusion|part|section|answer|document)";

/// Labels and lines that are made of words of orders.
pub(super) struct Orders {
    sure: Expression,
    settings: Expression,
    beside: Expression,
    lines: Expression,
    bounds: Expression,
}

pub(super) static ORDERS: LazyLock<Orders> = LazyLock::new(|| Orders {
    sure: Expression::of(SURE),
    settings: Expression::of(SETTINGS),
    beside: Expression::of(BESIDE),
    lines: Expression::of(LINES),
    bounds: Expression::of(&format!(
        r"^(?:the |this )?(?:{BODIES}(?: [0-9]+| one| two| three)? (?:starts?|begins?|ends?|continues?|stops?|resumes?)(?: here| below| above)?|(?:end|start|beginning|begin|continuation) (?:of )?(?:the |this )?{BODIES}(?: [0-9]+| one| two| three| [a-c])?)(?: ?(?:–|—|-|:|,|\() ?[^.]{{0,40}})?$"
    )),
});

/// An expression that is asked for values of a few labels.
struct Of(LazyLock<Expression>);

macro_rules! values {
    ($($name:ident = $pattern:expr;)*) => { $(static $name: Of = Of(LazyLock::new(|| Expression::of($pattern)));)* };
}

values! {
    OF_TONES = TONES; OF_DIGIT = DIGIT; OF_VERDICT = VERDICT; OF_CHECKED = CHECKED; OF_STATE = STATE; OF_STATUS = STATUS; OF_ID = ID; OF_NOTE = NOTE;
    OF_TO_DO = TO_DO; OF_SCHEMA = SCHEMA; OF_WISH = WISH; OF_TYPE = TYPE; OF_PIECE = PIECE; OF_READER = READER; OF_PARTS = PARTS; OF_SIZED = SIZED; OF_CHARACTERS = CHARACTERS;
}

impl Of {
    fn has(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Whether words before a colon may be such a label.
pub(super) fn may_be_label(words: &str) -> bool {
    NOUNS.may_hold(words)
}

impl Orders {
    /// How sure a label is, both in lower case.
    pub(super) fn strength(&self, label: &str, value: &str) -> Option<Strength> {
        let sure = self.sure.is_match(label) && !value.is_empty()
            || OF_CHECKED.has(label) && OF_VERDICT.has(value)
            || OF_STATUS.has(label) && OF_STATE.has(value)
            || OF_ID.has(label) && OF_DIGIT.has(value)
            || OF_NOTE.has(label) && OF_TO_DO.has(value)
            || OF_PARTS.has(label) && OF_READER.has(value)
            || label == "prompt" && OF_WISH.has(value)
            || label.ends_with("word budget") && OF_DIGIT.has(value)
            // "Outline: 1. Intro 2. Costs 3. Conclusion"
            || label == "outline" && value.starts_with("1. intro") && value.contains("2. ")
            || matches!(label, "schema" | "schema markup" | "schema type") && OF_TYPE.has(value)
            || OF_SIZED.has(label) && OF_CHARACTERS.has(value)
            || matches!(label, "content type" | "article type" | "post type" | "piece type" | "content format") && OF_PIECE.has(value);
        if sure {
            return Some(Strength::Sure);
        }
        let sets = self.settings.is_match(label) && !(label.ends_with("type") && value.contains('/'))
            || matches!(label, "tone" | "voice" | "point of view" | "pov" | "perspective") && OF_TONES.has(value)
            || matches!(label, "words" | "tokens" | "cost") && OF_DIGIT.has(value)
            || matches!(label, "schema" | "canonical") && OF_SCHEMA.has(value);
        if sets {
            return Some(Strength::Setting);
        }
        self.beside.is_match(label).then_some(Strength::Beside)
    }

    /// Whether a paragraph is one line of settings: "Tone: friendly | Words: 800".
    pub(super) fn is_settings(&self, text: &str) -> bool {
        /// Bytes of such a line, and of what a setting says.
        const LONGEST: usize = 260;
        const VALUE: usize = 80;
        if text.len() > LONGEST || memchr::memchr_iter(b':', text.as_bytes()).nth(1).is_none() || !NOUNS.may_hold(text) {
            return false;
        }
        let (mut sets, mut beside) = (0, 0);
        // A comma parts settings where a label stands behind each.
        let commas = text.split(", ").all(|part| part.contains(':'));
        let parts = text.split(['|', '\n', ';', '·', '•']).flat_map(|part| part.split(" / ")).flat_map(|part| part.split(". "));
        let parts = parts.flat_map(|part| part.split(if commas { ", " } else { "\n" }));
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            let Some((label, value)) = part.split_once(':') else { return false };
            let value = value.trim();
            if label.len() > 40 || value.len() > VALUE || value.is_empty() || value.contains(": ") {
                return false;
            }
            match self.strength(plain(label).trim_matches(|c: char| !c.is_alphanumeric()), &plain(value)) {
                Some(Strength::Beside) => beside += 1,
                Some(_) => sets += 1,
                None => {}
            }
        }
        sets > 0 && sets + beside > 1
    }

    /// Whether a whole line tells how to write a part or where the text begins and ends.
    pub(super) fn is_line(&self, text: &str) -> bool {
        const MARKS: [char; 12] = ['[', ']', '(', ')', '<', '>', '*', '=', '#', '~', '_', '-'];
        if text.len() > LINE {
            return false;
        }
        let bare = text.trim_matches(|c: char| MARKS.contains(&c) || c == ' ');
        if bare.is_empty() || !OPENERS.may_begin(bare) {
            return false;
        }
        let lead = text.split_once(bare).map_or("", |(lead, _)| lead);
        let is_marked = lead.starts_with('[') || lead.starts_with('(') || lead.trim_end().chars().count() > 1;
        let said = plain(bare);
        // "=== END ===", in capitals between marks: "[End]" is a key.
        if is_marked && matches!(bare, "END" | "START" | "BEGIN" | "STOP" | "EOF" | "CONTINUE" | "CONTINUED" | "END OF FILE") {
            return true;
        }
        let tells = is_marked || said.ends_with(" here") || said.contains("continue generating") || said.contains("continue writing");
        tells && self.bounds.is_match(&said) || self.lines.is_match(&plain(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_settings_sets_how_a_text_is_written() {
        assert!(ORDERS.is_settings("Tone: friendly | Words: 900"));
        assert!(ORDERS.is_settings("Schema: HowTo. Canonical: /loaves."));
        assert!(!ORDERS.is_settings("Words: Ada Lindqvist | Music: Olof Berg"));
        assert!(!ORDERS.is_settings("Audience: children | Length: 40 minutes"));
        assert!(!ORDERS.is_settings("The tone: quiet. It holds: the voice is low."));
    }

    #[test]
    fn a_line_says_where_a_text_ends() {
        for line in
            ["=== END ===", "*** Story ends ***", "[End of part two - continue generating]", "(Conclusion ends here)", "Chunk 2 of 5"]
        {
            assert!(ORDERS.is_line(line), "{line}");
        }
        for line in ["[End]", "The end", "Part 2 of 4", "The story continues", "End of the line", "--- A draft of the plan ---"] {
            assert!(!ORDERS.is_line(line), "{line}");
        }
    }

    #[test]
    fn a_value_tells_labels_apart() {
        assert_eq!(ORDERS.strength("plagiarism check", "passed"), Some(Strength::Sure));
        assert_eq!(ORDERS.strength("job id", "the number of the run"), None);
        assert_eq!(ORDERS.strength("tone", "quiet, at times very funny."), Some(Strength::Beside));
        assert_eq!(ORDERS.strength("tone", "friendly"), Some(Strength::Setting));
        assert_eq!(ORDERS.strength("cta", "invite readers to book a place"), Some(Strength::Sure));
    }
}
