// Shows and announces the values of a chart, by pointer or by a hidden slider for the keyboard, without a round trip.
// Each line of the attribute "points" has a time or nothing, the label of the point, and its values.

customElements.define('chart-reader', class extends HTMLElement {
  static observedAttributes = ['points'];

  #points = [];

  connectedCallback() {
    this.addEventListener('pointermove', this);
    this.addEventListener('pointerdown', this);
    this.addEventListener('pointerleave', this);
    this.addEventListener('input', this);
    this.addEventListener('focusin', this);
    this.addEventListener('focusout', this);
  }

  attributeChangedCallback(_, before, points) {
    this.#points = points.split('\n').map(line => line.split('\t'));
    if (before !== null) this.#hide();
  }

  handleEvent(event) {
    const slider = this.querySelector('input');
    if (event.type === 'pointerleave') return slider.matches(':focus-visible') ? this.#show() : this.#hide();
    if (event.type === 'focusout') return this.#hide();
    if (event.type === 'focusin') return slider.matches(':focus-visible') && this.#show();
    if (event.type === 'input') return this.#show();

    const plot = event.target instanceof Element && event.target.closest('.chart__plot');
    if (!plot) return undefined;
    const { left, width } = plot.getBoundingClientRect();
    slider.value = Math.floor((event.clientX - left) / width * this.#points.length);
    return this.#show();
  }

  #show() {
    const slider = this.querySelector('input');
    const [time, place, figures] = this.#points[slider.value] ?? [];
    if (figures === undefined) return;
    const [moment, values] = this.querySelector('.chart__values').children;
    moment.hidden = !time;
    if (time) moment.setAttribute('datetime', time);
    values.textContent = time ? figures : `${place}: ${figures}`;
    slider.setAttribute('aria-valuetext', `${place}: ${figures}`);
    this.style.setProperty('--read', slider.value);
    this.dataset.reading = '';
  }

  #hide() { delete this.dataset.reading; }
});
