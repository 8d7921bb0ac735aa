// The dialog that lists the keyboard shortcuts. Keys.js loads it; it needs no circuit.

// What other scripts and components handle is only listed. With "on", a part or a line is for pages that have such an element.
const parts = ({ single, rows, command }) => [
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

let dialog = null;

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function line({ keys, or, label }) {
  const shown = keys.flatMap((key, index) => [...(index > 0 ? [or ? ' or ' : ' then '] : []), make('kbd', { textContent: key })]);
  return make('div', {}, make('dt', {}, ...shown), make('dd', { textContent: label }));
}

/** Opens the dialog with the shortcuts of keys.js, and its switch for those of a single character. */
export function open(keys) {
  document.getElementById('user-menu')?.matches(':popover-open') && document.getElementById('user-menu').hidePopover();
  dialog?.remove();
  const box = make('input', { type: 'checkbox', checked: keys.isOn() });
  box.addEventListener('change', () => keys.turn(box.checked));
  const close = make('button', { type: 'button', className: 'text-button', textContent: 'Close' });
  const heading = make('h2', { id: 'keys-title', textContent: 'Keyboard shortcuts' });
  dialog = make('dialog', { className: 'keys' },
    make('header', { className: 'split' }, heading, close),
    make('div', { className: 'keys__parts' }, ...parts(keys).filter(isHere).map(part =>
      make('section', {}, make('h3', { textContent: part.title }), make('dl', {}, ...part.list.filter(isHere).map(line))))),
    make('label', { className: 'check-label' }, box, 'Shortcuts of a single character'));
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.addEventListener('click', event => {
    if (event.target === dialog || event.target === close) dialog.close();
  });
  document.querySelector('keys-sheet')?.append(dialog);
  dialog.showModal();
}
