//! Deciding together: colleagues' links side by side, what they agree on, and
//! where they are apart. Part of the place "Decide".

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{
    Element, Piece, act, all, by_id, el, flag, hear, nothing, of, part, said, text, together, value,
};
use super::explore::{choice_label, facet_label};
use super::sheet::{Block, Cells, folded, hint, remark, table};
use super::{browser, own, parts};
use crate::address::{Stamp, encode};
use crate::catalogue::{Catalogue, Date, Id, Level};
use crate::decide::{Group, tenths};
use crate::export::Case;
use crate::state::{Comparison, MEMBER, Msg, UnknownPolicy};
use crate::team::{
    Entry, Line, MAX_NAME, MAX_TEXT, Member, Pasted, Plot, SIGNS, Team, join, line, read,
    read_line, signs, write,
};
use crate::timeline;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The id of the part's heading, and its words.
pub(super) const PART: super::sheet::Part = ("decide-together", "Decide together");
/// The id of the box of links.
const LINKS: &str = "team-links";
/// The id of the heading over what a file has.
const OFFER: &str = "team-offer";
/// How many technologies stand in the table of ranks before the others fold out.
const ROWS: usize = 8;

/// A member as they are kept: the key without [`MEMBER`], and who they are where
/// that can be read.
type Kept = (String, Option<Member>);

/// What everything here is made of.
#[derive(Clone, Copy)]
struct Together {
    ctx: Ctx,
    kept: Derived<Vec<Kept>>,
    team: Derived<Arc<Team>>,
    /// What is typed into the box of links.
    typed: RwSignal<String>,
    /// What came of the links that were brought in last, in sentences.
    came: RwSignal<Vec<String>>,
    /// A file that was opened, and waits for the user's word.
    offered: RwSignal<Option<Arc<Offered>>>,
}

/// What a file has.
struct Offered {
    name: String,
    members: Vec<Member>,
    /// What of it cannot be used, in sentences.
    left_out: Vec<String>,
}

/// A team with others who have joined it.
struct Joined {
    /// The keys of those who were here before, whose places stay.
    keys: Vec<String>,
    before: Vec<Member>,
    members: Vec<Member>,
    /// What became of each newcomer, by name.
    came: Vec<(Entry, String)>,
}

impl Together {
    fn new(ctx: Ctx) -> Self {
        let kept = Derived::new(move || {
            ctx.own.with(|own| {
                let members = own.iter().filter_map(|(key, text)| {
                    let key = key.strip_prefix(MEMBER)?;
                    Some((key.to_owned(), read_line(text).ok()))
                });
                members.collect::<Vec<Kept>>()
            })
        });
        let team = Derived::new(move || {
            // The weights of the present comparison do not count here.
            ctx.facets.track();
            ctx.musts.track();
            ctx.policy.track();
            ctx.compared.track();
            ctx.baseline.track();
            let present = ctx.comparison();
            let members: Vec<Member> =
                kept.with(|kept| kept.iter().filter_map(|(_, m)| m.clone()).collect());
            ctx.trusted
                .with(|trusted| Arc::new(Team::new(&trusted.catalogue, &present, &members)))
        });
        Self {
            ctx,
            kept,
            team,
            typed: RwSignal::new(String::new()),
            came: RwSignal::new(Vec::new()),
            offered: RwSignal::new(None),
        }
    }

    /// The team with these.
    fn with_these(self, new: Vec<Member>) -> Joined {
        let mut joined = Joined {
            keys: Vec::new(),
            before: Vec::new(),
            members: Vec::new(),
            came: Vec::new(),
        };
        for (key, member) in self.kept.get_untracked() {
            if let Some(member) = member {
                joined.keys.push(key);
                joined.before.push(member);
            }
        }
        joined.members.clone_from(&joined.before);
        for member in new {
            let name = member.name().to_owned();
            let (entry, at) = join(&mut joined.members, member);
            let name = joined.members.get(at).map_or(name, |m| m.name().to_owned());
            joined.came.push((entry, name));
        }
        joined
    }

