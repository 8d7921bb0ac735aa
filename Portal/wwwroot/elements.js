// Small custom elements: what only the browser knows, without a round trip through the circuit.

const formats = {
  date: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }),
  moment: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  exact: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
};

// Shows the reader's own time zone and format, in a shadow root: what the server wrote inside stays the server's.
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
    const format = /^\d{4}-\d{2}-\d{2}$/.test(text) ? formats.date : formats[this.getAttribute('format')] ?? formats.moment;
    this.shadowRoot.replaceChildren(Number.isNaN(time.getTime()) ? text : format.format(time));
  }
});

// Following a link leaves the drawer; only the browser knows that it is open.
document.addEventListener('click', event => {
  const drawer = event.target instanceof Element && event.target.closest('[popover] a')?.closest('[popover]');
  if (drawer && drawer.matches(':popover-open')) drawer.hidePopover();
});

// What an address names by its fragment is opened and brought into view. It often comes after the browser has looked
// for it, and again when the circuit renders the page anew: then the address-target inside of it does so, until the
// reader does something there.
function reveal(target) {
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView({ block: 'start' });
}

const named = hash => hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
let settled = null;

for (const sign of ['pointerdown', 'keydown', 'wheel'])
  addEventListener(sign, () => { settled = location.href; }, { capture: true, passive: true });

customElements.define('address-target', class extends HTMLElement {
  connectedCallback() {
    const place = this.closest('[id]');
    if (place && place === named(location.hash) && settled !== location.href) requestAnimationFrame(() => reveal(place));
  }
});

// A link within the page moves the address before anybody else hears of it.
document.addEventListener('click', event => {
  const link = event.target instanceof Element && event.target.closest('a[href*="#"]');
  if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return;
  const target = named(link.hash);
  if (target instanceof HTMLDetailsElement) requestAnimationFrame(() => reveal(target));
});
