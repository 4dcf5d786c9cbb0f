//! What follows from the state.

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Subscriber};
use std::any::Any;
use std::marker::PhantomData;
use std::process::abort;
use std::sync::Arc;

/// A value that follows from what it reads: made anew when that changes, and
/// told on only where it differs from before. It is a memo of Leptos
/// underneath, of one type for all values: each type of memo would bring the
/// whole of its code again.
pub struct Derived<T> {
    memo: Memo<Held>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Copy for Derived<T> {}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// Any value, and how two of its type are compared.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&Held, &Held) -> bool,
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(self, other)
    }
}

fn same<T: PartialEq + 'static>(a: &Held, b: &Held) -> bool {
    a.value.downcast_ref::<T>() == b.value.downcast_ref::<T>()
}

/// Makes a value of the one before.
type Make = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn memo(make: Make) -> Memo<Held> {
    Memo::new(move |before: Option<&Held>| {
        until_gone();
        make(before)
    })
}

/// Takes whoever runs here off all that it follows, as soon as it is gone. Leptos
/// (0.8) does that only when what was followed changes: what never does would keep
/// something of everyone who ever followed it.
#[inline(never)]
pub fn until_gone() {
    if let Some(me) = Observer::get() {
        on_cleanup(move || me.clear_sources(&me));
    }
}

/// The value now, and followed from here on.
#[inline(never)]
fn now(memo: Memo<Held>) -> Held {
    memo.get()
}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// Follows what `make` reads.
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::from_before(move |_| make())
    }

    /// Follows what `make` reads, which is given the value before.
    pub fn from_before(make: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let held = move |before: Option<&Held>| Held {
            value: Arc::new(make(before.and_then(|held| held.value.downcast_ref()))),
            same: same::<T>,
        };
        Self {
            memo: memo(Box::new(held)),
            holds: PhantomData,
        }
    }

    /// Reads the value and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        match now(self.memo).value.downcast_ref::<T>() {
            Some(value) => read(value),
            // It holds what its own constructor put there.
            None => abort(),
        }
    }

    /// Reads the value without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        untrack(|| self.with(read))
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        now(self.memo);
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Derived<T> {
    /// The value, followed from here on.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, not followed.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Runs now, and again whenever what it reads changes. Of one type too, as
/// [`Derived`] is and for the same reason.
pub fn effect(run: impl FnMut() + 'static) {
    run_boxed(Box::new(run));
}

fn run_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| {
        until_gone();
        run();
    });
}
