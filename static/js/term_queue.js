// The queue of unknown terms by keyboard: j/k move, a accepts, m merges, r rejects, u undoes. Buttons do the same.
const terms = [...document.querySelectorAll(".term")];
const key = "term-queue-position";

function current() {
  return Math.max(0, terms.findIndex((term) => term.classList.contains("is-current")));
}

function select(index, focus = true) {
  if (!terms.length) return;
  const next = Math.min(Math.max(index, 0), terms.length - 1);
  terms.forEach((term, position) => term.classList.toggle("is-current", position === next));
  if (focus) terms[next].focus({ preventScroll: false });
  terms[next].scrollIntoView({ block: "nearest" });
}

function send(name) {
  const scope = name === "u" ? document : terms[current()];
  const form = scope?.querySelector(`form[data-key="${name}"]`);
  if (!form) return;
  sessionStorage.setItem(key, String(current()));
  if (form.checkValidity()) {
    form.requestSubmit();
    return;
  }
  // What is missing has to be typed: open its frame and go there.
  const details = form.closest("details");
  if (details) details.open = true;
  form.querySelector(":invalid")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") terms[current()]?.focus();
    return;
  }
  const pressed = event.key.toLowerCase();
  if (pressed === "j" || pressed === "k") select(current() + (pressed === "j" ? 1 : -1));
  else if ("amru".includes(pressed) && pressed.length === 1) send(pressed);
  else return;
  event.preventDefault();
});

document.addEventListener("submit", () => sessionStorage.setItem(key, String(current())));
terms.forEach((term, position) => term.addEventListener("focusin", () => select(position, false)));

// A suggested skill is named by its button, not by the field beside it.
document.querySelectorAll("[data-choice]").forEach((button) =>
  button.addEventListener("click", () => {
    button.form.querySelector("input[name=skill]").disabled = true;
  }),
);

const kept = sessionStorage.getItem(key);
sessionStorage.removeItem(key);
select(Number(kept ?? 0), kept !== null);
