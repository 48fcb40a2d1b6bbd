//! Sentences that an assistant said to whoever asked it for the text, and the marks that it leaves.

use std::cell::OnceCell;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use serde::Deserialize;

use super::expressions::{Expression, plain};
use super::shown::{is_about, is_kept_as_template, is_log, is_shown, opens_or_closes, seen_in_prose, seen_in_text, sentence, shows_code};
use crate::checks::prose::{has_words, next_block};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Signs, Words};
use crate::span::Span;

mod grammar;
mod prompts;
mod signs;

use grammar::Grammar;
use signs::{HEADS, MARKS, TOKENS};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChatResidue {
    /// What an assistant calls itself.
    selves: Words,
    /// Phrases that nobody else says, wherever they stand.
    phrases: Words,
    /// What it cannot do or have.
    limits: Words,
    /// Words with which it takes a task on.
    openers: Words,
    /// What it offers to do next.
    tasks: Words,
    /// How the text that it hands over was changed.
    changed: Words,
    /// What it says that it has done.
    done: Words,
    /// What it calls the text.
    works: Words,
    /// Verbs of what only a text undergoes.
    rewrites: Words,
    /// Parts and kinds of texts that it offers to make.
    pieces: Words,
    /// What of a text can be different.
    traits: Words,
    /// How it can be.
    qualities: Words,
    /// How its client gave it something.
    given: Words,
    /// How its client asked for the text.
    asked: Words,
    /// Lines that a chat window shows beside an answer, as a whole.
    controls: Words,
    /// Words of titles of articles that may speak of such sentences.
    subjects: Words,
    #[serde(skip)]
    grammars: OnceLock<Vec<(String, Grammar)>>,
}

/// Kinds of signs: how marks begin, and words of sentences.
const MARK: u8 = 0;
const HEAD: u8 = 1;

/// Words of a thought.
const THOUGHT: usize = 8;

/// What a text is called that was made anew.
const HEADED: [&str; 6] = ["version", "article", "draft", "text", "introduction", "paragraph"];

/// What a chat window shows of how an answer came about, as a whole line.
const SHOWN: &str = r"^(?:(?:thought|reasoned|worked) for (?:a few|a couple of|[0-9]+m?) ?(?:s|seconds?|minutes?|[0-9]+s)(?: [0-9]+ ?s(?:econds?)?)?|searched (?:the web|[0-9]+ (?:web ?)?(?:sites|sources|pages))|(?:draft|response|version) [0-9] (?:of|/) [0-9](?: view other drafts)?|(?:(?:share|export|rewrite|copy|regenerate|retry|good response|bad response|read aloud)(?:[ |]|·|•)*){3,}|tools? used: (?:web search|browser|browsing|code interpreter|python|search|none)\b.*)$";

