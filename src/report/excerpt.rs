//! A finding with its lines: excerpts in, escaped and cut to the page, and drawn with carets under the place.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::layout::{COLUMNS, char_width, wrap};
use super::{Report, escape};
use crate::finding::{Excerpt, Finding, Message, Part, Place, Severity, is_hidden};

/// Columns of text before the place on a line that must be cut.
const BEFORE: usize = 24;

/// Further places of a finding that are drawn; machine formats have all.
const PLACES: usize = 4;

/// A line of an article, ready to be drawn.
struct Line {
    number: usize,
    text: String,
    mark: std::ops::Range<usize>,
}

/// Draws one finding of the article at `path` (escaped). Lines are separated by `\n`.
pub(super) fn draw(finding: &Finding, path: &str, report: &Report<'_>, renderer: &Renderer) -> String {
    let rule = report.standard.id(finding.rule);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let head = finding.severity.name().len() + rule.len() + 4;
    let title = level.primary_title(wrap(&escaped(&finding.message), COLUMNS - head, COLUMNS - head).join("\n")).id(rule);
    let mut group = Group::with_title(title).element(origin(path, &finding.place));
    let gutter = gutter(finding);
    let mut apart = Vec::new();
    if let Some(excerpt) = &finding.place.excerpt {
        let line = line(excerpt, gutter);
        let mut primary = AnnotationKind::Primary.span(line.mark.clone());
        let last = finding.place.end.position.line;
        if last > excerpt.line + 1 {
            primary = primary.label(format!("to line {last}"));
        }
        let mut annotations = vec![primary];
        for related in &finding.related {
            let same = related.path.is_none() && related.place.excerpt.as_ref().is_some_and(|other| other.line == excerpt.line);
            let mark = if same { mark_within(excerpt, &finding.place, &related.place, gutter) } else { None };
            match mark {
                Some(mark) => annotations.push(AnnotationKind::Context.span(mark).label(&*related.words)),
                None => apart.push(related),
            }
        }
        group = group.element(snippet(line, annotations));
    } else {
        apart.extend(&finding.related);
    }
    for related in apart.iter().take(PLACES) {
        let other = related.path.as_deref().map_or_else(|| path.to_owned(), |path| escape::quoted(path).into_owned());
        group = group.element(origin(&other, &related.place));
        match &related.place.excerpt {
            Some(excerpt) => {
                let line = line(excerpt, gutter);
                let mark = AnnotationKind::Context.span(line.mark.clone()).label(&*related.words);
                group = group.element(snippet(line, vec![mark]));
            }
            None => group = group.element(Level::NOTE.message(&*related.words)),
        }
    }
    if apart.len() > PLACES {
        group = group.element(Level::NOTE.message(format!("and {} more places", apart.len() - PLACES)));
    }
    let help = report.standard.rule(finding.rule).map_or("", |rule| rule.article.help.as_str());
    if !help.is_empty() {
        let room = COLUMNS.saturating_sub(gutter + 9);
        group = group.element(Level::HELP.message(wrap(&escape::quoted(help), room, room).join("\n")));
    }
    // The renderer panics on a span that it does not like; a report must not end there.
    let drawn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| renderer.render(&[group])));
    drawn.map_or_else(|_| plain(finding, path, rule), |drawn| tidy(&drawn))
}

/// A finding without its lines.
fn plain(finding: &Finding, path: &str, rule: &str) -> String {
    let position = finding.place.start.position;
    let (severity, message) = (finding.severity.name(), escaped(&finding.message));
    format!("{severity}[{rule}]: {message}\n --> {path}:{}:{}", position.line, position.column)
}

/// A snippet without a path of its own gets a line with a lone `:::`: the place with our line and column stands above it already.
/// A further place begins with `:::` too, which a build service takes for a command: it gets the arrow of the first.
fn tidy(drawn: &str) -> String {
    let mut out = String::with_capacity(drawn.len());
    for line in drawn.split('\n') {
        let mark = line.contains(":::").then(|| anstream::adapter::strip_str(line).to_string());
        match mark.as_deref().map(str::trim) {
            Some(":::") => continue,
            Some(place) if place.starts_with(":::") => out.push_str(&line.replacen(":::", "-->", 1)),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out.pop();
    out
}

pub(super) fn escaped(message: &Message) -> String {
    message.parts().fold(String::new(), |mut text, part| {
        match part {
            Part::Ours(ours) => text.push_str(ours),
            Part::Quoted(quote) => text.push_str(&escape::quoted(quote)),
        }
        text
    })
}

fn origin<'a>(path: &str, place: &Place) -> Origin<'a> {
    let position = place.start.position;
    Origin::path(path.to_owned()).line(position.line as usize).char_column(position.column as usize)
}

fn snippet(line: Line, annotations: Vec<Annotation<'_>>) -> Snippet<'_, Annotation<'_>> {
    Snippet::source(line.text).line_start(line.number).annotations(annotations)
}

/// Digits of the largest line number that is drawn.
fn gutter(finding: &Finding) -> usize {
    let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place));
    places.map(|place| place.start.position.line).max().unwrap_or(1).to_string().len()
}

