// The field for a token to decode. Its text is sent to the backend once for each decoding. It is not sent by the
// circuit's events, which would send it twice and break the connection above 32 KB.

const largest = 24 * 1024;
const pause = 400;

export function read(field) {
  const text = field.value;
  return new TextEncoder().encode(text).length > largest ? null : text;
}

// Decodes after a pause in typing and by Ctrl+Enter, through the button that does the same.
customElements.define('token-field', class extends HTMLElement {
  #timer = 0;
  // The browser keeps pages that were left, with the text of their fields.
  #forget = () => this.#empty();

  connectedCallback() {
    for (const kind of ['input', 'keydown', 'click']) this.addEventListener(kind, this, { capture: true });
    addEventListener('pagehide', this.#forget);
    // The user may have typed before this script was loaded.
    if (this.#field?.value) this.#restart();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    removeEventListener('pagehide', this.#forget);
  }

  handleEvent(event) {
    if (event.type === 'input') this.#change();
    else if (event.type === 'click') this.#click(event.target);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#press(event);
  }

  get #field() { return this.querySelector('textarea'); }

  #button(name) { return this.querySelector(`button[data-${name}]`); }

  #change() {
    this.querySelector('token-mirror')?.show();
    this.#restart();
  }

  #restart() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#button(this.#field.value.trim() ? 'decode' : 'clear').click(), pause);
  }

  #press(event) {
    event.preventDefault();
    this.#button('decode').click();
  }

  #click(target) {
    const button = target instanceof Element && target.closest('button');
    if (button === this.#button('decode')) clearTimeout(this.#timer);
    if (button !== this.#button('clear') || !button) return;
    this.#empty();
    this.#field.focus();
  }

  #empty() {
    clearTimeout(this.#timer);
    this.#field.value = '';
    this.querySelector('token-mirror')?.show();
  }
});

// The parts of the tokens in a text. A part may be wrapped; the next token is not a continuation.
const beginning = 'e(?:yJ|yA|wo|w0|wk)';
const part = `[\\w+/=-]*(?:\\n[ \\t>|]*(?!${beginning})[\\w+/=-]{16,})*`;
const tokens = new RegExp(`(?<![A-Za-z0-9])(${beginning}${part})(?:(\\.)(${part})(?:(\\.)(${part}))?)?`, 'g');

const look = new CSSStyleSheet();
look.replaceSync(`
  div { font: 400 .8125rem/1.5 var(--mono); letter-spacing: normal; white-space: pre-wrap; overflow-wrap: break-word; color: var(--ink); }
  span { text-decoration: underline 1px; text-underline-offset: .25em; }
  .header { color: var(--part-header); text-decoration-style: solid; }
  .claims { color: var(--part-claims); text-decoration-style: dotted; }
  .signature { color: var(--part-signature); text-decoration-style: dashed; }
`);

// Shows the text of the field in colour, over the field's own. In a closed shadow root: it is in no markup of the page.
customElements.define('token-mirror', class extends HTMLElement {
  #text = document.createElement('div');
  #sizes = new ResizeObserver(() => this.#place());

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [look];
    root.append(this.#text);
  }

  // The field is added right after the mirror itself.
  connectedCallback() {
    queueMicrotask(() => {
      this.#sizes.observe(this);
      this.field?.addEventListener('scroll', () => this.#place(), { passive: true });
      this.show();
    });
  }

  disconnectedCallback() { this.#sizes.disconnect(); }

  get field() { return this.parentElement?.querySelector('textarea'); }

  show() {
    const text = this.field?.value ?? '';
    const runs = [];
    let at = 0;
    for (const found of text.matchAll(tokens)) {
      const [, header, dot, claims, lastDot, signature] = found;
      runs.push(text.slice(at, found.index), colored('header', header), dot ?? '', colored('claims', claims), lastDot ?? '', colored('signature', signature));
      at = found.index + found[0].length;
    }
    this.#text.replaceChildren(...runs.filter(run => run), text.slice(at));
    this.#place();
  }

  // As wide as the field without its scroll bar, so that lines break alike.
  #place() {
    if (!this.field) return;
    const { paddingLeft, paddingRight } = getComputedStyle(this.field);
    this.#text.style.width = `${this.field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)}px`;
    this.#text.style.transform = `translateY(${-this.field.scrollTop}px)`;
  }
});

function colored(name, text) {
  return text && Object.assign(document.createElement('span'), { className: name, textContent: text });
}
