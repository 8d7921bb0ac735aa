// A whole result in one scroll: reports which rows are visible, keeps the position in the address, and moves the focus
// to rows that are not rendered yet. The server renders the visible rows and a margin between two spacers.

const restMs = 200;
const paceMs = 100;

// Keeps the spelling of the other query parameters, which URLSearchParams would rewrite.
function placed(address, row) {
  const url = new URL(address);
  const parts = url.search.slice(1).split('&').filter(part => part && !part.startsWith('at='));
  if (row > 0) parts.push(`at=${row}`);
  url.search = parts.join('&');
  return url.href;
}

customElements.define('long-scroll', class extends HTMLElement {
  static observedAttributes = ['at', 'state'];

  #region = null;
  #sizes = new ResizeObserver(() => this.#look());
  #arrivals = new MutationObserver(() => this.#arrive());
  #first = 0;
  #reported = '';
  #rest = 0;
  #lastReport = 0;
  #wanted = null;
  #unfolded = { row: Infinity, more: 0 };

  // The children are added right after the element itself.
  connectedCallback() { queueMicrotask(() => this.#start()); }

  disconnectedCallback() {
    clearTimeout(this.#rest);
    this.#sizes.disconnect();
    this.#arrivals.disconnect();
  }

  attributeChangedCallback(name) {
    if (!this.#region) return;
    const first = name === 'at' ? Number(this.getAttribute('at')) : this.#first;
    queueMicrotask(() => {
      this.#scrollTo(first);
      this.#remember();
    });
  }

  /** Moves the focus from a row's link by a number of rows. */
  walk(link, step) {
    // A key that is held down can be ahead of the rendered rows.
    const from = this.#wanted ?? this.#numberOf(link.closest('tr'));
    const row = Math.min(Number(this.getAttribute('extent')) - 1, Math.max(0, from + step));
    this.#wanted = row;
    this.#arrive();
    if (this.#wanted === null) return;
    const room = this.#region.clientHeight - this.#head() - this.#height();
    this.#region.scrollTop = row * this.#height() - (step > 0 ? room : 0);
  }

  #start() {
    this.#region = this.querySelector('scroll-region');
    if (!this.#region) return;
    this.#region.addEventListener('scroll', () => this.#look(), { passive: true });
    this.#region.addEventListener('click', event => this.#leave(event), { capture: true });
    this.#region.addEventListener('pointerdown', () => { this.#wanted = null; });
    this.#region.addEventListener('toggle', () => this.#fold(), { capture: true });
    this.#sizes.observe(this.#region);
    this.#arrivals.observe(this.querySelector('tbody'), { childList: true, subtree: true });
    this.#scrollTo(Number(this.getAttribute('at')));
    this.#look();
  }

  #scrollTo(row) { this.#region.scrollTop = row * this.#height(); }

  #height() {
    return this.querySelector('tbody tr:not(.spacer, :has(.more-cell [open]))')?.getBoundingClientRect().height || 40;
  }

  // The row at a height, counted from the top. On a phone, one row may be unfolded and so be higher.
  #rowAt(top) {
    const height = this.#height();
    const { row, more } = this.#unfolded;
    if (top < (row + 1) * height) return Math.floor(top / height);
    return top < (row + 1) * height + more ? row : Math.floor((top - more) / height);
  }

  // A row was unfolded, folded or removed. If it is above those in sight, they stay where they are.
  #fold() {
    const { row, more } = this.#unfolded;
    const open = this.querySelector('tbody tr:has(.more-cell [open])');
    this.#unfolded = open
      ? { row: this.#numberOf(open), more: open.getBoundingClientRect().height - this.#height() }
      : { row: Infinity, more: 0 };
    if (more > 0 && this.#unfolded.row !== row && row < this.#first) this.#region.scrollTop -= more;
    this.#look();
  }

  #head() { return this.querySelector('thead').offsetHeight; }

  #numberOf(row) { return Number(row.getAttribute('aria-rowindex')) - 2; }

  #look() {
    const top = this.#region.scrollTop;
    this.#first = Math.max(0, this.#rowAt(top + 1));
    const last = Math.max(this.#first, this.#rowAt(top + this.#region.clientHeight - this.#head() - 1));
    const seen = `${this.#first}-${last}`;
    const here = this.#first >= Number(this.getAttribute('from')) && last < Number(this.getAttribute('to'));
    clearTimeout(this.#rest);
    if (!here && performance.now() - this.#lastReport > paceMs) this.#report(seen);
    this.#rest = setTimeout(() => {
      this.#report(seen);
      this.#remember();
    }, restMs);
  }

  #report(seen) {
    if (seen === this.#reported) return;
    this.#reported = seen;
    this.#lastReport = performance.now();
    const input = this.querySelector('[data-seen]');
    input.value = seen;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #remember() {
    const address = placed(location.href, this.#first);
    if (this.isConnected && address !== location.href) history.replaceState(history.state, '', address);
  }

  // The address of an opened row keeps the scroll position.
  #leave(event) {
    const link = event.target.closest('.row-link');
    if (link) link.href = placed(link.href, this.#first);
  }

  #arrive() {
    if (this.#unfolded.more > 0) this.#fold();
    if (this.#wanted === null) return;
    const link = this.querySelector(`tr[aria-rowindex="${this.#wanted + 2}"] .row-link`);
    if (!link) return;
    this.#wanted = null;
    link.focus();
  }
});
