// What is typed into a long form is kept on the server a second after the last
// key, and when the page is left. The server answers 2xx once it has it, with the
// session's end, which it has put off.
import { post } from "./request.js";

const pause = 1000;

export function drafts(scope) {
  for (const form of scope.querySelectorAll("form[data-draft]")) attach(form);
}

function attach(form) {
  const state = form.querySelector("[data-draft-state]");
  const say = (text) => { if (state) state.textContent = text; };
  const pristine = written(form);
  let kept = pristine;
  let timer = 0;
  let sending = Promise.resolve();

  const keep = async () => {
    const now = written(form);
    if (now === kept || form.dataset.sent) return;
    // Back to what the page came with is no draft, unless that was one.
    const fields = now === pristine && !("draftBack" in form.dataset) ? "" : now;
    try {
      const answer = await post(form.dataset.draft, { key: form.dataset.draftKey, fields });
      if (!answer.ok) throw new Error(`draft: ${answer.status}`);
      kept = now;
      if (written(form) === kept) form.dispatchEvent(new Event("onward:kept"));
      say(fields === "" ? "" : "Draft kept");
      const detail = await answer.json().catch(() => ({}));
      if (detail.ends) document.dispatchEvent(new CustomEvent("onward:session", { detail }));
    } catch {
      say("Draft not kept. Check your connection, then go on typing");
    }
  };
  // One request at a time, so that an older text never overtakes a newer one.
  const queue = () => {
    clearTimeout(timer);
    sending = sending.then(keep);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(queue, pause);
  };

  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") queue();
  });
}

// written is all that stands in a form, as it would be sent: without its token
// and key, and never a password or a file.
function written(form) {
  const secret = new Set([...form.elements].filter((e) => e.type === "password" || e.type === "file").map((e) => e.name));
  const fields = [...new FormData(form)].filter(([name]) => name !== "_csrf" && name !== "_key" && !secret.has(name));
  return new URLSearchParams(fields).toString();
}
