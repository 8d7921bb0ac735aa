// Small custom elements for what only the browser knows, without a round trip through the circuit.

// What the browser sends as Accept-Language: dates follow it, as numbers do on the server, the words of the pages are English.
const cultures = navigator.languages.length > 0 ? navigator.languages : undefined;
const formats = {
  month: new Intl.DateTimeFormat(cultures, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  brief: new Intl.DateTimeFormat(cultures, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  date: new Intl.DateTimeFormat(cultures, { dateStyle: 'medium', timeZone: 'UTC' }),
  moment: new Intl.DateTimeFormat(cultures, { dateStyle: 'medium', timeStyle: 'short' }),
  exact: new Intl.DateTimeFormat(cultures, { dateStyle: 'medium', timeStyle: 'medium' }),
  relative: { format: fromNow },
};

function fromNow(time) {
  const units = [['year', 365 * 86400], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const seconds = Math.round((time - Date.now()) / 1000);
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(seconds / length), unit);
}

setInterval(() => {
  for (const time of document.querySelectorAll('local-time:is([format="relative"], [format="age"])')) time.attributeChangedCallback();
}, 15000);

// Shows a time in the user's time zone and format. In a shadow root, so that the server's content stays unchanged.
customElements.define('local-time', class extends HTMLElement {
  static observedAttributes = ['datetime', 'format'];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  connectedCallback() { this.attributeChangedCallback(); }

  attributeChangedCallback() {
    const text = this.getAttribute('datetime') ?? '';
    const time = new Date(text);
    const day = /^\d{4}-\d{2}(-\d{2})?$/.exec(text);
    if (this.getAttribute('format') === 'age' && !Number.isNaN(time.getTime())) return this.#age(time);
    const wanted = formats[this.getAttribute('format')];
    const format = !day ? wanted ?? formats.moment : day[1] ? formats.date : wanted ?? formats.month;
    this.shadowRoot.replaceChildren(Number.isNaN(time.getTime()) ? text : format.format(time));
  }

  // The distance from now to look at; the exact time on hover, and to be read aloud.
  #age(time) {
    const [shown, read] = [document.createElement('span'), document.createElement('span')];
    this.title = formats.exact.format(time);
    shown.setAttribute('aria-hidden', 'true');
    shown.textContent = fromNow(time);
    read.textContent = this.title;
    read.style.cssText = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
    this.shadowRoot.replaceChildren(shown, read);
  }
});

// The second click of a double click on a link would add a second entry for the same address to the history.
document.addEventListener('click', event => {
  if (event.detail > 1 && event.target instanceof Element && event.target.closest('a')?.href === location.href) event.preventDefault();
}, { capture: true });

// Another page starts at its heading. When the circuit starts, it replaces the elements of the page: then what had the focus
// gets it again, and nothing if the user has moved it meanwhile.
let focused = null;
document.addEventListener('focusin', event => { focused = event.target; });

function heir(gone) {
  if (!gone || gone.isConnected) return null;
  return gone.id ? document.getElementById(gone.id) : [...document.links].find(link => link.href === gone.href);
}

function start(target) {
  if (target && !target.matches('a, button, input, select, textarea, [tabindex]')) target.tabIndex = -1;
  target?.focus({ preventScroll: true });
}

customElements.define('page-focus', class extends HTMLElement {
  static observedAttributes = ['page'];

  // After the other changes of the same rendering.
  connectedCallback() {
    queueMicrotask(() => {
      if (document.querySelector('main[data-live]') && document.activeElement === document.body) start(heir(focused) ?? document.querySelector('h1'));
    });
  }

  attributeChangedCallback(_, before) {
    if (before !== null) queueMicrotask(() => start(document.querySelector('h1')));
  }
});

// Following a link closes the drawer; only the browser knows that it is open.
document.addEventListener('click', event => {
  const drawer = event.target instanceof Element && event.target.closest('[popover] a')?.closest('[popover]');
  if (drawer && drawer.matches(':popover-open')) drawer.hidePopover();
});

// Opens the element that the address's fragment names, with all it is folded in, and scrolls to it. The element often
// appears after the browser has looked for it, and is replaced when the circuit starts; its address-target, or that of an
// element around it, then does this again, until the user interacts with the page.
function reveal(target) {
  for (let part = target.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
  target.scrollIntoView({ block: 'start' });
}

function named(hash) {
  try {
    return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  } catch {
    return null;
  }
}

let settled = null;

for (const sign of ['pointerdown', 'keydown', 'wheel'])
  addEventListener(sign, () => { settled = location.href; }, { capture: true, passive: true });

customElements.define('address-target', class extends HTMLElement {
  // In the next frame: the content of components inside the element is added after this one.
  connectedCallback() {
    if (location.hash.length > 1) requestAnimationFrame(() => this.#follow());
  }

  #follow() {
    const target = named(location.hash);
    if (target && this.closest('[id]')?.contains(target) && settled !== location.href) reveal(target);
  }
});

// A link within the page changes only the fragment, so nothing is rendered and no address-target is added.
document.addEventListener('click', event => {
  const link = event.target instanceof Element && event.target.closest('a[href*="#"]');
  if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return;
  const target = named(link.hash);
  if (target?.closest('details')) requestAnimationFrame(() => reveal(target));
});
