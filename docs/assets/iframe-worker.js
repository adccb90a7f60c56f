/* The search of the site runs in a worker, which browsers refuse to pages that are opened from a folder. There, and only there, the same
   script runs in a hidden frame. Named iframe-worker so that the theme's offline plugin loads no other from the network. */
"use strict";
(() => {
  if (location.protocol !== "file:") return;

  function importScripts(...urls) {
    return urls.reduce(
      (before, url) =>
        before.then(
          () =>
            new Promise((resolve, reject) => {
              const script = document.createElement("script");
              script.src = url;
              script.onload = () => resolve();
              script.onerror = () => reject(new Error(url));
              document.body.appendChild(script);
            }),
        ),
      Promise.resolve(),
    );
  }

  window.Worker = class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.ready = new Promise((resolve) => {
        this.frame.onload = resolve;
      });
      const start = `postMessage = parent.postMessage.bind(parent); importScripts = ${importScripts}`;
      this.frame.srcdoc = `<html><body><script>${start}<\/script><script src="${url}"><\/script></body></html>`;
      this.listener = (event) => {
        if (event.source !== this.frame.contentWindow) return;
        this.dispatchEvent(new MessageEvent("message", { data: event.data }));
        if (this.onmessage) this.onmessage(event);
      };
      window.addEventListener("message", this.listener);
      document.body.appendChild(this.frame);
    }

    postMessage(message) {
      this.ready.then(() => {
        this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: message, source: window }));
      });
    }

    terminate() {
      this.frame.remove();
      window.removeEventListener("message", this.listener);
    }
  };
})();
