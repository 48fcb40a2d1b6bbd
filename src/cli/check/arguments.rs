//! The flags of `check`, and what their values may be.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use crate::cli::Error;
use crate::cli::cached::Cached;
use crate::cli::change::Asked;
use crate::cli::configured::Configured;
use crate::cli::gate::FailOn;
use crate::cli::ignored::Ignored;
use crate::report::{Colour, Format, Output};

#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(in crate::cli) struct Arguments {
    /// Files and folders to audit; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Name of the article on standard input; its extension says the format
    #[arg(long, value_name = "NAME", help_heading = "What to audit")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Apply only these rules or all rules of these criteria
    #[arg(long, value_name = "RULE|CRITERION", value_delimiter = ',', help_heading = "What to audit")]
    pub(super) select: Vec<String>,
    /// Apply these rules or all rules of these criteria as well
    #[arg(long, value_name = "RULE|CRITERION", value_delimiter = ',', help_heading = "What to audit")]
    pub(super) extend_select: Vec<String>,
    /// Leave out these rules or all rules of these criteria
    #[arg(long, value_name = "RULE|CRITERION", value_delimiter = ',', help_heading = "What to audit")]
    pub(super) ignore: Vec<String>,
    /// Leave out what the configuration excludes, even files named here: for hooks, which name every file of a change
    #[arg(long, help_heading = "What to audit")]
    pub(super) force_exclude: bool,
    #[command(flatten)]
    pub(super) ignored: Ignored,
    /// List what would be audited, and what is passed over and why
    #[arg(long, conflicts_with = "output", help_heading = "What to audit")]
    pub(super) show_files: bool,
    #[command(flatten)]
    pub(super) configured: Configured,
    /// Show each value of the configuration and where it comes from, instead of an audit
    #[arg(long, help_heading = "Configuration")]
    pub(super) show_settings: bool,
    /// The day that dates are compared with [default: `SOURCE_DATE_EPOCH`, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Configuration")]
    pub(super) today: Option<Date>,
    /// Report the links that a link checker could not reach: its report, as `lychee --format json` writes it
    #[arg(long, value_name = "FILE", help_heading = "What to audit")]
    pub(super) link_report: Option<PathBuf>,
    /// Form of the report [env: `CONTENTAUDIT_OUTPUT_FORMAT`] [default: text]
    #[arg(long, value_name = "FORMAT", help_heading = "Report")]
    pub(super) output_format: Option<Format>,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub(super) output_file: Option<PathBuf>,
    /// Write a further report to a file; may be given several times
    #[arg(long, value_name = "FORMAT:PATH", value_parser = further, help_heading = "Report")]
    pub(super) output: Vec<Further>,
    /// Exit with 1 when an article has fewer points than before the working tree parted from this commit or branch
    #[arg(long, value_name = "REF", help_heading = "Gate")]
    pub(super) no_worse_than: Option<String>,
    /// Report only what the working tree brought since it parted from this commit or branch
    #[arg(long, value_name = "REF", group = "change", help_heading = "Gate")]
    pub(super) since: Option<String>,
    /// Report only what the working tree brought since the last commit
    #[arg(long, group = "change", help_heading = "Gate")]
    pub(super) changed: bool,
    /// Report only what the next commit will bring
    #[arg(long, group = "change", help_heading = "Gate")]
    pub(super) staged: bool,
    /// Report the findings of the baseline like new ones
    #[arg(long, help_heading = "Gate")]
    pub(super) no_baseline: bool,
    /// How many findings each rule has, instead of the findings
    #[arg(long, conflicts_with_all = ["output_format", "explain_score", "sample", "show_files", "diff"], help_heading = "Report")]
    pub(super) statistics: bool,
    /// The passages that stand in many articles and count as the library's own words, instead of the findings
    #[arg(long, conflicts_with_all = ["output_format", "explain_score", "sample", "show_files", "diff", "statistics"], help_heading = "Report")]
    pub(super) show_boilerplate: bool,
    /// With the ledger of each article: how its points came about (the JSON formats always have it)
    #[arg(long, help_heading = "Report")]
    pub(super) explain_score: bool,
    /// How many articles the text report shows in full, worst first; 0: all
    #[arg(long, value_name = "N", default_value_t = 50, help_heading = "Report")]
    pub(super) limit: usize,
    /// No summary and no notes
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Report")]
    pub(super) quiet: bool,
    /// No report and no notes: the exit code, the files of `--output-file` and `--output`, and on standard error why a run failed
    #[arg(short, long, conflicts_with_all = ["verbose", "show_files", "show_settings", "diff"], help_heading = "Report")]
    pub(super) silent: bool,
    /// Show N findings with more of their text around them, drawn evenly over the rules: to get to know the tool on a library, and to
    /// measure how many of its findings are right
    #[arg(long, value_name = "N", conflicts_with_all = ["output_format", "explain_score", "show_files"], help_heading = "Report")]
    pub(super) sample: Option<usize>,
    /// Draw other findings; the same number draws the same ones
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "sample", help_heading = "Report")]
    pub(super) seed: u64,
    /// Articles without findings too, and where the configuration comes from
    #[arg(short, long, help_heading = "Report")]
    pub(super) verbose: bool,
    /// Repair what can be repaired without inventing text, then report what is left
    #[arg(long, conflicts_with_all = ["diff", "show_files", "sample", "staged"], help_heading = "Fixes")]
    pub(super) fix: bool,
    /// Repair also where an editor should look at what comes out
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,
    /// Show what `--fix` would change and change nothing; exit with 1 when there is something
    #[arg(long, conflicts_with_all = ["show_files", "sample", "output_format", "explain_score", "output", "staged"], help_heading = "Fixes")]
    pub(super) diff: bool,
    /// Exit with 1 when there is a finding of this severity or a higher one
    #[arg(long, value_name = "SEVERITY", default_value = "error", help_heading = "Gate")]
    pub(super) fail_on: FailOn,
    /// Exit with 1 when an article has fewer points; drafts do not count
    #[arg(long, value_name = "POINTS", value_parser = points, help_heading = "Gate")]
    pub(super) min_certified: Option<u32>,
    /// Exit with 1 when there are more warnings than this
    #[arg(long, value_name = "N", help_heading = "Gate")]
    pub(super) max_warnings: Option<u32>,
    /// Exit with 1 when there is no article to audit: a wrong path or glob is no clean library
    #[arg(long, help_heading = "Gate")]
    pub(super) require_articles: bool,
    /// Exit with 0 whatever is found; failures still exit with 2
    #[arg(long, help_heading = "Gate")]
    pub(super) exit_zero: bool,
    /// Audit again whenever an article or the configuration changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "staged", "show_files", "show_settings"], help_heading = "Run")]
    pub(super) watch: bool,
    /// Worker threads [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512), help_heading = "Run")]
    pub(super) jobs: Option<u16>,
    #[command(flatten)]
    pub(super) cached: Cached,
}

