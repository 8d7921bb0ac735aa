// Continues once every app has been notified, or after a timeout.
{
  const go = () => location.replace(document.getElementById("continue").href);
  const loaded = [...document.querySelectorAll("iframe")].map(
    (frame) => new Promise((resolve) => frame.addEventListener("load", resolve, { once: true })));
  setTimeout(go, 3000);
  Promise.all(loaded).then(go);
}
