use super::*;
use crate::document::{Builder, InlineKind, Link, LinkForm, Meta, MetaFrom, NONE};
use crate::finding::Severity;
use crate::limits::Limits;
use crate::rule::{ArticleType, SignSearch};
use crate::source::{Format, Source};

/// Builds a document over `source`, whose parts are found by their words.
struct Article<'s> {
    builder: Builder<'s>,
    source: &'s str,
}

impl<'s> Article<'s> {
    fn of(source: &'s str, limits: &'s Limits) -> Self {
        Self { builder: Builder::new(source, limits), source }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.source.find(words).unwrap();
        Span::of(start, start + words.len())
    }

    fn leaf(&mut self, kind: Kind, level: u8, words: &str) -> &mut Self {
        let span = self.span(words);
        self.builder.open_with(kind, Flags::empty(), level, span.start());
        self.builder.text(span);
        self.builder.close(span.end());
        self
    }

    fn heading(&mut self, level: u8, words: &str) -> &mut Self {
        self.leaf(Kind::Heading, level, words)
    }

    fn paragraph(&mut self, words: &str) -> &mut Self {
        self.leaf(Kind::Paragraph, 0, words)
    }

    /// A list whose items are given with the bullets before their words.
    fn list(&mut self, items: &[&str]) -> &mut Self {
        let start = self.span(items[0]).start();
        self.builder.open(Kind::List, start);
        let mut end = start;
        for item in items {
            let span = Span::new(end + self.span_from(end, item), 0);
            let span = Span::of(span.start() as usize, span.start() as usize + item.len());
            self.builder.open(Kind::Item, span.start());
            let words = item.trim_start_matches(['-', ' ']);
            self.builder.text(Span::new(span.end() - words.len() as u32, span.end()));
            self.builder.close(span.end());
            self.builder.close_through(NONE, span.end());
            while self.builder.current_kind() != Kind::List {
                self.builder.close(span.end());
            }
            end = span.end();
        }
        self.builder.close(end);
        self
    }

    fn span_from(&self, from: u32, words: &str) -> u32 {
        self.source.get(from as usize..).unwrap().find(words).unwrap() as u32
    }

    fn meta(&mut self, key: &str, value: &str) -> &mut Self {
        let src = self.span(value);
        self.builder.meta(Meta { from: MetaFrom::FrontMatter, key: key.into(), value: value.into(), src });
        self
    }

    fn finish(self, format: Format) -> Document {
        let source = Source::of_text("article", format, self.source);
        let mut document = self.builder.finish();
        document.source = source;
        document
    }
}

fn image(alt: Option<&str>) -> Link {
    Link { url: "churn.svg".into(), url_src: Span::at(0), title: None, alt: alt.map(Into::into), form: LinkForm::Direct }
}

fn rule(check: &str) -> Result<Declared, String> {
    rule_saying("“{}” is not our word", check)
}

fn rule_saying(message: &str, check: &str) -> Result<Declared, String> {
    let text = format!(
        "+++\nid = \"house-word\"\ncriterion = \"clean\"\nseverity = \"error\"\nmessage = \"{message}\"\nhelp = \"mend it\"\n\n{check}\n+++\n# House word\n"
    );
    let article = super::Article::parse(&text).unwrap();
    Declared::new(&article, article.options.clone()).map_err(|error| error.message().to_owned())
}

/// The words under each finding, with its message.
fn found(rule: &Declared, document: &Document, of_type: Option<&ArticleType>) -> Vec<(String, String)> {
    let mut found = Found::new(document, of_type, Severity::Error);
    found.see(SignSearch::new([rule.signs()]).look(document).pop().unwrap_or_default());
    rule.check(document, &mut found);
    let (findings, _, _) = found.into_parts();
    findings.iter().map(|finding| (finding.span.cut(document.source.text()).to_owned(), finding.message.plain())).collect()
}

fn words(rule: &Declared, document: &Document) -> Vec<String> {
    found(rule, document, None).into_iter().map(|(words, _)| words).collect()
}

