// Keyboard shortcuts: what they do, and the dialog that lists them. Those of a single character can be switched off
// (WCAG 2.1.4); the browser keeps that. A custom element, so that it works on pages without a circuit.


const storage = 'keys';
const timeout = 1500;
const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
const command = mac ? '⌘' : 'Ctrl';

const page = (key, label, path) => ({ keys: ['g', key], label: `Go to ${label}`, on: '#navigation', do: () => follow(path) });
const single = [
  page('h', 'Home', '.'),
  page('d', 'the first view that is allowed', null),
  page('t', 'Tokens', 'tokens'),
  page('a', 'Access', 'access'),
  page('s', 'Saved views', 'saved-views'),
  page('r', 'Trace', 'trace'),
  { keys: ['/'], label: 'Search the view or the page', do: search },
  { keys: ['?'], label: 'Show the keys', do: () => sheet()?.open() },
];
const rows = [
  { keys: ['j'], label: 'Next row', do: () => walk('ArrowDown') },
  { keys: ['k'], label: 'Previous row', do: () => walk('ArrowUp') },
];

// What other scripts and components handle is only listed. With "on", a part or a line is for pages that have such an element.
const parts = [
  { title: 'On every page', list: [{ keys: [`${command} K`], label: 'Find anything', on: 'find-anything' }, ...single, { keys: ['Esc'], label: 'Close what is open' }] },
  {
    title: 'In a table', on: 'scroll-region', list: [
      ...rows,
      { keys: ['↑', '↓'], or: true, label: 'Previous and next row' },
      { keys: ['Page Up', 'Page Down', 'Home', 'End'], or: true, label: 'Farther' },
      { keys: ['Enter'], label: 'Open the row' },
      { keys: ['Esc'], label: 'Close the row' },
      { keys: ['←', '→'], or: true, label: 'Width of a column, at its edge' },
    ],
  },
  {
    title: 'In a guided tour', on: 'tour-guide', list: [
      { keys: ['→', 'Page Down'], or: true, label: 'Next step' },
      { keys: ['←', 'Page Up'], or: true, label: 'Previous step' },
      { keys: ['Enter'], label: 'Do the step' },
      { keys: ['Esc'], label: 'End the tour' },
    ],
  },
  { title: 'In the token field', on: 'token-field', list: [{ keys: [`${command} Enter`], label: 'Decode' }] },
];

const isHere = ({ on }) => !on || document.querySelector(on);
const sheet = () => document.querySelector('keys-sheet');

// The choice made on this page, which is all there is without storage.
let chosen = null;

function isOn() {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(storage) !== 'off';
  } catch {
    return true;
  }
}

function turn(on) {
  chosen = on;
  try {
    if (on) localStorage.removeItem(storage);
    else localStorage.setItem(storage, 'off');
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

// A click on a link of the navigation, so that the circuit goes on.
function follow(path) {
  const navigation = document.getElementById('navigation');
  const link = path === null
    ? navigation?.querySelector('a[href^="data/"]:not(.locked)') ?? navigation?.querySelector('a[href^="data/"]')
    : navigation?.querySelector(`a[href="${path}"]`);
  link?.click();
}

function search() {
  const field = [...document.querySelectorAll('main :is(input[type="search"], input[role="combobox"], [role="search"] input)')]
    .find(each => !each.disabled && each.checkVisibility());
  if (!field) return document.querySelector('[data-find]')?.click();
  field.focus();
  field.select();
}

// The table itself moves between rows, by the arrow keys.
function walk(key) {
  const region = document.querySelector('main scroll-region');
  const row = document.activeElement?.closest('.row-link');
  if (row) row.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  else (region?.querySelector('.row-link[tabindex="0"]') ?? region?.querySelector('.row-link'))?.focus();
}

// Whether the key is typed into something, or would act on something else than the page.
function isTaken(event) {
  const at = event.target instanceof Element ? event.target : document.body;
  return event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey
    || at.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="combobox"], [role="listbox"], [role="menu"]')
    || document.querySelector('dialog:modal');
}

let started = null;

document.addEventListener('keydown', event => {
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
  const first = started && performance.now() - started.at < timeout ? started.key : null;
  started = null;
  if (!isOn() || isTaken(event)) return;
  const pressed = first ? [first, event.key] : [event.key];
  const on = document.querySelector('main scroll-region') ? [...single, ...rows] : single;
  const found = on.find(each => each.keys.join(' ') === pressed.join(' '));
  if (found) {
    event.preventDefault();
    found.do();
  } else if (on.some(each => each.keys.length > 1 && each.keys[0] === event.key)) {
    started = { key: event.key, at: performance.now() };
  }
});

document.addEventListener('click', event => {
  if (event.target instanceof Element && event.target.closest('[data-keys]')) sheet()?.open();
});

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function line({ keys, or, label }) {
  const shown = keys.flatMap((key, index) => [...(index > 0 ? [or ? ' or ' : ' then '] : []), make('kbd', { textContent: key })]);
  return make('div', {}, make('dt', {}, ...shown), make('dd', { textContent: label }));
}

customElements.define('keys-sheet', class extends HTMLElement {
  #dialog = null;

  open() {
    document.getElementById('user-menu')?.matches(':popover-open') && document.getElementById('user-menu').hidePopover();
    this.#dialog?.remove();
    const box = make('input', { type: 'checkbox', checked: isOn() });
    box.addEventListener('change', () => turn(box.checked));
    const close = make('button', { type: 'button', className: 'text-button', textContent: 'Close' });
    const heading = make('h2', { id: 'keys-title', textContent: 'Keyboard shortcuts' });
    this.#dialog = make('dialog', { className: 'keys' },
      make('header', { className: 'split' }, heading, close),
      make('div', { className: 'keys__parts' }, ...parts.filter(isHere).map(part =>
        make('section', {}, make('h3', { textContent: part.title }), make('dl', {}, ...part.list.filter(isHere).map(line))))),
      make('label', { className: 'check-label' }, box, 'Shortcuts of a single character'));
    this.#dialog.setAttribute('aria-labelledby', heading.id);
    this.#dialog.addEventListener('click', event => {
      if (event.target === this.#dialog || event.target === close) this.#dialog.close();
    });
    this.append(this.#dialog);
    this.#dialog.showModal();
  }
});

