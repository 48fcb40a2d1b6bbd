//! The language of an article, and how it is known.

use std::borrow::Cow;

use super::{Document, Flags, Kind, MetaFrom};
use serde::{Deserialize, Serialize};

mod path;

use path::in_end_of_folder;
pub(crate) use path::{in_path, marked};

/// How a language is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LanguageFrom {
    /// Front matter, `<html lang>`, JSON-LD or configuration by path.
    Declared,
    /// Its body shows it; the name of its file or folder does where the body has too few words, and none that contradict it.
    Detected,
    /// The library's default.
    #[default]
    Default,
}

/// The language of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// ISO 639-1 code in lower case, without region (`en`).
    pub code: Cow<'static, str>,
    /// How it is known.
    pub from: LanguageFrom,
}

/// Letters of prose that a detection needs.
const ENOUGH: usize = 200;

/// Bytes of prose whose function words are counted, and letters after which a clear count ends it.
const CENSUS: usize = 4_000;
const FIRST: usize = 1_200;

/// Bytes of prose that the detector gets: it costs more than reading a file.
const SAMPLE: usize = 3_000;

pub(super) fn of(document: &Document, default: &str) -> Language {
    if let Some(code) = declared(document) {
        // What a theme puts into every page is not to be believed against the whole text.
        return match contradicted(document, &code) {
            Some(code) => Language { code: code.into(), from: LanguageFrom::Detected },
            None => Language { code: kept(&code), from: LanguageFrom::Declared },
        };
    }
    if let Some(code) = translated_in_part(document).or_else(|| detected(document, default)).or_else(|| named(document)) {
        return Language { code: code.into(), from: LanguageFrom::Detected };
    }
    Language { code: kept(default), from: LanguageFrom::Default }
}

/// A code as an article keeps it: that of most articles takes no memory.
fn kept(code: &str) -> Cow<'static, str> {
    if code == "en" { Cow::Borrowed("en") } else { Cow::Owned(code.to_owned()) }
}

/// The language of a page whose frame says English, as that of many a theme does, and whose words are plainly of another language, with hardly any
/// English among them.
fn contradicted(document: &Document, declared: &str) -> Option<&'static str> {
    /// Function words of the page's own language for each English one.
    const AGAINST: usize = 10;
    let is_said_by_writer = || {
        document.meta.iter().any(|meta| {
            meta.from == MetaFrom::FrontMatter && ["lang", "language", "locale"].iter().any(|key| meta.key.eq_ignore_ascii_case(key))
        })
    };
    if declared != "en" || is_said_by_writer() {
        return None;
    }
    let census = Census::of(document);
    let found = census.language().filter(|code| *code != "en" && census.letters >= ENOUGH && !census.is_foreign())?;
    let own = census.function_words.iter().copied().max().unwrap_or(0);
    (census.english() * AGAINST <= own).then_some(found)
}

/// What the article says, the most deliberate statement first.
fn declared(document: &Document) -> Option<Box<str>> {
    let said = |from: MetaFrom, keys: &[&str]| {
        keys.iter()
            .flat_map(|key| document.meta.iter().filter(move |meta| meta.from == from && meta.key.eq_ignore_ascii_case(key)))
            .find_map(|meta| code_of(&meta.value))
    };
    if document.meta.is_empty() {
        return None;
    }
    said(MetaFrom::FrontMatter, &["lang", "language", "locale"])
        .or_else(|| said(MetaFrom::Element, &["lang"]))
        .or_else(|| {
            let data = document.meta.iter().filter(|meta| meta.from == MetaFrom::JsonLd);
            data.filter_map(|meta| in_language(&meta.value)).find_map(code_of)
        })
        .or_else(|| said(MetaFrom::MetaTag, &["content-language", "og:locale"]))
}

