// "Leave quickly": hide the page at once, end the session, and replace this page in the browser's
// history. Without this script the button does the same, a moment slower.
const bar = document.querySelector(".quick-exit");
const button = bar.querySelector("button");
const MAX_WAIT_MS = 1500;
// Browsers send a request that outlives its page only with a small body.
const MAX_BODY_LENGTH = 60_000;
const SHIFT_PRESSES = 3;
const MAX_SHIFT_MS = 3000;

// The button belongs to the page's form if the person asked to keep what they are typing.
function body() {
  const fields = new FormData(button.form);
  if (button.name) fields.set(button.name, button.value);
  const whole = new URLSearchParams(fields);
  return whole.toString().length > MAX_BODY_LENGTH ? new URLSearchParams(new FormData(bar)) : whole;
}

async function leave(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  document.title = "…";
  // keepalive: the request ends the session even if this page is gone before the response.
  const request = fetch(bar.action, { method: "POST", body: body(), keepalive: true });
  const timeout = new Promise((resolve) => setTimeout(resolve, MAX_WAIT_MS));
  await Promise.race([request.catch(() => timeout), timeout]);
  location.replace(bar.dataset.exitUrl);
}

button.addEventListener("click", leave);

let presses = [];

function countShift(event) {
  if (event.repeat) return;
  const recent = presses.filter((at) => event.timeStamp - at < MAX_SHIFT_MS);
  presses = event.key === "Shift" ? [...recent, event.timeStamp] : [];
  if (presses.length === SHIFT_PRESSES) leave();
}

addEventListener("keydown", countShift);
addEventListener("pointerdown", () => { presses = []; });
bar.querySelector(".quick-exit-hint").hidden = false;
