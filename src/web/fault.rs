//! Breaks the program on purpose, so that the tests can see what a real crash
//! leaves behind. Only a build with the feature `fault` has this; no release has,
//! and a test looks for it there in vain.

use super::browser;
use leptos::prelude::*;
use std::rc::Rc;

/// Panics where the address asks for it: `?fault=start`.
pub fn at(place: &str) {
    let asked = ["fault=", place].concat();
    if browser::query().split('&').any(|part| part == asked) {
        broken(place);
    }
}

/// Listens for events of the window that ask for a fault: in the handler itself,
/// in an effect, or by taking all memory that there is.
pub fn listen() {
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.get() {
            broken("effect");
        }
    });
    browser::on("fault-event", Rc::new(|_| broken("event")));
    browser::on("fault-effect", Rc::new(move |_| asked.set(true)));
    browser::on(
        "fault-memory",
        Rc::new(|_| {
            let mut taken: Vec<Vec<u8>> = Vec::new();
            loop {
                // Never written to, so that it takes nothing of the machine.
                taken.push(Vec::with_capacity(16 << 20));
            }
        }),
    );
}

#[allow(clippy::panic)]
fn broken(place: &str) {
    panic!("groundwork-fault: {place}");
}
