// The ledger: its views are addresses, the server renders them, and each figure opens its sentence beside the table.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;
  // Of the page's address; all else in it belongs to other pages.
  const NAMES = ["ledger", "indicator", "measure", "period", "region", "from", "to", "status", "chart", "state", "year",
    "industry", "least", "words"];
  let request = 0, typing, shownAt = null, drawnFor = 0;

  const place = () => document.querySelector("#ledger");
  const tab = (index) => document.querySelectorAll('#pages button[role="tab"]')[index];
  const isOpen = () => { const page = document.querySelector("#ledger-page"); return Boolean(page && page.offsetParent); };
  const inAddress = () => new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => NAMES.includes(name)));

  function remember(query, { replace = false } = {}) {
    const address = new URL(location.href);
    for (const name of NAMES) address.searchParams.delete(name);
    for (const [name, value] of query) address.searchParams.append(name, value);
    if (address.href !== location.href) history[replace ? "replaceState" : "pushState"](null, "", address);
  }

  // Shows a view. `controls` says whether the form is drawn anew too, or stays as it is under the reader's hands; `only`
  // names a part that is drawn anew alone.
  async function show(query, { controls = true, extra = {}, only = "" } = {}) {
    const root = place();
    if (!root) return;
    const wanted = ++request;
    root.setAttribute("aria-busy", "true");
    if (!root.firstChild) root.replaceChildren(make("div", { class: "ledger-waiting", role: "status" }, say("正在整理台账…")));
    const asked = new URLSearchParams(query);
    drawnFor = root.clientWidth;
    asked.set("width", String(drawnFor - 34));
    for (const [name, value] of Object.entries(extra)) asked.set(name, value);
    let html = null;
    try {
      const response = await fetch(`xianwen/ledger?${asked}`);
      if (response.ok) html = await response.text();
    } catch (error) { html = null; }
    if (wanted !== request) return;
    root.removeAttribute("aria-busy");
    if (html === null) { fail(root, query); return; }
    shownAt = query.toString();
    const fresh = make("div", {});
    fresh.innerHTML = html;
    const form = root.querySelector(".ledger-form");
    if (only) {
      const part = fresh.querySelector(only);
      if (part) root.querySelector(only)?.replaceWith(part);
      return;
    }
    if (controls || !form) root.replaceChildren(...fresh.childNodes);
    else {
      root.querySelector(".ledger-result")?.replaceWith(fresh.querySelector(".ledger-result"));
      for (const picker of fresh.querySelectorAll(".picker")) {
        const mine = form.querySelector(`.picker[data-picker="${picker.dataset.picker}"]`);
        mine?.querySelector("summary").replaceWith(picker.querySelector("summary"));
        const clear = mine?.querySelector(".picker-clear");
        if (clear) clear.hidden = picker.querySelector(".picker-clear").hidden;
      }
    }
    settle(root);
  }

  // One stop of the tab key in the whole table, the latest years in view.
  function settle(root) {
    root.querySelectorAll(".ledger-cell").forEach((cell, index) => { cell.tabIndex = index ? -1 : 0; });
    const scroll = root.querySelector(".matrix-scroll");
    if (scroll) scroll.scrollLeft = scroll.scrollWidth;
  }

  function fail(root, query) {
    const again = make("button", { type: "button" }, say("再试一次"));
    again.addEventListener("click", () => show(query));
    const said = make("div", { class: "ledger-nothing", role: "alert" }, make("p", {}, say("台账没有取到，请稍后再试。")), again);
    const result = root.querySelector(".ledger-result");
    if (result) result.replaceChildren(said); else root.replaceChildren(said);
  }

  function go(query, options = {}) {
    remember(query, options);
    return show(query, options);
  }

  // What the form and the switch of the chart say, without what is left open.
  const OPEN = { status: "result", chart: "line", period: "year" };
  function said(form, without = []) {
    const chart = place().querySelector('[name="chart"]:checked')?.value ?? "";
    return new URLSearchParams([...new FormData(form), ["chart", chart]]
      .filter(([name, value]) => value && !without.includes(name) && OPEN[name] !== value));
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("#ledger")?.querySelector(".ledger-form");
    if (!form || event.target.matches(".picker-search, [name=words]")) return;
    const { name, type } = event.target, picker = event.target.closest(".picker")?.dataset.picker;
    if (type === "checkbox" || name === "chart") go(said(form), { controls: false });
    // Another indicator or region may be told of in other years.
    else if (picker) go(said(form, ["from", "to"])).then(() => place().querySelector(`[data-picker="${picker}"] summary`)?.focus());
    else go(said(form)).then(() => form.isConnected || place().querySelector(`.ledger-form [name="${name}"]${type === "radio" ? ":checked" : ""}`)?.focus());
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".picker-search")) {
      const typed = event.target.value.replace(/\s/g, "");
      const list = event.target.closest(".picker-choices");
      for (const label of list.querySelectorAll("label")) {
        let at = -1;
        label.hidden = ![...typed].every((character) => (at = label.textContent.indexOf(character, at + 1)) >= 0);
      }
      for (const group of list.querySelectorAll("fieldset")) group.hidden = !group.querySelector("label:not([hidden])");
    } else if (event.target.matches?.(".ledger-form [name=words]")) {
      const { form } = event.target;
      clearTimeout(typing);
      typing = setTimeout(() => go(said(form), { controls: false, replace: true }), 200);
    }
  });
  document.addEventListener("submit", (event) => { if (event.target.matches?.(".ledger-form")) event.preventDefault(); });

  async function openCell(cell) {
    const response = await xianwen.fetch("ledger/cell", { fact: cell.dataset.fact }).catch(() => null);
    const card = response?.ok ? await response.text() : "";
    await xianwen.openSource(cell, { card });
  }

  // Another telling of the cell whose card is open, or one of a project.
  function openTelling(telling) {
    const card = telling.closest(".panel-card");
    const { doc, start, end, exact, check } = telling.dataset;
    const source = Object.fromEntries(Object.entries({ doc, start, end, exact, check }).filter(([, value]) => value));
    if (!card) { xianwen.openSource(telling, { source }); return; }
    const cell = document.querySelector(`.ledger-cell[data-fact="${card.querySelector(".cell-card").dataset.fact}"]`);
    xianwen.openSource(cell ?? telling, { source, card: card.innerHTML });
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(".ledger-cell, .telling, a[data-ledger], a[href^='?ledger='], .picker-clear, .ledger-more, "
      + "[data-sort-column], .project-open, [data-chart-image]");
    for (const picker of document.querySelectorAll(".picker[open]")) if (!picker.contains(event.target)) picker.open = false;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.matches(".ledger-cell")) openCell(target);
    else if (target.matches(".telling")) openTelling(target);
    else if (target.matches("a")) {
      event.preventDefault();
      const query = new URLSearchParams(target.getAttribute("href").slice(1));
      if (isOpen()) go(query).then(() => place().querySelector('[aria-current="page"]')?.focus());
      else { remember(query); openPage(); }
    } else if (target.matches(".picker-clear")) {
      const boxes = target.closest(".picker").querySelectorAll("input:checked");
      boxes.forEach((box) => { box.checked = false; });
      go(said(target.closest("form")), { controls: false });
    } else if (target.matches(".ledger-more")) show(inAddress(), { controls: false, extra: { shown: target.dataset.shown } });
    else if (target.matches("[data-sort-column]")) sort(target);
    else if (target.matches(".project-open")) {
      const history = document.getElementById(target.getAttribute("aria-controls"));
      history.hidden = !history.hidden;
      target.setAttribute("aria-expanded", String(!history.hidden));
    } else if (target.matches("[data-chart-image]")) saveImage();
  });

  // Rows by the figures of a column, the largest first, then the smallest; rows without a figure come last.
  function sort(button) {
    const head = button.closest("th"), table = button.closest("table"), index = [...head.parentNode.children].indexOf(head);
    const down = head.getAttribute("aria-sort") !== "descending";
    for (const other of head.parentNode.children) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => Number.parseFloat(row.children[index]?.dataset.value ?? "NaN");
    const rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".group"));
    rows.sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
      return down ? b - a : a - b;
    });
    table.tBodies[0].append(...rows);
    for (const group of table.querySelectorAll("tr.group")) group.remove();
  }

  // From figure to figure by the arrow keys.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const picker = document.querySelector(".picker[open]");
      if (picker) { picker.open = false; picker.querySelector("summary").focus(); }
      return;
    }
    const cell = event.target.closest?.(".ledger-cell");
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!cell || !step) return;
    event.preventDefault();
    const rows = [...cell.closest("tbody").rows], own = cell.closest("tr");
    let row = rows.indexOf(own), column = [...own.children].indexOf(cell.closest("td"));
    for (;;) {
      row += step[0];
      column += step[1];
      const next = rows[row]?.children[column];
      if (!next) return;
      const button = next.querySelector(".ledger-cell");
      if (button) {
        cell.tabIndex = -1;
        button.tabIndex = 0;
        button.focus();
        return;
      }
    }
  });

  // The chart as a picture, with the colours of the page as they are now.
  async function saveImage() {
    const chart = document.querySelector(".ledger-chart");
    if (!chart) return;
    const copy = chart.cloneNode(true), from = [chart, ...chart.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((element, index) => {
      const style = getComputedStyle(element);
      for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-weight", "font-family", "stroke-dasharray"]) {
        to[index].style.setProperty(name, style.getPropertyValue(name));
      }
    });
    const [width, height] = [chart.width.baseVal.value, chart.height.baseVal.value], margin = 20, head = 30, scale = 2;
    const canvas = make("canvas", { width: (width + 2 * margin) * scale, height: (height + head + 2 * margin) * scale });
    const title = document.querySelector(".ledger-head h2").firstChild.textContent.trim();
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    await image.decode();
    const brush = canvas.getContext("2d");
    brush.fillStyle = getComputedStyle(document.querySelector(".ledger-figure")).backgroundColor;
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.scale(scale, scale);
    brush.fillStyle = getComputedStyle(document.querySelector(".ledger-head h2")).color;
    brush.font = `600 16px ${getComputedStyle(document.body).fontFamily}`;
    brush.fillText(title, margin, margin + 14);
    brush.drawImage(image, margin, margin + head, width, height);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((blob) => {
      const address = URL.createObjectURL(blob);
      make("a", { href: address, download: `${title}.png` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
  }

  // What people say of a cell.
  async function correct(card, values) {
    const told = card.querySelector(".told");
    card.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    const response = await xianwen.post("ledger/correction", { fact: Number(card.dataset.fact), ...values }).catch(() => null);
    const reply = await response?.json().catch(() => null);
    card.querySelectorAll("button").forEach((button) => { button.disabled = false; });
    if (!response?.ok || reply.refused) {
      told.textContent = reply?.refused ?? reply?.detail ?? say("没有存上，请稍后再试。");
      told.hidden = false;
      card.querySelector("form").hidden = false;
      return;
    }
    const undone = values.act === "undo";
    xianwen.notice(undone ? say("已撤销。") : say("已存下，以这个数为准。"),
      undone ? undefined : () => correct(document.querySelector(".panel-card .cell-card") ?? card, { act: "undo" }));
    await show(inAddress(), { controls: false });
    const cell = document.querySelector(`.ledger-cell[data-fact="${reply.fact}"]`);
    const box = card.closest(".panel-card") ?? document.querySelector(".panel-card");
    const again = await xianwen.fetch("ledger/cell", { fact: reply.fact }).catch(() => null);
    if (again?.ok && box?.firstChild) box.innerHTML = await again.text();
    cell?.classList.add("is-open");
  }

  document.addEventListener("click", (event) => {
    const card = event.target.closest?.(".cell-card");
    if (!card) return;
    const button = event.target.closest("button");
    if (button?.matches("[data-cell-confirm]")) correct(card, { act: "confirm" });
    if (button?.matches("[data-cell-undo]")) correct(card, { act: "undo" });
    if (button?.matches("[data-cell-correct]")) {
      const form = card.querySelector("form");
      form.hidden = !form.hidden;
      button.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.elements.value.select();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.cell-correction");
    if (!form) return;
    event.preventDefault();
    correct(form.closest(".cell-card"), { act: "correct", ...Object.fromEntries(new FormData(form)) });
  });

  function openPage() { tab(1)?.click(); }

  window.addEventListener("popstate", () => {
    if (!inAddress().has("ledger")) { if (isOpen()) tab(0).click(); }
    else if (isOpen()) show(inAddress());
    else openPage();
  });
  // The tab is shown or hidden by its style alone, which its size tells.
  let wasOpen = false, started = false, watched = null, resized;
  const watcher = new ResizeObserver(() => {
    const open = isOpen();
    if (open === wasOpen) {
      // A chart is drawn for the width that it has: the source panel and the window change it.
      clearTimeout(resized);
      resized = setTimeout(() => {
        const chart = place()?.querySelector(".ledger-chart");
        if (chart && isOpen() && Math.abs(place().clientWidth - drawnFor) > 8) show(inAddress(), { only: ".ledger-chart" });
      }, 250);
      return;
    }
    wasOpen = open;
    document.body.classList.toggle("on-ledger", open);
    if (open) {
      const query = inAddress().has("ledger") ? inAddress() : new URLSearchParams(shownAt ?? "ledger=indicator");
      remember(query, { replace: true });
      show(query);
    } else {
      remember([], { replace: true });
      xianwen.closeSource();
    }
  });
  xianwen.onChange(() => {
    if (!started && tab(1)) {
      started = true;
      if (inAddress().has("ledger")) openPage();
    }
    if (place() !== watched && place()) {
      watched = place();
      watcher.disconnect();
      watcher.observe(watched);
    }
  });
})();
