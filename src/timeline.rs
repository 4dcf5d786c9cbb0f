//! The geometry of a technology's life on a time axis: dates in, positions
//! out. Knows no clock (today comes in as an argument), no colours, and draws
//! nothing.
//!
//! Positions are percent of the axis, 0 to 100, so that a drawing may be of
//! any width while its letters keep their size.

use crate::catalogue::{Date, Lifecycle, Release, Support};

/// Why a series stands on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The newest series.
    Newest,
    /// The series before it.
    Previous,
    /// The newest long-term series.
    LongTerm,
}

/// A stretch of the axis, `from <= to`, both 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// A release on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands.
    pub at: f64,
    /// The version that came out.
    pub version: String,
}

/// One series on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub series: String,
    /// Why it is there, each once.
    pub roles: Vec<Role>,
    /// Its release, where the date is known.
    pub mark: Option<Mark>,
    /// What is not recorded of its time, where something is not.
    pub open: Option<Open>,
    /// Whether it may have begun before its mark.
    pub older: bool,
    /// Ordinary and security fixes.
    pub active: Option<Span>,
    /// Security fixes alone.
    pub security: Option<Span>,
}

/// What is not recorded of the time of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Open {
    /// Until when it is supported; its mark stands here.
    End(f64),
    /// Since when; it is supported until here.
    Beginning(f64),
    /// Neither.
    Both,
}

impl Open {
    /// Where to say so.
    #[must_use]
    pub fn at(self) -> f64 {
        match self {
            Self::End(at) | Self::Beginning(at) => at,
            Self::Both => 0.0,
        }
    }

    /// The words of it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::End(_) => "end not recorded",
            Self::Beginning(_) => "beginning not recorded",
            Self::Both => "dates not recorded",
        }
    }
}

/// The beginning of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub at: f64,
    /// The year.
    pub year: u16,
}

/// A time axis with its series.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The beginnings of years, the first at 0.
    pub ticks: Vec<Tick>,
    /// The series: the newest first.
    pub rows: Vec<Row>,
    /// Today.
    pub today: f64,
}

impl Timeline {
    /// Lays a lifecycle on an axis of whole years that holds all its dates and
    /// today; `None` where no date of a series is known.
    #[must_use]
    pub fn new(lifecycle: &Lifecycle, today: Date) -> Option<Self> {
        let drafts = drafts(lifecycle);
        let mut dates: Vec<f64> = drafts
            .iter()
            .flat_map(|d| [d.begun, d.active, d.security])
            .flatten()
            .collect();
        if dates.is_empty() {
            return None;
        }
        dates.push(today.months());
        let axis = Axis::new(&dates);
        Some(Self {
            ticks: axis.ticks(),
            rows: drafts.into_iter().map(|d| d.row(&axis)).collect(),
            today: axis.at(today.months()),
        })
    }
}

/// Whether a date has passed whole: of a month the month, of a year the year.
#[must_use]
pub fn over(end: Date, today: Date) -> bool {
    let now = (
        today.year(),
        today.month().unwrap_or(12),
        today.day().unwrap_or(31),
    );
    (
        end.year(),
        end.month().unwrap_or(12),
        end.day().unwrap_or(31),
    ) < now
}

/// The day on which a moment fell, in Greenwich: `milliseconds` since 1970.
/// `None` beyond the year 9999.
#[must_use]
pub fn day(milliseconds: u64) -> Option<Date> {
    let days = u32::try_from(milliseconds / 86_400_000).ok()?;
    if days >= 2_932_897 {
        return None;
    }
    // Howard Hinnant's `civil_from_days`: years begin in March, so that the
    // leap day is the last.
    let z = days + 719_468;
    let of_era = z % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    let year = z / 146_097 * 400 + year_of_era + later;
    let two = |n: u32| [if n < 10 { "-0" } else { "-" }, &n.to_string()].concat();
    Date::parse(&[year.to_string(), two(month), two(day)].concat())
}

/// A series with its dates, in months since year 0.
struct Draft {
    series: String,
    roles: Vec<Role>,
    /// The release that is known of it.
    mark: Option<(f64, String)>,
    /// Since when it is supported for certain.
    begun: Option<f64>,
    /// It may have begun before `begun`.
    older: bool,
    active: Option<f64>,
    security: Option<f64>,
}

