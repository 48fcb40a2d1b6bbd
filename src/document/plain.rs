//! Plain-text exports into the model: lines go in, and what their shapes and neighbours show of headings, lists, tables,
//! questions and furniture comes out.
//!
//! An export has lost its marks, so everything is read from structure: which lines stand alone, how long they are, what
//! follows. What a reader could take otherwise carries [`Flags::GUESS`](super::Flags::GUESS).

use super::{Builder, Kind};
use crate::source::Source;
use crate::span::Span;

mod byline;
mod code;
mod command;
mod comment;
mod family;
mod furniture;
mod heading;
mod last;
mod level;
mod line;
mod list;
mod machine;
mod mark;
mod outline;
mod phrase;
mod profile;
mod setting;
mod table;
mod write;

#[cfg(test)]
mod tests;

pub(super) fn fill(builder: &mut Builder<'_>) {
    if machine::is_for_programs(builder.source()) {
        let (text, start) = Source::body(builder.source());
        let whole = Span::new(start, start + text.len() as u32);
        builder.open(Kind::Code, start);
        builder.raw(text, whole);
        builder.close(whole.end());
        return;
    }
    let (mut lines, comments) = line::split(builder.source());
    let profile = profile::of(&lines, builder.source());
    if let profile::Profile::Wrapped(width) = profile {
        profile::join_marks(&mut lines, builder.source(), width);
    }
    let tail = outline::mark(&mut lines, builder.source(), profile);
    write::write(builder, &lines, comments, profile, tail);
}
