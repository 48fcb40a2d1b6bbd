//! Sentences that an assistant said to whoever asked it for the text, and the marks that it leaves.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::shown::{
    Expression, alternatives, is_about, is_kept_as_template, is_shown, opens_or_closes, plain, seen_in_prose, seen_in_text, sentence,
};
use crate::checks::prose::next_block;
use crate::document::{BlockId, Document, Inline, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Signs, Words};
use crate::span::Span;

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

/// Marks of citations and of turns that no article has on purpose.
const TOKENS: &str = r"^(?:(?:(?:file)?cite)?turn[0-9]+(?:search|view|news|image|file|fetch|product|forecast|academia)[0-9]+|oaicite|contentReference\[|oai_citation|【[0-9]+[^】\n]{0,40}†[^】\n]{0,80}】|sandbox:/mnt/|<\|(?:im_start|im_end|endoftext|assistant|user|system)[^|\n]{0,20}\|>|\[/?INST\]|\[cite_start\]|\[cite: ?[0-9, ]+\]|<grok:|[\u{e200}-\u{e206}])";

/// How such marks begin.
const MARKS: [&str; 30] = [
    "citeturn",
    "fileciteturn",
    "turn0",
    "turn1",
    "turn2",
    "turn3",
    "turn4",
    "turn5",
    "turn6",
    "turn7",
    "turn8",
    "turn9",
    "oaicite",
    "contentReference[",
    "oai_citation",
    "【",
    "sandbox:/mnt/",
    "<|",
    "[INST]",
    "[/INST]",
    "[cite_start]",
    "[cite:",
    "<grok:",
    "\u{e200}",
    "\u{e201}",
    "\u{e202}",
    "\u{e203}",
    "\u{e204}",
    "\u{e205}",
    "\u{e206}",
];

/// Words of which one stands in each such sentence.
const HEADS: [&str; 56] = [
    "me to ",
    "me know",
    "here's",
    "here is ",
    "here are ",
    "below is",
    "below are",
    "attached is",
    "shall I ",
    "should I ",
    "would you like",
    "feel free to",
    "I can",
    "I could ",
    "happy to ",
    "glad to ",
    "I've ",
    "I have ",
    "I'll ",
    "hope this",
    "hope that",
    "hope the ",
    "I'm sorry",
    "I am sorry",
    "I'm just",
    "I don't",
    "I do not",
    "unable to",
    "not able to",
    "please provide",
    "please share",
    "please paste",
    "please send",
    "please upload",
    "please specify",
    "please give me",
    "please tell me",
    "please let me",
    " said:",
    "an AI",
    "language model",
    "as requested",
    "as instructed",
    "let's dive",
    "let's break",
    "let's explore",
    "artificial intelligence",
    "my last update",
    "my last training",
    "my last knowledge",
    "my latest update",
    "my latest training",
    "my training",
    "my knowledge",
    "you requested",
    "you asked",
];

/// How an assistant speaks in a language.
struct Grammar {
    sentence: Expression,
    openers: Vec<String>,
    controls: Vec<String>,
    subjects: Vec<String>,
}

