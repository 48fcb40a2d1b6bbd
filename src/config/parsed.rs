//! A configuration as written: every key optional. Text in, keys with checked values out, or all that is wrong in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use toml::de::DeTable;

use super::error::{Problem, words};
use super::reader::{Reader, Value};
use super::{limits, links, rules, types, weights};
use crate::finding::{Message, RuleId, Severity};
use crate::library::LinkSettings;
use crate::rule::{ArticleType, Criterion, Standard};

/// Characters of one glob, and of the name of a profile or type.
pub(super) const GLOB_CHARS: usize = 1_000;
pub(super) const NAME_CHARS: usize = 60;

/// Alternatives (`{a,b}`) of one glob: more than anyone writes, few enough to compile.
const BRACES: usize = 20;

/// Globs of one key, and article types.
const GLOBS: usize = 1_000;
pub(super) const TYPES: usize = 100;

pub(super) const KEYS: [&str; 14] = [
    "extends",
    "rule-folders",
    "profile",
    "include",
    "exclude",
    "language",
    "rules",
    "weights",
    "certification",
    "limits",
    "links",
    "library",
    "types",
    "overrides",
];

pub(super) const OVERRIDE_KEYS: [&str; 3] = ["paths", "rules", "language"];

/// Globs, ready to match, with their texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Globs {
    pub(super) set: GlobSet,
    pub(super) texts: Vec<String>,
    /// For each glob of the set the text that it stands for: a plain name stands for a file and for a folder.
    pub(super) owners: Vec<usize>,
}

/// A severity as a configuration says it.
#[derive(Clone, Copy, Debug)]
pub(super) enum SaidSeverity {
    Off,
    At(Severity),
}

/// What a configuration says about a rule.
#[derive(Clone, Debug)]
pub(super) struct ParsedRule {
    pub(super) rule: RuleId,
    pub(super) severity: Option<SaidSeverity>,
    pub(super) options: toml::Table,
}

/// What a configuration says before its rules can be read, each name with its line.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Configurations that this one builds on.
    pub(super) extends: Vec<(u32, String)>,
    /// Folders of the team's own rules.
    pub(super) rule_folders: Vec<(u32, String)>,
}

/// A configuration as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Parsed {
    pub(super) profile: Option<String>,
    pub(super) include: Option<Globs>,
    pub(super) exclude: Option<Globs>,
    pub(super) language: Option<String>,
    pub(super) rules: Vec<ParsedRule>,
    /// By criterion, in ten-thousandths of a point.
    pub(super) weights: [Option<u32>; 13],
    pub(super) points: Option<u32>,
    pub(super) unmet: Option<u32>,
    pub(super) limits: Vec<(&'static str, u64)>,
    pub(super) types: Vec<(ArticleType, Globs)>,
    pub(super) scopes: Option<Globs>,
    pub(super) links: Option<LinkSettings>,
    pub(super) overrides: Vec<ParsedOverride>,
    pub(super) has_rule_folders: bool,
    /// Which file says what, by the key that `Config::origins` has for it; rules by their number.
    pub(super) said_in: BTreeMap<String, PathBuf>,
}

impl Parsed {
    /// The keys of all that is said.
    fn keys(&self) -> impl Iterator<Item = String> {
        let weights = Criterion::ALL.into_iter().zip(self.weights).filter(|(_, weight)| weight.is_some());
        let alone = [
            ("certification.points", self.points.is_some()),
            ("certification.unmet", self.unmet.is_some()),
            ("overrides", !self.overrides.is_empty()),
            ("language", self.language.is_some()),
            ("library.scopes", self.scopes.is_some()),
            ("links", self.links.is_some()),
            ("include", self.include.is_some()),
            ("exclude", self.exclude.is_some()),
            ("rule-folders", self.has_rule_folders),
        ];
        (self.rules.iter().map(|rule| format!("rules.{}", rule.rule.0)))
            .chain(weights.map(|(criterion, _)| format!("weights.{}", criterion.name())))
            .chain(self.limits.iter().map(|(key, _)| format!("limits.{key}")))
            .chain(self.types.iter().map(|(article_type, _)| format!("types.{}", article_type.name)))
            .chain(alone.into_iter().filter(|(_, is_said)| *is_said).map(|(key, _)| key.to_owned()))
    }
}

