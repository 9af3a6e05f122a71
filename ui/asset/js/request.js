// Requests that a script makes on its own carry the page's token.
export function post(url, fields) {
  const token = document.querySelector('meta[name="onward-csrf"]')?.content ?? "";
  return fetch(url, {
    method: "POST",
    keepalive: true, // a draft outlives the page that it was typed on
    credentials: "same-origin",
    headers: { "X-CSRF-Token": token },
    body: new URLSearchParams({ _csrf: token, ...fields }),
  });
}