impl ArticleCheck for ChatResidue {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        signs.add_parts(MARK, MARKS);
        signs.add(HEAD, HEADS.iter().copied().chain(prompts::HEADS));
        for (_, phrases) in self.phrases.by_language().chain(self.controls.by_language()) {
            signs.add(HEAD, phrases.iter().map(String::as_str));
        }
        // "Rewritten version:" heads the answer.
        for (_, changed) in self.changed.by_language() {
            signs.add(
                HEAD,
                changed.iter().flat_map(|how| HEADED.map(|what| format!("{how} {what}"))).collect::<Vec<_>>().iter().map(String::as_str),
            );
        }
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        static TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(TOKENS).ok());
        let seen = found.take_seen();
        links(article, found);
        if seen.is_empty() || is_kept_as_template(article) {
            return;
        }
        let mut last = Span::at(0);
        let mut marked: Option<BlockId> = None;
        for (id, sign) in seen_in_text(article, &seen).filter(|(_, sign)| sign.kind == MARK) {
            // A mark may hold another, and an answer leaves several: a paragraph is one finding.
            if marked == Some(id) {
                continue;
            }
            let rest = article.text.get(sign.text.start() as usize..article.block(id).text.end() as usize).unwrap_or("");
            let Some(mark) = TOKEN.as_ref().and_then(|token| token.find(rest)) else { continue };
            let hit = Span::new(sign.text.start(), sign.text.start() + mark.end() as u32);
            // Such tags and lines of data may be what an article about programs tells of.
            let may_be_told = || {
                ["<think", "</think", "<<", "</s>", "{"].iter().any(|start| hit.cut(&article.text).starts_with(start))
                    && shows_code(article)
                    // "<s>old</s>" strikes words out.
                    || hit.cut(&article.text) == "</s>" && article.text_of(id).contains("<s>")
            };
            // An export takes a line between two tags for code: what an assistant thought are sentences.
            let is_thought = || {
                article.block(id).kind == Kind::Code
                    && hit.cut(&article.text).starts_with("<think")
                    && has_words(article.text_of(id), THOUGHT)
            };
            // "The <think> block of the answer" speaks of it.
            let is_spoken_of = || {
                let text = article.text_of(id);
                let at = (hit.start() - article.block(id).text.start()) as usize;
                let before = text.get(..at).unwrap_or("").trim_end();
                let is_noun = ["the", "a", "an", "this", "its", "any"].iter().any(|word| {
                    before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric()))
                });
                hit.cut(&article.text).starts_with('<') && is_noun
            };
            if !is_shown(article, id, hit) && (is_thought() || !may_be_told() && !is_spoken_of()) {
                marked = Some(id);
                let words = hit.cut(&article.text);
                found.at(id, article.source_span(hit), "“{}” is a mark that a chat assistant left", [words]);
            }
        }
        let grammars = self.grammars.get_or_init(|| self.grammars());
        let Some((_, grammar)) = grammars.iter().find(|(language, _)| **language == *article.language.code) else { return };
        // Whoever writes down what was done, and is to be done, speaks of "this version" and of himself.
        if is_log(article) {
            return;
        }
        let whole = Whole::of(article);
        let mut reported: Option<(BlockId, Span)> = None;
        for (id, sign) in seen_in_prose(article, &seen).filter(|(_, sign)| sign.kind == HEAD) {
            let hit = sign.text;
            // A sentence is read once, whatever stands in it.
            if hit.start() < last.end() {
                continue;
            }
            let mut words = sentence(article, id, hit);
            // "Should I go on to use a list of names?" heads an answer.
            if article.block(id).kind == Kind::Heading
                && !article.block(id).flags.has(Flags::GUESS)
                && words.cut(&article.text).ends_with('?')
            {
                continue;
            }
            // "Certainly!" takes a task on, and the next sentence says which.
            let before = super::shown::before(article, id, Span::at(words.start()));
            let opener = before.trim_end();
            let at = opener.trim_end_matches(['!', '.', '?']).rfind(['.', '!', '?']).map_or(0, |mark| mark + 1);
            let asks = opener.get(..at).is_some_and(|before| before.ends_with('?'));
            if !opener.is_empty() && !asks && grammar.opens(opener.get(at..).unwrap_or("")) {
                words = Span::new(words.start() - (before.len() - at) as u32, words.end());
            }
            last = words;
            let cut = words.cut(&article.text);
            // A sentence ends before the mark that closes its quotation.
            let closing = article.text.get(words.end() as usize..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '”' | '"'));
            let quoted = closing.map_or_else(|| unquoted(cut), |mark| unquoted(&format!("{cut}{mark}")).into_owned().into());
            // "Here is a [more detailed guide](guide.md)" points to a page.
            let points = || {
                ["here", "below"].iter().any(|word| cut.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
                    && article.links_in(id).any(|(inline, _)| inline.text.overlaps(words))
            };
            // "If this needs changes to `tides.toml`, let me know": an author speaks of what the article has.
            let speaks_of_own = || {
                let own = |inline: &Inline| matches!(inline.kind, InlineKind::Code | InlineKind::Link) && inline.text.overlaps(words);
                cut.to_lowercase().contains("let me know") && article.inlines_of(id).iter().any(own)
            };
            // "Here's a corrected rewrite:" above code, and changes that somebody is thanked for.
            // "Here is an excerpt from a letter:" above a quotation says whose words follow.
            let hands_over_code = || {
                let next = next_block(article, id).map(|next| article.block(next).kind);
                cut.trim_end().ends_with(':') && (next == Some(Kind::Code) || next == Some(Kind::Quote) && cut.contains(" from "))
            };
            // "Here is a summary of the sections. This summary names …": whoever goes on about it wrote it.
            let goes_on = || {
                let behind = super::shown::behind(article, id, words).trim_start();
                ["here", "below"].iter().any(|word| cut.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
                    && ["This ", "It ", "These ", "They "].iter().any(|word| behind.starts_with(word))
            };
            // "It is kept for use in the next response" says what a program does with its answers.
            let speaks_of_responses = || {
                let lower = cut.to_lowercase();
                let is_first_person = |word: &str| matches!(word, "i" | "we" | "me" | "let" | "us" | "my");
                lower.contains("in the next response") && !lower.split(|c: char| !c.is_ascii_alphabetic()).any(is_first_person)
            };
            let thanks = || cut.contains("'s suggestion") || cut.contains("’s suggestion");
            if !grammar.betrays(&whole, id, words, &quoted)
                || is_shown(article, id, hit)
                || points()
                || speaks_of_own()
                || hands_over_code()
                || goes_on()
                || speaks_of_responses()
                || thanks()
            {
                continue;
            }
            // A page about assistants speaks of what they say; its own first and last words are still its own.
            if is_about(article, id, &grammar.subjects) && !opens_or_closes(article, id) {
                continue;
            }
            // One answer, one finding: further sentences of the same paragraph belong to it.
            if reported.is_some_and(|(block, _)| block == id) {
                continue;
            }
            reported = Some((id, words));
            found.at(id, article.source_span(words), "“{}” was said by a chat assistant, not by the article", [cut]);
        }
    }
}

