// The site's own script: small comforts on top of pages that work without it.
import { closeMenus } from "./menus.js";
import { announceFailures, toast } from "./toasts.js";

closeMenus(document);
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
