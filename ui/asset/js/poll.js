// Progress of long work: the fragment is fetched anew until its answer has no
// data-poll any more. The address gives the same HTML that the page was made
// of, so nothing is built here.
const every = 1500;
const patience = 8; // failures in a row before the plain link is all that is left

export function poll(scope) {
  for (const element of scope.querySelectorAll("[data-poll]")) watch(element);
}

function watch(element, failures = 0) {
  setTimeout(async () => {
    try {
      const answer = await fetch(element.dataset.poll, {
        credentials: "same-origin",
        headers: { "X-Fragment": "yes" },
      });
      if (!answer.ok) throw new Error(`poll: ${answer.status}`);
      if (answer.redirected) return location.assign(answer.url);
      replace(element, await answer.text());
    } catch {
      if (failures < patience) watch(element, failures + 1);
    }
  }, every * (failures + 1));
}

function replace(element, html) {
  const next = new DOMParser().parseFromString(html, "text/html").getElementById(element.id);
  if (!next) return location.reload();
  element.replaceWith(document.adoptNode(next));
  if (next.dataset.poll) watch(next);
}
