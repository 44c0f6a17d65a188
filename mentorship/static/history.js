// After "Leave quickly", the browser's Back button opens none of our pages: it stays on the harmless
// one. That page notes in this tab that somebody has left; whoever opens the site anew ends that.
// This is no module: a module would run only after the page has been shown.
const { exitUrl } = document.currentScript.dataset;
const LEFT = "left";

function stayAway(isBack) {
  if (location.pathname === exitUrl) {
    sessionStorage.setItem(LEFT, "1");
  } else if (isBack && sessionStorage.getItem(LEFT)) {
    document.documentElement.hidden = true;
    location.replace(exitUrl);
  } else {
    sessionStorage.removeItem(LEFT);
  }
}

stayAway(performance.getEntriesByType("navigation")[0]?.type === "back_forward");

// A page from the back-forward cache must not show what somebody has left.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (sessionStorage.getItem(LEFT)) stayAway(true);
  else location.reload();
});
