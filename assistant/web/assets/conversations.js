// The list of conversations: at the left of a wide window, over the page on a narrow one.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;
  const WIDE = matchMedia("(min-width: 82rem)");
  let list, loading;

  function build() {
    const search = make("input", { type: "search", "aria-label": say("查找对话"), placeholder: say("查找对话") });
    const fresh = make("button", { type: "button", class: "begin" }, say("新对话"));
    const close = make("button", { type: "button", class: "close", "aria-label": say("关闭") }, "×");
    list = make("aside", { id: "conversations", "aria-label": say("对话") },
      make("div", { class: "conversations-bar" }, fresh, close), search,
      make("div", { class: "conversations-list", tabindex: -1 }));
    // After the masthead in the order of the keyboard.
    document.body.prepend(list);
    let typing;
    search.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(load, 150); });
    fresh.addEventListener("click", () => { toPage(); document.querySelector("#fresh").click(); leave(); });
    close.addEventListener("click", () => open(false));
    list.addEventListener("click", act);
    open(WIDE.matches && localStorage.getItem("conversations") !== "closed", { remember: false });
  }

  function open(on, { remember = true } = {}) {
    if (!list) { build(); if (!remember) return; }
    list.hidden = !on;
    document.body.classList.toggle("list-open", on);
    document.querySelector("#show-conversations")?.setAttribute("aria-expanded", on);
    if (remember && WIDE.matches) localStorage.setItem("conversations", on ? "open" : "closed");
    if (on) load();
    if (on && remember) list.querySelector("input").focus();
    if (!on && remember) document.querySelector("#show-conversations")?.focus();
  }

  async function load() {
    if (!list || list.hidden) return;
    const wanted = (loading = {});
    const response = await xianwen.fetch("conversations", { search: list.querySelector("input").value });
    if (!response.ok || wanted !== loading) return;
    const shown = list.querySelector(".conversations-list");
    const html = await response.text();
    if (wanted !== loading) return;
    // A menu that is open stays open while the list is brought up to date.
    const opened = shown.querySelector(".conversation-menu[open]")?.closest("li").dataset.id;
    shown.innerHTML = html;
    const menu = opened && [...shown.querySelectorAll("li")].find((item) => item.dataset.id === opened);
    if (menu) menu.querySelector(".conversation-menu").open = true;
    const current = xianwen.current();
    list.querySelectorAll("li").forEach((item) => {
      item.classList.toggle("current", item.dataset.id === current);
      if (item.dataset.id === current) item.querySelector("a").setAttribute("aria-current", "page");
    });
  }
  xianwen.listConversations = load;

  const toPage = () => document.querySelector('#pages button[role="tab"]')?.click();
  // Over the page the list is in the way of what was chosen.
  const leave = () => { if (!WIDE.matches) open(false); };

  function act(event) {
    const item = event.target.closest("li"), action = event.target.dataset.conversationAction;
    if (!item) return;
    if (event.target.closest("a.conversation")) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toPage();
      xianwen.openConversation(item.dataset.id);
      leave();
    } else if (action === "rename") rename(item);
    else if (action === "delete") remove(item);
  }

  function rename(item) {
    const link = item.querySelector("a.conversation"), shown = item.querySelector(".conversation-title");
    const input = make("input", { type: "text", maxlength: 60, "aria-label": say("对话的名称") });
    input.value = shown.textContent;
    let done = false;
    const end = async (save) => {
      if (done) return;
      done = true;
      if (save && input.value.trim() && input.value !== shown.textContent) {
        await xianwen.post(`conversations/${item.dataset.id}/rename`, { title: input.value });
      }
      await load();
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.isComposing) end(true);
      if (event.key === "Escape") end(false);
    });
    input.addEventListener("blur", () => end(true));
    link.replaceWith(input);
    item.querySelector("details").remove();
    input.focus();
    input.select();
  }

  async function remove(item) {
    const id = item.dataset.id, title = item.querySelector(".conversation-title").textContent;
    const response = await xianwen.post(`conversations/${id}/delete`);
    if (!response.ok) return;
    if (xianwen.current() === id) document.querySelector("#fresh").click();
    load();
    xianwen.notice(say("已删除“{title}”", { title }), async () => {
      await xianwen.post(`conversations/${id}/restore`);
      load();
    });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#show-conversations")) open(!list || list.hidden);
    // One menu at a time.
    document.querySelectorAll(".conversation-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector(".conversation-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); } else if (list && !list.hidden && !WIDE.matches) open(false);
  });
  WIDE.addEventListener("change", () => { if (list) open(WIDE.matches && localStorage.getItem("conversations") !== "closed", { remember: false }); });
  xianwen.onChange(() => {
    if (!list && document.querySelector("#show-conversations")) build();
    document.querySelector("#show-conversations")?.setAttribute("aria-expanded", String(Boolean(list && !list.hidden)));
    // The list belongs to the asking; the library has the whole width.
    const asking = document.querySelector("#ask-page");
    document.body.classList.toggle("on-library", Boolean(asking && asking.style.display === "none"));
  });
})();
