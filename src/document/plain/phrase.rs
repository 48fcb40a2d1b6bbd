//! Fixed wordings of headings, furniture and tails, compared without case.

/// The first bytes of a line in lower case, for comparing with fixed wordings.
pub(super) struct Lower {
    bytes: [u8; 64],
    len: usize,
    /// Nothing was cut off.
    whole: bool,
}

impl Lower {
    pub fn of(text: &str) -> Self {
        let mut bytes = [0; 64];
        let len = text.len().min(64);
        if let (Some(slots), Some(head)) = (bytes.get_mut(..len), text.as_bytes().get(..len)) {
            slots.copy_from_slice(head);
            slots.make_ascii_lowercase();
        }
        Self { bytes, len, whole: len == text.len() }
    }

    fn get(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// Most comparisons end at the first two bytes, so these are looked at before anything is called.
    fn opens_like(&self, phrase: &str) -> bool {
        self.bytes.first() == phrase.as_bytes().first() && self.bytes.get(1) == phrase.as_bytes().get(1)
    }

    pub fn is(&self, phrase: &str) -> bool {
        self.len == phrase.len() && self.opens_like(phrase) && self.whole && self.get() == phrase.as_bytes()
    }

    pub fn starts(&self, phrase: &str) -> bool {
        self.opens_like(phrase) && self.get().starts_with(phrase.as_bytes())
    }

    pub fn contains(&self, phrase: &str) -> bool {
        let first = phrase.as_bytes().first().copied().unwrap_or(0);
        memchr::memchr_iter(first, self.get()).any(|at| self.get().get(at..).is_some_and(|rest| rest.starts_with(phrase.as_bytes())))
    }
}

/// Headings that are headings whatever stands around them.
const HEADINGS: [&str; 65] = [
    "abstract",
    "about us",
    "acknowledgements",
    "acknowledgments",
    "additional resources",
    "background",
    "before you begin",
    "best practices",
    "bibliography",
    "bottom line",
    "citations",
    "closing thoughts",
    "conclusion",
    "conclusions",
    "considerations",
    "description",
    "direct answer",
    "discussion",
    "examples",
    "executive summary",
    "fazit",
    "final thoughts",
    "footnotes",
    "further reading",
    "further resources",
    "further sources",
    "getting started",
    "glossary",
    "introduction",
    "key findings",
    "key points",
    "key takeaway",
    "key takeaways",
    "literatur",
    "methodology",
    "methods",
    "next steps",
    "notes",
    "notes and references",
    "overview",
    "parameters",
    "prerequisites",
    "quellen",
    "quick answer",
    "recommendations",
    "references",
    "related links",
    "requirements",
    "resources",
    "results",
    "see also",
    "short answer",
    "source",
    "source material",
    "sources",
    "sources and further reading",
    "sources and references",
    "summary",
    "summing up",
    "takeaways",
    "the bottom line",
    "tl;dr",
    "what's next",
    "works cited",
    "wrapping up",
];

/// What a fixed heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fixed {
    Faq,
    Sources,
    /// Ends an article: never the parent of what follows, never the child of what precedes.
    Closing,
    Other,
}

/// Whether the text is one of the fixed headings.
pub(super) fn fixed_heading(text: &str) -> Option<Fixed> {
    let text = text.trim_end_matches(':').trim_end();
    if text.len() > 80 || !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let lower = Lower::of(bare);
    if lower.starts("faq") && bare.as_bytes().get(3).is_none_or(|byte| matches!(byte, b's' | b'S' | b' ' | b':' | b'\''))
        || bare.len() >= 26 && lower.contains("frequently asked questions")
    {
        return Some(Fixed::Faq);
    }
    let label = bare.split(": ").next().unwrap_or(bare);
    let closing = ["conclusion", "fazit", "final thoughts", "key takeaways"];
    if label.len() < bare.len() {
        let label = Lower::of(label);
        return closing.iter().any(|known| label.is(known)).then_some(Fixed::Closing);
    }
    // Cut by length first: most lines are longer than any of these.
    if bare.len() > 27 || !HEADINGS.iter().any(|known| lower.is(known)) {
        return None;
    }
    let sources = [
        "sources",
        "source",
        "references",
        "bibliography",
        "works cited",
        "citations",
        "further reading",
        "further sources",
        "notes and references",
        "see also",
        "quellen",
        "literatur",
    ];
    let sources = sources.iter().any(|known| lower.is(known)) || lower.starts("source") || lower.is("footnotes");
    if sources || lower.is("related links") || lower.contains("resources") {
        return Some(Fixed::Sources);
    }
    let closes = lower.starts("conclusion") || lower.contains("summ") || lower.contains("takeaway") || lower.contains("thoughts");
    Some(if closes || lower.is("next steps") { Fixed::Closing } else { Fixed::Other })
}

