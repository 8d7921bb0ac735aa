// Buttons with data-copy copy that value; buttons and links with data-tip show the popover with that id while they are
// hovered or focused. One listener per event for the whole page, so chips add none to the circuit.

const shownFor = 1600;
let open = null;
let owner = null;

const tipOf = button => button.dataset.tip && document.getElementById(button.dataset.tip);

// On narrow screens the style sheet decides: a tip next to the chip would cover the lines around it. In a list of links,
// a tip below one would cover the next, so that data-tip-side puts it at the side.
function place(tip, button) {
  const at = button.getBoundingClientRect();
  const width = tip.offsetWidth;
  const side = button.dataset.tipSide === 'end' && at.right + 8 + width < innerWidth;
  const below = at.bottom + 6 + tip.offsetHeight < innerHeight;
  const left = side ? at.right + 8 : Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const top = side ? Math.min(at.top, innerHeight - tip.offsetHeight - 8) : below ? at.bottom + 6 : at.top - tip.offsetHeight - 6;
  tip.style.setProperty('--left', `${left}px`);
  tip.style.setProperty('--top', `${top}px`);
}

function show(button) {
  const tip = tipOf(button);
  if (!tip || tip === open) return;
  hide();
  tip.showPopover();
  place(tip, button);
  [open, owner] = [tip, button];
}

function hide() {
  if (open?.isConnected && open.matches(':popover-open')) open.hidePopover();
  [open, owner] = [null, null];
}

async function copy(button) {
  let said = 'Copied';
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    said = 'Copying is blocked by the browser';
  }
  const announcer = document.getElementById('announcer');
  if (announcer) announcer.textContent = `${said}: ${button.dataset.copy.slice(0, 80)}`;
  button.dataset.said = said;
  setTimeout(() => {
    delete button.dataset.said;
    if (announcer) announcer.textContent = '';
  }, shownFor);
}

const under = (event, selector) => event.target instanceof Element && event.target.closest(selector);

document.addEventListener('click', event => {
  const button = under(event, '[data-copy]');
  if (button) copy(button);
});
document.addEventListener('pointerover', event => {
  if (event.pointerType === 'touch') return;
  const button = under(event, '[data-tip]');
  if (button) show(button);
  else hide();
});
document.addEventListener('focusin', event => {
  const button = under(event, '[data-tip]');
  if (button) show(button);
  else hide();
});
document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
addEventListener('scroll', () => { if (open) place(open, owner); }, { capture: true, passive: true });
