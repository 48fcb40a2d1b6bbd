//! Text on its way from the tokenizer into the tree: the tree builder may split it, drop parts of it or put it in later
//! (text in tables waits for the next tag), so each run keeps its bytes of the source until it arrives.

use std::collections::VecDeque;

use html5ever::tendril::StrTendril;

use super::tree::{NO_NODE, NodeId, TextPiece, Tree};
use crate::span::Span;

/// A run of text and the bytes it stands for.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) src: Span,
    /// What those bytes stand for: a reference, a newline, a NUL. Without it the text is the source's own.
    pub(super) decoded: Option<StrTendril>,
}

/// Runs that have not arrived yet.
#[derive(Debug, Default)]
pub(super) struct TextRuns {
    /// Runs of the text token at hand.
    now: VecDeque<Run>,
    /// Runs of tokens before it.
    waiting: VecDeque<Run>,
    /// Text that arrives now belongs to the token at hand.
    in_text: bool,
}

impl TextRuns {
    /// A text token begins, with these runs.
    pub(super) fn push(&mut self, run: Run) {
        self.in_text = true;
        self.now.push_back(run);
    }

    /// The text token is done: what did not arrive waits.
    pub(super) fn end_text(&mut self) {
        self.in_text = false;
        if !self.now.is_empty() {
            self.waiting.append(&mut self.now);
        }
    }

    /// No text of earlier tokens arrives any more.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// `text` has arrived in the text node `id`: it takes its runs along. `at` is where the token at hand begins.
    pub(super) fn take(&mut self, tree: &mut Tree, id: NodeId, text: &str, source: &str, at: u32) {
        let runs = if self.in_text { &mut self.now } else { &mut self.waiting };
        let mut rest = text;
        while !rest.is_empty() {
            let Some(mut run) = runs.pop_front() else {
                // Never seen; the text must not be lost whatever html5ever does.
                put(tree, id, Span::at(at), Some(rest));
                return;
            };
            let decoded = run.decoded.as_deref();
            let known = decoded.unwrap_or_else(|| run.src.cut(source));
            if let Some(behind) = rest.strip_prefix(known) {
                put(tree, id, run.src, decoded);
                rest = behind;
            } else if let Some(within) = decoded.is_none().then(|| known.find(rest)).flatten() {
                let start = run.src.start() + within as u32;
                let end = start + rest.len() as u32;
                put(tree, id, Span::new(start, end), None);
                if end < run.src.end() {
                    run.src = Span::new(end, run.src.end());
                    runs.push_front(run);
                }
                rest = "";
            }
        }
    }
}

/// Adds a piece to a text node, its text given where it is not the source's own; runs of the source that touch become one.
fn put(tree: &mut Tree, id: NodeId, src: Span, decoded: Option<&str>) {
    let last = tree.node(id).last_piece;
    if decoded.is_none()
        && let Some(piece) = tree.pieces.get_mut(last as usize)
        && piece.decoded == NO_NODE
        && piece.src.end() == src.start()
    {
        piece.src = piece.src.join(src);
        piece.len += src.len();
        return;
    }
    let (at, len) = match decoded {
        Some(text) => (tree.decoded.len() as u32, text.len() as u32),
        None => (NO_NODE, src.len()),
    };
    tree.decoded.push_str(decoded.unwrap_or(""));
    let piece = tree.pieces.len() as u32;
    tree.pieces.push(TextPiece { src, decoded: at, len, next: NO_NODE });
    if let Some(previous) = tree.pieces.get_mut(last as usize) {
        previous.next = piece;
    }
    if let Some(node) = tree.nodes.get_mut(id as usize) {
        node.last_piece = piece;
        if node.data == NO_NODE {
            node.data = piece;
        }
    }
}
