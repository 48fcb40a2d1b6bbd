//! What checks ask a [`Document`]: blocks and their neighbours, text and the bytes it came from, sections, links, the title.

use super::{Block, BlockId, Document, Flags, Inline, InlineKind, Kind, Link, MetaFrom, NONE, Piece, Section};
use crate::span::Span;

impl Document {
    /// The root block, which also stands for any block that does not exist.
    pub const ROOT: BlockId = 0;

    /// A block; the root if there is none of that index.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        const NOTHING: &Block =
            &Block { kind: Kind::Root, level: 0, flags: Flags::empty(), parent: 0, end: 0, src: Span::at(0), text: Span::at(0), aux: NONE };
        self.blocks.get(id as usize).or_else(|| self.blocks.first()).unwrap_or(NOTHING)
    }

    /// The rendered text of a block with all blocks inside it.
    #[must_use]
    pub fn text_of(&self, id: BlockId) -> &str {
        let text = self.block(id).text;
        let (start, mut end) = (text.start() as usize, text.end() as usize);
        // By bytes, and cut once: every check asks for the text of every block.
        let bytes = self.text.as_bytes();
        while end > start && bytes.get(end - 1) == Some(&b'\n') {
            end -= 1;
        }
        self.text.get(start..end).unwrap_or("")
    }

    /// The string that `aux` points to.
    #[must_use]
    pub fn string(&self, aux: u32) -> Option<&str> {
        self.strings.get(aux as usize).map(|string| &**string)
    }

    /// All block ids with their blocks, in document order.
    pub fn all(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().map(|(id, block)| (id as BlockId, block))
    }

    /// All blocks of one kind outside page furniture, in document order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (BlockId, &Block)> {
        self.all().filter(move |(_, block)| block.kind == kind && !block.flags.has(Flags::BOILER))
    }

    /// The children of a block.
    #[must_use]
    pub fn children(&self, id: BlockId) -> Children<'_> {
        Children { document: self, next: id + 1, end: self.block(id).end }
    }

    /// The blocks behind `id` in the same container.
    #[must_use]
    pub fn siblings_behind(&self, id: BlockId) -> Children<'_> {
        Children { document: self, next: self.block(id).end, end: self.block(self.block(id).parent).end }
    }

    /// The blocks that hold `id`, innermost first, without the root.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(self.block(id).parent), |&id| Some(self.block(id).parent)).take_while(|&id| id != Self::ROOT)
    }

    /// Whether a block of this kind holds `id`.
    #[must_use]
    pub fn is_within(&self, id: BlockId, kind: Kind) -> bool {
        self.ancestors(id).any(|ancestor| self.block(ancestor).kind == kind)
    }

    /// Whether a reader sees anything of the block: text, a picture, code, a formula, a template or a player.
    #[must_use]
    pub fn has_content(&self, id: BlockId) -> bool {
        let block = self.block(id);
        self.range_has_content(id, block.end)
    }

    /// Whether a reader sees anything of the blocks from `start` to before `end`, headings included and furniture left out.
    #[must_use]
    pub fn range_has_content(&self, start: BlockId, end: BlockId) -> bool {
        let range = start as usize..(end as usize).max(start as usize);
        self.blocks.get(range).unwrap_or_default().iter().any(|block| {
            !block.flags.has(Flags::BOILER)
                && (matches!(block.kind, Kind::Template | Kind::Embed | Kind::Math | Kind::Toc)
                    || block.kind.is_leaf() && block.text.cut(&self.text).chars().any(is_visible))
        }) || self.inlines_of_range(start, end).iter().any(|inline| {
            matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math)
                && !self.block(inline.block).flags.has(Flags::BOILER)
                && !(inline.kind == InlineKind::Image && self.shows_no_picture(inline))
        })
    }

    /// `![]()`, `<img src="">`: neither an address nor words, and no attribute from which a script takes the address later.
    fn shows_no_picture(&self, image: &Inline) -> bool {
        let link = self.links.get(image.aux as usize);
        link.is_some_and(|link| link.url.trim().is_empty() && link.alt.as_deref().is_none_or(|alt| alt.trim().is_empty())) && {
            let tag = image.src.cut(self.source.text());
            !tag.contains("data-") && !tag.contains("srcset") && !tag.contains("id=")
        }
    }

    /// The inline ranges of a block and all blocks inside it.
    #[must_use]
    pub fn inlines_of(&self, id: BlockId) -> &[Inline] {
        self.inlines_of_range(id, self.block(id).end)
    }

    /// The inline ranges of the blocks from `start` to before `end`.
    #[must_use]
    pub fn inlines_of_range(&self, start: BlockId, end: BlockId) -> &[Inline] {
        let from = self.inlines.partition_point(|inline| inline.block < start);
        let to = self.inlines.partition_point(|inline| inline.block < end);
        self.inlines.get(from..to).unwrap_or_default()
    }

    /// The links of a block and all blocks inside it, with where they stand.
    pub fn links_in(&self, id: BlockId) -> impl Iterator<Item = (&Inline, &Link)> {
        self.inlines_of(id)
            .iter()
            .filter(|inline| inline.kind == InlineKind::Link)
            .filter_map(|inline| Some((inline, self.links.get(inline.aux as usize)?)))
    }

    /// The leaf block that holds the text at this offset of [`Document::text`].
    #[must_use]
    pub fn leaf_at(&self, text_offset: u32) -> BlockId {
        let after = self.blocks.partition_point(|block| block.text.start() <= text_offset);
        (0..after).rev().find(|&id| self.blocks.get(id).is_some_and(|block| block.kind.is_leaf() && !block.text.is_empty())).unwrap_or(0)
            as BlockId
    }

    /// The source bytes of a range of [`Document::text`]. A piece that is not linear is taken whole.
    #[must_use]
    pub fn source_span(&self, text: Span) -> Span {
        let first = self.pieces.partition_point(|piece| piece.at + piece.text_len <= text.start());
        let Some(first) = self.pieces.get(first) else {
            return self.pieces.last().map_or(Span::at(0), |last| Span::at(last.src.end()));
        };
        let start = first.source_offset(text.start(), false);
        if text.is_empty() {
            return Span::at(start);
        }
        let last = self.pieces.partition_point(|piece| piece.at < text.end());
        let end = last.checked_sub(1).and_then(|last| self.pieces.get(last)).map_or(start, |last| last.source_offset(text.end(), true));
        Span::new(start, end)
    }

    /// The innermost section whose heading or content holds the block.
    #[must_use]
    pub fn section_of(&self, id: BlockId) -> Option<&Section> {
        let after = self.sections.partition_point(|section| section.heading <= id);
        after.checked_sub(1).and_then(|index| self.sections.get(index))
    }

    /// The sections that hold this one, innermost first.
    pub fn parents<'d>(&'d self, section: &'d Section) -> impl Iterator<Item = &'d Section> {
        std::iter::successors(self.sections.get(section.parent as usize), |section| self.sections.get(section.parent as usize))
    }

    /// The bytes of the source that hold the text of a block: for a heading its words without its marks.
    #[must_use]
    pub fn text_src(&self, id: BlockId) -> Span {
        let block = self.block(id);
        let text = Span::new(block.text.start(), block.text.start() + self.text_of(id).len() as u32);
        if text.is_empty() { block.src } else { self.source_span(text) }
    }

    /// The title: what the article calls itself in its metadata, else its first heading of level 1.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let said = |from: MetaFrom, key: &str| {
            self.meta.iter().find(|meta| meta.from == from && meta.key.eq_ignore_ascii_case(key)).map(|meta| meta.value.trim())
        };
        said(MetaFrom::FrontMatter, "title")
            .or_else(|| self.sections.iter().find(|section| section.level == 1).map(|section| self.text_of(section.heading)))
            .or_else(|| said(MetaFrom::Title, "title"))
            .or_else(|| said(MetaFrom::MetaTag, "og:title"))
            .filter(|title| !title.is_empty())
    }

    /// The year in which the article says it was published, and the month if that is said as well.
    #[must_use]
    pub fn published_in(&self) -> Option<(i16, Option<u8>)> {
        const KEYS: [&str; 9] = [
            "date",
            "published",
            "publishdate",
            "pubdate",
            "date_published",
            "datepublished",
            "article:published_time",
            "publish_date",
            "byline",
        ];
        let dated = self.meta.iter().filter(|meta| KEYS.iter().any(|key| meta.key.eq_ignore_ascii_case(key)));
        let said = dated.filter_map(|meta| year_and_month(&meta.value)).find(|(year, _)| (1900..=2099).contains(year));
        // Blogs put the day into the address: `blog/2024/05/03/…`, `2024-05-03-….md`.
        let addresses =
            self.meta.iter().filter(|meta| matches!(&*meta.key, "path" | "permalink" | "url" | "slug")).map(|meta| &*meta.value);
        said.or_else(|| addresses.chain(self.source.path().to_str()).find_map(year_and_month_of_address))
    }

    /// Front matter says `draft: true`, or `published: false`.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        let says = |meta: &super::Meta, key: &str, value: &str| &*meta.key == key && &*meta.value == value;
        let of_draft = |meta: &super::Meta| says(meta, "draft", "true") || says(meta, "published", "false");
        self.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && of_draft(meta))
    }
}

