//! The one way out: every byte to a terminal, a pipe or a report file passes here, and every failure to write comes back.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::escape;
use crate::finding::{Message, Part};

/// Variables that build services set.
const CI_VARIABLES: [&str; 5] = ["CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITLAB_CI"];

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// In a terminal that wants it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A stream of lines. Quoted text is escaped, and under a build service no line is a command to it.
pub struct Output {
    to: Box<dyn Write>,
    line: String,
    colour: bool,
    terminal: bool,
    ci: bool,
}

impl Output {
    /// Standard output.
    #[must_use]
    pub fn stdout(colour: Colour) -> Self {
        let stream = io::stdout();
        let chosen = anstream::AutoStream::choice(&stream) != anstream::ColorChoice::Never;
        let terminal = stream.is_terminal();
        Self::with(Box::new(BufWriter::with_capacity(1 << 16, stream)), is_on(colour, chosen), terminal)
    }

    /// Standard error.
    #[must_use]
    pub fn stderr(colour: Colour) -> Self {
        let stream = io::stderr();
        let chosen = anstream::AutoStream::choice(&stream) != anstream::ColorChoice::Never;
        let terminal = stream.is_terminal();
        Self::with(Box::new(BufWriter::new(stream)), is_on(colour, chosen), terminal)
    }

    /// Nowhere: what is written is gone.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::with(Box::new(io::sink()), false, false)
    }

    /// A report file; what it held before is gone.
    ///
    /// # Errors
    /// When it cannot be created.
    pub fn file(path: &Path, colour: Colour) -> io::Result<Self> {
        let file = File::create(path)?;
        Ok(Self::with(Box::new(BufWriter::with_capacity(1 << 16, file)), colour == Colour::Always, false))
    }

    /// A file that others write to as well.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn appended(path: &Path) -> io::Result<Self> {
        let file = File::options().append(true).create(true).open(path)?;
        Ok(Self::with(Box::new(BufWriter::new(file)), false, false))
    }

    fn with(to: Box<dyn Write>, colour: bool, terminal: bool) -> Self {
        let ci = CI_VARIABLES.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
        Self { to, line: String::new(), colour, terminal, ci }
    }

    /// Any other writer, without colour; `ci` as if a build service ran us.
    #[must_use]
    pub fn to(writer: Box<dyn Write>, ci: bool) -> Self {
        Self { to: writer, line: String::new(), colour: false, terminal: false, ci }
    }

    /// Whether colour is on.
    #[must_use]
    pub const fn has_colour(&self) -> bool {
        self.colour
    }

    /// Whether a person watches.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Our own words, without line ends.
    pub fn ours(&mut self, text: &str) -> &mut Self {
        self.line.push_str(text);
        self
    }

    /// Words of an article, a name or a configuration.
    pub fn quoted(&mut self, text: &str) -> &mut Self {
        self.line.push_str(&escape::quoted(text));
        self
    }

    /// A file name.
    pub fn path(&mut self, path: &Path) -> &mut Self {
        self.quoted(&escape::path_text(path))
    }

    /// A message, its quotes escaped.
    pub fn message(&mut self, message: &Message) -> &mut Self {
        for part in message.parts() {
            match part {
                Part::Ours(text) => self.ours(text),
                Part::Quoted(text) => self.quoted(text),
            };
        }
        self
    }

    /// Turns a style on, if colour is on; [`Output::plain`] turns it off.
    pub fn style(&mut self, style: Style) -> &mut Self {
        if self.colour {
            self.line.push_str(&style.render().to_string());
        }
        self
    }

    /// Turns all styles off.
    pub fn plain(&mut self) -> &mut Self {
        if self.colour {
            self.line.push_str(&anstyle::Reset.render().to_string());
        }
        self
    }

    /// Ends the line and writes it.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn end(&mut self) -> io::Result<()> {
        if self.ci {
            self.to.write_all(escape::guarded(&self.line).as_bytes())?;
        } else {
            self.to.write_all(self.line.as_bytes())?;
        }
        self.line.clear();
        self.to.write_all(b"\n")
    }

    /// Whole lines that are escaped already.
    ///
    /// # Errors
    /// When the stream does not take them.
    pub fn lines(&mut self, escaped: &str) -> io::Result<()> {
        for line in escaped.split('\n') {
            self.ours(line).end()?;
        }
        Ok(())
    }

    /// A diff: as it is where a program reads it, its lines escaped for a terminal.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn diff(&mut self, diff: &str) -> io::Result<()> {
        if !self.terminal {
            return self.to.write_all(diff.as_bytes());
        }
        for line in diff.split_terminator('\n') {
            let colour = match line.as_bytes() {
                [b'+', ..] => Some(AnsiColor::Green),
                [b'-', ..] => Some(AnsiColor::Red),
                [b'@', ..] => Some(AnsiColor::Cyan),
                _ => None,
            };
            self.style(Style::new().fg_color(colour.map(Into::into))).quoted(line).plain().end()?;
        }
        Ok(())
    }

    /// The bytes of a data format that escapes its strings itself.
    pub(super) fn data(&mut self) -> &mut dyn Write {
        &mut *self.to
    }

    /// Whether a build service reads along.
    #[must_use]
    pub(super) const fn is_ci(&self) -> bool {
        self.ci
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn finish(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.end()?;
        }
        self.to.flush()
    }
}

const fn is_on(colour: Colour, chosen: bool) -> bool {
    match colour {
        Colour::Auto => chosen,
        Colour::Always => true,
        Colour::Never => false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Keeps what was written.
    #[derive(Clone, Default)]
    pub struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Sink {
        pub fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What `write` writes.
    pub fn written(ci: bool, write: impl FnOnce(&mut Output) -> io::Result<()>) -> String {
        let sink = Sink::default();
        let mut output = Output::to(Box::new(sink.clone()), ci);
        write(&mut output).unwrap();
        output.finish().unwrap();
        sink.text()
    }

    #[test]
    fn a_command_put_together_from_two_parts_is_broken_too() {
        let text = written(true, |out| out.path(Path::new(":")).ours(":error").end());
        assert_eq!(text, "\\u{3a}:error\n");
        let text = written(false, |out| out.path(Path::new(":")).ours(":error").end());
        assert_eq!(text, "::error\n");
    }

    #[test]
    fn quotes_of_a_message_cannot_end_a_line() {
        let text = written(false, |out| out.message(&Message::new("title “{}” is cut", ["Bread\u{2028}\u{1b}]0;x\u{7}"])).end());
        assert_eq!(text, "title “Bread\\u{2028}\\u{1b}]0;x\\u{7}” is cut\n");
    }

    /// A disk that is full.
    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_reported() {
        let mut output = Output::to(Box::new(Full), false);
        assert_eq!(output.ours("x").end().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
