//! Signs of blocks in the text: of headings, of bullets in one paragraph, of tables.

use std::sync::LazyLock;

use regex::Regex;

use super::{BAR, BULLET, NUMBER, Sign, What, is_markdown, push};
use crate::checks::clean::shown::{has_name, has_sentence, is_in, is_shown, seen_in_prose};
use crate::checks::prose::next_block;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::Seen;
use crate::source::Format;
use crate::span::Span;

/// Signs of number before a heading: at the start of a paragraph, in an export, or in the middle of a text.
pub(super) fn headings(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    if memchr::memchr(b'#', article.source.text().as_bytes()).is_none() {
        return;
    }
    if article.source.format() == Format::Plain {
        // In files of settings and lists, what begins with the sign is a comment for those who keep them.
        // A README is read as it was typed.
        if !has_sentence(article) || has_name(article, &["readme"]) {
            return;
        }
        for (id, block) in article.of_kind(Kind::Heading) {
            let words = block.src.cut(article.source.text());
            let is_mark = words.trim_start_matches(['#', ' ', '\t']).starts_with("@(#)");
            // "### For keepers only ###" is framed.
            let is_framed = words.trim_end().ends_with("##");
            if words.starts_with('#') && !is_framed && !is_mark && !is_comment(article, block.src) {
                signs.push(Sign {
                    what: What::Heading,
                    block: id,
                    src: block.src,
                    words: block.src.cut(article.source.text()).chars().take(60).collect(),
                });
            }
        }
    }
    let is_markdown = is_markdown(article);
    let mut last = 0;
    for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == NUMBER) {
        // Those in a row are one sign.
        let start = sign.text.start();
        if start < last {
            continue;
        }
        let rest = article.text.get(start as usize..).unwrap_or("");
        let hit = Span::new(start, start + rest.bytes().take_while(|byte| *byte == b'#').count() as u32);
        last = hit.end();
        let leaf = article.block(id).text;
        let before = Span::new(leaf.start(), hit.start()).cut(&article.text);
        let end = leaf.start() as usize + article.text_of(id).len();
        let behind = article.text.get(hit.end() as usize..end).unwrap_or("");
        let count = hit.len();
        // "#Pods" heads a column of numbers.
        if !(1..=6).contains(&count) || is_shown(article, id, hit) || article.is_within(id, Kind::Cell) {
            continue;
        }
        // More than a heading has are not counted.
        let words = behind.split_whitespace().take(12).count();
        let opens = before.is_empty();
        let capital = behind.trim_start().starts_with(char::is_uppercase);
        let parted = behind.starts_with(' ');
        let is_heading = if opens && article.block(id).kind == Kind::Heading {
            // "## ## Title" and a heading whose own sign stands in it; "## h2" shows what it makes.
            parted && count > 1 && behind.trim() != format!("h{count}")
        } else if opens {
            // "#Release" may be a word that people search for.
            if is_markdown {
                // "\# What it costs": a program that turned the text into Markdown took the sign for one of the text.
                let is_kept = || {
                    parted && words > 1 && words < 12 && !behind.ends_with(['.', '!', ':', ',']) && stands_behind_backslash(article, hit)
                };
                capital && is_kept()
                    || !parted
                        && capital
                        && (count > 1 && words > 0 || words > 2 && words < 12 && !behind.contains('#') && !behind.ends_with(['.', '!']))
            } else {
                (parted && behind.trim_start().starts_with(char::is_alphanumeric) && (capital || count > 1) || count > 1 && capital)
                    // "# of boats" counts them.
                    && !(count == 1 && (behind.trim_start().starts_with(|c: char| c.is_ascii_digit()) || behind.starts_with(" of ")))
            }
        } else {
            count > 1 && parted && capital && before.ends_with(' ') && !before.trim_end().ends_with(['C', 'F']) && words > 0
        };
        // "# Show the tides only:" above code is a comment of the example.
        let is_comment = || {
            count == 1
                && !is_markdown
                && behind.trim_end().ends_with(':')
                && next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Code)
        };
        // "**# Note** that …" on a page: whoever set the words in bold saw the sign.
        let is_set = || {
            let inlines = article.inlines_of(id).iter();
            let mut set = inlines.filter(|inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis | InlineKind::Code));
            !is_markdown && set.any(|inline| inline.text.start() == hit.start() && (inline.text.end() as usize) < end)
        };
        // "# @(#)README 5.1" is the mark of an old archive of versions.
        let is_mark = behind.trim_start().starts_with("@(#)");
        let is_framed = article.source.format() == Format::Plain && behind.trim_end().ends_with("##");
        if is_heading && !is_framed && !is_mark && !is_comment() && !is_set() {
            let shown = behind.char_indices().nth(50).map_or(behind.len(), |(at, _)| at);
            push(article, signs, What::Heading, id, Span::new(hit.start(), hit.end() + shown as u32));
        }
    }
}

