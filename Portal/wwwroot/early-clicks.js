// A page is shown before its circuit runs, and the circuit then replaces its elements. A click in between would be
// lost, so the last one is repeated on the new element.
{
  const kinds = 'button, summary';
  const timeout = 60000; // A slow connection needs a while for the scripts and the circuit.
  const nameOf = element => element.getAttribute('aria-label') ?? element.textContent.trim();
  const alike = missed => [...document.querySelectorAll(kinds)]
    .filter(e => e.localName === missed.kind && nameOf(e) === missed.name);
  const isLive = () => document.querySelector('main[data-live]') !== null;

  // Forms that leave the page, copying and “Find anything” work without a circuit.
  const worksAlready = element => element.matches('[data-copy], [data-find]')
    || (element.type === 'submit' && element.form?.hasAttribute('action'));

  let missed = null;

  // Shows that a click is not lost. Popovers and folded parts open at once.
  function wait(element) {
    if (element?.matches('[popovertarget], summary')) return;
    for (const other of document.querySelectorAll('[data-waits]')) delete other.dataset.waits;
    if (element) element.dataset.waits = '';
    const announcer = document.getElementById('announcer');
    if (announcer) announcer.textContent = element ? `The page is still loading. ${nameOf(element)} follows when it is ready.` : '';
  }

  function remember(event) {
    missed = null;
    wait(null);
    if (isLive()) {
      stop();
      return;
    }
    const element = event.target instanceof Element && event.target.closest(kinds);
    if (!element || worksAlready(element)) return;
    missed = { kind: element.localName, name: nameOf(element), until: event.timeStamp + timeout };
    const same = alike(missed);
    [missed.place, missed.count] = [same.indexOf(element), same.length];
    wait(element);
    setTimeout(() => { if (missed && performance.now() > missed.until) wait(missed = null); }, timeout + 1);
    observer.observe(document.documentElement, {
      subtree: true, childList: true, attributes: true, attributeFilter: ['data-live', 'data-fills-fields', 'disabled', 'aria-disabled'],
    });
  }

  function repeat() {
    if (!isLive() || document.documentElement.hasAttribute('data-fills-fields')) return;
    if (!missed || performance.now() > missed.until) {
      stop();
      return;
    }
    // The new element may still be loading.
    const same = alike(missed);
    const heir = missed.count === 1 || same.length === missed.count ? same[missed.place] : null;
    if (heir && !('waits' in heir.dataset)) wait(heir);
    if (!heir || heir.disabled || heir.ariaDisabled === 'true') return;
    stop();
    heir.focus();
    heir.click();
  }

  const observer = new MutationObserver(repeat);
  function stop() {
    observer.disconnect();
    wait(null);
    document.removeEventListener('click', remember, true);
    document.removeEventListener('input', forget, true);
  }

  // A visitor who types meanwhile must keep the focus. Early-input.js only repeats what was typed before.
  function forget(event) {
    if (!event.isTrusted) return;
    missed = null;
    wait(null);
  }

  document.addEventListener('click', remember, true);
  document.addEventListener('input', forget, true);

  // "Find anything" can be requested before its script (find.js) is loaded, which then opens it.
  const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
  const isFindKey = event => (mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey)
    && !event.altKey && !event.shiftKey && event.key?.toLowerCase() === 'k';
  const isFindButton = event => event.target instanceof Element && event.target.closest('[data-find]') !== null;

  function wantFind(event) {
    if (customElements.get('find-anything')) {
      document.removeEventListener('click', wantFind);
      document.removeEventListener('keydown', wantFind);
    } else if (document.querySelector('find-anything') && (event.type === 'click' ? isFindButton(event) : isFindKey(event))) {
      event.preventDefault();
      document.documentElement.dataset.findWanted = '';
    }
  }

  document.addEventListener('click', wantFind);
  document.addEventListener('keydown', wantFind);
}
