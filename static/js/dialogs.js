// <a href="#id" data-dialog> opens the <dialog id="id">; without script the same link shows it in place (:target).
export function openDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("a[data-dialog]");
    if (opener) {
      const dialog = document.querySelector(opener.hash);
      if (!dialog || !dialog.showModal) return;
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) {
      const dialog = closer.closest("dialog");
      if (!dialog.open) return;
      event.preventDefault();
      dialog.close();
    }
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });
}
