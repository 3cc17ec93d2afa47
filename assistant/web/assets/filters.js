// What answers are to keep to: regions, years and kinds, chosen here, shown as chips above the question box.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;
  // From so many values on they can be searched.
  const MANY = 6;
  const chosen = { regions: [], years: [], kinds: [] };
  let choices, facets;

  xianwen.filters = () => ({
    regions: chosen.regions.length ? [...chosen.regions] : null,
    years: chosen.years.length ? [...chosen.years] : null,
    kinds: [...chosen.kinds],
  });

  const wording = (name, value) =>
    name === "years" ? say("{years} 年", { years: value })
      : facets?.[name].find(([other]) => other === value)?.[1] ?? value;

  function toggle(name, value, on) {
    chosen[name] = chosen[name].filter((other) => other !== value);
    if (on) chosen[name].push(value);
    if (name === "years") chosen.years.sort();
    show();
  }

  function show() {
    const row = document.querySelector("#filters");
    if (!row) return;
    const chips = Object.entries(chosen).flatMap(([name, values]) => values.map((value) => {
      const said = wording(name, value);
      const chip = make("button", { type: "button", class: "chip", "aria-label": say("去掉筛选：{what}", { what: said }) }, said);
      chip.addEventListener("click", () => { toggle(name, value, false); refresh(); });
      return chip;
    }));
    const open = make("button", { type: "button", class: "choose", "aria-haspopup": "dialog",
      "aria-expanded": String(Boolean(choices && !choices.hidden)) }, say("筛选"));
    open.addEventListener("click", () => (choices && !choices.hidden ? close() : choose()));
    row.replaceChildren(open, ...chips);
  }

  function refresh() {
    choices?.querySelectorAll("input[type=checkbox]").forEach((box) => {
      box.checked = chosen[box.name].map(String).includes(box.value);
    });
  }

  // Whether a text holds the characters typed, in their order: 保定易县 finds 河北省 › 保定市 › 易县.
  function holds(text, typed) {
    let at = -1;
    return [...typed.replace(/[\s›]/g, "")].every((character) => (at = text.indexOf(character, at + 1)) >= 0);
  }

  // find: the label of the box in which many values are searched.
  function group(name, title, values, find) {
    const list = make("div", { class: "choice-list" }, ...values.map(([value, said, count]) => {
      const box = make("input", { type: "checkbox", name, value });
      box.checked = chosen[name].includes(value);
      box.addEventListener("change", () => toggle(name, value, box.checked));
      return make("label", {}, box, make("span", {}, said), make("small", {}, String(count)));
    }));
    const field = make("fieldset", {}, make("legend", {}, title));
    if (find && values.length > MANY) {
      const search = make("input", { type: "search", "aria-label": find, placeholder: find });
      search.addEventListener("input", () => {
        for (const label of list.children) label.hidden = !holds(label.textContent, search.value);
      });
      field.append(search);
    }
    field.append(list);
    return field;
  }

  async function choose() {
    const response = await xianwen.fetch("facets");
    if (!response.ok) return;
    facets = await response.json();
    if (!choices) {
      choices = make("div", { id: "filter-choices", role: "dialog", "aria-label": say("筛选") });
      document.querySelector("#composer").append(choices);
    }
    const done = make("button", { type: "button", class: "done" }, say("好"));
    done.addEventListener("click", close);
    choices.replaceChildren(
      group("regions", say("地区"), facets.regions, say("查找地区")),
      group("years", say("年份"), facets.years.map(([year, count]) => [year, String(year), count]), say("查找年份")),
      group("kinds", say("类型"), facets.kinds), done);
    choices.hidden = false;
    show();
    choices.querySelector("input")?.focus();
  }

  function close() {
    if (!choices || choices.hidden) return;
    choices.hidden = true;
    show();
    document.querySelector("#filters .choose")?.focus();
  }

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.addEventListener("pointerdown", (event) => {
    if (choices && !choices.hidden && !event.target.closest("#filter-choices, #filters")) close();
  });
  xianwen.onChange(() => {
    const row = document.querySelector("#filters");
    if (row && !row.firstChild) show();
  });
})();
