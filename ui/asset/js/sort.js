// Choosing an order or a page size sends its form at once; the button that
// does so without scripts is put away. A keyboard walks a closed list with the
// arrows, so the form is sent only when the choice is made with the pointer or
// the list is left.
export function sorting(scope) {
  for (const select of scope.querySelectorAll("select[data-autosubmit]")) {
    const form = select.form;
    const button = form?.querySelector("[data-autosubmit-button]");
    if (!button) continue;
    button.hidden = true;
    const before = select.value;
    let keyed = false;
    const send = () => select.value !== before && form.requestSubmit();
    select.addEventListener("keydown", (event) => {
      keyed = event.key !== "Enter";
      if (event.key === "Enter") send();
    });
    select.addEventListener("pointerdown", () => { keyed = false; });
    select.addEventListener("change", () => { if (!keyed) send(); });
    select.addEventListener("blur", send);
  }
}
