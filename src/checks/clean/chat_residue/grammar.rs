//! How an assistant speaks to whoever asked it for a text: what it offers, asks for, lacks and hands over.

use std::sync::Arc;

use super::super::expressions::{Expression, Forms, Known, Names, alternatives};
use super::{ChatResidue, prompts};
use crate::rule::Words;

/// How an assistant speaks in a language.
pub(super) struct Grammar {
    /// Sentences that nobody else says, then offers and questions, which a writer may make as well to readers who know where to answer.
    pub sentences: Forms,
    /// How many of them nobody else says.
    pub sure: usize,
    /// Words of which an offer has one.
    pub texts: Known,
    /// Orders to an assistant, each a paragraph.
    pub prompts: Forms,
    /// A question together with the sentence behind it.
    pub pair: Forms,
    /// What a writer promises to readers: further articles.
    pub promise: Expression,
    /// Where readers are to answer.
    pub channel: Expression,
    /// How a text that it hands over was changed.
    pub changed: Vec<String>,
    pub openers: Vec<String>,
    pub controls: Vec<String>,
    pub subjects: Vec<String>,
}

/// Where readers answer a writer, or what makes an offer one of a trade: an assistant is answered where it asks.
const CHANNELS: &str = r"\b(?:in the comments?|comments? (?:below|section)|leave a comment|(?:e-?mail|mail|call|phone|ring|contact|visit|ask|tweet|dm|tag|ping|message) (?:me|us|the|our|at)\b|by (?:e-?mail|phone|post)|(?:send|drop|write) (?:me|us) (?:a|an|the|your) (?:line|note|e-?mail|message|letter|name)|get in touch|reach out to|contact (?:form|page|details)|twitter|mastodon|bluesky|slack|discord|subscribe|sign up|open an issue|file an issue|pull requests?|on github|office|tell the|talk to|large print|braille|easy read|audio)\b";

/// What a writer announces.
const PROMISES: &str = r"\b(?:write|do|make|create|publish|record|cover|post|shoot|put together) (?:up |about )?(?:a|an|another|more|some|further|other|new) (?:[\w-]+ ){0,3}?(?:posts?|articles?|tutorials?|videos?|guides?|follow-?ups?|series|episodes?|courses?|reviews?|books?|workshops?)\b";

