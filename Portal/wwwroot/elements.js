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
