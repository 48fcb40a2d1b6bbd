//! Drives html5ever's tokenizer and tree builder over a text by hand, so that each token knows its bytes: text comes in, a
//! [`Tree`] with places goes out.
//!
//! The tokenizer does not tell where it is, but what it has not read yet lies in a queue that is shared with it: the place
//! is what was fed less what is left. A token begins where the one before ended.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{TokenizerResult, local_name};

use super::attributes;
use super::long_tag::LongTag;
use super::role::Role;
use super::text_runs::Run;
use super::tree::{NO_NODE, Node, NodeId, Origin, Tree, What};
use super::tree_sink::{Grower, Stop};
use crate::limits::Limits;
use crate::span::Span;

/// Bytes fed at a time. html5ever collects the attributes of a tag in quadratic time and tells of the tag only at its end,
/// so between two feeds an unfinished tag is looked at; a feed cannot hold many more attributes than the limit allows.
const FEED: usize = 2_048;

/// What parsing leaves.
pub(super) struct Parsed {
    pub(super) tree: Tree,
    /// The limit that was reached.
    pub(super) stop: Option<Stop>,
    /// Comments, whole.
    pub(super) comments: Vec<Span>,
    /// A start tag, comment or raw text that the end of the text cut off, by its opening mark.
    pub(super) cut: Option<Cut>,
}

impl Parsed {
    /// The start tag of an element that is not text to a reader (a drawing, a player, a form control) and is never closed,
    /// so that words to the end of the text fall into it.
    pub(super) fn swallowing(&self, source: &str) -> Option<Span> {
        let tree = &self.tree;
        let is_open =
            |node: &Node| node.what == What::Element && node.origin == Origin::Source && !node.has_end_tag() && node.first != NO_NODE;
        // Most pages close what they open.
        let mut next = tree.nodes.iter().any(is_open).then_some(0);
        while let Some(id) = next {
            let node = tree.node(id);
            let swallows = is_open(node)
                && (matches!(node.role, Role::Embed | Role::Math)
                    || tree.element(id).is_some_and(|element| element.name.local == local_name!("template")));
            if swallows {
                let holds_words = tree
                    .subtree(id)
                    .any(|inner| tree.pieces(inner).any(|piece| tree.text(piece, source).chars().any(char::is_alphanumeric)));
                if holds_words {
                    return Some(node.start);
                }
            }
            // Code holds no headings and paragraphs: they fell into it where its end was lost.
            let name_of = |id: u32| tree.element(id).map(|element| &element.name.local);
            if is_open(node)
                && name_of(id).is_some_and(|name| *name == local_name!("pre"))
                && tree.subtree(id).any(|inner| {
                    name_of(inner).is_some_and(|name| {
                        matches!(*name, local_name!("p") | local_name!("h2") | local_name!("h3") | local_name!("h4") | local_name!("ul"))
                    })
                })
            {
                return Some(node.start);
            }
            let inside = !matches!(node.role, Role::Embed | Role::Math | Role::Unrendered);
            next = tree.after(id, 0, inside);
        }
        None
    }
}

/// What the end of the text cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A comment: its `<!--`.
    Comment(Span),
    /// A tag without its `>`: its name with the bracket.
    Tag(Span),
    /// The start tag of an element whose content is not markup (`<script>`, `<title>` …).
    Raw(Span),
}

/// Parses a page or a fragment from the byte `start` on. A byte-order mark is passed over.
pub(super) fn parse(source: &str, start: u32, limits: &Limits) -> Parsed {
    parse_in_feeds(source, start as usize, limits, FEED)
}

pub(super) fn parse_in_feeds(source: &str, start: usize, limits: &Limits, feed: usize) -> Parsed {
    let start = if source.starts_with('\u{feff}') { start.max(3) } else { start };
    let queue = Rc::new(BufferQueue::default());
    let builder = TreeBuilder::new(Grower::new(source, limits), TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() });
    let places = Places {
        builder,
        queue: Rc::clone(&queue),
        source,
        limit: limits.attributes,
        fed: Cell::new(start),
        cursor: Cell::new(start),
        behind_reference: Cell::new(start),
        ending: Cell::new(false),
        cdata: Cell::new(false),
        raw: Cell::new(false),
        raw_tag: Cell::default(),
        comments: RefCell::default(),
        cut: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(places, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let text = StrTendril::from_slice(source);
    let mut unfinished = LongTag::default();
    let places = &tokenizer.sink;
    while places.fed.get() < source.len() && places.builder.sink.stopped().is_none() {
        let from = places.fed.get();
        let mut to = (from + feed).min(source.len());
        while !source.is_char_boundary(to) {
            to += 1;
        }
        places.fed.set(to);
        queue.push_back(text.subtendril(from as u32, (to - from) as u32));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        places.watch(&mut unfinished);
    }
    let stop = places.builder.sink.stopped();
    let end = stop.map_or(source.len(), |stop| stop.at as usize);
    places.ending.set(true);
    tokenizer.end();
    tokenizer.sink.finish(end)
}

/// Stands between tokenizer and tree builder and gives each token its place.
struct Places<'s> {
    builder: TreeBuilder<NodeId, Grower<'s>>,
    queue: Rc<BufferQueue>,
    source: &'s str,
    /// Attributes that a tag may have.
    limit: usize,
    /// Bytes of the source that went into the queue so far.
    fed: Cell<usize>,
    /// Where the next token begins.
    cursor: Cell<usize>,
    /// Where the last reference ended.
    behind_reference: Cell<usize>,
    /// The tokenizer was told that nothing follows.
    ending: Cell<bool>,
    /// Within `<![CDATA[ ]]>` of a drawing or formula.
    cdata: Cell<bool>,
    /// Within an element whose content is not markup.
    raw: Cell<bool>,
    raw_tag: Cell<Span>,
    comments: RefCell<Vec<Span>>,
    cut: Cell<Option<Cut>>,
}

