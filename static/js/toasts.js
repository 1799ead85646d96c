// Short words in the live region at the foot of the page.
export function toast(text, action = {}) {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const box = document.createElement("div");
  box.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "link-button";
  close.textContent = document.body.dataset.close;
  close.addEventListener("click", () => box.remove());
  box.append(words);
  if (action.href) {
    const link = document.createElement("a");
    link.href = action.href;
    link.textContent = action.word;
    box.append(link);
  }
  box.append(close);
  place.append(box);
  setTimeout(() => box.remove(), 12000);
}

export function announceFailures(root) {
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    root.addEventListener(name, () => toast(document.body.dataset.failed));
  }
  root.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) toast(document.body.dataset.failed);
  });
}