/// Links that were copied from an answer: an assistant says in the address that the reader comes from it.
fn links(article: &Document, found: &mut Found<'_>) {
    const FROM: [&str; 7] = ["chatgpt", "openai", "perplexity", "claude", "copilot", "gemini", "deepseek"];
    if memchr::memmem::find(article.source.text().as_bytes(), b"utm_source=").is_none() {
        return;
    }
    for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Link) {
        let Some(link) = article.links.get(inline.aux as usize) else { continue };
        let from = link.url.split_once("utm_source=").map_or("", |(_, from)| from);
        if FROM.iter().any(|name| from.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))) {
            let words = inline.text.cut(&article.text);
            // Whoever read the source there may have copied its address.
            found.at(inline.block, inline.src, "the address of “{}” says that a chat assistant gave it", [words]).milder();
        }
    }
}

impl ChatResidue {
    fn grammars(&self) -> Vec<(String, Grammar)> {
        self.phrases.by_language().map(|(language, _)| (language.to_owned(), grammar::of(self, language))).collect()
    }
}

impl Grammar {
    /// Whether a sentence only takes a task on.
    fn opens(&self, sentence: &str) -> bool {
        const LONGEST: usize = 48;
        sentence.len() < LONGEST && {
            let said = plain(sentence);
            let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
            self.openers.iter().any(|opener| opener == bare)
        }
    }

    /// Whether a sentence is one of an assistant, by what of it stands between no quotation marks.
    fn betrays(&self, whole: &Whole<'_>, id: BlockId, words: Span, unquoted: &str) -> bool {
        static LINE: LazyLock<Expression> = LazyLock::new(|| Expression::of(SHOWN));
        let article = whole.article;
        let sentence = words.cut(&article.text);
        let said = plain(unquoted);
        let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
        let alone = article.text_of(id).len() <= sentence.len() + 4;
        if self.controls.iter().any(|control| control == bare) {
            // Buttons stand alone, and whoever tells what others said has no assistant that answers.
            return alone && (bare != "you said" || whole.names_assistant());
        }
        // A button whose words run into the sentence behind them.
        if self.controls.iter().any(|control| control.contains(' ') && !control.ends_with(" said") && runs_on(sentence, control)) {
            return true;
        }
        let is_line = || LINE.is_match(plain(article.text_of(id)).trim_end_matches('.'));
        if said.starts_with(['t', 'r', 'w', 's', 'd', 'v', 'g', 'c', 'e']) && words.start() == article.block(id).text.start() && is_line()
            || self.heads(article, id, bare)
        {
            return true;
        }
        // Tasks in a list are for readers, and so is what an article about such words tells them to do.
        let opens = words.start() == article.block(id).text.start();
        if opens
            && article.block(id).kind == Kind::Paragraph
            && !article.is_within(id, Kind::List)
            && !article.is_within(id, Kind::Cell)
            && self.prompts.is_match(&said)
            && !whole.is_about_search()
        {
            return true;
        }
        let form = self.sentences.first_match(&said);
        if form.is_some_and(|form| form < self.sure) {
            // People hope so too, in the middle of what they write.
            return !(bare.ends_with("hope this helps") || bare.ends_with("hope that helps")) || opens_or_closes(article, id);
        }
        self.offers(article, id, words, &said, form.is_some())
    }

