//! The place "Decide": how sure the order is, what would change it, and what
//! else could be asked.

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{
    Piece, act, all, el, flag, hear, live, nothing, of, part, said, text, together, value,
};
use super::sheet::{Block, Cells, Part, chapters, folded, hint, table};
use super::{app, browser, panel, parts};
use crate::decide::{Flip, Interval, MissingFact, Own, Ranked, Refused, critic, entropy};
use crate::state::{Lot, Lots, Msg, View};
use crate::verdict::{DRAWS, Names, Opinion, Problem, SLICE, Verdict};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

const WEIGHTS: Part = ("decide-weights", "How far each weight may go");
const OFTEN: Part = ("decide-often", "How often each comes first");
const FLIPS: Part = ("decide-flips", "What it takes to overtake");
const HOPELESS: Part = ("decide-hopeless", "Who can come first at all");
const METHODS: Part = ("decide-methods", "What other methods say");
const MISSING: Part = ("decide-missing", "What to find out first");
const VARIES: Part = ("decide-varies", "What the figures vary on");
/// The id of the dialog of the weights.
const DIALOG: &str = "decide-panel";
/// How many ranks have a column of their own, and how many rows and challengers
/// stand there before the others fold out.
const RANKS: usize = 8;
const ROWS: usize = 10;
const CHALLENGERS: usize = 5;
/// How long the weights must rest before lots are drawn.
const REST: Duration = Duration::from_millis(150);

/// What everything here is made of.
#[derive(Clone, Copy)]
struct Deciding {
    ctx: Ctx,
    problem: Derived<Problem>,
    verdict: Derived<Verdict>,
    run: Run,
    /// A criterion and the share that it is tried with.
    trial: RwSignal<Option<(usize, f64)>>,
}

impl Deciding {
    fn new(ctx: Ctx) -> Self {
        let c = ctx.catalogue();
        let problem = Derived::new(move || {
            let (languages, ratings) = (ctx.languages.get(), ctx.ratings.get());
            let own = Own {
                languages: &languages,
                ratings: &ratings,
            };
            let policy = ctx.policy.get();
            let ranked: Vec<Ranked> = ctx.leagues.with(|l| {
                let leagues = [&l.frameworks.ranked, &l.runtimes.ranked];
                let filled = leagues.into_iter().find(|ranked| !ranked.is_empty());
                filled.cloned().unwrap_or_default()
            });
            ctx.matrix.with(|m| {
                ctx.shares
                    .with(|s| Problem::new(&c, m, s, &ranked, policy, own))
            })
        });
        let deciding = Self {
            ctx,
            problem,
            verdict: Derived::new(move || problem.with(Problem::verdict)),
            run: Run::new(),
            trial: RwSignal::new(None),
        };
        Effect::new(move |_| {
            problem.track();
            deciding.trial.set(None);
        });
        deciding.run.follow(ctx, problem);
        deciding
    }

