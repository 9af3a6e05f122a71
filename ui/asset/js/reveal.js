// What a radio reveals is shown while it is chosen. Without scripts everything
// is shown and the server ignores what does not belong to the choice.
export function reveal(scope) {
  const radios = [...scope.querySelectorAll('input[type="radio"][data-aria-controls]')];
  for (const radio of radios) {
    radio.setAttribute("aria-controls", radio.dataset.ariaControls);
  }
  const show = () => {
    for (const radio of radios) {
      document
        .getElementById(radio.dataset.ariaControls)
        ?.classList.toggle("govuk-radios__conditional--hidden", !radio.checked);
    }
  };
  scope.addEventListener("change", (event) => {
    if (event.target.type === "radio") show();
  });
  // A page from the browser's own memory comes with the choices made on it.
  window.addEventListener("pageshow", show);
  show();
}
