//! What people say to each other about a text in its comments: requests, doubts, questions, and in what state it is.

use std::sync::Arc;

use super::LeakedComment;
use crate::checks::clean::expressions::{Expression, Names, alternatives, plain};
use crate::rule::Words;

/// The notes of a language.
pub(super) struct Notes {
    /// Words that notes begin with, and phrases of them.
    known: Expression,
    /// Sentences about the text.
    said: Expression,
    /// Sentences about the text that begin with a name.
    named: Expression,
    /// Before the note: a name, initials, "Q:".
    addressed: Expression,
    /// Comments on code and for programs.
    trade: Expression,
    /// Those among them that even a note with a known first word is none with.
    code: Expression,
    /// The labels of parts of a page, and directives for tools.
    label: Expression,
    pipeline: Vec<String>,
    beside: Vec<String>,
}

impl Notes {
    pub(super) fn of(rule: &LeakedComment, language: &str) -> Self {
        let mut names = Names::default();
        let mut list = |words: &Words| names.add(alternatives(words.of(language)));
        let (opening, roles, phrases) = (list(&rule.opening), list(&rule.roles), list(&rule.phrases));
        let (verb, part, state, trade) = (list(&rule.requests), list(&rule.contents), list(&rule.states), list(&rule.trade));
        let known = format!(
            r"^\W*(?:{opening}(?:\b|$)|(?:note|message|memo|question|query|comment)s? (?:to|for|from) (?:the )?{roles}\b|(?:the )?{roles}(?:'s)?(?: notes?| comments?| query)?\s*(?:[:-]|—|–)\s*(?:[a-z'-]+,?\s+){{2}}[a-z]|@?\w+: (?:please|can you|could you|check|fix|verify)\b)|\b{phrases}\b|\bgenerated\s+(?:by|with)\s+(?:[a-z]+-)*(?:ai|bot|agent|llm|gpt|writer)\b"
        );
        let weak = r"(?:true|right|wrong|correct|old|missing|long|short|dull|needed|relevant|accurate|valid|ok|okay)";
        let said = [
            // "Please rephrase", "can we get a better photo".
            format!(r"\b(?:please|pls|plz)\s+(?:also\s+|just\s+|can\s+(?:you|someone)\s+)?{verb}\b"),
            format!(
                r"\b(?:can|could|would|should|shall|might)\s+(?:you|we|i|someone|anyone|somebody|anybody)\s+(?:please\s+|just\s+|also\s+|still\s+|maybe\s+)?(?:{verb}|get|say|put|give|have|use|make|tell)\b"
            ),
            // "Is this still true?", "does anyone know whether …?"
            format!(
                r"^\W*(?:and|but|so|also|or)?\s*(?:is|are|was|were|do|does|did|has|have|isn't|aren't|don't|doesn't|who|what|which|where|when|why|how|any)\b[^?]{{0,120}}\b(?:still|we|us|our|anyone|anybody|somebody|someone|this|these|{weak}|{part}|{verb})\b[^?]{{0,80}}\?"
            ),
            format!(
                r"^\W*(?:(?:this|the|a|an|what|which|better|new|more|still|really|is|too|any|add|whose)\s+)*(?:{part}|{state}|{weak}|{verb}|really|sure|why|when|who|says who|too\s+\w+)\s*\?+\W*$"
            ),
            // "I'd cut this", "we should add an example", "let's move this down".
            format!(r"\bi(?:'d|\s+would)\s+(?:{verb}|prefer|rather|say|put|leave)\b"),
            r"\b(?:i|we)\s+(?:still\s+|really\s+)?(?:don't\s+think|do\s+not\s+think|think|doubt|suspect|reckon|wonder|suggest|(?:can't|cannot|couldn't|could\s+not)\s+(?:find|verify|confirm|check)|am\s+not\s+sure|are\s+not\s+sure)\b".to_owned(),
            format!(r"\b(?:i|we)\s+(?:still\s+|really\s+|probably\s+)?(?:need\s+to|should|ought\s+to|must|have\s+to|could)\s+(?:also\s+|really\s+|probably\s+)?(?:{verb}|have|say|put|give|show)\b"),
            format!(r"^\W*(?:let's|let\s+us|maybe|perhaps|probably)\s+(?:we\s+(?:should|could)\s+)?{verb}\b"),
            // "This bit is out of date", "the old paragraph contradicts the page on fees".
            format!(
                r"^\W*(?:this|these|that|the|above|below|next|previous|whole)\s+(?:[\w'-]+\s+){{0,2}}?(?:{part}\s+)(?:[\w'-]+\s+){{0,3}}?(?:is|are|was|looks?|seems?|reads?|feels?|sounds?|may\s+be|might\s+be|isn't|aren't)\s+(?:[\w'-]+\s+){{0,3}}?(?:{state}|{weak}|preachy)\b"
            ),
            format!(
                r"^\W*(?:this|these|that|it|the\s+(?:[\w'-]+\s+){{0,2}}?{part})\s+(?:{part}\s+)?(?:should\s+(?:be\s+)?(?:{verb}|go|stay|come|moved|cut|updated|rewritten|removed|shortened)|contradicts?|repeats?|duplicates?|belongs?\s+(?:in|on|under|elsewhere)|(?:is|are|looks?|seems?|reads?|feels?|sounds?)\s+(?:[\w'-]+\s+){{0,2}}?{state})\b"
            ),
            format!(r"^\W*(?:(?:still|very|bit|far|way|probably|now|a)\s+)*{state}(?:\W*$|\s*(?:[,;:.!-]|—|–))"),
            format!(r"^\W*(?:old|previous|original|alternative)\s+(?:{part})\s*(?:[,;:-]|—|–)\s*(?:keep|hold|cut|delete|{verb})\b"),
            // "Tone too salesy here", "intro a bit weak": the verb is left out.
            format!(r"^\W*(?:the\s+)?{part}\s+(?:(?:a\s+bit|still|now|rather|way|far|somewhat|here)\s+)*{state}(?:\W*$|\s*[,;.!]|\s+(?:here|now|today|again)\b)"),
            // "Needs rewording", "needs a better example".
            format!(
                r"\bneeds?\s+(?:to\s+be\s+(?:\w+ly\s+)?(?:checked|confirmed|updated|verified|rewritten|reworded|cut|moved|shortened|proofread|reviewed|approved|sourced|expanded|redone)|(?:some\s+|more\s+|a\s+bit\s+of\s+)?(?:rewording|rewriting|checking|updating|editing|proofreading|shortening|trimming|expanding|tidying|cutting|confirming|verifying|sourcing|rephrasing|splitting|polishing|clarifying|simplifying|replacing|fact-checking)|(?:a|an|some|more|better|another|new|proper|real)\s+(?:[\w'-]+\s+){{0,1}}?(?:{part}|rewrite|edit|polish|love|sign-off)|approval|sign-?off|rewrite)\b"
            ),
            // "Legal did not like it", "Priya wants the scheme mentioned".
            r"^\W*(?:nb|note|per)?\W*(?:the\s+)?[\w'-]+\s+(?:[\w'-]+\s+)?(?:wants|thinks|reckons|prefers|insists|would\s+(?:like|prefer)|(?:did|does)(?:\s+not|n't)\s+(?:like|want|agree)|is\s+(?:checking|sending|looking\s+into)|will\s+(?:send|confirm|check|supply|rewrite)|has\s+(?:asked|promised)|asked\s+(?:for|us|me))\b".to_owned(),
            format!(r"^\W*{verb}\b[^.]{{0,60}}[,;.]\s+(?:the\s+)?[\w'-]+\s+(?:(?:did|does)(?:\s+not|n't)\s+(?:like|want|agree)|wants|thinks|says|asked|prefers|hates)\b"),
            // "Add photo of jar", "link to the pricing page once it is live".
            format!(
                r"^\W*(?:(?:also|then|and|still|re-?)\s+)*{verb}\s+(?:(?:a|an|the|this|that|these|some|more|another|new|better|one|our|all|in|up)\s+)*(?:[\w'-]+\s+){{0,1}}?{part}(?:\W*$|\s*[.,!?;:(]|\s+(?:of|for|from|about|here|showing|with|that|once|when|if|before|after|until|and|by|is|are)\b)"
            ),
            format!(r"^\W*(?:{verb}|link)\b.{{0,80}}\b(?:once|before|until|when|after|as\s+soon\s+as)\s+(?:we|it|it's|they|he|she|going|publishing|publication|launch|the\s+(?:[\w'-]+\s+){{1,2}}(?:is|are|has|have|ends?|closes?|starts?|opens?|goes)|(?:the\s+)?(?:\d+\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter))\b"),
            format!(r"^\W*{verb}\s*(?:[:-]|—|–)\s+(?:too|not|this|the|more|less|needs?|it)\b"),
            r"^\W*ask\s+(?:the\s+)?[\w'-]+(?:\s+[\w'-]+){0,2}?\s+(?:about|whether|if|for|to|which|what|when|where|why|who|how)\b".to_owned(),
            // "Someone should rewrite this", "don't forget to update prices".
            format!(r"\b(?:someone|somebody|anyone)\s+(?:should|must|needs?\s+to|has\s+to|please|to)\s+{verb}\b"),
            format!(r"^\W*(?:don't\s+forget|remember|remind\s+[\w'-]+)\s+(?:to\s+)?(?:{verb}|change|ask|credit)\b"),
            format!(r"^\W*(?:get|chase)\s+(?:(?:a|an|the|some|more|better|new)\s+)*(?:[\w'-]+\s+)?{part}\s+(?:from|of|for)\b"),
            format!(r"^\W*{verb}\s+(?:(?:this|it)\s+)?(?:down\s+)?(?:to|by)\s+(?:about\s+|under\s+)?\d+"),
            // "Awaiting figures from finance", "to be confirmed by the council".
            format!(r"^\W*(?:still\s+)?(?:(?:awaiting|pending)\s+(?:{part}|approval|confirmation|permission|reply|answer|sign-?off|review|feedback|[\w'-]+\s+from)|waiting\s+(?:for|on|to\s+hear))\b"),
            r"^\W*(?:still\s+)?to\s+be\s+(?:confirmed|checked|verified|updated|rewritten|supplied|agreed|decided)\b".to_owned(),
            r"^\W*(?:signed\s+off|cleared|agreed|okayed)\s+(?:by|with|\d)".to_owned(),
            format!(r"^\W*(?:made[\s-]up|dummy|fake|invented|guessed|provisional|temporary|temp)\s+(?:[\w'-]+\s+)?{part}\b"),
            format!(r"\b(?:we|i)\s+(?:never|haven't|have\s+not|don't|didn't)\s+(?:got|get|have|had|cleared)\s+(?:[\w'-]+\s+){{0,3}}?(?:permission|rights|consent|clearance|{part})\b"),
            format!(r"^\W*(?:the\s+)?{roles}\s+(?:hates?|likes?|loves?|rejected|approved|objects?|ha(?:s|ve)(?:n't|\s+not)|ha(?:s|ve)\s+(?:to|asked|not)|signed)\b"),
            // "Hmm, sounds like an advert", "could be clearer", "too many adjectives".
            r"^\W*(?:hmm+|hm|ugh|erm)\b".to_owned(),
            format!(r"^\W*(?:(?:this|it|that|the\s+{part})\s+)?(?:{part}\s+)?(?:sounds|reads|feels)\s+(?:like\s+an?|odd|oddly|strange|strangely|weird|wrong|off|dated|flat|too|a\s+bit|badly|salesy)\b"),
            r"^\W*(?:this\s+)?(?:could|should|might)\s+be\s+(?:clearer|shorter|longer|simpler|better|stronger|tighter|softer|friendlier|punchier)\b".to_owned(),
            r"^\W*(?:far\s+|way\s+|a\s+bit\s+)?too\s+(?:many|much|[a-z]+)(?:\s+[a-z]+){0,2}\W*$".to_owned(),
            format!(r"^\W*(?:[\w'-]+\s+){{0,2}}?(?:ok|okay|safe|allowed)\s+(?:to|for|with)\s+(?:publish|print|use|say|name|quote|mention|us|legal|{verb})\b[^?]{{0,60}}\?"),
            format!(r"^\W*(?:a\s+)?(?:{part})\s+(?:of|for|from)\b[^?]{{0,40}}\?\W*$|^\W*(?:a\s+)?bit\s+(?:long|short|dull|much|thin|harsh|strong|vague|dry)\b"),
            r"^\W*(?:ai|llm|chatgpt|gpt[\w.-]*|claude|gemini|copilot)\s+(?:wrote|made|drafted|suggested|invented|hallucinated)\b".to_owned(),
            // "Image to come from design".
            format!(r"\b{part}\s+(?:(?:is|are|still)\s+)*(?:to\s+come|to\s+follow|tbc|tbd|tba|pending|needed|wanted)\b"),
            r"\b(?:keep|hold|leave|park|hide)\b[^.]{0,40}\b(?:until|till|for\s+now|for\s+the\s+time\s+being)\b".to_owned(),
            format!(r"^\W*keep\s+(?:this|the)\s+{part}\b"),
            r"\bnot\s+(?:happy|sure|convinced|certain|keen)\s+(?:with|about|of|on|whether|if|that|this|how|we|i|why|what|where|which)\b".to_owned(),
            // "AI draft, not yet proofread", "written with Claude".
            r"\b(?:first|rough|early|working|second|third)\s+draft\b|\bnot\s+(?:yet\s+)?(?:been\s+)?(?:proofread|proof-read|fact-checked|signed\s+off|cleared\s+by|approved\s+by|checked\s+(?:by|with)|edited)\b".to_owned(),
            r"\b(?:written|drafted|rewritten|translated|summari[sz]ed|expanded|created|produced)\s+(?:by|with|using)\s+(?:an?\s+)?(?:ai|chatgpt|claude|gpt[\w.-]*|gemini|copilot|llm|deepl|bard|jasper)\b".to_owned(),
            r"^\W*(?:(?:begin|start|end)\s+(?:of\s+)?)?(?:ai|llm|chatgpt|gpt|claude)\s+(?:draft|section|text|version|output|copy|rewrite|summary|intro|paragraph|content)\b".to_owned(),
            format!(r"^\W*{verb}\s+(?:[\w'-]+\s+){{0,6}}?with\s+(?:the\s+)?(?:{roles}|[\w'-]+\s+(?:team|desk|office|department))\b"),
        ];
        let named = r"^\W*(?:(?:[A-Z]{2,4}|[A-Z][a-z]+)\s+(?:to\s+(?:sign\s+off|confirm|approve|advise|decide|supply|provide|chase|check|review|rewrite)\b|(?:says|thinks|reckons)\s+(?:it|this|that|we|the|they|he|she)\b)|(?:[Cc]heck|[Cc]onfirm|[Vv]erify|[Aa]gree|[Dd]iscuss|[Cc]lear)\s+(?:[\w'-]+\s+){0,6}?with\s+[A-Z][a-z]+\b|[Aa]sk\s+(?:[A-Z][a-z]+|[A-Z]{2,4})\W*$)";
        // "Maria:", "[JM]", "@priya", "Tom," and "Q:" stand before what is said.
        let addressed = r"^\s*(?:@[\w-]+[,:]?|[\[(][A-Z]{2,3}[\])]:?|[A-Z]{2,3}:|(?:Q|q|NB|nb|Query|Note|note):|[A-Z][a-z]{1,11}(?:[,:]|\s+(?:-|–|—)))\s+";
        let label = r"^[^.,;:?!]*(?:\b|_)(?:forms?|icons?|box|boxes|buttons?|widgets?|banners?|editor|tags?|modal|fields?|bar|menu|logos?|cards?|popup|dialog|panel|tabs?|header|footer|nav|slider|carousel|container|wrapper|columns?|row|rows|viewer|stars)[\s)\]>-]*$|^\W*(?:cspell|spell-?checker|vale|textlint|alex|eslint|prettier|markdownlint|remark|stylelint|htmlhint|codespell|lychee|lint)\b|\bseo\s+(?:tags?|plugin|meta)\b|^\W*auto-?generated[\w-]*\s*:|\bdraft\.js\b|^\W*(?:seo|meta)\s*:[^.]*\btags\W*$|^replace\s+with\W*$";
        let names = Arc::new(names);
        Self {
            known: Expression::with_names(&names, &known),
            said: Expression::with_names(&names, &format!("(?:{})", said.join("|"))),
            named: Expression::of(named),
            addressed: Expression::of(addressed),
            trade: Expression::with_names(&names, &format!(r"\b{trade}\b")),
            code: Expression::of(
                r"^\W*(?:remove|replace|delete|move|update|add|fix|revisit|placeholder)\b.*\b(?:class|css|div|script|menu|tags?|attribute|stylesheet|plugin|browsers?)\b",
            ),
            label: Expression::of(label),
            pipeline: rule.pipeline.of(language).to_vec(),
            beside: rule.beside.of(language).to_vec(),
        }
    }