/// The value of the first `inLanguage` of a JSON-LD block; a list says it with its first entry.
fn in_language(data: &str) -> Option<&str> {
    let at = memchr::memmem::find(data.as_bytes(), b"\"inLanguage\"")?;
    let value = data.get(at + 12..)?.trim_start().strip_prefix(':')?.trim_start();
    let value = value.strip_prefix('[').map_or(value, str::trim_start).strip_prefix('"')?;
    value.split('"').next()
}

/// The ISO 639-1 code that a tag (`en-GB`, `pt_BR`, `English`) begins with.
fn code_of(tag: &str) -> Option<Box<str>> {
    let tag = tag.trim();
    let first = tag.split(['-', '_', ',', ';', ' ', '.']).next().unwrap_or(tag).to_ascii_lowercase();
    if first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(first.into());
    }
    CODES.iter().find(|(long, _, name)| *long == first || name.eq_ignore_ascii_case(&first)).map(|(_, code, _)| (*code).into())
}

/// The language that the name of an article or of its folder says, where hardly a word of the text is English.
fn named(document: &Document) -> Option<&'static str> {
    /// Words for each English function word; English has one of four or five.
    const AGAINST: usize = 12;
    let code = in_path(document.source.path()).filter(|code| *code != "en")?;
    let census = Census::of(document);
    (census.english() * AGAINST < census.words.max(AGAINST)).then_some(code)
}

/// The language of a page that is called after it and has a good deal of it: the rest waits for its translation, and is no proof of another language.
fn translated_in_part(document: &Document) -> Option<&'static str> {
    /// Words of a page that shows what it is written in.
    const WORDS: usize = 80;
    let path = document.source.path();
    let code = in_path(path).or_else(|| in_end_of_folder(path)).filter(|code| *code != "en")?;
    let at = COUNTED.iter().position(|known| *known == code)?;
    let census = Census::of(document);
    let own = census.function_words.get(at).copied().unwrap_or(0);
    let others = census.function_words.iter().enumerate().filter(|(other, _)| *other != at && *other != 0).map(|(_, count)| *count).max();
    (census.words >= WORDS && own * 2 >= census.english() && own > 3 * others.unwrap_or(0)).then_some(code)
}

fn detected(document: &Document, default: &str) -> Option<&'static str> {
    let census = Census::of(document);
    if census.letters < ENOUGH {
        return None;
    }
    // With so much English in it no other language is believed, and the default is English as a rule.
    let (shows_english, foreign) = (census.shows_english(), census.is_foreign());
    if shows_english && !census.is_english() && default == "en" && !foreign {
        return None;
    }
    if let Some(code) = census.language().filter(|_| !foreign) {
        return Some(code);
    }
    let mut sample = String::with_capacity(SAMPLE + 64);
    for text in prose(document) {
        let room = SAMPLE.saturating_sub(sample.len());
        sample.push_str(head(text, room));
        if sample.len() + 4 >= SAMPLE {
            break;
        }
    }
    // Names of products stand in Latin letters in all languages, and often outnumber the letters of Japanese or Chinese.
    if foreign {
        sample.retain(|c| !c.is_ascii_alphabetic());
    }
    let found = whatlang::detect(&sample)?;
    let code = iso_code(found.lang())?;
    // Another script shows at least that it is not the default. Lists of names and products resemble some small language or other;
    // English words among them are the better sign.
    (foreign || found.is_reliable() && (code == "en" || !shows_english)).then_some(code)
}

/// The first bytes of a text, in whole characters.
fn head(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// The text of an article's paragraphs.
fn prose(document: &Document) -> impl Iterator<Item = &str> {
    document
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER))
        .map(|block| block.text.cut(&document.text))
}

/// How much of the first prose is function words of the languages that most libraries are written in. A count of them tells these
/// languages as surely as the detector does, at a small part of its cost.
struct Census {
    letters: usize,
    /// Letters of other scripts than the Latin one.
    foreign: usize,
    words: usize,
    /// By language, in the order of [`COUNTED`].
    function_words: [usize; COUNTED.len()],
}

