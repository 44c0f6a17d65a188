// Leaving quickly: hide the page at once, end the session, and take this page's place in the
// history. Without this script the button does the same, a moment slower.
const form = document.querySelector(".quick-exit");

async function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  document.title = "…";
  const patience = AbortSignal.timeout(1500);
  try {
    await fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, signal: patience });
  } finally {
    location.replace(form.dataset.leaveTo);
  }
}

form.addEventListener("submit", leave);

// A page that the browser kept for its back button must not show what somebody has left.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
