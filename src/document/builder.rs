//! Collects what a parser reads into a [`Document`]: keeps the block tree, collapses blanks, remembers where text came from.

use std::sync::OnceLock;

use super::{Block, BlockId, Comment, Document, Flags, Kind, Language, Link, MainContent, Meta, NONE, Note, Piece, Unclosed, section};
use crate::limits::Limits;
use crate::source::Source;
use crate::span::Span;

mod inlines;

/// Fills a [`Document`]. Blocks are opened and closed like brackets; text goes to the innermost open leaf, and opens an
/// implicit paragraph where a container holds text directly.
pub struct Builder<'s> {
    source: &'s str,
    limits: &'s Limits,
    document: Document,
    /// Open blocks, outermost first.
    open: Vec<BlockId>,
    /// Open inline ranges, as indices into `document.inlines`.
    open_inlines: Vec<usize>,
    /// A collapsed blank that is written once more text follows.
    blank: Option<Span>,
    /// Text is kept as it is (code).
    raw: bool,
    stopped: bool,
}

impl<'s> Builder<'s> {
    /// An empty document over `source`.
    #[must_use]
    pub fn new(source: &'s str, limits: &'s Limits) -> Self {
        let mut document = Document {
            source: Source::nothing(),
            text: String::with_capacity(source.len()),
            pieces: Vec::with_capacity(source.len() / 96 + 4),
            blocks: Vec::with_capacity(source.len() / 80 + 4),
            inlines: Vec::new(),
            links: Vec::new(),
            strings: Vec::new(),
            meta: Vec::new(),
            comments: Vec::new(),
            unclosed: Vec::new(),
            notes: Vec::new(),
            sections: Vec::new(),
            containers: Vec::new(),
            front_matter: Span::at(0),
            main: MainContent::Whole,
            language: Language::default(),
            leaves: OnceLock::new(),
        };
        document.blocks.push(Block {
            kind: Kind::Root,
            level: 0,
            flags: Flags::empty(),
            parent: 0,
            end: 0,
            src: Span::of(0, source.len()),
            text: Span::at(0),
            aux: NONE,
        });
        Self { source, limits, document, open: vec![0], open_inlines: Vec::new(), blank: None, raw: false, stopped: false }
    }

