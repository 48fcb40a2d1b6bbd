//! `config`: every value of the configuration as it holds for a path, and where it comes from.

use std::io;
use std::path::{Path, PathBuf};

use anstyle::Style;

use super::configured::Configured;
use super::inputs::inputs_of;
use super::{Error, ended};
use crate::config::{Config, Origin};
use crate::report::{Colour, Output, path_text, quoted};
use crate::rule::{Criterion, Standard};
use crate::score::display_points;
use crate::source::{relative, shown};

/// Columns of a name.
const NAME: usize = 34;
/// Columns of a value.
const VALUE: usize = 12;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A file or folder of the library
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    configured: Configured,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let inputs = inputs_of(std::slice::from_ref(&arguments.path), None, cwd);
    let (standard, config) = arguments.configured.load(&inputs.paths, &inputs.cwd)?;
    show(Output::stdout(colour), &standard, &config, &arguments.path, &inputs.cwd)
}

/// Prints each value of a configuration as it holds for a path.
pub(super) fn show(mut out: Output, standard: &Standard, config: &Config, path: &Path, cwd: &Path) -> Result<u8, Error> {
    ended(write(&mut out, standard, config, path, cwd).and_then(|()| out.finish()), 0)
}

fn write(out: &mut Output, standard: &Standard, config: &Config, path: &Path, cwd: &Path) -> io::Result<()> {
    let file = config.file.as_deref().map_or_else(|| "none: the standard as it is".to_owned(), |file| path_text(file).into_owned());
    row(out, "configuration", &file, "")?;
    let root = shown(&config.selection.root, cwd);
    row(out, "root", if root.as_os_str().is_empty() { "." } else { root.to_str().unwrap_or(".") }, "")?;
    row(out, "profile", &format!("{} ({})", config.profile.name, config.profile.hash), "")?;
    let value = |key: &str| config.origins.get(key).map_or_else(|| origin(&Origin::Standard), origin);
    let inner = relative(path, &config.selection.root, cwd);
    let own: Vec<_> = config.overrides.iter().filter(|of_paths| of_paths.paths.is_match(&inner)).collect();
    let language = own.iter().rev().find_map(|of_paths| of_paths.language.as_deref());
    row(out, "language", language.unwrap_or(&config.language), &if language.is_some() { override_of(config) } else { value("language") })?;
    row(out, "certification.points", &display_points(config.certification.points), &value("certification.points"))?;
    row(out, "certification.unmet", &config.certification.unmet.to_string(), &value("certification.unmet"))?;
    for (criterion, weight) in Criterion::ALL.into_iter().zip(config.weights) {
        let key = format!("weights.{}", criterion.name());
        row(out, &key, &display_points(weight), &value(&key))?;
    }
    // What else a file may say, as far as it does.
    for (key, who) in &config.origins {
        if !["language", "certification.", "weights."].iter().any(|known| key.starts_with(known)) {
            row(out, key, "set", &origin(who))?;
        }
    }
    for setting in &config.rules {
        let of_rule = || own.iter().rev().flat_map(|of_paths| of_paths.rules.iter().rev()).filter(|there| there.rule == setting.rule);
        let there = of_rule().find_map(|there| there.severity);
        let severity = there.unwrap_or(setting.severity);
        let who = if there.is_some() { override_of(config) } else { origin(&setting.origin) };
        row(out, &format!("rules.{}", standard.id(setting.rule)), severity.map_or("off", crate::finding::Severity::name), &who)?;
        let own_options = of_rule().find(|there| !there.options.is_empty()).map(|there| &there.options);
        for (option, said) in setting.options.iter().filter(|(option, _)| own_options.is_none_or(|own| !own.contains_key(*option))) {
            row(out, &format!("  {option}"), &said.to_string(), &origin(&setting.origin))?;
        }
        for (option, said) in own_options.into_iter().flatten() {
            row(out, &format!("  {option}"), &said.to_string(), &override_of(config))?;
        }
    }
    Ok(())
}

/// A name, its value and who set it.
fn row(out: &mut Output, name: &str, value: &str, who: &str) -> io::Result<()> {
    let (name, value) = (quoted(name), quoted(value));
    out.style(Style::new().bold()).ours(&format!("{name:NAME$} ")).plain();
    out.ours(format!("{value:VALUE$} {who}").trim_end()).end()
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Standard => "standard".to_owned(),
        Origin::File(file) => quoted(&path_text(file)).into_owned(),
        Origin::Flag(flag) => (*flag).to_owned(),
    }
}

/// Overrides are said in the file.
fn override_of(config: &Config) -> String {
    format!("{} [[overrides]]", config.file.as_deref().map_or_else(String::new, |file| quoted(&path_text(file)).into_owned()))
}