    /// Reads what there is, with its names.
    fn with<T>(self, read: impl FnOnce(&Problem, &Verdict, &Names<'_>) -> T) -> T {
        let c = self.ctx.catalogue();
        self.problem.with(|p| {
            self.verdict
                .with(|verdict| read(p, verdict, &Names::new(&c, p)))
        })
    }

    fn sentence(self) -> String {
        let often = self.run.first_or_second();
        let lot = self.ctx.lots.get().of;
        self.with(|_, verdict, names| names.sentence(verdict, lot, often))
    }
}

/// The place.
pub fn decide(ctx: Ctx) -> Piece {
    let deciding = Deciding::new(ctx);
    let title = el("h1")
        .attr("id", app::HEADING)
        .attr("tabindex", "-1")
        .say("Decide");
    let copied = move || {
        let sentence = untrack(move || deciding.sentence());
        browser::copy(&sentence, move |done| {
            let says = if done {
                "Sentence copied"
            } else {
                "This browser lets no page write to the clipboard"
            };
            ctx.status.set(says.to_owned());
        });
    };
    let weights = parts::button("", "What matters", act(|| browser::open_dialog(DIALOG)));
    let actions = of("p", "actions")
        .child(weights.attr("aria-haspopup", "dialog").done())
        .child(parts::button("", "Copy the sentence", act(copied)).done());
    let few = Derived::new(move || deciding.problem.with(|p| p.rows.len() < 2));
    let body = part(move || {
        Some(if few.get() {
            nobody(ctx)
        } else {
            answers(deciding)
        })
    });
    of("div", "technology decide")
        .child(
            of("header", "sheet-head")
                .child(title.done())
                .child(
                    of("p", "decide-says")
                        .live(text(move || deciding.sentence()))
                        .done(),
                )
                .child(actions.done())
                .done(),
        )
        .child(body)
        .child(parts::dialog(DIALOG, "What matters", panel::weights(ctx)))
        .done()
}

/// There are no two to choose between.
fn nobody(ctx: Ctx) -> Piece {
    let clear = act(move || ctx.dispatch(Msg::ClearFilters));
    let list = act(move || app::go(ctx, View::Explore));
    let actions = of("p", "actions")
        .child(parts::button("", "Clear all filters", clear).done())
        .child(parts::button("", "Go to the list", list).done());
    of("div", "empty")
        .child(parts::stressed(
            "Nothing to decide between.",
            "Fewer than two technologies match and are known well enough to be ranked.",
        ))
        .child(actions.done())
        .done()
}

fn answers(d: Deciding) -> Piece {
    chapters(
        "On this page",
        vec![
            (WEIGHTS, weights(d)),
            (OFTEN, often(d)),
            (FLIPS, part(move || Some(overtaking(d)))),
            (HOPELESS, part(move || Some(hopeless(d)))),
            (METHODS, part(move || Some(methods(d)))),
            (MISSING, part(move || Some(missing(d)))),
            (VARIES, part(move || Some(varies(d)))),
        ],
    )
}

// ---- weights ----

fn weights(d: Deciding) -> Piece {
    let says = text(move || {
        d.with(|_, _, names| {
            [
                "Each line is the share that one criterion has in the whole, from nothing to all of it, while the others keep their proportions. Within the bar ",
                names.who(0),
                " stays first.",
            ]
            .concat()
        })
    });
    let lines = part(move || {
        Some(d.with(|p, verdict, names| {
            let lines = (0..p.shares.len()).map(|n| line(d, p, verdict, names, n));
            of("ul", "decide-lines").child(all(lines)).done()
        }))
    });
    together(vec![of("p", "hint").live(says).done(), trial(d), lines])
}

/// What the share that is tried would do.
fn trial(d: Deciding) -> Piece {
    let none = flag(move || d.trial.get().is_none());
    let says = text(move || match d.trial.get() {
        None => "Drag a mark to see who would come first.".to_owned(),
        Some((n, share)) => d.with(|p, _, names| {
            let then = p.order(&p.with_share(n, share));
            let names_of = then.iter().skip(1).take(2).map(|n| names.who(*n));
            let next: Vec<&str> = names_of.collect();
            let now = p.shares.get(n).copied().unwrap_or_default();
            [
                "With ",
                names.what(n),
                " at ",
                &words::share(share),
                " of the whole (now ",
                &words::share(now),
                ") ",
                then.first().map_or("", |n| names.who(*n)),
                " comes first, then ",
                &words::list(&next, "and"),
                ".",
            ]
            .concat()
        }),
    });
    let adopt = act(move || {
        let Some((n, share)) = d.trial.get_untracked() else {
            return;
        };
        adopt(d, |p| p.with_share(n, share));
        browser::focus(WEIGHTS.0);
    });
    let leave = act(move || {
        d.trial.set(None);
        browser::focus(WEIGHTS.0);
    });
    let actions = of("span", "actions")
        .when("hidden", none)
        .child(parts::button("primary", "Use this weight", adopt).done())
        .child(parts::button("", "Leave it", leave).done());
    of("div", "decide-trial")
        .child(el("p").attr("role", "status").live(says).done())
        .child(actions.done())
        .done()
}

/// Makes the weights such that they have some shares.
fn adopt(d: Deciding, shares: impl FnOnce(&Problem) -> Vec<f64>) {
    let c = d.ctx.catalogue();
    let weights = d.problem.with_untracked(|p| {
        let mine = d.ctx.weights.get_untracked();
        p.weights(&c, &mine, &shares(p))
    });
    d.ctx.dispatch(Msg::SetWeights(weights));
}

/// The share of one criterion on a line, with how far it may go.
fn line(d: Deciding, p: &Problem, verdict: &Verdict, names: &Names<'_>, n: usize) -> Piece {
    let share = p.shares.get(n).copied().unwrap_or_default();
    let interval = verdict.intervals.get(n).copied().flatten();
    let name = names.what(n);
    let at = move || match d.trial.get() {
        Some((tried, share)) if tried == n => share,
        Some(_) | None => share,
    };
    let group = p.columns.get(n).copied().unwrap_or_default();
    let groups = parts::groups(&d.ctx.catalogue());
    let label = el("span")
        .child(parts::swatch(
            groups.get(group).copied().unwrap_or_default(),
        ))
        .say(name);
    let input = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", "1000")
        .attr("step", "5")
        .attr("aria-label", &["Try another share of ", name].concat())
        .attr_live("aria-valuetext", text(move || words::share(at())))
        .value(text(move || thousandths(at())))
        .on(
            "input",
            value(move |text| {
                if let Ok(thousandths) = text.parse::<u16>() {
                    d.trial.set(Some((n, f64::from(thousandths) / 1000.0)));
                }
            }),
        );
    of("li", "decide-line")
        .child(label.done())
        .child(
            of("span", "decide-track")
                .child(track(share, interval))
                .child(input.done())
                .done(),
        )
        .child(el("small").say(&bounds(names, share, interval)).done())
        .done()
}

fn thousandths(share: f64) -> String {
    words::whole(libm::round(share * 1000.0)).replace(',', "")
}

/// The line itself: the bar within which the first stays first, and the share.
fn track(share: f64, interval: Option<Interval>) -> Piece {
    let at = |share: f64| thousandths(share);
    let (low, high) = interval.map_or((1.0, 1.0), |i| (i.low, i.high));
    let rect = |class: &str, from: f64, to: f64, y: &str, height: &str| {
        el("rect")
            .attr("class", class)
            .attr("x", &at(from))
            .attr("y", y)
            .attr("width", &at(to - from))
            .attr("height", height)
            .done()
    };
    let now = ["M", &at(share), " 0V24"].concat();
    el("svg")
        .attr("viewBox", "0 0 1000 24")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(rect("whole", 0.0, 1.0, "11", "2"))
        .child(rect("stays", low, high, "8", "8"))
        .child(of("path", "now").attr("d", &now).done())
        .done()
}

/// How far a share may go, in words.
fn bounds(names: &Names<'_>, share: f64, interval: Option<Interval>) -> String {
    let mut says = ["Now ", &words::share(share), "; "].concat();
    let Some(i) = interval else {
        says.push_str("there is no other weight to keep in proportion.");
        return says;
    };
    let mut beyond = Vec::new();
    if let Some(who) = i.challenger_low {
        beyond.push(
            [
                "below ",
                &words::share(i.low),
                " ",
                names.who(who),
                " leads",
            ]
            .concat(),
        );
    }
    if let Some(who) = i.challenger_high {
        beyond.push(
            [
                "above ",
                &words::share(i.high),
                " ",
                names.who(who),
                " leads",
            ]
            .concat(),
        );
    }
    if beyond.is_empty() {
        says.push_str("no share of it changes who is first");
    } else {
        says.push_str(&words::list(&beyond, "and"));
    }
    says.push('.');
    says
}

// ---- how often ----

/// What drawing lots has found.
#[derive(Clone, Debug, PartialEq)]
struct Often {
    draws: u32,
    /// Of each candidate the share of draws by rank.
    ranks: Vec<Vec<f64>>,
    /// Of each candidate the mean weights with which it was first.
    central: Vec<Option<Vec<f64>>>,
    missing: Vec<MissingFact>,
}

/// The drawing of lots, in slices.
#[derive(Clone, Copy)]
struct Run {
    lots: StoredValue<Option<crate::decide::Acceptability>>,
    /// Which run the slices are of; those of an older one stop.
    turn: StoredValue<u32>,
    target: RwSignal<u32>,
    drawn: RwSignal<u32>,
    going: RwSignal<bool>,
    found: RwSignal<Option<Arc<Often>>>,
    /// Whether what is found is of the present weights.
    fresh: RwSignal<bool>,
}

impl Run {
    fn new() -> Self {
        Self {
            lots: StoredValue::new(None),
            turn: StoredValue::new(0),
            target: RwSignal::new(0),
            drawn: RwSignal::new(0),
            going: RwSignal::new(false),
            found: RwSignal::new(None),
            fresh: RwSignal::new(false),
        }
    }

