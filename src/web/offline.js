// The page's side of the service worker (worker.js): lets the browser keep the page,
// and says when a new build is ready. boot.js loads this some seconds after the page
// is there. Whatever goes wrong here, the page works without.
//
// It sets on <html>, and then fires `groundwork-offline` at the window, with
// `groundwork-renewed` before it where there is something to offer:
//   data-offline  saved   the page opens without a network
//                 ready   … and a new build waits for the user's word
//                 done    … and another tab has begun to use it
//   data-build    the name of the build that is saved
// An element with data-use, once clicked, takes the new build into use.

const root = document.documentElement;
const { serviceWorker } = navigator;
const address = new URL('sw.js', import.meta.url).href;
const HOUR = 3_600_000;

/** The worker that answers for this page, unless it is that of a page further up. */
const controller = () => (serviceWorker.controller?.scriptURL === address ? serviceWorker.controller : null);

/** Whether somebody is in the middle of something that no link keeps. */
const writing = () => document.querySelector('dialog[open]') || [...document.querySelectorAll('textarea')].some(({ value }) => value);

/** Calls back with the name of a worker's build, if it says one. */
function ask(worker, call) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => call(data);
  worker?.postMessage('build', [port2]);
}

function tell(what) {
  root.dataset.offline = what;
  if (what !== 'saved') dispatchEvent(new Event('groundwork-renewed'));
  dispatchEvent(new Event('groundwork-offline'));
}

function follow(registration) {
  let first = !controller();
  let asked = false;
  let checked = Date.now();

  const saved = () =>
    ask(registration.active, (name) => {
      root.dataset.build = name;
      tell(root.dataset.offline ?? 'saved');
    });
  // The same build again, as after a step back, is nothing to speak of.
  const ready = () => ask(registration.waiting, (next) => ask(registration.active, (name) => next !== name && tell('ready')));
  const watch = (worker) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') ready();
      if (worker.state === 'activated') saved();
    });

  serviceWorker.addEventListener('controllerchange', () => {
    if (first && !asked) first = false;
    // Half a form is not thrown away for what was asked for elsewhere.
    else if (asked || !writing()) location.reload();
    else tell('done');
  });
  addEventListener('click', ({ target }) => {
    if (!target.closest?.('[data-use]')) return;
    asked = true;
    if (registration.waiting) registration.waiting.postMessage('use');
    else location.reload();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checked < HOUR) return;
    checked = Date.now();
    registration.update().catch(() => {});
  });
  registration.addEventListener('updatefound', () => watch(registration.installing));
  watch(registration.installing);
  if (registration.active) saved();
  ready();
}

serviceWorker.register(address, { updateViaCache: 'none' }).then(follow).catch(() => {});
