//! How much each criterion matters, and what the user rates.

use crate::catalogue::{Catalogue, Defaults, Id, Key, Map, Measure};

/// A weight as a user sets it: 0 to 10 in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u16);

impl Weight {
    /// The greatest, 10.00.
    pub const MAX: Self = Self(1000);

    /// From hundredths, 0 to 1000.
    #[must_use]
    pub fn from_hundredths(hundredths: u16) -> Option<Self> {
        (hundredths <= Self::MAX.0).then_some(Self(hundredths))
    }

    /// From points; rounded to hundredths and held within 0 to 10. `None` for
    /// NaN.
    #[must_use]
    pub fn from_points(points: f64) -> Option<Self> {
        if points.is_nan() {
            return None;
        }
        // In range by the clamp, and whole by the rounding.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let hundredths = libm::round(points.clamp(0.0, 10.0) * 100.0) as u16;
        Some(Self(hundredths))
    }

    /// From what a person types: `7`, `7.5`, `7,25`, `.5`; more than two
    /// decimals are cut, more than 10 is 10. `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && rest.is_empty()) || !digits(whole) || !digits(rest) {
            return None;
        }
        let whole = whole.bytes().fold(0_u16, |n, b| {
            (n * 10 + u16::from(b - b'0')).min(Self::MAX.0)
        });
        let digit = |n: usize| rest.as_bytes().get(n).map_or(0, |b| u16::from(b - b'0'));
        let hundredths = whole.saturating_mul(100) + digit(0) * 10 + digit(1);
        Some(Self(hundredths.min(Self::MAX.0)))
    }

    /// In hundredths, 0 to 1000.
    #[must_use]
    pub fn hundredths(self) -> u16 {
        self.0
    }

    /// In points, 0 to 10.
    #[must_use]
    pub fn points(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Whether it counts at all.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// Weights by criterion key. A criterion that is not in the map weighs 0, and
/// no zero is ever stored, so that equal weights are equal maps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights(Map<Key, Weight>);

impl Weights {
    /// The frozen defaults of a link version.
    #[must_use]
    pub fn defaults(catalogue: &Catalogue, table: &Defaults) -> Self {
        Self::of(catalogue, &table.weights)
    }

    /// The defaults in force: the newest table.
    #[must_use]
    pub fn current(catalogue: &Catalogue) -> Self {
        let table = catalogue.defaults.last();
        table.map_or_else(Self::default, |t| Self::defaults(catalogue, t))
    }

    /// From points by criterion id.
    #[must_use]
    pub fn of(catalogue: &Catalogue, points: &Map<Id, f64>) -> Self {
        let mut weights = Self::default();
        for (id, points) in points {
            if let (Some(criterion), Some(weight)) =
                (catalogue.criterion(id), Weight::from_points(*points))
            {
                weights.set(criterion.key, weight);
            }
        }
        weights
    }

    /// The weight of a criterion.
    #[must_use]
    pub fn get(&self, key: Key) -> Weight {
        self.0.get(&key).copied().unwrap_or_default()
    }

    /// Sets the weight of a criterion.
    pub fn set(&mut self, key: Key, weight: Weight) {
        if weight.is_zero() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, weight);
        }
    }

    /// All weights above zero, by key.
    pub fn iter(&self) -> impl Iterator<Item = (Key, Weight)> + '_ {
        self.0.iter().map(|(k, w)| (*k, *w))
    }
}

/// A user's own rating, 0 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(u8);

impl Rating {
    /// The greatest, 5.
    pub const MAX: u8 = 5;

    /// From 0 to 5.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (value <= Self::MAX).then_some(Self(value))
    }

    /// From 0 to 5.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

/// What a missing fact counts for in the shown score. The range of a score
/// never depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnknownPolicy {
    /// Nothing until it is known: the score is what is proven, and no unknown
    /// ever puts a technology above a measured one.
    #[default]
    Worst,
    /// The middle of what it could be.
    Middle,
    /// What the known technologies of its kind have in the middle.
    Peers,
}

/// The user's own ratings, which two criteria are made of.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// How well the team knows each language; one that is missing is not known
    /// as soon as any is there.
    pub languages: &'a Map<Id, Rating>,
    /// Ratings of technologies; one that is missing is unknown.
    pub ratings: &'a Map<Id, Rating>,
}

impl Own<'_> {
    /// Whether a criterion can count: one that is made of the user's ratings
    /// does so only once there is one.
    #[must_use]
    pub fn counts(&self, measure: &Measure) -> bool {
        match measure {
            Measure::Languages => !self.languages.is_empty(),
            Measure::Rating => !self.ratings.is_empty(),
            Measure::Metric { .. }
            | Measure::Maturity
            | Measure::Support
            | Measure::Freshness
            | Measure::Capabilities { .. }
            | Measure::TypeSafety => true,
        }
    }
}

/// The share of the whole that each criterion has: at least 0, sum 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// One for each criterion, in the catalogue's order.
    pub of: Vec<f64>,
    /// No criterion weighed anything, so all that can count count alike.
    pub equal: bool,
}

impl Shares {
    /// Weights as shares of their sum. Where all are 0 every criterion that
    /// may count has the same share, and [`Shares::equal`] says so.
    #[must_use]
    pub fn new(weights: &[f64], counts: impl Fn(usize) -> bool) -> Self {
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 {
            let of = weights.iter().map(|w| w / sum).collect();
            return Self { of, equal: false };
        }
        let counting = (0..weights.len()).filter(|j| counts(*j)).count().max(1);
        // A catalogue has far fewer criteria than a double has digits.
        #[allow(clippy::cast_precision_loss)]
        let share = 1.0 / counting as f64;
        let of = (0..weights.len())
            .map(|j| if counts(j) { share } else { 0.0 })
            .collect();
        Self { of, equal: true }
    }

    /// The shares of a user's weights over a catalogue's criteria.
    #[must_use]
    pub fn of(catalogue: &Catalogue, weights: &Weights, own: Own<'_>) -> Self {
        let counts: Vec<bool> = catalogue
            .criteria
            .iter()
            .map(|c| own.counts(&c.from))
            .collect();
        let points: Vec<f64> = catalogue
            .criteria
            .iter()
            .zip(&counts)
            .map(|(c, counts)| {
                if *counts {
                    weights.get(c.key).points()
                } else {
                    0.0
                }
            })
            .collect();
        Self::new(&points, |j| counts.get(j).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_as_people_type_it() {
        for (text, hundredths) in [
            ("7", 700),
            ("7.5", 750),
            (" 7,25 ", 725),
            (".5", 50),
            ("3.", 300),
            ("0", 0),
            ("10", 1000),
            ("12", 1000),
            ("99999999999999", 1000),
            ("1.239", 123),
            ("007", 700),
        ] {
            assert_eq!(
                Weight::read(text).map(Weight::hundredths),
                Some(hundredths),
                "{text:?}"
            );
        }
        for text in ["", ".", "-1", "1e3", "seven", "1.2.3", "+5", "٣"] {
            assert_eq!(Weight::read(text), None, "{text:?}");
        }
    }
}
