/* Data files loaded on demand as scripts: pages from the file system may not fetch. No text of a data file is ever
   made into markup; other files build elements by `R.el`. */
"use strict";
window.R = (() => {
  const ROOT = document.documentElement.dataset.root;
  const MOST = 60; // data files held in memory
  const held = new Map();
  const waiting = new Map();

  function put(name, value) {
    const wait = waiting.get(name);
    if (wait) wait(value);
  }

  function load(name) {
    if (held.has(name)) {
      const promise = held.get(name);
      held.delete(name); // what was used last goes last
      held.set(name, promise);
      return promise;
    }
    const promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, resolve);
      script.src = `${ROOT}data/${name}.js`;
      script.onload = () => { script.remove(); waiting.delete(name); reject(new Error(name)); };
      script.onerror = script.onload;
      document.head.append(script);
    });
    held.set(name, promise);
    promise.catch(() => held.delete(name));
    for (const old of held.keys()) {
      if (held.size <= MOST) break;
      if (old.includes("/")) held.delete(old);
    }
    return promise;
  }

  /* el("a", {href: "x", class: "y"}, "text", element): text stays text. */
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((each) => each !== null && each !== undefined && each !== ""));
    return element;
  }

  /* A link to a page on the network; plain text for whatever is no http(s) address, or shows a user name. */
  function live(address, text = address) {
    let url = null;
    try { url = new URL(address); } catch { /* not an address */ }
    const opens = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/\s/.test(address);
    if (!opens) return el("span", {class: "address"}, text);
    return el("a", {class: "address", href: address, target: "_blank", rel: "noreferrer noopener"}, text);
  }

  const page = (path) => ROOT + path;
  const unitPage = (unit) => page(`units/${String(unit + 1).padStart(4, "0")}.html`);
  const rulePage = (stem) => page(`rules/${stem}.html`);
  const findingPage = (key) => page(`findings.html#${key}`);
  return {put, load, el, live, page, unitPage, rulePage, findingPage};
})();