    pub(super) fn has(&self, body: &str) -> bool {
        let said = plain(body);
        if said.contains("](") || said.starts_with('<') || said.contains("id=\"") || is_tag(&said) {
            // Text and markup that was taken out, and what a program wrote for itself.
            return false;
        }
        // Whoever writes "TODO" means it, whatever follows.
        let is_open = ["todo", "fixme", "xxx", "tk ", "tbd"]
            .iter()
            .any(|word| said.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(word));
        let is_part = || self.label.is_match(&said) || self.code.is_match(&said);
        self.known.is_match(&said) && (is_open || !is_part()) || self.is_mark(&said) && !self.label.is_match(&said) || self.is_said(body)
    }

    /// A sentence about the text: a few words in their everyday order, none of them of the trade.
    pub(super) fn is_said(&self, body: &str) -> bool {
        const LONGEST: usize = 200;
        if body.len() > LONGEST || body.contains(['<', '{', '=', '`', '|', '\\']) || body.contains("://") || body.contains("--") {
            return false;
        }
        let rest = self.addressed.end_in(body).and_then(|end| body.get(end..)).unwrap_or(body);
        let said = plain(rest);
        let is_note = self.said.is_match(&said) || self.named.is_match(rest);
        // "How to use this report?" heads a part, and a question to readers asks about them.
        let is_heading = || {
            let mut words = said.split_whitespace();
            let is_asking =
                words.next().is_some_and(|word| matches!(word.trim_matches('#'), "" | "how" | "what" | "when" | "where" | "why"));
            is_asking
                && (said.starts_with('#')
                    || words.next() == Some("to")
                    || said.split(|c: char| !c.is_alphanumeric()).any(|word| word == "you"))
        };
        is_note && !is_heading() && !self.trade.is_match(&plain(body)) && !self.label.is_match(&said)
    }

