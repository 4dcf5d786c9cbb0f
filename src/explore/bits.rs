//! A set of rows: one bit a technology, in catalogue order.
//!
//! It never knows what a row is.

/// A set of rows out of a fixed number of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    /// Bits beyond the last row are always 0.
    words: Vec<u64>,
    len: usize,
}

const WORD: usize = u64::BITS as usize;

impl Bits {
    /// No row out of `len`.
    #[must_use]
    pub fn none(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(WORD)],
            len,
        }
    }

    /// Every row out of `len`.
    #[must_use]
    pub fn full(len: usize) -> Self {
        let mut words = vec![u64::MAX; len.div_ceil(WORD)];
        let over = words.len() * WORD - len;
        if let Some(last) = words.last_mut() {
            *last >>= over;
        }
        Self { words, len }
    }

    /// Takes a row in; one beyond the number of rows is ignored.
    pub fn insert(&mut self, row: usize) {
        if row < self.len
            && let Some(word) = self.words.get_mut(row / WORD)
        {
            *word |= 1 << (row % WORD);
        }
    }

    /// Keeps only the rows that the other set has too.
    pub fn keep(&mut self, other: &Self) {
        for (word, mask) in self.words.iter_mut().zip(&other.words) {
            *word &= mask;
        }
    }

    /// Takes in all rows of the other set, which has as many rows.
    pub fn join(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// How many rows there are to choose from.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.len
    }

    /// Whether a row is in the set.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        let word = self.words.get(row / WORD);
        word.is_some_and(|w| w >> (row % WORD) & 1 == 1)
    }

    /// How many rows are in the set.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.words.iter().map(|w| w.count_ones()).sum()
    }

    /// Whether no row is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|w| *w == 0)
    }

    /// How many rows are in both sets.
    #[must_use]
    pub fn count_shared(&self, other: &Self) -> u32 {
        let shared = self.words.iter().zip(&other.words);
        shared.map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// The rows of the set, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                // Clears the lowest bit; at 0 there is none to clear.
                left &= left.checked_sub(1)?;
                Some(at * WORD + bit as usize)
            })
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn a_full_set_has_exactly_its_rows() {
        for len in [0, 1, 63, 64, 65, 130] {
            let all = Bits::full(len);
            assert_eq!(all.count() as usize, len);
            assert_eq!(all.iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
            assert!(!all.contains(len));
            assert_eq!(all.is_empty(), len == 0);
        }
    }

    #[test]
    fn rows_go_in_and_are_found_again() {
        let mut set = Bits::none(100);
        for row in [0, 63, 64, 99, 100, 1000] {
            set.insert(row);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 99]);
        let mut other = Bits::none(100);
        other.insert(64);
        other.insert(65);
        assert_eq!(set.count_shared(&other), 1);
        set.join(&other);
        assert_eq!(set.count(), 5);
        set.keep(&other);
        assert_eq!(set.iter().collect::<Vec<_>>(), [64, 65]);
    }
}
