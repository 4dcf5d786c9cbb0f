//! How numbers and dates are put in words: honest precision, one form
//! everywhere. Knows no language but English and no locale.

use crate::catalogue::{Criterion, Date, Measure};

/// Of a language that was left out while others were rated.
pub const UNRATED: &str = "not rated, counts as 0";

/// A whole number with its thousands apart: `16,640`.
#[must_use]
pub fn whole(n: f64) -> String {
    let rounded = libm::round(n.abs());
    // Figures of the catalogue are far below 2^53.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let digits = (rounded as u64).to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0.0 && rounded > 0.0 {
        text.push('−');
    }
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure with as many digits as it deserves: whole from 100 on, tenths
/// from 10 on, hundredths below, without trailing zeros.
#[must_use]
pub fn figure(x: f64) -> String {
    let size = x.abs();
    let places = if size >= 99.95 {
        return whole(x);
    } else if size >= 9.995 {
        1
    } else {
        2
    };
    let scale = if places == 1 { 10.0 } else { 100.0 };
    // Below 100, so the scaled figure fits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let scaled = libm::round(size * scale) as u64;
    let (mut fraction, mut width) = if places == 1 {
        (scaled % 10, 1)
    } else {
        (scaled % 100, 2)
    };
    let units = if places == 1 {
        scaled / 10
    } else {
        scaled / 100
    };
    while width > 0 && fraction.is_multiple_of(10) {
        fraction /= 10;
        width -= 1;
    }
    let mut text = String::new();
    if x < 0.0 && scaled > 0 {
        text.push('−');
    }
    text.push_str(&units.to_string());
    if width > 0 {
        text.push('.');
        let digits = fraction.to_string();
        for _ in digits.len()..width {
            text.push('0');
        }
        text.push_str(&digits);
    }
    text
}

/// Hundredths without trailing zeros: `750` is `7.5`.
#[must_use]
pub fn hundredths(n: u16) -> String {
    let mut text = (n / 100).to_string();
    let rest = n % 100;
    if rest > 0 {
        text.push('.');
        text.push_str(&(rest / 10).to_string());
        if !rest.is_multiple_of(10) {
            text.push_str(&(rest % 10).to_string());
        }
    }
    text
}

/// Tenths of a point: `812` is `81.2`.
#[must_use]
pub fn points(tenths: i32) -> String {
    let size = tenths.unsigned_abs();
    let mut text = String::new();
    if tenths < 0 {
        text.push('−');
    }
    text.push_str(&(size / 10).to_string());
    text.push('.');
    text.push_str(&(size % 10).to_string());
    text
}

/// Tenths of a point with their sign: `+8.1`, `−0.4`, `0.0`.
#[must_use]
pub fn signed(tenths: i32) -> String {
    let text = points(tenths);
    if tenths > 0 {
        ["+", &text].concat()
    } else {
        text
    }
}

/// Tenths of a point, rounded to whole points: `812` is `81`.
#[must_use]
pub fn rounded(tenths: i32) -> i32 {
    (tenths + 5).div_euclid(10)
}

/// A share as whole percent.
#[must_use]
pub fn percent(share: f64) -> String {
    let mut text = whole(share * 100.0);
    text.push_str("\u{a0}%");
    text
}

/// A share as whole percent, in tenths below ten: `38 %`, `4.2 %`, `less than
/// 0.1 %`, and all of it only where it is: `more than 99 %`.
#[must_use]
pub fn share(share: f64) -> String {
    // Thousandths of a share, which is in 0 to 1.
    #[allow(clippy::cast_possible_truncation)]
    let tenths = libm::round(share * 1000.0) as i32;
    if share > 0.0 && tenths == 0 {
        return "less than 0.1\u{a0}%".to_owned();
    }
    if share < 1.0 && tenths >= 995 {
        return "more than 99\u{a0}%".to_owned();
    }
    if tenths % 10 == 0 || tenths >= 100 {
        return percent(share);
    }
    let mut text = points(tenths);
    text.push_str("\u{a0}%");
    text
}

