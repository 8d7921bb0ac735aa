// “Find anything”: opens with Ctrl or Command and K, or its button; moves through the list, which the server
// fills, and follows the choice. The field keeps the focus.

const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
const storage = 'find-recent';
const maxRecent = 5;
const tokenStart = 'eyJ';

// A page is shown before its circuit runs, which then replaces the element: what was typed goes on in the new one.
// Early-clicks.js notes that it was requested before this script was loaded.
const root = document.documentElement;
let carried = 'findWanted' in root.dataset ? '' : null;
delete root.dataset.findWanted;

const dialog = () => document.querySelector('find-anything');

function recent(owner) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storage));
    return kept?.owner === owner && Array.isArray(kept.entries) ? kept.entries : [];
  } catch {
    return [];
  }
}

// Not only for tidiness: the names are another user's.
function forget() {
  try {
    sessionStorage.removeItem(storage);
  } catch {
    // Storage is switched off, so there is nothing in it.
  }
}

function nameOf(element) { return element.getAttribute('aria-label') ?? element.textContent.trim(); }

// Presses the first of the buttons that the page has, as a click on it would. They are named, or [marked] by an attribute.
function press(names) {
  const all = [...document.querySelectorAll('button, theme-choice label')].filter(each => !each.closest('dialog.find'));
  for (const name of names.split('|')) {
    const found = all.find(each => name.startsWith('[') ? each.matches(name) : nameOf(each) === name);
    if (found) return found.click();
  }
}

customElements.define('find-anything', class extends HTMLElement {
  #dialog = null;
  #field = null;
  #list = null;
  #active = null;
  #text = '';
  #moved = false;
  #wanted = null;
  #changes = new MutationObserver(() => this.#settle());

  // Blazor adds the children right after the element itself.
  connectedCallback() { queueMicrotask(() => this.#start()); }

  disconnectedCallback() {
    this.#changes.disconnect();
    if (this.#dialog?.open) carried = this.#field.value;
  }

  #start() {
    this.#dialog = this.querySelector('dialog');
    if (!this.#dialog || !this.isConnected) return;
    this.#field = this.#dialog.querySelector('input');
    this.#list = this.#dialog.querySelector('[role="listbox"]');
    this.#changes.observe(this.#list, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-text', 'data-whole'] });
    this.#dialog.addEventListener('keydown', event => this.#key(event));
    this.#dialog.addEventListener('click', event => this.#click(event));
    this.#dialog.addEventListener('input', () => { this.#wanted = null; });
    this.#list.addEventListener('pointermove', event => this.#point(event));
    if (carried === null) return;
    const text = carried;
    carried = null;
    this.open(text);
  }

  open(text = '') {
    if (!this.#dialog || this.#dialog.open) return;
    this.#moved = false;
    this.#wanted = null;
    this.#field.value = text;
    this.#showRecent();
    this.#dialog.showModal();
    this.#field.focus();
    if (text) this.#field.dispatchEvent(new Event('input', { bubbles: true }));
    this.#settle();
  }

  #options() { return [...this.#list.querySelectorAll('[role="option"]')].filter(option => !option.closest('[hidden]')); }

  // Whether the list is what was found for the text of the field.
  #isCurrent() {
    const text = this.#field.value.trim();
    return (this.#list.dataset.text ?? '') === (text.startsWith(tokenStart) ? tokenStart : text);
  }

  // The server has filled the list, or added to it. Another text starts at the top again.
  #settle() {
    if (!this.#dialog.open) return;
    const text = this.#list.dataset.text ?? '';
    if (text !== this.#text) this.#moved = false;
    this.#text = text;
    this.#list.querySelector('[data-recent]').hidden = this.#field.value.trim() !== '';
    const options = this.#options();
    this.#mark(this.#moved && options.includes(this.#active) ? this.#active : options[0] ?? null);
    if (!this.#wanted || !this.#isCurrent() || (!this.#active && this.#list.dataset.whole === undefined)) return;
    const event = this.#wanted;
    this.#wanted = null;
    this.#choose(this.#active, event);
  }

  #mark(option) {
    this.#options().forEach((each, index) => {
      each.id = `find-option-${index}`;
      each.setAttribute('aria-selected', String(each === option));
    });
    this.#active = option;
    if (option) this.#field.setAttribute('aria-activedescendant', option.id);
    else this.#field.removeAttribute('aria-activedescendant');
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && event.target === this.#field) {
      event.preventDefault();
      if (this.#isCurrent() && this.#active) this.#choose(this.#active, event);
      else this.#wanted = { ctrlKey: event.ctrlKey, metaKey: event.metaKey };
      return;
    }
    const options = this.#options();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || options.length === 0) return;
    event.preventDefault();
    const at = options.indexOf(this.#active);
    const next = Math.abs(step) > 1 ? Math.max(0, Math.min(options.length - 1, at + step)) : (at + step + options.length) % options.length;
    this.#moved = true;
    this.#mark(options[next]);
    options[next].scrollIntoView({ block: 'nearest' });
  }

  #point(event) {
    const option = event.target.closest('[role="option"]');
    if (!option || option === this.#active) return;
    this.#moved = true;
    this.#mark(option);
  }

  // The clicks of the keyboard come here too.
  #click(event) {
    if (event.target === this.#dialog || event.target.closest('[data-close]')) return this.#dialog.close();
    const option = event.target.closest('[role="option"]');
    if (!option) return;
    if (option.matches('a')) {
      this.#remember(option);
      // A new tab: the dialog stays for the next choice.
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.#dialog.close();
    } else {
      this.#dialog.close();
      press(option.dataset.press);
    }
  }

  // Only a click with the keys held down opens a new tab; a link of Blazor's router takes the others.
  #choose(option, { ctrlKey, metaKey }) {
    option?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey }));
  }

  #remember(option) {
    const owner = this.dataset.owner;
    const part = name => option.querySelector(name)?.textContent ?? '';
    const entry = { href: option.getAttribute('href'), title: part('.find__title'), detail: part('.find__detail') };
    if (!owner || option.target) return;
    const entries = [entry, ...recent(owner).filter(each => each.href !== entry.href)].slice(0, maxRecent);
    try {
      sessionStorage.setItem(storage, JSON.stringify({ owner, entries }));
    } catch {
      // Storage is full or switched off: there are no recent choices.
    }
  }

  #showRecent() {
    const place = this.#list.querySelector('[data-recent]');
    const entries = recent(this.dataset.owner).filter(each => new URL(each.href, document.baseURI).origin === location.origin);
    if (this.dataset.owner && entries.length === 0) forget();
    place.replaceChildren();
    if (entries.length === 0) return place.removeAttribute('role');
    place.setAttribute('role', 'group');
    place.setAttribute('aria-label', 'Recent');
    const heading = Object.assign(document.createElement('div'), { className: 'find__group', textContent: 'Recent' });
    heading.setAttribute('role', 'presentation');
    place.append(heading, ...entries.map(each => {
      const link = Object.assign(document.createElement('a'), { tabIndex: -1 });
      link.setAttribute('href', each.href);
      link.setAttribute('role', 'option');
      for (const [name, text] of [['find__title', each.title], ['find__detail', each.detail]])
        if (text) link.append(Object.assign(document.createElement('span'), { className: name, textContent: text }));
      return link;
    }));
  }
});

document.addEventListener('keydown', event => {
  const pressed = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!pressed || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k' || !dialog()) return;
  event.preventDefault();
  dialog().open();
});
document.addEventListener('click', event => {
  if (event.target instanceof Element && event.target.closest('[data-find]')) dialog()?.open();
});
