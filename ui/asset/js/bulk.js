// Choosing rows: the bar shows only while some are chosen, and counts them.
// Without scripts the bar is always there and the server says "Choose at
// least one".
export function bulk(scope) {
  for (const form of scope.querySelectorAll("[data-bulk]")) attach(form);
}

function attach(form) {
  const bar = form.querySelector("[data-bulk-bar]");
  const count = form.querySelector("[data-bulk-count]");
  const all = form.querySelector("[data-bulk-all]");
  const boxes = [...form.querySelectorAll("[data-bulk-row]")];
  if (!bar || boxes.length === 0) return;

  const show = () => {
    const chosen = boxes.filter((box) => box.checked);
    bar.hidden = chosen.length === 0;
    if (count) count.textContent = `${chosen.length} selected`;
    if (all) {
      all.checked = chosen.length === boxes.length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
    for (const box of boxes) box.closest("[data-row]")?.classList.toggle("onward-row--chosen", box.checked);
  };

  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.querySelector("[data-bulk-clear]")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of boxes) box.checked = false;
    show();
    boxes[0].focus();
  });
  all?.closest("[hidden]")?.removeAttribute("hidden");
  show();
}
