// Text and choices that are entered before the circuit runs, which then replaces the fields: they are copied to the new
// fields, which report them to the circuit.
{
  const kinds = 'input:not([type="hidden"]), select, textarea';
  const timeout = 60000; // As for clicks: early-clicks.js.
  const pause = 200; // What a field changes has then usually been drawn.
  const carriedByScripts = 'dialog, theme-choice, presenter-switch'; // “Find anything” carries its own text.
  const keyOf = field => `${field.type} ${field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent.trim() ?? ''}`;
  const alike = key => [...document.querySelectorAll(kinds)].filter(field => keyOf(field) === key);
  const isLive = () => document.querySelector('main[data-live]') !== null;

  const early = new Map(); // The fields that will be replaced, with what finds the new ones.
  let last = null;
  let pausedUntil = 0;

  // While fields remain, early-clicks.js waits with its click.
  const mark = fills => document.documentElement.toggleAttribute('data-fills-fields', fills);

  function remember(event) {
    if (isLive()) {
      if (event.isTrusted) forget(event.target);
      return;
    }
    const field = event.target instanceof Element && event.target.closest(kinds);
    if (!field || field.closest(carriedByScripts)) return;
    const key = keyOf(field);
    const same = alike(key);
    early.set(field, { key, place: same.indexOf(field), count: same.length, path: location.pathname, until: performance.now() + timeout });
    last = field;
    setTimeout(handOver, timeout + 1);
    observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-live', 'disabled'] });
  }

  // What is typed into the new field replaces what was typed into the one before.
  function forget(field) {
    for (const [before, { key }] of early) if (key === keyOf(field)) early.delete(before);
    if (early.size === 0) stop();
  }

  // One field at a time: a choice may change the address, from which the next one continues.
  function handOver() {
    for (const [field, { path, until }] of early) if (performance.now() > until || path !== location.pathname) early.delete(field);
    if (early.size === 0) return stop();
    if (!isLive() || performance.now() < pausedUntil) return;
    mark(false);
    for (const [field, { key, place, count }] of early) {
      const same = alike(key);
      const heir = same.length === count ? same[place] : null;
      if (!heir || heir === field || heir.disabled) continue;
      early.delete(field);
      fill(heir, field);
      if (early.size === 0) return stop();
      pausedUntil = performance.now() + pause;
      setTimeout(handOver, pause + 1);
      return mark(true);
    }
  }

  function fill(heir, field) {
    if (field === last && document.activeElement === document.body) heir.focus({ preventScroll: true });
    if (['checkbox', 'radio'].includes(field.type)) {
      if (heir.checked === field.checked || (field.type === 'radio' && !field.checked)) return;
      heir.checked = field.checked;
    } else heir.value = field.value;
    if (heir.localName !== 'select' && typeof field.selectionStart === 'number') heir.setSelectionRange(field.selectionStart, field.selectionEnd);
    for (const kind of ['input', 'change']) heir.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // Without a circuit, Enter would load the page again.
  function keepPage(event) {
    if (!isLive() && !event.target.hasAttribute('action')) event.preventDefault();
  }

  const observer = new MutationObserver(handOver);
  function stop() {
    observer.disconnect();
    early.clear();
    last = null;
    mark(false);
    if (!isLive()) return;
    document.removeEventListener('input', remember, true);
    document.removeEventListener('submit', keepPage, true);
  }

  document.addEventListener('input', remember, true);
  document.addEventListener('submit', keepPage, true);
  // The browser keeps pages that were left. A pasted token is not kept with them.
  addEventListener('pagehide', stop);
}
