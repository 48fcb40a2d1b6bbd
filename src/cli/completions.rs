//! `completions` and `man`: what shells and readers of manuals know of the command line.

use std::io::Write;

use clap::Command;

use super::{Error, has_left};

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

/// Writes the manual: a page for the program and one for each of its commands, one behind the other.
pub(super) fn manual(command: Command) -> Result<u8, Error> {
    let mut text = Vec::new();
    let unwritten = |reason| Error::Write { path: None, reason };
    let commands: Vec<Command> = command.get_subcommands().cloned().collect();
    clap_mangen::Man::new(command).render(&mut text).map_err(unwritten)?;
    for one in commands {
        let name = format!("contentaudit-{}", one.get_name());
        clap_mangen::Man::new(one.display_name(name)).render(&mut text).map_err(unwritten)?;
    }
    written(&text)
}

fn written(text: &[u8]) -> Result<u8, Error> {
    match std::io::stdout().write_all(text) {
        Err(reason) if !has_left(&reason) => Err(Error::Write { path: None, reason }),
        _ => Ok(0),
    }
}
