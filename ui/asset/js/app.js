// Everything here makes quicker what already works without it. Nothing is
// evaluated and no style attribute is set; each module looks for its own data-
// attribute and does nothing where there is none.
import { govuk } from "./govuk.js";
import { autocompletes } from "./autocomplete.js";
import { board } from "./board.js";
import { bulk } from "./bulk.js";
import { drafts } from "./draft.js";
import { flash } from "./flash.js";
import { guard } from "./guard.js";
import { menus } from "./menu.js";
import { once } from "./once.js";
import { poll } from "./poll.js";
import { print } from "./print.js";
import { reveal } from "./reveal.js";
import { session } from "./session.js";
import { sorting } from "./sort.js";

document.documentElement.classList.add("onward-scripts");

// One part that fails must not take the others with it.
for (const start of [govuk, reveal, flash, once, menus, bulk, sorting, drafts, guard, session, poll, board, print, autocompletes]) {
  try {
    start(document);
  } catch (error) {
    console.error(error);
  }
}