    /// Brings members in and says what became of each.
    fn bring(self, new: Vec<Member>, mut told: Vec<String>) {
        let joined = self.with_these(new);
        let mut entries: [Vec<&str>; 4] = Default::default();
        for (entry, name) in &joined.came {
            let place = match entry {
                Entry::Joined => 0,
                Entry::Renewed => 1,
                Entry::Known => 2,
                Entry::Full => 3,
            };
            if let Some(names) = entries
                .get_mut(place)
                .filter(|names| !names.contains(&name.as_str()))
            {
                names.push(name);
            }
        }
        let verbs = [
            "Brought in: ",
            "With a new link: ",
            "Here already, with the same link: ",
            "Left out, since a team has at most 50: ",
        ];
        let mut said = Vec::new();
        for (verb, names) in verbs.iter().zip(&entries) {
            if !names.is_empty() {
                said.push([verb, words::first_of(names, 8).as_str(), "."].concat());
            }
        }
        let mut next = self.kept.with_untracked(|kept| last(kept));
        let mut changes = Vec::new();
        for (n, member) in joined.members.iter().enumerate() {
            if joined.before.get(n) != Some(member) {
                let key = joined.keys.get(n).cloned().unwrap_or_else(|| {
                    next += 1;
                    fresh_key(next)
                });
                changes.push(([MEMBER, &key].concat(), Some(line(member))));
            }
        }
        let does = said.first().cloned().unwrap_or_default();
        if !changes.is_empty() {
            let does = does.trim_end_matches('.').to_owned();
            self.ctx.dispatch(Msg::SetOwn(does, changes));
        }
        said.append(&mut told);
        self.tell(said);
    }

    fn tell(self, said: Vec<String>) {
        let spoken = said.join(" ");
        self.came.set(said);
        self.ctx.status.set(spoken);
    }

    /// Takes what was pasted: links, or the file of a team, which is offered first.
    fn take(self, text: &str) {
        if text.trim_start().starts_with('{') {
            return self.open("What you pasted", text);
        }
        let (members, told) = pasted(text);
        if members.is_empty() && told.is_empty() {
            self.tell(vec!["Paste a link first.".to_owned()]);
            browser::focus(LINKS);
            return;
        }
        if told.is_empty() {
            self.typed.set(String::new());
        }
        self.bring(members, told);
    }

    /// Offers what a file has: the file of a team, or links.
    fn open(self, name: &str, text: &str) {
        let (members, left_out) = if text.trim_start().starts_with('{') {
            match read(text) {
                Ok(members) => (members, Vec::new()),
                Err(problems) => {
                    let all = problems.iter().take(8);
                    let all = all.map(|p| {
                        let at = if p.at.is_empty() { "" } else { ": " };
                        [&p.at, at, &p.expected, "."].concat()
                    });
                    (Vec::new(), all.collect())
                }
            }
        } else {
            pasted(text)
        };
        if members.is_empty() {
            let mut told = left_out;
            if told.is_empty() {
                told.push("there is nobody in it.".to_owned());
            }
            let told = told.iter().map(|says| [name, ": ", says].concat());
            self.offered.set(None);
            self.tell(told.collect());
            return;
        }
        self.came.set(Vec::new());
        self.offered.set(Some(Arc::new(Offered {
            name: name.to_owned(),
            members,
            left_out,
        })));
        browser::focus(OFFER);
    }

    /// Brings in the present comparison.
    fn mine(self) {
        if let Ok(me) = Member::new("Me", &self.ctx.query()) {
            self.bring(vec![me], Vec::new());
        }
    }

    /// Reads the team with the catalogue that it is of.
    fn with<T>(self, read: impl FnOnce(&Catalogue, &Team) -> T) -> T {
        let c = self.ctx.trusted.with(|t| Arc::clone(&t.catalogue));
        self.team.with(|team| read(&c, team))
    }

    /// The address of the group's comparison, stamped as any link is.
    fn link(self) -> String {
        let c = self
            .ctx
            .trusted
            .with_untracked(|t| Arc::clone(&t.catalogue));
        let team = self.team.get_untracked();
        let day = timeline::day(browser::now()).unwrap_or(c.checked);
        browser::address(&stamped(&c, &team.merged, day))
    }

    /// Copies a text and says so.
    fn copy(self, text: &str, what: &'static str) {
        let ctx = self.ctx;
        browser::copy(text, move |done| {
            let says = if done {
                what
            } else {
                "This browser lets no page write to the clipboard"
            };
            ctx.status.set(says.to_owned());
        });
    }
}

