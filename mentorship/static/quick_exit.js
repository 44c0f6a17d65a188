// "Leave quickly": hide the page at once, end the session, and replace this page in the browser's
// history. Without this script the button does the same, a moment slower.
const form = document.querySelector(".quick-exit");
const MAX_WAIT_MS = 1500;

async function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  document.title = "…";
  // keepalive: the request ends the session even if this page is gone before the response.
  const request = fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true });
  const timeout = new Promise((resolve) => setTimeout(resolve, MAX_WAIT_MS));
  await Promise.race([request.catch(() => timeout), timeout]);
  location.replace(form.dataset.exitUrl);
}

form.addEventListener("submit", leave);

// A page from the back-forward cache must not show what somebody has left.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
