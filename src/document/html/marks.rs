//! What an element's attributes say about its part in the page: hidden, furniture, a byline, a table of contents …

use html5ever::{Attribute, local_name};

use super::role::Role;
use super::tree::{NodeId, Tree};

/// A set of statements about an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u32);

impl Marks {
    /// Not shown.
    pub(super) const HIDDEN: Self = Self(1);
    /// Page furniture, by role or by a word of its class or id.
    pub(super) const FURNITURE: Self = Self(1 << 1);
    /// Readers' comments.
    pub(super) const COMMENTS: Self = Self(1 << 2);
    /// Says who wrote the article and when.
    pub(super) const BYLINE: Self = Self(1 << 3);
    /// A table of contents.
    pub(super) const TOC: Self = Self(1 << 4);
    /// A box with a note, a tip, a warning.
    pub(super) const ALERT: Self = Self(1 << 5);
    /// Holds footnotes.
    pub(super) const NOTES: Self = Self(1 << 6);
    /// A heading by its role.
    pub(super) const HEADING: Self = Self(1 << 7);
    /// `itemprop=articleBody`.
    pub(super) const ARTICLE_BODY: Self = Self(1 << 8);
    /// An article by role or type.
    pub(super) const ARTICLE: Self = Self(1 << 9);
    /// The main part by role.
    pub(super) const MAIN: Self = Self(1 << 10);
    /// Only there for its looks.
    pub(super) const LAYOUT: Self = Self(1 << 11);
    /// Refers to a note by its role or class.
    pub(super) const NOTE_REF: Self = Self(1 << 12);
    /// Leads from a note back to its place, or from a heading to itself.
    pub(super) const BACK_LINK: Self = Self(1 << 13);
    /// A mark that is no text of the article ("edit" beside a heading).
    pub(super) const CONTROL: Self = Self(1 << 14);

    /// Only its id says that it is furniture.
    pub(super) const BY_ID_ALONE: Self = Self(1 << 15);
    /// Only its id says that it holds readers' comments; that of a section is made of its heading, which may be about comments.
    pub(super) const COMMENTS_BY_ID: Self = Self(1 << 16);