impl ArticleCheck for ChatResidue {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        signs.add_parts(MARK, MARKS);
        signs.add(HEAD, HEADS);
        for (_, phrases) in self.phrases.by_language().chain(self.controls.by_language()) {
            signs.add(HEAD, phrases.iter().map(String::as_str));
        }
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        static TOKEN: std::sync::LazyLock<Option<Regex>> = std::sync::LazyLock::new(|| Regex::new(TOKENS).ok());
        let seen = found.take_seen();
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
            if !is_shown(article, id, hit) {
                marked = Some(id);
                let words = hit.cut(&article.text);
                found.at(id, article.source_span(hit), "“{}” is a mark that a chat assistant left", [words]);
            }
        }
        let grammars = self.grammars.get_or_init(|| self.grammars());
        let Some((_, grammar)) = grammars.iter().find(|(language, _)| **language == *article.language.code) else { return };
        let mut reported: Option<(BlockId, Span)> = None;
        for (id, sign) in seen_in_prose(article, &seen).filter(|(_, sign)| sign.kind == HEAD) {
            let hit = sign.text;
            // A sentence is read once, whatever stands in it.
            if hit.start() < last.end() {
                continue;
            }
            let mut words = sentence(article, id, hit);
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
            let hands_over_code =
                || cut.trim_end().ends_with(':') && next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Code);
            // "Here is a summary of the sections. This summary names …": whoever goes on about it wrote it.
            let goes_on = || {
                let behind = super::shown::behind(article, id, words).trim_start();
                ["here", "below"].iter().any(|word| cut.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
                    && ["This ", "It ", "These ", "They "].iter().any(|word| behind.starts_with(word))
            };
            let thanks = || cut.contains("'s suggestion") || cut.contains("’s suggestion");
            if !grammar.betrays(article, id, cut, &quoted)
                || is_shown(article, id, hit)
                || points()
                || speaks_of_own()
                || hands_over_code()
                || goes_on()
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

impl ChatResidue {
    fn grammars(&self) -> Vec<(String, Grammar)> {
        self.phrases.by_language().map(|(language, _)| (language.to_owned(), self.grammar(language))).collect()
    }

    fn grammar(&self, language: &str) -> Grammar {
        let list = |words: &Words| alternatives(words.of(language));
        let (selves, limits, openers, tasks) = (list(&self.selves), list(&self.limits), list(&self.openers), list(&self.tasks));
        let (changed, done, works, phrases) = (list(&self.changed), list(&self.done), list(&self.works), list(&self.phrases));
        let tasks_or_done = format!("(?:{tasks}|{done})");
        let versions = format!(r"(?:{works}|(?:version|versions|revision) of (?:the|your|this|that) (?:[\w-]+ ){{0,3}}{works})");
        // What it cannot do is a verb of a program: people cannot imagine the internet, and do not know if others would.
        let cannot = r"i(?:'m| am)? ?(?:cannot|can't|can not|do not|don't|unable to|not able to|won't be able to|couldn't|could not|was unable to)(?:,? (?:currently|actually|directly|yet|also|really))? (?:have|hold|possess|form|express|experience|retain|store|access|browse|open|view|see|read|retrieve|fetch|pull|download|visit|follow|search|look up|verify|check|confirm|guarantee|provide|offer|share|give|process|fulfill?|complete|comply|assist|help (?:you|with)|generate|create|produce|write|answer|do|continue|proceed|cite|link|quote|include)";
        let patterns = [
            // "As an AI language model, I", "I'm just an AI assistant and".
            format!(r"\bas an? {selves},? (?:i|my|trained|developed|created|without)\b"),
            // "As an AI model, it is important to", but not "As a virtual assistant, Ada answers".
            format!(r"\bas an? {selves}, it(?:'s| is) (?:important|worth|crucial|essential|not)\b"),
            format!(r"\bi(?:'m| am) (?:just |only |merely |simply )?an? {selves}(?:[.,;!]|$| (?:and|so|but|that|which|trained|developed|created|without|designed)\b)"),
            // What it cannot know or do.
            r"\bmy (?:last |latest |most recent )?(?:training|knowledge)(?: data)?,? (?:cut-?off|update|ends|end|only (?:goes|extends|covers)|does not (?:extend|include)|stops|goes up|extends)".to_owned(),
            r"\bas of my (?:last|latest|most recent|knowledge|training|current)\b".to_owned(),
            format!(r"\b{cannot}\b[^.]*\b{limits}\b"),
            r"\bi(?:'m| am) sorry,? but (?:i (?:cannot|can't|can not|am unable|do not|don't|won't)|i'm (?:unable|not able)|as an)\b".to_owned(),
            format!(r"\b{phrases}"),
            // Offers.
            r"^\W*(?:would you like|do you want|would you prefer|want|would it help)(?: for)? me to\b".to_owned(),
            format!(r"^\W*would you like (?:any|some|more|further|additional|help with|another|a|an|the|this|these) (?:\w+ ){{0,3}}(?:{works}|changes|adjustments|revisions|edits|modifications|details added|help)\b"),
            format!(r"^\W*(?:shall i|should i (?:continue|proceed|go on|go ahead|move on|turn this)|may i|can i) (?:also |now )?(?:{tasks}\b|$|with\b|this\b|and\b|to\b)[^?]*(?:\b{works}\b|\bnext\b|\bfor you\b|^\W*shall i [^?]*)"),
            format!(r"\blet me know (?:if|whether|when|which|what|how|and)\b[^.?!]*(?:me to\b|\b(?:adjustments|tweaks|revisions|refinements|modifications)\b|\b(?:any|more|further|other|additional) (?:changes|edits)\b|\b(?:tone|another version|different (?:style|angle|length|version|approach)|more formal|less formal)\b|\bi(?:'ll| can| will) {tasks}\b)"),
            format!(r"\bif you(?:'d| would)? (?:like|want|prefer|wish|need|share|provide|give|tell|send|paste)\b[^.?!]*,? i (?:can|could|'ll|will|'d be (?:happy|glad)|would be (?:happy|glad))(?:,? (?:to|also|then|gladly|happily|certainly))* {tasks}\b"),
            format!(r"\bif you(?:'d| would)? (?:like|want|prefer|wish|need)\b[^.?!]*,? i'(?:ll|d be (?:happy|glad) to) (?:also |then |gladly )?{tasks}\b"),
            format!(r"^\W*(?:and |or )?i (?:can|could)(?: also| next| then)* {tasks}\b[^.?!]*\b(?:if you(?:'d| would)? (?:like|want|prefer|wish)|for you|if (?:needed|desired|that helps|useful|helpful)|next)\b"),
            format!(r"\b(?:i'd be|i would be|i'm|i am) (?:happy|glad) to (?:also )?{tasks}\b[^.?!]*\b(?:(?:the|this|your|any) (?:[\w-]+ )?{works}|for you|if you)\b"),
            r"\bfeel free to (?:ask (?:me|for)|let me know|tell me|request)\b[^.?!]*\b(?:adjustments|changes|revisions|edits|tweaks|clarification|modifications|refine|me to|another version)\b".to_owned(),
            r"\bplease (?:provide|share|paste|send|upload|specify|give me|tell me|let me know)\b[^.?!]*\b(?:so (?:that )?i can|and i(?:'ll| will| can)|you(?:'d| would) like me|you want me|for me to|i should)\b".to_owned(),
            // The text is handed over.
            format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+(?:here(?:'s| is| are) (?:a|an|the|your|my|some|two|three|four|five)\b|below (?:is|are) (?:a|an|the|your)\b|let's (?:dive|break|explore)\b|i(?:'ve|'ll| have| will) {tasks_or_done}\b)"),
            format!(r"^\W*(?:here(?:'s| is)|below is) (?:a|an|the|your) [0-9,]+[ -]words? (?:[\w-]+ ){{0,3}}?{works}\b"),
            format!(r"\b(?:the|this) (?:above |following )?(?:{works}|response|answer)(?: above)?\b[^.?!]*,? as (?:you )?(?:requested|instructed|asked for)\b"),
            format!(r"\bif you(?:'d| would)? (?:like|want|prefer) me to (?:\w+ )?{tasks}\b"),
            format!(r"^\W*(?:here(?:'s| is| are)|below (?:is|are)|this is) (?:(?:the|a|an|your|my|this|another|one|two|three|some)\s)?(?:[\w-]+,? ){{0,4}}?{changed},? (?:(?:and )?[\w-]+,? ){{0,3}}?{versions}\b"),
            format!(r"^\W*(?:here(?:'s| is| are)|below (?:is|are)|attached is) (?:[\w-]+,? ){{0,6}}?{works}\b[^.?!]*\b(?:you (?:requested|asked|wanted|provided)|you(?:'ve| have) (?:requested|asked|provided)|as (?:requested|you asked)|per your|based on your|for your (?:article|blog|website|page|site|library)|tailored to your|with your|to your specifications?|your (?:prompt|instructions|requirements|guidelines|brief))\b"),
            format!(r"^\W*(?:here(?:'s| is)|below is) (?:a|an|the|your) (?:[\w-]+,? ){{0,3}}?{works} (?:of|for|to|on|about) (?:your|the|this) (?:[\w-]+ ){{0,2}}?{works}\b"),
            format!(r"\bi(?:'ve| have) (?:also |now |carefully )?{done} (?:the|this|your|it|each|all|in|for|both|every)\b(?: [\w'-]+){{0,5}}? (?:{works}|tone|keywords?|word count|wording|style|voice|instructions|feedback|request|prompt|guidelines|requirements)\b"),
            // Farewells.
            r"\bhope (?:this|that|the|these) (?:[\w-]+ ){0,2}?(?:draft|version|revision|rewrite|outline)s? (?:is|are|helps?|meets?|works?|fits?|gives?|provides?|captures?)\b".to_owned(),
            format!(r"^\W*(?:here(?:'s| is)|below is) the (?:continuation|rest|remainder|next (?:part|section)|second part|final part) of (?:the|your|this) {works}\b"),
            r"\bhope (?:this|that|it) (?:meets your|fits your|is what you|matches (?:what|your)|captures (?:what|the|your)|suits your)\b".to_owned(),
            r"^\W*(?:i )?hope (?:this|that) helps\W*$".to_owned(),
            r"^\W*(?:chatgpt|claude|gemini|copilot|bard|gpt-[\w.]+) (?:said|replied|answered):".to_owned(),
        ];
        let sentence = Expression::of(&patterns.iter().map(|pattern| format!("(?:{pattern})")).collect::<Vec<_>>().join("|"));
        Grammar {
            sentence,
            openers: self.openers.of(language).to_vec(),
            controls: self.controls.of(language).to_vec(),
            subjects: self.subjects.of(language).to_vec(),
        }
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
    fn betrays(&self, article: &Document, id: BlockId, sentence: &str, unquoted: &str) -> bool {
        let said = plain(unquoted);
        let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
        if self.controls.iter().any(|control| control == bare) {
            // Buttons stand alone.
            return article.text_of(id).len() <= sentence.len() + 4;
        }
        // A button whose words run into the sentence behind them.
        if self.controls.iter().any(|control| control.contains(' ') && !control.ends_with(" said") && runs_on(sentence, control)) {
            return true;
        }
        if !self.sentence.is_match(&said) {
            return false;
        }
        // People hope so too, in the middle of what they write.
        !(bare.ends_with("hope this helps") || bare.ends_with("hope that helps")) || opens_or_closes(article, id)
    }
}

/// Whether a sentence begins with the words of a button, and then another one begins: "Regenerate response The oven is hot."
fn runs_on(sentence: &str, control: &str) -> bool {
    sentence.get(..control.len()).is_some_and(|head| head.eq_ignore_ascii_case(control))
        && sentence.get(control.len()..).is_some_and(|rest| rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase)))
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
