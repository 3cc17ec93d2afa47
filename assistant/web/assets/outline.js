// The outline of the open document, above its text in the source panel: a section or fact that is pressed shows its place.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say } = xianwen;
  // Beside the text there is room for both; where there is not, the outline makes way for what was chosen in it.
  const narrow = matchMedia("(max-width: 59.99rem)");

  const parts = (panel) => [panel.querySelector("#panel-outline"), panel.querySelector('[data-panel="outline"]')];

  function show(panel, shown) {
    const [outline, button] = parts(panel);
    outline.hidden = !shown;
    button.setAttribute("aria-expanded", shown);
  }

  // Another document is open, or the same one in other characters.
  xianwen.closeOutline = (panel) => {
    show(panel, false);
    parts(panel)[0].replaceChildren();
    window.CSS?.highlights?.delete("outlined");
  };

  // Opens the outline of the document that `query` names, or closes it.
  xianwen.toggleOutline = async (panel, query) => {
    const [outline, button] = parts(panel);
    const open = button.getAttribute("aria-expanded") === "true";
    if (open || outline.childElementCount) { show(panel, !open); return; }
    button.setAttribute("aria-expanded", true);
    const response = await xianwen.fetch("outline", query).catch(() => null);
    if (button.getAttribute("aria-expanded") !== "true") return;
    if (!response?.ok) {
      xianwen.notice(say("连不上县问的服务，请稍后再试。"));
      xianwen.closeOutline(panel);
      return;
    }
    outline.innerHTML = await response.text();
    show(panel, true);
  };

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.("#panel-outline button");
    if (!chosen) return;
    const outline = chosen.closest("#panel-outline");
    outline.querySelector("[aria-current]")?.removeAttribute("aria-current");
    chosen.setAttribute("aria-current", "location");
    const { start, end } = chosen.dataset;
    if (narrow.matches) show(outline.parentElement, false);
    xianwen.showInSource(Number(start), Number(end));
  });
})();