    /// Whether a paragraph is a line that names the text below it as one that was made anew: "Rewritten version:".
    fn heads(&self, article: &Document, id: BlockId, bare: &str) -> bool {
        let text = article.text_of(id);
        text.ends_with(':')
            && text.len() <= bare.len() + 4
            && article.block(id).kind == Kind::Paragraph
            && HEADED.iter().any(|what| bare.strip_suffix(what).is_some_and(|how| self.changed.iter().any(|known| known == how.trim_end())))
            && next_block(article, id).is_some_and(|next| matches!(article.block(next).kind, Kind::Paragraph | Kind::Heading))
    }

    /// Whether a sentence, or it with the next one, offers or asks what an assistant does, in a paragraph that names no other way to answer.
    fn offers(&self, article: &Document, id: BlockId, words: Span, said: &str, is_offer: bool) -> bool {
        let behind = super::shown::behind(article, id, words);
        let is_pair = || {
            let end = behind.find(['.', '!', '?']).map_or(behind.len(), |mark| mark + 1);
            !behind.trim().is_empty() && self.pair.is_match(&format!("{said}{}", plain(behind.get(..end).unwrap_or(""))))
        };
        // "I can elaborate on this" in minutes, "if I hit three of them, I'll rewrite it": nobody is spoken to.
        let has_client = || said.contains("you") || !article.is_within(id, Kind::Item) && !said.starts_with("if i ");
        self.texts.may_hold(said)
            && has_client()
            && (is_offer || is_pair())
            && !self.promise.is_match(said)
            && !self.channel.is_match(&plain(super::shown::before(article, id, words)))
            && !self.channel.is_match(&plain(behind))
            && !self.channel.is_match(said)
    }
}

/// Whether a sentence begins with the words of a button, and then another one begins: "Regenerate response The oven is hot."
fn runs_on(sentence: &str, control: &str) -> bool {
    sentence.get(..control.len()).is_some_and(|head| head.eq_ignore_ascii_case(control))
        && sentence.get(control.len()..).is_some_and(|rest| rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase)))
}

/// What an article says as a whole, which is asked once, however many of its sentences want to know.
struct Whole<'d> {
    article: &'d Document,
    is_about_search: OnceCell<bool>,
    names_assistant: OnceCell<bool>,
}

impl<'d> Whole<'d> {
    const fn of(article: &'d Document) -> Self {
        Self { article, is_about_search: OnceCell::new(), names_assistant: OnceCell::new() }
    }

    /// Whether it speaks of keywords and searches more than once: it tells its readers how to write for them.
    fn is_about_search(&self) -> bool {
        *self.is_about_search.get_or_init(|| {
            let text = self.article.text.to_ascii_lowercase();
            ["keyword", "seo", "search engine"].iter().map(|word| text.matches(word).take(3).count()).sum::<usize>() > 2
        })
    }

    fn names_assistant(&self) -> bool {
        *self.names_assistant.get_or_init(|| ["ChatGPT", "Claude"].iter().any(|name| self.article.text.contains(name)))
    }
}

