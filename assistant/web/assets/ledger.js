// The ledger: its views are addresses, the server renders them, and each figure opens its sentence beside the table.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;
  // Of the page's address; all else in it belongs to other pages.
  const NAMES = ["ledger", "indicator", "measure", "period", "region", "from", "to", "status", "chart", "state", "year",
    "industry", "least", "words", "sort"];
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
    const wanted = ++request, search = () => root.querySelector(".ledger-form [name=words]"), words = search()?.value;
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
    if (controls || !form) {
      // What was begun to be typed meanwhile goes on in the form that is drawn anew.
      const typed = search(), begun = typed && typed.value !== words && document.activeElement === typed;
      root.replaceChildren(...fresh.childNodes);
      if (begun && search()) {
        search().replaceWith(typed);
        typed.focus();
      }
    } else {
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

  // The view as it is, with what the library holds now.
  xianwen.showLedgerAgain = () => show(inAddress(), { controls: false });

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
    // What is mostly known of targets is mostly not what is known of results.
    else if (name === "status") again(form, name, type, ["measure", "from", "to"]);
    else if (picker) go(said(form, ["from", "to"])).then(() => returnTo(`[data-picker="${picker}"] summary`));
    else again(form, name, type);
  });

  // Shows what a field of the form now says, without what else it leaves open again, and comes back to the field.
  function again(form, name, type, without = []) {
    go(said(form, without)).then(() => returnTo(`.ledger-form [name="${name}"]${type === "radio" ? ":checked" : ""}`));
  }

  // Gives the keyboard back to what was drawn anew under it, unless it has gone on to something else.
  function returnTo(selector) {
    if (!place().contains(document.activeElement)) place().querySelector(selector)?.focus();
  }

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
      const { target } = event;
      clearTimeout(typing);
      typing = setTimeout(() => target.form && go(said(target.form), { controls: false, replace: true }), 200);
    }
  });
  document.addEventListener("submit", (event) => { if (event.target.matches?.(".ledger-form")) event.preventDefault(); });

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[data-ledger], a[href^='?ledger='], .picker-clear, .ledger-more, .project-open, #ledger [data-sort]");
    for (const picker of document.querySelectorAll(".picker[open]")) if (!picker.contains(event.target)) picker.open = false;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.matches("a")) {
      event.preventDefault();
      const query = new URLSearchParams(target.getAttribute("href").slice(1));
      if (isOpen()) go(query).then(() => place().querySelector('[aria-current="page"]')?.focus());
      else { remember(query); openPage(); }
    } else if (target.matches(".picker-clear")) {
      const boxes = target.closest(".picker").querySelectorAll("input:checked");
      boxes.forEach((box) => { box.checked = false; });
      go(said(target.closest("form")), { controls: false });
    } else if (target.matches("#ledger [data-sort]")) {
      const { dataset } = target, sort = place().querySelector(".ledger-form [name=sort]");
      sort.value = dataset.sort;
      go(said(sort.form), { controls: false }).then(() => place().querySelector(`th.${dataset.column} [data-sort]`)?.focus());
    } else if (target.matches(".ledger-more")) show(inAddress(), { controls: false, extra: { shown: target.dataset.shown } });
    else if (target.matches(".project-open")) {
      const history = document.getElementById(target.getAttribute("aria-controls"));
      history.hidden = !history.hidden;
      target.setAttribute("aria-expanded", String(!history.hidden));
    }
  });

  document.addEventListener("keydown", (event) => {
    const picker = event.key === "Escape" && document.querySelector(".picker[open]");
    if (picker) { picker.open = false; picker.querySelector("summary").focus(); }
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
      // The conversation that a link is followed from may be far down.
      window.scrollTo(0, 0);
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
