// Panels that open next to their button, and the focus when the focused element is removed.

const gap = 6;
const edge = 8;

// A dialog that opens when it is added to the page. Escape, its Close buttons and a click outside close it.
customElements.define('anchored-panel', class extends HTMLElement {
  #dialog = null;
  #place = () => this.#put();

  // The children are added right after the element itself.
  connectedCallback() { queueMicrotask(() => this.#open()); }

  disconnectedCallback() {
    removeEventListener('resize', this.#place);
    if (document.activeElement === document.body) this.#anchor()?.focus();
  }

  #anchor() { return document.getElementById(this.getAttribute('anchor')); }

  #open() {
    this.#dialog = this.querySelector('dialog');
    if (!this.#dialog || this.#dialog.open) return;
    this.#dialog.addEventListener('click', event => {
      if (event.target === this.#dialog || event.target.closest('[data-close], a[href]')) this.#dialog.close();
    });
    this.#dialog.addEventListener('close', () => this.#anchor()?.focus());
    this.#put();
    this.#dialog.showModal();
    this.#put();
    addEventListener('resize', this.#place);
  }

  // On narrow screens the style sheet ignores this position.
  #put() {
    const at = this.#anchor()?.getBoundingClientRect();
    if (!at) return;
    const { offsetWidth: wide, offsetHeight: high } = this.#dialog;
    const below = at.bottom + gap;
    this.#dialog.style.setProperty('--left', `${Math.max(edge, Math.min(at.left, innerWidth - wide - edge))}px`);
    this.#dialog.style.setProperty('--top', `${Math.max(edge, Math.min(below, innerHeight - high - edge))}px`);
  }
});

// Removing a filter removes its focused link: the next link takes the focus, or the button for a new filter.
customElements.define('filter-chips', class extends HTMLElement {
  #place = -1;
  #changes = new MutationObserver(() => this.#settle());

  connectedCallback() {
    this.addEventListener('click', event => { this.#place = this.#links().indexOf(event.target.closest('a')); });
    this.#changes.observe(this, { childList: true, subtree: true });
  }

  disconnectedCallback() { this.#changes.disconnect(); }

  #links() { return [...this.querySelectorAll('a')]; }

  #settle() {
    if (this.#place < 0 || document.activeElement !== document.body) return;
    const links = this.#links();
    (links[Math.min(this.#place, links.length - 1)] ?? document.getElementById('filter-any'))?.focus();
    this.#place = -1;
  }
});

document.addEventListener('keydown', event => {
  const box = event.target;
  if (event.key !== 'Escape' || !(box instanceof HTMLInputElement) || box.type !== 'search' || !box.value) return;
  event.preventDefault();
  box.value = '';
  box.dispatchEvent(new Event('input', { bubbles: true }));
});

// Only the browser's address has the current position in a long scroll, so it is read at the click.
document.addEventListener('click', event => {
  const button = event.target instanceof Element && event.target.closest('[data-copy-address]');
  if (button) button.dataset.copy = location.href;
}, { capture: true });
