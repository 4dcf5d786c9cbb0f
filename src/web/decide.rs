//! The place "Decide": how sure the order is, what would change it, and what
//! else could be asked.

use super::ctx::Ctx;
use super::derived::{Derived, effect};
use super::element::{
    Piece, act, all, el, flag, hear, live, nothing, of, part, said, text, together, value,
};
use super::lots::{Often, Run};
use super::sheet::{Block, Cells, Part, chapters, folded, hint, remark, table};
use super::{app, browser, export, panel, parts, team};
use crate::catalogue::order;
use crate::decide::{Direction, Flip, Interval, Own, Ranked, Refused, critic, entropy};
use crate::state::{Lot, Lots, Msg, UnknownPolicy, View};
use crate::verdict::{DRAWS, LOTS, Names, Opinion, Problem, Verdict};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

const WEIGHTS: Part = ("decide-weights", "How far each weight may go");
const FLIPS: Part = ("decide-flips", "What it takes to draw level");
const OFTEN: Part = ("decide-often", "How often each comes first");
const MISSING: Part = ("decide-missing", "What to find out first");
const HOPELESS: Part = ("decide-hopeless", "Who can come first at all");
const METHODS: Part = ("decide-methods", "What other methods say");
const VARIES: Part = ("decide-varies", "What the figures vary on");
const AWAY: Part = ("decide-away", "Take it away");
/// The id of the dialog of the weights.
const DIALOG: &str = "decide-panel";
/// How many ranks have a column of their own, and how many rows and challengers
/// stand there before the others fold out.
const RANKS: usize = 5;
const ROWS: usize = 10;
const CHALLENGERS: usize = 5;

/// What everything here is made of.
#[derive(Clone, Copy)]
struct Deciding {
    ctx: Ctx,
    problem: Derived<Problem>,
    verdict: Derived<Verdict>,
    run: Run,
    /// A criterion and the share that it is tried with.
    trial: RwSignal<Option<(usize, f64)>>,
    /// Whether the ranks by lot of all others, and all other challengers, are
    /// folded out.
    all_ranks: RwSignal<bool>,
    all_flips: RwSignal<bool>,
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
        let trial = RwSignal::new(None);
        effect(move || {
            problem.track();
            trial.set(None);
        });
        Self {
            ctx,
            problem,
            verdict: Derived::new(move || problem.with(Problem::verdict)),
            run: Run::of(ctx, problem),
            trial,
            all_ranks: RwSignal::new(false),
            all_flips: RwSignal::new(false),
        }
    }

    /// Reads what there is, with its names.
    fn with<T>(self, read: impl FnOnce(&Problem, &Verdict, &Names<'_>) -> T) -> T {
        let c = self.ctx.catalogue();
        self.problem.with(|p| {
            self.verdict
                .with(|verdict| read(p, verdict, &Names::new(&c, p)))
        })
    }

    /// What drawing lots has found, where it is of the problem as it stands.
    fn fresh(self) -> Option<Arc<Often>> {
        self.run.fresh(self.problem, self.ctx.lots.get().held)
    }

    /// Who is first and how firmly.
    fn sentence(self) -> String {
        self.with(|_, verdict, names| names.verdict(verdict))
    }

    /// What else to know of that at once.
    fn facts(self) -> Vec<String> {
        let often = self.fresh().map(|found| {
            LOTS.map(|lot| {
                let ranks = found.of(lot).map_or(&[][..], |counted| &counted.ranks);
                let first = |of: &Vec<f64>| of.first().copied().unwrap_or_default();
                ranks.iter().map(first).collect()
            })
        });
        self.with(|_, verdict, names| names.facts(verdict, often.as_ref()))
    }

    /// What the sentence is about.
    fn about(self) -> String {
        let ranked = self.problem.with(|p| p.rows.len());
        let rule = match self.ctx.policy.get() {
            UnknownPolicy::Worst => "as worst, until known",
            UnknownPolicy::Middle => "in the middle",
            UnknownPolicy::Peers => "like their peers",
        };
        let narrowed = self.ctx.facets.with(|f| f.values().count()) > 0
            || self.ctx.musts.with(|m| m.values().count()) > 0;
        let which = if narrowed {
            " that match your filters and are known well enough to be ranked"
        } else {
            " that are known well enough to be ranked"
        };
        let mut says = [
            "Asked of ",
            &words::count(ranked, "technology", "technologies"),
            which,
            "; unknown facts count ",
            rule,
            ".",
        ]
        .concat();
        if self.ctx.shares.with(|s| s.equal) {
            says.push_str(" All weights are 0, so every criterion counts alike.");
        }
        says
    }
}

