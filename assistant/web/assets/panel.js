// The source panel: a document beside the conversation, at its cited sentence; and the preview of a citation.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;
  const PARAMETERS = ["doc", "start", "end", "exact", "check"];
  let panel, opener, opened = {}, siblings = [], request = 0, simplified = false;
  let places = [], place = -1;

  const part = (selector) => panel.querySelector(selector);

  function buildPanel() {
    const button = (action, label, text) =>
      make("button", { type: "button", "data-panel": action, "aria-label": say(label), title: say(label) }, text);
    panel = make("aside", { id: "source-panel", hidden: true, tabindex: -1, "aria-label": say("来源原文") },
      make("div", { class: "panel-bar" },
        make("span", { class: "panel-names" },
          make("span", { class: "panel-title" }), make("span", { class: "panel-facts" })),
        make("span", { class: "panel-count" }),
        button("previous", "上一处引用", "‹"), button("next", "下一处引用", "›"), button("close", "关闭", "×")),
      make("div", { class: "panel-tools" },
        make("span", { class: "panel-find", role: "search" },
          make("input", { type: "search", "aria-label": say("在文中查找"), placeholder: say("在文中查找") }),
          make("span", { class: "found", role: "status" }),
          button("found-previous", "上一处", "‹"), button("found-next", "下一处", "›")),
        make("button", { type: "button", "data-panel": "outline", "aria-expanded": "false", "aria-controls": "panel-outline" },
          say("提纲")),
        make("button", { type: "button", "data-panel": "script", "aria-pressed": "false", class: "panel-script" },
          say("转为简体")),
        make("button", { type: "button", "data-panel": "correct", class: "admins" }, say("更正")),
        make("button", { type: "button", "data-panel": "original" }, say("下载原件"))),
      make("nav", { id: "panel-outline", hidden: true, "aria-label": say("提纲") }),
      // What else is known of what is cited: the cell of the ledger that it fills.
      make("div", { class: "panel-card" }),
      // Focusable: one who has no mouse scrolls it with the keyboard.
      make("div", { class: "panel-body", tabindex: 0, role: "region", "aria-label": say("来源原文") }));
    document.body.append(panel);
    let typing;
    const input = part("input");
    input.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(find, 150); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); stepFound(event.shiftKey ? -1 : 1); }
    });
  }

  const query = (link) =>
    Object.fromEntries(PARAMETERS.filter((name) => link.dataset[name]).map((name) => [name, link.dataset[name]]));

  async function openSource(link, { source = query(link), scroll = true, form = link.matches(".correct-document"), card = "" } = {}) {
    if (!panel) buildPanel();
    hidePreview();
    const wanted = ++request;
    let html;
    try {
      const response = await xianwen.fetch("source", { ...source, script: simplified ? "simplified" : "original" });
      html = response.ok ? await response.text() : trouble("无法打开这篇文档。");
    } catch (error) {
      html = trouble("连不上县问的服务，请稍后再试。");
    }
    if (wanted !== request) return;
    const changed = opened.doc !== source.doc;
    // Not what the link says later: a table that is rendered anew keeps its elements for other documents.
    opened = source;
    markOpen(link);
    if (scroll) part(".panel-card").innerHTML = card;
    const body = part(".panel-body"), at = body.scrollTop;
    body.innerHTML = html;
    for (const [name, from] of [[".panel-title", "h2"], [".panel-facts", ".source-facts"]]) {
      part(name).textContent = part(`.panel-body ${from}`)?.textContent ?? "";
    }
    const about = part(".source-about");
    part(".panel-tools").hidden = !about;
    part(".panel-script").hidden = !about?.dataset.traditional;
    part(".panel-script").setAttribute("aria-pressed", simplified);
    panel.hidden = false;
    document.body.classList.add("source-open");
    if (changed) part("input").value = "";
    if (changed) xianwen.closeOutline(panel);
    if (scroll) { showCited(); panel.focus({ preventScroll: true }); } else body.scrollTop = at;
    find({ jump: false });
    if (about && form) xianwen.toggleCorrection(body, source.doc);
  }

  xianwen.openSource = openSource;

  function trouble(text) {
    return make("p", { class: "source-stale" }, say(text)).outerHTML;
  }

  // The cited sentence a third of the way down: enough of what precedes it to read it in context.
  function showCited() {
    const body = part(".panel-body");
    const mark = body.querySelector("mark.cited .exact") || body.querySelector("mark.cited");
    body.scrollTop = 0;
    if (mark) reveal(mark.getBoundingClientRect());
  }

  function reveal(box) {
    const body = part(".panel-body");
    body.scrollTop = Math.max(0, body.scrollTop + box.top - body.getBoundingClientRect().top - body.clientHeight / 3);
  }

  // Shows the span [start, end) of the document's text, and marks it until another one is shown.
  xianwen.showInSource = (start, end) => {
    const [range] = ranges([[start, end]]);
    if (!range) return;
    if (window.CSS?.highlights && end > start + 1) CSS.highlights.set("outlined", new Highlight(range));
    else window.CSS?.highlights?.delete("outlined");
    reveal(range.getBoundingClientRect());
    // What is far away has its real height once it is near.
    requestAnimationFrame(() => reveal(range.getBoundingClientRect()));
  };

  function markOpen(link) {
    document.querySelectorAll(".is-open").forEach((element) => element.classList.remove("is-open"));
    if (link.matches(".ledger-cell")) link.classList.add("is-open");
    const answer = link.closest("[data-answer]");
    // An answer may have two wordings, each with sources of its own.
    const wording = link.closest(".wording") ?? answer;
    siblings = wording ? [...wording.querySelectorAll(".source-card")] : [];
    wording?.querySelectorAll(`.citation[data-n="${link.dataset.n}"], .source-card[data-n="${link.dataset.n}"]`)
      .forEach((element) => element.classList.add("is-open"));
    opener = link;
    const at = siblings.findIndex((card) => card.dataset.n === link.dataset.n);
    part(".panel-count").textContent = at < 0 ? "" : `${at + 1} / ${siblings.length}`;
    part('[data-panel="previous"]').disabled = at <= 0;
    part('[data-panel="next"]').disabled = at < 0 || at >= siblings.length - 1;
  }

  function closeSource() {
    if (!panel || panel.hidden) return;
    request += 1;
    panel.hidden = true;
    document.body.classList.remove("source-open");
    document.querySelectorAll(".is-open").forEach((element) => element.classList.remove("is-open"));
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }
  xianwen.closeSource = closeSource;
  // An answer that was rendered anew while a source of it is open: Gradio keeps its elements or not, their classes never.
  xianwen.onChange(() => {
    const wording = panel && !panel.hidden && opener?.closest(".wording");
    if (!wording || (opener.isConnected && opener.matches(".is-open"))) return;
    const link = `#chat .wording[data-mode="${wording.dataset.mode}"] a[href="${opener.getAttribute("href")}"]`;
    const again = opener.isConnected ? opener : document.querySelector(link);
    if (again) markOpen(again);
  });
  // Whether a source of this wording of an answer is being read.
  xianwen.isReading = (wording) => Boolean(panel && !panel.hidden && opener && wording.contains(opener));
  // The open document as the library holds it now, without a form above it.
  xianwen.showSourceAgain = () => { if (panel && !panel.hidden) openSource(opener, { source: opened, scroll: false, form: false }); };

  function step(by) {
    const at = siblings.findIndex((card) => card.dataset.n === opener.dataset.n);
    const next = siblings[at + by];
    if (next) openSource(next);
  }

  function download(doc) {
    make("a", { href: `xianwen/original?${new URLSearchParams({ doc })}`, download: true }).click();
  }

  // Find in the document: the server tells where, in either script; the marks are painted over the text, which
  // stays as it is, so that offsets hold.
  async function find({ jump = true } = {}) {
    const words = part("input").value.trim(), wanted = request;
    places = [];
    place = -1;
    if (words && part(".source-text")) {
      const response = await xianwen.fetch("find", { doc: opened.doc, words });
      if (wanted !== request || words !== part("input").value.trim()) return;
      places = response.ok ? ranges(await response.json()) : [];
    }
    paint();
    if (places.length && jump) stepFound(1);
  }

  // Spans [start, end) of the document's text as DOM ranges; the panel's text is the document's, letter for letter.
  function ranges(spans) {
    const walker = document.createTreeWalker(part(".source-text"), NodeFilter.SHOW_TEXT);
    const found = [];
    let node = walker.nextNode(), before = 0;
    const seek = (offset) => {
      while (node && before + node.length < offset) { before += node.length; node = walker.nextNode(); }
      return node && [node, offset - before];
    };
    for (const [start, end] of spans) {
      const from = seek(start), range = document.createRange();
      if (!from) break;
      range.setStart(...from);
      const to = seek(end);
      if (!to) break;
      range.setEnd(...to);
      found.push(range);
    }
    return found;
  }

  function paint() {
    const words = part("input").value.trim();
    part(".found").textContent = !words ? "" : places.length ? `${place + 1} / ${places.length}` : say("没有");
    for (const action of ["found-previous", "found-next"]) {
      part(`[data-panel="${action}"]`).disabled = !places.length;
    }
    if (!window.CSS?.highlights) return;
    CSS.highlights.set("found", new Highlight(...places));
    CSS.highlights.set("found-now", new Highlight(...(place < 0 ? [] : [places[place]])));
  }

  function stepFound(by) {
    if (!places.length) return;
    place = (place + by + places.length) % places.length;
    paint();
    reveal(places[place].getBoundingClientRect());
  }

  // The passage beside a citation that is pointed at or focused, or who tells the figure of a cell.
  const PREVIEWED = ".citation, .ledger-cell";
  let preview, pointed, waiting;
  const passages = new Map();

  async function showPreview(link) {
    pointed = link;
    const { fact, state } = link.dataset;
    const asked = fact ? ["ledger/cell", { fact, brief: true }] : ["passage", query(link)];
    const key = JSON.stringify([asked, state]);
    if (!passages.has(key)) {
      const response = await xianwen.fetch(...asked).catch(() => null);
      if (response?.ok) passages.set(key, await response.text());
    }
    if (pointed !== link || !link.isConnected || !passages.has(key)) return;
    if (!preview) {
      preview = make("div", { id: "preview", role: "tooltip" });
      document.body.append(preview);
    }
    preview.innerHTML = passages.get(key);
    preview.hidden = false;
    link.setAttribute("aria-describedby", "preview");
    const box = link.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = preview;
    const above = box.top - height - 8;
    preview.style.left = `${Math.max(8, Math.min(box.left + box.width / 2 - width / 2, document.documentElement.clientWidth - width - 8))}px`;
    preview.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  }

  function hidePreview() {
    clearTimeout(waiting);
    pointed?.removeAttribute("aria-describedby");
    pointed = null;
    if (preview) preview.hidden = true;
  }

  const point = (event, delay) => {
    const link = event.target.closest?.(PREVIEWED);
    if (!link || link === pointed || event.pointerType === "touch") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => showPreview(link), delay);
  };
  document.addEventListener("pointerover", (event) => point(event, 120));
  document.addEventListener("focusin", (event) => { if (event.target.matches?.(":focus-visible")) point(event, 0); });
  for (const name of ["pointerout", "focusout"]) {
    document.addEventListener(name, (event) => { if (event.target.closest?.(PREVIEWED)) hidePreview(); });
  }
  document.addEventListener("scroll", hidePreview, { capture: true, passive: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".citation, .source-card, .open-document, .correct-document");
    if (link) {
      event.preventDefault();
      openSource(link);
      return;
    }
    const action = event.target.closest?.("[data-panel]")?.dataset.panel;
    if (action === "close") closeSource();
    if (action === "previous") step(-1);
    if (action === "next") step(1);
    if (action === "found-previous") stepFound(-1);
    if (action === "found-next") stepFound(1);
    if (action === "correct") xianwen.toggleCorrection(part(".panel-body"), opened.doc);
    if (action === "outline") xianwen.toggleOutline(panel, { doc: opened.doc, script: simplified ? "simplified" : "original" });
    if (action === "original") download(opened.doc);
    if (action === "script") { simplified = !simplified; xianwen.closeOutline(panel); openSource(opener, { source: opened, scroll: false, form: false }); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (preview && !preview.hidden) hidePreview();
    else if (!document.querySelector("#filter-choices:not([hidden])")) closeSource();
  });
})();
