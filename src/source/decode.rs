//! Bytes to text: byte-order mark, UTF-16 by its zero bytes, UTF-8, then what the file declares (`hardening` P4).

use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use super::Format;

/// Bytes between two marks of a decoded file, at least.
const MARK_EVERY: usize = 1024;

/// How a file's bytes became text, with marks to lead back.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// `None`: UTF-8, where text and file offsets are equal.
    legacy: Option<Box<Legacy>>,
    mismatch: Option<&'static str>,
}

#[derive(Clone, Debug)]
struct Legacy {
    encoding: &'static encoding_rs::Encoding,
    bytes: Vec<u8>,
    /// (text offset, file offset) at character boundaries, in order.
    marks: Vec<(u32, u32)>,
}

/// Why bytes are no text.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Neither UTF-8 nor declared.
    #[error("not UTF-8 at byte {at}, and no encoding is declared")]
    Undeclared {
        /// First byte that is not UTF-8.
        at: usize,
        /// What the bytes look like.
        looks_like: &'static str,
    },
    /// Declared, but not valid in that encoding.
    #[error("declared as {declared}, but byte {at} is not valid there")]
    Malformed {
        /// The declared encoding.
        declared: &'static str,
        /// Around which byte.
        at: usize,
    },
    /// Zero bytes or control characters: no text at all.
    #[error("binary data, not text")]
    Binary,
}

impl DecodeError {
    /// What the user can do.
    #[must_use]
    pub fn way_out(&self) -> String {
        match self {
            Self::Undeclared { looks_like, .. } => format!("save it as UTF-8 (it looks like {looks_like}), or declare its encoding"),
            Self::Malformed { .. } => "save it as UTF-8, or correct the declaration".to_owned(),
            Self::Binary => "exclude it in contentaudit.toml, or give it another extension".to_owned(),
        }
    }
}

impl Encoding {
    /// The name of the encoding, as the standard writes it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.legacy.as_ref().map_or(UTF_8, |legacy| legacy.encoding).name()
    }

    /// The encoding that the file declares although it is UTF-8.
    #[must_use]
    pub const fn mismatch(&self) -> Option<&'static str> {
        self.mismatch
    }

    /// Whether text offsets are file offsets.
    #[must_use]
    pub const fn is_utf8(&self) -> bool {
        self.legacy.is_none()
    }

    pub(super) fn file_offset(&self, text: &str, offset: u32) -> u32 {
        let Some(legacy) = &self.legacy else { return offset };
        let after = legacy.marks.partition_point(|mark| mark.0 <= offset);
        let (mut at_text, mut at_file) = after.checked_sub(1).and_then(|mark| legacy.marks.get(mark)).copied().unwrap_or((0, 0));
        // The decoder itself says how many bytes a character took: no second opinion by encoding again.
        let mut decoder = legacy.encoding.new_decoder_without_bom_handling();
        let mut buffer = [0u8; 16];
        let offset = offset.min(text.len() as u32);
        while at_text < offset {
            let Some(byte) = legacy.bytes.get(at_file as usize) else { break };
            let (_, _, written) = decoder.decode_to_utf8_without_replacement(&[*byte], &mut buffer, false);
            at_file += 1;
            at_text += written as u32;
        }
        at_file
    }
}

pub(super) fn decode(bytes: Vec<u8>, format: Option<Format>) -> Result<(String, Encoding), DecodeError> {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return legacy(bytes, encoding, skip);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return legacy(bytes, encoding, 0);
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            if is_binary(text.as_bytes()) {
                return Err(DecodeError::Binary);
            }
            let mismatch = declared(text.as_bytes(), format).filter(|encoding| *encoding != UTF_8).map(encoding_rs::Encoding::name);
            Ok((text, Encoding { legacy: None, mismatch }))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if let Some(encoding) = declared(&bytes, format).filter(|encoding| *encoding != UTF_8) {
                return legacy(bytes, encoding, 0);
            }
            if is_binary(&bytes) {
                return Err(DecodeError::Binary);
            }
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(&bytes), true);
            let looks_like = detector.guess(None, chardetng::Utf8Detection::Deny).name();
            Err(DecodeError::Undeclared { at, looks_like })
        }
    }
}

/// Zero bytes on one side of most byte pairs: UTF-16 of mostly Latin text, written without its mark.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(512) & !1)?;
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if even == 0 && odd * 2 > pairs {
        Some(UTF_16LE)
    } else if odd == 0 && even * 2 > pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// NUL, or more than a few other control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(8 * 1024)).unwrap_or(bytes);
    let zeros = memchr::memchr_iter(0, sample).count();
    zeros > 0 && zeros * 200 > sample.len()
}

