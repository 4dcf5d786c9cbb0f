//! Names that links and records are made of: immutable, lower-case, URL-safe.

use std::fmt;
use std::sync::Arc;

/// An immutable identifier: 1 to 40 of `a-z`, `0-9` and `-`, beginning and
/// ending with a letter or digit. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// Why a text is no [`Id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id of 1 to 40 lower-case letters, digits and inner hyphens")
    }
}

impl Id {
    /// The longest id, in bytes.
    pub const MAX: usize = 40;

    /// Takes a text that follows the rule.
    ///
    /// # Errors
    /// [`IdError`] where it does not.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let bytes = text.as_bytes();
        let ends = bytes.first() != Some(&b'-') && bytes.last() != Some(&b'-');
        if bytes.is_empty() || bytes.len() > Self::MAX || !ends || !bytes.iter().all(|b| fits(*b)) {
            return Err(IdError);
        }
        Ok(Self(Arc::from(text)))
    }

    /// What stands where no id could be read.
    pub(super) fn blank() -> Self {
        Self(Arc::from("x"))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// The short name of a criterion in a link: 2 to 4 lower-case letters, so that
/// the digits behind it are its weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    letters: [u8; 4],
    len: u8,
}

/// Why a text is no [`Key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyError;

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key of 2 to 4 lower-case letters")
    }
}

impl Key {
    /// Takes a text that follows the rule.
    ///
    /// # Errors
    /// [`KeyError`] where it does not.
    pub fn new(text: &str) -> Result<Self, KeyError> {
        let fits = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase());
        if !fits {
            return Err(KeyError);
        }
        let mut letters = [0; 4];
        for (slot, byte) in letters.iter_mut().zip(text.bytes()) {
            *slot = byte;
        }
        Ok(Self {
            letters,
            len: u8::try_from(text.len()).map_err(|_| KeyError)?,
        })
    }

    /// What stands where no key could be read.
    pub(super) fn blank() -> Self {
        Self {
            letters: *b"xx\0\0",
            len: 2,
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let letters = self
            .letters
            .get(..usize::from(self.len))
            .unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_takes_slugs_only() {
        for good in ["a", "spring-boot", "http4s", "c"] {
            assert_eq!(Id::new(good).map(|i| i.to_string()), Ok(good.to_owned()));
        }
        let long = "x".repeat(41);
        for bad in ["", "-a", "a-", "A", "a.b", "a b", "é", long.as_str()] {
            assert_eq!(Id::new(bad), Err(IdError), "{bad:?}");
        }
    }

    #[test]
    fn a_key_takes_two_to_four_letters() {
        for good in ["ab", "abc", "abcd"] {
            assert_eq!(Key::new(good).map(|k| k.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "a", "abcde", "a1", "AB", "a-b"] {
            assert_eq!(Key::new(bad), Err(KeyError), "{bad:?}");
        }
    }
}
