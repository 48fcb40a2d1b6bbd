//! Plain-text exports into the model: lines go in, and what their shapes and neighbours show of headings, lists, tables,
//! questions and furniture comes out.
//!
//! An export has lost its marks, so everything is read from structure: which lines stand alone, how long they are, what
//! follows. What a reader could take otherwise carries [`Flags::GUESS`](super::Flags::GUESS).

use super::Builder;

mod byline;
mod code;
mod command;
mod furniture;
mod heading;
mod level;
mod line;
mod list;
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
    let (mut lines, comments) = line::split(builder.source());
    let profile = profile::of(&lines, builder.source());
    let tail = outline::mark(&mut lines, builder.source(), profile);
    write::write(builder, &lines, comments, profile, tail);
}
