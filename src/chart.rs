//! The geometry of charts: numbers in, coordinates out. Knows no colours and
//! draws nothing.

use std::f64::consts::{PI, TAU};

/// The width of a score bar in its own units, for a score of 1.
pub const BAR_WIDTH: i32 = 1000;
/// The gap after each part of a bar.
const GAP: i32 = 3;

/// Parts of a bar laid end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// For each group the outline of its parts, as path data on a bar of
    /// [`BAR_WIDTH`] by 10.
    pub groups: Vec<String>,
    /// What missing facts leave open, behind the parts.
    pub open: String,
}

/// Lays `parts` (group, share of the whole from 0 to 1) end to end, then what
/// lies open up to `high`. Parts of a group follow each other as they are
/// given; a part narrower than a unit is left out.
#[must_use]
pub fn bar(groups: usize, parts: &[(usize, f64)], high: f64) -> Bar {
    let mut paths = vec![String::new(); groups];
    let mut from = 0.0;
    for (group, share) in parts {
        let to = from + share;
        let (a, b) = (units(from), units(to));
        if b > a
            && let Some(path) = paths.get_mut(*group)
        {
            block(path, a, (b - GAP).max(a + 1));
        }
        from = to;
    }
    let mut open = String::new();
    let (a, b) = (units(from), units(high));
    if b > a {
        block(&mut open, a, b);
    }
    Bar {
        groups: paths,
        open,
    }
}

fn units(share: f64) -> i32 {
    // Within 0 to the width by the clamp.
    #[allow(clippy::cast_possible_truncation)]
    let units = libm::round(share.clamp(0.0, 1.0) * f64::from(BAR_WIDTH)) as i32;
    units
}

fn block(path: &mut String, from: i32, to: i32) {
    path.push('M');
    path.push_str(&from.to_string());
    path.push_str(" 0H");
    path.push_str(&to.to_string());
    path.push_str("V10H");
    path.push_str(&from.to_string());
    path.push('z');
}

/// A point of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// The point on spoke `n` of `spokes` of a radar around the origin, the first
/// upwards and the others clockwise, at `radius`.
#[must_use]
pub fn spoke(n: usize, spokes: usize, radius: f64) -> Point {
    // A radar has far fewer spokes than a double has digits.
    #[allow(clippy::cast_precision_loss)]
    let turn = TAU * n as f64 / spokes.max(1) as f64;
    Point {
        x: radius * sine(turn),
        y: -radius * sine(turn + TAU / 4.0),
    }
}

/// The sine of an angle from 0 to a turn and a half, to 1e-10, by its power
/// series: that of a library brings the tables of all other angles.
fn sine(turn: f64) -> f64 {
    // sin(x) = sin(π − x), which is near 0 for the angles of the first turn.
    let x = if turn > TAU { turn - TAU } else { turn };
    let x = PI - x;
    let (mut term, mut sum) = (x, x);
    for n in [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0] {
        term *= -x * x / (n * (n + 1.0));
        sum += term;
    }
    sum
}

/// The outline of a radar: one value a spoke, 0 to 1, `None` where it is
/// unknown. Neighbouring known points are joined; at an unknown one the line
/// is broken, so that it never looks like a zero.
#[must_use]
pub fn radar(values: &[Option<f64>], radius: f64) -> String {
    let n = values.len();
    let mut path = String::new();
    let at = |k: usize| values.get(k % n.max(1)).copied().flatten();
    let whole = n > 0 && values.iter().all(Option::is_some);
    let mut joined = false;
    for k in 0..=n {
        match at(k) {
            Some(_) if k == n && whole => path.push('Z'),
            Some(v) => {
                path.push(if joined { 'L' } else { 'M' });
                let p = spoke(k % n.max(1), n, v * radius);
                path.push_str(&coordinate(p.x));
                path.push(' ');
                path.push_str(&coordinate(p.y));
                joined = true;
            }
            None => joined = false,
        }
    }
    path
}

/// A coordinate with tenths, which is finer than any screen.
#[must_use]
pub fn coordinate(x: f64) -> String {
    // Charts are a few hundred units wide.
    #[allow(clippy::cast_possible_truncation)]
    let tenths = libm::round(x * 10.0) as i32;
    let size = tenths.unsigned_abs();
    let mut text = String::new();
    if tenths < 0 {
        text.push('-');
    }
    text.push_str(&(size / 10).to_string());
    if !size.is_multiple_of(10) {
        text.push('.');
        text.push_str(&(size % 10).to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_ends_where_its_score_does() {
        let bar = bar(2, &[(0, 0.25), (1, 0.25), (0, 0.1)], 0.8);
        assert_eq!(
            bar.groups,
            ["M0 0H247V10H0zM500 0H597V10H500z", "M250 0H497V10H250z"]
        );
        assert_eq!(bar.open, "M600 0H800V10H600z");
    }

    #[test]
    fn nothing_open_draws_nothing() {
        assert_eq!(bar(1, &[(0, 0.5)], 0.5).open, "");
        assert_eq!(bar(1, &[(0, 0.0)], 0.0).groups, [""]);
    }

    #[test]
    fn the_sine_is_that_of_the_library() {
        for n in 0..=1500 {
            let turn = TAU * f64::from(n) / 1000.0;
            assert!((sine(turn) - libm::sin(turn)).abs() < 1e-10, "{turn}");
        }
    }

    #[test]
    fn a_radar_is_closed_only_where_all_is_known() {
        let all = [Some(1.0), Some(1.0), Some(1.0), Some(1.0)];
        assert_eq!(radar(&all, 10.0), "M0 -10L10 0L0 10L-10 0Z");
        let gap = [Some(1.0), None, Some(1.0), Some(1.0)];
        assert_eq!(radar(&gap, 10.0), "M0 -10M0 10L-10 0L0 -10");
        assert_eq!(radar(&[], 10.0), "");
        assert_eq!(radar(&[None, None], 10.0), "");
    }

    #[test]
    fn coordinates_are_short() {
        for (x, text) in [(0.0, "0"), (-0.04, "0"), (12.34, "12.3"), (-3.96, "-4")] {
            assert_eq!(coordinate(x), text);
        }
    }
}
