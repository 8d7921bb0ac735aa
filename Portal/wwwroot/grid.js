// The region of a table, of a view or of another list: opens a row by a click anywhere in it, moves between rows by arrow
// key, resizes columns by dragging or by key, scrolls to the top for a new page, and knows at which edges columns go on. One
// listener per event for the whole table, so rows add none to the circuit.

const narrowest = 56;
const widest = 1200;
const dragged = 4; // Farther than a hand moves in a click.
const width = pixels => Math.round(Math.min(widest, Math.max(narrowest, pixels)));

customElements.define('scroll-region', class extends HTMLElement {
  static observedAttributes = ['page'];

  #changes = new MutationObserver(() => this.#settle());
  #sizes = new ResizeObserver(() => this.#edges());
  #current = null;
  #held = false;
  #drag = null;
  #pressed = null;
  #commit = 0;

  connectedCallback() {
    if (this.closest('long-scroll')) import('./long-scroll.js');
    this.addEventListener('keydown', event => event.target.matches('.resizer') ? this.#sizeByKey(event) : this.#walk(event));
    this.addEventListener('focusin', event => this.#focused(event.target));
    // Removing a focused row raises no event.
    this.addEventListener('focusout', event => { this.#held &&= !event.target.isConnected; });
    this.addEventListener('pointerdown', event => { this.#pressed = event; this.#grab(event); });
    this.addEventListener('pointermove', event => this.#pull(event));
    this.addEventListener('lostpointercapture', () => this.#drop());
    this.addEventListener('click', event => this.#open(event));
    this.addEventListener('scroll', () => this.#edges(), { passive: true });
    this.#changes.observe(this, { childList: true, subtree: true });
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    this.#changes.disconnect();
    this.#sizes.disconnect();
  }

  attributeChangedCallback(_, before) {
    if (before === null) return;
    this.scrollTo({ top: 0 });
    // The next page's rows reuse these elements, and would show the same cells expanded.
    this.querySelectorAll('details[open]').forEach(cell => { cell.open = false; });
  }

  #links() { return [...this.querySelectorAll('.row-link')]; }

  // A click in a row is a click on its link, with the same keys held down; in a group that opens as a whole, on the link of
  // the group. Text can be selected, also by a drag that selects none yet, and other links and controls in the row keep
  // their own meaning.
  #open(event) {
    const row = event.target.closest('tbody tr');
    const link = row?.querySelector('.row-link') ?? row?.closest('.row-group')?.querySelector('.row-link');
    if (!link || event.target.closest('a, button, input, label, summary, .full, .row-details, .more-cell')) return;
    const { clientX: x, clientY: y } = this.#pressed ?? event;
    if (Math.hypot(event.clientX - x, event.clientY - y) > dragged) return;
    const selection = getSelection();
    if (selection?.type === 'Range' && selection.containsNode(row, true)) return;
    link.focus({ preventScroll: true });
    link.dispatchEvent(new MouseEvent('click', event));
  }

  // The style sheet draws a shadow at these edges. The first column stays where it is, unless it would cover much.
  #edges() {
    const first = this.querySelector('th');
    const stays = first !== null && this.scrollWidth - this.clientWidth > 1 && first.offsetWidth * 2.5 < this.clientWidth;
    this.toggleAttribute('data-first-stays', stays);
    this.style.scrollPaddingInlineStart = stays ? `${first.offsetWidth}px` : '';
    const before = Math.abs(this.scrollLeft);
    this.toggleAttribute('data-more-before', before > 1);
    this.toggleAttribute('data-more-after', this.scrollWidth - this.clientWidth - before > 1);
  }

  // The rows together are one tab stop; the arrow keys move between them. What else is in the cells of a view (references
  // to other rows, long texts) follows the link of its row, and is a tab stop in the row with the focus only.
  #settle() {
    // The table grows with its columns, the region does not.
    const table = this.querySelector('table');
    if (table) this.#sizes.observe(table);
    const links = this.#links();
    if (!links.includes(this.#current)) {
      const shown = this.matches('.table-region--list') ? links.find(link => link.ariaCurrent === 'true') : null;
      this.#current = shown ?? links[0] ?? null;
      this.#reveal(shown);
      if (this.#held && document.activeElement === document.body) this.focus({ preventScroll: true });
      this.#held = false;
    }
    const others = this.matches('.table-region--list') ? null : 'td > a:not(.row-link), td > details > summary';
    links.forEach(link => {
      link.tabIndex = link === this.#current ? 0 : -1;
      if (others) link.closest('tr').querySelectorAll(others).forEach(other => { other.tabIndex = link.tabIndex; });
    });
  }

  // The row that the page shows in full, unless it is in sight already.
  #reveal(link) {
    const [row, region] = [link?.closest('tr').getBoundingClientRect(), this.getBoundingClientRect()];
    if (row && row.bottom > region.bottom) this.scrollTop += row.bottom - region.bottom + row.height;
  }

  #focused(target) {
    const link = target.matches('.row-link') ? target : target.closest('tbody tr')?.querySelector('.row-link');
    if (link) {
      this.#current = link;
      this.#settle();
      this.#held = true;
    } else if (target.matches('.resizer')) {
      target.setAttribute('aria-valuenow', width(target.parentElement.offsetWidth));
    }
  }

  #walk(event) {
    const link = event.target.closest('.row-link');
    if (!link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor(this.clientHeight / link.closest('tr').offsetHeight) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    event.preventDefault();
    const whole = this.closest('long-scroll');
    if (whole) return whole.walk?.(link, step);
    const links = this.#links();
    links[Math.min(links.length - 1, Math.max(0, links.indexOf(link) + step))].focus();
  }

  // Fixes the current width of every column, so that resizing one does not move the others.
  #pin() {
    const table = this.querySelector('table');
    const widths = [...table.querySelectorAll('th')].map(head => width(head.getBoundingClientRect().width));
    const columns = [...table.querySelectorAll('col')];
    const set = (index, pixels) => {
      widths[index] = width(pixels);
      columns.forEach((column, i) => { column.style.width = `${widths[i]}px`; });
      table.style.width = `${widths.reduce((sum, each) => sum + each, 0)}px`;
      table.style.tableLayout = 'fixed';
    };
    return { widths, set };
  }

  #grab(event) {
    if (!event.target.matches('.resizer') || event.button !== 0) return;
    event.preventDefault();
    const index = event.target.parentElement.cellIndex;
    const pinned = this.#pin();
    this.#drag = { ...pinned, index, from: pinned.widths[index] - event.clientX };
    event.target.setPointerCapture(event.pointerId);
    event.target.focus({ preventScroll: true });
  }

  #pull(event) {
    this.#drag?.set(this.#drag.index, this.#drag.from + event.clientX);
  }

  #drop() {
    if (this.#drag) this.#report(this.#drag.widths);
    this.#drag = null;
  }

  #sizeByKey(event) {
    const step = { ArrowLeft: -10, ArrowRight: 10, Home: -widest, End: widest }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { widths, set } = this.#pin();
    const index = event.target.parentElement.cellIndex;
    set(index, widths[index] + (event.shiftKey ? step * 5 : step));
    event.target.setAttribute('aria-valuenow', widths[index]);
    clearTimeout(this.#commit);
    this.#commit = setTimeout(() => this.#report(widths), 300);
  }

  #report(widths) {
    const input = this.querySelector('[data-widths]');
    input.value = widths.join(',');
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }
});