    /// Draws anew whenever what is drawn from changes.
    fn follow(self, ctx: Ctx, problem: Derived<Problem>) {
        Effect::new(move |_| {
            let lots = ctx.lots.get();
            let lots = problem.with(|p| p.lots(lots));
            self.lots.set_value(Some(lots));
            self.fresh.set(false);
            self.drawn.set(0);
            self.go_on(0, REST);
        });
    }

    /// In which part of the draws the first was first or second.
    fn first_or_second(self) -> Option<f64> {
        let found = self.found.get().filter(|_| self.fresh.get())?;
        let ranks = found.ranks.first()?;
        Some(ranks.iter().take(2).sum())
    }

    /// Draws up to the number that is the nth of [`DRAWS`].
    fn go_on(self, nth: usize, wait: Duration) {
        self.target.set(DRAWS.get(nth).copied().unwrap_or_default());
        self.going.set(true);
        self.later(self.next_turn(), wait);
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    fn later(self, turn: u32, wait: Duration) {
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.slice(turn);
                }
            },
            wait,
        );
    }

    fn slice(self, turn: u32) {
        let left = self.target.get_untracked() - self.drawn.get_untracked();
        self.lots.update_value(|lots| {
            if let Some(lots) = lots {
                lots.run(SLICE.min(left));
                self.drawn.set(lots.draws());
            }
        });
        if self.drawn.get_untracked() < self.target.get_untracked() {
            self.later(turn, Duration::ZERO);
        } else {
            self.stop();
        }
    }

    /// Stops, and shows what was drawn.
    fn stop(self) {
        self.next_turn();
        self.going.set(false);
        let found = self.lots.with_value(|lots| {
            let lots = lots.as_ref().filter(|lots| lots.draws() > 0)?;
            let rows = lots.rows();
            let of = |row: usize| (1..=rows).map(|rank| lots.share(row, rank)).collect();
            Some(Often {
                draws: lots.draws(),
                ranks: (0..rows).map(of).collect(),
                central: (0..rows).map(|row| lots.central_weights(row)).collect(),
                missing: lots.missing_facts(),
            })
        });
        if let Some(found) = found {
            self.found.set(Some(Arc::new(found)));
            self.fresh.set(true);
        }
    }
}

