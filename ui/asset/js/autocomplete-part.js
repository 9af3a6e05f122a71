import accessibleAutocomplete from "accessible-autocomplete";

export function enhance(select) {
  const described = select.getAttribute("aria-describedby");
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.selectedOptions[0]?.value ? select.selectedOptions[0].text : "",
    autoselect: false, // its hint is a box without a label
    showNoOptionsFound: true,
    confirmOnBlur: false,
    tNoResults: () => "Nothing like that in the list",
  });
  const input = document.getElementById(select.id.replace(/-select$/, ""));
  if (input && described) input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${described}`.trim());
}