/// A sentence without what stands between quotation marks in it: that was said by somebody else.
fn unquoted(sentence: &str) -> std::borrow::Cow<'_, str> {
    if !sentence.contains(['“', '"']) {
        return sentence.into();
    }
    let mut kept = String::with_capacity(sentence.len());
    let mut close = None;
    for c in sentence.chars() {
        match (close, c) {
            (None, '“') => close = Some('”'),
            (None, '"') => close = Some('"'),
            (Some(mark), _) if mark == c => close = None,
            (Some(_), _) => {}
            (None, _) => kept.push(c),
        }
    }
    // A mark that nothing closes quotes nothing.
    if close.is_some() { sentence.into() } else { kept.into() }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "chat-residue";

    fn sentences(words: &str) -> usize {
        markdown(RULE, &format!("# Baking for a shop\n\nA shop opens at six.\n\n{words}\n\nThe flour comes on Mondays.\n")).len()
    }

    #[test]
    fn what_an_assistant_says_is_found() {
        for words in [
            "As an AI language model, I don't have access to current prices.",
            "As a large language model, I cannot taste bread.",
            "I'm just an AI assistant, so please check these figures.",
            "As of my last update, flour costs 90 cents.",
            "I can't browse the internet, so the prices may be out of date.",
            "Would you like me to turn this into a checklist?",
            "Let me know if you'd like me to adjust the tone.",
            "Let me know if you need any further changes!",
            "If you'd like, I can also add a section on rye.",
            "Certainly! Here's the section on rye flour.",
            "Sure, here is an outline for the bakery guide:",
            "Here is the revised article with a warmer introduction:",
            "Here's a polished version of your introduction.",
            "I've rewritten the section to sound more natural and kept the keyword in the first paragraph.",
            "I hope this draft meets your needs.",
            "Please share the rest of the recipe so I can finish the article.",
            "The oven is hot by five :contentReference[oaicite:3]{index=3}.",
            "The oven is hot by five 【12†source】.",
            "Regenerate response The oven is hot by five.",
            "Happy to turn this into a printable checklist whenever you're ready.",
            "I wasn't given a word count, so I kept it to around 500 words.",
            "I couldn't find reliable data on this, so please double-check the percentage.",
            "Here you go! A friendlier version of the page on rye.",
            "This rewrite keeps all the facts but sounds less like a brochure.",
            "You mentioned that your audience is mostly beginners, so I avoided technical terms.",
            "Based on the information you provided, here is a page about rye.",
            "Hmm, the user didn't say which country this is for.",
            "Would a shorter version be useful?",
            "Is there a particular audience you'd like me to target?",
            "I've broken the text into shorter paragraphs and added subheadings for readability.",
            "Understood. I'll keep it short.",
            "Could you share the draft so I can take a look?",
            "I've trimmed it down to about 400 words.",
            "My response was cut off.",
            "Just tell me which flour you use and I'll add a sample of the label.",
            "Tools used: web search (2 results).",
        ] {
            assert_eq!(sentences(words), 1, "{words}");
        }
    }

    #[test]
    fn what_people_say_is_none() {
        for words in [
            "Let me know if you have questions in the comments.",
            "Here is a list of the flours that we use.",
            "The oven has a door. Here is a [more detailed guide](ovens.md).",
            "Interested in baking? Great! Here are some suggestions to make it a good experience:",
            "Here is the recipe that my aunt wrote down.",
            "As an AI researcher, I bake at night.",
            "As a virtual assistant, Ada draws on artificial intelligence to answer the phone.",
            "The shortcut to regenerate response texts works again.",
            "If you want, you can add a spoon of rye.",
            "Sure, the oven needs a rest now and then.",
            "I can't help thinking of the smell.",
            "I don't know if everyone would like to bake by the Internet of Things.",
            "I can't imagine the internet without bread.",
            "Feel free to ask the baker.",
            "A customer said: “As an AI language model, I cannot eat.”",
            "The clerk asked, “Would you like me to slice it?”",
            "Type `as an AI language model` into the box.",
            "I have written the article for bakers.",
            "Would you like to bake with us?",
            "I hope this helps.",
            "Would you like me to speak at your school? Send the secretary a message.",
            "Would you like me to bring the big ladder?",
            "I can add a shelf to any of these tables for you.",
            "I have kept the tables in the old style.",
            "The user wants a report by Friday, and the office prints it.",
            "You asked for longer hours, and we listened.",
            "This version is more readable than the first one.",
            "I put placeholder stones where the real ones will go.",
            "Want a printable version of this checklist? Download it below.",
            "Please send a photo so I can give you a price.",
            "If you need another copy of the guide, I can send you one.",
            "Let me know if this works for your oven.",
            "I couldn't find the key, so please check the drawer.",
        ] {
            assert_eq!(sentences(words), 0, "{words}");
        }
    }

    #[test]
    fn an_answer_is_one_finding() {
        let text = "# Rye\n\nRye is dark.\n\nI hope this helps! Let me know if you'd like me to expand any section. I can also add a table if you like.\n";
        assert_eq!(markdown(RULE, text).len(), 1);
        let page = "<h1>Rye</h1><p>Rye is dark.</p><p>Would you like me to write the next part?</p>";
        assert_eq!(findings(RULE, "rye.html", page).len(), 1);
    }
}
