//! The only file that touches the browser: address bar, storage, clipboard,
//! network, clock. It knows bytes and strings, never the state.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Takes the first paint away, for the page is there.
pub fn unveil() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

/// Says that the page is whole.
pub fn ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "1");
    }
}

/// Milliseconds since the page was opened.
pub fn elapsed() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}

/// Waits for a task of its own.
pub async fn pause() {
    wait(|go| set_timeout(move || go(), Duration::ZERO)).await;
}

/// Waits until what has changed so far has been painted; not where nobody looks.
pub async fn painted() {
    wait(|go| after_paint(move || go())).await;
}

async fn wait(turn: fn(Rc<dyn Fn()>)) {
    // The timers of a hidden page are slowed down, and nothing is painted.
    if document().hidden() {
        return;
    }
    let promise = js_sys::Promise::new(&mut |go, _| {
        turn(Rc::new(move || drop(go.call0(&JsValue::NULL))));
    });
    let _ = JsFuture::from(promise).await;
}

/// Notes the cause of a crash for the panel of `index.html`, which the boot
/// script shows; the first cause stands.
pub fn crashed(cause: &str) {
    web_sys::console::error_1(&JsValue::from_str(cause));
    if let Some(text) = document().get_element_by_id("crash-cause")
        && text.text_content().is_none_or(|t| t.is_empty())
    {
        text.set_text_content(Some(cause));
    }
}

/// The query string without its question mark.
#[must_use]
pub fn query() -> String {
    let search = location().search().unwrap_or_default();
    search.strip_prefix('?').unwrap_or(&search).to_owned()
}

