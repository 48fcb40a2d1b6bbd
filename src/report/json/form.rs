//! How JSON is laid out and escaped: points with four decimals, nothing in a string that steers a terminal or a build service.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::finding::is_hidden;

/// Everything on one line.
pub(in crate::report) struct Compact {
    ci: bool,
}

impl Compact {
    pub(in crate::report) const fn new(ci: bool) -> Self {
        Self { ci }
    }
}

impl Formatter for Compact {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value:.4}")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|byte| byte < 0x7f && (byte != b'#' || !self.ci)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        let mut mark = false;
        for (at, character) in fragment.char_indices() {
            // `##` may open a command to a build service.
            let command = self.ci && mark && character == '#';
            mark = character == '#';
            if command || is_hidden(character) {
                writer.write_all(fragment.as_bytes().get(plain..at).unwrap_or_default())?;
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                plain = at + character.len_utf8();
            }
        }
        writer.write_all(fragment.as_bytes().get(plain..).unwrap_or_default())
    }
}

/// The envelope: its keys and its lists' elements on lines of their own, each article or error on one line.
pub(super) struct Envelope {
    inner: Compact,
    depth: u32,
}

impl Envelope {
    pub(super) const fn new(ci: bool) -> Self {
        Self { inner: Compact::new(ci), depth: 0 }
    }
}

impl Formatter for Envelope {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        self.inner.write_f64(writer, value)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        self.inner.write_string_fragment(writer, fragment)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        let lead: &[u8] = match (self.depth, first) {
            (1, true) => b"\n",
            (1, false) => b",\n",
            (_, true) => b"",
            (_, false) => b",",
        };
        writer.write_all(lead)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        let lead: &[u8] = match (self.depth, first) {
            (2, true) => b"\n",
            (2, false) => b",\n",
            (_, true) => b"",
            (_, false) => b",",
        };
        writer.write_all(lead)
    }
}
