// Menus are details elements. Escape and a click elsewhere close them.
export function menus(scope) {
  const open = () => scope.querySelectorAll("details[data-menu][open]");
  scope.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  scope.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
}
