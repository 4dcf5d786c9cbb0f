//! Must-haves: capabilities that have to be there, apart from any weight.
//!
//! A must-have passes, fails or is unknown; unknown never excludes, it is
//! flagged. Nothing here knows of weights or scores.

use crate::catalogue::{Id, Level, Map, Technology};

/// What must be there, with the level that satisfies.
pub type Musts = Map<Id, Level>;

/// Whether a technology brings what must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// At the level that satisfies, or closer at hand.
    Pass,
    /// It is known to bring less.
    Fail {
        /// What it brings.
        has: Level,
    },
    /// No fact is there.
    Unknown,
}

/// Judges one must-have of one technology.
#[must_use]
pub fn judge(technology: &Technology, capability: &Id, wanted: Level) -> Met {
    match technology.capabilities.get(capability) {
        None => Met::Unknown,
        Some(fact) if fact.level >= wanted => Met::Pass,
        Some(fact) => Met::Fail { has: fact.level },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_level_closer_at_hand_passes_a_lesser_one_fails_and_none_known_is_unknown() {
        let catalogue = crate::embedded();
        let mut technology = catalogue.technologies.into_iter().next().unwrap();
        let id = technology.capabilities.keys().next().unwrap().clone();
        let fact = technology.capabilities.get_mut(&id).unwrap();
        fact.level = Level::Official;
        let met = |t: &Technology, wanted| judge(t, &id, wanted);
        assert_eq!(met(&technology, Level::Community), Met::Pass);
        assert_eq!(met(&technology, Level::Official), Met::Pass);
        let has = Level::Official;
        assert_eq!(met(&technology, Level::Core), Met::Fail { has });
        technology.capabilities.clear();
        assert_eq!(met(&technology, Level::Community), Met::Unknown);
    }
}