fn concerned(rule: &Declared, document: &Document) -> bool {
    let mut found = Found::new(document, None, Severity::Error);
    rule.check(document, &mut found);
    found.into_parts().2
}

#[test]
fn unknown_and_senseless_options_are_refused_with_the_reason() {
    let refused = |check: &str| rule(check).err().unwrap();
    assert!(refused("[check.count]\nof = \"words\"\nper = \"list\"\nat-leest = 1").contains("unknown field `at-leest`, expected one of"));
    assert!(refused("[check.count]\nof = \"verbs\"\nper = \"list\"\nat-least = 1").contains("unknown variant `verbs`"));
    assert_eq!(refused("[check.count]\nof = \"words\"\nper = \"list\""), "a count rule has `at-least`, `at-most` or both");
    assert_eq!(refused("[check.count]\nof = \"words\"\nper = \"list\"\nat-least = 3\nat-most = 2"), "`at-least` is more than `at-most`");
    assert_eq!(refused("[check.pattern]\nscope = \"text\""), "a pattern rule has either `pattern` or `words`");
    assert_eq!(refused("[check.pattern]\npattern = \"x*\""), "`x*` matches the empty text, so it would match everywhere");
    assert_eq!(refused("[check.pattern]\npattern = \"(rye\""), "`(rye` is no pattern: unclosed group");
    assert_eq!(refused("[check.pattern]\nwords = [\"rye\", \" \"]"), "`words` holds at least one word, and no empty one");
    assert_eq!(refused("[check.pattern]\npattern = '\\w{400}{400}'"), "the pattern needs more than 1000000 bytes when compiled");
    assert_eq!(refused("[check.required-section]\ntitles = []"), "`titles` names at least one section");
    assert_eq!(refused("[check.required-section]\ntitles = [\"Sources\"]\nlevel = 7"), "`level` is a number from 1 to 6");
    assert_eq!(refused("[check.selector]\ncss = \"li\""), "a selector rule has either `forbidden = true` or `required = true`");
    assert_eq!(refused("[check.metadata]\nkey = \"date\""), "a metadata rule has `required = true`, `pattern`, `one-of` or `type`");
    assert_eq!(refused("[check.coded]"), "the kind `coded` needs a check of its own, which rule `house-word` does not have");
}

#[test]
fn deeply_nested_patterns_and_selectors_are_refused() {
    let pattern = format!("[check.pattern]\npattern = '{}rye{}'", "(".repeat(200), ")".repeat(200));
    assert!(rule(&pattern).err().unwrap().contains("nest"));
    let css = format!("[check.selector]\nforbidden = true\ncss = '{}li{}'", ":not(".repeat(100), ")".repeat(100));
    assert_eq!(rule(&css).err().unwrap(), "the selector nests brackets more than 8 deep");
}

#[test]
fn a_hit_is_shown_at_its_words_and_quoted() {
    let limits = Limits::default();
    let mut article = Article::of("# Utilise the oven\n\nBakers utilise rye.\n", &limits);
    article.heading(1, "Utilise the oven").paragraph("Bakers utilise rye.");
    let document = article.finish(Format::Markdown);
    let exact = rule("[check.pattern]\nwords = [\"utilise\"]").unwrap();
    assert_eq!(found(&exact, &document, None), [("utilise".to_owned(), "“utilise” is not our word".to_owned())]);
    let any_case = rule("[check.pattern]\nwords = [\"utilise\"]\nignore-case = true").unwrap();
    assert_eq!(words(&any_case, &document), ["Utilise", "utilise"]);
    let headings = rule("[check.pattern]\nwords = [\"utilise\"]\nignore-case = true\nscope = \"heading\"").unwrap();
    assert_eq!(words(&headings, &document), ["Utilise"]);
}

