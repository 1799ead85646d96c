// Ctrl-K opens a list of every page the navigation offers; typing narrows it, Enter goes to the first or searches.
export function commandBar(root) {
  const dialog = root.getElementById("command-bar");
  if (!dialog || !dialog.showModal) return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const links = [...root.querySelectorAll(".site-nav a, .section-nav a, .menu-panel a")];

  function show() {
    const words = input.value.trim().toLowerCase();
    const seen = new Set();
    const rows = [];
    for (const link of links) {
      const text = link.textContent.trim();
      if (seen.has(link.href) || (words && !text.toLowerCase().includes(words))) continue;
      seen.add(link.href);
      const row = document.createElement("li");
      const copy = document.createElement("a");
      copy.href = link.href;
      copy.textContent = text;
      row.append(copy);
      rows.push(row);
    }
    list.replaceChildren(...rows);
  }

  function move(step) {
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    stops[(at + step + stops.length) % stops.length].focus();
  }

  root.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      input.value = "";
      show();
      dialog.showModal();
      input.focus();
    }
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  input.addEventListener("input", show);
}