impl Draft {
    fn new(series: &str, role: Role) -> Self {
        Self {
            series: series.to_owned(),
            roles: vec![role],
            mark: None,
            begun: None,
            older: true,
            active: None,
            security: None,
        }
    }

    fn released(&mut self, release: &Release) {
        if let Some(date) = release.date {
            self.begun = Some(date.months());
            self.mark = Some((date.months(), release.version.clone()));
        }
    }

    fn supported(&mut self, support: &Support) {
        self.active = self.active.or(support.active.map(Date::months));
        self.security = self.security.or(support.security.map(Date::months));
    }

    fn row(self, axis: &Axis) -> Row {
        let span = |from: f64, to: f64| {
            (from < to).then(|| Span {
                from: axis.at(from),
                to: axis.at(to),
            })
        };
        // A release after the end of ordinary fixes is one of security fixes:
        // it says nothing of when ordinary ones began.
        let begun = self
            .begun
            .filter(|b| self.active.or(self.security).is_none_or(|end| *b <= end));
        let active = begun.zip(self.active).and_then(|(a, b)| span(a, b));
        let security = self
            .active
            .or(begun)
            .zip(self.security)
            .and_then(|(a, b)| span(a, b));
        let open = match (self.begun, self.security.or(self.active)) {
            (Some(begun), None) => Some(Open::End(axis.at(begun))),
            (None, None) => Some(Open::Both),
            // Nothing but the end can be drawn of it.
            (_, Some(end)) if active.or(security).is_none() => Some(Open::Beginning(axis.at(end))),
            (_, Some(_)) => None,
        };
        Row {
            series: self.series,
            roles: self.roles,
            older: self.older && begun.is_some() && active.or(security).is_some(),
            open,
            mark: self.mark.map(|(at, version)| Mark {
                at: axis.at(at),
                version,
            }),
            active,
            security,
        }
    }
}

/// The series that a lifecycle tells of, each once.
fn drafts(lifecycle: &Lifecycle) -> Vec<Draft> {
    let mut all: Vec<Draft> = Vec::new();
    if let Some(fact) = &lifecycle.latest {
        let mut draft = Draft::new(&fact.value.version, Role::Newest);
        draft.released(&fact.value);
        all.push(draft);
    }
    if let Some(fact) = &lifecycle.support {
        let support = &fact.value;
        match all.iter_mut().find(|d| of(&d.series, &support.version)) {
            Some(draft) => {
                draft.older = !begins(&draft.series, &support.version);
                draft.series.clone_from(&support.version);
                draft.supported(support);
            }
            None => {
                let mut draft = Draft::new(&support.version, Role::Newest);
                draft.supported(support);
                all.push(draft);
            }
        }
    }
    if let Some(fact) = &lifecycle.previous
        && !all.iter().any(|d| d.series == fact.value.version)
    {
        let mut draft = Draft::new(&fact.value.version, Role::Previous);
        draft.released(&fact.value);
        draft.older = false;
        all.push(draft);
    }
    if let Some(fact) = &lifecycle.lts {
        let support = &fact.value;
        match all.iter_mut().find(|d| of(&d.series, &support.version)) {
            Some(draft) => {
                draft.roles.push(Role::LongTerm);
                draft.supported(support);
            }
            None => {
                let mut draft = Draft::new(&support.version, Role::LongTerm);
                draft.supported(support);
                all.push(draft);
            }
        }
    }
    all
}