/// The first year of a date in whatever form, and its month.
fn year_and_month(date: &str) -> Option<(i16, Option<u8>)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts = || date.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let at = parts().position(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = parts().nth(at)?.parse().ok()?;
    let named =
        parts().find_map(|part| MONTHS.iter().position(|month| part.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month))));
    // `2024-03-02`
    let numbered =
        parts().nth(at + 1).filter(|part| part.len() == 2).and_then(|part| part.parse().ok()).filter(|month| (1..=12).contains(month));
    Some((year, named.map(|month| month as u8 + 1).or(numbered)))
}

/// The year and the month of a day in an address, or the year that the name of its file begins with: `1894-address-to-congress.txt`.
fn year_and_month_of_address(address: &str) -> Option<(i16, Option<u8>)> {
    let parts: Vec<&str> = address.split(['/', '\\', '-', '_', '.']).collect();
    let of_day = parts.windows(2).find_map(|pair| {
        let [year, month] = pair else { return None };
        let year = year.parse().ok().filter(|year| year_is_recent(*year))?;
        let month = month.parse().ok().filter(|part| month.len() == 2 && (1..=12).contains(part))?;
        Some((year, Some(month)))
    });
    let of_name = || {
        let name = address.rsplit(['/', '\\']).next()?;
        let (year, rest) = name.split_once(['-', '_'])?;
        let is_year = year.len() == 4 && rest.starts_with(|first: char| first.is_ascii_alphabetic());
        let year = year.parse().ok().filter(|year| is_year && (1700..=2099).contains(year))?;
        Some((year, None))
    };
    of_day.or_else(of_name)
}

fn year_is_recent(year: i16) -> bool {
    (1990..=2099).contains(&year)
}

impl Piece {
    /// The source offset of a text offset within the piece.
    fn source_offset(&self, text: u32, as_end: bool) -> u32 {
        let within = text.saturating_sub(self.at).min(self.text_len);
        match (self.text_len == self.src.len(), as_end) {
            (true, _) => self.src.start() + within,
            (false, false) => self.src.start(),
            (false, true) => self.src.end(),
        }
    }
}

/// Iterates over the children of a block.
pub struct Children<'d> {
    document: &'d Document,
    next: BlockId,
    end: BlockId,
}

impl Iterator for Children<'_> {
    type Item = BlockId;

    fn next(&mut self) -> Option<BlockId> {
        if self.next >= self.end {
            return None;
        }
        let id = self.next;
        // A damaged tree must not stand still.
        self.next = self.document.block(id).end.max(id + 1);
        Some(id)
    }
}

/// Whether a reader sees a character: neither a blank nor one without a width.
fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