fn often(d: Deciding) -> Piece {
    let (ctx, run) = (d.ctx, d.run);
    let choices = parts::choices(&[
        ("any", "any weights"),
        ("ordered", "any weights in my order of importance"),
        ("near", "my weights, each up to half more or less"),
    ]);
    let current = Arc::new(move || {
        let id = match ctx.lots.get().of {
            Lot::Any => "any",
            Lot::Ordered => "ordered",
            Lot::Near => "near",
        };
        id.to_owned()
    });
    let choose = move |text: String| {
        let of = match text.as_str() {
            "ordered" => Lot::Ordered,
            "near" => Lot::Near,
            _ => Lot::Any,
        };
        let held = ctx.lots.get_untracked().held;
        ctx.dispatch(Msg::SetLots(Lots { of, held }));
    };
    let draw = el("label")
        .say("Draw ")
        .child(parts::select(&choices, true, current, choose).done());
    let hold = hear(move |event| {
        let held = event_target_checked(&event);
        let of = ctx.lots.get_untracked().of;
        ctx.dispatch(Msg::SetLots(Lots { of, held }));
    });
    let held = parts::check(
        "checkbox",
        "",
        "Leave missing facts as they count now",
        flag(move || ctx.lots.get().held),
        hold,
    );
    let count = |n: u32| words::whole(f64::from(n));
    let says = text(move || {
        let (drawn, target) = (run.drawn.get(), run.target.get());
        if run.going.get() {
            [&count(drawn), " of ", &count(target), " weightings drawn …"].concat()
        } else {
            let found = run.found.get();
            let draws = found.map_or(0, |found| found.draws);
            // Twice the standard error of a half, the greatest there is.
            let error = 1.0 / libm::sqrt(f64::from(draws.max(1)));
            [
                &count(draws),
                " weightings drawn; each share is right to about ±\u{a0}",
                &words::share(error),
                ".",
            ]
            .concat()
        }
    });
    let stop = parts::button("", "Stop", act(move || run.stop()))
        .when("hidden", flag(move || !run.going.get()));
    let most = DRAWS.last().copied().unwrap_or_default();
    let more = move || run.go_on(DRAWS.len() - 1, Duration::ZERO);
    let more = parts::button("", &["Draw ", &count(most)].concat(), act(more)).when(
        "hidden",
        flag(move || run.going.get() || run.drawn.get() >= most),
    );
    let progress = of("p", "decide-progress")
        .child(live(says))
        .say(" ")
        .child(stop.done())
        .child(more.done());
    let shown = part(move || {
        let found = run.found.get()?;
        let heat = d.with(|p, _, names| {
            // What is found may still be of those who were there before.
            (found.ranks.len() == p.rows.len()).then(|| heat(p, names, &found))
        });
        Some(heat.unwrap_or_else(nothing))
    });
    together(vec![
        hint(
            "What if nobody agreed on the weights? Weightings are drawn by lot among the criteria that count, and missing facts with them; this is how often each technology takes each rank.",
        ),
        of("div", "decide-lots")
            .child(draw.done())
            .child(held.done())
            .done(),
        progress.done(),
        el("div")
            .attr_live("aria-busy", text(move || (!run.fresh.get()).to_string()))
            .child(shown)
            .done(),
    ])
}