/// The members of a text of links, and what of it cannot be used, in sentences.
fn pasted(text: &str) -> (Vec<Member>, Vec<String>) {
    let pasted = Pasted::read(text);
    let mut told = Vec::new();
    for (line, why) in &pasted.left_out {
        told.push(["Line ", &line.to_string(), ": ", why.sentence()].concat());
    }
    if pasted.untold > 0 {
        told.push([&pasted.untold.to_string(), " more lines could not be used."].concat());
    }
    (pasted.members, told)
}

/// The query of a comparison with the first three of its order.
fn stamped(c: &Catalogue, comparison: &Comparison, day: Date) -> String {
    let case = Case::new(c, comparison, "", day);
    let mut first = Vec::new();
    for ranked in case.leagues.frameworks.ranked.iter().take(3) {
        let shown = case.scores.shown.get(ranked.row).copied();
        let score = u16::try_from(tenths(shown.unwrap_or_default()));
        if let (Some(t), Ok(score)) = (c.technologies.get(ranked.row), score) {
            first.push((t.id.clone(), score));
        }
    }
    let stamp = Stamp {
        version: &c.version,
        digest: &first,
    };
    encode(comparison, c, &stamp)
}

/// The number of the latest key.
fn last(kept: &[Kept]) -> usize {
    let number = |key: &str| key.split('-').next().and_then(|n| n.parse::<usize>().ok());
    let numbers = kept.iter().filter_map(|(key, _)| number(key));
    numbers.max().unwrap_or_default()
}

/// A key that stands behind those before it and is no other tab's.
fn fresh_key(n: usize) -> String {
    let digits = n.to_string();
    let zeros = "0000".get(digits.len()..).unwrap_or_default();
    [zeros, &digits, "-", &browser::random().to_string()].concat()
}

/// The part of the place.
pub(super) fn team(ctx: Ctx) -> Piece {
    let t = Together::new(ctx);
    let results = part(move || {
        t.team
            .with(|team| !team.members.is_empty())
            .then(|| results(t))
    });
    of("div", "team")
        .child(hint(
            "Everybody sets their own weights and sends you the link that “Share” copies. What each says is shown side by side, and what all of you say together. Names and links stay in this browser.",
        ))
        .child(bringing(t))
        .child(members(t))
        .child(results)
        .done()
}

// ---- who ----

/// Where links are brought in.
fn bringing(t: Together) -> Piece {
    let label = el("label")
        .attr("for", LINKS)
        .say("Links of colleagues, one to a line");
    let input = el("textarea")
        .attr("id", LINKS)
        .attr("class", "note")
        .attr("rows", "3")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("placeholder", "Ann: https://…")
        .value(text(move || t.typed.get()))
        .on("input", value(move |text| t.typed.set(text)));
    let add = act(move || {
        let typed = t.typed.get_untracked();
        t.take(&typed);
    });
    let file = el("input")
        .attr("type", "file")
        .attr("class", "unseen")
        .attr("accept", ".json,.txt,application/json,text/plain")
        .on(
            "change",
            hear(move |event| {
                browser::opened(&event, MAX_TEXT, move |name, text| match text {
                    Ok(text) => t.open(&name, &text),
                    Err(why) => {
                        t.offered.set(None);
                        t.tell(vec![[&name, ": ", &own::unread(why, MAX_TEXT)].concat()]);
                    }
                });
            }),
        );
    let open = of("label", "team-open")
        .child(file.done())
        .child(el("span").say("Open a file").done());
    let save = act(move || {
        let members: Vec<Member> = t
            .kept
            .with_untracked(|kept| kept.iter().filter_map(|(_, m)| m.clone()).collect());
        browser::save("groundwork-team.json", "application/json", &write(&members));
    });
    let nobody = flag(move || t.kept.with(Vec::is_empty));
    let actions = of("p", "actions")
        .child(parts::button("primary", "Add these links", add).done())
        .child(parts::button("", "Add mine", act(move || t.mine())).done())
        .child(open.done())
        .child(
            parts::button("", "Save the team as a file", save)
                .when("hidden", nobody)
                .done(),
        );
    let came = part(move || {
        let said = t.came.get();
        (!said.is_empty()).then(|| {
            let said = said.iter().map(|says| parts::item(says));
            of("ul", "team-came").child(all(said)).done()
        })
    });
    of("div", "team-add")
        .child(label.done())
        .child(input.done())
        .child(actions.done())
        .child(came)
        .child(part(move || t.offered.get().map(|o| offer(t, &o))))
        .done()
}

