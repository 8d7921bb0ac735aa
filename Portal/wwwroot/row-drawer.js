// The drawer beside a table: a dialog that leaves the page usable on wide screens and covers it on narrow ones.
// Esc closes it, and the focus goes back to the link of the row that was open.

const wide = matchMedia('(width >= 56.25rem)');

const linkOf = key => [...document.querySelectorAll('.row-link')]
  .find(link => new URL(link.href).searchParams.get('row') === key);

customElements.define('row-drawer', class extends HTMLElement {
  #arrange = () => this.arrange();
  #escape = event => {
    const elsewhere = event.target instanceof Element && event.target !== document.body
      && !event.target.closest('row-drawer, .row-link');
    if (event.key !== 'Escape' || event.defaultPrevented || elsewhere) return;
    this.#close(event);
  };
  #close = event => {
    event.preventDefault();
    this.querySelector('.row-drawer__close')?.click();
  };

  // Blazor puts the element into the page before it fills it.
  connectedCallback() {
    wide.addEventListener('change', this.#arrange);
    document.addEventListener('keydown', this.#escape);
    queueMicrotask(this.#arrange);
  }

  disconnectedCallback() {
    wide.removeEventListener('change', this.#arrange);
    document.removeEventListener('keydown', this.#escape);
    if (document.activeElement !== document.body) return;
    const link = linkOf(this.getAttribute('key'));
    if (link) return link.focus();
    // A row that is not on this page has no link to go back to.
    const heading = document.querySelector('main h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }

  arrange() {
    const dialog = this.querySelector('dialog');
    if (!dialog || !this.isConnected) return;
    const before = document.activeElement;
    // The back gesture of a phone cancels the dialog itself.
    dialog.oncancel = this.#close;
    if (dialog.open) dialog.close();
    if (wide.matches) dialog.show();
    else dialog.showModal();

    // Opened by its link the drawer takes the focus; opened by its address it leaves the focus where it was.
    const opened = !wide.matches || before?.matches('.row-link');
    if (opened || this.contains(before)) this.querySelector('h2')?.focus({ preventScroll: true });
    else if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
    else document.activeElement?.blur();
  }
});
