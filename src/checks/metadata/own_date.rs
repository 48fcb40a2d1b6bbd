//! When an article says it was published and changed: in front matter, tags and JSON-LD of its page, and in the lines that readers see.

use crate::document::{BlockId, Flags, Kind, Meta, MetaFrom};
use crate::fact::{self, Date, DateForm, Facts, Sentence};
use crate::span::Span;

/// What a date of the article itself says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Created, or first published elsewhere: not what the article's own publication is compared with.
    First,
    Published,
    Updated,
}

/// A date of the article itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnDate {
    pub role: Role,
    pub date: Date,
    /// The words of the source.
    pub src: Span,
    /// The block that holds it; the whole article for metadata.
    pub block: BlockId,
    pub from: MetaFrom,
}

impl OwnDate {
    /// Its day, if it exists.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.date.civil()
    }
}

/// Keys of metadata without their marks, in lower case.
const PUBLISHED: &[&str] = &[
    "articlepublished",
    "articlepublishedtime",
    "date",
    "dateissued",
    "datepublished",
    "dcdate",
    "dcdateissued",
    "dctermsissued",
    "ogpublishedtime",
    "parselypubdate",
    "posted",
    "postdate",
    "pubdate",
    "publicationdate",
    "publishdate",
    "published",
    "publishedat",
    "publisheddate",
    "publishedon",
    "publishedtime",
];
const FIRST: &[&str] =
    &["created", "createdat", "createddate", "creationdate", "datecreated", "dcdatecreated", "dctermscreated", "firstpublished"];
const UPDATED: &[&str] = &[
    "articlemodified",
    "articlemodifiedtime",
    "datemodified",
    "dateupdated",
    "dcdatemodified",
    "dctermsmodified",
    "lastmod",
    "lastmodified",
    "lastmodifiedat",
    "lastupdate",
    "lastupdated",
    "lastupdatedat",
    "modified",
    "modifiedat",
    "modifieddate",
    "modifiedtime",
    "ogupdatedtime",
    "revised",
    "update",
    "updated",
    "updatedate",
    "updatedat",
    "updateddate",
    "updatedon",
    "updatedtime",
];

/// All dates that an article has of itself and that name a day.
pub(super) fn of(facts: &Facts<'_>) -> Vec<OwnDate> {
    let document = facts.document;
    let mut found: Vec<OwnDate> = document.meta.iter().filter_map(of_key).collect();
    for meta in document.meta.iter().filter(|meta| meta.from == MetaFrom::JsonLd) {
        found.extend(of_data(meta, "\"datePublished\"", Role::Published));
        found.extend(of_data(meta, "\"dateModified\"", Role::Updated));
    }
    // A key that says several days says nothing of one.
    let all = found.clone();
    found.retain(|own| {
        all.iter().all(|other| (other.from, other.role, other.src) == (own.from, own.role, own.src) || !is_rival(own, other))
    });
    found.extend(of_text(facts));
    found
}

/// Whether two dates of one place and role are of different days.
fn is_rival(one: &OwnDate, other: &OwnDate) -> bool {
    one.from == other.from && one.role == other.role && one.day() != other.day()
}

fn of_key(meta: &Meta) -> Option<OwnDate> {
    if !matches!(meta.from, MetaFrom::FrontMatter | MetaFrom::MetaTag) || meta.key.len() > 30 {
        return None;
    }
    let key: String = meta.key.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    // `author.updated` is a date of somebody else; of tags, the marks only part their names.
    if meta.from == MetaFrom::FrontMatter && meta.key.contains('.') {
        return None;
    }
    let role = role_of_key(&key)?;
    let date = fact::leading_date(meta.value.trim()).filter(|date| date.civil().is_some())?;
    Some(OwnDate { role, date, src: meta.src, block: 0, from: meta.from })
}

/// What a key of metadata, without its marks and in lower case, says of a date.
pub(super) fn role_of_key(key: &str) -> Option<Role> {
    if PUBLISHED.contains(&key) {
        return Some(Role::Published);
    }
    if FIRST.contains(&key) {
        return Some(Role::First);
    }
    UPDATED.contains(&key).then_some(Role::Updated)
}

/// The one date that a JSON-LD block has under a key.
fn of_data(meta: &Meta, key: &str, role: Role) -> Option<OwnDate> {
    let (_, behind) = meta.value.split_once(key)?;
    if behind.contains(key) || meta.src.len() as usize != meta.value.len() {
        return None;
    }
    let quoted = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let (value, _) = quoted.split_once('"')?;
    let date = fact::leading_date(value).filter(|date| date.civil().is_some())?;
    let start = meta.src.start() as usize + meta.value.len() - quoted.len();
    Some(OwnDate { role, date, src: Span::of(start, start + value.len()), block: 0, from: MetaFrom::JsonLd })
}

/// Words of a line about the article, at most.
const LINE: usize = 25;
/// Bytes of a paragraph in which such a line may open it.
const OPENING: u32 = 100;
/// Blocks with text above or below which such a line stands.
const NEAR: usize = 8;