/// A share of the weights, which reads alike wherever it is shown: in tenths of
/// a percent, `13.8 %`, `4.0 %`, `less than 0.1 %`; without them only nothing
/// and all, `0 %` and `100 %`.
#[must_use]
pub fn weight(share: f64) -> String {
    // Thousandths of a share, which is in 0 to 1.
    #[allow(clippy::cast_possible_truncation)]
    let tenths = libm::round(share * 1000.0) as i32;
    match tenths {
        0 if share > 0.0 => "less than 0.1\u{a0}%".to_owned(),
        1000 if share < 1.0 => "more than 99.9\u{a0}%".to_owned(),
        0 | 1000 => percent(share),
        _ => [&points(tenths), "\u{a0}%"].concat(),
    }
}

/// A value as people read it, of 100: `0.876` is `88`.
#[must_use]
pub fn value(value: f64) -> String {
    whole(value * 100.0)
}

/// A number for a table that a program reads: at most four decimals without
/// trailing zeros, a point before them and nothing between thousands.
#[must_use]
pub fn decimal(x: f64) -> String {
    // Figures of the catalogue are far below 2^53 / 10^4.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let scaled = libm::round(x.abs() * 1e4) as u64;
    let mut text = String::new();
    if x < 0.0 && scaled > 0 {
        text.push('-');
    }
    text.push_str(&(scaled / 10_000).to_string());
    let rest = scaled % 10_000;
    if rest > 0 {
        let digits = (10_000 + rest).to_string();
        text.push('.');
        let digits = digits.strip_prefix('1').unwrap_or_default();
        text.push_str(digits.trim_end_matches('0'));
    }
    text
}

/// A count as a number.
#[must_use]
pub fn number(count: usize) -> f64 {
    // There are far fewer of anything than a double has digits.
    #[allow(clippy::cast_precision_loss)]
    let number = count as f64;
    number
}

/// A rank: `1st`, `2nd`, `3rd`, `11th`.
#[must_use]
pub fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    [&n.to_string(), ending].concat()
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date as people read it: `22 Nov 2026`, `Nov 2026` or `2026`.
#[must_use]
pub fn date(date: Date) -> String {
    let mut text = String::new();
    if let Some(day) = date.day() {
        text.push_str(&day.to_string());
        text.push(' ');
    }
    let month = date.month().and_then(|m| MONTHS.get(usize::from(m) - 1));
    if let Some(month) = month {
        text.push_str(month);
        text.push(' ');
    }
    text.push_str(&date.year().to_string());
    text
}

/// A list in a sentence: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T], last: &str) -> String {
    let mut text = String::new();
    for (n, item) in items.iter().enumerate() {
        if n > 0 && n + 1 == items.len() {
            text.push(' ');
            text.push_str(last);
            text.push(' ');
        } else if n > 0 {
            text.push_str(", ");
        }
        text.push_str(item.as_ref());
    }
    text
}

/// The first few of many in a sentence: `a, b and 4 others`. One more than
/// `most` is named too, since `1 other` is no shorter.
#[must_use]
pub fn first_of(items: &[&str], most: usize) -> String {
    if items.len() <= most + 1 {
        return list(items, "and");
    }
    let (named, others) = items.split_at(most);
    let mut named: Vec<String> = named.iter().map(|item| (*item).to_owned()).collect();
    named.push(count(others.len(), "other", "others"));
    list(&named, "and")
}

/// A count with its noun: `1 technology`, `3 technologies`.
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    [n.to_string().as_str(), " ", if n == 1 { one } else { many }].concat()
}