/// What stands after the `#` of the address.
pub fn fragment() -> String {
    let hash = location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// The address of the page with another query, or with none; empty where the
/// page is a file that knows of no address.
#[must_use]
pub fn address(query: &str) -> String {
    let bare = home().unwrap_or_else(|| {
        let place = location();
        [
            place.origin().unwrap_or_default(),
            place.pathname().unwrap_or_default(),
        ]
        .concat()
    });
    if query.is_empty() || bare.is_empty() {
        bare
    } else {
        [&bare, "?", query].concat()
    }
}

/// Where the links lead of a page that is one file; empty for nowhere, and
/// `None` where the page is served.
#[must_use]
pub fn home() -> Option<String> {
    noted("data-home")
}

/// What the scripts that are not the program have noted on the document.
#[must_use]
pub fn noted(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// What to fetch to save the page as one file, and its size in bytes; `None`
/// where the build has no such file.
#[must_use]
pub fn single() -> Option<(String, u32)> {
    let told = document().query_selector("[data-single]").ok()??;
    let told = told.get_attribute("data-single")?;
    let (file, size) = told.split_once(' ')?;
    Some((file.to_owned(), size.parse().ok()?))
}

/// What the page itself noted in the present history entry.
#[must_use]
pub fn entry() -> Option<String> {
    window().history().ok()?.state().ok()?.as_string()
}

/// The history to write to; none once the program has crashed, or what is half
/// done would be opened again by a reload.
fn history() -> Option<web_sys::History> {
    let history = window().history().ok();
    history.filter(|_| noted("data-crashed").is_none())
}

/// Replaces the present history entry.
pub fn replace(query: Option<&str>, entry: &str) {
    if let Some(history) = history() {
        let entry = JsValue::from_str(entry);
        let to = query.map(|query| ["?", query].concat());
        // Where a file may not write its address, the entry says it alone.
        if history
            .replace_state_with_url(&entry, "", to.as_deref())
            .is_err()
        {
            let _ = history.replace_state(&entry, "");
        }
    }
}

/// Adds a history entry.
pub fn push(query: &str, entry: &str) {
    if let Some(history) = history() {
        let entry = JsValue::from_str(entry);
        let to = ["?", query].concat();
        if history.push_state_with_url(&entry, "", Some(&to)).is_err() {
            let _ = history.push_state(&entry, "");
        }
    }
}

/// Calls back at an event of the window, for as long as the page is open.
#[inline(never)]
pub fn on(event: &str, call: Rc<dyn Fn(web_sys::Event)>) {
    window_event_listener_untyped(event, move |event| call(event));
}

/// Calls back when Back or Forward was used.
pub fn on_travel(call: impl Fn() + 'static) {
    on("popstate", Rc::new(move |_| call()));
}

/// Calls back with key and new text when another tab changed the storage, and
/// with `None` when the page is seen again and everything should be read anew.
pub fn on_storage(call: impl Fn(Option<(String, Option<String>)>) + 'static) {
    let call: Rc<dyn Fn(web_sys::Event)> = Rc::new(move |event| {
        let storage = event.dyn_ref::<web_sys::StorageEvent>();
        call(storage.and_then(|event| Some((event.key()?, event.new_value()))));
    });
    for event in ["storage", "focus", "pageshow"] {
        on(event, Rc::clone(&call));
    }
}

/// Calls back before the page is hidden or left: the last chance to write.
pub fn on_leave(call: impl Fn() + 'static) {
    on("pagehide", Rc::new(move |_| call()));
}

/// Where a history entry is noted on leaving: what is written to the history
/// while a page is being reloaded is lost.
const LEFT: &str = "groundwork:left";

/// Notes for when this tab comes back what its history entry should say, and
/// whether that could not be written any more.
pub fn leave(entry: &str, late: bool) {
    if let Ok(Some(storage)) = window().session_storage()
        && noted("data-crashed").is_none()
    {
        let mark = if late { "late " } else { "done " };
        let _ = storage.set_item(LEFT, &[mark, entry].concat());
    }
}

/// Takes the history entry that was noted on leaving. It counts where the page
/// was reloaded, and where it was late and the present entry is one of the
/// page's own.
#[must_use]
pub fn left(own: bool) -> Option<String> {
    let storage = window().session_storage().ok().flatten()?;
    let left = storage.get_item(LEFT).ok().flatten()?;
    let _ = storage.remove_item(LEFT);
    let (mark, entry) = left.split_once(' ')?;
    (reloaded() || own && mark == "late").then(|| entry.to_owned())
}

/// Whether the page was reloaded, rather than gone to.
fn reloaded() -> bool {
    let performance = window().performance();
    performance
        .is_some_and(|p| p.navigation().type_() == web_sys::PerformanceNavigation::TYPE_RELOAD)
}

/// Whether the boot script asks for the safe mode: the page crashed twice within
/// a minute, and what it then read may be the cause.
#[must_use]
pub fn safe() -> bool {
    noted("data-safe").is_some()
}

/// Forgets the crashes that the boot script counts, and loads the page anew.
pub fn start_as_usual() {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.remove_item("groundwork:crashes");
    }
    reload();
}

/// Every entry of the storage whose key begins so; `None` where the browser
/// denies it. gloo-storage throws where storage is denied, so it is asked for
/// with care first.
#[must_use]
pub fn stored(prefix: &str) -> Option<Vec<(String, String)>> {
    window().local_storage().ok().flatten()?;
    let storage = LocalStorage::raw();
    let mut found = Vec::new();
    for n in 0..storage.length().ok()? {
        let key = storage.key(n).ok().flatten();
        if let Some(key) = key.filter(|k| k.starts_with(prefix))
            && let Ok(Some(text)) = storage.get_item(&key)
        {
            found.push((key, text));
        }
    }
    Some(found)
}

/// What stands under a key of the storage.
#[must_use]
pub fn stored_at(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?;
    LocalStorage::raw().get_item(key).ok().flatten()
}

/// Writes an entry of the storage; `false` where it is denied or full, and once
/// the program has crashed: what it is made to do then may be half done.
pub fn store(key: &str, text: &str) -> bool {
    noted("data-crashed").is_none()
        && window().local_storage().is_ok_and(|s| s.is_some())
        && LocalStorage::raw().set_item(key, text).is_ok()
}

/// How long a file may take, in milliseconds.
const PATIENCE: u32 = 60_000;

/// Fetches a text beside the page, past all caches where it is asked for anew.
///
/// # Errors
/// The status of an answer that is no success; `None` where there was no
/// answer, or no end of it.
pub async fn fetch(file: &str, anew: bool) -> Result<String, Option<u16>> {
    let init = web_sys::RequestInit::new();
    init.set_signal(Some(&web_sys::AbortSignal::timeout_with_u32(PATIENCE)));
    if anew {
        init.set_cache(web_sys::RequestCache::Reload);
    }
    let asked = window().fetch_with_str_and_init(file, &init);
    let answer = JsFuture::from(asked).await.map_err(|_| None)?;
    let answer: web_sys::Response = answer.dyn_into().map_err(|_| None)?;
    if !answer.ok() {
        return Err(Some(answer.status()));
    }
    let text = answer.text().map_err(|_| None)?;
    let text = JsFuture::from(text).await.map_err(|_| None)?;
    text.as_string().ok_or(None)
}

/// Loads the page anew.
pub fn reload() {
    let _ = location().reload();
}

/// The address of a text file that is made of this text.
#[must_use]
pub fn file(text: &str) -> String {
    let encoded = String::from(js_sys::encode_uri_component(text));
    ["data:text/plain;charset=utf-8,", &encoded].concat()
}

/// Hands a text over as a file to keep.
pub fn save(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let bag = web_sys::BlobPropertyBag::new();
    bag.set_type(kind);
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &bag) {
        save_blob(name, &blob);
    }
}

