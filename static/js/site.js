// The site's own script: small comforts on top of pages that work without it.
import { bulkBars } from "./bulk.js";
import { commandBar } from "./command.js";
import { openDialogs } from "./dialogs.js";
import { closeMenus } from "./menus.js";
import { suggestions } from "./suggest.js";
import { announceFailures, toast } from "./toasts.js";

closeMenus(document);
openDialogs(document);
commandBar(document);
bulkBars(document);
suggestions(document);
announceFailures(document);

// A rejected form: move the focus to its error summary.
function focusSummary(root) {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
}
focusSummary(document);
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));

// Fragments may say something: HX-Trigger: {"toast": "Saved 14:02"}.
document.addEventListener("toast", (event) => toast(event.detail.value ?? event.detail));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toast]");
  if (button) toast(button.dataset.toast, { word: button.dataset.toastAction, href: button.dataset.toastHref });
});

// The device keeps a page for the time without a network. A browser that refuses workers loses nothing else.
window.addEventListener("load", () => {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.body.dataset.worker).catch(() => {});
});