/// Who is in a file that was opened, and what would become of each.
fn offer(t: Together, o: &Offered) -> Piece {
    // Told anew, should the team change meanwhile.
    t.kept.track();
    let joined = t.with_these(o.members.clone());
    let lines = joined.came.iter().map(|(entry, name)| {
        let becomes = match entry {
            Entry::Joined => ": new here",
            Entry::Renewed => ": here already, and this link takes the place of theirs",
            Entry::Known => ": here already, with the same link",
            Entry::Full => ": left out, since a team has at most 50",
        };
        parts::item(&[name, becomes].concat())
    });
    let odd = o.left_out.iter().map(|says| parts::item(says));
    let heading = [
        &o.name,
        " has ",
        &words::count(o.members.len(), "member", "members"),
    ];
    let (members, told) = (o.members.clone(), o.left_out.clone());
    let done = move || {
        t.offered.set(None);
        browser::focus(LINKS);
    };
    let add = act(move || {
        t.bring(members.clone(), told.clone());
        // Where it was pasted, it is done with.
        if t.typed
            .with_untracked(|typed| typed.trim_start().starts_with('{'))
        {
            t.typed.set(String::new());
        }
        done();
    });
    let actions = of("p", "actions")
        .child(parts::button("primary", "Add them", add).done())
        .child(parts::button("", "Leave them", act(done)).done());
    of("section", "team-offer")
        .attr("aria-labelledby", OFFER)
        .child(
            el("h3")
                .attr("id", OFFER)
                .attr("tabindex", "-1")
                .say(&heading.concat())
                .done(),
        )
        .child(el("ul").child(all(lines)).child(all(odd)).done())
        .child(actions.done())
        .done()
}

/// Who is here.
fn members(t: Together) -> Piece {
    let ids = Derived::new(move || {
        t.kept.with(|kept| {
            let ids = kept.iter().filter_map(|(key, _)| Id::new(key).ok());
            ids.collect::<Vec<Id>>()
        })
    });
    of("ol", "team-members")
        .attr("aria-label", "Members")
        .when("hidden", flag(move || ids.with(Vec::is_empty)))
        .child(by_id(ids, Box::new(move |id| one(t, id))))
        .done()
}

fn one(t: Together, id: Id) -> Piece {
    let key = id.to_string();
    let mine = {
        let key = key.clone();
        Derived::new(move || {
            t.kept.with(|kept| {
                let found = kept.iter().find(|(k, _)| *k == key);
                found.and_then(|(_, member)| member.clone())
            })
        })
    };
    // Their place among those who can be read.
    let place = {
        let key = key.clone();
        Derived::new(move || {
            t.kept.with(|kept| {
                let mut read = kept.iter().filter(|(_, member)| member.is_some());
                read.position(|(k, _)| *k == key)
            })
        })
    };
    let stored = [MEMBER, &key].concat();
    let called = move || {
        let name = mine.with(|m| m.as_ref().map(|m| m.name().to_owned()));
        name.unwrap_or_else(|| "somebody whose record cannot be read".to_owned())
    };
    let rename = {
        let stored = stored.clone();
        hear(move |event| {
            let Some(member) = mine.get_untracked() else {
                return;
            };
            let new = member.called(&event_target_value(&event));
            if new.name().is_empty() || new == member {
                browser::retype(&event, member.name());
                return;
            }
            browser::retype(&event, new.name());
            let says = ["Renamed: ", member.name(), " is now ", new.name()].concat();
            let change = (stored.clone(), Some(line(&new)));
            t.ctx.dispatch(Msg::SetOwn(says, vec![change]));
        })
    };
    let remove = act(move || {
        let says = ["Taken out: ", &untrack(called)].concat();
        t.ctx.status.set(says.clone());
        t.ctx
            .dispatch(Msg::SetOwn(says, vec![(stored.clone(), None)]));
        browser::focus(PART.0);
    });
    let name = el("input")
        .attr("class", "team-name")
        .attr("autocomplete", "off")
        .attr("maxlength", &MAX_NAME.to_string())
        .attr_live("aria-label", text(move || ["Name of ", &called()].concat()))
        .value(text(called))
        .on("change", rename);
    let sign = of("span", "team-sign")
        .attr("aria-hidden", "true")
        .live(text(move || {
            let signs = t.team.with(|team| signs(team));
            let sign = place.get().and_then(|n| signs.get(n).cloned());
            sign.unwrap_or_else(|| "?".to_owned())
        }));
    let open = part(move || {
        let m = mine.get()?;
        let address = browser::address(m.query());
        (!address.is_empty()).then(|| {
            el("a")
                .attr("href", &address)
                .attr("target", "_blank")
                .attr("rel", "noopener")
                .attr(
                    "aria-label",
                    &["Open the comparison of ", m.name(), " in a new tab"].concat(),
                )
                .say("Open")
                .done()
        })
    });
    let odd = part(move || {
        let n = place.get()?;
        t.with(|_, team| {
            let member = team.members.get(n)?;
            let mut says: Vec<String> = member.notices.iter().map(|n| n.sentence()).collect();
            says.extend(member.unlisted.iter().map(|u| u.sentence()));
            if member.equal {
                says.push("All their weights are 0, so every criterion counts alike.".to_owned());
            }
            let label = words::count(says.len(), "note on this link", "notes on this link");
            let inside = all(says.iter().map(|s| parts::paragraph(s)));
            (!says.is_empty()).then(|| folded(&label, inside))
        })
    });
    let off = el("button")
        .attr("class", "icon")
        .attr_live(
            "aria-label",
            text(move || ["Take out ", &called()].concat()),
        )
        .on("click", remove)
        .child(el("span").attr("aria-hidden", "true").say("×").done());
    of("li", "team-member")
        .child(sign.done())
        .child(name.done())
        .child(open)
        .child(off.done())
        .child(odd)
        .done()
}