    /// The source text; starts with its byte-order mark, if it has one.
    #[must_use]
    pub const fn source(&self) -> &'s str {
        self.source
    }

    /// The limits in force.
    #[must_use]
    pub const fn limits(&self) -> &'s Limits {
        self.limits
    }

    /// Whether a limit stopped the reading; further calls change nothing.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Stops the reading at a byte of the source and notes why. The first stop counts.
    pub fn stop(&mut self, name: &'static str, value: u64, at: u32) {
        if !self.stopped {
            self.stopped = true;
            self.document.notes.push(Note::Limit { name, value, at });
        }
    }

    /// The innermost open block.
    #[must_use]
    pub fn current(&self) -> BlockId {
        self.open.last().copied().unwrap_or(0)
    }

    /// The kind of the innermost open block.
    #[must_use]
    pub fn current_kind(&self) -> Kind {
        self.block(self.current()).kind
    }

    /// How many blocks are open, the root included.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether no block was read so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.document.blocks.len() < 2
    }

    /// A block read so far.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        self.document.block(id)
    }

    /// The text of a block read so far.
    #[must_use]
    pub fn text_of(&self, id: BlockId) -> &str {
        self.document.text_of(id)
    }

    /// Changes a block read so far (its flags, level or string; its place and text belong to the builder).
    pub fn change(&mut self, id: BlockId, change: impl FnOnce(&mut Block)) {
        if let Some(block) = self.document.blocks.get_mut(id as usize) {
            change(block);
        }
    }

    /// Opens a block that begins at a byte of the source. An open implicit paragraph is closed first; so is any other
    /// open leaf, since a leaf holds no blocks.
    pub fn open(&mut self, kind: Kind, start: u32) -> BlockId {
        self.open_with(kind, Flags::empty(), 0, start)
    }

    /// Opens a block with flags and a level.
    pub fn open_with(&mut self, kind: Kind, flags: Flags, level: u8, start: u32) -> BlockId {
        self.close_leaf(start);
        if self.stopped {
            return self.current();
        }
        if self.document.blocks.len() >= self.limits.blocks {
            self.stop("blocks", self.limits.blocks as u64, start);
            return self.current();
        }
        if self.open.len() > self.limits.depth {
            self.stop("depth", self.limits.depth as u64, start);
            return self.current();
        }
        let parent = self.current();
        let id = self.document.blocks.len() as BlockId;
        let inherited = if self.block(parent).flags.has(Flags::BOILER) { Flags::BOILER } else { Flags::empty() };
        let at = self.document.text.len() as u32;
        self.document.blocks.push(Block {
            kind,
            level,
            flags: flags.with(inherited),
            parent,
            end: id + 1,
            src: Span::at(start),
            text: Span::at(at),
            aux: NONE,
        });
        self.open.push(id);
        self.raw = kind == Kind::Code || kind == Kind::Math;
        self.blank = None;
        id
    }

    /// Closes an open leaf, if there is one. Its source ends at its last text, if it was implicit, else at `end`.
    pub fn close_leaf(&mut self, end: u32) {
        if self.current() != 0 && self.current_kind().is_leaf() {
            self.close(end);
        }
    }

    /// Closes the innermost open block, which ends before this byte of the source; blanks before it are left out. An
    /// implicit paragraph inside it is closed as well. The root is never closed.
    pub fn close(&mut self, end: u32) {
        if self.open.len() < 2 || self.stopped {
            return;
        }
        let Some(id) = self.open.pop() else { return };
        let block = *self.block(id);
        let mut src_end = end.max(block.src.start());
        if block.kind.is_leaf() {
            while let Some(index) = self.open_inlines.pop() {
                self.end_inline(index, src_end);
            }
            self.end_leaf_text(id);
        }
        if block.flags.has(Flags::IMPLICIT) {
            src_end = self.last_source(id).unwrap_or(src_end);
        } else {
            src_end = block.src.start()
                + Span::new(block.src.start(), src_end).cut(self.source).trim_end_matches([' ', '\t', '\n', '\r']).len() as u32;
        }
        let end_id = self.document.blocks.len() as BlockId;
        let text_end = self.document.text.len() as u32;
        self.change(id, |block| {
            block.end = end_id;
            block.src = Span::new(block.src.start(), src_end);
            block.text = Span::new(block.text.start(), text_end);
        });
        self.raw = false;
        self.blank = None;
    }

    /// Closes blocks until the innermost open one is `id`'s parent.
    pub fn close_through(&mut self, id: BlockId, end: u32) {
        while self.open.len() > 1 && self.open.contains(&id) && !self.stopped {
            self.close(end);
        }
    }

    /// The end of the last source byte that an implicit paragraph was made of.
    fn last_source(&self, id: BlockId) -> Option<u32> {
        let text = self.block(id).text.start();
        let piece = self.document.pieces.last().filter(|piece| piece.at >= text).map(|piece| piece.src.end());
        let inline = self.document.inlines.last().filter(|inline| inline.block == id).map(|inline| inline.src.end());
        piece.max(inline)
    }

    /// Cuts a collapsed blank at the end of a leaf and ends it with a newline.
    fn end_leaf_text(&mut self, id: BlockId) {
        let start = self.block(id).text.start();
        if !self.raw && self.document.text.len() as u32 > start && self.document.text.as_bytes().last() == Some(&b' ') {
            self.document.text.pop();
            if let Some(last) = self.document.pieces.last_mut() {
                if last.text_len == 1 {
                    self.document.pieces.pop();
                } else {
                    let linear = last.text_len == last.src.len();
                    last.text_len -= 1;
                    if linear {
                        last.src = Span::new(last.src.start(), last.src.end() - 1);
                    }
                }
            }
            let end = self.document.text.len() as u32;
            for inline in self.document.inlines.iter_mut().rev().take_while(|inline| inline.block == id) {
                if inline.text.end() > end {
                    inline.text = Span::new(inline.text.start().min(end), end);
                }
            }
        }
        if self.document.text.len() as u32 > start {
            self.document.text.push('\n');
        }
    }

    /// Makes sure that a leaf is open, and returns it.
    fn leaf(&mut self, start: u32) -> BlockId {
        if self.current_kind().is_leaf() && self.current() != 0 {
            return self.current();
        }
        self.open_with(Kind::Paragraph, Flags::IMPLICIT, 0, start)
    }

    /// Whether text now would be the first of its leaf.
    fn at_leaf_start(&self) -> bool {
        let current = self.current();
        !self.block(current).kind.is_leaf() || self.block(current).text.start() as usize == self.document.text.len()
    }

    /// Adds text that stands in the source as it is. Blanks are collapsed, but in code.
    pub fn text(&mut self, src: Span) {
        if self.stopped {
            return;
        }
        let text = src.cut(self.source);
        if self.raw {
            self.push(text, src);
            return;
        }
        // A single blank between words stays in the run, so that a plain paragraph is one piece.
        let bytes = text.as_bytes();
        let run_of = |start: usize, end: usize| Span::new(src.start() + start as u32, src.start() + end as u32);
        if has_single_blanks(bytes) {
            let start = usize::from(bytes.first() == Some(&b' '));
            let end = bytes.len() - usize::from(bytes.len() > start && bytes.last() == Some(&b' '));
            if start > 0 {
                self.blank(run_of(0, start));
            }
            self.mapped(text.get(start..end).unwrap_or(""), run_of(start, end));
            if end < bytes.len() {
                self.blank(run_of(end, bytes.len()));
            }
            return;
        }
        let (mut run, mut at) = (0, 0);
        while let Some(byte) = bytes.get(at) {
            if !byte.is_ascii_whitespace() {
                at += 1;
                continue;
            }
            let next_is_word = bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
            if *byte == b' ' && next_is_word && at > run {
                at += 2;
                continue;
            }
            self.mapped(text.get(run..at).unwrap_or(""), run_of(run, at));
            run = at + bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.blank(run_of(at, run));
            at = run;
        }
        self.mapped(text.get(run..).unwrap_or(""), run_of(run, bytes.len()));
    }

    /// Adds text that stands for other bytes of the source (an entity, an escape). It is not collapsed.
    pub fn mapped(&mut self, text: &str, src: Span) {
        if text.is_empty() || self.stopped {
            return;
        }
        self.leaf(src.start());
        if self.stopped {
            return;
        }
        self.write_blank();
        self.push(text, src);
    }

    /// Adds a blank that stands for these bytes (a soft break, a run of blanks); one blank is written where more text follows.
    pub fn blank(&mut self, src: Span) {
        if self.raw {
            self.push(" ", src);
        } else if !self.at_leaf_start() && self.document.text.as_bytes().last() != Some(&b' ') && self.blank.is_none() {
            self.blank = Some(src);
        }
    }

    /// Adds text that stands for other bytes of the source, with its blanks collapsed.
    pub fn collapsed(&mut self, text: &str, src: Span) {
        let mut words = text.split_ascii_whitespace().peekable();
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.blank(Span::at(src.start()));
        }
        while let Some(word) = words.next() {
            self.mapped(word, src);
            if words.peek().is_some() {
                self.blank(Span::at(src.end()));
            }
        }
        if text.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.blank(Span::at(src.end()));
        }
    }

    /// Adds raw text to an open code block: never collapsed.
    pub fn raw(&mut self, text: &str, src: Span) {
        if !self.stopped {
            self.push(text, src);
        }
    }

    fn write_blank(&mut self) {
        if let Some(src) = self.blank.take() {
            self.push(" ", src);
        }
    }

    fn push(&mut self, text: &str, src: Span) {
        let at = self.document.text.len() as u32;
        let len = text.len() as u32;
        let linear = len == src.len();
        match self.document.pieces.last_mut() {
            Some(last) if linear && last.text_len == last.src.len() && last.src.end() == src.start() && last.at + last.text_len == at => {
                last.text_len += len;
                last.src = Span::new(last.src.start(), src.end());
            }
            _ => self.document.pieces.push(Piece { at, text_len: len, src }),
        }
        self.document.text.push_str(text);
    }

    /// A whole block without text of its own (a rule, a template, an embed).
    pub fn bare_block(&mut self, kind: Kind, src: Span) -> BlockId {
        let id = self.open(kind, src.start());
        self.close(src.end());
        id
    }

    /// Keeps a link's target; the index goes into [`Builder::open_inline`].
    pub fn link(&mut self, link: Link) -> u32 {
        self.document.links.push(link);
        self.document.links.len() as u32 - 1
    }

    /// Keeps a string; the index goes into [`Block::aux`] or [`Inline::aux`](super::Inline::aux).
    pub fn string(&mut self, string: &str) -> u32 {
        self.document.strings.push(string.into());
        self.document.strings.len() as u32 - 1
    }

    /// Keeps a statement about the article.
    pub fn meta(&mut self, meta: Meta) {
        self.document.meta.push(meta);
    }

    /// Keeps a comment.
    pub fn comment(&mut self, comment: Comment) {
        self.document.comments.push(comment);
    }

    /// Keeps a construct that was never closed.
    pub fn unclosed(&mut self, unclosed: Unclosed) {
        self.document.unclosed.push(unclosed);
    }

    /// Keeps a note.
    pub fn note(&mut self, note: Note) {
        self.document.notes.push(note);
    }

    /// Keeps what elements and components enclose, in the order of their starts.
    pub fn containers(&mut self, containers: Vec<Span>) {
        self.document.containers = containers;
    }

    /// Says where the front matter stands.
    pub fn front_matter(&mut self, src: Span) {
        self.document.front_matter = src;
    }

    /// Says how the main content was found.
    pub fn main_content(&mut self, main: MainContent) {
        self.document.main = main;
    }

    /// Closes what is open, finds the sections and the bare addresses.
    #[must_use]
    pub fn finish(mut self) -> Document {
        let end = self.document.notes.iter().find_map(|note| match note {
            Note::Limit { at, .. } => Some(*at),
            _ => None,
        });
        let end = end.unwrap_or(self.source.len() as u32);
        self.stopped = false;
        while self.open.len() > 1 {
            self.close(end);
        }
        let blocks = self.document.blocks.len() as BlockId;
        let text = self.document.text.len() as u32;
        self.change(0, |root| {
            root.end = blocks;
            root.text = Span::new(0, text);
        });
        self.bare_addresses();
        let mut document = self.document;
        document.sections = section::of(&document);
        document
    }
}

/// Whether each blank is a single one between words, or stands at an end: such a text needs no collapsing. Without branches, so that
/// the compiler makes few instructions of many bytes.
fn has_single_blanks(text: &[u8]) -> bool {
    let other = text.iter().fold(0, |any, byte| any | u8::from(*byte < b' '));
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    let double = pairs.fold(0, |any, (byte, next)| any | (u8::from(*byte == b' ') & u8::from(*next == b' ')));
    other | double == 0
}