    /// A mark of a pipeline: a few words, settings or a name with signs between its words, one of them of the trade.
    fn is_mark(&self, said: &str) -> bool {
        const LONGEST: usize = 160;
        // A mark is no sentence: "Do not edit this list. Run: `npm run list`" is for those who work on the page.
        // "$Id: prompt.html 600 2006-05-31 $" is filled in by what keeps the versions, and no mark has a short form in it.
        let is_version = said.starts_with('$') && said.ends_with('$');
        if said.len() > LONGEST
            || said.contains("://")
            || said.contains(". ")
            || said.contains('\'')
            || is_version
            || are_of_one_library(said)
        {
            return false;
        }
        let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |list: &[String], word: &str| list.iter().any(|known| known == word);
        let strong = words.iter().filter(|word| has(&self.pipeline, word)).count();
        let weak = words.iter().filter(|word| has(&self.beside, word)).count();
        let is_set = said.contains(['=', '|', '#']);
        let is_name = !said.contains(' ') && said.contains(['-', '_', ':', '=']) || is_set || said.contains(':');
        // "version: 1.2, status: stable" tells of the page; a run of a pipeline has settings.
        let is_run = is_set || !said.contains(' ') && is_name || weak > 2 && is_name;
        words.len() <= 14 && (strong > 0 && (is_name || weak + strong > 1) || weak > 1 && is_run)
    }
}

