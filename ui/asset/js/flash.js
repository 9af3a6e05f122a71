// The answer to what was just done takes the focus, unless something is wrong
// on the page: then the error summary has it.
export function flash(scope) {
  if (scope.querySelector(".govuk-error-summary")) return;
  scope.querySelector("[data-flash]")?.focus();
}