#[allow(clippy::useless_format, reason = "rows of one kind, with words of the lists or without")]
pub(super) fn of(check: &ChatResidue, language: &str) -> Grammar {
    let mut names = Names::default();
    let mut list = |words: &Words| names.add(alternatives(words.of(language)));
    let (selves, limits, openers, tasks) = (list(&check.selves), list(&check.limits), list(&check.openers), list(&check.tasks));
    let (changed, done, works, phrases) = (list(&check.changed), list(&check.done), list(&check.works), list(&check.phrases));
    let (rewrites, pieces, traits, qualities) = (list(&check.rewrites), list(&check.pieces), list(&check.traits), list(&check.qualities));
    let (given, asked) = (list(&check.given), list(&check.asked));
    let tasks_or_done = names.add(format!("(?:{tasks}|{rewrites}|{done})"));
    let things = names.add(format!("(?:{works}|{pieces}|{traits})"));
    let versions = names.add(format!(r"(?:{works}|(?:version|versions|revision) of (?:the|your|this|that) (?:[\w-]+ ){{0,3}}{works})"));
    let wish = r"(?:would you (?:like|prefer)|do you (?:want|prefer|need)|want|need|prefer)";
    // What an assistant may do next is done to a text: by a verb that says so, by what the verb is about, or by how the text becomes.
    // Words between a verb and what it is about: none of them leads to something else.
    let which = r"(?:you )?(?:(?:a|an|the|this|that|these|some|any|more|another|your|one|two|three|each|all|its|my|few|further|second|third|next|first|last|other|new|key|short|brief) |and |[\w'-]{5,},? ){0,5}?";
    let them = r"(?:it|this|that|them|any|these|everything|anything|each|that part|that section|those|the rest|further)";
    // What an assistant may do next is done to a text: by a verb that says so, by what the verb is about, or by how the text becomes.
    let offered = names.add(format!(
        r"(?:{rewrites}\b|{tasks} {which}{things}\b|(?:write|finish|complete|continue) the (?:rest|remainder)\b|(?:make|keep) (?:it|this|that|them|everything|the {which}{things}) (?:[\w-]+ ){{0,2}}?{qualities}\b|(?:turn|convert|break|split|adapt|format|expand|adjust|tailor|refine|revise|polish|shorten|simplify|translate|rework|tweak|extend|develop|elaborate) (?:this\b|these\b|(?:on )?any of (?:this|these|them|the)\b|on (?:any|this|these|each)\b|it (?:further|into|in a|for a|to (?:suit|match|fit|sound|read)))|(?:continue|proceed|go on|go ahead|go deeper|dive deeper|keep going|keep writing|carry on)(?:\W*$| (?:with|writing|from|and write)\b)|(?:make|do) (?:any |further |more |some |other |additional |those |these |the )*(?:changes|edits|adjustments|tweaks|revisions|modifications))"
    ));
    // Verbs that say it without anything beside them.
    let surely = names.add(format!(
        r"(?:{rewrites} {them}\b|(?:refine|tweak|adjust|revise|polish|tighten|tailor) {them}(?:\W*$| further\b| more\b| if\b)|(?:expand|elaborate) on (?:any (?:of (?:this|these|them|the)|section|part|point)|this|each|these)(?: [\w-]+)?(?:\W*$| if\b| for you\b| further\b| in more\b)|(?:turn|convert|adapt|reformat|expand) (?:this|it|that|these) (?:in)?to (?:a|an) (?:[\w-]+ ){{0,3}}?{things}\b|(?:make|do) (?:any |further |more |some |other |additional )+(?:edits|adjustments|tweaks|revisions|modifications)\b|{tasks} (?:[\w'-]+,? ){{0,4}}?{qualities},? (?:[\w-]+,? ){{0,2}}?(?:version|draft|take|variant|cut)\b|(?:add|put|bring) (?:it|that|them|those|this) back(?: in)? if you\b)"
    ));
    let next = r"(?:also |now |next |then |gladly |happily |certainly |go ahead and |help (?:you )?(?:to )?)*";
    let able = r"(?:i(?:'d| would|'ll| will)? be (?:more than |very )?(?:happy|glad|delighted) to|i(?:'m| am) (?:more than |very )?(?:happy|glad) to|i(?:'ll| can| will| could))";
    // What it cannot do is a verb of a program: people cannot imagine the internet, and do not know if others would.
    let cannot = r"i(?:'m| am)? ?(?:cannot|can't|can not|do not|don't|didn't|did not|unable to|not able to|won't be able to|couldn't|could not|was unable to|wasn't able to|was not able to|haven't been able to)(?:,? (?:currently|actually|directly|yet|also|really|fully|independently))? (?:have|hold|possess|form|express|experience|retain|store|access|browse|open|load|view|see|read|retrieve|fetch|pull|download|visit|follow|search|look up|verify|check|confirm|guarantee|provide|offer|share|give|process|fulfill?|complete|comply|assist|help (?:you|with)|generate|create|produce|write|answer|do|continue|proceed|cite|link|quote|include|find)";
    let not =
        r"i(?:'m| am)? ?(?:cannot|can't|can not|unable to|not able to|wasn't able to|was unable to|couldn't)(?: currently| directly| yet)?";
    let sentences = [
        format!(r"\b{not} (?:browse(?:\W*$| the (?:web|internet)\b)|(?:open|visit|follow|access|load|check) (?:links?|urls?|external (?:links|sites|pages)|web ?pages|live (?:pages|data|websites))\b)"),
        // "As an AI language model, I", "I'm just an AI assistant and".
        format!(r"\bas an? {selves},? (?:i|my|trained|developed|created|without)\b"),
        // "As an AI model, it is important to", but not "As a virtual assistant, Ada answers".
        format!(r"\bas an? {selves}, it(?:'s| is) (?:important|worth|crucial|essential|not)\b"),
        format!(r"\bi(?:'m| am) (?:just |only |merely |simply )?an? {selves}(?:[.,;!]|$| (?:and|so|but|that|which|trained|developed|created|without|designed)\b)"),
        // "This article was generated by an AI language model and has not been reviewed."
        format!(r"\b(?:this|the) (?:{works}|page|information) (?:was|is|has been) (?:[\w-]+ ){{0,2}}?(?:generated|written|created|produced|drafted) (?:by|with|using) (?:an? )?(?:{selves}|chatgpt|gpt-?[0-9o]*|claude|gemini|copilot)\b[^.?!]*\b(?:not|never) (?:yet )?(?:been )?(?:reviewed|checked|verified|edited|fact-checked|proofread)\b"),
        // What it cannot know or do.
        r"\bmy (?:last |latest |most recent )?(?:training|knowledge)(?: data)?,? (?:cut-?off|update|ends|end|only (?:goes|extends|covers)|does not (?:extend|include)|stops|goes up|extends)".to_owned(),
        r"\bas of my (?:last|latest|most recent|knowledge|training|current)\b".to_owned(),
        format!(r"\b{cannot}\b[^.]*\b{limits}\b"),
        format!(r"\b{cannot} [^.]*\b(?:links?|urls?|files?|documents?|attachments?|pages?|images?|pdfs?|spreadsheets?|screenshots?|articles?|text|notes|sources?) (?:that )?you(?:'ve| have)? {given}\b"),
        r"\bi(?:'m| am) sorry,? but (?:i (?:cannot|can't|can not|am unable|do not|don't|won't)|i'm (?:unable|not able)|as an)\b".to_owned(),
        format!(r"\b{phrases}"),
        r"^\W*here(?:'s| is) (?:a|the) (?:brief |quick |short )?(?:summary|list|overview|breakdown) of (?:the |my )?(?:changes|edits|revisions|improvements) (?:that )?i(?:'ve| have)? made\b".to_owned(),
        r"^\W*(?:note: ?)?(?:the )?(?:above|these|following) (?:statistics|figures|numbers|quotes|names|case studies)(?: above| below)? (?:are|is) (?:hypothetical|fictional|illustrative|made up|invented)\b[^.?!]*\b(?:should|must|need to) be (?:verified|checked|replaced|confirmed)\b".to_owned(),
        format!(r"^\W*here(?:'s| is) (?:a|an|the|your) (?:[\w-]+ ){{0,3}}?{works},? (?:optimi[sz]ed|tailored|targeting|formatted) (?:for|to|with)\b"),
        r"^\W*here(?:'s| is) an? [0-9][0-9,]{1,5}[ -]words? (?:[\w-]+ ){0,3}?(?:article|blog post|post|essay|guide|draft|introduction|section)\b".to_owned(),
        r"^\W*you(?:'re| are) (?:absolutely |quite |completely )?right,? (?:and )?(?:thank you|thanks|i apologi[sz]e|my apologies)\b".to_owned(),
        // What it put in the place of what it lacked.
        r"\bi(?:'ve| have)? used (?:a )?placeholder (?:names?|figures?|data|values?|numbers?|links?|text|quotes?|dates?|prices?)\b".to_owned(),
        r"^\W*based on (?:the (?:provided (?:search results|sources|context|documents)|(?:search results|sources|context|documents) (?:you )?provided)),".to_owned(),
        r"\bi (?:don't|do not|didn't) have (?:(?:[\w-]+ ){0,3}?(?:details|information|specifics|context|figures|data|facts) (?:about|on|for|of|regarding) (?:your|the|this)|(?:access to |the |any of )?your)\b[^.?!]*\bso i(?:'ve| have)? (?:assumed|used|kept|left|based|made|written|invented|put|added|included|relied|stuck)\b".to_owned(),
        r"\bi(?:'ve| have)? (?:left|put|used|inserted|added|marked|included) (?:[\w'-]+ ){0,6}?(?:blank|placeholders?|in (?:square )?brackets|bracketed|made-up|dummy)\b[^.?!]*\b(?:(?:couldn't|could not|can't|cannot|wasn't able to) (?:verify|confirm|check|find)|you(?:'ll| can| will| may)?\b|your|replace|fill (?:it|them|these|this|in)|swap)\b".to_owned(),
        r"\bi(?:'ve| have)? (?:left|put|marked|flagged|added|used|kept) (?:the |any |some |all |a )?(?:figures?|numbers?|names?|quotes?|statistics|prices?|dates?|details|facts|sources?|links?|placeholders?) [^.?!]*\b(?:so (?:that )?you can|for you to|until you|which you(?:'ll| will| can| should))\b".to_owned(),
        r"\b(?:since|because|as) i (?:can't|cannot|can not|don't|do not|couldn't) (?:see|access|have|view|open|know|verify|check)\b[^.?!]*\byour\b[^.?!]*\bi(?:'ve| have)? (?:used|assumed|left|put|kept|based|made|added|written|included)\b".to_owned(),
        r"\b(?:quotes?|figures?|numbers?|statistics|names?|prices?|dates?|testimonials?|details|sources?|links?|examples?)\b[^.?!]*\b(?:are|is) (?:illustrative|fictional|made up|made-up|invented|placeholders?|examples|hypothetical|not real|for illustration(?: only)?)\b[^.?!]*\b(?:(?:replace|swap) (?:it|them|these|those|this) (?:with|for) (?:real|your|actual|the real)|(?:verified|checked|replaced|confirmed|updated|fact-checked) before (?:publi|posting|you publish|use))".to_owned(),
        r"\bi(?:'ve| have)? (?:made up|invented|fabricated|assumed) (?:the|these|this|those|a|an|some|all|any) (?:[\w'-]+ ){0,5}?(?:names?|figures?|numbers?|quotes?|statistics|details|examples?|prices?|dates?|sources?|data|stats|design|setup|audience|addresses|address)\b[^.?!]*\b(?:replace|swap|change|adjust|update|correct|verify|real (?:one|ones|figures|names|data|numbers)|let me know)\b".to_owned(),
        format!(r"\bi(?:'ve| have)? (?:based|modelled|modeled|built|written|wrote) (?:this|the|your) (?:[\w-]+ )?(?:{works}|page|answer|response|version) (?:[\w-]+ )?on (?:[\w'-]+ ){{0,6}}?(?:general knowledge|what you {given}|your (?:notes|brief|title|outline|prompt|request|keywords?)|(?:details|information|notes|outline|title) you {given}|(?:its|the) title|publicly available information|common (?:practice|knowledge))"),
        // Orders to whoever puts the text on a page.
        r"\byou(?:'ll| will| may| might| should| can)? ?(?:probably |also |just )?(?:want|need|wish|like)? ?(?:to )?(?:fill|replace|swap|verify|double-check|fact-check|customi[sz]e|personali[sz]e) (?:[\w'-]+ ){0,6}?(?:in |out )?(?:before|prior to) (?:you )?(?:publish|posting|publication|going live|go live)".to_owned(),
        r"\b(?:replace|swap|fill in|customi[sz]e|personali[sz]e|update) (?:out )?(?:the|all|any|these|each|my) (?:bracketed|placeholder|made-up|invented|highlighted) [^.?!]*\b(?:before|prior to) (?:you )?(?:publish|posting|publication|going live|go live)".to_owned(),
        r"\byou (?:may|might) (?:also )?(?:want|wish|like) to (?:add|insert|include|mention|swap in|drop in) (?:a|an|your own|some|one or two|a few) (?:[\w-]+ ){0,3}?(?:anecdotes?|quotes?|statistics?|testimonials?|case stud(?:y|ies)|examples? from your [\w-]+) (?:[\w'-]+ ){0,4}?here\b".to_owned(),
        format!(r"\bfeel free to (?:[\w-]+ or )?(?:tweak|adjust|edit|modify|change|customi[sz]e|adapt|personali[sz]e|rework|{rewrites}|swap|trim|cut|play with) {which}{things} [^.?!]*\b(?:your (?:own )?(?:readers|audience|brand|voice|site|website|blog|publication|house style|tone|needs and tone)|before (?:you )?publish)"),
        // The client and the request.
        format!(r"^\W*(?:okay|ok|alright|hmm|right|so|now|well|first),? (?:so )?(?:the|this) user (?:wants|asked|is asking|has asked|requested|has requested|needs|provided|would like|wrote|said|mentioned)\b"),
        format!(r"\b(?:the|this) user (?:wants|asked (?:me )?(?:for|to write)|is asking (?:me )?(?:for|to write)|has asked (?:me )?(?:for|to write)|requested|has requested|needs|would like) (?:me to |for )?(?:write )?(?:a|an|the|some) (?:[\w-]+,? ){{0,5}}?(?:article|blog post|essay|draft|rewrite|outline|introduction|conclusion|product description|landing page|[0-9]+[ -]words?)\b"),
        format!(r"\b(?:the|this) user (?:wants|asked|is asking|has asked|would like|needs|expects) me to (?:{tasks}|{rewrites})\b"),
        format!(r"^\W*(?:so,? |now,? |next,? |first,? |then,? |okay,? )?(?:let me|i'll|i will|i need to|i should|i'll now|let me now)(?: now| start by| begin by| begin with| start with| also)? (?:write|writing|draft|drafting|outline|outlining|compose|composing|structure|structuring) (?:a|an|the|this|my) (?:[\w-]+ )?(?:article|draft|outline|conclusion|introduction|intro|section|blog post|paragraph|meta description)\b"),
        r"\bi (?:need|should|must|have|want) [^.?!]*\b(?:article|post|piece|draft|text|guide|it) (?:is|stays|has|should be|must be|needs to be|comes|runs)(?: to)? (?:about |around |at least |under |within |roughly |between |no more than )?[0-9][0-9,]*(?: (?:and|to) [0-9,]+)? words".to_owned(),
        format!(r"\b(?:this|the) (?:[\w-]+ )?(?:version|draft|rewrite|revision|take|variant|edit) (?:[\w'-]+,? ){{0,14}}?(?:(?:that )?you(?:'ve| have|'d)? {asked}|your (?:brand|readers|audience|brief|prompt|request|instructions|requirements|guidelines|house style|target))\b"),
        format!(r"\byou {asked} (?:me )?(?:for )?(?:a|an|the|some) (?:[\w-]+,? ){{0,4}}?{works}\b[^.?!]*\b(?:words|this one|i(?:'ve| have|'m)|i (?:kept|went|wrote))\b"),
        format!(r"\b(?:this|that|it) should (?:cover|address|meet|match|fit|satisfy|include|be) (?:[\w'-]+ ){{0,4}}?(?:you(?:'ve| have)? {asked}|your (?:brief|request|requirements|specifications|instructions|prompt|word count))\b"),
        r"\bi(?:'ve| have)? (?:went|gone|go|stuck|followed|used|kept|stayed|worked|adhered|adjusted|matched)(?: with| to| from)? your (?:[\w-]+ )?(?:suggestions?|suggested [\w-]+|outline|brief|instructions|structure|notes|title|keywords?|guidelines|requirements|prompt|style guide|word limit|word count|headings?)\b".to_owned(),
        r"\bi(?:'ve| have)? (?:kept|limited|trimmed|held|cut|brought|shortened|condensed|written|wrote) (?:it|this|that|everything|the [\w -]{1,30}?|each [\w -]{1,30}?)(?: down)? (?:to|under|within|at|around|below|in|just under|just over)(?: about| around| roughly| approximately| just under)? (?:the )?(?:[5-9][0-9]|[0-9]{3,}|[0-9],[0-9]{3})[ -]words?\b".to_owned(),
        r"\bi(?:'ve| have)? (?:rewrote|rewritten|reworded|rephrased|reworked|restructured|adjusted|changed|edited|revised|softened|simplified|shortened|tightened|wrote|written) [^.?!]*\bso (?:that )?(?:it|they|the text|the copy|everything|each one) (?:now )?(?:sounds?|reads?|flows?|feels?)\b".to_owned(),
        r"\bi(?:'ve| have)? (?:also )?(?:added|included|written|worked in|woven in|put in|placed|put) (?:a|an|the|your|some) (?:[\w-]+ ){0,2}?(?:(?:conclusion|call to action|cta|meta description|faq section|subheadings|title tag|(?:target |main |primary |focus )?keyword)\b|(?:introduction|intro)(?:\W*$|[,;]| (?:that|which|and|at the)\b))".to_owned(),
        r"\bi(?:'ve| have)? (?:kept|wrote|written|used|included|avoided|added|left|removed|focused|made|limited|mentioned|worked|woven|covered|ended|opened|structured|changed|cut)\b[^.?!]*,? (?:just )?as (?:you (?:asked|requested|instructed|specified|wanted)|requested|instructed)\b".to_owned(),
        r"^\W*as (?:you )?(?:asked|requested|instructed|specified)(?: for)?,? i(?:'ve| have)? (?:also )?(?:kept|wrote|written|used|included|avoided|added|left|removed|focused|made|limited|mentioned|covered|structured|put)\b".to_owned(),
        r"\bi(?:'ve| have)? (?:kept|aimed for|went for|gone for|used|opted for|chosen|chose|adopted) (?:a|an|the) (?:tone (?:friendly|formal|informal|light|warm|casual|neutral|professional|conversational|consistent|and|throughout|simple|playful|upbeat|approachable)|(?:[\w-]+,? (?:and |yet |but )?){1,4}(?:tone|writing style|voice)\b(?:\W*$| (?:throughout|that|to|so|and|without|as|while)\b))".to_owned(),
        r"\bmy (?:previous |last |earlier )?(?:response|reply|answer|message) (?:was|got|is|may have been) (?:cut off|truncated|incomplete|interrupted)\b|^\W*continu(?:ing|ed|ation) (?:from|of) (?:where i left off|(?:the|my) (?:previous|last|earlier) (?:response|message|reply))\b|\b(?:apologi[sz]e|apologies|sorry) for [^.?!]*\bmy (?:previous|last|earlier) (?:response|message|reply|answer|draft|version)\b|\b(?:in|with|see) (?:my|the|your) (?:next|previous|last|earlier) (?:response|message|reply|prompt)\b[^.?!]*\b(?:continue|section|part|draft|article|version|rest|outline)\b|\b(?:continue|finish|cover|section|part|draft|rest)\b[^.?!]*\b(?:in|with) (?:my|the|your) next (?:response|message|reply|prompt)\b".to_owned(),
        format!(r"^\W*you(?:'re| are) (?:absolutely |completely |quite |totally )?right\b[^.?!]*\b(?:draft|version|paragraph|section|intro|introduction|conclusion|rewrite|wording)\b"),
        format!(r"^\W*(?:(?:great|perfect|okay|excellent|good|wonderful|now|alright)[!,.]? )?let(?:'s| us|'s now) (?:move on to|continue with|proceed (?:to|with)|go on to|go on with|work on|tackle) (?:the |your )?(?:[\w-]+ )?(?:part|section|heading|paragraph|chapter|point)s? (?:of|in|for) your {works}\b"),
        format!(r"^\W*(?:{openers}(?:[!,.:; -]|–|—)+)?i can (?:certainly |definitely |absolutely |gladly )?help (?:you )?with (?:that|this)(?:[!.,]|$)"),
        format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+i(?:'d| would) (?:love|be (?:more than |very )?(?:happy|glad|delighted)) to (?:help|assist|{tasks}|{rewrites})\b"),
        r"^\W*(?:please )?make (?:it|this|the text|the article) (?:a bit |a little |sound |read )*(?:more human|less robotic|less salesy|more natural|less formal|more conversational|less like ai)[.!]?$|^\W*(?:can|could|would|will) you (?:please )?(?:make|rewrite|keep) (?:it|this|that|the (?:text|article|intro|introduction|tone|second paragraph|first paragraph)) (?:(?:a bit|a little|much|slightly|sound|read|even) )*(?:(?:shorter|longer|friendlier|punchier|snappier)(?: and (?:more |less )?[\w-]+)?|(?:more|less) (?:formal|casual|human|natural|salesy|concise|engaging|conversational|robotic|wordy|technical|detailed|professional|friendly))[ ,a-z-]{0,30}[?.]?$".to_owned(),
        format!(r"\b(?:could|can|would) you (?:please )?(?:tell me|share|provide|give me|clarify|specify|confirm|let me know) [^.?!]*\b(?:word count|target audience|audience (?:for|of) (?:this|the|your) (?:{works}|page)|the audience|preferred (?:tone|style|length)|brand voice|the tone|(?:topic|subject|tone|length|purpose|goal|focus) (?:of|for) (?:the|your|this) (?:{works}|page)|keywords?)\b[^.?!]*\?"),
        format!(r"^\W*(?:what|which) (?:kind of |sort of )?(?:tone|target audience|audience|word count|writing style|angle|keywords?) (?:should|would|do|shall) (?:i|you)\b[^?]*\b(?:this|the|your) (?:[\w-]+ )?(?:{works}|page)\b[^?]*\?"),
        format!(r"\b(?:could|can|would) you (?:please )?(?:share|paste|send|upload|provide)(?: me)? (?:the|your|a|some) (?:[\w-]+ ){{0,2}}?(?:draft|text|article|brief|outline|copy|paragraph|passage)\b[^?]*(?:so (?:that )?i can|here)\b"),
        r"\b(?:is|are) there (?:a|an|any|anything|something|specific|particular) [^?]*you(?:'d| would) like me to (?:target|include|focus|emphasi[sz]e|mention|use|highlight|keep|adjust|address|avoid|write)\b".to_owned(),
        r"\bcopy(?: and |-)paste (?:this|it|the (?:text|draft|article|version)(?: above| below)?) (?:(?:directly |straight )(?:in)?to|into) your (?:website|site|cms|blog|editor|page|wordpress)\b".to_owned(),
        format!(r"^\W*(?:i(?:'d| would|'ll| will)? )?(?:need|just need) (?:to know |a few |some |more |a bit more )[^.?!]*\b(?:to|before i can) (?:write|draft|finish|tailor|complete|continue|refine|start) (?:the|this|your) (?:[\w-]+ )?(?:{works}|page)\b"),
        // The brief, and how it was met.
        r"\b(?:this|the) (?:rewrite|revision|revised [\w-]+|rewritten [\w-]+|new draft|version|draft) (?:[\w'-]+,? ){1,12}?(?:sounds|reads|flows) (?:a bit |a little |much )?(?:more|less|better|like|warmer|friendlier|smoother|naturally)\b".to_owned(),
        r"\bthis (?:version|draft|rewrite|revision|article|piece|post|text|one) (?:[\w'-]+,? ){0,12}?(?:stays|comes in|comes|runs|is|sits) (?:well |just )?(?:within|under|below|at|to|around) (?:about |around |the |your )?(?:[5-9][0-9]|[0-9]{3,}|[0-9],[0-9]{3})[ -]words?\b".to_owned(),
        r"\bi (?:couldn't|could not|wasn't able to|was not able to|can't|cannot) (?:find|locate|verify|confirm|check) (?:[\w'-]+ ){0,4}?(?:data|figures?|numbers?|sources?|statistics?|dates?|prices?|quotes?|details|information|claims?|percentages?|facts?|names?)\b[^.?!]*\b(?:so|but|and) (?:please|you(?:'ll| may| should| might)(?: want to| need to)?|do) (?:double-check|verify|check|confirm|replace|update|review)\b".to_owned(),
        r"\b(?:you (?:didn't|did not|haven't|have not|don't) (?:say|specif(?:y|ied)|mention(?:ed)?|given?|provided?|tell|told)|i wasn't (?:given|told))\b[^.?!]*\bi(?:'ve| have|'ll)? (?:kept|used|assumed|went|chose|chosen|written|wrote|aimed|left|keep|use|assume|stick)\b".to_owned(),
        format!(r"\byou (?:mentioned|said|told me|noted|specified|indicated)(?: that)? [^.?!]*\b(?:audience|readers|{works}|tone|brand|website|blog|brief)\b[^.?!]*\bso i\b"),
        format!(r"^\W*(?:based on|in response to|as per|per|following|using|working from|given) (?:your (?:prompt|request|brief|notes|input|outline|instructions|requirements|description|draft|keywords?|feedback)|the (?:[\w-]+ ){{0,2}}?(?:information|details|notes|outline|brief|points|facts|text|keywords?|data|requirements|link|draft) (?:that )?you(?:'ve| have)? {given}),? (?:here|i(?:'ve| have|'ll)?\b|below|this)"),
        r"\b(?:the|this) user (?:asked|wants|wanted|didn't|did not|hasn't|requested|needs|mentioned|said|might|seems|is)\b[^.?!]*\b(?:i'll|i should|i need|i will|i can|let me|so i)\b".to_owned(),
        r"^\W*(?:hmm|okay|ok|so|right|well),? (?:so )?(?:the|this) user (?:didn't|did not|hasn't|might|may|probably|seems|is|just|also)\b".to_owned(),
        r"^\W*(?:(?:okay|ok|so|now),? )?(?:we|i) (?:need|have|should|must)(?: to)? (?:produce|write|create|generate|output|craft|deliver) (?:a|an|the) (?:[\w-]+,? ){0,4}?[0-9][0-9,]*[ -]words?\b".to_owned(),
        r"\bi(?:'ll| will| should| need to|'ve| have)? (?:write|keep|use|aim for|adopt|maintain|tried to keep|try to keep) [^.?!]*\b(?:tone|writing style)\b(?:\W*$|[.,;]| (?:and|but|to|so|throughout|warm|light|friendly|formal|professional|neutral|casual|simple|conversational)\b)".to_owned(),
        r"\bi(?:'ll| will| should| need to|'ve| have)? [^.?!]{0,60}?\b(?:avoid(?:ed)?|skip(?:ped)?|leave out|left out|steer clear of|removed|cut|dropped|replaced) (?:the |any |all |most |some )?(?:marketing |technical |corporate )?(?:jargon|passive voice|technical terms|buzzwords|fluff|filler words|em dashes|keyword stuffing|adverbs|salesy language)\b".to_owned(),
        r"\bi(?:'ve| have)? (?:broken|split|divided|organi[sz]ed|structured|arranged|formatted|grouped|broke) (?:the text|this|your|it|everything|each)\b[^.?!]*\b(?:shorter paragraphs|short paragraphs|subheadings|bullet points|bullets|readability|scannable|easier to (?:read|scan|skim))\b".to_owned(),
        r"\bi (?:don't|do not|currently don't|lack)(?: currently| yet)?(?: have)? the (?:ability|capability|capacity|tools?) to (?:open|browse|access|view|create|verify|generate|search|see|remember|check|draw|read)\b[^.?!]*\b(?:attachments?|links?|images?|files?|the web|internet|urls?|websites?|real-time|documents?|pdfs?|sources|online|live)\b".to_owned(),
        r"\bi(?:'m| am)? ?(?:can't|cannot|unable to|not able to|can not) (?:create|generate|draw|include|embed|attach|insert|produce|upload|display) (?:an? |the |any |actual |real )*(?:[\w-]+ )?(?:images?|pictures?|charts?|files?|photos?|diagrams?|videos?|attachments?|screenshots?)(?: here| directly| for you| in this chat)?,? (?:but|so|however)\b".to_owned(),
        r"^\W*(?:reply|type|respond|say|answer|write)(?: with)?(?: [\w-]+)? +to (?:get|receive|continue|see|have) (?:to |with )?the (?:next|following|remaining|rest)\b".to_owned(),
        format!(r"^\W*(?:certainly|absolutely|sure thing|sure|of course|got it|understood)(?:[!.]|!? ?–|!? ?—)+ ?i(?:'ll| will) (?:keep|make|write|use|focus|add|cut|trim|shorten|rework|avoid|{rewrites}) (?:it|this|that|the|them|each|only|a|an|more|less)\b"),
        format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+(?:a|an|the|your) (?:[\w-]+,? ){{0,4}}?(?:version|draft|rewrite|take) (?:of|for|on|that|with)\b"),
        format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+let's (?:expand|elaborate|build|go deeper|dig) (?:on|into) (?:that|this|the) (?:[\w-]+ )?(?:section|point|part|paragraph|{works})\b"),
        format!(r"^\W*(?:here(?:'s| is)|this is|below is) (?:a|an|the|your|my) (?:[\w-]+,? ){{0,2}}?(?:{changed} )?version\b[^.?!]*\byou(?:'ve| have)? (?:{asked}|suggested)\b"),
        r"\bhope(?:fully)?,? (?:that )?(?:this|it|that) (?:meets|fits|matches|captures|suits|works for|hits|reflects|gives you) [^.?!]*\b(?:you(?:'re|'ve| were| had| are| have)? (?:after|looking|asked|in mind|wanted|had in mind)|your (?:audience|readers|brand|blog|website|site|expectations|vision|tone))\b".to_owned(),
        r"^\W*what (?:should|would you like) (?:the|your) (?:call to action|cta|tone|word count|focus keyword|target audience) (?:to )?be\?".to_owned(),
        r"\bdo you have (?:a|any) (?:preferred|particular|specific|preference|certain) [^?]*\b(?:tone|writing style|audience|length|keywords?|word count|angle)\b[^?]*\?".to_owned(),
        format!(r"^\W*do you prefer [^?]*\b(?:for|in) (?:this|your|the) (?:[\w-]+ )?{works}\W*$"),
        // The text is handed over.
        format!(r"^\W*(?:certainly|absolutely|sure thing|sure|of course|got it|understood)(?:!|!? ?–|!? ?—)+ ?(?:here(?:'s| is| are) (?:a|an|the|your|my|some|two|three|four|five)\b|below (?:is|are) (?:a|an|the|your)\b|let's (?:dive|break|explore)\b)"),
        format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+(?:i(?:'ve| have) (?:also |now )?(?:[\w-]+ed|written|rewritten|made|kept|put|cut) (?:the|your|this|a|an|it|that) (?:[\w-]+ ){{0,3}}?{things}\b|(?:here(?:'s| is| are)|below (?:is|are)) (?:a|an|the|your|my|some|two|three|four|five) (?:[\w'-]+,? ){{0,6}}?(?:{things}|breakdown|overview|explanation|list|ideas|tips|options)\b|let's (?:dive|break|explore)\b|i(?:'ve|'ll| have| will) {tasks_or_done}\b)"),
        format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+(?:here (?:it is|you go)|(?:a|an|the|your|[0-9]+|two|three|four|five|six) (?:[\w-]+,? ){{0,4}}?{works} (?:on|about|for|of)\b[^.?!]*:$)"),
        format!(r"^\W*(?:here(?:'s| is)|below is) (?:a|an|the|your) [0-9,]+[ -]words? (?:[\w-]+ ){{0,3}}?{works}\b"),
        format!(r"^\W*here(?:'s| is| are) your (?:[\w-]+,? ){{0,4}}?(?:article|draft|blog post|post|introduction|intro|conclusion|outline|summary|rewrite|copy|text|meta description|paragraphs?|product description|headlines?|write-up|essay|content|faq section)(?:[,:.!]|$| (?:optimi[sz]ed|written|tailored|rewritten|with the|in a|based on)\b)"),
        format!(r"^\W*(?:(?:here(?:'s| is)|below(?: is|,? you(?:'ll| will)? (?:find|see))|please find(?: below| attached)?|attached(?: is)?) (?:a|an|the|your|my) (?:[\w-]+,? ){{0,4}}?(?:{works}|version)(?: below)?,? (?:re-?(?:written|worked|phrased|worded)\b|written in|with (?:the|a|an|your|more|fewer|less) [^.?!]*\b(?:keywords?|tone|subheadings|headings|bullet points|call to action)\b|without (?:the |any |an? )?(?:[\w-]+ )?{things}\b|in (?:a )?(?:plain|simple|simpler|more|less|the same) [^.?!]*\b(?:english|language|tone|style|voice)\b|(?:that|which) (?:keeps|follows|matches|reflects|incorporates|uses) (?:your|the (?:tone|keyword|structure|outline|same))))"),
        format!(r"^\W*here are (?:some|a few|two|three|four|five|[0-9]+) (?:[\w-]+,? ){{0,3}}?(?:options|variations|alternatives|versions|ideas|suggestions) for (?:your|the) (?:[\w-]+ )?(?:{works}|title)\b"),
        format!(r"\b(?:your|the) (?:finished |final |full |complete |revised |rewritten |requested )?(?:article|draft|blog post|text) (?:follows|is below|is as follows|starts below|begins below)(?:[.:!]|$)"),
        format!(r"\b(?:the|this) (?:above |following )?(?:{works}|{traits}|response|answer)(?: above)?\b[^.?!]*,? as (?:you )?(?:requested|instructed|asked for)\b"),
        format!(r"^\W*(?:here(?:'s| is| are)|below (?:is|are)|this is) (?:(?:the|a|an|your|my|this|another|one|two|three|some)\s)?(?:[\w-]+,? ){{0,4}}?{changed},? (?:(?:and )?[\w-]+,? ){{0,3}}?{versions}\b"),
        format!(r"^\W*(?:here(?:'s| is| are)|below (?:is|are)|attached is) (?:[\w-]+,? ){{0,6}}?{works}\b[^.?!]*\b(?:you (?:requested|asked|wanted|provided)|you(?:'ve| have) (?:requested|asked|provided)|as (?:requested|you asked)|per your|based on your|for your (?:article|blog|website|page|site|library)|tailored to your|with your|to your specifications?|your (?:prompt|instructions|requirements|guidelines|brief))\b"),
        format!(r"^\W*(?:here(?:'s| is)|below is) (?:a|an|the|your) (?:[\w-]+,? ){{0,3}}?{works} (?:of|for|to|on|about) (?:your|the|this) (?:[\w-]+ ){{0,2}}?{works}\b"),
        format!(r"\bi(?:'ve| have) (?:also |now |carefully )?{done} (?:the|this|your|it|each|all|both|every|in the|in your|for the|for your) (?:(?:first|second|third|last|and|of the|to the|in the|key|main|whole|[\w'-]{{5,}}) ){{0,4}}?(?:{works}\b|(?:keywords?|word count|instructions|feedback|request|prompt|guidelines|requirements)\b|(?:tone|wording|style|voice)(?:\W*$|[.,;:!]| (?:to|and|so|throughout|for|while|as)\b))"),
        // "I've replaced the generic examples and tightened the introduction."
        format!(r"^\W*i(?:'ve| have) (?:also |now )?[a-z]+(?:ed|ten|en|ut|ade|ept) [^.?!;:]{{4,90}}?,? and (?:also )?{done} (?:the|your|each|every) (?:[\w-]+ ){{0,2}}?(?:introduction|intro|conclusion|headline|headlines|tone|wording|call to action|cta|opening paragraph|paragraphs|draft|copy)\b"),
        format!(r"\bwith (?:that|those|this|these|your (?:notes|details|answers|feedback|comments))(?: points| details| notes)? in mind,? (?:here(?:'s| is)|below is) (?:a|an|the|your) (?:[\w-]+ ){{0,3}}?{works}\b"),
        format!(r"^\W*(?:here(?:'s| is)|below is|this is|attached is) (?:a|an|the|your) (?:[\w-]+ ){{0,3}}?(?:{works}|version) with (?:all (?:of )?)?(?:your|the) (?:[\w-]+ )?(?:edits|changes|corrections|revisions|suggestions|feedback|comments|notes|tweaks) (?:applied|incorporated|made|included|worked in|integrated|added)\b"),
        format!(r"^\W*here(?:'s| is) (?:version|draft|option|take|attempt) (?:[0-9]|two|three|b),? (?:[\w-]+,? ){{0,5}}?{qualities}(?:\W*$|,| and\b)"),
        format!(r"^\W*{openers}(?:[!,.:; -]|–|—)+i(?:'ll| will) (?:continue|pick up|carry on|resume|proceed|go on)(?: \w+)? (?:from )?(?:where (?:we|i|you) (?:left off|stopped)|with the (?:next|rest|remaining))\b"),
        // "I have assumed that your readers are beginners."
        r"\bi(?:'ve| have)? (?:assumed|presumed) (?:that )?(?:your|you) (?:[\w'-]+ ){0,3}?(?:readers?|audience|customers|users|visitors|brand|company|business|team|clients|goals?|budget|website|site|blog|product|want|need|meant)\b".to_owned(),
        // "Please provide the text you would like me to translate."
        format!(r"\bplease (?:provide|share|paste|send|upload|give me|enter) (?:me )?(?:the|your|any|a) (?:[\w-]+ ){{0,3}}?(?:{works}|document|file|details|notes|topic|paragraphs?) (?:that |which )?you(?:'d| would) (?:like|want) me to (?:{tasks}|{rewrites})\b"),
        // "Below you will find the article in the format you specified."
        format!(r"^\W*(?:(?:please )?find (?:attached|below)|(?:below|attached|here),? (?:you(?:'ll| will| can)? (?:also )?find|is|are|please find)) (?:the|your|an?) (?:[\w-]+,? ){{0,5}}?{works}\b[^.?!]*\b(?:you(?:'ve| have|'d)? {asked}|your (?:brief|prompt|request|requirements|instructions|guidelines|specifications)|as requested|as specified)\b"),
        // Farewells.
        r"\bhope (?:this|that|the|these) (?:[\w-]+ ){0,2}?(?:draft|version|revision|rewrite|outline)s? (?:is|are|helps?|meets?|works?|fits?|gives?|provides?|captures?)\b".to_owned(),
        format!(r"^\W*(?:here(?:'s| is)|below is) the (?:continuation|rest|remainder|next (?:part|section)|second part|final part) of (?:the|your|this) {works}\b"),
        r"\bhope (?:this|that|it) (?:meets your|fits your|is what you|matches (?:what|your)|captures (?:what|the|your)|suits your)\b".to_owned(),
        r"^\W*(?:i )?hope (?:this|that) helps\W*$".to_owned(),
        r"^\W*(?:chatgpt|claude|gemini|copilot|bard|gpt-[\w.]+) (?:said|replied|answered):".to_owned(),
    ];
    let offers = [
        format!(r"^\W*(?:{wish}|would it help|would it be (?:helpful|useful))(?: for| if)? (?:me to|i) (?:also )?{offered}"),
        format!(r"^\W*would you like (?:any|some|more|further|additional|help with|another|a|an|the|this|these) (?:\w+ ){{0,3}}(?:{works}|changes|adjustments|revisions|edits|modifications|details added)\b"),
        format!(r"^\W*would you like help (?:writing|drafting|creating|with (?:the|your|another|a) (?:[\w-]+ ){{0,2}}?{works})\b"),
        format!(r"^\W*(?:(?:and|or|so),? )?(?:shall i {next}{offered}|should i (?:continue|proceed|go on|go ahead|move on|turn this)\b)[^?]*\?"),
        format!(r"^\W*(?:may|can) i {next}{tasks} [^?]*\bfor you\b"),
        format!(r"\blet me know (?:if|whether|when|which|what|how|and|the|your)\b[^.?!]*(?:me to {offered}|you(?:'d| would)? (?:like|prefer|rather(?: have)?|want|need) (?:this|it|that|the (?:[\w-]+ )?{works}|any of (?:this|it)) (?:[\w-]+ )?(?:(?:adapted|rewritten|reworked|shortened|expanded|translated|reformatted|reworded|simplified|tailored)\b|(?:as|in|into) (?:a|an|another|plain) (?:[\w-]+ ){{0,2}}?(?:{things}|language|list)\b)|\b(?:tweaks|revisions|refinements|modifications)\b|\b(?:any|more|further|other|additional) (?:changes|edits|adjustments)\b|\bsomething (?:[\w-]+ )?{qualities}\b|\b(?:you(?:'d| would) like to|you want to|we should|to) proceed\b|\byour thoughts[^.?!]*\bi(?:'ll| can| will) (?:{tasks}|{rewrites})\b|\b(?:tone|another version|different (?:style|angle|length|version|approach)|more formal|less formal)\b|\b{able} {next}{offered}|\b(?:option|version|one|wording|tone|style|title|headline|word count|length|angle)\b[^.?!]*\b(?:and|so) {able} {next}(?:{tasks}|{rewrites}) {them}\b)"),
        format!(r"(?:\b{able}|^\W*(?:happy|glad) to) {next}{surely}"),
        format!(r"^\W*would (?:a|an|another|the) (?:[\w-]+ ){{0,2}}?(?:{qualities} )?(?:version|draft|{works}) (?:be (?:useful|helpful|better)|help|work)\b[^?]*\?"),
        format!(r"\b(?:should you|if you(?:'d| would|'ll)?|once you|when you|as soon as you|after you) (?:like|want|prefer|wish|need|share|provide|give|tell|send|paste|upload|confirm|supply|let me know)\b[^.?!]*,? {able} {next}(?:{offered}|(?:fill in|complete|finish|update) the (?:table|blanks?|gaps?|section|rest|details|remaining)\b)"),
        format!(r"\bif (?:it(?:'d| would)? help|that helps|that would help|it's useful|useful|needed)s?,? {able} {next}{offered}"),
        format!(r"^\W*(?:[\w ]{{1,16}}: ?)?(?:and |or |alternatively,? |otherwise,? |from here,? )?i (?:can|could) {next}{offered}[^.?!]*\b(?:if you(?:'d| would)? (?:like|want|prefer|wish)|for you|if (?:needed|desired|that helps|useful|helpful)|on request|next)\b"),
        format!(r"^\W*(?:and |or )?{able} {next}(?:{tasks}|{rewrites}) (?:you )?(?:a|an|another|the|some|one) (?:[\w-]+,? ){{0,3}}?{qualities},? (?:[\w-]+,? ){{0,2}}?(?:version|draft|take|variant|cut|{works})\b"),
        format!(r"(?:\b{able}|^\W*(?:happy|glad)(?: to)?) {next}(?:to )?{offered}[^.?!]*\b(?:(?:the|this|your|any) (?:[\w-]+ )?{works}|for you|if you|if (?:needed|required|necessary|useful|helpful)|changes|edits|adjustments|tweaks|revisions)\b"),
        format!(r"\bfeel free to (?:ask|let me know|tell me|request|reach out)\b[^.?!]*\b(?:adjustments|changes|revisions|edits|tweaks|clarification|modifications|refine|me to|another version|(?:the|this|your) (?:[\w-]+ )?(?:draft|rewrite|outline|copy)|(?:more|further|other|fewer|additional) {things} (?:[\w-]+ ){{0,2}}?(?:added|changed|included|removed|reworked|rewritten))\b"),
        // "Happy to adjust the length or add a section on tools!"
        format!(r"^\W*(?:happy|glad) to {next}{offered}(?: [\w'-]+){{0,4}},? (?:or|and) (?:to )?{offered}"),
        format!(r"^\W*(?:happy|glad) to {next}(?:adjust|tweak|change|modify|refine|revise|soften|vary|shift|match|alter|rework) (?:the|its) (?:[\w-]+ )?{traits}\b"),
        format!(r"\bplease (?:provide|share|paste|send|upload|specify|give me|tell me|let me know)\b[^.?!]*\b(?:so (?:that )?i can|and i(?:'ll| will| can)|you(?:'d| would) like me to|you want me to|for me to) {next}{offered}"),
        format!(r"(?:^\W*|, |; |– )(?:just |simply |please )?(?:tell me|say|type|ask|send me|give me|share|paste|pick|choose|reply|respond|point me|specify|name)\b[^.?!]*\b(?:and|so) i(?:'ll| will| can|'d)(?: then| gladly| happily)* (?:{offered}|add an? (?:[\w-]+ )?(?:sample|example|snippet))"),
        format!(r"\bif you(?:'d| would)? (?:like|want|prefer) me to (?:\w+ )?{offered}"),
        // "If you'd like it more formal, just say so."
        format!(r"^\W*if you(?:'d| would)? (?:like|want|prefer|need) (?:it|this|that|the (?:[\w-]+ )?{works}|something) (?:[\w'-]+ ){{0,3}}?{qualities}\b[^.?!]*\b(?:i(?:'ll| will| can)|just (?:say|ask|let me know)|say so|let me know)\b"),
        // "Let me know how it reads and whether the length works."
        format!(r"\blet me know (?:how|whether|if|what you think,? and whether) [^.?!]*(?:\b(?:it|this|that) reads\b|\b(?:the|this|that) (?:[\w-]+ )?(?:{traits}|draft|wording|intro|rewrite) (?:works?|is right|suits?|fits?|feels?|hits?|needs?)\b)"),
        r"\blet me know which (?:version|draft|wording|tone|take|rewrite|headline|intro) (?:(?:of (?:the|these) \w+ )?you(?:'d| would)? (?:prefer|like|want)|works|suits|fits)\b".to_owned(),
        r"\bfeel free to (?:copy|paste|copy and paste|drop) (?:this|it|the (?:text|draft|copy|article)(?: above)?) (?:directly |straight |right )?(?:in)?to your (?:cms|web ?site|site|blog|editor|wordpress|page|newsletter)\b".to_owned(),
        // Readers are led to a shorter version; one as well is still to be made: "Want a shorter summary for social media as well?"
        format!(r"^\W*(?:want|need|prefer|would you like|would you prefer|do you want) (?:a|an|another|the|some) (?:[\w-]+ ){{0,2}}?(?:shorter|longer|simpler|punchier|snappier|friendlier|warmer|tighter|crisper|funnier|condensed|(?:more|less) [a-z]+) (?:[\w-]+ ){{0,2}}?(?:summary|version|draft|intro|introduction|conclusion|headline|text|paragraph|caption|captions|tagline|rewrite|title|excerpt|take)\b[^?]*\b(?:as well|too|instead|for (?:social media|beginners|linkedin|twitter|instagram|facebook|your [\w ]{{3,30}}))\?"),
        r"^\W*(?:want|would you like|do you want) (?:me to make )?(?:a|an|another) (?:[\w-]+ )?version of (?:it|this|(?:the|this) (?:text|article|draft|post))(?: (?:for|as|in|with|without|that)\b[^?]*)?\?".to_owned(),
        r"\banything(?: else)? (?:that )?you(?:'d| would)? (?:like|want|need) (?:me to (?:adjust|change|tweak|revise|refine|edit|modify|rewrite|rephrase|reword|expand|clarify|rework|polish)|changed|adjusted|revised|reworded|tweaked)\b".to_owned(),
        format!(r"^\W*(?:would you (?:like|prefer)|do you (?:want|prefer)) (?:it |this |that |the |a |an |something )*(?:[\w'-]+ ){{0,3}}?(?:{qualities} (?:[\w-]+ ){{0,2}}?(?:{traits}|{works}|version|take)|(?:in )?(?:a |another )(?:different )?(?:format|style|tone|voice))\b"),
        r"^\W*(?:do you want|would you like|want|need) (?:this|it|that) (?:in|as) (?:html|markdown|a table|a list|bullet points|plain text|a google doc)\b[^?]*\?".to_owned(),
        format!(r"^\W*would you like (?:to see )?(?:another|a different|an alternative|a second|a {qualities}) (?:version|take|draft|variation)\b"),
        format!(r"^\W*(?:which|what|how) (?:[\w-]+ ){{0,4}}?(?:would you (?:like|prefer)|do you want|should i|shall i) (?:me to |to )?(?:{offered}|(?:start|begin) with the (?:[\w-]+ )?{works})"),
    ];
    let pairs = [
        format!(
            r"^\W*{wish} (?:this|it|the (?:[\w-]+ )?{works}) (?:in|as|for) [^?]{{3,60}}\? (?:just |please |simply )?(?:ask|say so|say the word|let me know|tell me|shout)\W*$"
        ),
        format!(
            r"^\W*{wish} (?:a|an|this|it|the) [^?]{{0,60}}\b(?:version|format|{pieces}|{works})\b[^?]*\? (?:just |please |simply )?(?:ask|say so|say the word|let me know|tell me|shout)\W*$"
        ),
        format!(
            r"^\W*(?:[\w ]{{1,16}}: ?)?i (?:can|could) {next}{offered}.*[.!] ?(?:which|what) (?:one |of these |of them |option |direction )?(?:would|do) you (?:like|prefer|want)\W*$"
        ),
    ];
    let texts = [&check.rewrites, &check.works, &check.pieces, &check.traits, &check.qualities, &check.tasks].into_iter();
    let orders = prompts::forms(&works);
    let names = Arc::new(names);
    Grammar {
        prompts: Forms::of(&names, &orders),
        sentences: Forms::of(&names, sentences.iter().chain(&offers)),
        sure: sentences.len(),
        texts: Known::of(
            // Small words are in every sentence.
            texts.flat_map(|words| words.of(language)).flat_map(|words| words.split([' ', '-'])).filter(|word| word.len() > 3).chain([
                "faq",
                "cta",
                "edit",
                "html",
                "list",
                "markdown",
                "changes",
                "edits",
                "tweaks",
                "modifications",
                "change",
                "reads",
                "copy",
                "revisions",
                "adjustments",
                "option",
                "title",
                "next",
            ]),
        ),
        pair: Forms::of(&names, &pairs),
        promise: Expression::of(PROMISES),
        channel: Expression::of(CHANNELS),
        changed: check.changed.of(language).to_vec(),
        openers: check.openers.of(language).to_vec(),
        controls: check.controls.of(language).to_vec(),
        subjects: check.subjects.of(language).to_vec(),
    }
}
