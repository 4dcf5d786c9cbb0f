//! Numbers as people write them.

use serde_json::Value;

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `12,000.5`: thousands may be apart by commas or spaces.
    Point,
    /// `12.000,5`: thousands may be apart by points or spaces.
    Comma,
}

impl Mark {
    /// The form, for a message.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Point => "expected a number such as 12000, 12,000 or 12.5",
            Self::Comma => "expected a number such as 12000, 12.000 or 12,5",
        }
    }
}

/// Reads a number; `None` where it is not of this form, too, where it is
/// ambiguous, such as `12,5` with a decimal point, or has no finite value.
pub(super) fn number(text: &str, mark: Mark) -> Option<f64> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (apart, decimal) = match mark {
        Mark::Point => (',', '.'),
        Mark::Comma => ('.', ','),
    };
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_some_and(|f| !digits(f)) {
        return None;
    }
    let space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let groups: Vec<&str> = if whole.contains(apart) {
        whole.split(apart).collect()
    } else {
        whole.split(space).collect()
    };
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3));
    if !grouped || !groups.iter().all(|g| digits(g)) {
        return None;
    }
    let whole = groups.concat();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    // JSON's reader is in the page already; another would be 15 kB more.
    let plain = match fraction {
        Some(fraction) => [whole, ".", fraction].concat(),
        None => whole.to_owned(),
    };
    let value: Value = serde_json::from_str(&plain).ok()?;
    let value = value.as_f64().filter(|x| x.is_finite())?;
    Some(if negative && value != 0.0 {
        -value
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_the_form_that_is_asked_for() {
        for (text, point, comma) in [
            ("12000", Some(12000.0), Some(12000.0)),
            ("12,000", Some(12000.0), Some(12.0)),
            ("12.000", Some(12.0), Some(12000.0)),
            ("12 000", Some(12000.0), Some(12000.0)),
            ("1,234,567.25", Some(1_234_567.25), None),
            ("1.234.567,25", None, Some(1_234_567.25)),
            ("12,5", None, Some(12.5)),
            ("12.5", Some(12.5), None),
            ("−3.5", Some(-3.5), None),
            ("007", Some(7.0), Some(7.0)),
            ("0", Some(0.0), Some(0.0)),
            ("", None, None),
            ("NaN", None, None),
            ("inf", None, None),
            ("1e400", None, None),
            ("=1+1", None, None),
            ("1.", None, None),
            ("12 00", None, None),
            ("--1", None, None),
        ] {
            assert_eq!(number(text, Mark::Point), point, "{text:?} with a point");
            assert_eq!(number(text, Mark::Comma), comma, "{text:?} with a comma");
        }
    }
}
