// Leaving a long form with something typed and not sent asks first, unless all
// of it is kept as a draft.
export function guard(scope) {
  for (const form of scope.querySelectorAll("form[data-guard]")) {
    let touched = false;
    form.addEventListener("input", () => { touched = true; });
    for (const safe of ["submit", "onward:kept"]) form.addEventListener(safe, () => { touched = false; });
    window.addEventListener("beforeunload", (event) => {
      if (touched) event.preventDefault();
    });
  }
}