/// Whether a sign was kept from being markup by whoever, or whatever, wrote the source.
fn stands_behind_backslash(article: &Document, sign: Span) -> bool {
    let start = article.source_span(sign).start() as usize;
    article.source.text().get(..start).is_some_and(|before| before.ends_with('\\'))
}

/// Whether a line with one sign of number goes on in the next line, as a comment above a command does, or is a command itself.
fn is_comment(article: &Document, line: Span) -> bool {
    let source = article.source.text();
    let before = source.get(..line.start() as usize).unwrap_or("").trim_end_matches([' ', '\t']);
    let behind = source.get(line.end() as usize..).unwrap_or("").trim_start_matches('\r');
    let next = behind.strip_prefix('\n').and_then(|rest| rest.lines().next()).unwrap_or("");
    let above = before.strip_suffix('\n').and_then(|rest| rest.lines().next_back()).unwrap_or("");
    // "# crane --all" and "# LANG=C crane" are typed by whoever may do everything.
    let words = line.cut(source).trim_start_matches(['#', ' ']);
    let is_command = words.starts_with(char::is_lowercase) || words.split(' ').next().is_some_and(|first| first.contains('='));
    // Behind more signs than one, a sentence above the line that it explains is no heading.
    let explains = line.cut(source).trim_end().ends_with('.') && !next.trim().is_empty();
    explains || !line.cut(source).starts_with("##") && (!next.trim().is_empty() || !above.trim().is_empty() || is_command)
}

/// "- one - two - three" in one paragraph.
pub(super) fn bullets(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    static ROW: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[:.;?!”)] ?)(?:[-*•–] ?)(?:\*\*)?[A-Za-z]").ok());
    // A short line of an export may have been guessed to be a heading.
    let may_be =
        |block: &crate::document::Block| block.kind == Kind::Paragraph || block.kind == Kind::Heading && block.flags.has(Flags::GUESS);
    let mut last: Option<BlockId> = None;
    for (id, _) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == BULLET) {
        let block = article.block(id);
        if last.replace(id) == Some(id) || !may_be(block) {
            continue;
        }
        let text = article.text_of(id);
        // Two signs of the same kind behind blanks show a row; most paragraphs have not even one.
        let sign = [" - ", " • ", " * "].into_iter().find(|sign| {
            memchr::memmem::find_iter(text.as_bytes(), sign).take(2).count() > 1 - usize::from(text.starts_with(sign.trim_start()))
        });
        let Some(sign) = sign else { continue };
        // Dashes of sentences stand before small letters; stars and dots of lists stand in no sentence at all.
        let begins = |c: char| if sign == " - " { c.is_uppercase() } else { c.is_alphanumeric() };
        let capitals = |sign: &str| {
            text.match_indices(sign)
                .filter(|(at, _)| text.get(at + sign.len()..).is_some_and(|rest| rest.trim_start_matches('*').starts_with(begins)))
                .count()
        };
        // In an export the first of them made an item.
        let starts = text.starts_with(sign.trim_start()) || article.source.format() == Format::Plain && article.is_within(id, Kind::Item);
        let leads_in = ROW.iter().flat_map(|row| row.find_iter(text)).any(|found| {
            // "Format - Title (X axis) - Font" and "Filter... - Options" are ways through menus.
            let is_way = sign == " - " && (found.as_str().starts_with(')') || text.get(..found.end()).is_some_and(ends_in_dots));
            !is_way
                && text
                    .get(found.start()..)
                    .is_some_and(|rest| rest.trim_start_matches([':', '.', ';', '?', '!', '”', ')', ' ']).starts_with(sign.trim()))
        });
        let is_row = capitals(sign) + usize::from(starts) > 2 && (starts || leads_in);
        let in_form = block.flags.has(Flags::BOILER) || article.is_within(id, Kind::Cell) || article.is_within(id, Kind::Quote);
        // "NORTH    - the boats of the north quay": names in one column, and what they mean in the next.
        let is_in_column = || {
            let src = block.src.cut(article.source.text());
            let is_typed = sign == " - " && article.source.format() == Format::Plain;
            is_typed && src.lines().filter(|line| line.trim().contains("  - ")).nth(1).is_some()
        };
        let is_formula = sign != " • " && text.contains(" = ") || sign == " * " && text.contains(" + ");
        if is_row
            && !in_form
            && !text.contains(" | ")
            && !is_formula
            && !is_in_column()
            && (sign != " • " || !is_menu(article, id))
            && !is_in(article, id, block.text, &[InlineKind::Code, InlineKind::Break, InlineKind::Math])
        {
            let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
            push(article, signs, What::Bullets, id, Span::new(block.text.start(), block.text.start() + end as u32));
        }
    }
}

