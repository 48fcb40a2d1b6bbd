//! Questions to git, which is the only program that is ever started, and only where a flag asks about a change.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Error;

/// What git says in words and names; whatever is no UTF-8 among them is the name of no article.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<String, Error> {
    bytes(folder, arguments).map(|said| String::from_utf8_lossy(&said).into_owned())
}

/// What git says.
pub(super) fn bytes(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    said(command(folder, arguments).stdin(Stdio::null()).output())
}

/// The bytes of files as a commit has them, by "commit:path", in their order; `None` for one that it has not.
pub(super) fn blobs(folder: &Path, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, Error> {
    // One question a line: a name of several lines is asked for by itself.
    let (odd, plain): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| name.contains('\n'));
    let mut answers = if plain.is_empty() { Vec::new() } else { batch(folder, &plain)? }.into_iter();
    let mut odd = odd.into_iter().map(|name| bytes(folder, &["show", name]).ok());
    Ok(names.iter().map(|name| if name.contains('\n') { odd.next().flatten() } else { answers.next().flatten() }).collect())
}

fn batch(folder: &Path, names: &[&String]) -> Result<Vec<Option<Vec<u8>>>, Error> {
    let mut command = command(folder, &["cat-file", "--batch"]);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| Error::Git(format!("git cannot be run: {error}")))?;
    let questions = names.iter().fold(String::new(), |questions, name| questions + name + "\n");
    let stdin = child.stdin.take();
    // It answers while it is asked: who only asks first waits for ever.
    let asking = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(questions.as_bytes())));
    let output = said(child.wait_with_output())?;
    let _ = asking.join();
    let mut rest = output.as_slice();
    Ok(names.iter().map(|_| answer(&mut rest)).collect())
}

/// One answer: `<hash> blob <bytes>`, the bytes and a line end, or a line that says why there are none.
fn answer(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, behind) = rest.split_at_checked(end)?;
    *rest = behind.get(1..)?;
    let mut words = std::str::from_utf8(head).ok()?.rsplit(' ');
    let size = words.next()?.parse::<usize>().ok()?;
    let kind = words.next()?;
    let (blob, behind) = rest.split_at_checked(size)?;
    *rest = behind.get(1..)?;
    (kind == "blob").then(|| blob.to_vec())
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments.iter().map(OsStr::new));
    command
}

fn said(output: io::Result<std::process::Output>) -> Result<Vec<u8>, Error> {
    let output = output.map_err(|error| Error::Git(format!("git cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::Git(if said.trim().is_empty() { format!("it ended with {}", output.status) } else { said.trim().to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn answers_are_told_apart_by_their_lengths() {
        let mut rest = &b"0f blob 4\na\nb\n\nmain:gone.md missing\n1a tree 2\nxx\n2b blob 0\n\n"[..];
        assert_eq!(answer(&mut rest).as_deref(), Some(&b"a\nb\n"[..]));
        assert_eq!(answer(&mut rest), None);
        assert_eq!(answer(&mut rest), None);
        assert_eq!((answer(&mut rest).as_deref(), rest.len()), (Some(&b""[..]), 0));
        assert_eq!(answer(&mut rest), None);
    }
}