impl Arguments {
    /// Which change is asked for, if one is.
    pub(super) fn asked(&self) -> Option<Asked<'_>> {
        match &self.since {
            Some(reference) => Some(Asked::Since(reference)),
            None if self.changed => Some(Asked::Changed),
            None => self.staged.then_some(Asked::Staged),
        }
    }

    /// Where the report goes.
    pub(super) fn out(&self, colour: Colour) -> Result<Output, Error> {
        match &self.output_file {
            Some(path) => Output::file(path, colour).map_err(|reason| Error::Write { path: Some(path.clone()), reason }),
            None if self.silent => Ok(Output::nowhere()),
            None => Ok(Output::stdout(colour)),
        }
    }

    /// Whether nobody wants notes.
    pub(super) const fn without_notes(&self) -> bool {
        self.quiet || self.silent
    }
}

/// A report besides the first: its form, and where it goes.
#[derive(Clone)]
pub(super) struct Further {
    pub(super) format: Format,
    pub(super) path: PathBuf,
}

/// `sarif:report.sarif`.
fn further(text: &str) -> Result<Further, String> {
    let forms = || Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).map(|form| form.get_name().to_owned());
    let wanted = || format!("write a form and a file, such as sarif:report.sarif; forms are {}", forms().collect::<Vec<_>>().join(", "));
    let (format, path) = text.split_once(':').filter(|(_, path)| !path.is_empty()).ok_or_else(wanted)?;
    Ok(Further { format: Format::from_str(format, false).map_err(|_| wanted())?, path: path.into() })
}

/// Points from 0 to 10, in ten-thousandths.
fn points(text: &str) -> Result<u32, String> {
    let wanted = || "write points from 0 to 10 with at most four decimals, such as 9.5".to_owned();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || decimals.len() > 4 || !format!("{whole}{decimals}").bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wanted());
    }
    let points = format!("{whole}{decimals:0<4}").parse().map_err(|_| wanted())?;
    if points > 100_000 { Err(wanted()) } else { Ok(points) }
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn points_have_at_most_four_decimals() {
        assert_eq!([points("9"), points("9.5"), points("0.0001"), points("10")].map(Result::unwrap), [90_000, 95_000, 1, 100_000]);
        assert!(["10.1", "-1", "9,5", "9.00001", "", "1e1"].iter().all(|text| points(text).is_err()));
    }
}
