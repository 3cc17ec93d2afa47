// What the other scripts share: the page's words, requests to our routes, short notices, and a look at each change.
// No text of a document is ever put into the page except as HTML that the server has escaped, or as text.
(() => {
  "use strict";
  // `window.xianwen` holds language, words, name and admin, as the server told them.
  const { xianwen } = window;
  // Gradio words its own messages in the browser's language; this page has a language of its own.
  for (const [name, value] of [["language", xianwen.language], ["languages", [xianwen.language]]]) {
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });
  }
  document.documentElement.classList.toggle("reader", !xianwen.admin);

  xianwen.say = (text, values = {}) =>
    (xianwen.words[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  // An element of that name with attributes and children; a child that is a string becomes text.
  xianwen.make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };

  xianwen.fetch = (path, query = {}) => fetch(`xianwen/${path}?${new URLSearchParams(query)}`);
  xianwen.post = (path, body = {}) =>
    fetch(`xianwen/${path}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
    });

  let leaving;
  // A line at the foot of the window that goes away by itself; `undo` is what its button does.
  xianwen.notice = (text, undo) => {
    clearTimeout(leaving);
    let line = document.querySelector("#notice");
    if (!line) {
      line = xianwen.make("div", { id: "notice", role: "status" });
      document.body.append(line);
    }
    line.replaceChildren(text);
    if (undo) {
      const button = xianwen.make("button", { type: "button" }, xianwen.say("撤销"));
      button.addEventListener("click", () => { line.hidden = true; undo(); });
      line.append(button);
    }
    line.hidden = false;
    leaving = setTimeout(() => { line.hidden = true; }, undo ? 15000 : 4000);
  };

  const lookers = [];
  // Calls `look` after each change of the page, once a frame at most.
  xianwen.onChange = (look) => lookers.push(look);
  let due = false;
  new MutationObserver(() => {
    if (due || !document.body) return;
    due = true;
    queueMicrotask(() => { due = false; lookers.forEach((look) => look()); });
  }).observe(document.documentElement, { childList: true, subtree: true });

  // The page's script talks to Gradio through one element, which says when it is there.
  let bridge;
  xianwen.ready = (element) => {
    bridge = element;
    document.dispatchEvent(new Event("xianwen:ready"));
  };
  xianwen.send = (detail) => bridge?.dispatchEvent(new CustomEvent("xianwen", { detail }));

  document.addEventListener("change", (event) => {
    if (event.target.id !== "language") return;
    document.cookie = `xianwen_language=${event.target.value}; path=/; max-age=34560000; samesite=lax`;
    location.reload();
  });
})();
