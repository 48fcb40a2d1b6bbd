//! The passages that stand in many articles, those in most first: each with the first place, and how it begins.

use std::io;

use super::Report;
use super::output::Output;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    for common in &report.scored.audit.boilerplate {
        let at = common.place.start.position;
        out.quoted(&common.path).ours(&format!(":{}:{}  in {} articles  “", at.line, at.column, common.articles));
        out.quoted(&common.words).ours("”").end()?;
    }
    Ok(())
}
