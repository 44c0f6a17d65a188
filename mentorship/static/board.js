// Decide on the review board by keys. Without this script every button and link works as well.

const SWITCHED_OFF = "board-keys-off";
const SCROLLED_TO = "board-scroll";
const keysSwitch = document.querySelector("[data-keys-switch]");

function isTyping(element) {
  return element.closest("input:not([type=checkbox], [type=radio]), textarea, select") !== null;
}

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
    target.parentElement.querySelector("input:not([type=hidden]), textarea")?.focus();
  }
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!areOn() || isTyping(event.target)) return;
  if (event.key === "?") showKeys();
  else if (/^[a-z]$/i.test(event.key) && press(event.key.toLowerCase())) event.preventDefault();
}

// A decision leads back to the same page: it stays where it was.
function stayInPlace() {
  const place = sessionStorage.getItem(SCROLLED_TO);
  sessionStorage.removeItem(SCROLLED_TO);
  if (place !== null && matchMedia("(min-width: 62rem)").matches) {
    scrollTo({ top: Number(place), behavior: "instant" });
    document.getElementById("decision")?.focus({ preventScroll: true });
  }
}

if (keysSwitch !== null) {
  const box = keysSwitch.querySelector("input");
  box.checked = areOn();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "yes");
  });
  keysSwitch.hidden = false;
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", () => sessionStorage.setItem(SCROLLED_TO, String(scrollY)));
  stayInPlace();
}