impl Census {
    fn of(document: &Document) -> Self {
        let mut census = Self { letters: 0, foreign: 0, words: 0, function_words: [0; COUNTED.len()] };
        let mut room = CENSUS;
        for text in prose(document) {
            census.read(head(text, room));
            room = room.saturating_sub(text.len());
            if room == 0 || census.is_obvious() || census.letters >= FIRST && census.language().is_some() {
                break;
            }
        }
        census
    }

    fn read(&mut self, text: &str) {
        let words = text.as_bytes().split(|byte| !byte.is_ascii_alphabetic() && *byte < 0x80);
        for word in words.filter(|word| !word.is_empty()) {
            self.letters += word.len();
            self.words += 1;
            if !word.is_ascii() {
                // First bytes of letters from Greek on, but for signs and the later blocks of Latin letters.
                self.foreign += word.iter().filter(|byte| matches!(byte, 0xce..=0xe0 | 0xe3..=0xee)).count();
            }
            let mut small = [0_u8; 5];
            let Some(small) = small.get_mut(..word.len()) else { continue };
            for (small, byte) in small.iter_mut().zip(word) {
                *small = byte | 0x20;
            }
            if let Some(count) = language_of(small).and_then(|language| self.function_words.get_mut(language)) {
                *count += 1;
            }
        }
    }

    fn english(&self) -> usize {
        self.function_words.first().copied().unwrap_or(0)
    }

    /// The language whose words stand out: English by the number of its words, the others, of which fewer are counted, by their lead.
    fn language(&self) -> Option<&'static str> {
        let (best, most) = self.function_words.iter().copied().enumerate().max_by_key(|(at, count)| (*count, usize::MAX - at))?;
        let others = self.function_words.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max().unwrap_or(0);
        let share = if best == 0 { most * 8 >= self.words } else { most * 13 >= self.words && most >= others * 4 };
        let is_clear = self.words >= 30 && share;
        is_clear.then(|| COUNTED.get(best).copied()).flatten()
    }

    /// A good part of the letters belong to another script: they have two or three bytes each.
    const fn is_foreign(&self) -> bool {
        self.foreign * 7 >= self.letters
    }

    fn is_english(&self) -> bool {
        self.language() == Some("en")
    }

    /// So much English that nothing further down would change it.
    fn is_obvious(&self) -> bool {
        self.letters >= 2 * ENOUGH && self.english() * 6 >= self.words
    }

    /// Enough English, and more than of any other language, to doubt a detection of anything else.
    fn shows_english(&self) -> bool {
        let others = self.function_words.iter().skip(1).copied().max().unwrap_or(0);
        self.english() * 30 >= self.words && self.english() >= others * 3
    }
}

/// Languages that are told by their function words, English first.
const COUNTED: [&str; 7] = ["en", "es", "pt", "fr", "de", "it", "nl"];

/// Place of the language in [`COUNTED`] to which a word of up to five letters belongs, where it is no common word of its neighbours.
fn language_of(word: &[u8]) -> Option<usize> {
    match word {
        b"the" | b"of" | b"and" | b"to" | b"that" | b"this" | b"with" | b"you" | b"are" | b"your" | b"from" | b"by" | b"not" | b"have"
        | b"it" | b"can" | b"they" | b"their" | b"which" | b"when" | b"what" | b"has" | b"if" | b"how" | b"its" | b"our" | b"will"
        | b"there" | b"these" | b"been" | b"would" | b"who" | b"but" | b"more" | b"than" | b"them" | b"where" | b"also" | b"about" => {
            Some(0)
        }
        b"los" | b"las" | b"y" | b"el" | b"del" | b"una" | b"con" | b"pero" | b"sus" | b"esta" | b"al" | b"lo" => Some(1),
        b"os" | b"da" | b"do" | b"dos" | b"uma" | b"um" | b"em" | b"com" | b"ao" | b"na" | b"seu" | b"sua" | b"mais" => Some(2),
        b"le" | b"les" | b"des" | b"et" | b"est" | b"une" | b"du" | b"dans" | b"pour" | b"sur" | b"pas" | b"vous" | b"avec" | b"par"
        | b"qui" | b"au" | b"sont" | b"ce" => Some(3),
        b"der" | b"die" | b"und" | b"das" | b"mit" | b"ist" | b"auf" | b"ein" | b"eine" | b"nicht" | b"dem" | b"sich" | b"auch"
        | b"wird" | b"von" | b"zu" => Some(4),
        b"di" | b"il" | b"che" | b"per" | b"non" | b"gli" | b"della" | b"sono" | b"nel" | b"alla" | b"dei" | b"si" => Some(5),
        b"het" | b"een" | b"van" | b"voor" | b"niet" | b"zijn" | b"wordt" | b"ook" | b"naar" | b"bij" | b"deze" | b"maar" => Some(6),
        _ => None,
    }
}