// ---- what they say ----

fn results(t: Together) -> Piece {
    // A page that is a file has no links to give.
    let linked = !browser::address("").is_empty();
    let label = if linked {
        "Copy the sentence with the group's link"
    } else {
        "Copy the sentence"
    };
    let copy = act(move || {
        let says = untrack(|| t.with(|c, team| team.sentence(c)));
        let says = [&says, "\n", &t.link()].concat();
        t.copy(says.trim_end(), "Sentence of the group copied");
    });
    let link = act(move || t.copy(&t.link(), "Link of the group copied"));
    let several = move || {
        t.team
            .with(|team| team.members.len() > 1 && team.group.is_some())
    };
    let alone = flag(move || !(linked && several()));
    let unused = flag(move || !several());
    let actions = of("p", "actions")
        .child(
            parts::button("primary", "Use the group's weights", act(move || adopt(t)))
                .when("hidden", unused)
                .done(),
        )
        .child(parts::button("", label, copy).done())
        .child(
            parts::button("", "Copy the group's link", link)
                .when("hidden", alone)
                .done(),
        );
    let sentence = of("p", "team-says").live(text(move || t.with(|c, team| team.sentence(c))));
    let rest = part(move || {
        t.with(|c, team| {
            let group = team.group.as_ref()?;
            Some(together(vec![
                asked(t, team),
                people(c, team, group),
                heading("The order of the group"),
                ranks(c, team, group),
                heading("Where you are apart"),
                apart(c, team),
            ]))
        })
    });
    let demands = part(move || t.with(|c, team| demands(t, c, team)));
    together(vec![sentence.done(), actions.done(), rest, demands])
}

fn heading(says: &str) -> Piece {
    el("h3").say(says).done()
}

/// What the group is asked of.
fn asked(t: Together, team: &Team) -> Piece {
    let rule = match t.ctx.policy.get() {
        UnknownPolicy::Worst => "as worst, until known",
        UnknownPolicy::Middle => "in the middle",
        UnknownPolicy::Peers => "like their peers",
    };
    hint(
        &[
            "Asked of ",
            &words::count(team.rows.len(), "technology", "technologies"),
            " that pass your present filters and are known well enough to be ranked; unknown facts count ",
            rule,
            ", for everybody. The group's weights are the mean of all: everybody has the same say.",
        ]
        .concat(),
    )
}

/// Puts the group's weights, and the ratings that they need, in the place of
/// the present ones.
fn adopt(t: Together) {
    let merged = t.team.with_untracked(|team| team.merged.clone());
    let adopted = Comparison {
        weights: merged.weights,
        languages: merged.languages,
        ratings: merged.ratings,
        ..t.ctx.comparison()
    };
    t.ctx.dispatch(Msg::Adopt(Box::new(adopted)));
    t.ctx
        .status
        .set("The weights are the group's now; Back brings yours back".to_owned());
}