/// How a figure of a criterion becomes a value, in a sentence.
#[must_use]
pub fn rule(k: &Criterion) -> String {
    use crate::catalogue::ValueFunction as F;
    let with = |x: f64| [&figure(x), " ", &k.unit].concat();
    match &k.value {
        F::Linear { worst, best } => {
            if matches!(k.from, Measure::Capabilities { .. }) {
                "Worth nothing without any, everything with all of them built in.".to_owned()
            } else {
                [
                    "Worth nothing at ",
                    &with(*worst),
                    ", everything at ",
                    &with(*best),
                    ", straight between.",
                ]
                .concat()
            }
        }
        F::Logarithmic { worst, best, .. } => [
            "Worth nothing at ",
            &with(*worst),
            ", everything at ",
            &with(*best),
            ", by factors between.",
        ]
        .concat(),
        F::Piecewise { points } => {
            let steps: Vec<String> = points
                .iter()
                .map(|[x, v]| [&value(*v), " at ", &with(*x)].concat())
                .collect();
            [
                "Worth, of 100: ",
                &list(&steps, "and"),
                ", straight between.",
            ]
            .concat()
        }
        F::Target { low, target, high } => [
            "Worth everything at ",
            &with(*target),
            ", nothing at ",
            &with(*low),
            " and at ",
            &with(*high),
            ".",
        ]
        .concat(),
        F::Ordinal { levels } => {
            let steps: Vec<String> = levels
                .iter()
                .map(|l| [l.id.as_str(), " ", &value(l.value)].concat())
                .collect();
            ["Worth by level, of 100: ", &steps.join(", "), "."].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_honest_precision() {
        for (x, text) in [
            (0.0, "0"),
            (7.926, "7.93"),
            (68.903, "68.9"),
            (9.999, "10"),
            (99.96, "100"),
            (16_640.0, "16,640"),
            (1_234_567.0, "1,234,567"),
            (0.05, "0.05"),
            (52.0, "52"),
            (-3.5, "−3.5"),
            (-0.001, "0"),
        ] {
            assert_eq!(figure(x), text, "{x}");
        }
    }

    #[test]
    fn decimals_are_plain() {
        for (x, text) in [
            (0.0, "0"),
            (-0.00001, "0"),
            (16_640.0, "16640"),
            (20.347_222, "20.3472"),
            (-2.5, "-2.5"),
            (0.0012, "0.0012"),
            (0.1111, "0.1111"),
            (1.99999, "2"),
        ] {
            assert_eq!(decimal(x), text, "{x}");
        }
    }

    #[test]
    fn hundredths_drop_what_says_nothing() {
        let texts: Vec<_> = [0, 5, 50, 75, 100, 1000, 705].map(hundredths).into();
        assert_eq!(texts, ["0", "0.05", "0.5", "0.75", "1", "10", "7.05"]);
    }

    #[test]
    fn shares_of_weights_have_tenths() {
        for (share, text) in [
            (0.0, "0\u{a0}%"),
            (0.0004, "less than 0.1\u{a0}%"),
            (0.0394, "3.9\u{a0}%"),
            (0.04, "4.0\u{a0}%"),
            (0.138, "13.8\u{a0}%"),
            (0.9999, "more than 99.9\u{a0}%"),
            (1.0, "100\u{a0}%"),
        ] {
            assert_eq!(weight(share), text);
        }
    }

    #[test]
    fn points_are_tenths() {
        assert_eq!(points(812), "81.2");
        assert_eq!(points(-4), "−0.4");
        assert_eq!(signed(81), "+8.1");
        assert_eq!(signed(0), "0.0");
        assert_eq!([rounded(814), rounded(815), rounded(-4)], [81, 82, 0]);
    }

    #[test]
    fn ranks_end_as_spoken() {
        let ranks: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal).into();
        assert_eq!(
            ranks,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"
            ]
        );
    }

    #[test]
    fn dates_keep_their_precision() {
        for (text, read) in [
            ("2026-11-22", "22 Nov 2026"),
            ("2026-09", "Sep 2026"),
            ("2004", "2004"),
        ] {
            assert_eq!(Date::parse(text).map(date).as_deref(), Some(read));
        }
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(list(&["a"], "and"), "a");
        assert_eq!(list(&["a", "b"], "and"), "a and b");
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
    }
}
