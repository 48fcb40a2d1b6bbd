//! `completions` and `man`: what shells and readers of manuals know of the command line.

use std::io::Write;

use clap::Command;

use super::{Error, ended};
use crate::config::nearest;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

/// Writes the completions for a shell.
pub(super) fn run(arguments: &Arguments, mut command: Command) -> Result<u8, Error> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "contentaudit", &mut text);
    written(&text)
}

#[derive(clap::Args)]
pub(super) struct ManualArguments {
    /// The page of one command alone, for a file of its own such as `contentaudit-check.1`; without it all pages, one behind the other
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Writes the manual: a page for the program and one for each of its commands.
pub(super) fn manual(arguments: &ManualArguments, mut command: Command) -> Result<u8, Error> {
    // Flags of the program become flags of each command.
    command.build();
    let mut text = Vec::new();
    let unwritten = |reason| Error::Write { path: None, reason };
    let commands: Vec<Command> = command.get_subcommands().cloned().collect();
    let wanted = arguments.command.as_deref();
    if wanted.is_none_or(|wanted| wanted == command.get_name()) {
        clap_mangen::Man::new(command).render(&mut text).map_err(unwritten)?;
    }
    for one in commands.iter().filter(|one| wanted.is_none_or(|wanted| wanted == one.get_name())) {
        let name = format!("contentaudit-{}", one.get_name());
        let page = clap_mangen::Man::new(one.clone().display_name(&name));
        page.title(name).source(concat!("contentaudit ", env!("CARGO_PKG_VERSION"))).render(&mut text).map_err(unwritten)?;
    }
    match wanted {
        Some(wanted) if text.is_empty() => {
            let known = commands.iter().map(Command::get_name);
            Err(Error::UnknownCommand { name: wanted.to_owned(), nearest: nearest(wanted, known).map(str::to_owned) })
        }
        _ => written(&text),
    }
}

fn written(text: &[u8]) -> Result<u8, Error> {
    ended(std::io::stdout().write_all(text), 0)
}