fn heat(p: &Problem, names: &Names<'_>, found: &Often) -> Piece {
    let first = |n: usize| found.ranks.get(n).and_then(|r| r.first()).copied();
    let expected = |n: usize| -> f64 {
        let ranks = found.ranks.get(n).map_or(&[][..], Vec::as_slice);
        let terms = ranks.iter().enumerate();
        terms.map(|(k, share)| words::number(k) * share).sum()
    };
    let order = crate::catalogue::order(p.rows.len(), &|a, b| {
        let by_first = first(b)
            .unwrap_or_default()
            .total_cmp(&first(a).unwrap_or_default());
        by_first.then(expected(a).total_cmp(&expected(b)))
    });
    let some = |rows: &[usize]| heat_table(p, names, found, rows);
    let (most, rest) = order.split_at(order.len().min(ROWS));
    let others = if rest.is_empty() {
        nothing()
    } else {
        let label = words::count(rest.len(), "other", "others");
        folded(&label, some(rest))
    };
    together(vec![some(most), others])
}

fn heat_table(p: &Problem, names: &Names<'_>, found: &Often, rows: &[usize]) -> Piece {
    let ranks = RANKS.min(p.rows.len());
    let mut heads = vec!["Technology".to_owned()];
    heads.extend((1..=ranks).map(words::ordinal));
    if p.rows.len() > ranks {
        heads.push("later".to_owned());
    }
    heads.push("Suits who weigh more".to_owned());
    let mut head = el("tr");
    for name in &heads {
        head = head.child(el("th").attr("scope", "col").say(name).done());
    }
    let mut body = el("tbody");
    for row in rows {
        let of_row = found.ranks.get(*row).map_or(&[][..], Vec::as_slice);
        let mut line = el("tr").child(el("th").attr("scope", "row").say(names.who(*row)).done());
        let mut shares: Vec<f64> = of_row.iter().copied().take(ranks).collect();
        if p.rows.len() > ranks {
            shares.push(of_row.iter().skip(ranks).sum());
        }
        for share in shares {
            line = line.child(heat_cell(share));
        }
        let suits = found.central.get(*row).and_then(Option::as_ref);
        let suits = suits.map_or_else(String::new, |central| suits_whom(p, names, central));
        body = body.child(line.child(of("td", "suits").say(&suits).done()).done());
    }
    let made = of("table", "decide-heat")
        .child(
            of("caption", "unseen")
                .say("In how many of a hundred weightings each technology takes each rank")
                .done(),
        )
        .child(el("thead").child(head.done()).done())
        .child(body.done());
    of("div", "data-scroll")
        .attr("role", "region")
        .attr("aria-label", "Ranks by lot")
        .attr("tabindex", "0")
        .child(made.done())
        .done()
}

