// The library's table: which documents are ticked.
(() => {
  "use strict";
  const { xianwen } = window;
  document.addEventListener("click", (event) => {
    if (!event.target.matches?.(".select-all")) return;
    const boxes = document.querySelectorAll("#library-table input[data-select]");
    boxes.forEach((box) => { box.checked = event.target.checked; });
  });
  xianwen.selectedDocuments = () =>
    [...document.querySelectorAll("#library-table input[data-select]:checked")].map((box) => box.dataset.select);
})();