/// Hands bytes over as a file to keep.
pub fn save_blob(name: &str, blob: &web_sys::Blob) {
    let Ok(url) = web_sys::Url::create_object_url_with_blob(blob) else {
        return;
    };
    let link = document().create_element("a").ok();
    if let Some(link) = link.and_then(|e| e.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser reads the address after the click, and not at once.
    let free = move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    };
    set_timeout(free, Duration::from_secs(60));
}

/// Hands what stands at a data: address over as a file to keep.
pub fn save_url(name: &str, url: &str) {
    let link = document().create_element("a").ok();
    if let Some(link) = link.and_then(|e| e.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(url);
        link.set_download(name);
        link.click();
    }
}

/// The address of a drawing that is made of this text.
#[must_use]
pub fn drawing(svg: &str) -> String {
    let encoded = String::from(js_sys::encode_uri_component(svg));
    ["data:image/svg+xml;charset=utf-8,", &encoded].concat()
}

/// Turns a drawing of some width and height into a PNG of twice as many points
/// a side, and calls back with its data: address; with `None` where this browser
/// does not.
pub fn picture(svg: &str, [width, height]: [u32; 2], done: impl FnOnce(Option<String>) + 'static) {
    let made = |tag: &str| document().create_element(tag).ok();
    let image = made("img").and_then(|e| e.dyn_into::<web_sys::HtmlImageElement>().ok());
    let canvas = made("canvas").and_then(|e| e.dyn_into::<web_sys::HtmlCanvasElement>().ok());
    let (Some(image), Some(canvas)) = (image, canvas) else {
        done(None);
        return;
    };
    image.set_src(&drawing(svg));
    leptos::task::spawn_local(async move {
        let drawn = async {
            JsFuture::from(image.decode()).await.ok()?;
            canvas.set_width(width * 2);
            canvas.set_height(height * 2);
            let context = canvas.get_context("2d").ok()??;
            let context: web_sys::CanvasRenderingContext2d = context.dyn_into().ok()?;
            let (w, h) = (f64::from(width) * 2.0, f64::from(height) * 2.0);
            context
                .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, w, h)
                .ok()?;
            let url = canvas.to_data_url_with_type("image/png").ok()?;
            url.starts_with("data:image/png").then_some(url)
        };
        done(drawn.await);
    });
}

/// Prints the page.
pub fn print() {
    let _ = window().print();
}

/// What is unfolded only for print.
const UNFOLDED: &str = "data-unfolded";

/// Unfolds what is folded in the place, except what only explains or is too long
/// for paper. What is drawn once it is open hears of that now: the browser tells
/// it after the print.
pub fn unfold() {
    each("main details:not([open], .about, .stays)", |details| {
        let _ = details.set_attribute(UNFOLDED, "");
        let _ = details.set_attribute("open", "");
        if let Ok(event) = web_sys::Event::new("toggle") {
            let _ = details.dispatch_event(&event);
        }
    });
}

/// Folds what was unfolded.
pub fn fold() {
    each("main details[data-unfolded]", |details| {
        let _ = details.remove_attribute(UNFOLDED);
        let _ = details.remove_attribute("open");
    });
}

/// Does something with each element of a selector.
fn each(selector: &str, call: impl Fn(&web_sys::Element)) {
    let Ok(all) = document().query_selector_all(selector) else {
        return;
    };
    for n in 0..all.length() {
        let element = all
            .get(n)
            .and_then(|e| e.dyn_into::<web_sys::Element>().ok());
        if let Some(element) = element {
            call(&element);
        }
    }
}