/// A share as a number in a hundred on a ground as deep as it is great.
fn heat_cell(share: f64) -> Piece {
    const DEPTHS: [&str; 6] = ["h0", "h1", "h2", "h3", "h4", "h5"];
    // A twentieth, a tenth, a fifth, two fifths and more are the steps.
    let steps = [0.005, 0.05, 0.1, 0.2, 0.4];
    let depth = steps.iter().filter(|step| share >= **step).count();
    let says = if share >= 0.005 {
        words::whole(share * 100.0)
    } else if share > 0.0 {
        "<1".to_owned()
    } else {
        String::new()
    };
    of("td", DEPTHS.get(depth).copied().unwrap_or("h0"))
        .say(&says)
        .done()
}

/// The criteria that those weigh more than others do for whom it is first.
fn suits_whom(p: &Problem, names: &Names<'_>, central: &[f64]) -> String {
    let counting = p.shares.iter().filter(|share| **share > 0.0).count();
    let even = 1.0 / words::number(counting.max(1));
    let by = |n: usize| central.get(n).copied().unwrap_or_default();
    let order = crate::catalogue::order(central.len(), &|a, b| by(b).total_cmp(&by(a)));
    let most: Vec<&str> = order
        .iter()
        .filter(|n| by(**n) > even * 1.1)
        .take(2)
        .map(|n| names.what(*n))
        .collect();
    if most.is_empty() {
        "all alike".to_owned()
    } else {
        words::list(&most, "and")
    }
}

// ---- overtaking ----

fn overtaking(d: Deciding) -> Piece {
    d.with(|p, verdict, names| {
        let first = names.who(0);
        let mut told = vec![hint(
            "The least part of the weight that must move for another to draw level with the first, from where to where. A twentieth or less is as good as a tie.",
        )];
        let one = |flip: &Flip| challenger(d, p, names, flip);
        let all_of = &verdict.flips.reachable;
        let (near, far) = all_of.split_at(all_of.len().min(CHALLENGERS));
        if !near.is_empty() {
            told.push(of("ol", "decide-flips").child(all(near.iter().map(one))).done());
        }
        if !far.is_empty() {
            let list = of("ol", "decide-flips").child(all(far.iter().map(one)));
            let label = words::count(far.len(), "other who would need more", "others who would need more");
            told.push(folded(&label, list.done()));
        }
        let never: Vec<&str> = verdict.flips.unreachable.iter().map(|n| names.who(*n)).collect();
        if !never.is_empty() {
            let is = if never.len() == 1 { " is" } else { " are" };
            let says = [is, " behind ", first, " on every criterion that counts, so no weights put them level."];
            told.push(parts::paragraph(&[&words::list(&never, "and"), &*says.concat()].concat()));
        }
        let also = verdict.interests.iter().map(|i| {
            let says = [
                names.what(i.criterion),
                ", from ",
                &words::share(i.share),
                " of the whole: then ",
                names.who(i.challenger),
                " leads.",
            ];
            parts::item(&says.concat())
        });
        let also: Vec<Piece> = also.collect();
        if !also.is_empty() {
            told.push(parts::stressed(
                "If you also cared about",
                "a criterion that weighs nothing now:",
            ));
            told.push(el("ul").child(together(also)).done());
        }
        together(told)
    })
}