/// What a configuration says of some paths.
#[derive(Clone, Debug, Default)]
pub(super) struct ParsedOverride {
    pub(super) paths: Globs,
    pub(super) rules: Vec<ParsedRule>,
    pub(super) language: Option<String>,
}

/// Reads what a configuration stands on. What is wrong in it is said by [`parse`], once its rules are known.
pub(super) fn head(standard: &Standard, path: &Path, text: &str) -> Head {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::new(standard, path, text);
    let mut head = Head::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    for (key, value) in table.get_ref().iter().filter(|_| errors.is_empty()) {
        match &**key.get_ref() {
            "extends" => head.extends = extends(&mut reader, value),
            "rule-folders" => head.rule_folders = rule_folders(&mut reader, value),
            _ => {}
        }
    }
    head
}

/// Reads a configuration; `path` is what messages show, `folder` where it lies from the library's root, with `/`.
pub(super) fn parse(standard: &Standard, path: &Path, folder: &str, text: &str) -> Result<Parsed, (Vec<Problem>, usize)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::new(standard, path, text).within(folder);
    let mut parsed = Parsed::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        top(&mut reader, table.get_ref(), &mut parsed);
    }
    for error in errors {
        let reason = error.message().lines().next().unwrap_or("").to_owned();
        let way_out = words("mend the line; `toml.io` describes the form");
        reader.problem(error.span().unwrap_or_default(), Message::new("not valid TOML: {}", [reason]), way_out);
    }
    match reader.into_problems() {
        (problems, _) if problems.is_empty() => {
            parsed.said_in = parsed.keys().map(|key| (key, path.to_path_buf())).collect();
            Ok(parsed)
        }
        problems => Err(problems),
    }
}

fn top(reader: &mut Reader<'_>, table: &DeTable<'_>, parsed: &mut Parsed) {
    for (key, value) in table {
        match &**key.get_ref() {
            // Both are read by now, and are held to their form here.
            "extends" => _ = extends(reader, value),
            "rule-folders" => parsed.has_rule_folders = !rule_folders(reader, value).is_empty(),
            "profile" => parsed.profile = profile(reader, value),
            "include" => parsed.include = Some(globs(reader, "include", value)),
            "exclude" => parsed.exclude = Some(globs(reader, "exclude", value)),
            "language" => parsed.language = language(reader, value),
            "rules" => parsed.rules = rules::read(reader, value),
            "weights" => parsed.weights = weights::read(reader, key.span(), value),
            "certification" => (parsed.points, parsed.unmet) = certification(reader, value),
            "limits" => parsed.limits = limits::read(reader, value),
            "links" => parsed.links = links::read(reader, value),
            "library" => parsed.scopes = library(reader, value),
            "types" => parsed.types = types::read(reader, value),
            "overrides" => parsed.overrides = overrides(reader, value),
            unknown => reader.unknown(key.span(), "key", unknown, &KEYS),
        }
    }
}

