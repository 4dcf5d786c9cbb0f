//! Who stands on the list, as the place "Explore" shows it, with all that is
//! exported of each.

use super::Case;
use crate::catalogue::{Criterion, League, Measure, Technology, Yours};
use crate::decide::{Figure, Ranked, Ranking, figure, tenths};
use crate::own;

/// One technology of the list.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Which.
    pub technology: &'a Technology,
    /// Its place; of one that is not ranked only the range counts.
    pub place: Ranked,
    /// Whether enough is known to rank it.
    pub ranked: bool,
    /// Among whom it is ranked.
    pub league: League,
}

impl Line<'_> {
    /// Its row of the matrix.
    #[must_use]
    pub fn row(&self) -> usize {
        self.place.row
    }

    /// Its rank and what missing facts leave of it: `3`, `3 (2 to 5)`, or for
    /// one that is not ranked `not ranked (2 to 9)`.
    #[must_use]
    pub fn rank(&self) -> String {
        let Ranked {
            rank, best, worst, ..
        } = self.place;
        let rank = if self.ranked {
            rank.to_string()
        } else {
            "not ranked".to_owned()
        };
        if best == worst {
            return rank;
        }
        let (best, worst) = (best.to_string(), worst.to_string());
        [&rank, " (", &best, " to ", &worst, ")"].concat()
    }
}

/// What is known of one technology on one criterion.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// The criterion's column.
    pub column: usize,
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The figure.
    pub figure: Figure,
    /// The value, 0 to 1: least, shown and greatest.
    pub value: (f64, f64, f64),
    /// What it gives, in tenths of a point; those of a technology add up to its
    /// total.
    pub points: i32,
    /// Whether the figure rests on something of the user's own.
    pub yours: bool,
}

impl<'a> Case<'a> {
    /// Who stands on the list, in the order in which it is shown: each league
    /// ranked, then those of it of whom too little is known. `rows` holds those
    /// whom a search leaves; `None` is all.
    #[must_use]
    pub fn listed(&self, rows: Option<&[usize]>) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        let (f, r) = (&self.leagues.frameworks, &self.leagues.runtimes);
        for (league, ranking) in [(League::Frameworks, f), (League::Runtimes, r)] {
            let Ranking { ranked, unranked } = ranking;
            for (places, ranked) in [(ranked, true), (unranked, false)] {
                for place in places {
                    let found = self.catalogue.technologies.get(place.row);
                    let shown = rows.is_none_or(|rows| rows.contains(&place.row));
                    if let Some(technology) = found.filter(|_| shown) {
                        lines.push(Line {
                            technology,
                            place: *place,
                            ranked,
                            league,
                        });
                    }
                }
            }
        }
        lines
    }

    /// The total of a row, in tenths of a point: least, shown and greatest.
    #[must_use]
    pub fn total(&self, row: usize) -> (i32, i32, i32) {
        let at = |list: &[f64]| tenths(list.get(row).copied().unwrap_or_default());
        let s = &self.scores;
        (at(&s.low), at(&s.shown), at(&s.high))
    }

    /// The criteria that can count, by column.
    #[must_use]
    pub fn criteria(&self) -> Vec<(usize, &'a Criterion)> {
        let all = self.catalogue.criteria.iter().enumerate();
        all.filter(|(_, k)| self.own().counts(&k.from)).collect()
    }

    /// The share of a criterion, 0 to 1.
    #[must_use]
    pub fn share(&self, column: usize) -> f64 {
        self.shares.of.get(column).copied().unwrap_or_default()
    }

    /// What is known of a technology on the criteria that can count.
    #[must_use]
    pub fn judged(&self, t: &Technology, row: usize) -> Vec<Judged<'a>> {
        let gives = self.scored().gives(row);
        let points = |column| {
            let found = gives.iter().find(|(of, _)| *of == column);
            found.map_or(0, |(_, tenths)| *tenths)
        };
        let judged = |(column, criterion): (usize, &'a Criterion)| {
            let values = self.matrix.columns.get(column);
            Judged {
                column,
                criterion,
                figure: figure(self.catalogue, t, criterion, self.own()),
                value: values.map_or((0.0, 0.0, 1.0), |v| v.at(row, self.comparison.unknown)),
                points: points(column),
                yours: self.is_yours(t, criterion),
            }
        };
        self.criteria().into_iter().map(judged).collect()
    }

    /// Whether what a technology has on a criterion rests on something that the
    /// user has brought in or rated.
    #[must_use]
    pub fn is_yours(&self, t: &Technology, k: &Criterion) -> bool {
        match &k.from {
            Measure::Languages => {
                let mut languages = t.languages.value.iter();
                languages.any(|l| self.languages.contains_key(&l.id))
            }
            Measure::Rating => self.ratings.contains_key(&t.id),
            Measure::Metric { .. }
            | Measure::Maturity
            | Measure::Support
            | Measure::Freshness
            | Measure::Capabilities { .. }
            | Measure::TypeSafety => own::counted(self.catalogue, t, k),
        }
    }

    /// Whether a technology, as a whole, is one that the user has added.
    #[must_use]
    pub fn is_added(&self, t: &Technology) -> bool {
        self.catalogue
            .yours
            .contains(&Yours::Technology(t.id.clone()))
    }

    /// The fields of a technology whose facts are the user's own.
    #[must_use]
    pub fn own_fields(&self, t: &Technology) -> Vec<&'a str> {
        let fields = self.catalogue.yours.iter().filter_map(|y| match y {
            Yours::Fact(id, field) if *id == t.id => Some(field.as_str()),
            Yours::Fact(..) | Yours::Technology(_) | Yours::Criterion(_) => None,
        });
        fields.collect()
    }
}
