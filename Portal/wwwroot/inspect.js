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
    if (event.type === 'input') this.#restart();
    else if (event.type === 'click') this.#click(event.target);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#press(event);
  }

  get #field() { return this.querySelector('textarea'); }

  #button(name) { return this.querySelector(`button[data-${name}]`); }

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
  }
});