#[test]
fn words_are_whole_words_also_beside_letters_beyond_ascii() {
    let limits = Limits::default();
    let text = "The café sells caf rolls, élan and Zoë’s élans; net   revenue is net.";
    let mut article = Article::of(text, &limits);
    article.paragraph(text);
    let document = article.finish(Format::Plain);
    let exact = rule("[check.pattern]\nwords = [\"caf\", \"élan\", \"net\", \"net revenue\", \"Zo\"]").unwrap();
    assert_eq!(words(&exact, &document), ["caf", "élan", "net   revenue", "net"]);
    let any_case = rule("[check.pattern]\nwords = [\"CAFÉ\", \"Élan\", \"NET\", \"zoë’s\"]\nignore-case = true").unwrap();
    assert_eq!(words(&any_case, &document), ["café", "élan", "Zoë’s", "net", "net"]);
    let mixed = rule("[check.pattern]\nwords = [\"CAFÉ\", \"zoë’s\"]\nignore-case = true").unwrap();
    assert_eq!(words(&mixed, &document), ["café", "Zoë’s"]);
}

#[test]
fn a_hit_does_not_cross_blocks_and_none_is_lost_behind_one_that_would() {
    let limits = Limits::default();
    let text = "Rye is dear in\n\norder to bake, ask in order to be told.";
    let mut article = Article::of(text, &limits);
    article.paragraph("Rye is dear in").paragraph("order to bake, ask in order to be told.");
    let document = article.finish(Format::Markdown);
    assert_eq!(words(&rule("[check.pattern]\npattern = 'in\\s+order\\s+to'").unwrap(), &document), ["in order to"]);
    // Anchors stand for the ends of a block.
    assert_eq!(words(&rule("[check.pattern]\npattern = '^order'").unwrap(), &document), ["order"]);
    assert_eq!(words(&rule("[check.pattern]\npattern = 'in$'").unwrap(), &document), ["in"]);
}

#[test]
fn exceptions_silence_what_they_touch() {
    let limits = Limits::default();
    let text = "Stock is low. Rolling stock is not stock.";
    let mut article = Article::of(text, &limits);
    article.paragraph(text);
    let document = article.finish(Format::Markdown);
    let rule =
        rule("[check.pattern]\nwords = [\"stock\"]\nignore-case = true\nexcept = ['rolling\\s+stock']\nreplace = \"goods\"").unwrap();
    assert_eq!(words(&rule, &document), ["Stock", "stock"]);
    assert_eq!(rule.replacement(), Some("goods"));
}

#[test]
fn code_and_furniture_are_passed_over_but_the_source_holds_everything() {
    let limits = Limits::default();
    let text = "Type TODO here\n\nTODO in code\n\nTODO in a footer\n\nA TODO is left\n";
    let mut article = Article::of(text, &limits);
    let span = article.span("TODO here");
    article.builder.open(Kind::Paragraph, 0);
    article.builder.text(Span::new(0, span.start()));
    article.builder.open_inline(InlineKind::Code, span.start(), NONE);
    article.builder.text(Span::new(span.start(), span.start() + 4));
    article.builder.close_inline(span.start() + 4);
    article.builder.close(span.end());
    article.leaf(Kind::Code, 0, "TODO in code");
    let footer = article.span("TODO in a footer");
    article.builder.open_with(Kind::Paragraph, Flags::BOILER, 0, footer.start());
    article.builder.text(footer);
    article.builder.close(footer.end());
    article.paragraph("A TODO is left");
    let document = article.finish(Format::Markdown);
    assert_eq!(found(&rule("[check.pattern]\nwords = [\"TODO\"]").unwrap(), &document, None).len(), 1);
    assert_eq!(words(&rule("[check.pattern]\npattern = 'TODO\\b.*'").unwrap(), &document), ["TODO is left"]);
    assert_eq!(
        words(&rule("[check.pattern]\npattern = 'TODO.*'\nscope = \"source\"").unwrap(), &document),
        ["TODO here", "TODO in code", "TODO is left"]
    );
}

