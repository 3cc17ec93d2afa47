// The conversation: what was asked before stays above, and what can be done with an answer.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;

  // An Enter that picks a word in an input method must not send the question.
  for (const name of ["keydown", "keypress"]) {
    document.addEventListener(name, (event) => {
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    }, true);
  }

  // The newest exchange moves up before the next one: the server sends each once.
  function keep() {
    let past = document.querySelector("#past");
    const newest = document.querySelector("#newest");
    if (!past) {
      past = make("div", { id: "past" });
      newest.before(past);
    }
    for (const exchange of newest.querySelectorAll(".exchange")) {
      exchange.querySelectorAll(".next-questions").forEach((element) => element.remove());
      exchange.querySelectorAll(".writing").forEach(settle);
      // The element itself is Gradio's, to be replaced with the next one; what is in it moves.
      const kept = make("div", { class: "exchange", "data-conversation": exchange.dataset.conversation });
      kept.append(...exchange.childNodes);
      exchange.className = "";
      past.append(kept);
    }
  }

  // Who asks on, or whose server is silent, does not wait for the model: what is quoted stands.
  function settle(answer) {
    answer.classList.remove("writing");
    answer.querySelector(".voice").replaceChildren(make("span", { role: "status" }, say("模型已停下，答案摘自原文")));
  }

  // Two answers at a time would be written into one place.
  const answering = () => Boolean(document.querySelector("#newest :is(#pending, .growing)"));
  // Where the server does not answer the stop either, the page is made ready all the same.
  let stopping, giving;
  xianwen.halted = () => {
    giving ??= setTimeout(giveUp, 2500);
    // The button is about to go: one who came to it by keyboard goes on in the question box.
    if (document.activeElement?.matches("#halt:focus-visible")) document.querySelector("#question textarea").focus();
  };
  function giveUp() {
    document.querySelectorAll("#newest .writing").forEach(settle);
    const writing = document.querySelector("#newest :is(#pending .answer, .growing)");
    if (!writing) return;
    document.querySelector("#pending")?.removeAttribute("id");
    writing.className = "answer notice";
    writing.removeAttribute("aria-busy");
    if (writing.querySelector(".pulse")) writing.replaceChildren(make("p", {}, say("已停止。")));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || !event.target.closest?.("#question") || !answering()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // Which of this page's questions was asked last.
  let number = 0;
  xianwen.number = () => number;
  // How a question is asked: in which conversation, as which of this page's questions, and over which documents.
  xianwen.how = (filters = xianwen.filters()) => ({ conversation: xianwen.current(), number, filters });

  // A question on its way: shown at once, without a word from the server, which may have much to do.
  xianwen.asked = (question) => {
    number += 1;
    keep();
    const shown = question.length > 300 ? `${question.slice(0, 300)}…` : question;
    const box = document.querySelector("#question textarea");
    if (box && box.value === question) {
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (!shown.trim()) return;
    document.querySelector("#newest").append(make("div", { class: "exchange", id: "pending" },
      make("div", { class: "asked" }, make("p", {}, shown)),
      make("article", { class: "answer waiting", "aria-busy": "true" }, make("span", { class: "pulse" }), say("正在查阅资料…"))));
  };
  function clear() {
    xianwen.closeSource();
    document.querySelector("#past")?.replaceChildren();
    // These are Gradio's to take away, which takes a moment.
    document.querySelector("#pending")?.remove();
    for (const exchange of document.querySelectorAll("#chat .exchange")) {
      exchange.className = "";
      exchange.replaceChildren();
    }
  }
  // A conversation of its own.
  xianwen.begin = () => {
    clear();
    if (locate(null)) xianwen.listConversations?.();
  };
  xianwen.openConversation = (id) => {
    clear();
    if (locate(id)) xianwen.listConversations?.();
    xianwen.send({ open: id, number });
  };
  xianwen.current = () => new URLSearchParams(location.search).get("c");

  // Puts the conversation into the page's address; tells whether it was another.
  function locate(id) {
    const address = new URL(location.href);
    if (id) address.searchParams.set("c", id); else address.searchParams.delete("c");
    if (address.href === location.href) return false;
    history.replaceState(null, "", address);
    return true;
  }

  function ask(question, filters = xianwen.filters()) {
    if (answering()) return;
    xianwen.asked(question);
    xianwen.send({ ask: question, how: xianwen.how(filters) });
  }

  document.addEventListener("xianwen:ready", () => {
    if (xianwen.current()) xianwen.send({ open: xianwen.current(), number });
  });

  // #question is the label around the text box, so that it can be clicked, filled and typed into by that name.
  // New exchanges are scrolled to once, when the question appears; what the reader scrolls to later stays put.
  let asked = null, finished = null, writing = null, touched = false;
  xianwen.onChange(() => {
    const box = document.querySelector(".question-box textarea"), label = box?.closest("label");
    if (label && label.id !== "question") {
      label.id = "question";
      box.setAttribute("aria-label", say("问题"));
    }
    const pending = document.querySelector("#pending");
    if (pending && document.querySelectorAll("#newest .exchange").length > 1) pending.remove();
    const newest = document.querySelector("#newest .exchange");
    const count = document.querySelectorAll("#chat .exchange").length;
    const now = newest ? `${count}:${newest.querySelector(".asked")?.textContent ?? ""}` : null;
    if (now !== null && now !== asked) newest.scrollIntoView({ block: "start", behavior: "instant" });
    asked = now;
    document.body.classList.toggle("conversing", count > 0);
    offerStop(answering());
    const answer = newest?.querySelector(".answer[data-answer]");
    if (!answer) return;
    const { answer: id } = answer.dataset, written = writing?.id === id && !answer.matches(".writing");
    if (answer.matches(".writing") && writing?.id !== id) {
      writing = { id, since: Date.now() };
      touched = false;
      locate(newest.dataset.conversation);
      xianwen.listConversations?.();
    } else if (id !== finished && !answer.matches(".writing")) {
      finished = id;
      if (written) replaced(answer);
      else { locate(newest.dataset.conversation); xianwen.listConversations?.(); }
      offerNext(answer);
    }
  });

  // What the model wrote has come in the place of what is quoted, in one stroke. Who is reading a source of that goes on
  // with it, and who came to something in it by keyboard does not begin at the top of the page again.
  function replaced(answer) {
    writing = null;
    const quoted = answer.querySelector('.wording[data-mode="extractive"][hidden]');
    if (quoted && xianwen.isReading(quoted)) {
      show(answer, "extractive");
      answer.querySelector('[data-show="llm"]').append(make("span", { class: "fresh" }, say("模型写好了")));
    }
    if (touched && document.activeElement === document.body) {
      (answer.querySelector('.voice [aria-pressed="true"]') ?? document.querySelector("#question textarea")).focus({ preventScroll: true });
    }
  }
  document.addEventListener("focusin", (event) => {
    touched = Boolean(event.target.closest?.("#newest .writing")) && event.target.matches(":focus-visible");
  });

  // How long the model has been at it, once it is long.
  setInterval(() => {
    const since = document.querySelector("#newest .writing .since");
    const seconds = writing ? Math.round((Date.now() - writing.since) / 1000) : 0;
    if (since && seconds > 4) since.textContent = say("{count} 秒", { count: seconds });
  }, 1000);

  // One of an answer's two wordings; the page holds both.
  const wording = (answer) => answer.querySelector(".wording:not([hidden])");
  function show(answer, mode) {
    for (const part of answer.querySelectorAll("[data-mode]")) part.hidden = part.dataset.mode !== mode;
    for (const button of answer.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", button.dataset.show === mode);
    }
    answer.classList.toggle("abstained", wording(answer).matches(".abstained"));
  }

  // Most answers are there before one could want to stop them: the button does not flicker for those.
  function offerStop(on) {
    if (!on) {
      clearTimeout(stopping);
      clearTimeout(giving);
      stopping = giving = null;
      document.body.classList.remove("answering");
    } else stopping ??= setTimeout(() => document.body.classList.add("answering"), 700);
  }

  async function offerNext(answer) {
    const response = await xianwen.post("next", { answer: answer.dataset.answer, filters: xianwen.filters() });
    const questions = response.ok ? await response.json() : [];
    if (!questions.length || !answer.isConnected) return;
    answer.append(make("div", { class: "next-questions", role: "group", "aria-label": say("接着问") },
      ...questions.map((question) => make("button", { type: "button", "data-question": question }, question))));
  }

  // The answer as text, its sources listed below it with title, region and date.
  function withSources(answer) {
    const text = wording(answer).querySelector(".answer-text").cloneNode(true);
    text.querySelectorAll("li").forEach((item) => item.prepend("- "));
    text.querySelectorAll("td, th").forEach((cell) => cell.append("\t"));
    text.querySelectorAll("p, li, tr").forEach((block) => block.append("\n"));
    const sources = [...wording(answer).querySelectorAll(".source-card")].map((card) => {
      const about = card.querySelector(".source-meta").textContent.replaceAll(" · ", "，");
      return `[${card.dataset.n}] 《${card.querySelector(".source-title").textContent}》${about ? "，" : ""}${about}`;
    });
    return text.textContent.trim() + (sources.length ? `\n\n${say("来源")}：\n${sources.join("\n")}` : "");
  }

  async function copy(button) {
    const text = withSources(button.closest(".answer"));
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      // Browsers have no clipboard for pages of another machine that come without TLS.
      const area = make("textarea", { class: "off-screen" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    xianwen.notice(say("已复制，连同出处。"));
  }

  async function judge(tools, verdict, comment) {
    const answer = tools.closest("[data-answer]").dataset.answer;
    const response = await xianwen.post("judge", { answer, verdict, comment });
    if (!response.ok) { xianwen.notice(say("没有存上，请稍后再试。")); return; }
    tools.dataset.comment = comment;
    for (const button of tools.querySelectorAll("[data-verdict]")) {
      button.setAttribute("aria-pressed", Number(button.dataset.verdict) === verdict);
    }
  }

  function askWhy(tools, verdict) {
    tools.parentElement.querySelector(".comment")?.remove();
    if (verdict === null) return;
    const input = make("input", { type: "text", maxlength: 2000, "aria-label": say("说一句为什么（可不填）"),
      placeholder: say("说一句为什么（可不填）") });
    input.value = tools.dataset.comment ?? "";
    const form = make("form", { class: "comment" }, input, make("button", { type: "submit" }, say("存下")));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await judge(tools, verdict, input.value);
      form.remove();
      xianwen.notice(say("记下了，谢谢。"));
    });
    tools.after(form);
  }

  // Asks again without one of the regions, years or kinds that the answer kept to.
  function drop(chip) {
    const shown = chip.closest(".scope"), name = chip.dataset.drop;
    const rest = JSON.parse(shown.dataset.scope)[name].filter((value) => String(value) !== chip.dataset.value);
    ask(shown.dataset.asked, { ...xianwen.filters(), [name]: rest });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.question) ask(button.dataset.question);
    else if (button.dataset.copy) copy(button);
    else if (button.dataset.drop) drop(button);
    else if (button.dataset.halt) document.querySelector("#halt").click();
    else if (button.dataset.show) {
      const answer = button.closest(".answer");
      button.querySelector(".fresh")?.remove();
      show(answer, button.dataset.show);
      // It is kept and exported as it is shown.
      xianwen.post("show", { answer: answer.dataset.answer, mode: button.dataset.show });
    }
    else if (button.dataset.verdict) {
      const tools = button.closest(".answer-tools");
      const verdict = button.getAttribute("aria-pressed") === "true" ? null : Number(button.dataset.verdict);
      judge(tools, verdict, verdict === null ? "" : tools.dataset.comment ?? "");
      askWhy(tools, verdict);
    }
  });
})();