    const NONE: Self = Self(0);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Reads an element's attributes.
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut marks = Self::NONE;
        let mut by_id = Self::NONE;
        for attribute in attributes {
            let value = &*attribute.value;
            marks = marks.with(match attribute.name.local {
                local_name!("id") => {
                    by_id = Self::of_words(value);
                    Self::NONE
                }
                local_name!("class") => Self::of_words(value),
                local_name!("role") => Self::of_role(value.trim()),
                local_name!("hidden") => Self::HIDDEN,
                local_name!("aria-hidden") if value.trim().eq_ignore_ascii_case("true") => Self::HIDDEN,
                local_name!("style") if hides(value) => Self::HIDDEN,
                local_name!("itemprop") => match value.trim() {
                    "articleBody" => Self::ARTICLE_BODY,
                    "author" | "datePublished" | "dateModified" => Self::BYLINE,
                    _ => Self::NONE,
                },
                local_name!("rel") if value.split_ascii_whitespace().any(|word| word == "author") => Self::BYLINE,
                local_name!("itemtype") if value.trim_end().ends_with("Article") || value.trim_end().ends_with("BlogPosting") => {
                    Self::ARTICLE
                }
                _ => Self::NONE,
            });
        }
        if by_id.has(Self::FURNITURE) && !marks.has(Self::FURNITURE) {
            by_id = by_id.with(Self::BY_ID_ALONE);
        }
        if by_id.has(Self::COMMENTS) && !marks.has(Self::COMMENTS) {
            by_id = by_id.with(Self::COMMENTS_BY_ID);
        }
        // A heading that is a link back to the table of contents has its words in that link.
        let is_heading = || {
            attributes.iter().any(|attribute| {
                attribute.name.local == local_name!("class") && attribute.value.split_ascii_whitespace().any(|word| word == "toc-backref")
            })
        };
        // What MediaWiki hides beside its picture is the formula itself.
        let is_formula = attributes
            .iter()
            .any(|attribute| attribute.name.local == local_name!("class") && attribute.value.starts_with("mwe-math-mathml"));
        let marks = if is_formula { marks.without(Self::HIDDEN) } else { marks };
        let marks = marks.with(by_id);
        if marks.has(Self::BACK_LINK) && is_heading() { marks.without(Self::BACK_LINK) } else { marks }
    }

    fn of_role(role: &str) -> Self {
        match role {
            "navigation" | "complementary" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar"
            | "banner" => Self::FURNITURE,
            "heading" => Self::HEADING,
            "article" => Self::ARTICLE,
            "main" => Self::MAIN,
            "presentation" | "none" => Self::LAYOUT,
            "note" | "alert" => Self::ALERT,
            "doc-toc" => Self::TOC,
            "doc-endnotes" | "doc-footnote" => Self::NOTES,
            "doc-noteref" => Self::NOTE_REF,
            "doc-backlink" => Self::BACK_LINK,
            _ => Self::NONE,
        }
    }

    /// Whole words of a class or id; parts of words would hit wrappers such as `content-sidebar`.
    fn of_words(words: &str) -> Self {
        words.split_ascii_whitespace().fold(Self::NONE, |marks, word| {
            let known = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
                Self::of_word(&word.to_ascii_lowercase())
            } else {
                Self::of_word(word)
            };
            marks.with(known)
        })
    }

    fn of_word(word: &str) -> Self {
        match word {
            "related" | "related-posts" | "related-articles" | "related-content" | "relatedposts" | "related_posts" | "recommended"
            | "recommendations" | "read-more" | "readmore" | "more-stories" | "share" | "sharing" | "share-buttons" | "share-bar"
            | "social" | "social-share" | "social-links" | "social-media" | "sharedaddy" | "addtoany" | "cookie" | "cookies"
            | "cookie-banner" | "cookie-notice" | "cookie-consent" | "consent" | "gdpr" | "newsletter" | "newsletter-signup"
            | "subscribe" | "subscription" | "signup" | "sign-up" | "mailing-list" | "breadcrumb" | "breadcrumbs" | "author-box"
            | "author-bio" | "about-author" | "about-the-author" | "sidebar" | "side-bar" | "widget" | "widget-area" | "advertisement"
            | "advert" | "ads" | "ad" | "promo" | "promotion" | "sponsor" | "sponsored" | "pagination" | "pager" | "post-navigation"
            | "nav-links" | "prev-next" | "skip-link" | "skip-to-content" | "screen-reader-text" | "site-footer" | "site-header"
            | "footer" | "navbar" | "navigation" | "menu" | "popup" | "modal" | "print-only" | "noprint" | "back-to-top"
            | "scroll-to-top" | "feedback" | "was-this-helpful" | "page-feedback" | "catlinks" | "navbox" | "toolbar" => Self::FURNITURE,
            "comments" | "comment" | "comment-list" | "commentlist" | "comments-area" | "disqus_thread" | "respond" | "discussion" => {
                Self::COMMENTS
            }
            "byline" | "post-meta" | "entry-meta" | "article-meta" | "post-info" | "dateline" | "post-byline" | "article-byline"
            | "author-line" | "posted-on" | "meta-info" | "p-author" | "published" | "post-date" | "entry-date" => Self::BYLINE,
            "toc"
            | "table-of-contents"
            | "tableofcontents"
            | "toc-container"
            | "toc_container"
            | "ez-toc-container"
            | "wp-block-table-of-contents"
            | "article-toc"
            | "page-toc"
            | "document-toc"
            | "section-toc" => Self::TOC,
            "admonition" | "callout" | "alert" | "note" | "notecard" | "warning" | "tip" | "caution" | "important" | "infobox-note"
            | "markdown-alert" | "theme-admonition" | "custom-block" => Self::ALERT,
            "footnotes" | "endnotes" | "footnote-list" | "references-list" | "reflist" => Self::NOTES,
            "footnote-ref" | "footnote-reference" | "noteref" => Self::NOTE_REF,
            "footnote-backref" | "footnote-back" | "reversefootnote" | "headerlink" | "header-anchor" | "heading-anchor"
            | "anchor-link" | "mw-cite-backlink" | "hash-link" => Self::BACK_LINK,
            "mw-editsection" | "edit-link" | "copy-button" | "copybtn" => Self::CONTROL,
            _ => Self::NONE,
        }
    }
}

/// Whether classes say that a block is code: `<p class="code">`, as help systems and books made from `DocBook` write it, or a box of lines, as
/// `Doxygen` does (`<div class="fragment"><div class="line">`).
pub(super) fn is_set_as_code(tree: &Tree, id: NodeId, role: Role) -> bool {
    const CLASSES: [&str; 6] = ["code", "programlisting", "literallayout", "sourcecode", "screen", "codeblock"];
    let is_of = |id: NodeId, known: &[&str]| {
        let class = tree.attribute(id, &local_name!("class"));
        class.is_some_and(|class| class.split_ascii_whitespace().any(|word| known.contains(&word)))
    };
    match role {
        Role::Paragraph => is_of(id, &CLASSES),
        _ => {
            is_of(id, &["fragment"])
                && tree.children(id).find(|child| tree.element(*child).is_some()).is_some_and(|line| is_of(line, &["line"]))
        }
    }
}

/// Whether a class says that a heading is none, but who wrote the text and when, or what else stands below its title, as `DocBook` and R write it.
pub(super) fn is_credit(class: &str) -> bool {
    const CLASSES: [&str; 7] = ["author", "date", "subtitle", "othercredit", "corpauthor", "pubdate", "releaseinfo"];
    class.split_ascii_whitespace().any(|word| CLASSES.contains(&word))
}

/// Whether a style attribute keeps the element from being shown.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let (property, value) = (property.trim(), value.trim().trim_end_matches("!important").trim_end());
        property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || property.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_count_and_parts_of_words_do_not() {
        assert!(Marks::of_words("layout Share").has(Marks::FURNITURE));
        assert!(!Marks::of_words("content-sidebar shared-space").has(Marks::FURNITURE));
    }

    #[test]
    fn only_a_style_that_hides_hides() {
        assert!(hides("color:red; Display : NONE !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:block;--panel:none"));
    }
}
