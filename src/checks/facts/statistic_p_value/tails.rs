//! P-values of tests: how likely a statistic of that size or a larger one is by chance, in both directions.

use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_ur;

/// A test, with its degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Test {
    /// Student's t.
    T(f64),
    /// Of two variances.
    F(f64, f64),
    /// Pearson's correlation.
    R(f64),
    /// Of the normal distribution.
    Z,
    /// Of counts.
    ChiSquared(f64),
}

impl Test {
    /// Whether it can be made in one direction only, which halves its p-value. An F of two groups is the square of a t.
    pub fn may_be_directed(self) -> bool {
        match self {
            Self::T(_) | Self::R(_) | Self::Z => true,
            Self::F(one, _) => one == 1.0,
            Self::ChiSquared(df) => df == 1.0,
        }
    }
}

/// The p-value of a statistic, its sign left out; `None` outside of what the test can give.
pub(super) fn p_values(test: Test, value: f64) -> Option<f64> {
    match test {
        Test::T(df) if df > 0.0 => checked_beta_reg(df / 2.0, 0.5, df / (df + value * value)).ok(),
        Test::F(one, two) if one > 0.0 && two > 0.0 => checked_beta_reg(two / 2.0, one / 2.0, two / (two + one * value)).ok(),
        // A correlation of n pairs is a t of n − 2 degrees of freedom.
        Test::R(df) if df > 0.0 => {
            let rest = (1.0 - value * value).max(0.0);
            p_values(Test::T(df), value * (df / rest.max(f64::MIN_POSITIVE)).sqrt())
        }
        Test::Z => Some(erfc(value / std::f64::consts::SQRT_2)),
        Test::ChiSquared(df) if df > 0.0 => {
            if value == 0.0 {
                Some(1.0)
            } else {
                checked_gamma_ur(df / 2.0, value / 2.0).ok()
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the printed tables that every textbook has: the statistic at which p is 5 % or 1 %.
    #[test]
    fn critical_values_have_their_p_values() {
        for (test, critical, p) in [
            (Test::T(10.0), 2.228, 0.05),
            (Test::T(30.0), 2.750, 0.01),
            (Test::F(2.0, 45.0), 3.204, 0.05),
            (Test::F(1.0, 10.0), 4.965, 0.05),
            (Test::R(48.0), 0.279, 0.05),
            (Test::Z, 1.960, 0.05),
            (Test::Z, 2.576, 0.01),
            (Test::ChiSquared(1.0), 3.841, 0.05),
            (Test::ChiSquared(4.0), 13.277, 0.01),
        ] {
            let found = p_values(test, critical).unwrap();
            assert!((found - p).abs() < 5e-4, "{test:?}: {found}");
        }
    }

    #[test]
    fn no_test_gives_a_correlation_above_one_more_than_certainty() {
        assert_eq!(p_values(Test::R(10.0), 1.2), Some(0.0));
        assert_eq!(p_values(Test::T(0.0), 1.0), None);
    }
}
