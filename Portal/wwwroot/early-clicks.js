// A page is shown before its circuit runs, and the circuit then replaces its elements. A click in between would be
// lost, so the last one is repeated on the new element.
{
  const kinds = 'button, summary';
  const patience = 10000;
  const nameOf = element => element.getAttribute('aria-label') ?? element.textContent.trim();
  const alike = missed => [...document.querySelectorAll(kinds)]
    .filter(e => e.localName === missed.kind && nameOf(e) === missed.name);
  const isLive = () => document.querySelector('main[data-live]') !== null;

  // Forms that leave the page, copying and the palette work without a circuit.
  const worksAlready = element => element.matches('[data-copy], [data-find]') || (element.type === 'submit' && element.form?.hasAttribute('action'));

  let missed = null;

  function remember(event) {
    missed = null;
    if (isLive()) {
      stop();
      return;
    }
    const element = event.target instanceof Element && event.target.closest(kinds);
    if (!element || worksAlready(element)) return;
    missed = { kind: element.localName, name: nameOf(element), until: event.timeStamp + patience };
    missed.place = alike(missed).indexOf(element);
    observer.observe(document.documentElement, {
      subtree: true, childList: true, attributes: true, attributeFilter: ['data-live', 'disabled', 'aria-disabled'],
    });
  }

  function repeat() {
    if (!isLive()) return;
    if (!missed || performance.now() > missed.until) {
      stop();
      return;
    }
    // The new element may still be loading.
    const heir = alike(missed)[missed.place];
    if (!heir || heir.disabled || heir.ariaDisabled === 'true') return;
    stop();
    heir.focus();
    heir.click();
  }

  const observer = new MutationObserver(repeat);
  function stop() {
    observer.disconnect();
    document.removeEventListener('click', remember, true);
  }

  document.addEventListener('click', remember, true);
}
