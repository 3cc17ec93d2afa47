// The library page: files and folders go up, ticks and cells of the picture are acted on, and what others publish shows.
(() => {
  "use strict";
  const { xianwen } = window;
  const { say, make } = xianwen;
  const PULSE_MS = 5000, LARGEST = xianwen.maxUpload * 1000000;
  let intake, uploading = null;

  xianwen.intake = (element) => {
    intake = element;
    fillBox(element.querySelector("#upload"));
  };
  xianwen.libraryChanged = () => tell({ changed: true });
  const tell = (detail) => intake?.dispatchEvent(new CustomEvent("xianwen", { detail }));

  function fillBox(box) {
    const input = make("input", { type: "file", multiple: true, class: "off-screen", "aria-label": say("选择文件") });
    const folder = make("button", { type: "button", class: "choose-folder" }, say("选择文件夹"));
    box.replaceChildren(
      make("span", { class: "drop" }, say("把文件或文件夹拖到这里")),
      make("div", { class: "picks" },
        make("label", {}, input, make("span", { class: "pick" }, say("选择文件"))), folder),
      make("span", { class: "formats" }, say("文档、表格、幻灯片、邮件、压缩包，可一次多个")),
      make("div", { class: "sending", role: "status" }));
    input.addEventListener("change", () => { take([...input.files].map((file) => [file, file.name])); input.value = ""; });
    folder.addEventListener("click", () => {
      const whole = make("input", { type: "file", webkitdirectory: true });
      whole.addEventListener("change", () => take([...whole.files].map((file) => [file, file.webkitRelativePath])));
      whole.click();
    });
    for (const name of ["dragover", "dragleave", "drop"]) {
      box.addEventListener(name, (event) => {
        event.preventDefault();
        box.classList.toggle("over", name === "dragover");
      });
    }
    box.addEventListener("drop", async (event) => {
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const files = (await Promise.all(entries.map((entry) => filesOf(entry, "")))).flat();
      take(files.length ? files : [...event.dataTransfer.files].map((file) => [file, file.name]));
    });
  }

  // The files below a dropped file or folder, as [file, path].
  async function filesOf(entry, above) {
    const path = above + entry.name;
    if (entry.isFile) {
      return [[await new Promise((resolve, reject) => entry.file(resolve, reject)), path]];
    }
    const reader = entry.createReader(), inside = [];
    for (;;) {
      // A reader gives a hundred entries at a time.
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      inside.push(...some);
    }
    return (await Promise.all(inside.map((child) => filesOf(child, `${path}/`)))).flat();
  }

  // One file after the other, hidden ones left out; what is up by the end, or by a stop, is taken into the library.
  async function take(files) {
    files = files.filter(([, path]) => !path.split("/").some((part) => part.startsWith(".")));
    if (!files.length || uploading) return;
    uploading = { stopped: false };
    const problems = [];
    let sent = 0;
    for (const [index, [file, path]] of files.entries()) {
      if (uploading.stopped) break;
      const problem = file.size > LARGEST
        ? say("“{name}”超过 {size} MB 的上限，没有收下。", { name: path, size: xianwen.maxUpload })
        : await send(file, path, (share) => show(index, files.length, path, share));
      if (problem) problems.push(problem); else sent += 1;
    }
    uploading = null;
    const box = document.querySelector("#upload .sending");
    box.replaceChildren(...problems.map((problem) => make("p", { class: "reason" }, problem)));
    if (sent) tell({ uploaded: true });
  }

  function send(file, path, progress) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      uploading.request = request;
      request.open("POST", `xianwen/upload?${new URLSearchParams({ path })}`);
      request.upload.onprogress = (event) => progress(event.loaded / (event.total || 1));
      const failed = (reason) => resolve(say("“{name}”没有传上：{reason}", { name: path, reason }));
      request.onload = () => {
        if (request.status === 204) resolve("");
        else try { failed(JSON.parse(request.response).detail ?? request.status); } catch (error) { failed(request.status); }
      };
      request.onerror = () => failed(say("连接断了"));
      request.onabort = () => resolve("");
      progress(0);
      request.send(file);
    });
  }

  function show(done, total, path, share) {
    const box = document.querySelector("#upload .sending");
    if (!box.querySelector("progress")) {
      const stop = make("button", { type: "button" }, say("停止上传"));
      stop.addEventListener("click", () => { uploading.stopped = true; uploading.request.abort(); });
      box.replaceChildren(make("p", {}), make("progress", { max: 1, "aria-label": say("选择文件") }), stop);
    }
    box.querySelector("p").textContent = `${say("正在上传：{done} / {total}", { done, total })} ${path}`;
    box.querySelector("progress").value = (done + share) / total;
  }

  document.addEventListener("click", (event) => {
    if (event.target.matches?.(".select-all")) {
      const boxes = document.querySelectorAll("#library-table input[data-select]");
      boxes.forEach((box) => { box.checked = event.target.checked; });
    }
    const cell = event.target.closest?.("[data-find]");
    if (cell) {
      const search = document.querySelector("#library-search :is(input, textarea)");
      search.value = search.value === cell.dataset.find ? "" : cell.dataset.find;
      search.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  xianwen.selectedDocuments = () =>
    [...document.querySelectorAll("#library-table input[data-select]:checked")].map((box) => box.dataset.select);

  // What a watched folder, the command line or somebody else publishes shows without a reload.
  setInterval(async () => {
    if (document.hidden || !document.body.classList.contains("on-library") || document.querySelector("#job .bar")) return;
    const response = await xianwen.fetch("pulse").catch(() => null);
    if (!response?.ok) return;
    const shown = document.querySelector("#library-table [data-generation]")?.dataset.generation;
    if (shown && shown !== String((await response.json()).generation)) tell({ changed: true });
  }, PULSE_MS);
})();