/// A line for each member: who is first with them, and where the group's first
/// stands.
fn people(c: &Catalogue, team: &Team, group: &Group) -> Piece {
    let first = group.standing.order.first().copied().unwrap_or_default();
    let leader = team.who(c, first);
    let least = team.least_content();
    let mut rows = Vec::new();
    for (n, (member, says)) in team.members.iter().zip(&group.members).enumerate() {
        let winners = says.standing.winners();
        let names: Vec<&str> = winners.iter().map(|n| team.who(c, *n)).collect();
        let mut theirs = vec![said(&words::first_of(&names, 3))];
        if winners.iter().any(|w| member.leaves_out.contains(w)) {
            theirs.push(said(" "));
            theirs.push(remark("their own filters leave it out"));
        }
        let rank = says.standing.ranks.get(first).copied().unwrap_or_default();
        let mut stands = vec![said(&words::ordinal(rank))];
        let worst = least.as_ref().filter(|(worst, with)| {
            *worst > 1 && with.contains(&n) && with.len() < team.members.len()
        });
        if worst.is_some() {
            stands.push(said(" "));
            stands.push(remark("least content"));
        }
        if member.leaves_out.contains(&first) {
            stands.push(said(" "));
            stands.push(remark("their own filters leave it out"));
        }
        let agrees = says.agreement.map_or_else(String::new, words::figure);
        let cells: Cells = vec![
            said(&member.name),
            together(theirs),
            together(stands),
            said(&agrees),
        ];
        rows.push(cells);
    }
    let stands = [leader, " is"].concat();
    table(
        "decide-table team-people",
        "Who is first with each member",
        &[
            "Member",
            "First with them",
            &stands,
            "Agreement with the group (Kendall's tau)",
        ],
        Block::plain(rows),
        None,
    )
}

/// The ranks of each technology: with the group, by Borda, with each member.
fn ranks(c: &Catalogue, team: &Team, group: &Group) -> Piece {
    let (near, far) = group
        .standing
        .order
        .split_at(group.standing.order.len().min(ROWS));
    let rest = if far.is_empty() {
        nothing()
    } else {
        let label = words::count(far.len(), "other", "others");
        folded(
            &label,
            rank_table("The ranks of the others", c, team, group, far),
        )
    };
    together(vec![
        hint(
            "Ranks: by the group's weights, with their points of 100; by Borda's count, for which each member's first of so many gets most points and the last none, whatever the weights; and with each member.",
        ),
        rank_table(
            "The order of the group, and each member's",
            c,
            team,
            group,
            near,
        ),
        rest,
    ])
}

fn rank_table(name: &str, c: &Catalogue, team: &Team, group: &Group, rows: &[usize]) -> Piece {
    let head = |name: &str| el("th").attr("scope", "col").say(name);
    let mut heads = el("tr");
    for name in ["Technology", "Group", "Points", "Borda"] {
        heads = heads.child(head(name).done());
    }
    for member in &team.members {
        heads = heads.child(head(&member.name).attr("class", "team-who").done());
    }
    let at = |list: &[usize], n: usize| list.get(n).copied().unwrap_or_default().to_string();
    let mut body = el("tbody");
    for row in rows {
        let points = group.standing.scores.get(*row).copied().unwrap_or_default();
        let mut line = el("tr")
            .child(el("th").attr("scope", "row").say(team.who(c, *row)).done())
            .child(
                of("td", "team-rank")
                    .say(&at(&group.standing.ranks, *row))
                    .done(),
            )
            .child(el("td").say(&words::points(tenths(points))).done())
            .child(
                of("td", "team-rank")
                    .say(&at(&group.borda.ranks, *row))
                    .done(),
            );
        for says in &group.members {
            let rank = says.standing.ranks.get(*row).copied().unwrap_or_default();
            let class = if rank == 1 { "team-first" } else { "" };
            line = line.child(of("td", class).say(&rank.to_string()).done());
        }
        body = body.child(line.done());
    }
    let made = of("table", "decide-heat team-ranks")
        .child(of("caption", "unseen").say(name).done())
        .child(el("thead").child(heads.done()).done())
        .child(body.done());
    scrolled(name, made.done())
}