#[test]
fn metadata_and_link_texts_are_scopes_of_their_own() {
    let limits = Limits::default();
    let text = "title: Draft of the menu\n\nRead the draft here.";
    let mut article = Article::of(text, &limits);
    article.meta("title", "Draft of the menu");
    let (sentence, link) = (article.span("Read the draft here."), article.span("here"));
    article.builder.open(Kind::Paragraph, sentence.start());
    article.builder.text(Span::new(sentence.start(), link.start()));
    let target = article.builder.link(image(None));
    article.builder.open_inline(InlineKind::Link, link.start(), target);
    article.builder.text(link);
    article.builder.close_inline(link.end());
    article.builder.close(sentence.end());
    let document = article.finish(Format::Markdown);
    assert_eq!(words(&rule("[check.pattern]\nwords = [\"Draft\"]\nscope = \"metadata\"").unwrap(), &document), ["Draft"]);
    let here = rule("[check.pattern]\npattern = '^here$'\nscope = \"link-text\"").unwrap();
    assert!(concerned(&here, &document));
    let no_list = rule("[check.pattern]\nwords = [\"here\"]\nscope = \"list-item\"").unwrap();
    assert!(!concerned(&no_list, &document));
}

#[test]
fn an_item_without_words_is_empty_and_shown_at_its_bullet() {
    let limits = Limits::default();
    let mut article = Article::of("- Net revenue retention\n-\n- ✓\n- Churn\n", &limits);
    article.list(&["- Net revenue retention", "-", "- ✓", "- Churn"]);
    let document = article.finish(Format::Markdown);
    let rule = rule_saying("list item has no text", "[check.count]\nof = \"words\"\nper = \"list-item\"\nat-least = 1").unwrap();
    assert_eq!(found(&rule, &document, None), [("-".to_owned(), "list item has no text".to_owned())]);
}

#[test]
fn pictures_templates_and_players_are_not_empty() {
    let limits = Limits::default();
    let text = "- ![Churn by month](churn.svg)\n- ![](dots.svg)\n- {{< price >}}\n- <video>\n- \u{200b}\n";
    let mut article = Article::of(text, &limits);
    article.builder.open(Kind::List, 0);
    for (words, what) in [("- ![Churn", 0), ("- ![](", 1), ("- {{", 2), ("- <video", 3), ("- \u{200b}", 4)] {
        let start = article.span(words).start();
        let line = Span::of(start as usize, start as usize + text.get(start as usize..).unwrap().lines().next().unwrap().len());
        let inner = Span::new(line.start() + 2, line.end());
        article.builder.open(Kind::Item, line.start());
        match what {
            0 => article.builder.image(image(Some("Churn by month")), inner),
            1 => article.builder.image(image(None), inner),
            2 => article.builder.object(InlineKind::Template, inner),
            3 => {
                article.builder.bare_block(Kind::Embed, inner);
            }
            _ => article.builder.text(inner),
        }
        article.builder.close_leaf(line.end());
        article.builder.close(line.end());
    }
    article.builder.close(text.len() as u32);
    let document = article.finish(Format::Markdown);
    let one = rule("[check.count]\nof = \"words\"\nper = \"list-item\"\nat-least = 1").unwrap();
    assert_eq!(words(&one, &document), ["- \u{200b}"]);
    let three = rule_saying("{} of {} words", "[check.count]\nof = \"words\"\nper = \"list-item\"\nat-least = 3").unwrap();
    let messages: Vec<String> = found(&three, &document, None).into_iter().map(|(_, message)| message).collect();
    assert_eq!(messages, ["1 of 3 words", "1 of 3 words", "1 of 3 words", "0 of 3 words"]);
}

#[test]
fn a_list_that_is_too_long_is_shown_at_its_first_surplus_item() {
    let limits = Limits::default();
    let mut article = Article::of("- Oars\n- Ropes\n- Lamps\n", &limits);
    article.list(&["- Oars", "- Ropes", "- Lamps"]);
    let document = article.finish(Format::Markdown);
    let rule = rule_saying("{} items, at most {}", "[check.count]\nof = \"items\"\nper = \"list\"\nat-most = 2").unwrap();
    assert_eq!(found(&rule, &document, None), [("- Lamps".to_owned(), "3 items, at most 2".to_owned())]);
}