impl<'s> Places<'s> {
    /// How far the tokenizer has read.
    fn position(&self) -> usize {
        let Some(front) = self.queue.pop_front() else { return self.fed.get() };
        let mut left = front.len();
        if !self.queue.is_empty() {
            let mut others = Vec::new();
            while let Some(buffer) = self.queue.pop_front() {
                left += buffer.len();
                others.push(buffer);
            }
            for buffer in others.into_iter().rev() {
                self.queue.push_front(buffer);
            }
        }
        self.queue.push_front(front);
        self.fed.get() - left
    }

    fn rest(&self, at: usize) -> &'s str {
        self.source.get(at..).unwrap_or("")
    }

    /// Forgets what was fed but not read.
    fn drain(&self) {
        while self.queue.pop_front().is_some() {}
    }

    /// Between two feeds: stops before a tag that has more attributes than it may.
    fn watch(&self, unfinished: &mut LongTag) {
        let cursor = self.cursor.get();
        let in_text = self.raw.get() || self.cdata.get();
        let is_tag = !in_text && attributes::is_tag(self.rest(cursor));
        if is_tag && unfinished.count(self.source, cursor, self.fed.get()) > self.limit {
            self.builder.sink.begin_token(Span::of(cursor, cursor), None);
            self.builder.sink.stop("attributes", self.limit);
            self.drain();
        }
    }

    /// `</>` means nothing in markup, but is text within raw text.
    fn skip_nothing(&self, mut at: usize, end: usize) -> usize {
        while !self.raw.get() && !self.cdata.get() && at + 3 <= end && self.rest(at).starts_with("</>") {
            at += 3;
        }
        at
    }

    /// Cuts a text token into runs that begin at the cursor.
    fn text(&self, text: &StrTendril) {
        let mut runs = self.builder.sink.runs.borrow_mut();
        let at = self.cursor.get();
        let rest = self.rest(at);
        // Nearly all text is the source's own, and its length tells where it ends. Only what a reference stands for needs a look at how far
        // the tokenizer has read; a reference may stand for two characters, which come one by one.
        let is_plain = !rest.starts_with(['&', '<']) && at != self.behind_reference.get() && !self.cdata.get();
        if is_plain && rest.starts_with(&**text) {
            runs.push(Run { src: Span::of(at, at + text.len()), decoded: None });
            self.cursor.set(at + text.len());
            return;
        }
        let position = self.position();
        let mut at = self.skip_nothing(at, position);
        let rest = self.rest(at);
        if self.cdata.get() {
            // One token for the whole section, its newlines normalised.
            for line in text.split_inclusive('\n') {
                let words = line.trim_end_matches('\n');
                if !words.is_empty() {
                    runs.push(Run { src: Span::of(at, at + words.len()), decoded: None });
                    at += words.len();
                }
                if words.len() < line.len() {
                    let width = if self.rest(at).starts_with("\r\n") { 2 } else { 1 };
                    let decoded = (!self.rest(at).starts_with('\n')).then(|| "\n".into());
                    runs.push(Run { src: Span::of(at, at + width), decoded });
                    at += width;
                }
            }
            if self.rest(at).starts_with("]]>") && at + 3 <= position {
                at = position;
                self.cdata.set(false);
            }
            self.cursor.set(at);
            return;
        }
        let is_reference =
            rest.starts_with('&') && if self.ending.get() { is_reference_at_end(rest, text) } else { &**text == "&" && position > at + 1 };
        let len = text.len();
        if !is_reference && at + len <= position && rest.starts_with(&**text) {
            runs.push(Run { src: Span::of(at, at + len), decoded: None });
            at += len;
        } else {
            let start = if &**text == "\n" && rest.starts_with('\r') {
                let start = at;
                at += if rest.starts_with("\r\n") { 2 } else { 1 };
                start
            } else if at == position && at > 0 {
                // The second character of a reference that stands for two.
                self.source.get(..at).and_then(|before| before.rfind('&')).unwrap_or(at)
            } else {
                self.behind_reference.set(position);
                std::mem::replace(&mut at, position)
            };
            runs.push(Run { src: Span::of(start, at), decoded: Some(text.clone()) });
        }
        self.cursor.set(at);
    }

    fn nul(&self, position: usize) {
        let at = self.skip_nothing(self.cursor.get(), position);
        let src = Span::of(at, at + 1);
        self.builder.sink.runs.borrow_mut().push(Run { src, decoded: Some("\u{fffd}".into()) });
        self.cursor.set(at + 1);
    }

    fn text_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let start = self.cursor.get() as u32;
        match &token {
            Token::CharacterTokens(text) => self.text(text),
            _ => self.nul(self.position()),
        }
        let sink = &self.builder.sink;
        sink.begin_token(Span::at(start), None);
        let result = self.builder.process_token(token, line);
        self.builder.sink.runs.borrow_mut().end_text();
        result
    }

    fn has_too_many_attributes(&self, tag: &Tag, span: Span) -> bool {
        // Two bytes an attribute are the least; repeated names are not in the list.
        tag.attrs.len() > self.limit
            || span.len() as usize > 2 * self.limit
                && attributes::attributes(span.cut(self.source)).take(self.limit + 1).count() > self.limit
    }

    fn comment(&self, span: Span) {
        let text = span.cut(self.source);
        let is_whole = if text.starts_with("<!--") {
            text.ends_with("-->") || text.ends_with("--!>") || matches!(text, "<!-->" | "<!--->")
        } else {
            text.ends_with('>')
        };
        if !is_whole && self.cut.get().is_none() {
            let mark = if text.starts_with("<!--") { 4 } else { 2 };
            self.cut.set(Some(Cut::Comment(Span::new(span.start(), span.start() + mark))));
        }
        self.comments.borrow_mut().push(span);
    }

    /// What the end of the text leaves unfinished.
    fn end_of_file(&self) {
        let rest = self.rest(self.cursor.get());
        let cursor = self.cursor.get();
        if self.cut.get().is_some() {
            return;
        }
        if self.raw.get() {
            self.cut.set(Some(Cut::Raw(self.raw_tag.get())));
        } else if !attributes::tag_name(rest).is_empty() {
            let name = attributes::tag_name(rest).len() + if rest.starts_with("</") { 2 } else { 1 };
            self.cut.set(Some(Cut::Tag(Span::of(cursor, cursor + name))));
        }
    }

    fn finish(self, end: usize) -> Parsed {
        let stop = self.builder.sink.stopped();
        self.builder.sink.close_all(end as u32);
        Parsed {
            tree: self.builder.sink.finish(),
            stop,
            comments: self.comments.into_inner(),
            cut: self.cut.get().filter(|_| stop.is_none()),
        }
    }
}

