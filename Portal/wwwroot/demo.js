// The drawer that breaks something, and guided tours: what only the browser knows. Blazor renders both.

const remember = (name, value) => {
  document.cookie = value ? `${name}=${value}; Path=/; SameSite=Lax` : `${name}=; Path=/; SameSite=Lax; Max-Age=0`;
};
const isOpen = selector => document.querySelector(selector) !== null;

// Remembers whether the drawer is open, lets Escape close it from inside, and moves the focus as it opens and closes.
customElements.define('demo-drawer', class extends HTMLElement {
  static observedAttributes = ['state'];

  #connected = false;

  connectedCallback() {
    this.#connected = true;
    this.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.querySelector('[data-close]')?.click();
    });
  }

  attributeChangedCallback(_, before, state) {
    remember('demo', state);
    if (!this.#connected || (before === null) === (state === null)) return;
    const selector = state === null ? '[data-demo-open]' : '#demo-drawer-title';
    queueMicrotask(() => document.querySelector(selector)?.focus({ preventScroll: true }));
  }
});

const fields = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"], [role="dialog"], dialog, demo-drawer, .table-region, [role="region"][tabindex="0"], scroll-region, pre';
const controls = 'a, button, summary, input, [tabindex="0"]';
const keys = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'back', PageUp: 'back' };
const patience = 1200;

// A step of a tour: outlines its target on the page, scrolls to it, and says what to do while there is none.
customElements.define('tour-guide', class extends HTMLElement {
  static observedAttributes = ['position', 'target'];

  #changes = new MutationObserver(() => this.#look());
  #sizes = new ResizeObserver(() => this.#measure());
  #keys = event => this.#press(event);
  #marked = null;
  #timer = 0;
  #ended = false;

  connectedCallback() {
    this.addEventListener('click', event => this.#clicked(event));
    document.addEventListener('keydown', this.#keys);
    this.#changes.observe(document.body, { childList: true, subtree: true });
    this.#sizes.observe(this);
    this.#start();
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#keys);
    this.#changes.disconnect();
    this.#sizes.disconnect();
    this.#mark(null);
    document.documentElement.style.removeProperty('--tour-height');
  }

  attributeChangedCallback() { if (this.isConnected) this.#start(); }

  #start() {
    this.#ended = false;
    this.hidden = false;
    remember('tour', this.getAttribute('position'));
    this.dataset.state = 'looking';
    this.#mark(null);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { if (this.dataset.state === 'looking') this.dataset.state = 'missing'; }, patience);
    queueMicrotask(() => this.#look());
  }

  #look() {
    const selector = this.getAttribute('target');
    if (this.#ended || !selector) return this.#mark(null);
    const target = document.querySelector(selector);
    const remedy = target ? null : document.querySelector(this.getAttribute('remedy'));
    if (target || remedy) this.dataset.state = target ? 'found' : 'remedy';
    else if (this.dataset.state !== 'missing' && this.dataset.state !== 'looking') this.#start();
    this.#mark(target ?? remedy);
    const click = this.querySelector('[data-tour-click]');
    if (click) click.hidden = !isOpen(click.dataset.tourClick);
  }

  // An attribute that Blazor does not know: it stays when the element is rendered again.
  #mark(element) {
    if (element === this.#marked && element?.hasAttribute('data-tour-target') !== false) return;
    this.#marked?.removeAttribute('data-tour-target');
    this.#marked = element;
    if (!element) return;
    element.setAttribute('data-tour-target', '');
    for (let part = element.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    const room = innerHeight - this.offsetHeight - 120;
    element.scrollIntoView({
      block: element.offsetHeight < room ? 'center' : 'start',
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    });
  }

  #measure() { document.documentElement.style.setProperty('--tour-height', `${this.hidden ? 0 : this.offsetHeight}px`); }

  #clicked(event) {
    const button = event.target instanceof Element && event.target.closest('button');
    if (!button) return;
    if (button.matches('[data-tour-end]')) this.#end();
    else if (button.matches('[data-tour-remedy]')) this.#marked?.click();
    else if (button.matches('[data-tour-click]')) document.querySelector(button.dataset.tourClick)?.click();
  }

  #end() {
    this.#ended = true;
    remember('tour', '');
    this.#mark(null);
    this.hidden = true;
    document.documentElement.style.removeProperty('--tour-height');
    document.querySelector('main')?.focus({ preventScroll: true });
  }

  #press(event) {
    const at = event.target instanceof Element ? event.target : document.body;
    if (this.#ended || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || at.closest(fields)) return;
    if (event.key === 'Escape') {
      if (!isOpen('dialog[open], :popover-open')) this.querySelector('[data-tour-end]')?.click();
      return;
    }
    const button = event.key === 'Enter'
      ? !at.closest(controls) && this.querySelector(this.dataset.state === 'remedy' ? '[data-tour-remedy]' : '[data-tour-do]')
      : keys[event.key] && this.querySelector(`[data-tour-${keys[event.key]}]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
});