#[test]
fn a_section_has_the_words_of_its_subsections_but_not_too_many_of_its_own() {
    let limits = Limits::default();
    let text = "# The ferry\n\n## Fares\n\n### Children\n\nChildren pay half the fare.\n\n## Crew\n\nFour.\n";
    let mut article = Article::of(text, &limits);
    article.heading(1, "The ferry").heading(2, "Fares").heading(3, "Children").paragraph("Children pay half the fare.");
    article.heading(2, "Crew").paragraph("Four.");
    let document = article.finish(Format::Markdown);
    assert_eq!(words(&rule("[check.count]\nof = \"words\"\nper = \"section\"\nat-least = 3").unwrap(), &document), ["Crew"]);
    assert_eq!(words(&rule("[check.count]\nof = \"words\"\nper = \"section\"\nat-most = 4").unwrap(), &document), ["Children"]);
    assert_eq!(words(&rule("[check.count]\nof = \"headings\"\nper = \"article\"\nat-most = 3").unwrap(), &document), ["The ferry"]);
    assert_eq!(
        words(&rule("[check.count]\nof = \"characters\"\nper = \"paragraph\"\nat-most = 10").unwrap(), &document),
        ["Children pay half the fare."]
    );
}

#[test]
fn a_required_section_is_found_whatever_its_case_number_or_marks() {
    let limits = Limits::default();
    let text = "# The ferry\n\n## 3. SOURCES:\n\nThe log.\n\n## Overview\n\nIt sails.\n";
    let mut article = Article::of(text, &limits);
    article.heading(1, "The ferry").heading(2, "3. SOURCES:").paragraph("The log.").heading(2, "Overview").paragraph("It sails.");
    let document = article.finish(Format::Markdown);
    let missing = |titles: &str| rule_saying("section “{}” is missing", &format!("[check.required-section]\n{titles}")).unwrap();
    assert!(words(&missing("titles = [\"References\", \"Sources\"]"), &document).is_empty());
    let pair = |words: &str, message: &str| (words.to_owned(), message.to_owned());
    assert_eq!(found(&missing("titles = [\"Costs\"]"), &document, None), [pair("The ferry", "section “Costs” is missing")]);
    assert_eq!(words(&missing("titles = [\"Sources\"]\nlevel = 3"), &document), ["The ferry"]);
    assert_eq!(words(&missing("titles = [\"Sources\"]\nafter = \"Overview\""), &document), ["3. SOURCES:"]);
    assert!(words(&missing("titles = [\"Overview\"]\nafter = \"Sources\""), &document).is_empty());
    let guides = missing("titles = [\"Costs\"]\ntypes = [\"guide\"]");
    let guide = ArticleType { name: "guide".to_owned(), ..ArticleType::default() };
    assert_eq!((found(&guides, &document, None).len(), found(&guides, &document, Some(&guide)).len()), (0, 1));
}

#[test]
fn metadata_is_required_and_typed() {
    let limits = Limits::default();
    let text = "---\ndate: 3 May\nwords: 1200\nstatus: done\n---\nIt sails.\n";
    let mut article = Article::of(text, &limits);
    article.meta("date", "3 May").meta("words", "1200").meta("status", "done").paragraph("It sails.");
    article.builder.front_matter(Span::of(0, text.find("It").unwrap() - 1));
    let document = article.finish(Format::Markdown);
    let of = |options: &str| rule_saying("{} says {}", &format!("[check.metadata]\n{options}")).unwrap();
    let pair = |words: &str, message: &str| vec![(words.to_owned(), message.to_owned())];
    assert_eq!(found(&of("key = \"author\"\nrequired = true"), &document, None), pair("---", "author says "));
    assert_eq!(found(&of("key = \"Date\"\ntype = \"date\""), &document, None), pair("3 May", "Date says 3 May"));
    assert!(words(&of("key = \"words\"\ntype = \"number\"\nrequired = true"), &document).is_empty());
    assert_eq!(words(&of("key = \"status\"\none-of = [\"draft\", \"live\"]"), &document), ["done"]);
    assert_eq!(words(&of("key = \"status\"\npattern = '^d.+d$'"), &document), ["done"]);
    assert!(!concerned(&of("key = \"author\"\ntype = \"text\""), &document));
}