/// At the end of the text the queue is empty, so the source must tell a reference (`&am` is none, `&amp` is one).
fn is_reference_at_end(rest: &str, text: &str) -> bool {
    text != "&"
        || rest.starts_with("&amp")
        || rest.starts_with("&AMP")
        || rest.starts_with("&#") && rest.bytes().any(|byte| byte.is_ascii_digit())
}

impl TokenSink for Places<'_> {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        let is_end = matches!(token, Token::EOFToken);
        if sink.stopped().is_some() && !is_end {
            self.drain();
            return TokenSinkResult::Continue;
        }
        if matches!(token, Token::CharacterTokens(_) | Token::NullCharacterToken) {
            return self.text_token(token, line);
        }
        let position = self.position();
        let start = if is_end { position } else { self.skip_nothing(self.cursor.get(), position) };
        let span = Span::of(start, position);
        if is_end {
            self.end_of_file();
        }
        self.cursor.set(position);
        let mut is_start_tag = false;
        match &token {
            Token::TagToken(tag) => {
                sink.begin_token(span, (tag.kind == TagKind::StartTag).then_some(&tag.name));
                if self.has_too_many_attributes(tag, span) {
                    sink.stop("attributes", self.limit);
                    self.drain();
                    return TokenSinkResult::Continue;
                }
                match tag.kind {
                    TagKind::StartTag => is_start_tag = true,
                    TagKind::EndTag => sink.end_tag(&tag.name),
                }
            }
            Token::CommentToken(_) => {
                sink.begin_token(span, None);
                self.comment(span);
            }
            _ => sink.begin_token(span, None),
        }
        let is_doctype = matches!(token, Token::DoctypeToken(_));
        let result = self.builder.process_token(token, line);
        self.raw.set(matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext));
        if self.raw.get() {
            self.raw_tag.set(span);
        }
        // A doctype alone does not bring waiting text into the tree.
        if !is_doctype {
            sink.runs.borrow_mut().clear();
        }
        if is_start_tag {
            sink.end_token();
        }
        if sink.stopped().is_some() {
            self.drain();
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        let is_foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        let at = self.position();
        if is_foreign && self.rest(at).starts_with("[CDATA[") {
            self.cdata.set(true);
            self.cursor.set(at + 7);
        }
        is_foreign
    }
}
