// Runs before the first paint. The choice (system, light, dark) is a cookie; the active theme is data-theme on <html>.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const paper = matchMedia('print');
  const choices = { system: 'System', light: 'Light', dark: 'Dark' };

  const chosen = () => {
    const value = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(document.cookie);
    return value ? value[1] : 'system';
  };

  const apply = () => {
    const choice = chosen();
    root.dataset.theme = paper.matches ? 'light' : choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
  };

  const choose = choice => {
    document.cookie = choice === 'system'
      ? 'theme=; Path=/; SameSite=Lax; Max-Age=0'
      : `theme=${choice}; Path=/; SameSite=Lax; Max-Age=31536000`;
    apply();
  };

  apply();
  system.addEventListener('change', apply);
  paper.addEventListener('change', apply);

  // Leaving a page before its circuit runs replaces the document with the server's HTML, which has no theme.
  new MutationObserver(() => { if (!root.dataset.theme) apply(); })
    .observe(root, { attributes: true, attributeFilter: ['data-theme'] });

  // A custom element, so that it works on pages without a circuit and survives rendering.
  customElements.define('theme-choice', class extends HTMLElement {
    connectedCallback() {
      if (this.firstChild) return;
      const set = document.createElement('fieldset');
      set.append(Object.assign(document.createElement('legend'), { textContent: 'Theme' }));
      for (const [value, text] of Object.entries(choices)) {
        const label = document.createElement('label');
        const input = Object.assign(document.createElement('input'), {
          type: 'radio', name: 'theme-choice', value, checked: value === chosen(),
        });
        input.addEventListener('change', () => choose(value));
        label.append(input, Object.assign(document.createElement('span'), { textContent: text }));
        set.append(label);
      }
      this.append(set);
    }
  });
})();
