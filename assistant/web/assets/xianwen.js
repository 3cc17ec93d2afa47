// The page's own behaviour: the source panel, the question box's id, examples and the library's selection.
// No text of a document is ever put into the page here except as HTML that the server has escaped.
(() => {
  "use strict";
  // Gradio words its own messages in the browser's language; this page is in Chinese.
  for (const [name, value] of [["language", "zh-CN"], ["languages", ["zh-CN", "zh"]]]) {
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });
  }

  const PARAMETERS = ["doc", "start", "end", "exact", "check"];
  let panel, opener, siblings = [], request = 0;

  function buildPanel() {
    panel = document.createElement("aside");
    panel.id = "source-panel";
    panel.hidden = true;
    panel.tabIndex = -1;
    panel.setAttribute("role", "complementary");
    panel.setAttribute("aria-label", "来源原文");
    panel.innerHTML =
      '<div class="panel-bar"><span class="panel-names"><span class="panel-title"></span>' +
      '<span class="panel-facts"></span></span><span class="panel-count"></span>' +
      '<button type="button" data-panel="previous" aria-label="上一处引用" title="上一处引用">‹</button>' +
      '<button type="button" data-panel="next" aria-label="下一处引用" title="下一处引用">›</button>' +
      '<button type="button" data-panel="close" aria-label="关闭" title="关闭（Esc）">×</button></div>' +
      '<div class="panel-body"></div>';
    document.body.append(panel);
  }

  async function openSource(link) {
    if (!panel) buildPanel();
    const wanted = ++request;
    const query = new URLSearchParams();
    for (const name of PARAMETERS) if (link.dataset[name]) query.set(name, link.dataset[name]);
    let html;
    try {
      const response = await fetch(`xianwen/source?${query}`);
      html = response.ok ? await response.text() : notice("无法打开这篇文档。");
    } catch (error) {
      html = notice("连不上县问的服务，请稍后再试。");
    }
    if (wanted !== request) return;
    markOpen(link);
    panel.querySelector(".panel-body").innerHTML = html;
    for (const [name, from] of [[".panel-title", "h2"], [".panel-facts", ".source-facts"]]) {
      panel.querySelector(name).textContent = panel.querySelector(`.panel-body ${from}`)?.textContent ?? "";
    }
    panel.hidden = false;
    document.body.classList.add("source-open");
    showCited();
    panel.focus({ preventScroll: true });
  }

  function notice(text) {
    const paragraph = document.createElement("p");
    paragraph.className = "source-stale";
    paragraph.textContent = text;
    return paragraph.outerHTML;
  }

  // The cited sentence a third of the way down: enough of what precedes it to read it in context.
  function showCited() {
    const body = panel.querySelector(".panel-body");
    const mark = body.querySelector("mark.cited .exact") || body.querySelector("mark.cited");
    body.scrollTop = 0;
    if (!mark) return;
    const offset = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop = Math.max(0, offset - body.clientHeight / 3);
  }

  function markOpen(link) {
    document.querySelectorAll(".is-open").forEach((element) => element.classList.remove("is-open"));
    const answer = link.closest("[data-answer]");
    siblings = answer ? [...answer.querySelectorAll(".source-card")] : [];
    answer?.querySelectorAll(`.citation[data-n="${link.dataset.n}"], .source-card[data-n="${link.dataset.n}"]`)
      .forEach((element) => element.classList.add("is-open"));
    opener = link;
    const at = siblings.findIndex((card) => card.dataset.n === link.dataset.n);
    panel.querySelector(".panel-count").textContent = 
      at < 0 ? "" : `${at + 1} / ${siblings.length}`;
    panel.querySelector('[data-panel="previous"]').disabled = at <= 0;
    panel.querySelector('[data-panel="next"]').disabled = at < 0 || at >= siblings.length - 1;
  }

  function closeSource() {
    if (!panel || panel.hidden) return;
    request += 1;
    panel.hidden = true;
    document.body.classList.remove("source-open");
    document.querySelectorAll(".is-open").forEach((element) => element.classList.remove("is-open"));
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  function step(by) {
    const at = siblings.findIndex((card) => card.dataset.n === opener.dataset.n);
    const next = siblings[at + by];
    if (next) openSource(next);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".citation, .source-card, .open-document");
    if (link) {
      event.preventDefault();
      openSource(link);
      return;
    }
    const action = event.target.closest?.("[data-panel]")?.dataset.panel;
    if (action === "close") closeSource();
    if (action === "previous") step(-1);
    if (action === "next") step(1);
    if (event.target.matches?.(".select-all")) {
      const boxes = document.querySelectorAll("#library-table input[data-select]");
      boxes.forEach((box) => { box.checked = event.target.checked; });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSource();
  });
  // An Enter that picks a word in an input method must not send the question.
  for (const name of ["keydown", "keypress"]) {
    document.addEventListener(name, (event) => {
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    }, true);
  }

  // #question is the label around the text box, so that it can be clicked, filled and typed into by that name.
  // New exchanges are scrolled to once, when the question appears; what the reader scrolls to later stays put.
  let asked = null;
  function settle() {
    const box = document.querySelector(".question-box textarea");
    const label = box?.closest("label");
    if (label && label.id !== "question") {
      label.id = "question";
      box.setAttribute("aria-label", "问题");
    }
    const newest = document.querySelector("#newest .exchange .asked")?.textContent ?? null;
    const count = document.querySelectorAll("#chat .exchange").length;
    const now = newest === null ? null : `${count}:${newest}`;
    if (now !== null && now !== asked) {
      document.querySelector("#newest .exchange").scrollIntoView({ block: "start", behavior: "instant" });
    }
    asked = now;
    document.body.classList.toggle("conversing", now !== null);
  }
  new MutationObserver(settle).observe(document.documentElement, { childList: true, subtree: true });

  window.xianwen = {
    closeSource,
    selectedDocuments: () =>
      [...document.querySelectorAll("#library-table input[data-select]:checked")].map((box) => box.dataset.select),
  };
})();