/// Calls back when what follows from the present change has been drawn: events
/// of folding come a task later, and what they ask for another.
pub fn after_drawn(call: fn()) {
    set_timeout(
        move || request_animation_frame(move || request_animation_frame(call)),
        Duration::from_millis(60),
    );
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unread {
    /// It has so many bytes, which are more than are read.
    Large(f64),
    /// The browser could not, or it is no text.
    Failed,
}

/// What was chosen in an input of files, dropped, or pasted: calls back with the
/// name and the text of the first. A file of more than `most` bytes is not even
/// read. Where it was neither file nor text nothing happens.
pub fn opened(
    event: &web_sys::Event,
    most: usize,
    call: impl FnOnce(String, Result<String, Unread>) + 'static,
) {
    let target = event.target();
    let input = target.and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
    let drop = event.dyn_ref::<web_sys::DragEvent>();
    let paste = event.dyn_ref::<web_sys::ClipboardEvent>();
    let data = drop
        .and_then(web_sys::DragEvent::data_transfer)
        .or_else(|| paste.and_then(web_sys::ClipboardEvent::clipboard_data));
    let files = match &data {
        Some(data) => data.files(),
        None => input.as_ref().and_then(web_sys::HtmlInputElement::files),
    };
    if let Some(file) = files.and_then(|files| files.get(0)) {
        let (name, size) = (file.name(), file.size());
        leptos::task::spawn_local(async move {
            if size > crate::words::number(most) {
                return call(name, Err(Unread::Large(size)));
            }
            let text = JsFuture::from(file.text()).await;
            let text = text.ok().and_then(|text| text.as_string());
            call(name, text.ok_or(Unread::Failed));
        });
        // The same file can be chosen again once it was mended.
        if let Some(input) = input.filter(|_| data.is_none()) {
            input.set_value("");
        }
        return;
    }
    let text = data.and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        event.prevent_default();
        call("What you pasted".to_owned(), Ok(text));
    }
}

/// Whether the box of this event is ticked.
#[must_use]
pub fn is_checked(event: &web_sys::Event) -> bool {
    let target = event.target();
    let input = target.and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.is_some_and(|input| input.checked())
}

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> u64 {
    // Positive and far below 2^53.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let now = js_sys::Date::now() as u64;
    now
}

/// A random number of 32 bits.
#[must_use]
pub fn random() -> u32 {
    // The product is below 2^32.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let random = (js_sys::Math::random() * 4_294_967_296.0) as u32;
    random
}

/// The key of a keyboard event, with `Ctrl+`, `Meta+` and `Alt+` before it
/// where they are held; empty for any other event.
#[must_use]
pub fn key(event: &web_sys::Event) -> String {
    let event = event.dyn_ref::<web_sys::KeyboardEvent>();
    event.map_or_else(String::new, |e| {
        let held = |held: bool, name: &'static str| if held { name } else { "" };
        [
            held(e.ctrl_key(), "Ctrl+"),
            held(e.meta_key(), "Meta+"),
            held(e.alt_key(), "Alt+"),
            &e.key(),
        ]
        .concat()
    })
}

/// Puts a text on the clipboard and calls back whether that went well.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // In an insecure context the clipboard is missing, against its type.
    let navigator: JsValue = window().navigator().into();
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    let Some(clipboard) = clipboard
        .ok()
        .and_then(|c| c.dyn_into::<web_sys::Clipboard>().ok())
    else {
        done(false);
        return;
    };
    let promise = clipboard.write_text(text);
    leptos::task::spawn_local(async move {
        done(JsFuture::from(promise).await.is_ok());
    });
}

/// Whether this browser can hand a link over to other programs.
#[must_use]
pub fn can_share() -> bool {
    sharing().is_some()
}

/// What hands a link over to other programs, and what it is called on.
fn sharing() -> Option<(JsValue, js_sys::Function)> {
    // Missing in many browsers, against its type.
    let navigator: JsValue = window().navigator().into();
    let share = js_sys::Reflect::get(&navigator, &JsValue::from_str("share")).ok()?;
    Some((navigator, share.dyn_into().ok()?))
}

