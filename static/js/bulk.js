// A form with data-bulk shows its .bulk-bar and the number of ticked rows only when something is ticked.
export function bulkBars(root) {
  function update(form) {
    const ticked = form.querySelectorAll("input[type=checkbox][data-row]:checked").length;
    const bar = form.querySelector(".bulk-bar");
    bar.hidden = ticked === 0;
    const place = bar.querySelector("[data-ticked]");
    if (place) place.textContent = String(ticked);
  }
  for (const form of root.querySelectorAll("form[data-bulk]")) update(form);
  root.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-bulk]");
    if (!form) return;
    if (event.target.matches("[data-all]")) {
      for (const box of form.querySelectorAll("input[type=checkbox][data-row]")) box.checked = event.target.checked;
    }
    update(form);
  });
}
