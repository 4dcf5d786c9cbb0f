//! Printing: whatever folds is unfolded, and the foot says what the page was.

use super::browser;
use super::ctx::Ctx;
use crate::decide::tenths;
use crate::timeline;
use crate::words;
use leptos::prelude::*;

/// Makes the page ready whenever it is printed, however that is asked for.
pub fn listen(ctx: Ctx) {
    browser::on_print(
        move || {
            browser::unfold();
            browser::print_foot(&foot(ctx));
        },
        browser::fold,
    );
}

/// Prints. What folds is unfolded before, for some of it is drawn only then.
pub fn print(ctx: Ctx) {
    ctx.flush();
    browser::unfold();
    browser::after_drawn(browser::print);
}

/// What the page was: weights, filters in short, day and link.
fn foot(ctx: Ctx) -> Vec<String> {
    let c = untrack(move || ctx.catalogue());
    let mut weights: Vec<String> = Vec::new();
    ctx.shares.with_untracked(|shares| {
        for (k, share) in c.criteria.iter().zip(&shares.of) {
            if tenths(*share) > 0 {
                weights.push([&k.label, " ", &words::share(*share)].concat());
            }
        }
    });
    let today = timeline::day(browser::now()).unwrap_or(c.checked);
    let made = [
        "Printed on ",
        &words::date(today),
        " from Groundwork, catalogue of ",
        &words::date(c.checked),
        ", version ",
        &c.version,
        ".",
    ];
    let search = ctx.search.get_untracked();
    let mut lines = vec![
        ["Weights: ", &weights.join(", "), "."].concat(),
        made.concat(),
        untrack(move || ctx.link()),
    ];
    if !search.trim().is_empty() {
        lines.insert(
            0,
            ["Only what a search for \"", search.trim(), "\" finds."].concat(),
        );
    }
    lines
}
