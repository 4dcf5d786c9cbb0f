//! The page: Leptos, and nothing that the core already knows.

/// Mounts the page.
pub fn mount() {}
