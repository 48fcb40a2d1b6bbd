//! "Studies show", and nobody learns which.

use serde::Deserialize;

use super::frame::Frames;
use super::passage::{Candidate, Passage, candidates, gives_size};
use crate::checks::external_figures::{ExternalFigures, without_country};
use crate::checks::phrases::Phrases;
use crate::checks::sources::SourceTitles;
use crate::document::Document;
use crate::rule::{ArticleCheck, Found, Signs};
use crate::source::Format;

/// The options; those of the two notions come by `flatten`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct VagueAttribution {
    titles: SourceTitles,
    #[serde(flatten)]
    external: ExternalFigures,
    #[serde(flatten)]
    frames: Frames,
    /// Words by which a finding of nobody in particular is the writer's own, or supposed.
    own: Phrases,
    /// What findings stand in that an article introduces, with whoever made them: survey, analysis.
    introductions: Phrases,
}

impl ArticleCheck for VagueAttribution {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        self.frames.add_signs(&mut signs, 0);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        for (id, candidates) in candidates(article, &found.take_seen()) {
            let text = article.text_of(id);
            for Candidate { sentence, next, .. } in candidates {
                let Some(frame) = text.get(sentence.clone()).and_then(|sentence| self.frames.find(language, sentence)) else { continue };
                let Some(passage) = Passage::of(article, id, &self.titles) else { break };
                found.concerned();
                let frame = sentence.start + frame.start..sentence.start + frame.end;
                // Who is meant may stand in the next sentence.
                let with_next = sentence.start..next;
                let words = text.get(with_next.clone()).unwrap_or("");
                let is_own = self.own.are_in(language, &without_country(text.get(sentence.start..frame.end).unwrap_or("")));
                // "Reports - Shows the boats of the day" is a name and what it is.
                let is_parted = text.get(frame.clone()).is_some_and(|said| [" - ", " – ", " — "].iter().any(|mark| said.contains(mark)));
                if is_own
                    || is_parted
                    || passage.is_code(&frame)
                    || self.frames.tells_of_work(language, text.get(frame.clone()).unwrap_or(""))
                    || passage.is_quoted(frame.start)
                    || passage.sets_a_task()
                    || passage.refers(&with_next)
                    || passage.cites_pages_behind(frame.end)
                    || passage.points_outward_behind(sentence.end)
                    || text.get(sentence.clone()).is_some_and(gives_size)
                    || self.external.names_source(language, words)
                    || passage.is_sourced_around(&self.external)
                    || self.frames.tells_of_people(language, text.get(frame.clone()).unwrap_or(""))
                        && passage.is_introduced(&self.external, &self.introductions)
                {
                    continue;
                }
                let said = text.get(frame.clone()).unwrap_or("");
                let finding = found.at(id, passage.in_source(&frame), "“{}”, and nobody is named", [said]);
                // Whoever writes of experiments has often made them. An export to plain text loses its links.
                let may_be_own = said.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("experiment"));
                if may_be_own || article.source.format() == Format::Plain {
                    finding.milder();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(paragraph: &str) -> Vec<String> {
        let text = format!("# Night boats\n\n{paragraph}\n");
        markdown("vague-attribution", &text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn witnesses_without_a_name_are_reported_once_a_sentence() {
        assert_eq!(
            found("Studies show that crews tire at night, and experts say so too. Researchers agree that sleep helps."),
            ["Studies show", "Researchers agree"]
        );
    }

    #[test]
    fn a_name_or_a_link_nearby_will_do() {
        for paragraph in [
            "Studies show that [crews tire at night](https://example.org/crews).",
            "Studies show that crews tire at night. The Harbour Institute [measured it](https://example.org/crews).",
            "Two crews kept a diary, and research showed that they slept badly.",
            "Experts such as Ann Lund say that crews tire.",
            "Experts agree that crews tire at night, Ann Lund said.",
            "Do not write “studies show that crews tire” without a source.",
            "> Studies show that crews tire at night.",
        ] {
            assert_eq!(found(paragraph), Vec::<String>::new(), "{paragraph}");
        }
    }
}