/// Whether three dots stand before the last sign of a text.
fn ends_in_dots(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '*')).ends_with("...")
}

/// Links with dots between them: a choice of languages.
fn is_menu(article: &Document, id: BlockId) -> bool {
    let linked: usize = article.links_in(id).map(|(inline, _)| inline.text.len() as usize).sum();
    2 * linked > article.text_of(id).len()
}

/// Rows between bars.
pub(super) fn tables(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    let source = article.source.text();
    if memchr::memchr(b'|', source.as_bytes()).is_none() {
        return;
    }
    if article.source.format() == Format::Plain {
        for (id, block) in article.of_kind(Kind::Table) {
            let src = block.src.cut(source);
            let first = src.lines().next().unwrap_or("");
            // A box that is drawn with signs shows the layout of something.
            if src.contains("+--") || src.contains("--+") {
                continue;
            }
            if first.trim_start().starts_with('|') && first.trim_end().ends_with('|') || src.contains("|---") || src.contains("| ---") {
                signs.push(Sign {
                    what: What::Table,
                    block: id,
                    src: Span::new(block.src.start(), block.src.start() + first.len() as u32),
                    words: first.chars().take(60).collect(),
                });
            }
        }
    }
    let mut needs_rule = None;
    let mut last: Option<BlockId> = None;
    let mut looked_at: Option<BlockId> = None;
    for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == BAR) {
        if last.is_some_and(|block| block == id || block + 1 == id) {
            last = Some(id);
            continue;
        }
        // All bars of a block say the same.
        if looked_at.replace(id) == Some(id) {
            continue;
        }
        let text = article.text_of(id);
        // Behind the signs of a rule comes the next bar: "|----- north" is a branch of a drawing.
        let is_rule = |(at, sign): (usize, &str)| {
            let rest = text.get(at + sign.len()..).unwrap_or("").trim_start_matches(['-', ':', ' ']);
            rest.is_empty() || rest.starts_with('|')
        };
        let has_rule = ["|---", "| ---", "|:--", "| :--", "|-"].iter().any(|rule| text.match_indices(rule).take(200).any(is_rule));
        let bars = text.bytes().take(2000).filter(|byte| *byte == b'|').count();
        // "|-----" without another bar is a drawing.
        let is_drawn =
            text.split_whitespace().next().is_some_and(|first| first.len() > 8 && first.bytes().filter(|byte| *byte == b'|').count() < 2);
        let is_row = text.starts_with('|') && text.ends_with('|') && bars > 2 && text.chars().any(char::is_alphanumeric);
        if (has_rule && bars > 2 || is_row && *needs_rule.get_or_insert_with(|| !is_kramdown(article)))
            && !(is_drawn && text.starts_with("|--"))
            && !is_shown(article, id, sign.text)
            && !article.is_within(id, Kind::Cell)
        {
            last = Some(id);
            let start = article.block(id).text.start();
            let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
            push(article, signs, What::Table, id, Span::new(start, start + end as u32));
        }
    }
}

/// Whether an article is written in the Markdown of kramdown, whose tables may do without the line below their head: it has attributes in braces,
/// or lies where Jekyll looks for posts.
fn is_kramdown(article: &Document) -> bool {
    let is_post = article.source.path().components().any(|part| part.as_os_str() == "_posts");
    is_markdown(article) && (is_post || article.source.text().lines().any(|line| line.trim_start().starts_with("{:")))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    const RULE: &str = "unrendered-markup";

    #[test]
    fn settings_columns_and_pages_in_text_have_signs_of_their_own() {
        let text = |words: &str| format!("The tide program\n\nThe program reads these lines at noon.\n\n{words}\n\nIt closes at six.\n");
        for words in [
            "## The gauge of the north quay is not read by night.\ngauge -A south/quay",
            "CRAP            - Can be almost anything\nMSGS            - Private notes of the crew\nPUBLIC          - Notes of the board",
        ] {
            assert_eq!(findings(RULE, "tides.txt", &text(words)), [], "{words}");
        }
        let tags = "The <strong>Tide window</strong> shows the tides, and <em>Close</em> closes it.";
        assert_eq!(findings(RULE, "window.txt", &format!("<title>Tides</title>\n{tags}<br>\n")), []);
        assert_eq!(findings(RULE, "NEWS.txt", &text(tags)), []);
        assert_eq!(findings(RULE, "window.txt", &text(tags)).len(), 1);
        let page = |class: &str| {
            format!("<h1>Formulas</h1><p>The clerk types a line.</p><p><span class=\"{class}\">tide ~~toward~~ noon</span></p>")
        };
        assert_eq!(findings(RULE, "a.html", &page("input")), []);
        assert_eq!(findings(RULE, "a.html", &page("wide")).len(), 1);
    }
}
