// The administration takes the colours that the person chose in the account settings, before anything is drawn.
const chosen = document.currentScript.dataset.theme;
document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : "auto";
