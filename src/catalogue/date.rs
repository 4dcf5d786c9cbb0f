//! Dates as sources give them: a year, a month or a day.

use std::fmt;

/// A calendar date that is honest about its precision: `2026`, `2026-11` or
/// `2026-11-22`. Ordered by its earliest possible day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    /// 1 to 12, or 0 where only the year is known.
    month: u8,
    /// 1 to 31, or 0 where only the month is known.
    day: u8,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for anything else,
    /// also for a day that the calendar does not have.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str, len: usize| -> Option<u16> {
            let fits = part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse().ok() } else { None }
        };
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|p| number(p, 2));
        let day = parts.next().map(|p| number(p, 2));
        if parts.next().is_some() || year < 1900 {
            return None;
        }
        let month = match month {
            None => 0,
            Some(m) => m.filter(|m| (1..=12).contains(m))?,
        };
        let day = match day {
            None => 0,
            Some(d) => d.filter(|d| (1..=days_in(year, month)).contains(d))?,
        };
        Some(Self {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// What stands where no date could be read.
    pub(super) fn blank() -> Self {
        Self {
            year: 1900,
            month: 0,
            day: 0,
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day, 1 to 31, where it is known.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Months since the beginning of year 0, with the day as a part of its
    /// month. Where only the year is known the middle of the year stands for
    /// it, where only the month is known its middle: at most half a year or
    /// half a month from the truth.
    #[must_use]
    pub fn months(self) -> f64 {
        let year = f64::from(self.year) * 12.0;
        let (Some(month), day) = (self.month(), self.day()) else {
            return year + 6.0;
        };
        let begun = year + f64::from(month) - 1.0;
        let length = f64::from(days_in(self.year, u16::from(month)));
        begun + day.map_or(0.5, |d| (f64::from(d) - 1.0) / length)
    }

    /// The month that lies so many months before, without a day.
    #[must_use]
    pub fn earlier(self, months: u16) -> Self {
        let all = self.year * 12 + u16::from(self.month.max(1)) - 1;
        let all = all.saturating_sub(months);
        Self {
            year: all / 12,
            // Below 12.
            #[allow(clippy::cast_possible_truncation)]
            month: (all % 12) as u8 + 1,
            day: 0,
        }
    }

    /// Months from `earlier` to this date; negative where it lies before.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> f64 {
        self.months() - earlier.months()
    }
}

/// The date with which a version of the catalogue begins, such as `20261122-9f3a`;
/// `None` where it begins with none.
#[must_use]
pub fn dated(version: &str) -> Option<Date> {
    let (date, rest) = version.split_at_checked(8)?;
    let ends = !rest.starts_with(|c: char| c.is_ascii_digit());
    let (year, day) = date.split_at_checked(4).filter(|_| ends)?;
    let (month, day) = day.split_at_checked(2)?;
    Date::parse(&[year, "-", month, "-", day].concat())
}

fn days_in(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// As it is written in the data: `2026-11-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_every_precision() {
        for text in ["2004", "2011-06", "2026-11-22", "2024-02-29"] {
            let date = Date::parse(text);
            assert_eq!(date.map(|d| d.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn refuses_what_no_calendar_has() {
        for text in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2025-02-29",
            "2026-1",
            "2026-11-22-1",
            "2026-11-",
            "2026/11",
            "abcd",
            "2026-11-31",
            "+202",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn goes_back_by_months() {
        let back = |text, months| Date::parse(text).map(|d| d.earlier(months).to_string());
        assert_eq!(back("2026-11-22", 6).as_deref(), Some("2026-05"));
        assert_eq!(back("2026-11-22", 11).as_deref(), Some("2025-12"));
        assert_eq!(back("2026-01", 24).as_deref(), Some("2024-01"));
        assert_eq!(back("2026", 0).as_deref(), Some("2026-01"));
    }

    #[test]
    fn a_version_begins_with_its_date() {
        let read = |text| dated(text).map(|d| d.to_string());
        for text in ["20261122-9f3a", "20261122", "20261122a3"] {
            assert_eq!(read(text).as_deref(), Some("2026-11-22"), "{text}");
        }
        for text in [
            "",
            "2026",
            "20261322-9f3a",
            "2026112é",
            "202611220-9f3a",
            "mine",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn counts_months() {
        let months = |a: &str, b: &str| {
            let (Some(a), Some(b)) = (Date::parse(a), Date::parse(b)) else {
                return f64::NAN;
            };
            b.months_since(a)
        };
        assert!((months("2026-11-22", "2027-11-22") - 12.0).abs() < 1e-12);
        assert!((months("2026-01-01", "2026-02-01") - 1.0).abs() < 1e-12);
        assert!((months("2005", "2006") - 12.0).abs() < 1e-12);
        assert!(months("2026-02", "2026-01") < 0.0);
    }
}
