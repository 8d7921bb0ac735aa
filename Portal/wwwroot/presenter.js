// Large type for presenters. Runs before the first paint; the choice is a cookie, and data-presenting on <html>.
(() => {
  const root = document.documentElement;
  const chosen = () => /(?:^|;\s*)presenter=on(?:;|$)/.test(document.cookie);
  const apply = () => { root.toggleAttribute('data-presenting', chosen()); };

  apply();

  // Leaving a page before its circuit runs replaces the document with the server's HTML.
  new MutationObserver(() => { if (root.hasAttribute('data-presenting') !== chosen()) apply(); })
    .observe(root, { attributes: true, attributeFilter: ['data-presenting'] });

  // A custom element, so that it works on pages without a circuit and survives rendering.
  customElements.define('presenter-switch', class extends HTMLElement {
    connectedCallback() {
      if (this.firstChild) return;
      const label = document.createElement('label');
      const input = Object.assign(document.createElement('input'), { type: 'checkbox', checked: chosen() });
      input.setAttribute('role', 'switch');
      input.addEventListener('change', () => {
        document.cookie = `presenter=${input.checked ? 'on' : ''}; Path=/; SameSite=Lax; Max-Age=${input.checked ? 31536000 : 0}`;
        apply();
        for (const other of document.querySelectorAll('presenter-switch input')) other.checked = input.checked;
      });
      label.append(input, 'Presenter mode');
      this.append(label);
    }
  });
})();
