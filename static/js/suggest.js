// Suggestions under a field, to choose from by pointer or arrow keys. Nothing is chosen that nobody chose.
const listOf = (input) => document.getElementById(input.dataset.suggest);
const inputOf = (list) => document.querySelector(`[data-suggest="${list.id}"]`);

function mark(input, option) {
  for (const other of listOf(input).children) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function show(input, isOpen) {
  listOf(input).hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) mark(input, null);
}

function choose(option) {
  const input = inputOf(option.parentElement);
  input.value = option.dataset.value;
  show(input, false);
  input.focus();
}

function move(input, step) {
  const options = [...listOf(input).children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length;
  mark(input, options[next]);
}

function onKey(event) {
  const input = event.target.closest("[data-suggest]");
  if (!input || event.isComposing) return; // an input method for Chinese uses the same keys
  const list = listOf(input);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!list.children.length) return;
    if (list.hidden) show(input, true);
    move(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (list.hidden) return;
  else if (event.key === "Enter") {
    const option = list.querySelector("[aria-selected=true]");
    if (!option) return show(input, false);
    choose(option);
  } else if (event.key === "Escape") {
    show(input, false);
    event.stopPropagation();
  } else return;
  event.preventDefault();
}

// A confirmed skill goes into its field, so that nothing typed elsewhere on the page is lost; without scripts it is sent.
function fill(event) {
  const button = event.target.closest("[data-fill], [data-fill-empty]");
  if (!button) return;
  const isNew = "fillEmpty" in button.dataset;
  const input = isNew
    ? [...document.querySelectorAll(".ask-row [data-suggest]")].find((one) => !one.value.trim())
    : document.getElementById(button.dataset.fill);
  if (!input) return;
  event.preventDefault();
  input.value = isNew ? button.dataset.fillEmpty : button.dataset.name;
  const importance = input.closest(".ask-row").querySelector("select[name$=-importance]");
  if (isNew && importance) importance.value = "should";
  button.closest(isNew ? "li" : ".meant").remove();
  input.scrollIntoView({ block: "center" });
  input.focus();
}

export function suggestions(root) {
  root.addEventListener("click", fill);
  const ready = (input) => {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", input.dataset.suggest);
    input.setAttribute("aria-expanded", "false");
  };
  root.querySelectorAll("[data-suggest]").forEach(ready);
  root.addEventListener("htmx:afterSwap", ({ target }) => {
    target.querySelectorAll("[data-suggest]").forEach(ready);
    if (target.getAttribute("role") !== "listbox") return;
    [...target.children].forEach((option, place) => (option.id = `${target.id}_${place}`));
    const input = inputOf(target);
    show(input, target.children.length > 0 && document.activeElement === input);
  });
  root.addEventListener("keydown", onKey, true);
  // The field keeps the focus while an option is pressed.
  root.addEventListener("pointerdown", (event) => event.target.closest("[role=option]") && event.preventDefault());
  root.addEventListener("click", (event) => {
    const option = event.target.closest(".options [role=option]");
    if (option) choose(option);
  });
  root.addEventListener("focusout", (event) => event.target.matches("[data-suggest]") && show(event.target, false));
}