/// What is wider than a narrow window scrolls in a place of its own.
fn scrolled(name: &str, inside: Piece) -> Piece {
    of("div", "data-scroll")
        .attr("role", "region")
        .attr("aria-label", name)
        .attr("tabindex", "0")
        .child(inside)
        .done()
}

// ---- where they are apart ----

fn apart(c: &Catalogue, team: &Team) -> Piece {
    let plot = Plot::of(team);
    let signs = signs(team);
    let groups = parts::groups(c);
    let lines = plot.lines.iter().map(|line| {
        let name = c.criteria.get(line.column).map_or("", |k| k.label.as_str());
        let group = groups.get(line.column).copied().unwrap_or_default();
        let says = [
            words::weight(line.least * plot.end),
            " to ".to_owned(),
            words::weight(line.most * plot.end),
            "; mean ".to_owned(),
            words::weight(line.mean * plot.end),
        ];
        of("li", "team-line")
            .child(el("span").child(parts::swatch(group)).say(name).done())
            .child(dots(line, &signs))
            .child(el("small").say(&says.concat()).done())
            .done()
    });
    let says = [
        "The share that each gives a criterion, from nothing at the left to ",
        &words::share(plot.end),
        " of the whole at the right, the most apart first. A mark is a member by the letter above, the line across is the mean, which is the group's.",
    ];
    together(vec![
        hint(&says.concat()),
        of("ul", "team-plot").child(all(lines)).done(),
        folded("The same in numbers", shares(c, team, &plot)),
    ])
}

/// Everybody on one line.
fn dots(line: &Line, signs: &[String]) -> Piece {
    const LANE: usize = 24;
    let at = |place: f64| [&words::figure(place * 100.0), "%"].concat();
    let height = (line.lanes * LANE).to_string();
    let middle = (line.lanes * LANE / 2).to_string();
    let across = |class: &str, from: f64, to: f64| {
        el("line")
            .attr("class", class)
            .attr("x1", &at(from))
            .attr("x2", &at(to))
            .attr("y1", &middle)
            .attr("y2", &middle)
            .done()
    };
    let mean = el("line")
        .attr("class", "mean")
        .attr("x1", &at(line.mean))
        .attr("x2", &at(line.mean))
        .attr("y1", "0")
        .attr("y2", &height)
        .done();
    let mut drawn = el("svg")
        .attr("class", "team-dots")
        .attr("height", &height)
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(across("whole", 0.0, 1.0))
        .child(across("spread", line.least, line.most))
        .child(mean);
    for mark in &line.marks {
        let few = mark.members.len() <= SIGNS;
        let named = mark
            .members
            .iter()
            .take(if few { SIGNS } else { SIGNS - 1 });
        let mut shown: Vec<&str> = named
            .filter_map(|n| signs.get(*n).map(String::as_str))
            .collect();
        let more = ["+", &(mark.members.len() - shown.len()).to_string()].concat();
        if !few {
            shown.push(&more);
        }
        let letters = shown.concat();
        let width = 10 + 7 * letters.chars().count();
        let top = mark.lane * LANE;
        let pill = el("rect")
            .attr(
                "x",
                &["-", &words::figure(words::number(width) / 2.0)].concat(),
            )
            .attr("y", "2")
            .attr("width", &width.to_string())
            .attr("height", "20")
            .attr("rx", "10")
            .done();
        let label = el("text")
            .attr("y", "16")
            .attr("text-anchor", "middle")
            .say(&letters)
            .done();
        // Moved by a part of the line, which a group cannot be.
        let placed = el("svg")
            .attr("x", &at(mark.at))
            .attr("y", &top.to_string())
            .attr("overflow", "visible")
            .child(pill)
            .child(label);
        drawn = drawn.child(placed.done());
    }
    drawn.done()
}

/// The shares as a table.
fn shares(c: &Catalogue, team: &Team, plot: &Plot) -> Piece {
    let Some(group) = &team.group else {
        return nothing();
    };
    let head = |name: &str| el("th").attr("scope", "col").say(name);
    let mut heads = el("tr")
        .child(head("Criterion").done())
        .child(head("Group").done());
    for member in &team.members {
        heads = heads.child(head(&member.name).attr("class", "team-who").done());
    }
    let mut body = el("tbody");
    for line in &plot.lines {
        let name = c.criteria.get(line.column).map_or("", |k| k.label.as_str());
        let cell = |list: &[f64]| -> Element {
            let share = list.get(line.column).copied().unwrap_or_default();
            el("td").say(&words::weight(share))
        };
        let mut row = el("tr")
            .child(el("th").attr("scope", "row").say(name).done())
            .child(cell(&group.shares).done());
        for says in &group.members {
            row = row.child(cell(&says.shares).done());
        }
        body = body.child(row.done());
    }
    let name = "The share that each gives each criterion";
    let made = of("table", "decide-heat team-shares")
        .child(of("caption", "unseen").say(name).done())
        .child(el("thead").child(heads.done()).done())
        .child(body.done());
    scrolled(name, made.done())
}