fn iso_code(lang: whatlang::Lang) -> Option<&'static str> {
    CODES.iter().find(|(long, ..)| *long == lang.code()).map(|(_, short, _)| *short)
}

/// ISO 639-3 and 639-1 codes of the languages that the detector knows, with their English names.
const CODES: [(&str, &str, &str); 69] = [
    ("afr", "af", "Afrikaans"),
    ("aka", "ak", "Akan"),
    ("amh", "am", "Amharic"),
    ("ara", "ar", "Arabic"),
    ("aze", "az", "Azerbaijani"),
    ("bel", "be", "Belarusian"),
    ("ben", "bn", "Bengali"),
    ("bul", "bg", "Bulgarian"),
    ("cat", "ca", "Catalan"),
    ("ces", "cs", "Czech"),
    ("cmn", "zh", "Chinese"),
    ("dan", "da", "Danish"),
    ("deu", "de", "German"),
    ("ell", "el", "Greek"),
    ("eng", "en", "English"),
    ("epo", "eo", "Esperanto"),
    ("est", "et", "Estonian"),
    ("fin", "fi", "Finnish"),
    ("fra", "fr", "French"),
    ("guj", "gu", "Gujarati"),
    ("heb", "he", "Hebrew"),
    ("hin", "hi", "Hindi"),
    ("hrv", "hr", "Croatian"),
    ("hun", "hu", "Hungarian"),
    ("hye", "hy", "Armenian"),
    ("ind", "id", "Indonesian"),
    ("ita", "it", "Italian"),
    ("jav", "jv", "Javanese"),
    ("jpn", "ja", "Japanese"),
    ("kan", "kn", "Kannada"),
    ("kat", "ka", "Georgian"),
    ("khm", "km", "Khmer"),
    ("kor", "ko", "Korean"),
    ("lat", "la", "Latin"),
    ("lav", "lv", "Latvian"),
    ("lit", "lt", "Lithuanian"),
    ("mal", "ml", "Malayalam"),
    ("mar", "mr", "Marathi"),
    ("mkd", "mk", "Macedonian"),
    ("mya", "my", "Burmese"),
    ("nep", "ne", "Nepali"),
    ("nld", "nl", "Dutch"),
    ("nob", "nb", "Norwegian"),
    ("ori", "or", "Oriya"),
    ("pan", "pa", "Punjabi"),
    ("pes", "fa", "Persian"),
    ("pol", "pl", "Polish"),
    ("por", "pt", "Portuguese"),
    ("ron", "ro", "Romanian"),
    ("rus", "ru", "Russian"),
    ("sin", "si", "Sinhala"),
    ("slk", "sk", "Slovak"),
    ("slv", "sl", "Slovenian"),
    ("sna", "sn", "Shona"),
    ("spa", "es", "Spanish"),
    ("srp", "sr", "Serbian"),
    ("swe", "sv", "Swedish"),
    ("tam", "ta", "Tamil"),
    ("tel", "te", "Telugu"),
    ("tgl", "tl", "Tagalog"),
    ("tha", "th", "Thai"),
    ("tuk", "tk", "Turkmen"),
    ("tur", "tr", "Turkish"),
    ("ukr", "uk", "Ukrainian"),
    ("urd", "ur", "Urdu"),
    ("uzb", "uz", "Uzbek"),
    ("vie", "vi", "Vietnamese"),
    ("yid", "yi", "Yiddish"),
    ("zul", "zu", "Zulu"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    const ENGLISH: &str = "The harbour opens at five in the morning, and the first boats are back by seven. What they bring is sold \
        in the hall behind the quay, where the bakers of the town also have their stalls. If you want bread with your fish, that is \
        the place to go, and you will not be the only one there.";
    const GERMAN: &str = "Der Hafen öffnet um fünf Uhr morgens, und die ersten Boote sind um sieben zurück. Was sie bringen, wird in \
        der Halle hinter dem Kai verkauft, wo auch die Bäcker der Stadt ihre Stände haben. Wer Brot zu seinem Fisch möchte, geht \
        dorthin und ist nicht allein.";

    fn language(text: &str) -> (String, LanguageFrom) {
        let document = Document::read(Source::of_text("harbour.txt", Format::Plain, text), &Limits::default(), "xx");
        (document.language.code.to_string(), document.language.from)
    }

    fn declared_by(from: MetaFrom, key: &str, value: &str) -> (String, LanguageFrom) {
        let mut document = Document::read(Source::of_text("harbour.txt", Format::Plain, ENGLISH), &Limits::default(), "xx");
        document.meta.push(super::super::Meta { from, key: key.into(), value: value.into(), src: crate::span::Span::at(0) });
        let language = of(&document, "xx");
        (language.code.to_string(), language.from)
    }

    #[test]
    fn prose_shows_its_language() {
        assert_eq!(language(ENGLISH), ("en".into(), LanguageFrom::Detected));
        assert_eq!(language(GERMAN), ("de".into(), LanguageFrom::Detected));
        let french = "Le port ouvre à cinq heures du matin et les premiers bateaux rentrent à sept heures. Ce qu'ils rapportent se vend dans \
            la halle derrière le quai, où les boulangers de la ville ont aussi leurs étals. Qui veut du pain avec son poisson y va, et il n'y sera pas seul.";
        assert_eq!(language(french), ("fr".into(), LanguageFrom::Detected));
        let dutch = "De haven gaat om vijf uur open en de eerste boten zijn om zeven uur terug. Wat ze meebrengen wordt verkocht in de grote hal \
            achter de kade, waar ook de bakkers van de stad hun kramen hebben. Wie brood of koek bij zijn vis wil, is daar aan het goede \
            adres. Wij gaan er elke zaterdag heen, want dan spelen er ook muzikanten en krijgt iedereen een kop koffie.";
        assert_eq!(language(dutch), ("nl".into(), LanguageFrom::Detected));
    }

    #[test]
    fn product_names_do_not_make_japanese_or_russian_english() {
        let japanese = "Harbour API の新しい Ticket Endpoint では、フェリーの予約を JSON で取得できます。Harbour CLI を使うと、Timetable Feed を \
            GitHub Actions から公開できます。詳しくは Harbour API Reference と Ticket Endpoint Guide をご覧ください。Harbour Cloud Console の \
            Settings で API Key を作成し、Harbour CLI の Config File に保存してください。";
        assert_eq!(language(japanese), ("ja".into(), LanguageFrom::Detected));
        let russian = "Откройте Harbour Cloud Console и создайте API Key в разделе Settings. Этот ключ нужен, чтобы сохранить расписание в \
            Harbour CLI Config File. Если вы уже были пассажиром, мы отправим вам новые билеты через Ticket Endpoint, а все изменения вы \
            увидите в Timetable Feed. Обычно это занимает несколько минут, но в праздничные дни придётся подождать.";
        assert_eq!(language(russian), ("ru".into(), LanguageFrom::Detected));
    }

    #[test]
    fn a_few_words_show_nothing() {
        assert_eq!(language("The harbour opens at five.\n"), ("xx".into(), LanguageFrom::Default));
        assert_eq!(language(""), ("xx".into(), LanguageFrom::Default));
    }

    #[test]
    fn a_name_tells_the_language_of_a_few_words() {
        let named = |path: &str, text: &str| {
            let document = Document::read(Source::of_text(path, Format::Plain, text), &Limits::default(), "en");
            (document.language.code.to_string(), document.language.from)
        };
        let few = "Hamnen öppnar klockan fem.\n";
        for (path, code) in
            [("rules_sv.txt", "sv"), ("rules.nb-no.txt", "nb"), ("text/dk/rules.txt", "da"), ("guide/sv-SE/rules.txt", "sv")]
        {
            assert_eq!(named(path, few), (code.into(), LanguageFrom::Detected), "{path}");
        }
        assert_eq!(named("it/rules.txt", "The harbour opens at five, and the boats are back.\n"), ("en".into(), LanguageFrom::Default));
        assert_eq!(named("guide/rules.txt", few), ("en".into(), LanguageFrom::Default));
        assert_eq!(named("rules_sv.txt", ENGLISH), ("en".into(), LanguageFrom::Detected));
    }

    #[test]
    fn a_code_in_the_name_or_the_folder_is_a_language() {
        let says = |path: &str| in_path(std::path::Path::new(path));
        for (path, code) in [
            ("tides_nl.md", "nl"),
            ("tides.nb-no.md", "nb"),
            ("manual/es/tides.md", "es"),
            ("text/dk/tides.txt", "da"),
            ("pt_BR/guide/tides.md", "pt"),
        ] {
            assert_eq!(says(path), Some(code), "{path}");
        }
        for path in ["tides.md", "it-support/tides.md", "how-to-do-it.md", "no-wake-zones.md"] {
            assert_eq!(says(path), None, "{path}");
        }
    }

    #[test]
    fn a_frame_is_not_believed_against_the_whole_text() {
        let of_page = |text: &str| {
            let page = format!("<html lang=\"en\"><body><h1>Harbour</h1><p>{text}</p></body></html>");
            let document = Document::read(Source::of_text("harbour.html", Format::Html, &page), &Limits::default(), "xx");
            (document.language.code.to_string(), document.language.from)
        };
        assert_eq!(of_page(GERMAN), ("de".into(), LanguageFrom::Detected));
        assert_eq!(of_page(ENGLISH), ("en".into(), LanguageFrom::Declared));
        assert_eq!(of_page(&format!("{GERMAN} {ENGLISH}")), ("en".into(), LanguageFrom::Declared));
    }

    #[test]
    fn code_is_no_prose() {
        let code = format!("```\n{GERMAN}\n```\n\n{ENGLISH}\n");
        assert_eq!(language(&code), ("en".into(), LanguageFrom::Detected));
    }

    #[test]
    fn an_article_may_say_its_language() {
        let declared = |code: &str| (code.to_owned(), LanguageFrom::Declared);
        assert_eq!(declared_by(MetaFrom::FrontMatter, "lang", "en-GB"), declared("en"));
        assert_eq!(declared_by(MetaFrom::FrontMatter, "locale", "pt_BR"), declared("pt"));
        assert_eq!(declared_by(MetaFrom::FrontMatter, "Language", "German"), declared("de"));
        assert_eq!(declared_by(MetaFrom::Element, "lang", "FR"), declared("fr"));
        assert_eq!(declared_by(MetaFrom::JsonLd, "json-ld", r#"{"@type":"Article","inLanguage": "nl-BE"}"#), declared("nl"));
        assert_eq!(declared_by(MetaFrom::JsonLd, "json-ld", r#"{"inLanguage":["sv"]}"#), declared("sv"));
        assert_eq!(declared_by(MetaFrom::MetaTag, "content-language", "da"), declared("da"));
        assert_eq!(declared_by(MetaFrom::FrontMatter, "lang", "{{ site.lang }}"), ("en".into(), LanguageFrom::Detected));
    }
}