/// The first line of an excerpt: escaped, cut around its mark, with `…` where something is missing.
fn line(excerpt: &Excerpt, gutter: usize) -> Line {
    let (text, mark) = first_line(excerpt);
    cut(text, mark, excerpt, gutter)
}

/// The first line and the part of the mark that lies in it.
fn first_line(excerpt: &Excerpt) -> (&str, std::ops::Range<usize>) {
    let text = excerpt.text.split('\n').next().unwrap_or("").trim_end_matches('\r');
    // A mark that does not fit the text, which the renderer would panic on, becomes one that does.
    let boundary = |at: u32| (0..=(at as usize).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = boundary(excerpt.mark.start());
    (text, start..boundary(excerpt.mark.end()).max(start))
}

/// The mark of a further place on the same line, if the cut line still shows it.
fn mark_within(excerpt: &Excerpt, place: &Place, other: &Place, gutter: usize) -> Option<std::ops::Range<usize>> {
    let (text, mark) = first_line(excerpt);
    let start = (i64::from(other.span.start()) - i64::from(place.span.start())).checked_add(i64::from(excerpt.mark.start()))?;
    let start = usize::try_from(start).ok().filter(|&start| start <= text.len() && text.is_char_boundary(start))?;
    let end = start.checked_add(other.span.len() as usize).filter(|&end| end <= text.len() && text.is_char_boundary(end))?;
    let window = window(text, &mark, gutter);
    if start < window.start || end > window.end {
        return None;
    }
    Some(cut_range(text, &window, start..end, excerpt))
}

fn cut(text: &str, mark: std::ops::Range<usize>, excerpt: &Excerpt, gutter: usize) -> Line {
    let window = window(text, &mark, gutter);
    let mark = mark.start.max(window.start)..mark.end.min(window.end);
    let mut out = String::new();
    if window.start > 0 || excerpt.cut.0 {
        out.push('…');
    }
    push_line(&mut out, text.get(window.clone()).unwrap_or(""));
    if window.end < text.len() || excerpt.cut.1 {
        out.push('…');
    }
    let mark = cut_range(text, &window, mark, excerpt);
    Line { number: excerpt.line as usize, text: out, mark }
}

/// A range of the line as a range of its cut and escaped form.
fn cut_range(text: &str, window: &std::ops::Range<usize>, range: std::ops::Range<usize>, excerpt: &Excerpt) -> std::ops::Range<usize> {
    let mut out = String::new();
    if window.start > 0 || excerpt.cut.0 {
        out.push('…');
    }
    push_line(&mut out, text.get(window.start..range.start).unwrap_or(""));
    let start = out.len();
    push_line(&mut out, text.get(range).unwrap_or(""));
    start..out.len()
}

pub(super) fn push_line(out: &mut String, text: &str) {
    for character in text.chars() {
        if character == '\t' { out.push(' ') } else { escape::push(out, character) }
    }
}

/// Columns of a character in its escaped form.
fn columns(character: char) -> usize {
    match character {
        '\t' => 1,
        hidden if is_hidden(hidden) => hidden.escape_unicode().count(),
        other => char_width(other),
    }
}

/// The part of a line that fits the page, with the start of the mark in it.
fn window(text: &str, mark: &std::ops::Range<usize>, gutter: usize) -> std::ops::Range<usize> {
    // The gutter, ` | ` and a `…` at both ends.
    let room = COLUMNS.saturating_sub(gutter + 5).max(20);
    let total: usize = text.chars().map(columns).sum();
    if total <= room {
        return 0..text.len();
    }
    // Some words before the mark, more of them when little follows.
    let (before, from_mark) = text.split_at_checked(mark.start).unwrap_or((text, ""));
    let follows: usize = from_mark.chars().map(columns).sum();
    let lead = BEFORE.max(room.saturating_sub(follows));
    let mut start = mark.start;
    let mut used = 0;
    for (at, character) in before.char_indices().rev() {
        used += columns(character);
        if used > lead {
            break;
        }
        start = at;
    }
    if start > 0 {
        // A cut line begins with a whole word where there is one.
        let shown = text.get(start..mark.start).unwrap_or("");
        start += shown.find(' ').map_or(0, |blank| blank + 1);
    }
    let mut end = text.len();
    let mut used: usize = text.get(start..mark.start).unwrap_or("").chars().map(columns).sum();
    for (at, character) in from_mark.char_indices() {
        used += columns(character);
        if used > room {
            end = mark.start + at;
            break;
        }
    }
    start..end
}

/// The renderer for our pages.
pub(super) fn renderer(colour: bool) -> Renderer {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut here; a label behind a mark may stand out a little rather than be lost.
    renderer.term_width(COLUMNS + 60)
}
