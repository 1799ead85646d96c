// Menus are <details class="menu">; Escape, a click elsewhere and Tab beyond their end close them.
export function closeMenus(root) {
  const closeOthers = (event) => {
    for (const menu of root.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  };
  root.addEventListener("click", closeOthers);
  root.addEventListener("focusin", closeOthers);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of root.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
