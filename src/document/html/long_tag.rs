//! Counts the attributes of a tag that has not ended yet: more of its bytes come in with each call, none is read twice.

/// A tag whose end has not been fed.
#[derive(Debug, Default)]
pub(super) struct LongTag {
    start: usize,
    at: usize,
    found: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Between attributes.
    #[default]
    Between,
    /// In the tag's name or an attribute's.
    Name,
    /// Behind a name: a `=` may follow.
    AfterName,
    /// Behind `=`.
    BeforeValue,
    /// In a value without quotes.
    Bare,
    /// In a value in these quotes.
    Quoted(u8),
}

impl LongTag {
    /// How many attributes the tag at `start` shows in the bytes before `end`.
    pub(super) fn count(&mut self, source: &str, start: usize, end: usize) -> usize {
        if self.start != start || self.at == 0 {
            *self = Self { start, at: start + 1, found: 0, state: State::Name };
        }
        for &byte in source.as_bytes().get(self.at..end).unwrap_or_default() {
            let blank = super::attributes::is_space(byte) || byte == b'/' && !matches!(self.state, State::Bare | State::BeforeValue);
            self.state = match self.state {
                State::Quoted(quote) if byte == quote => State::Between,
                State::Quoted(_) => continue,
                State::BeforeValue if blank => State::BeforeValue,
                State::BeforeValue if matches!(byte, b'"' | b'\'') => State::Quoted(byte),
                State::Between | State::Bare if blank => State::Between,
                State::BeforeValue | State::Bare => State::Bare,
                State::Name | State::AfterName if byte == b'=' => State::BeforeValue,
                State::Name | State::AfterName if blank => State::AfterName,
                State::Name => State::Name,
                State::Between | State::AfterName => {
                    self.found += 1;
                    State::Name
                }
            };
        }
        self.at = self.at.max(end);
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::LongTag;

    #[test]
    fn attributes_are_counted_however_the_tag_is_cut() {
        let tag = "<ferry from=Kiel to=\"Oslo fjord\" deck = '4 > 3' night wind=5/ / sold";
        for step in 1..tag.len() {
            let mut counter = LongTag::default();
            let found = (1..tag.len()).step_by(step).map(|end| counter.count(tag, 0, end)).max();
            assert_eq!(counter.count(tag, 0, tag.len()), 6, "in steps of {step}, {found:?} so far");
        }
    }

    #[test]
    fn the_next_tag_begins_at_none() {
        let tags = "<pier a b c<quay d";
        let mut counter = LongTag::default();
        assert_eq!(counter.count(tags, 0, 11), 3);
        assert_eq!(counter.count(tags, 11, tags.len()), 1);
    }
}
