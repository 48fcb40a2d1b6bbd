//! Text on its way from the tokenizer into the tree: the tree builder may split it, drop parts of it or put it in later
//! (text in tables waits for the next tag), so each run keeps its bytes of the source until it arrives.

use std::collections::VecDeque;

use html5ever::tendril::StrTendril;

use super::tree::{NO_NODE, NodeId, TextPiece, Tree};
use crate::span::Span;

/// A run of text and the bytes it stands for.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) text: StrTendril,
    pub(super) src: Span,
    /// The text is the source's own; else it stands for a reference, a newline or a NUL.
    pub(super) verbatim: bool,
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
        self.waiting.append(&mut self.now);
    }

    /// No text of earlier tokens arrives any more.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// `text` has arrived in the text node `id`: it takes its runs along. `at` is where the token at hand begins.
    pub(super) fn take(&mut self, tree: &mut Tree, id: NodeId, text: &str, at: u32) {
        let runs = if self.in_text { &mut self.now } else { &mut self.waiting };
        let mut rest = text;
        while !rest.is_empty() {
            let Some(mut run) = runs.pop_front() else {
                // Never seen; the text must not be lost whatever html5ever does.
                put(tree, id, rest, Span::at(at), false);
                return;
            };
            if let Some(behind) = rest.strip_prefix(&*run.text) {
                put(tree, id, &run.text, run.src, run.verbatim);
                rest = behind;
            } else if let Some(within) = run.verbatim.then(|| run.text.find(rest)).flatten() {
                let start = run.src.start() + within as u32;
                put(tree, id, rest, Span::new(start, start + rest.len() as u32), true);
                let used = (within + rest.len()) as u32;
                if used < run.text.len32() {
                    run.src = Span::new(run.src.start() + used, run.src.end());
                    run.text.pop_front(used);
                    runs.push_front(run);
                }
                rest = "";
            }
        }
    }
}

/// Adds a piece to a text node; runs of the source that touch become one.
fn put(tree: &mut Tree, id: NodeId, text: &str, src: Span, verbatim: bool) {
    let last = tree.node(id).last_piece;
    if verbatim
        && let Some(piece) = tree.pieces.get_mut(last as usize)
        && piece.decoded == NO_NODE
        && piece.src.end() == src.start()
    {
        piece.src = piece.src.join(src);
        piece.len += src.len();
        return;
    }
    let decoded = if verbatim { NO_NODE } else { tree.decoded.len() as u32 };
    if !verbatim {
        tree.decoded.push_str(text);
    }
    let piece = tree.pieces.len() as u32;
    tree.pieces.push(TextPiece { src, decoded, len: text.len() as u32, next: NO_NODE });
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
