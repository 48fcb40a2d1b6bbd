//! Rows of numbers that the cache keeps as their bytes: read back in one piece, where numbers of varying length are read digit by digit.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// What is kept as bytes, all of one length.
pub(super) trait Packed: Sized {
    /// Its bytes, an array.
    type Bytes: AsRef<[u8]> + for<'a> TryFrom<&'a [u8]>;

    fn to_bytes(&self) -> Self::Bytes;

    fn of_bytes(bytes: Self::Bytes) -> Self;
}

impl Packed for u64 {
    type Bytes = [u8; 8];

    fn to_bytes(&self) -> [u8; 8] {
        self.to_le_bytes()
    }

    fn of_bytes(bytes: [u8; 8]) -> Self {
        Self::from_le_bytes(bytes)
    }
}

pub(super) fn serialize<T: Packed, S: Serializer>(row: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(size_of::<T::Bytes>() * row.len());
    for one in row {
        bytes.extend_from_slice(one.to_bytes().as_ref());
    }
    serializer.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'de, T: Packed, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[T]>, D::Error> {
    struct Row<T>(PhantomData<T>);

    impl<T: Packed> Visitor<'_> for Row<T> {
        type Value = Box<[T]>;

        fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(to, "{} bytes for each", size_of::<T::Bytes>())
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            let all = bytes.chunks(size_of::<T::Bytes>());
            let one = |bytes| T::Bytes::try_from(bytes).map(T::of_bytes).map_err(|_| E::invalid_length(bytes.len(), &self));
            all.map(one).collect()
        }
    }

    deserializer.deserialize_bytes(Row(PhantomData))
}
