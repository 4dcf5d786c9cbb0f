//! A timer whose latest start alone counts.

use leptos::prelude::*;
use std::time::Duration;

/// A timer; one that is started again, or stopped, does not go off.
#[derive(Clone, Copy)]
pub struct Turn(StoredValue<u32>);

impl Turn {
    /// One that was never started.
    pub fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// Does something after a while, unless started again or stopped before.
    pub fn after(self, wait: Duration, then: impl FnOnce() + 'static) {
        self.stop();
        let mine = self.0.get_value();
        set_timeout(
            move || {
                if self.0.try_get_value() == Some(mine) {
                    then();
                }
            },
            wait,
        );
    }

    /// Takes back what was to be done.
    pub fn stop(self) {
        self.0.update_value(|n| *n = n.wrapping_add(1));
    }
}