#[test]
fn selectors_see_the_blocks_as_a_page_would_have_them() {
    let limits = Limits::default();
    let text = "## Crew\n\n- Four people\n-\n\nThe end.\n";
    let mut article = Article::of(text, &limits);
    article.heading(2, "Crew").list(&["- Four people", "-"]).paragraph("The end.");
    let document = article.finish(Format::Markdown);
    let forbidden = |css: &str| words(&rule(&format!("[check.selector]\nforbidden = true\ncss = \"{css}\"")).unwrap(), &document);
    assert_eq!(forbidden("li:empty"), ["-"]);
    assert_eq!(forbidden("h2 + ul"), ["- Four people"]);
    assert_eq!(forbidden("article > p:last-child"), ["The end."]);
    assert_eq!(forbidden("ul:has(> li:nth-child(3))"), [""; 0]);
    let required = |css: &str| words(&rule(&format!("[check.selector]\nrequired = true\ncss = \"{css}\"")).unwrap(), &document);
    assert_eq!((required("h2"), required("table")), (vec![], vec!["Crew".to_owned()]));
    assert!(
        rule("[check.selector]\nforbidden = true\ncss = \"li:hover\"")
            .err()
            .unwrap()
            .starts_with("`li:hover` is no selector that can be used")
    );
    assert!(rule("[check.selector]\nforbidden = true\ncss = \"h2 ~ ul\"").err().unwrap().starts_with("`~` between elements"));
}

#[test]
fn on_a_page_selectors_see_its_own_classes_and_attributes_but_not_its_furniture() {
    let page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Crew</title></head>\n<body>\n<nav><ul><li><a href=\"/\">Home</a></li></ul></nav>\n\
        <article>\n<h1>Crew</h1>\n<p class=\"lead\">Four people sail the ferry, and two of them know how the engine is started in the cold \
        months of the year, which takes patience.</p>\n<ul>\n<li>Oars</li>\n<li> </li>\n</ul>\n<p>See <font color=\"red\">the timetable</font>.</p>\n\
        </article>\n</body></html>\n";
    let document = Document::read(Source::of_text("crew.html", Format::Html, page), &Limits::default(), "en");
    let forbidden = |css: &str| words(&rule(&format!("[check.selector]\nforbidden = true\ncss = '{css}'")).unwrap(), &document);
    assert_eq!(forbidden("li:empty"), ["<li> </li>"]);
    assert_eq!(forbidden("font[color]"), ["<font color=\"red\">the timetable</font>"]);
    assert_eq!(forbidden("p.lead + ul > li:first-child"), ["<li>Oars</li>"]);
    assert_eq!(forbidden("a, nav"), [""; 0]);
    let required = |css: &str| words(&rule(&format!("[check.selector]\nrequired = true\ncss = '{css}'")).unwrap(), &document);
    assert_eq!((required("html[lang] title"), required("nav")), (vec![], vec!["Crew".to_owned()]));
}

#[test]
fn a_pattern_that_looks_far_ahead_takes_linear_time() {
    let limits = Limits::default();
    let text = "alder \n\n".repeat(40_000);
    let mut builder = Builder::new(&text, &limits);
    for start in (0..text.len()).step_by(8) {
        builder.open(Kind::Paragraph, start as u32);
        builder.text(Span::of(start, start + 6));
        builder.close(start as u32 + 6);
    }
    let mut document = builder.finish();
    document.source = Source::of_text("article", Format::Plain, &text);
    let rule = rule("[check.pattern]\npattern = 'alder[^z]*z|alder'").unwrap();
    let start = std::time::Instant::now();
    let mut found = Found::new(&document, None, Severity::Error);
    rule.check(&document, &mut found);
    let (findings, beyond, _) = found.into_parts();
    assert_eq!(findings.len() as u32 + beyond, 40_000);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
