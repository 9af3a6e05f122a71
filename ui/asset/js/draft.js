// What is typed in a note is kept on the server a second after the last key,
// and when the page is left. The server answers 2xx once it has it.
import { post } from "./request.js";

const pause = 1000;

export function drafts(scope) {
  for (const area of scope.querySelectorAll("textarea[data-draft]")) attach(area);
}

function attach(area) {
  const state = area.parentElement.querySelector("[data-draft-state]");
  const say = (text) => { if (state) state.textContent = text; };
  let kept = area.value;
  let timer = 0;
  let sending = Promise.resolve();

  const keep = async () => {
    const text = area.value;
    if (text === kept || area.form?.dataset.sent) return;
    try {
      const answer = await post(area.dataset.draft, { key: area.dataset.draftKey ?? "", text });
      if (!answer.ok) throw new Error(`draft: ${answer.status}`);
      kept = text;
      say("Draft kept");
    } catch {
      say("Draft not kept. Check your connection, then go on typing");
    }
  };
  // One request at a time, so that an older text never overtakes a newer one.
  const queue = () => { sending = sending.then(keep); };

  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(queue, pause);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") queue();
  });
}
