// Long lists become boxes to type in. The component is fetched only by pages
// that have one.
export function autocompletes(scope) {
  const lists = scope.querySelectorAll("select[data-autocomplete]");
  if (lists.length === 0) return;
  import("./autocomplete-part.js").then(({ enhance }) => {
    for (const list of lists) enhance(list);
  });
}