/// Hands a link over to other programs, as the user then chooses.
pub fn share(title: &str, url: &str) {
    let Some((navigator, share)) = sharing() else {
        return;
    };
    let data = js_sys::Object::new();
    for (key, text) in [("title", title), ("url", url)] {
        let _ = js_sys::Reflect::set(&data, &key.into(), &text.into());
    }
    let promise = share.call1(&navigator, &data);
    let promise = promise
        .ok()
        .and_then(|p| p.dyn_into::<js_sys::Promise>().ok());
    if let Some(promise) = promise {
        leptos::task::spawn_local(async move {
            // Whoever thinks better of it has not failed.
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// The title of the page.
#[must_use]
pub fn title() -> String {
    document().title()
}

/// Sets what the page says of itself to who asks without showing it.
pub fn describe(text: &str) {
    let meta = document().query_selector("meta[name=description]");
    if let Ok(Some(meta)) = meta {
        let _ = meta.set_attribute("content", text);
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets `data-theme` of the document, or takes it away.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Whether a media query holds, now.
#[must_use]
pub fn matches(media: &str) -> bool {
    let list = window().match_media(media).ok().flatten();
    list.is_some_and(|list| list.matches())
}

/// A signal that follows a media query.
#[must_use]
pub fn media(media: &'static str) -> ReadSignal<bool> {
    let (read, write) = signal(matches(media));
    let follow = move |_| {
        let now = matches(media);
        if read.get_untracked() != now {
            write.set(now);
        }
    };
    on("resize", Rc::new(follow));
    read
}

/// Calls back when what has changed so far has been painted; also where nothing
/// is painted, as in a tab that is hidden. It may call twice.
pub fn after_paint(call: impl Fn() + Clone + 'static) {
    let late = call.clone();
    set_timeout(late, Duration::from_millis(100));
    request_animation_frame(move || set_timeout(call, Duration::ZERO));
}

/// Whether the `details` of this event are open.
#[must_use]
pub fn is_open(event: &web_sys::Event) -> bool {
    let target = event.target();
    let details = target.and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    details.is_some_and(|d| d.has_attribute("open"))
}

/// Focuses an element by its id, after the view has been drawn.
pub fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || focus_now(&id));
}

/// Focuses an element by its id, at once.
pub fn focus_now(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Gives the focus back to what has it now, should a move in the page take it;
/// to its neighbour where it cannot be used any more.
pub fn focus_back() {
    let active = document().active_element();
    request_animation_frame(move || {
        let Some(active) = active else {
            return;
        };
        let off = active.matches(":disabled").unwrap_or_default();
        let parent = active.parent_element().filter(|_| off);
        let near = parent.and_then(|p| p.query_selector("button:not(:disabled)").ok().flatten());
        if let Ok(target) = near.unwrap_or(active).dyn_into::<web_sys::HtmlElement>() {
            let _ = target.focus();
        }
    });
}

/// Lays the focus down where nothing is lost: on the heading of the open
/// dialog, or of the place. Nothing scrolls.
pub fn rest() {
    request_animation_frame(|| {
        let document = document();
        let heading =
            document.query_selector("dialog[open] h2, body:not(:has(dialog[open])) #place");
        let heading = heading.ok().flatten();
        if let Some(heading) = heading.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
}

/// Calls back after a control was clicked or changed.
pub fn on_acted(call: fn()) {
    let acted: Rc<dyn Fn(web_sys::Event)> = Rc::new(move |event| {
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let control = target
            .and_then(|t| t.closest("button, select, input, summary, a").ok())
            .flatten();
        if control.is_some() {
            // After the page has been drawn, when what is gone has let go.
            request_animation_frame(move || request_animation_frame(call));
        }
    });
    on("click", Rc::clone(&acted));
    on("change", acted);
}

/// Calls back when the pointer or the focus comes to an element of this selector.
pub fn on_near(selector: &'static str, call: impl Fn() + 'static) {
    let near: Rc<dyn Fn(web_sys::Event)> = Rc::new(move |event| {
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|t| t.closest(selector).ok().flatten().is_some()) {
            call();
        }
    });
    on("pointerover", Rc::clone(&near));
    on("focusin", near);
}

/// Whether the focus is within an element of this selector.
#[must_use]
pub fn focus_within(selector: &str) -> bool {
    let active = document().active_element();
    active.is_some_and(|e| e.closest(selector).ok().flatten().is_some())
}

/// Lays the focus down where nothing is lost, if it is nowhere.
pub fn keep_focus() {
    keep_focus_at("");
}

/// Lays the focus, if it is nowhere, on the name in the row of this technology;
/// where none is shown, where nothing is lost.
pub fn keep_focus_at(row: &str) {
    let document = document();
    let nowhere = document.active_element().is_none_or(|active| {
        active.tag_name() == "BODY" || active.matches(":disabled").unwrap_or_default()
    });
    if !nowhere {
        return;
    }
    let name = [".row:not([hidden])[data-id='", row, "'] .name"].concat();
    let name = document.query_selector(&name).ok().flatten();
    match name.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(name) => drop(name.focus()),
        None => rest(),
    }
}

/// Writes into the input that an event is of.
pub fn retype(event: &web_sys::Event, text: &str) {
    let input = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(input) = input {
        input.set_value(text);
    }
}

/// Focuses the place's heading and scrolls to the top of the page.
pub fn arrive(id: &'static str) {
    request_animation_frame(move || {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(element) = element(id) {
            let _ = element.focus();
        }
    });
}

/// Selects all text of an input.
pub fn select(id: &str) {
    let input = element(id).and_then(|e| e.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(input) = input {
        input.select();
    }
}

/// An element by its id.
#[must_use]
pub fn element(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Opens a dialog of the page by its id, as a modal one where there is such a thing.
pub fn open_dialog(id: &str) {
    let dialog = element(id).and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok());
    if let Some(dialog) = dialog
        && !dialog.open()
    {
        if dialog.show_modal().is_err() {
            dialog.show();
        }
        speak_in(&dialog);
    }
}

/// The id of what says to the ear what has changed.
pub const STATUS: &str = "status";

/// Moves what speaks to where it is heard: while a modal dialog is open, nothing
/// outside it is.
fn speak_in(place: &web_sys::Element) {
    if let Some(status) = element(STATUS) {
        let _ = place.append_child(&status);
    }
}

/// Moves what speaks out of a dialog that was closed.
pub fn speak_up() {
    let document = document();
    let open = document.query_selector("dialog[open]").ok().flatten();
    if let Some(place) = open.or_else(|| Some(document.body()?.into())) {
        speak_in(&place);
    }
}

/// Closes a dialog of the page by its id; focus returns to what opened it.
pub fn close_dialog(id: &str) {
    let dialog = element(id).and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        dialog.close();
    }
}

/// Whether the focus is where typing writes.
#[must_use]
pub fn typing() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    let name = active.tag_name();
    let input = active.dyn_ref::<web_sys::HtmlInputElement>();
    match input {
        Some(input) => !matches!(input.type_().as_str(), "checkbox" | "radio" | "range"),
        None => name == "TEXTAREA" || name == "SELECT",
    }
}

/// Moves the focus to the same control of a neighbouring row: `by` rows down.
/// Rows are the visible `.row` elements, controls carry `data-control`.
pub fn step_row(by: i32) -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    let Some(control) = active.get_attribute("data-control") else {
        return false;
    };
    let selector = [".row:not([hidden]) [data-control=", &control, "]"].concat();
    let Ok(all) = document().query_selector_all(&selector) else {
        return false;
    };
    let same = |n: &u32| all.get(*n).is_some_and(|e| e.is_same_node(Some(&active)));
    let Some(at) = (0..all.length()).find(same) else {
        return false;
    };
    let next = at
        .saturating_add_signed(by)
        .min(all.length().saturating_sub(1));
    let target = all
        .get(next)
        .and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    target.is_some_and(|target| target.focus().is_ok())
}

/// Runs a keyframe animation of a vertical shift on an element; does nothing
/// where the browser has none.
pub fn slide(element: &web_sys::Element, from: f64) {
    let frame = |y: f64| {
        let frame = js_sys::Object::new();
        let shift = ["translateY(", &crate::chart::coordinate(y), "px)"].concat();
        let _ = js_sys::Reflect::set(&frame, &"transform".into(), &shift.into());
        frame
    };
    let frames = js_sys::Array::of2(&frame(from), &frame(0.0));
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"duration".into(), &180.into());
    let _ = js_sys::Reflect::set(&options, &"easing".into(), &"ease-out".into());
    let animate = js_sys::Reflect::get(element, &"animate".into());
    if let Some(animate) = animate
        .ok()
        .and_then(|f| f.dyn_into::<js_sys::Function>().ok())
    {
        let _ = animate.call2(element, &frames, &options);
    }
}
