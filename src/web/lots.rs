//! Drawing lots for the place "Decide": in slices, so that the page answers
//! meanwhile; stopped when asked to, and begun anew when what is drawn for
//! changes.

use super::ctx::Ctx;
use super::derived::{Derived, effect};
use super::turn::Turn;
use crate::decide::{Acceptability, MissingFact};
use crate::state::Lot;
use crate::verdict::{DRAWS, LOTS, Problem, SLICE};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long the weights must rest before lots are drawn.
const REST: Duration = Duration::from_millis(150);

/// What drawing lots has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Often {
    /// What was drawn for.
    pub problem: Problem,
    /// Whether missing facts kept their shown value.
    pub held: bool,
    /// How many of each kind were drawn.
    pub draws: u32,
    counted: Vec<(Lot, Counted)>,
}

/// What one kind of draws has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Of each candidate the share of draws by rank.
    pub ranks: Vec<Vec<f64>>,
    /// Of each candidate the mean shares with which it was first.
    pub central: Vec<Option<Vec<f64>>>,
    /// What each missing fact decides, the most first.
    pub missing: Vec<MissingFact>,
}

impl Often {
    /// What one kind of draws has found.
    pub fn of(&self, lot: Lot) -> Option<&Counted> {
        let found = self.counted.iter().find(|(kind, _)| *kind == lot);
        found.map(|(_, counted)| counted)
    }
}

impl Counted {
    fn of(counts: &Acceptability, rows: usize) -> Self {
        let ranks = |row: usize| (1..=rows).map(|rank| counts.share(row, rank)).collect();
        Self {
            ranks: (0..rows).map(ranks).collect(),
            central: (0..rows).map(|row| counts.central_weights(row)).collect(),
            missing: counts.missing_facts(),
        }
    }

    /// The share of draws in which a candidate was first.
    pub fn first(&self, who: usize) -> f64 {
        let ranks = self.ranks.get(who).and_then(|ranks| ranks.first());
        ranks.copied().unwrap_or_default()
    }

    /// The mean of all drawn shares, one a criterion.
    pub fn mean(&self) -> Vec<f64> {
        let (mut sums, mut all) = (Vec::new(), 0.0);
        for (who, central) in self.central.iter().enumerate() {
            let Some(central) = central else { continue };
            sums.resize(central.len(), 0.0);
            let times = self.first(who);
            all += times;
            for (sum, share) in sums.iter_mut().zip(central) {
                *sum += times * share;
            }
        }
        sums.iter().map(|sum| sum / all).collect()
    }
}

/// Lots that are being drawn, of all kinds side by side.
struct Drawing {
    problem: Problem,
    held: bool,
    counts: Vec<(Lot, Acceptability)>,
}

/// The drawing of lots, for as long as the place is open.
#[derive(Clone, Copy)]
pub struct Run {
    drawing: StoredValue<Option<Drawing>>,
    /// When the next slice is due.
    turn: Turn,
    /// How many shall be drawn.
    pub target: RwSignal<u32>,
    /// How many are drawn.
    pub drawn: RwSignal<u32>,
    /// Whether more are being drawn.
    pub going: RwSignal<bool>,
    /// What was found last.
    pub found: RwSignal<Option<Arc<Often>>>,
}

impl Run {
    /// Draws anew whenever what is drawn for changes.
    pub fn of(ctx: Ctx, problem: Derived<Problem>) -> Self {
        let run = Self {
            drawing: StoredValue::new(None),
            turn: Turn::new(),
            target: RwSignal::new(0),
            drawn: RwSignal::new(0),
            going: RwSignal::new(false),
            found: RwSignal::new(None),
        };
        let held = Derived::new(move || ctx.lots.get().held);
        effect(move || {
            let held = held.get();
            run.drawing.set_value(Some(problem.with(|p| Drawing {
                problem: p.clone(),
                held,
                counts: LOTS.iter().map(|lot| (*lot, p.lots(*lot, held))).collect(),
            })));
            run.drawn.set(0);
            run.go_on(0, REST);
        });
        run
    }

    /// What is found, where it is of a problem as it stands.
    pub fn fresh(self, problem: Derived<Problem>, held: bool) -> Option<Arc<Often>> {
        let of_now =
            |found: &Arc<Often>| found.held == held && problem.with(|p| found.problem == *p);
        self.found.get().filter(of_now)
    }

    /// Draws all that can be asked for.
    pub fn more(self) {
        self.go_on(DRAWS.len() - 1, Duration::ZERO);
    }

    /// Draws up to the number that is the nth of [`DRAWS`].
    fn go_on(self, nth: usize, wait: Duration) {
        self.target.set(DRAWS.get(nth).copied().unwrap_or_default());
        self.going.set(true);
        self.turn.after(wait, move || self.slice());
    }

    fn slice(self) {
        let drawn = self.drawn.get_untracked();
        let some = SLICE.min(self.target.get_untracked().saturating_sub(drawn));
        self.drawing.update_value(|drawing| {
            for (_, counts) in drawing.iter_mut().flat_map(|d| &mut d.counts) {
                counts.run(some);
            }
        });
        self.drawn.set(drawn + some);
        if drawn + some < self.target.get_untracked() {
            self.turn.after(Duration::ZERO, move || self.slice());
        } else {
            self.stop();
        }
    }

    /// Stops, and shows what was drawn: nothing, where it was nothing.
    pub fn stop(self) {
        self.turn.stop();
        self.going.set(false);
        let draws = self.drawn.get_untracked();
        let found = self.drawing.with_value(|drawing| {
            let Drawing {
                problem,
                held,
                counts,
            } = drawing.as_ref().filter(|_| draws > 0)?;
            let counted = |(lot, counts): &(Lot, Acceptability)| {
                (*lot, Counted::of(counts, problem.rows.len()))
            };
            Some(Arc::new(Often {
                problem: problem.clone(),
                held: *held,
                draws,
                counted: counts.iter().map(counted).collect(),
            }))
        });
        self.found.set(found);
    }
}