/// One file or several; the later ones stand on the earlier ones.
fn extends(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(u32, String)> {
    let names: Vec<(std::ops::Range<usize>, &str)> = match value.as_ref().as_str() {
        Some(name) => vec![(value.span(), name)],
        None => reader.strings("extends", value),
    };
    names.into_iter().map(|(at, name)| (reader.line(at.start), name.to_owned())).collect()
}

fn rule_folders(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(u32, String)> {
    let names = reader.strings("rule-folders", value);
    names.into_iter().map(|(at, name)| (reader.line(at.start), name.to_owned())).collect()
}

fn profile(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<String> {
    let name = reader.string("profile", value)?.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS && !name.chars().any(char::is_control);
    if !fits || name == "default" {
        let way_out = format!("give a name of 1 to {NAME_CHARS} characters other than `default`");
        reader.problem(value.span(), words("`profile` is no name for a profile"), words(&way_out));
        return None;
    }
    Some(name.to_owned())
}

fn language(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<String> {
    let said = reader.string("language", value)?;
    let code = said.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        reader.problem(value.span(), words("`language` is no language code"), words("write a code such as \"en\" or \"de\""));
        return None;
    }
    Some(code)
}

/// `[library]`: what is never compared with each other.
fn library(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Globs> {
    let table = reader.table("library", value)?;
    let mut scopes = None;
    for (key, value) in table {
        match &**key.get_ref() {
            "scopes" => scopes = Some(globs(reader, "scopes", value)),
            unknown => reader.unknown(key.span(), "key of [library]", unknown, &["scopes"]),
        }
    }
    scopes
}

fn certification(reader: &mut Reader<'_>, value: &Value<'_>) -> (Option<u32>, Option<u32>) {
    let (mut points, mut unmet) = (None, None);
    let Some(table) = reader.table("certification", value) else { return (points, unmet) };
    for (key, value) in table {
        match &**key.get_ref() {
            "points" => points = weights::points(reader, "points", value),
            "unmet" => {
                let wanted = "write a whole number from 0 to 13";
                unmet = reader.whole("unmet", value, wanted).map(|number| number as u32);
                if unmet.is_some_and(|unmet| unmet > 13) {
                    reader.problem(value.span(), words("`unmet` is more than there are criteria"), words(wanted));
                }
            }
            unknown => reader.unknown(key.span(), "key of [certification]", unknown, &["points", "unmet"]),
        }
    }
    (points, unmet)
}

/// `[[overrides]]`: what holds for some paths only; where several match, the last one decides.
fn overrides(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<ParsedOverride> {
    let wanted = "write tables, each [[overrides]] with `paths`";
    let Some(list) = value.as_ref().as_array().filter(|list| list.len() <= TYPES) else {
        reader.expected(value.span(), "overrides", wanted);
        return Vec::new();
    };
    let mut all = Vec::new();
    let plain = reader.plain();
    let plain = |number: usize| plain.get("overrides")?.as_array()?.get(number)?.get("rules");
    for (number, value) in list.iter().enumerate() {
        let Some(keys) = value.as_ref().as_table() else {
            reader.expected(value.span(), "overrides", wanted);
            continue;
        };
        let mut parsed = ParsedOverride::default();
        let mut has_paths = false;
        for (key, value) in keys {
            match &**key.get_ref() {
                "paths" => {
                    has_paths = true;
                    parsed.paths = globs(reader, "paths", value);
                }
                "rules" => parsed.rules = rules::of_paths(reader, value, plain(number)),
                "language" => parsed.language = language(reader, value),
                unknown => reader.unknown(key.span(), "key of an override", unknown, &OVERRIDE_KEYS),
            }
        }
        if !has_paths {
            reader.problem(value.span(), words("an override has no `paths`"), words("say where it holds: paths = [\"changelog/**\"]"));
        }
        all.push(parsed);
    }
    all
}

/// Globs relative to the folder of the configuration. `*` stays within a folder; a path without `*` at its end holds for all below it.
pub(super) fn globs(reader: &mut Reader<'_>, key: &str, value: &Value<'_>) -> Globs {
    let mut builder = GlobSetBuilder::new();
    let (mut texts, mut owners) = (Vec::new(), Vec::new());
    let globs = reader.strings(key, value);
    if globs.len() > GLOBS {
        let message = Message::new(&format!("`{{}}` has more than {GLOBS} globs"), [key]);
        reader.problem(value.span(), message, words("name folders rather than files, and use * where names are alike"));
        return Globs::default();
    }
    for (at, text) in globs {
        let trimmed = text.trim_start_matches("./").trim_end_matches('/');
        if text.len() > GLOB_CHARS || text.matches('{').count() > BRACES {
            let way_out = format!("at most {GLOB_CHARS} characters and {BRACES} pairs of braces; write several globs");
            reader.problem(at, Message::new("a glob of `{}` is too large", [key]), words(&way_out));
            continue;
        }
        if trimmed.starts_with('/') || trimmed.split('/').any(|part| part == "..") {
            let way_out = words("write it relative to the folder of the configuration, without a leading / or ..");
            reader.problem(at, Message::new("a glob of `{}` leads out of the library", [key]), way_out);
            continue;
        }
        let trimmed = &reader.glob_in_library(trimmed);
        // A plain name at the end may be a folder.
        let is_plain = trimmed.rsplit('/').next().is_some_and(|last| !last.contains(['*', '?', '[', '{']));
        let below = if is_plain { compile(&format!("{trimmed}/**")).map(Some) } else { Ok(None) };
        match compile(trimmed).and_then(|glob| Ok((glob, below?))) {
            Ok((glob, below)) => {
                builder.add(glob);
                owners.push(texts.len());
                if let Some(below) = below {
                    builder.add(below);
                    owners.push(texts.len());
                }
                texts.push(reader.glob_in_library(text));
            }
            Err(reason) => reader.problem(
                at,
                Message::new(&format!("a glob of `{{}}` is not valid: {reason}"), [key]),
                words("globs know *, **, ?, [abc] and {a,b}; a backslash before one of these makes it plain"),
            ),
        }
    }
    let Ok(set) = builder.build() else {
        let way_out = words("use fewer braces and fewer globs");
        reader.problem(value.span(), Message::new("the globs of `{}` are too large together", [key]), way_out);
        return Globs::default();
    };
    Globs { set, texts, owners }
}

fn compile(text: &str) -> Result<Glob, &'static str> {
    use globset::ErrorKind::{
        DanglingEscape, InvalidRange, TooManyNestedAlternates, UnclosedAlternates, UnclosedClass, UnopenedAlternates,
    };
    GlobBuilder::new(text).literal_separator(true).backslash_escape(true).build().map_err(|error| match error.kind() {
        UnclosedClass => "a [ is not closed",
        InvalidRange(..) => "a range runs backwards",
        UnopenedAlternates => "a } closes nothing",
        UnclosedAlternates => "a { is not closed",
        TooManyNestedAlternates => "braces are nested too deeply",
        DanglingEscape => "it ends in a backslash",
        _ => "it is too large",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<Parsed, (Vec<Problem>, usize)> {
        parse(&crate::checks::standard().unwrap(), Path::new("contentaudit.toml"), "", text)
    }

    fn matches(glob: &str, path: &str) -> bool {
        parsed(&format!("include = [\"{glob}\"]")).unwrap().include.unwrap().set.is_match(path)
    }

    #[test]
    fn a_star_stays_within_a_folder_and_a_plain_name_holds_for_all_below_it() {
        assert!(matches("content/*.md", "content/fees.md") && !matches("content/*.md", "content/old/fees.md"));
        assert!(matches("content/**", "content/old/fees.md") && matches("**/fees.md", "content/old/fees.md"));
        assert!(matches("content/old", "content/old/fees.md") && matches("./content/old/", "content/old/fees.md"));
        assert!(!matches("content/*", "content/old/fees.md") && !matches("fees.md", "content/fees.md"));
    }

    #[test]
    fn a_mark_at_the_start_of_the_file_is_no_part_of_it() {
        assert_eq!(parsed("\u{feff}language = \"de-AT\"").unwrap().language.as_deref(), Some("de"));
    }

    #[test]
    fn limits_may_have_units_and_whole_numbers_underscores() {
        let limits = parsed("[limits]\nfile-size = \"2 MiB\"\ndepth = 1_000\nblocks = 0xff\n").unwrap().limits;
        assert_eq!(limits, [("blocks", 255), ("depth", 1_000), ("file-size", 2 << 20)]);
    }

    /// Pieces of configurations, sound and broken.
    const PIECES: [&str; 28] = [
        "[rules]",
        "[weights]",
        "[limits]",
        "[types.guide]",
        "[certification]",
        "[[types]]",
        "rules",
        "include",
        "exclude",
        "language",
        "empty-list",
        "sources",
        "points",
        "file-size",
        "paths",
        " = ",
        "\"off\"",
        "\"10 MB\"",
        "1.5",
        "-1",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\n",
        "\u{202e}",
        "\"",
    ];

    proptest! {
        #[test]
        fn no_configuration_is_too_strange(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)) {
            let _ = parsed(&pieces.concat());
        }
    }
}