/// A line of page furniture, wherever it stands.
pub(super) fn is_noise(text: &str, lower: &Lower) -> bool {
    const WHOLE: [&str; 17] = [
        "accept all",
        "advertisement",
        "back to top",
        "close",
        "leave a comment",
        "leave a reply",
        "loading...",
        "log in",
        "menu",
        "next post",
        "previous post",
        "print",
        "read article",
        "scroll to top",
        "share",
        "sign up",
        "subscribe",
    ];
    const STARTS: [&str; 17] = [
        "click to share",
        "download:",
        "follow us on",
        "log in to leave",
        "previous post next post",
        "related articles read",
        "scroll to top",
        "share on ",
        "share this article",
        "share this page",
        "share this post",
        "skip to content",
        "skip to main",
        "skip to navigation",
        "this site uses cookies",
        "was this ",
        "we use cookies",
    ];
    if !text.ends_with('.') && WHOLE.iter().any(|known| lower.is(known)) {
        return true;
    }
    if STARTS.iter().any(|known| lower.starts(known)) {
        return !lower.starts("was this ") || lower.contains("helpful");
    }
    lower.starts("subscribe to ") && ["newsletter", " blog", "updates", "channel"].iter().any(|word| lower.contains(word))
        || lower.starts("sign up for ") && lower.contains("newsletter")
}

/// `Table of Contents` and its kin.
pub(super) fn is_toc(lower: &Lower) -> bool {
    const TITLES: [&str; 8] = [
        "table of contents",
        "table of contents:",
        "contents",
        "contents:",
        "in this article",
        "in this article:",
        "on this page",
        "on this page:",
    ];
    TITLES.iter().any(|known| lower.is(known))
}

/// A line behind which only furniture stands, if no prose follows.
pub(super) fn is_tail(text: &str, lower: &Lower) -> bool {
    const STARTS: [&str; 15] = [
        "download:",
        "leave a comment",
        "leave a reply",
        "more from ",
        "read next",
        "recommended for you",
        "scroll to top",
        "share on ",
        "share this",
        "subscribe to ",
        "subscribe now",
        "was this helpful",
        "was this article helpful",
        "you may also like",
        "you might also like",
    ];
    const RELATED: [&str; 11] =
        ["article", "post", "on ", "content", "stor", "topics", "pages", "news", "guides", "in the library", "reads"];
    let related = lower.is("related")
        || lower.is("related:")
        || lower.starts("related ")
            && lower.get().get(8..).is_some_and(|rest| RELATED.iter().any(|word| rest.starts_with(word.as_bytes())));
    let end = text.trim_end_matches(['.', '!']);
    let inbox = end.get(end.len().saturating_sub(6)..).is_some_and(|end| end.eq_ignore_ascii_case(" inbox"));
    related || inbox || lower.is("subscribe") || lower.is("subscribe!") || STARTS.iter().any(|known| lower.starts(known))
}

/// What stands where a text is to come, or the shortest of answers: never a heading.
fn is_placeholder(lower: &Lower) -> bool {
    const WHOLE: [&str; 27] = [
        "coming soon",
        "content coming soon",
        "content goes here",
        "details to follow",
        "fixme",
        "more to come",
        "n/a",
        "no",
        "none",
        "not applicable",
        "placeholder",
        "tba",
        "tbc",
        "tbd",
        "tbw",
        "text goes here",
        "tk",
        "to be added",
        "to be announced",
        "to be determined",
        "to be written",
        "todo",
        "to follow",
        "under construction",
        "wip",
        "work in progress",
        "yes",
    ];
    lower.len <= 20 && WHOLE.iter().any(|known| lower.is(known))
}

/// A label that names a source, a picture or another page, or what stands for a text that is to come: never a heading.
pub(super) fn is_label(lower: &Lower) -> bool {
    const LABELS: [&str; 31] = [
        "author:",
        "caption:",
        "contributed by",
        "category:",
        "categories:",
        "credit:",
        "figure ",
        "filed under",
        "image:",
        "image by",
        "image credit",
        "image source",
        "learn more about",
        "learn more:",
        "note:",
        "photo:",
        "photo by",
        "photo credit",
        "read more",
        "read the full",
        "read:",
        "see also:",
        "see all",
        "see more",
        "source:",
        "tag:",
        "tags:",
        "tip:",
        "via:",
        "warning:",
        "watch:",
    ];
    is_placeholder(lower) || LABELS.iter().any(|label| lower.starts(label))
}
