// A person without a screen: picks an account and accepts what the emulator's pages ask, form by form.

const cookies = new Map();

async function open(url, options = {}) {
  const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...options.headers };
  const response = await fetch(url, { ...options, headers, redirect: "manual" });
  for (const cookie of response.headers.getSetCookie()) {
    const [pair] = cookie.split(";");
    cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }

  return { url, location: response.headers.get("location"), html: await response.text() };
}

const text = (html) => html.replaceAll("&quot;", '"').replaceAll("&#x2B;", "+").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
  .replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

const attribute = (tag, name) => text(tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? "");

// Presses the first button whose name, value and label match.
async function press(page, which, more = {}) {
  const form = page.html.match(/<form[\s\S]*?<\/form>/)[0];
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) fields.append(attribute(tag, "name"), attribute(tag, "value"));
  const button = [...form.matchAll(/<button[\s\S]*?<\/button>/g)].map(([b]) => b).find((b) => which.test(b));
  if (!button) throw new Error(`no button ${which} on ${page.html.match(/<h1>.*<\/h1>/)}`);
  if (attribute(button, "name")) fields.append(attribute(button, "name"), attribute(button, "value"));
  for (const [name, value] of Object.entries(more)) fields.append(name, value);
  const action = new URL(attribute(form, "action"), page.url);
  return open(action.href, { method: "POST", body: fields, headers: { "content-type": "application/x-www-form-urlencoded" } });
}

async function answer(page, account) {
  while (!page.location && page.html.includes("<button")) {
    const heading = page.html.match(/<h1>([^<]*)<\/h1>/)[1];
    page = await press(page, heading === "Pick an account" ? new RegExp(account) : /Accept|Approve|Continue/);
  }

  return page;
}

/** Signs in, and returns the address that the client is called back at. */
export async function signIn(url, account) {
  const page = await answer(await open(url), account);
  if (!page.location) throw new Error(`stopped at ${page.html.match(/<h1>.*<\/h1>/)}`);
  return new URL(page.location);
}

/** Types in a device's code and approves it. */
export async function approveDevice(url, userCode, account) {
  await answer(await press(await open(url), /Next/, { user_code: userCode }), account);
}

/** Some of what a token says, never the token. */
export function claims(token) {
  const { aud, scp, roles, azp, ver, preferred_username: name } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  return { aud, scp, roles, azp, ver, name };
}
