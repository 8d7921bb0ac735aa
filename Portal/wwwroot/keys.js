// Keyboard shortcuts and what they do. Those of a single character can be switched off (WCAG 2.1.4); the browser keeps
// that. The dialog that lists them (keys-sheet.js) and “Find anything” (find.js) are loaded at first use.

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
  { keys: ['?'], label: 'Show the keys', do: list },
];
const rows = [
  { keys: ['j'], label: 'Next row', do: () => walk('ArrowDown') },
  { keys: ['k'], label: 'Previous row', do: () => walk('ArrowUp') },
];

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

async function list() {
  const { open } = await import('./keys-sheet.js');
  open({ single, rows, command, isOn, turn });
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
  const row = document.activeElement?.closest('main scroll-region tr')?.querySelector('.row-link');
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
  if (event.target instanceof Element && event.target.closest('[data-keys]')) list();
});

// Early-clicks.js, whose listeners come first, notes that “Find anything” was requested, until its script is there.
function find() {
  if ('findWanted' in document.documentElement.dataset) import('./find.js');
}

find();
document.addEventListener('click', find);
document.addEventListener('keydown', find);

// The names among the recent choices are for this user only.
document.addEventListener('submit', event => {
  if (!(event.target instanceof HTMLFormElement && event.target.matches('.user-menu form'))) return;
  try {
    sessionStorage.removeItem('find-recent');
  } catch {
    // Storage is switched off, so there is nothing in it.
  }
});

// Keys are called what the keyboard calls them.
customElements.define('key-name', class extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => { if (mac) this.textContent = this.textContent.replace('Ctrl', command); });
  }
});
