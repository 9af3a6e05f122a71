// Dragging a card is an extra: dropping it sends the same form as the card's
// own "Move" button, with the column's stage chosen.
export function board(scope) {
  for (const element of scope.querySelectorAll("[data-board]")) attach(element);
}

function attach(element) {
  let carried = null;
  for (const card of element.querySelectorAll("[data-card]")) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      carried = card;
      event.dataTransfer.effectAllowed = "move";
      card.classList.add("onward-card--carried");
    });
    card.addEventListener("dragend", () => {
      carried = null;
      card.classList.remove("onward-card--carried");
    });
  }
  for (const column of element.querySelectorAll("[data-column]")) {
    const over = (on) => column.classList.toggle("onward-board__column--over", on);
    column.addEventListener("dragover", (event) => {
      if (!carried || carried.closest("[data-column]") === column) return;
      event.preventDefault();
      over(true);
    });
    column.addEventListener("dragleave", (event) => {
      if (!column.contains(event.relatedTarget)) over(false);
    });
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (carried) move(carried, column.dataset.column);
    });
  }
}

function move(card, stage) {
  const form = card.querySelector("form[data-move]");
  const button = form?.querySelector(`button[value="${CSS.escape(stage)}"]`);
  if (button) form.requestSubmit(button);
}