/// The dates of bylines and of short lines near the title that begin like one.
fn of_text(facts: &Facts<'_>) -> Vec<OwnDate> {
    let document = facts.document;
    let mut found = Vec::new();
    let mut leaves = 0_usize;
    let last_head = document
        .all()
        .filter(|(_, block)| matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Byline))
        .take_while(|_| {
            leaves += 1;
            leaves <= NEAR
        })
        .last()
        .map_or(0, |(id, _)| id);
    let foot = foot_of(facts);
    // A block without a blank may have many sentences: what it is, is asked once.
    let mut place: Option<(BlockId, bool, bool)> = None;
    for sentence in facts.sentences().filter(|sentence| sentence.block <= last_head || foot.contains(&sentence.block)) {
        let block = document.block(sentence.block);
        let (_, is_free, is_line) = match place {
            Some(place) if place.0 == sentence.block => place,
            _ => {
                let is_free =
                    !document.ancestors(sentence.block).any(|id| matches!(document.block(id).kind, Kind::List | Kind::Table | Kind::Quote));
                // An export shows a line without a full stop as a heading.
                let is_guess = block.kind == Kind::Heading && block.flags.has(Flags::GUESS);
                let is_line = block.kind == Kind::Byline
                    || (block.kind == Kind::Paragraph || is_guess)
                        && is_free
                        && document.text_of(sentence.block).split_whitespace().take(LINE + 1).count() <= LINE;
                *place.insert((sentence.block, is_free, is_line))
            }
        };
        for (at, date) in sentence.dates() {
            // The line may have lost the blank line below it, and open a paragraph.
            let opens = is_free && block.kind == Kind::Paragraph && date.text.end() - block.text.start() <= OPENING;
            let names_day = date.civil().is_some() && date.form != DateForm::Year;
            let in_foot = sentence.block > last_head;
            let role = role_before(&sentence, at).filter(|role| names_day && (is_line || opens) && !(in_foot && *role != Role::Updated));
            if let Some(role) = role {
                found.push(OwnDate { role, date: *date, src: facts.source(date.text), block: sentence.block, from: MetaFrom::Byline });
            }
        }
    }
    found
}

/// The short lines that an article ends with: "Last modified: December 13, 2020".
fn foot_of(facts: &Facts<'_>) -> Vec<BlockId> {
    /// Blocks at its end.
    const LINES: usize = 2;
    /// Words of such a line.
    const WORDS: usize = 8;
    let document = facts.document;
    let mut last = std::collections::VecDeque::with_capacity(LINES + 1);
    for (id, _) in document.all().filter(|(_, block)| matches!(block.kind, Kind::Paragraph | Kind::Byline)) {
        last.push_back(id);
        if last.len() > LINES {
            last.pop_front();
        }
    }
    last.into_iter().filter(|id| document.text_of(*id).split_whitespace().take(WORDS + 1).count() <= WORDS).collect()
}

/// What the words before a date say of it: "Published:", "Last updated on", "Posted".
fn role_before(sentence: &Sentence<'_>, at: usize) -> Option<Role> {
    if is_signed(sentence, at) {
        return Some(if sentence.is_any(0, &["updated", "revised", "edited"]) { Role::Updated } else { Role::Published });
    }
    let mut word = at.checked_sub(1)?;
    while sentence.is_any(word, &["on", "date", "at", "the"])
        || sentence.mark(word).is_some_and(|mark| matches!(mark, ':' | '-' | '–' | '—'))
    {
        // "Date: 12 October 2021" opens the line.
        let Some(before) = word.checked_sub(1) else { return sentence.is(0, "date").then_some(Role::Published) };
        word = before;
    }
    let mut role = if sentence.is_any(word, &["published", "posted", "publication", "created", "written"]) {
        Role::Published
    } else if sentence.is_any(word, &["updated", "modified", "update", "revised", "edited", "reviewed", "corrected", "amended"]) {
        Role::Updated
    } else {
        return None;
    };
    // The line is about the article only when nothing else is its subject.
    let mut first = word;
    while let Some(before) = first.checked_sub(1) {
        // "Published: 12 October 2021 Updated: …" may be two lines.
        let is_open = sentence.mark(before).is_some() || sentence.date(before).is_some();
        let is_part = sentence.is_any(
            before,
            &[
                "first",
                "last",
                "originally",
                "initially",
                "most",
                "recently",
                "and",
                "was",
                "article",
                "post",
                "page",
                "this",
                "latest",
                "guide",
                "story",
            ],
        );
        if is_open || !is_part {
            return is_open.then_some(role);
        }
        if role == Role::Published && sentence.is_any(before, &["first", "originally", "initially"]) {
            role = Role::First;
        }
        first = before;
    }
    Some(role)
}

/// "Written by Ana Horvat on 3 June 2022": whether a line begins so, with nothing but names between.
fn is_signed(sentence: &Sentence<'_>, at: usize) -> bool {
    /// Words of the names.
    const NAMES: usize = 5;
    let is_name = |at: usize| sentence.word(at).is_some_and(|word| word.starts_with(char::is_uppercase));
    at > 3
        && at <= 3 + NAMES
        && sentence.is_any(0, &["written", "posted", "published", "updated", "revised", "edited"])
        && sentence.is(1, "by")
        && sentence.is(at - 1, "on")
        && (2..at - 1).all(is_name)
}
