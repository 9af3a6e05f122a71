// Some minutes before the session ends a dialogue says so. Where nobody used it,
// it offers to go on; the end of its whole life it only tells. The server answers
// an extension, and whatever else puts the end off, with
// {"now": "2026-04-15T10:20:00Z", "ends": "2026-04-15T10:50:00Z", "whole": false}.
// The browser's own clock may be hours off: only how long is left counts.
import { post } from "./request.js";

const warning = 5 * 60 * 1000;
const longest = 2 ** 31 - 1; // setTimeout's own limit

export function session(scope) {
  const dialog = scope.querySelector("dialog[data-session-ends]");
  if (!dialog) return;
  const say = (text) => { for (const left of dialog.querySelectorAll("[data-session-left]")) left.textContent = text; };
  const until = (now, then) => Date.now() + Date.parse(then) - Date.parse(now); // by the browser's clock
  let ends = until(dialog.dataset.sessionNow, dialog.dataset.sessionEnds);
  let whole = "sessionWhole" in dialog.dataset;
  let told = false; // of the end of its life, once is enough
  let timer = 0;

  const tick = () => {
    const remaining = ends - Date.now();
    if (remaining <= 0) return location.reload(); // the server leads to the sign-in and back here
    say(words(remaining));
    timer = setTimeout(tick, Math.min(remaining, 15_000));
  };
  const open = () => {
    for (const part of dialog.querySelectorAll("[data-session-when]")) part.hidden = part.dataset.sessionWhen !== (whole ? "whole" : "idle");
    if (!dialog.open && !(whole && told)) dialog.showModal();
    told ||= whole;
    tick();
  };
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(open, Math.min(Math.max(ends - Date.now() - warning, 0), longest));
  };
  const put = (answer) => {
    ends = until(answer.now, answer.ends);
    whole = answer.whole === true;
    if (!whole && dialog.open) dialog.close();
    plan();
  };

  dialog.querySelector("[data-session-stay]").addEventListener("click", async () => {
    try {
      const answer = await post(dialog.dataset.sessionExtend, {});
      if (!answer.ok) throw new Error(`session: ${answer.status}`);
      const then = await answer.json();
      dialog.close();
      put(then);
    } catch {
      say("soon. We could not extend it: save what you are writing");
    }
  });
  dialog.querySelector("[data-session-close]").addEventListener("click", () => dialog.close());
  document.addEventListener("onward:session", (event) => put(event.detail));
  plan();
}

function words(milliseconds) {
  const minutes = Math.ceil(milliseconds / 60_000);
  return minutes <= 1 ? "in a minute" : `in ${minutes} minutes`;
}
