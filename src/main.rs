//! Mounts the page.

fn main() {
    groundwork::web::mount();
}
