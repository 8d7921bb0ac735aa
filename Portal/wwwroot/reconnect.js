// Shows a lost connection (ReconnectBanner) and reconnects. If the circuit no longer exists, the page reloads.

const banner = document.getElementById('components-reconnect-modal');
const retryAfter = 5000;
let retry = 0;

const states = new Set(['show', 'retrying', 'failed', 'paused', 'resume-failed']);

// In the top layer, above a row that covers a narrow screen.
function show(state) {
  banner.dataset.state = state;
  banner.togglePopover(state !== 'hide');
}

async function reconnect() {
  clearTimeout(retry);
  try {
    // False: the server responded, but has neither the circuit nor its state.
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) location.reload();
    else show('hide');
  } catch {
    retry = setTimeout(reconnect, retryAfter);
  }
}

banner.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  show(states.has(state) ? state : 'hide');
  if (state === 'failed') retry = setTimeout(reconnect, retryAfter);
  if (state === 'rejected') location.reload();
});
banner.querySelector('button').addEventListener('click', () => location.reload());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && banner.dataset.state === 'failed') reconnect();
});

// A page that the browser kept when it was left has no circuit any more, and may be that of an earlier user.
addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