/// The encoding that an HTML or XML file declares in its first 1,024 bytes, outside comments. UTF-16 there means UTF-8.
fn declared(bytes: &[u8], format: Option<Format>) -> Option<&'static encoding_rs::Encoding> {
    if !matches!(format, Some(Format::Html) | None) {
        return None;
    }
    let head = bytes.get(..bytes.len().min(1024))?;
    let begins = |at: usize, mark: &[u8]| head.get(at..at + mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark));
    // Many pages leave it to the server to say, and need no closer look.
    if !memchr::memchr_iter(b'<', head).any(|at| begins(at, b"<meta") || begins(at, b"<?xml")) {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut visible = String::with_capacity(head.len());
    let mut rest = head.as_str();
    while let Some((before, comment)) = rest.split_once("<!--") {
        visible.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    visible.push_str(rest);
    let label = if let Some(xml) = visible.trim_start_matches('\u{feff}').strip_prefix("<?xml") {
        let declaration = xml.split_once("?>").map_or(xml, |(inside, _)| inside);
        declaration.split_once("encoding").and_then(|(_, value)| value_of(value))
    } else {
        None
    };
    let label = label.or_else(|| {
        visible.split("<meta").skip(1).find_map(|tag| {
            let tag = tag.split_once('>').map_or(tag, |(inside, _)| inside);
            tag.split_once("charset").and_then(|(_, value)| value_of(value))
        })
    })?;
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The value behind `=`, with or without quotes.
fn value_of(rest: &str) -> Option<&str> {
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(value.len());
    value.get(..end).filter(|label| !label.is_empty())
}

fn legacy(bytes: Vec<u8>, encoding: &'static encoding_rs::Encoding, skip: usize) -> Result<(String, Encoding), DecodeError> {
    let malformed = |at: usize| DecodeError::Malformed { declared: encoding.name(), at };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    let mut marks = vec![(0, skip as u32)];
    let mut at = skip;
    while at < bytes.len() {
        let end = boundary(&bytes, encoding, at + MARK_EVERY, skip);
        let mut chunk = bytes.get(at..end).unwrap_or_default();
        let last = end == bytes.len();
        loop {
            text.reserve(decoder.max_utf8_buffer_length_without_replacement(chunk.len()).unwrap_or(chunk.len() * 3));
            let (result, read) = decoder.decode_to_string_without_replacement(chunk, &mut text, last);
            chunk = chunk.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => return Err(malformed(end - chunk.len())),
            }
        }
        at = end;
        marks.push((text.len() as u32, at as u32));
    }
    if is_binary(text.as_bytes()) {
        return Err(DecodeError::Binary);
    }
    Ok((text, Encoding { legacy: Some(Box::new(Legacy { encoding, bytes, marks })), mismatch: None }))
}

/// The next place at or behind `from` where no character is split.
fn boundary(bytes: &[u8], encoding: &'static encoding_rs::Encoding, from: usize, skip: usize) -> usize {
    if from >= bytes.len() {
        return bytes.len();
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let from = from + (from - skip) % 2;
        let high = |at: usize| bytes.get(if encoding == UTF_16LE { at + 1 } else { at }).copied().unwrap_or(0);
        // A low surrogate may not be parted from its high one.
        return if (0xdc..0xe0).contains(&high(from)) { (from + 2).min(bytes.len()) } else { from };
    }
    if encoding.is_single_byte() {
        return from;
    }
    // No multi-byte encoding of the web uses bytes under 0x30 inside a character.
    let tail = bytes.get(from..).unwrap_or_default();
    tail.iter().position(|byte| *byte < 0x30 && *byte != 0x1b).map_or(bytes.len(), |found| from + found + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(label: &str, text: &str) {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (encoded, _, lossy) = encoding.encode(text);
        assert!(!lossy, "{label} cannot hold the text");
        let (decoded, way) = legacy(encoded.to_vec(), encoding, 0).unwrap();
        assert_eq!(decoded, text, "{label}");
        for (offset, character) in text.char_indices().step_by(37) {
            let start = way.file_offset(&decoded, offset as u32) as usize;
            let end = way.file_offset(&decoded, (offset + character.len_utf8()) as u32) as usize;
            let (back, _, _) = encoding.decode(&encoded[start..end]);
            assert_eq!(back, character.to_string(), "{label} at {offset}");
        }
    }

    #[test]
    fn every_character_leads_back_to_its_bytes() {
        round_trip("windows-1252", &"Crème brûlée costs €4 – naïve prices. ".repeat(200));
        round_trip("shift_jis", &"灯台の記録。風 and sea\n".repeat(300));
        round_trip("gbk", &"风力和潮汐 tables，共三页 ".repeat(300));
        round_trip("euc-kr", &"등대 기록 lighthouse\n".repeat(300));
        round_trip("big5", &"燈塔紀錄 of the harbour\n".repeat(300));
    }

    #[test]
    fn utf16_is_known_by_its_mark_and_without_it() {
        let text = "Lantern 🏮 and tide\n".repeat(300);
        for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
            let mut bytes = Vec::new();
            for unit in mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()) {
                bytes.extend(if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
            }
            let (decoded, way) = decode(bytes.clone(), Some(Format::Plain)).unwrap();
            assert_eq!(decoded, text);
            let at = decoded.rfind("tide").unwrap() as u32;
            let file = way.file_offset(&decoded, at) as usize;
            let unit = [bytes[file], bytes[file + 1]];
            assert_eq!(if little { u16::from_le_bytes(unit) } else { u16::from_be_bytes(unit) }, u16::from(b't'));
        }
    }

    #[test]
    fn a_wrong_declaration_loses_against_valid_utf8() {
        let (_, way) = decode("<meta charset=windows-1252><p>crème</p>".into(), Some(Format::Html)).unwrap();
        assert_eq!(way.mismatch(), Some("windows-1252"));
    }

    #[test]
    fn a_declaration_in_a_comment_does_not_count() {
        let bytes = b"<!-- <meta charset=windows-1252> --><p>cr\xe8me</p>".to_vec();
        assert!(matches!(decode(bytes, Some(Format::Html)), Err(DecodeError::Undeclared { at: 41, .. })));
    }

    #[test]
    fn undeclared_bytes_are_named_with_a_way_out() {
        let error = decode(b"Cr\xe8me br\xfbl\xe9e".to_vec(), Some(Format::Plain)).unwrap_err();
        assert!(error.way_out().contains("windows-1252"), "{}", error.way_out());
    }
}