/// The place.
pub fn decide(ctx: Ctx) -> Piece {
    let deciding = Deciding::new(ctx);
    let title = el("h1")
        .attr("id", app::HEADING)
        .attr("tabindex", "-1")
        .say("Decide");
    effect(move || browser::describe(&deciding.sentence()));
    let few = Derived::new(move || deciding.problem.with(|p| p.rows.len() < 2));
    let copy = move || {
        let says = untrack(move || deciding.sentence());
        let link = ctx.link();
        let alone = link.is_empty();
        let says = if alone {
            says
        } else {
            [&says, "\n", &link].concat()
        };
        browser::copy(&says, move |done| {
            let says = if done && alone {
                "Sentence copied"
            } else if done {
                "Sentence and link copied"
            } else {
                "This browser lets no page write to the clipboard"
            };
            ctx.status.set(says.to_owned());
        });
    };
    let weights = parts::button("", "What matters", act(|| browser::open_dialog(DIALOG)));
    let actions = of("p", "actions")
        .child(weights.attr("aria-haspopup", "dialog").done())
        .child(
            parts::button("", "Copy the sentence with its link", act(copy))
                .when("hidden", flag(move || few.get()))
                .done(),
        );
    let body = part(move || {
        Some(if few.get() {
            together(vec![
                nobody(ctx),
                chapters("On this page", vec![(team::PART, team::team(ctx))]),
            ])
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
                .child(part(move || {
                    let facts = deciding.facts();
                    let items = facts.iter().map(|fact| parts::item(fact));
                    (!facts.is_empty()).then(|| of("ul", "decide-because").child(all(items)).done())
                }))
                .child(of("p", "hint").live(text(move || deciding.about())).done())
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
            (FLIPS, part(move || Some(flips(d)))),
            (OFTEN, often(d)),
            (MISSING, part(move || Some(missing(d)))),
            (HOPELESS, part(move || Some(hopeless(d)))),
            (METHODS, part(move || Some(methods(d)))),
            (team::PART, team::team(d.ctx)),
            (VARIES, part(move || Some(varies(d)))),
            (AWAY, away(d.ctx)),
        ],
    )
}

/// Folds out what is drawn only then, for it is long: on the screen alone.
pub(super) fn unfolding(
    name: &str,
    open: RwSignal<bool>,
    draw: impl Fn() -> Piece + Send + 'static,
) -> Piece {
    let toggle = hear(move |event| open.set(browser::is_open(&event)));
    of("details", "rule stays")
        .prop("open", flag(move || open.get()))
        .on("toggle", toggle)
        .child(el("summary").say(name).done())
        .child(part(move || open.get().then(&draw)))
        .done()
}

// ---- weights ----

fn weights(d: Deciding) -> Piece {
    let says = text(move || {
        d.with(|_, _, names| {
            [
                "Each line is the share that one criterion has in the whole, from nothing to all of it, while the others keep their proportions. Within the bar ",
                names.who(0),
                " stays first. The criteria of which the least change is enough stand first.",
            ]
            .concat()
        })
    });
    let lines = part(move || {
        Some(d.with(|p, verdict, names| {
            // The nearest to an end first: of these little is needed.
            let room = |n: usize| {
                let share = p.shares.get(n).copied().unwrap_or_default();
                let interval = verdict.intervals.get(n).copied().flatten();
                interval.map_or(2.0, |i| i.room(share))
            };
            let sorted = order(p.shares.len(), &|a, b| room(a).total_cmp(&room(b)));
            let lines = sorted.into_iter().map(|n| line(d, p, verdict, names, n));
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
                &words::weight(share),
                " of the whole (now ",
                &words::weight(now),
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
        .attr_live("aria-valuetext", text(move || words::weight(at())))
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
        .child(el("small").say(&names.bounds(share, interval)).done())
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

// ---- how often ----

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
        .say("Show ")
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
    let most = DRAWS.last().copied().unwrap_or_default();
    let says = text(move || {
        let (drawn, target) = (run.drawn.get(), run.target.get());
        if run.going.get() {
            return [&count(drawn), " of ", &count(target), " weightings drawn …"].concat();
        }
        match run.found.get() {
            None => "Nothing was drawn.".to_owned(),
            Some(found) => {
                // Twice the standard error of a half, the greatest there is.
                let error = 1.0 / libm::sqrt(f64::from(found.draws));
                [
                    &count(found.draws),
                    " weightings of each kind drawn; by chance each share may be ±\u{a0}",
                    &words::share(error),
                    " off.",
                ]
                .concat()
            }
        }
    });
    // One button, so that the focus stays where it is.
    let full = move || !run.going.get() && run.drawn.get() >= most;
    let button = parts::button(
        "",
        "",
        act(move || {
            if run.going.get_untracked() {
                run.stop();
            } else if run.drawn.get_untracked() < most {
                run.more();
            }
        }),
    )
    .attr_maybe(
        "aria-disabled",
        Box::new(move || full().then(|| "true".to_owned())),
    )
    .live(text(move || {
        if run.going.get() {
            "Stop".to_owned()
        } else if full() {
            "All drawn".to_owned()
        } else {
            ["Draw ", &count(most)].concat()
        }
    }));
    let progress = of("p", "decide-progress")
        .child(live(says))
        .say(" ")
        .child(button.done());
    let shown = part(move || {
        let found = run.found.get()?;
        Some(heat(d, &found, ctx.lots.get().of))
    });
    together(vec![
        hint(
            "What if nobody agreed on the weights? Weightings are drawn by lot among the criteria that count, and missing facts with them. The numbers say in how many of a hundred a technology takes each rank; the last ones, in how many it is first by each kind of draw.",
        ),
        of("div", "decide-lots")
            .child(draw.done())
            .child(held.done())
            .done(),
        progress.done(),
        of("div", "decide-drawn")
            .attr_maybe(
                "data-stale",
                Box::new(move || d.fresh().is_none().then(String::new)),
            )
            .attr_maybe(
                "aria-busy",
                Box::new(move || run.going.get().then(|| "true".to_owned())),
            )
            .child(shown)
            .done(),
    ])
}

/// The ranks by lot, of those for whom they were drawn.
fn heat(d: Deciding, found: &Arc<Often>, lot: Lot) -> Piece {
    let Some(counted) = found.of(lot) else {
        return nothing();
    };
    let expected = |n: usize| -> f64 {
        let ranks = counted.ranks.get(n).map_or(&[][..], Vec::as_slice);
        let terms = ranks.iter().enumerate();
        terms.map(|(k, share)| words::number(k) * share).sum()
    };
    let sorted = order(counted.ranks.len(), &|a, b| {
        let by_first = counted.first(b).total_cmp(&counted.first(a));
        by_first.then(expected(a).total_cmp(&expected(b)))
    });
    let (most, rest) = sorted.split_at(sorted.len().min(ROWS));
    let others = if rest.is_empty() {
        nothing()
    } else {
        let label = words::count(rest.len(), "other", "others");
        let (found, rest) = (Arc::clone(found), rest.to_vec());
        let name = "Ranks by lot of the others";
        unfolding(&label, d.all_ranks, move || {
            heat_table(d.ctx, name, &found, lot, &rest)
        })
    };
    let first = heat_table(d.ctx, "Ranks by lot", found, lot, most);
    together(vec![first, others])
}

fn heat_table(ctx: Ctx, name: &str, found: &Often, lot: Lot, rows: &[usize]) -> Piece {
    let (c, p) = (ctx.catalogue(), &found.problem);
    let names = Names::new(&c, p);
    let Some(counted) = found.of(lot) else {
        return nothing();
    };
    let mean = counted.mean();
    let ranks = RANKS.min(p.rows.len());
    let later = p.rows.len() > ranks;
    let mut heads = vec!["Technology".to_owned()];
    heads.extend((1..=ranks).map(words::ordinal));
    if later {
        heads.push("later".to_owned());
    }
    heads.extend(
        [
            "1st, any",
            "1st, my order",
            "1st, near mine",
            "Suits who weigh more",
        ]
        .map(str::to_owned),
    );
    let mut head = el("tr");
    for name in &heads {
        head = head.child(el("th").attr("scope", "col").say(name).done());
    }
    let mut body = el("tbody");
    for row in rows {
        let of_row = counted.ranks.get(*row).map_or(&[][..], Vec::as_slice);
        let who = el("th").attr("scope", "row").say(names.who(*row));
        let mut line = el("tr").child(who.done());
        for share in of_row.iter().take(ranks) {
            line = line.child(heat_cell(heat_of(*share), *share));
        }
        if later {
            line = line.child(heat_cell("beyond", of_row.iter().skip(ranks).sum()));
        }
        for lot in LOTS {
            let first = found.of(lot).map_or(0.0, |counted| counted.first(*row));
            line = line.child(heat_cell("kind", first));
        }
        let central = counted.central.get(*row).and_then(Option::as_ref);
        let suits = central.map_or_else(String::new, |c| suits_whom(&names, c, &mean));
        body = body.child(line.child(of("td", "suits").say(&suits).done()).done());
    }
    let made = of("table", "decide-heat")
        .child(of("caption", "unseen").say(name).done())
        .child(el("thead").child(head.done()).done())
        .child(body.done());
    of("div", "data-scroll")
        .attr("role", "region")
        .attr("aria-label", name)
        .attr("tabindex", "0")
        .child(made.done())
        .done()
}

/// How deep the ground of a share is.
fn heat_of(share: f64) -> &'static str {
    const DEPTHS: [&str; 6] = ["h0", "h1", "h2", "h3", "h4", "h5"];
    let steps = [0.005, 0.05, 0.1, 0.2, 0.4];
    let depth = steps.iter().filter(|step| share >= **step).count();
    DEPTHS.get(depth).copied().unwrap_or("h0")
}

/// A share as a number in a hundred; nothing for none.
fn heat_cell(class: &str, share: f64) -> Piece {
    let says = if share >= 0.005 {
        words::whole(share * 100.0)
    } else if share > 0.0 {
        "<1".to_owned()
    } else {
        String::new()
    };
    of("td", class).say(&says).done()
}

/// The criteria that those for whom it is first weigh more than the draws do on
/// average.
fn suits_whom(names: &Names<'_>, central: &[f64], mean: &[f64]) -> String {
    let by = |n: usize| {
        let at = |list: &[f64]| list.get(n).copied().unwrap_or_default();
        at(central) / at(mean).max(f64::MIN_POSITIVE)
    };
    let sorted = order(central.len(), &|a, b| by(b).total_cmp(&by(a)));
    let most: Vec<&str> = sorted
        .iter()
        .filter(|n| by(**n) > 1.1)
        .take(2)
        .map(|n| names.what(*n))
        .collect();
    if most.is_empty() {
        "nothing special".to_owned()
    } else {
        most.join(" · ")
    }
}

// ---- drawing level ----

fn flips(d: Deciding) -> Piece {
    d.with(|p, verdict, names| {
        let first = names.who(0);
        let mut told = vec![hint(
            "The least part of the weight that must move for another to draw level with the first, moved the worst way for it. A twentieth or less is called a tie, since nobody knows weights better than that.",
        )];
        let one = |flip: &Flip| challenger(d, p, names, flip);
        let all_of = &verdict.flips.reachable;
        let (near, far) = all_of.split_at(all_of.len().min(CHALLENGERS));
        if !near.is_empty() {
            told.push(of("ol", "decide-flips").child(all(near.iter().map(one))).done());
        }
        if !far.is_empty() {
            let label = words::count(far.len(), "other", "others");
            let far = far.to_vec();
            told.push(unfolding(&label, d.all_flips, move || {
                d.with(|p, _, names| {
                    let list = far.iter().map(|flip| challenger(d, p, names, flip));
                    of("ol", "decide-flips").child(all(list)).done()
                })
            }));
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
                ": ",
                &names.above(i.share, i.challenger),
                ".",
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
    let told = |gives: bool| {
        let mut verb = if gives {
            " falls from "
        } else {
            " rises from "
        };
        let mut told = Vec::new();
        for m in moves.iter().filter(|m| (m.by < 0.0) == gives) {
            let now = p.shares.get(m.column).copied().unwrap_or_default();
            let then = words::weight((now + m.by).max(0.0));
            told.push(
                [
                    names.what(m.column),
                    verb,
                    &words::weight(now),
                    " to ",
                    &then,
                ]
                .concat(),
            );
            verb = " from ";
        }
        words::list(&told, "and")
    };
    let says = if moves.is_empty() {
        " is level now.".to_owned()
    } else {
        [
            ": ",
            &words::weight(flip.mass),
            " of the weight, if ",
            &told(false),
            " and ",
            &told(true),
            ".",
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
    let label = ["Use these weights: ", name, " is level with them"].concat();
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
        let counted = [
            &can.len().to_string(),
            " of ",
            &words::count(p.rows.len(), "technology", "technologies"),
            " could come first: under some weights of the criteria that count, with every missing fact in their favour and against all others.",
        ]
        .concat();
        let mut told = vec![
            parts::paragraph(&counted),
            folded("Who could", parts::paragraph(&[&words::list(&can, "and"), "."].concat())),
        ];
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
                Err(why) => Err(refusal(p, names, *why)),
            };
            rows.push(opinion_cells(method, how, first, agreed(*agreement), names));
        }
        let answers = verdict.opinions.iter().filter_map(|o| o.standing.as_ref().ok());
        let (mut agree, mut asked) = (0, 0);
        for standing in answers {
            asked += 1;
            agree += usize::from(standing.order.first() == Some(&0));
        }
        let puts = if agree == 1 { "puts " } else { "put " };
        let counted = [
            agree.to_string().as_str(),
            " of ",
            &words::count(asked, "other method", "other methods"),
            " that can answer also ",
            puts,
            names.who(0),
            " first.",
        ]
        .concat();
        together(vec![
            parts::paragraph(&counted),
            hint(
                "The same values and weights in other ways of putting them together, as a cross-check. None of them ever enters the points: unlike a sum, most of them can change the order of two when a third joins or leaves.",
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
    let name = together(vec![said(method), said(" "), remark(how)]);
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
        return said("not computed");
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
        remark(&["Kendall's tau ", &number].concat()),
    ])
}

/// Why a method gives no order.
fn refusal(p: &Problem, names: &Names<'_>, why: Refused) -> String {
    match why {
        Refused::NotPositive { row, column } | Refused::Negative { row, column } => {
            let counts = if p.is_open(row, column) {
                " is unknown and counts as 0; a product with a 0 in it is 0."
            } else {
                " is worth 0; a product with a 0 in it is 0."
            };
            [
                "No answer: ",
                names.what(column),
                " of ",
                names.who(row),
                counts,
            ]
            .concat()
        }
        Refused::NoWeight => "No answer: no criterion counts.".to_owned(),
        Refused::Length { .. }
        | Refused::Weight { .. }
        | Refused::Threshold { .. }
        | Refused::Strategy => "It cannot be asked of these values.".to_owned(),
    }
}

// ---- missing facts ----

fn missing(d: Deciding) -> Piece {
    let Some(found) = d.fresh() else {
        return hint("Counted with the weightings that are drawn.");
    };
    let Some(counted) = found.of(d.ctx.lots.get().of) else {
        return nothing();
    };
    let (ctx, c) = (d.ctx, d.ctx.catalogue());
    d.with(|p, _, names| {
        let open = counted.missing.len();
        let decisive = counted.missing.iter().filter(|fact| fact.share >= 0.001);
        let items: Vec<Piece> = decisive
            .take(8)
            .map(|fact| {
                let says = [
                    names.what(fact.column),
                    " of ",
                    names.who(fact.row),
                    ": knowing it could change who is first in ",
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
                "No missing fact by itself could change who is first in more than one of a thousand."
            };
            return parts::paragraph(says);
        }
        let summed = [
            "Of ",
            &words::count(open, "missing fact", "missing facts"),
            " that count, these matter most by the draws shown above:",
        ];
        together(vec![
            parts::paragraph(&summed.concat()),
            of("ol", "decide-facts").child(together(items)).done(),
        ])
    })
}

// ---- take it away ----

fn away(ctx: Ctx) -> Piece {
    let says = "The decision as documents: a record for the repository, tables, charts that say their source, and this page on paper.";
    let open = parts::button("primary", "Export…", act(move || export::open(ctx)));
    together(vec![
        hint(says),
        of("p", "actions")
            .child(open.attr("aria-haspopup", "dialog").done())
            .done(),
    ])
}

// ---- what varies ----

fn varies(d: Deciding) -> Piece {
    d.with(|p, _, names| {
        let columns = p.shares.len();
        let up = vec![Direction::Benefit; columns];
        let (Ok(entropy), Ok(critic)) = (entropy(p.shown()), critic(p.shown(), &up)) else {
            return nothing();
        };
        let at = |list: &[f64], n: usize| words::percent(list.get(n).copied().unwrap_or_default());
        let critical = |n: usize| critic.get(n).copied().unwrap_or_default();
        let order = order(columns, &|a, b| critical(b).total_cmp(&critical(a)));
        let rows = order.into_iter().map(|n| -> Cells {
            vec![
                said(names.what(n)),
                said(&words::weight(p.shares.get(n).copied().unwrap_or_default())),
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