/// Whether the names of a comment are those of one library, by which a page is found: `keywords: tide_level_read tide_level_names`.
fn are_of_one_library(said: &str) -> bool {
    let mut libraries = said.split_whitespace().filter_map(|name| name.split_once('_')).map(|(library, _)| library);
    libraries.next().is_some_and(|first| {
        let mut rest = libraries.peekable();
        rest.peek().is_some() && rest.all(|library| library == first)
    })
}

/// Whether a comment is a tag of a page's head that was taken out: `meta http-equiv="…" content="…"`.
fn is_tag(said: &str) -> bool {
    const TAGS: [&str; 8] = ["meta", "link", "base", "script", "style", "img", "input", "object"];
    said.split_once(' ').is_some_and(|(name, rest)| TAGS.contains(&name) && rest.contains('='))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn notes(note: &str) -> usize {
        markdown("leaked-comment", &format!("# Bakery\n\nIt opens at six.\n\n<!-- {note} -->\n\nBread is sold.\n")).len()
    }

    #[test]
    fn what_people_say_to_each_other_about_a_text_is_found() {
        for note in [
            "Ida: could we get a sharper picture of the oven?",
            "please shorten, nobody reads that far",
            "this part is out of date, the mill closed",
            "date?",
            "still true?",
            "I'd drop this",
            "we should mention the second oven",
            "needs rewriting",
            "marketing wants a friendlier opening",
            "Otto says it moved",
            "check the hours with Otto",
            "photo to follow",
            "LLM draft, not yet checked by the desk",
            "stale!",
            "not convinced by the ending, not sure about the rest",
            "ask the mill whether this holds",
        ] {
            assert_eq!(notes(note), 1, "{note}");
        }
    }

    #[test]
    fn labels_and_comments_on_code_are_none() {
        for note in [
            "Ask a baker form",
            "We need this anchor for old links",
            "please keep this comment here",
            "Please add new entries in alphabetical order",
            "Why our bread is good",
            "What you get",
            "Add image to header template",
            "This section is generated",
            "Photos",
            "Bread and rolls",
            "version: 1.2, status: stable",
        ] {
            assert_eq!(notes(note), 0, "{note}");
        }
    }
}