// ---- what they ask for ----

/// What some ask for beside weights; nothing where nobody asks for anything.
fn demands(t: Together, c: &Catalogue, team: &Team) -> Option<Piece> {
    let who = |by: &[usize]| -> String {
        let names: Vec<&str> = by
            .iter()
            .filter_map(|n| team.members.get(*n).map(|m| m.name.as_str()))
            .collect();
        words::list(&names, "and")
    };
    let mut rows: Vec<Cells> = Vec::new();
    let mut add = |what: String, by: &[usize], how: String, shared: bool| {
        let all = if shared && team.members.len() > 1 {
            "all"
        } else {
            "not all"
        };
        let whose = with_level(&who(by), &how);
        rows.push(vec![said(&what), said(&whose), said(all)]);
    };
    for wanted in &team.required {
        let id = &wanted.capability;
        let name = c.capability(id).map_or(id.as_str(), |k| k.label.as_str());
        let by: Vec<usize> = wanted.by.iter().map(|(n, _)| *n).collect();
        let levels: Vec<String> = wanted
            .by
            .iter()
            .filter(|(_, level)| *level > Level::Community)
            .map(|(n, level)| {
                let least = match level {
                    Level::Core => " built in",
                    Level::Official => " at least official",
                    Level::Community | Level::None => "",
                };
                [&who(&[*n]), least].concat()
            })
            .collect();
        add(
            ["Must have ", name].concat(),
            &by,
            levels.join(", "),
            team.all_ask(by.len()),
        );
    }
    for choice in &team.chosen {
        let what = [
            facet_label(choice.facet),
            ": ",
            &choice_label(c, choice.facet, &choice.choice),
        ];
        add(
            what.concat(),
            &choice.by,
            String::new(),
            team.all_ask(choice.by.len()),
        );
    }
    let present = t.ctx.comparison();
    let other: Vec<usize> = (0..team.members.len())
        .filter(|n| {
            team.members.get(*n).is_some_and(|m| {
                m.comparison.unknown != present.unknown || m.comparison.since != present.since
            })
        })
        .collect();
    if !other.is_empty() {
        let what = "Unknown or old facts counted otherwise than here".to_owned();
        add(what, &other, String::new(), false);
    }
    if rows.is_empty() {
        return None;
    }
    let differs = team.merged.must != present.must || team.merged.facets != present.facets;
    let rest = if !team.merged.filtered() {
        "There is none that all ask for, so the group's link has none."
    } else if differs {
        "The group's link has only those that all ask for."
    } else {
        "They are those that all ask for."
    };
    let says = [
        "Must-haves and filters are no weights: they change nothing above, where your present ones count. ",
        rest,
    ]
    .concat();
    let offer = if differs && team.members.len() > 1 {
        let (must, facets) = (team.merged.must.clone(), team.merged.facets.clone());
        let set = act(move || {
            let adopted = Comparison {
                must: must.clone(),
                facets: facets.clone(),
                ..t.ctx.comparison()
            };
            t.ctx.dispatch(Msg::Adopt(Box::new(adopted)));
            t.ctx
                .status
                .set("The filters are those that all ask for now".to_owned());
            browser::focus(PART.0);
        });
        of("p", "actions")
            .child(parts::button("", "Filter by what all ask for", set).done())
            .done()
    } else {
        nothing()
    };
    Some(together(vec![
        heading("What some ask for"),
        hint(&says),
        table(
            "decide-table",
            "Must-haves and filters of the members",
            &["What", "Who asks for it", "All of you?"],
            Block::plain(rows),
            None,
        ),
        offer,
    ]))
}

fn with_level(who: &str, how: &str) -> String {
    if how.is_empty() {
        who.to_owned()
    } else {
        [who, " (", how, ")"].concat()
    }
}
