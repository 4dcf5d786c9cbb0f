//! The browser's edge in a real browser: what goes in and comes out of the
//! address bar, the storage and events. `make edge` runs it.

#![cfg(all(target_arch = "wasm32", feature = "web"))]

use groundwork::web::browser;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}

fn keyboard(key: &str, hold: impl Fn(&web_sys::KeyboardEventInit)) -> web_sys::Event {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    hold(&init);
    web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init)
        .unwrap()
        .into()
}

async fn wait(ms: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
fn what_is_stored_is_found_by_its_prefix_and_nothing_else() {
    let storage = window().local_storage().unwrap().unwrap();
    storage.clear().unwrap();
    storage.set_item("other", "1").unwrap();
    assert!(browser::store("groundwork:item:a", "{\"ü\":\"★\"}"));
    assert_eq!(
        browser::stored("groundwork:"),
        Some(vec![(
            "groundwork:item:a".to_owned(),
            "{\"ü\":\"★\"}".to_owned()
        )])
    );
    assert_eq!(
        browser::stored_at("groundwork:item:a").as_deref(),
        Some("{\"ü\":\"★\"}")
    );
    assert_eq!(browser::stored_at("groundwork:item:b"), None);
}

#[wasm_bindgen_test]
fn a_text_too_great_for_the_storage_is_refused_and_what_stood_there_stays() {
    assert!(browser::store("groundwork:item:c", "small"));
    let great = "x".repeat(11 * 1024 * 1024);
    assert!(!browser::store("groundwork:item:c", &great));
    assert_eq!(
        browser::stored_at("groundwork:item:c").as_deref(),
        Some("small")
    );
}

#[wasm_bindgen_test]
fn the_address_bar_takes_a_query_and_gives_it_back() {
    browser::push("v=1&w=rps.7", "an entry");
    assert_eq!(browser::query(), "v=1&w=rps.7");
    assert_eq!(browser::entry().as_deref(), Some("an entry"));
    assert!(browser::address("a=b").ends_with("?a=b"));
    browser::replace(None, "another");
    assert_eq!(browser::query(), "v=1&w=rps.7");
    assert_eq!(browser::entry().as_deref(), Some("another"));
    browser::replace(Some(""), "third");
    assert_eq!(browser::query(), "");
    assert!(!browser::address("").contains('?'));
}

#[wasm_bindgen_test]
fn what_is_noted_late_on_leaving_is_taken_once() {
    browser::leave("where I was", true);
    assert_eq!(browser::left(true).as_deref(), Some("where I was"));
    assert_eq!(browser::left(true), None);
}

#[wasm_bindgen_test]
fn what_was_written_in_time_is_not_taken_where_the_page_was_gone_to() {
    browser::leave("where I was", false);
    assert_eq!(browser::left(true), None);
    browser::leave("where I was", true);
    assert_eq!(browser::left(false), None);
    assert_eq!(browser::left(true), None);
    assert!(!browser::safe());
}

#[wasm_bindgen_test]
fn a_key_is_named_with_what_is_held() {
    assert_eq!(browser::key(&keyboard("a", |_| ())), "a");
    let held = keyboard("ArrowUp", |init| {
        init.set_alt_key(true);
        init.set_ctrl_key(true);
    });
    assert_eq!(browser::key(&held), "Ctrl+Alt+ArrowUp");
    let other = web_sys::Event::new("input").unwrap();
    assert_eq!(browser::key(&other), "");
}

#[wasm_bindgen_test]
fn an_event_of_another_tab_says_key_and_text_and_focus_says_none() {
    let heard: Rc<Cell<Vec<Option<(String, Option<String>)>>>> = Rc::default();
    let told = Rc::clone(&heard);
    browser::on_storage(move |change| {
        let mut all = told.take();
        all.push(change);
        told.set(all);
    });
    let init = web_sys::StorageEventInit::new();
    init.set_key(Some("groundwork:mine"));
    init.set_new_value(Some("v=1"));
    let event = web_sys::StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
    window().dispatch_event(&event).unwrap();
    let focus = web_sys::Event::new("focus").unwrap();
    window().dispatch_event(&focus).unwrap();
    assert_eq!(
        heard.take(),
        [
            Some(("groundwork:mine".to_owned(), Some("v=1".to_owned()))),
            None
        ]
    );
}

#[wasm_bindgen_test]
async fn after_the_paint_it_calls_back_at_least_once() {
    let calls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&calls);
    browser::after_paint(move || counted.set(counted.get() + 1));
    assert_eq!(calls.get(), 0, "not at once");
    wait(300).await;
    assert!(calls.get() >= 1);
}

#[wasm_bindgen_test]
fn a_retyped_input_shows_the_text_that_counts() {
    let document = window().document().unwrap();
    let input: web_sys::HtmlInputElement =
        document.create_element("input").unwrap().unchecked_into();
    document.body().unwrap().append_child(&input).unwrap();
    input.set_value("seven");
    let shown = input.clone();
    browser::on(
        "change",
        Rc::new(move |event| {
            browser::retype(&event, "7");
            assert!(!browser::is_open(&event));
        }),
    );
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("change", &init).unwrap();
    input.dispatch_event(&event).unwrap();
    assert_eq!(shown.value(), "7");
    shown.remove();
}

#[wasm_bindgen_test]
fn a_file_is_an_address_that_holds_its_text() {
    let address = browser::file("50 % ü\n");
    let text = js_sys::decode_uri_component(address.split_once(',').unwrap().1).unwrap();
    assert_eq!(JsValue::from(text), JsValue::from_str("50 % ü\n"));
}