fn challenger(d: Deciding, p: &Problem, names: &Names<'_>, flip: &Flip) -> Piece {
    let moves = p.moves(flip);
    let of_one = |gives: bool| {
        let these = moves.iter().filter(|m| (m.by < 0.0) == gives);
        let told: Vec<String> = these
            .map(|m| [names.what(m.column), " ", &words::share(m.by.abs())].concat())
            .collect();
        words::list(&told, "and")
    };
    let says = if moves.is_empty() {
        " is level now.".to_owned()
    } else {
        [
            ": ",
            &words::share(flip.mass),
            " of the weight, ",
            &of_one(false),
            " more and ",
            &of_one(true),
            " less.",
        ]
        .concat()
    };
    let shares = flip.weights.clone();
    let adopt = act(move || {
        let shares = shares.clone();
        adopt(d, move |_| shares);
        browser::focus(FLIPS.0);
    });
    let name = names.who(flip.challenger);
    let label = ["Use the weights with which ", name, " is level"].concat();
    let offer = if moves.is_empty() {
        nothing()
    } else {
        parts::button("text", "Use these weights", adopt)
            .attr("aria-label", &label)
            .done()
    };
    el("li")
        .child(el("strong").say(name).done())
        .say(&says)
        .say(" ")
        .child(offer)
        .done()
}

fn hopeless(d: Deciding) -> Piece {
    d.with(|p, verdict, names| {
        let beaten: Vec<usize> = verdict.hopeless.iter().map(|h| h.who).collect();
        let can: Vec<&str> = (0..p.rows.len())
            .filter(|n| !beaten.contains(n))
            .map(|n| names.who(n))
            .collect();
        let can = [
            &words::list(&can, "and"),
            " could, under some weights of the criteria that count and with every missing fact in their favour.",
        ]
        .concat();
        let mut told = vec![parts::paragraph(&can)];
        if verdict.hopeless.is_empty() {
            return together(told);
        }
        let rows = verdict.hopeless.iter().map(|h| -> Cells {
            let by: Vec<&str> = h.by.iter().map(|n| names.who(*n)).collect();
            let why = if by.is_empty() {
                "Nobody beats it everywhere, yet whatever the weights, somebody is above it.".to_owned()
            } else {
                [
                    "Nowhere better than ",
                    &words::first_of(&by, 3),
                    ", and somewhere worse.",
                ]
                .concat()
            };
            vec![said(names.who(h.who)), said(&why)]
        });
        let made = table(
            "decide-table",
            "Who can never be ahead of all others, and why",
            &["Technology", "Why not"],
            Block::plain(rows.collect()),
            None,
        );
        let label = [
            &words::count(verdict.hopeless.len(), "technology", "technologies"),
            " can never be ahead of all others",
        ];
        told.push(folded(&label.concat(), made));
        together(told)
    })
}

// ---- methods ----

fn methods(d: Deciding) -> Piece {
    d.with(|p, verdict, names| {
        let mut rows: Vec<Cells> = vec![opinion_cells(
            "Sum of weighted values",
            "The ranking of this page.",
            Ok((0..p.rows.len().min(3)).collect()),
            said("itself"),
            names,
        )];
        for opinion in &verdict.opinions {
            let Opinion { method, how, standing, agreement } = opinion;
            let first = match standing {
                Ok(standing) => Ok(standing.order.iter().copied().take(3).collect()),
                Err(why) => Err(refusal(names, *why)),
            };
            rows.push(opinion_cells(method, how, first, agreed(*agreement), names));
        }
        together(vec![
            hint(
                "The same values and weights in other ways of adding them up, as a cross-check. None of them ever enters the points: unlike a sum, most of them change the order of two when a third joins or leaves.",
            ),
            table(
                "decide-table",
                "What other methods say",
                &["Method", "First", "Second", "Third", "Agreement with the ranking"],
                Block::plain(rows),
                None,
            ),
        ])
    })
}

fn opinion_cells(
    method: &str,
    how: &str,
    first: Result<Vec<usize>, String>,
    agreement: Piece,
    names: &Names<'_>,
) -> Cells {
    let name = together(vec![said(method), said(" "), super::sheet::remark(how)]);
    let mut cells = vec![name];
    match first {
        Ok(order) => {
            for place in 0..3 {
                let who = order.get(place).map_or("", |n| names.who(*n));
                cells.push(said(who));
            }
        }
        Err(why) => cells.extend([said(&why), said(""), said("")]),
    }
    cells.push(agreement);
    cells
}

