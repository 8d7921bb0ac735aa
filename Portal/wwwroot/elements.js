// Small custom elements for what only the browser knows, without a round trip through the circuit.

const formats = {
  month: new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  brief: new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  date: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }),
  moment: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  exact: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
};

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
    const wanted = formats[this.getAttribute('format')];
    const format = !day ? wanted ?? formats.moment : day[1] ? formats.date : wanted ?? formats.month;
    this.shadowRoot.replaceChildren(Number.isNaN(time.getTime()) ? text : format.format(time));
  }
});

// Following a link closes the drawer; only the browser knows that it is open.
document.addEventListener('click', event => {
  const drawer = event.target instanceof Element && event.target.closest('[popover] a')?.closest('[popover]');
  if (drawer && drawer.matches(':popover-open')) drawer.hidePopover();
});

// Opens the element that the address's fragment names, and scrolls to it. The element often appears after the browser
// has looked for it, and is replaced when the circuit starts; its address-target then does this again, until the user
// interacts with the page.
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

// A link within the page changes only the fragment, so nothing is rendered and no address-target is added.
document.addEventListener('click', event => {
  const link = event.target instanceof Element && event.target.closest('a[href*="#"]');
  if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return;
  const target = named(link.hash);
  if (target instanceof HTMLDetailsElement) requestAnimationFrame(() => reveal(target));
});
