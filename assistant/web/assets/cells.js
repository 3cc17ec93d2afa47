// The figures of the ledger: each opens its sentence and what else is known of its cell; people put cells right; tables are
// sorted and gone through by keys; the chart is saved as a picture.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;

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
    const target = event.target.closest?.(".ledger-cell, .telling, [data-sort-column], [data-chart-image]");
    if (target?.matches(".ledger-cell")) openCell(target);
    else if (target?.matches(".telling")) openTelling(target);
    else if (target?.matches("[data-sort-column]")) sort(target);
    else if (target) saveImage();
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
    await xianwen.showLedgerAgain();
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
})();
