// A form is sent once: the second press while the first is on its way is
// dropped. The server has the idempotency key; this only spares the wait.
export function once(scope) {
  for (const form of scope.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  // Coming back with the browser's button finds the form ready again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}
