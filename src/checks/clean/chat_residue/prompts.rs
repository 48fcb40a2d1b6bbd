//! What somebody asks an assistant for, left in the text that it gave: "Write a 900-word article on this topic in a friendly tone."

/// Words of which one stands in each order.
pub(super) const HEADS: [&str; 25] = [
    "user: ",
    "human: ",
    "prompt: ",
    "instruction: ",
    "assistant: ",
    "act as a",
    "you are an expert",
    "you are a professional",
    "you are an experienced",
    "you are a senior",
    "you are a skilled",
    "you are a seasoned",
    "-word article",
    "-word blog",
    "-word post",
    "-word intro",
    "plagiari",
    "ai detect",
    "the following text",
    "the following article",
    "text below",
    "article below",
    "keyword",
    "more human",
    " words for ",
];

/// The forms of orders, each a whole sentence that opens a paragraph.
pub(super) fn forms(works: &str) -> Vec<String> {
    let make = r"(?:write|create|generate|compose|draft|produce)(?: me)?";
    let redo = r"(?:rewrite|re-write|paraphrase|rephrase|reword|humani[sz]e|proofread|translate|summari[sz]e|shorten|condense|expand|improve|edit|optimi[sz]e)";
    let text = r"(?:text|article|paragraphs?|section|content|passage|copy|blog post|post)";
    vec![
        // "Act as an expert copywriter and expand the section below."
        format!(
            r"^\W*(?:please )?(?:act as|you are|pretend (?:to be|you are)) an? (?:(?:[\w-]+ ){{0,3}}?(?:copywriter|content (?:writer|strategist|creator|marketer)|seo (?:writer|expert|specialist)|ghostwriter)|(?:expert|experienced|professional|senior|skilled|seasoned|world-class|award-winning) (?:[\w-]+ ){{0,3}}?(?:blogger|proofreader|journalist|writer|editor|translator))\b[^?!]*\b(?:{make}|{redo}|your task|expand)\b"
        ),
        // "Write a 900-word article on this topic in a friendly tone."
        format!(
            r"^\W*(?:please )?{make} (?:a|an|the) (?:[\w-]+,? ){{0,3}}?[0-9][0-9,]{{1,4}}[ -]words? (?:[\w-]+,? ){{0,3}}?(?:article|blog post|post|introduction|intro|conclusion|summary|product description)\b[^?!]*\b(?:this topic|tone|keywords?|seo|subheadings)\b"
        ),
        format!(
            r"^\W*(?:please )?{make} (?:a|an|the|another) (?:[\w-]+,? ){{0,3}}?(?:introduction|intro|conclusion|section|paragraph|outline|meta description|faq) (?:of|with|in) (?:about |around |under |approximately |at most |max(?:imum)? |up to )?[0-9]{{2,4}} (?:words|characters) (?:for|about|on) (?:this|the|my|our) (?:[\w-]+ )?{works}\b"
        ),
        // "Rewrite the following text so that it passes plagiarism checks:"
        format!(
            r"^\W*(?:please )?(?:can you |could you )?{redo} (?:the|this) (?:(?:following|above|below|attached) {text}|{text} (?:below|above))\b[^?!]*\b(?:plagiari\w+|ai detect\w+|seo|(?:the|these|target|focus) keywords?|sounds? (?:more )?human|more human|human-like|(?:keep|keeping|preserve|preserving|retain|maintain|maintaining) (?:the|its|all)(?: [\w-]+)? (?:formatting|meaning|headings|structure|keywords|tone|html))\b"
        ),
        // "Make it sound more human and avoid passive voice."
        r"^\W*(?:(?:user|human|prompt|me|q): )?(?:please )?make (?:it|this|the (?:text|article|copy|tone)) (?:a bit |a little |much |sound |read |feel |look )*(?:more human|more natural|less robotic|more conversational|more engaging|less salesy|less like ai|more professional|human-like)\b.*\b(?:avoid|use|keep|remove|don't|without|add|reduce|vary)\b".to_owned(),
        // "User: make it sound more professional"
        r"^\W*(?:user|human|prompt|instruction|me): (?:please )?(?:make|keep|rewrite|rephrase|shorten|translate|write|expand|summari[sz]e) (?:it|this|that|the (?:text|article|copy|tone|draft|intro|introduction|conclusion))\b.{0,100}$".to_owned(),
        // "User: Write an article about channel partners", and "Assistant: Here are the differences" behind it.
        format!(
            r"^\W*(?:user|human|prompt|instruction): (?:please )?(?:can you |could you |i need you to )?{make} (?:a|an|the|some|another) (?:[\w-]+,? ){{0,5}}?{works}\b"
        ),
        r"^\W*(?:ai )?assistant: (?:here (?:is|are)|here's|sure|certainly|of course|absolutely|below (?:is|are)|i(?:'ve| have|'ll| will) (?:written|drafted|prepared|put|write|draft|prepare)|as an ai)\b".to_owned(),
        // "Use the keyword three times and add a call to action at the end."
        r"^\W*(?:please )?(?:use|include|mention|repeat|work in|insert) the (?:focus |target |main |primary |exact )?(?:keyword|keyphrase|key phrase)s? (?:.{1,40} )?(?:at least |about |exactly )?(?:[0-9]+|two|three|four|five|six|once|twice)\b.*\b(?:and|,|in the (?:first|title|intro\w*|conclusion)|throughout)\b".to_owned(),
    ]
}
