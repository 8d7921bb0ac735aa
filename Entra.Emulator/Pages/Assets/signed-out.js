// Goes on once every app has been told, or after a while without those that do not answer.
{
  const go = () => location.replace(document.getElementById("continue").href);
  const told = [...document.querySelectorAll("iframe")].map(
    (frame) => new Promise((resolve) => frame.addEventListener("load", resolve, { once: true })));
  setTimeout(go, 3000);
  Promise.all(told).then(go);
}
