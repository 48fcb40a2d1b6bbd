//! The thirteen criteria of the standard.

/// One of the thirteen questions; every rule belongs to exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Criterion {
    /// Is nothing cut off?
    Complete,
    /// Does every section say something?
    Substance,
    /// Is every announced list there?
    Lists,
    /// Is everything headed once?
    Headings,
    /// Is it built as its kind requires?
    Outline,
    /// Does it say where it comes from?
    Sources,
    /// Are its claims attributed?
    Citations,
    /// Does it agree with itself?
    Facts,
    /// Does it agree with the library?
    Agreement,
    /// Is it said only once?
    Original,
    /// Is what it says of itself true?
    Metadata,
    /// Is it free of production debris?
    Clean,
    /// Do its links and pictures resolve?
    Links,
}

impl Criterion {
    /// All thirteen, in the order of the standard.
    pub const ALL: [Self; 13] = [
        Self::Complete,
        Self::Substance,
        Self::Lists,
        Self::Headings,
        Self::Outline,
        Self::Sources,
        Self::Citations,
        Self::Facts,
        Self::Agreement,
        Self::Original,
        Self::Metadata,
        Self::Clean,
        Self::Links,
    ];

    /// Name in configuration and output, its question, and its weight in ten-thousandths of a point.
    const fn row(self) -> (&'static str, &'static str, u32) {
        match self {
            Self::Complete => ("complete", "Is nothing cut off?", 15_000),
            Self::Substance => ("substance", "Does every section say something?", 10_000),
            Self::Lists => ("lists", "Is every announced list there?", 10_000),
            Self::Headings => ("headings", "Is everything headed once?", 5_000),
            Self::Outline => ("outline", "Is it built as its kind requires?", 5_000),
            Self::Sources => ("sources", "Does it say where it comes from?", 10_000),
            Self::Citations => ("citations", "Are its claims attributed?", 5_000),
            Self::Facts => ("facts", "Does it agree with itself?", 15_000),
            Self::Agreement => ("agreement", "Does it agree with the library?", 5_000),
            Self::Original => ("original", "Is it said only once?", 5_000),
            Self::Metadata => ("metadata", "Is what it says of itself true?", 5_000),
            Self::Clean => ("clean", "Is it free of production debris?", 5_000),
            Self::Links => ("links", "Do its links and pictures resolve?", 5_000),
        }
    }

    /// Name in configuration and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The question it asks.
    #[must_use]
    pub const fn question(self) -> &'static str {
        self.row().1
    }

    /// The standard's weight, in ten-thousandths of a point; all weights together are ten points.
    #[must_use]
    pub const fn weight(self) -> u32 {
        self.row().2
    }

    /// Whether it asks about the library: what an article shows by itself answers it in part only.
    #[must_use]
    pub const fn needs_library(self) -> bool {
        matches!(self, Self::Agreement | Self::Original)
    }

    /// Its place in [`Criterion::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The criterion of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criterion| criterion.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_ten_points_together() {
        assert_eq!(Criterion::ALL.iter().map(|criterion| criterion.weight()).sum::<u32>(), 100_000);
        for (index, criterion) in Criterion::ALL.into_iter().enumerate() {
            assert_eq!((criterion.index(), Criterion::of_name(criterion.name())), (index, Some(criterion)));
        }
    }
}