/// How far a method agrees: Kendall's tau with a word.
fn agreed(tau: Option<f64>) -> Piece {
    let Some(tau) = tau else {
        return said("none to speak of");
    };
    let word = if tau >= 0.8 {
        "strong"
    } else if tau >= 0.5 {
        "fair"
    } else if tau >= 0.0 {
        "weak"
    } else {
        "the reverse"
    };
    let number = words::figure(tau);
    together(vec![
        said(word),
        said(" "),
        super::sheet::remark(&["Kendall's tau ", &number].concat()),
    ])
}

/// Why a method gives no order.
fn refusal(names: &Names<'_>, why: Refused) -> String {
    match why {
        Refused::NotPositive { row, column } | Refused::Negative { row, column } => [
            "Stopped by a zero: ",
            names.what(column),
            " of ",
            names.who(row),
            " is worth nothing.",
        ]
        .concat(),
        Refused::NoWeight => "Stopped: no criterion counts.".to_owned(),
        Refused::Length { .. }
        | Refused::Weight { .. }
        | Refused::Threshold { .. }
        | Refused::Strategy => "It cannot be asked of these values.".to_owned(),
    }
}

// ---- missing facts ----

fn missing(d: Deciding) -> Piece {
    let found = d.run.found.get().filter(|_| d.run.fresh.get());
    let Some(found) = found else {
        return hint("Counted with the weightings that are being drawn.");
    };
    let (ctx, c) = (d.ctx, d.ctx.catalogue());
    d.with(|p, _, names| {
        let open = found.missing.len();
        let decisive = found.missing.iter().filter(|fact| fact.share >= 0.001);
        let items: Vec<Piece> = decisive
            .take(8)
            .map(|fact| {
                let says = [
                    names.what(fact.column),
                    " of ",
                    names.who(fact.row),
                    ": knowing it would change who is first in ",
                    &words::share(fact.share),
                    " of the drawn weightings. ",
                ];
                let row = p
                    .rows
                    .get(fact.row)
                    .and_then(|row| c.technologies.get(*row));
                let sheet = row.map_or_else(nothing, |t| {
                    let id = t.id.clone();
                    let label = ["Sheet of ", &t.name].concat();
                    parts::button("text", &label, act(move || parts::open(ctx, id.clone()))).done()
                });
                el("li").say(&says.concat()).child(sheet).done()
            })
            .collect();
        if items.is_empty() {
            let says = if open == 0 {
                "Everything that counts is known of everybody who is ranked."
            } else {
                "None of the missing facts would change who is first."
            };
            return parts::paragraph(says);
        }
        let counted = [
            "Of ",
            &words::count(open, "missing fact", "missing facts"),
            " that count, these matter most:",
        ];
        together(vec![
            parts::paragraph(&counted.concat()),
            el("ol").child(together(items)).done(),
        ])
    })
}

// ---- what varies ----

fn varies(d: Deciding) -> Piece {
    d.with(|p, _, names| {
        let columns = p.shares.len();
        let up = vec![crate::decide::Direction::Benefit; columns];
        let (Ok(entropy), Ok(critic)) = (entropy(p.shown()), critic(p.shown(), &up)) else {
            return nothing();
        };
        let at = |list: &[f64], n: usize| words::percent(list.get(n).copied().unwrap_or_default());
        let critical = |n: usize| critic.get(n).copied().unwrap_or_default();
        let order = crate::catalogue::order(columns, &|a, b| critical(b).total_cmp(&critical(a)));
        let rows = order.into_iter().map(|n| -> Cells {
            vec![
                said(names.what(n)),
                said(&at(&p.shares, n)),
                said(&at(&critic, n)),
                said(&at(&entropy, n)),
            ]
        });
        let made = table(
            "decide-table",
            "What the figures vary on",
            &["Criterion", "Your weight", "By CRITIC", "By entropy"],
            Block::plain(rows.collect()),
            None,
        );
        together(vec![
            hint(
                "A description of the figures and no advice: two methods that give most to the criteria on which these technologies differ most. What differs most need not matter to you.",
            ),
            folded("Criterion by criterion", made),
        ])
    })
}
