// Putting right what is known of a document: a form above its text in the source panel, for admins.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say } = xianwen;

  // Opens the form of `doc` in `body`, or closes it.
  xianwen.toggleCorrection = async (body, doc) => {
    const open = body.querySelector("form.correction");
    if (open) { open.remove(); return; }
    const response = await xianwen.fetch("correction", { doc }).catch(() => null);
    if (!response?.ok) { xianwen.notice(say("连不上县问的服务，请稍后再试。")); return; }
    body.querySelector("form.correction")?.remove();
    body.insertAdjacentHTML("afterbegin", await response.text());
    body.scrollTop = 0;
    body.querySelector("form.correction :is(input, select, textarea)")?.focus({ preventScroll: true });
  };

  async function send(form, values) {
    const told = form.querySelector(".told"), { doc } = form.dataset;
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    const response = await xianwen.post("correction", values ? { doc, values } : { doc }).catch(() => null);
    const reply = await response?.json().catch(() => null);
    if (response?.ok && !reply.refused) {
      const done = values ? say("已更正。") : say("已撤销更正。");
      xianwen.notice([done, ...reply.notices].join(" "), values ? () => undo(doc) : undefined);
      refreshed();
      return;
    }
    form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
    told.textContent = reply?.refused ?? reply?.detail ?? say("没有存上，请稍后再试。");
    told.hidden = false;
  }

  async function undo(doc) {
    const response = await xianwen.post("correction", { doc }).catch(() => null);
    xianwen.notice(response?.ok ? say("已撤销更正。") : say("没有存上，请稍后再试。"));
    refreshed();
  }

  // The open document and the table behind it say what is known now.
  function refreshed() {
    xianwen.showSourceAgain();
    xianwen.libraryChanged();
  }

  // A title has no lines: the key saves, as in the other fields.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("form.correction textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.correction");
    if (!form) return;
    event.preventDefault();
    const changed = [...form.querySelectorAll("[name]")].filter((field) => field.value.trim() !== field.dataset.now);
    const told = form.querySelector(".told");
    told.hidden = changed.length > 0;
    told.textContent = say("没有改动。");
    if (changed.length) send(form, Object.fromEntries(changed.map((field) => [field.name, field.value.replace(/\s*\n\s*/g, " ")])));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("form.correction button");
    if (!button) return;
    const form = button.closest("form");
    const { confirm, fill, value } = button.dataset;
    if (confirm) send(form, { [confirm]: form.elements[confirm].dataset.now });
    if (fill) { form.elements[fill].value = value; form.elements[fill].focus(); }
    if ("undo" in button.dataset) send(form, null);
    if ("cancel" in button.dataset) form.remove();
  });
})();
