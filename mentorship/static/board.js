// Decide on the review board by keys. Without this script every button and link works as well.

const SWITCHED_OFF = "board-keys-off";
const SCROLLED_TO = "board-scroll";
const isBesideList = matchMedia("(min-width: 62rem)");

function areOn() {
  return localStorage.getItem(SWITCHED_OFF) === null;
}

function showKeys() {
  const keys = document.getElementById("keys");
  keys.open = true;
  keys.scrollIntoView({ block: "nearest" });
  keys.querySelector("summary").focus();
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (target === null) return false;
  target.click();
  if (target.matches("summary") && target.parentElement.open) {
    target.parentElement.querySelector("input:not([type=hidden])").focus();
  }
  return true;
}

function closeReasons() {
  const reasons = document.querySelector(".pair-reject[open]");
  if (reasons === null) return;
  reasons.open = false;
  reasons.querySelector("summary").focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !areOn()) return;
  if (event.key === "Escape") closeReasons();
  else if (event.target.closest("input, textarea, select") !== null) return;
  else if (event.key === "?") showKeys();
  else if (event.key === "Enter") keepWhatFollows(event);
  else if (/^[a-z]$/i.test(event.key) && press(event.key.toLowerCase())) event.preventDefault();
}

// Elsewhere than on a button or link, which Enter presses anyway.
function keepWhatFollows(event) {
  if (event.target.closest("a, button, summary") === null && press("Enter")) event.preventDefault();
}

// What a rejection would lead to is shown beside the list: the page stays where it is.
async function showWhatFollows(event) {
  const form = event.target;
  if (form.closest(".pair-reject") === null) return;
  event.preventDefault();
  try {
    const body = new FormData(form, event.submitter);
    const response = await fetch(form.action, { method: "POST", body });
    show(new DOMParser().parseFromString(await response.text(), "text/html"), response.url);
  } catch {
    form.submit(); // no connection: the browser says so
  }
}

function show(answer, url) {
  const plan = answer.getElementById("plan");
  const decision = answer.getElementById("decision");
  if (plan !== null) {
    document.getElementById("decision").replaceChildren(plan);
    focusBesideList(plan);
  } else if (decision !== null) {
    document.querySelector("main").replaceWith(answer.querySelector("main"));
    history.replaceState(null, "", url);
    offerSwitch();
    (decision.querySelector(".has-error input") ?? decision).focus();
  } else {
    location.assign(url); // they have to sign in first
  }
}

// A decision, or another pair, is a new page: it stays where it was, at what is new.
function stayInPlace() {
  const place = sessionStorage.getItem(SCROLLED_TO);
  sessionStorage.removeItem(SCROLLED_TO);
  const news = ["#decision:target", ".pair-head h2"]
    .map((selector) => document.querySelector(selector))
    .find((element) => element !== null) ?? null;
  if (place === null || news === null || document.querySelector("[autofocus]") !== null) return;
  if (isBesideList.matches) {
    scrollTo({ top: Number(place), behavior: "instant" });
    document.querySelector(".board-row.selected")?.scrollIntoView({ block: "nearest" });
  }
  focusBesideList(news);
}

// Beside the list the pair is in view, and scrolls alone; on a phone the page scrolls to it.
function focusBesideList(element) {
  element.focus({ preventScroll: isBesideList.matches });
  document.getElementById("detail").scrollTop = 0;
}

// Keys of one letter can be switched off: whoever dictates would press them by speaking.
function offerSwitch() {
  const keysSwitch = document.querySelector("[data-keys-switch]");
  const box = keysSwitch.querySelector("input");
  box.checked = areOn();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "yes");
  });
  keysSwitch.hidden = false;
}

if (document.querySelector("[data-keys-switch]") !== null) {
  offerSwitch();
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", showWhatFollows);
  document.addEventListener("submit", () => sessionStorage.setItem(SCROLLED_TO, String(scrollY)));
  stayInPlace();
}
