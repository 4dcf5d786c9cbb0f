//! How a raw figure becomes a value between 0 and 1.

use crate::catalogue::ValueFunction;

/// The value of a figure: 0 is worst, 1 is best; clamped beyond the bounds.
/// `None` where the figure is NaN or has no place in the function (a number
/// in an ordinal table, nothing above zero in a logarithm counts as its lower
/// end).
#[must_use]
pub fn value(function: &ValueFunction, x: f64) -> Option<f64> {
    if x.is_nan() {
        return None;
    }
    let v = match function {
        ValueFunction::Linear { worst, best } => (x - worst) / (best - worst),
        ValueFunction::Logarithmic {
            worst,
            best,
            offset,
        } => {
            let low = worst.min(*best) + offset;
            let ln = |x: f64| libm::log(x);
            (ln((x + offset).max(low)) - ln(worst + offset))
                / (ln(best + offset) - ln(worst + offset))
        }
        ValueFunction::Piecewise { points } => piecewise(points, x)?,
        ValueFunction::Target { low, target, high } => {
            if x <= *target {
                (x - low) / (target - low)
            } else {
                (high - x) / (high - target)
            }
        }
        ValueFunction::Ordinal { .. } => return None,
    };
    Some(v.clamp(0.0, 1.0))
}

/// The values of many figures. `None` where one of them has none.
#[must_use]
pub fn values(function: &ValueFunction, figures: &[f64]) -> Option<Vec<f64>> {
    if let ValueFunction::Linear { worst, best } = function {
        let slope = 1.0 / (best - worst);
        let of = |x: &f64| ((x - worst) * slope).clamp(0.0, 1.0);
        let values: Vec<f64> = figures.iter().map(of).collect();
        return (!values.iter().any(|v| v.is_nan())).then_some(values);
    }
    figures.iter().map(|x| value(function, *x)).collect()
}

fn piecewise(points: &[[f64; 2]], x: f64) -> Option<f64> {
    let [first_x, first_v] = *points.first()?;
    if x <= first_x {
        return Some(first_v);
    }
    for pair in points.windows(2) {
        let [[x0, v0], [x1, v1]] = pair else {
            continue;
        };
        if x <= *x1 {
            return Some(v0 + (v1 - v0) * (x - x0) / (x1 - x0));
        }
    }
    points.last().map(|[_, v]| *v)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(function: &ValueFunction, x: f64, expected: f64) {
        let found = value(function, x).unwrap_or(f64::NAN);
        assert!(
            (found - expected).abs() < 1e-12,
            "{function:?} of {x}: {found}"
        );
    }

    #[test]
    fn linear_runs_either_way_and_is_clamped() {
        let up = ValueFunction::Linear {
            worst: 0.0,
            best: 36.0,
        };
        let down = ValueFunction::Linear {
            worst: 24.0,
            best: 0.0,
        };
        for (x, v) in [
            (-1.0, 0.0),
            (0.0, 0.0),
            (9.0, 0.25),
            (36.0, 1.0),
            (99.0, 1.0),
        ] {
            close(&up, x, v);
        }
        for (x, v) in [(30.0, 0.0), (24.0, 0.0), (6.0, 0.75), (-2.0, 1.0)] {
            close(&down, x, v);
        }
    }

    #[test]
    fn logarithmic_counts_factors() {
        let f = ValueFunction::Logarithmic {
            worst: 100.0,
            best: 1.0,
            offset: 0.0,
        };
        for (x, v) in [
            (100.0, 0.0),
            (10.0, 0.5),
            (1.0, 1.0),
            (0.0, 1.0),
            (1e9, 0.0),
        ] {
            close(&f, x, v);
        }
        let shifted = ValueFunction::Logarithmic {
            worst: 0.0,
            best: 50.0,
            offset: 1.0,
        };
        close(&shifted, 0.0, 0.0);
        close(&shifted, 50.0, 1.0);
        close(&shifted, 9.0, 10f64.ln() / 51f64.ln());
        let rising = ValueFunction::Logarithmic {
            worst: 2000.0,
            best: 160_000.0,
            offset: 0.0,
        };
        close(&rising, 0.0, 0.0);
    }

    #[test]
    fn piecewise_joins_its_points_and_is_flat_beyond() {
        let f = ValueFunction::Piecewise {
            points: vec![[0.0, 0.0], [3.0, 0.4], [8.0, 0.7]],
        };
        for (x, v) in [
            (-1.0, 0.0),
            (1.5, 0.2),
            (3.0, 0.4),
            (5.5, 0.55),
            (20.0, 0.7),
        ] {
            close(&f, x, v);
        }
    }

    #[test]
    fn target_is_a_tent() {
        let f = ValueFunction::Target {
            low: 0.0,
            target: 10.0,
            high: 30.0,
        };
        for (x, v) in [
            (-5.0, 0.0),
            (5.0, 0.5),
            (10.0, 1.0),
            (20.0, 0.5),
            (40.0, 0.0),
        ] {
            close(&f, x, v);
        }
    }

    #[test]
    fn no_number_has_no_value() {
        let f = ValueFunction::Linear {
            worst: 0.0,
            best: 1.0,
        };
        assert_eq!(value(&f, f64::NAN), None);
        assert_eq!(value(&f, f64::INFINITY), Some(1.0));
    }
}
