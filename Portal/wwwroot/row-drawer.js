// The drawer next to a table: on wide screens the page stays usable, on narrow ones a modal dialog covers it.
// Esc closes it and returns the focus to the link of the row that was open.

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

  // Blazor adds the element to the page before its children.
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
    // A row that is not on this page has no link to return the focus to.
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

    // Opened by a link, the drawer takes the focus; opened by the page's address, it does not.
    const opened = !wide.matches || before?.matches('.row-link');
    if (opened || this.contains(before)) this.querySelector('h2')?.focus({ preventScroll: true });
    else if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
    else document.activeElement?.blur();
  }
});