/// Whether a version is of a series: `6.1.3` is of `6.1` and of `6`, not of
/// `6.10`.
fn of(version: &str, series: &str) -> bool {
    version
        .strip_prefix(series)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a version is the one that began a series: `6.1` and `6.1.0` are of
/// `6.1`.
fn begins(version: &str, series: &str) -> bool {
    let rest = version.strip_prefix(series).unwrap_or("?");
    rest.split('.').all(|part| part.is_empty() || part == "0")
}

/// Whole years, in months since year 0.
struct Axis {
    first: f64,
    last: f64,
}

impl Axis {
    /// The whole years that hold all dates.
    fn new(months: &[f64]) -> Self {
        let least = months.iter().copied().fold(f64::INFINITY, f64::min);
        let most = months.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let first = libm::floor(least / 12.0) * 12.0;
        Self {
            first,
            last: (libm::ceil(most / 12.0) * 12.0).max(first + 12.0),
        }
    }

    fn at(&self, months: f64) -> f64 {
        (100.0 * (months - self.first) / (self.last - self.first)).clamp(0.0, 100.0)
    }

    /// As many years as fit beside each other on a phone.
    fn ticks(&self) -> Vec<Tick> {
        // Years are below 10,000.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let year = |months: f64| (months / 12.0) as u16;
        let (first, last) = (year(self.first), year(self.last));
        let step = match last.saturating_sub(first) {
            0..=7 => 1,
            8..=14 => 2,
            15..=35 => 5,
            _ => 10,
        };
        (first..last)
            .step_by(step)
            .map(|year| Tick {
                at: self.at(f64::from(year) * 12.0),
                year,
            })
            .collect()
    }
}

#[cfg(test)]
#[allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]
mod tests {
    use super::*;
    use crate::catalogue::{Fact, Id};

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn fact<T>(value: T) -> Option<Fact<T>> {
        Some(Fact {
            value,
            as_of: date("2026-11-22"),
            source: Id::new("s").expect("an id"),
            note: None,
        })
    }

    fn release(version: &str, on: &str) -> Option<Fact<Release>> {
        fact(Release {
            version: version.to_owned(),
            date: Date::parse(on),
        })
    }

    fn support(version: &str, active: &str, security: &str) -> Option<Fact<Support>> {
        fact(Support {
            version: version.to_owned(),
            active: Date::parse(active),
            security: Date::parse(security),
        })
    }

    fn whole(span: Option<Span>) -> Option<(i32, i32)> {
        span.map(|s| (s.from.round() as i32, s.to.round() as i32))
    }

    #[test]
    fn bars_follow_each_other_on_an_axis_of_whole_years() {
        let life = Lifecycle {
            latest: release("6.1.3", "2026-07-01"),
            previous: release("6.0", "2025-07-01"),
            support: support("6.1", "2027-07-01", "2028-07-01"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-10-01")).expect("dates");
        let years: Vec<_> = line.ticks.iter().map(|t| (t.year, t.at)).collect();
        assert_eq!(
            years,
            [(2025, 0.0), (2026, 25.0), (2027, 50.0), (2028, 75.0)]
        );
        assert!((line.today - 43.75).abs() < 1e-9);
        let [newest, previous] = &line.rows[..] else {
            panic!("{line:?}");
        };
        assert_eq!(
            (newest.series.as_str(), &newest.roles[..]),
            ("6.1", &[Role::Newest][..])
        );
        // When the series began is not recorded, so that nothing stands before
        // the one release of it that is.
        assert_eq!((newest.older, newest.open), (true, None));
        assert_eq!(whole(newest.active), Some((38, 63)));
        assert_eq!(whole(newest.security), Some((63, 88)));
        assert_eq!(
            newest.mark.as_ref().map(|m| m.version.as_str()),
            Some("6.1.3")
        );
        assert_eq!(
            (previous.open, previous.active, previous.security),
            (Some(Open::End(12.5)), None, None)
        );
        assert_eq!(previous.mark.as_ref().map(|m| m.at), Some(12.5));
    }

    #[test]
    fn nothing_is_drawn_of_a_time_that_is_not_recorded() {
        let life = Lifecycle {
            lts: support("5.2", "2025-07-01", "2027-01-01"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-01-01")).expect("dates");
        let row = line.rows.first().expect("a row");
        assert_eq!((row.active, row.open), (None, None));
        assert_eq!(whole(row.security), Some((25, 100)));
        let life = Lifecycle {
            latest: release("5.4", "2026-09-27"),
            previous: release("4", ""),
            lts: support("4", "2026-12-31", "2026-12-31"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-11-22")).expect("dates");
        let [newest, before] = &line.rows[..] else {
            panic!("{line:?}");
        };
        assert!(
            matches!(newest.open, Some(Open::End(at)) if Some(at) == newest.mark.as_ref().map(|m| m.at))
        );
        assert!(
            matches!(before.open, Some(Open::Beginning(at)) if at > 99.0),
            "{before:?}"
        );
        let life = Lifecycle {
            latest: release("5.4", "2026-09-27"),
            previous: release("4", ""),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-11-22")).expect("dates");
        assert_eq!(line.rows[1].open, Some(Open::Both));
    }

    #[test]
    fn a_series_that_is_two_things_stands_once() {
        let life = Lifecycle {
            latest: release("26.13.0", "2026-10-28"),
            support: support("26", "2027-10-27", "2029-04-30"),
            lts: support("26", "2027-10-27", "2029-04-30"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-11-22")).expect("dates");
        assert_eq!(line.rows.len(), 1);
        assert_eq!(line.rows[0].roles, [Role::Newest, Role::LongTerm]);
        let life = Lifecycle {
            previous: release("5.2", "2025-04-02"),
            lts: support("5.2", "2025-12-03", "2028-04-30"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-11-22")).expect("dates");
        assert_eq!(line.rows.len(), 1);
        assert!(line.rows[0].active.is_some() && line.rows[0].open.is_none());
    }

    #[test]
    fn a_release_after_the_end_of_ordinary_fixes_draws_no_backward_bar() {
        let life = Lifecycle {
            latest: release("8.1.9", "2026-11-01"),
            support: support("8.1", "2026-07-01", "2027-07-01"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-11-22")).expect("dates");
        let row = line.rows.first().expect("a row");
        assert_eq!(row.active, None);
        assert_eq!((row.open, row.older), (None, false));
        assert_eq!(whole(row.security), Some((25, 75)));
    }

    #[test]
    fn equal_ends_leave_no_time_of_security_fixes_alone() {
        let life = Lifecycle {
            latest: release("4.1.1", "2026-08-20"),
            support: support("4.1", "2027-07-31", "2027-07-31"),
            ..Lifecycle::default()
        };
        let line = Timeline::new(&life, date("2026-11-22")).expect("dates");
        assert!(line.rows[0].active.is_some());
        assert_eq!(line.rows[0].security, None);
    }

    #[test]
    fn nothing_dated_is_nothing_drawn() {
        let life = Lifecycle {
            latest: release("1", ""),
            ..Lifecycle::default()
        };
        assert_eq!(Timeline::new(&life, date("2026-11-22")), None);
        assert_eq!(
            Timeline::new(&Lifecycle::default(), date("2026-11-22")),
            None
        );
    }

    #[test]
    fn every_position_lies_on_the_axis() {
        for t in crate::whole().technologies {
            for today in ["1999-01-01", "2026-11-22", "2050-06"] {
                let Some(line) = Timeline::new(&t.lifecycle, date(today)) else {
                    continue;
                };
                let on = |at: f64| assert!((0.0..=100.0).contains(&at), "{}: {at}", t.id);
                on(line.today);
                assert!(line.ticks.len() <= 10, "{}: {:?}", t.id, line.ticks);
                for row in line.rows {
                    for span in [row.active, row.security].into_iter().flatten() {
                        on(span.from);
                        on(span.to);
                        assert!(span.from < span.to, "{}: {span:?}", t.id);
                    }
                    row.mark.into_iter().for_each(|m| on(m.at));
                }
            }
        }
    }

    #[test]
    fn a_date_is_over_when_all_of_it_has_passed() {
        let today = date("2026-11-22");
        for (end, passed) in [
            ("2026-11-21", true),
            ("2026-11-22", false),
            ("2026-10", true),
            ("2026-11", false),
            ("2025", true),
            ("2026", false),
        ] {
            assert_eq!(over(date(end), today), passed, "{end}");
        }
    }

    #[test]
    fn a_moment_has_its_day() {
        for (ms, expected) in [
            (0, Some("1970-01-01")),
            (86_399_999, Some("1970-01-01")),
            (951_782_400_000, Some("2000-02-29")),
            (1_795_305_600_000, Some("2026-11-22")),
            (253_402_300_799_999, Some("9999-12-31")),
            (253_402_300_800_000, None),
            (u64::MAX, None),
        ] {
            assert_eq!(day(ms), expected.and_then(Date::parse), "{ms}");
        }
    }
}
