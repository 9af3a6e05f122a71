// Some minutes before the session ends a dialogue offers to go on. The server
// answers an extension with {"ends": "2026-04-15T10:50:00Z"}.
import { post } from "./request.js";

const warning = 5 * 60 * 1000;
const longest = 2 ** 31 - 1; // setTimeout's own limit

export function session(scope) {
  const dialog = scope.querySelector("dialog[data-session-ends]");
  if (!dialog) return;
  const left = dialog.querySelector("[data-session-left]");
  let ends = Date.parse(dialog.dataset.sessionEnds);
  let timer = 0;

  const tick = () => {
    const remaining = ends - Date.now();
    if (remaining <= 0) return location.reload(); // the server leads to the sign-in and back here
    left.textContent = words(remaining);
    timer = setTimeout(tick, Math.min(remaining, 15_000));
  };
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!dialog.open) dialog.showModal();
      tick();
    }, Math.min(Math.max(ends - Date.now() - warning, 0), longest));
  };

  dialog.querySelector("[data-session-stay]").addEventListener("click", async () => {
    try {
      const answer = await post(dialog.dataset.sessionExtend, {});
      if (!answer.ok) throw new Error(`session: ${answer.status}`);
      ends = Date.parse((await answer.json()).ends);
      dialog.close();
      plan();
    } catch {
      left.textContent = "soon. We could not extend it: save what you are writing";
    }
  });
  plan();
}

function words(milliseconds) {
  const minutes = Math.ceil(milliseconds / 60_000);
  return minutes <= 1 ? "in a minute" : `in ${minutes} minutes`;
}
