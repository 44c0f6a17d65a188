// Follows a match run: while it runs, its progress; when it has ended, the result, on the same page
// and without a reload. Without this script, a link reloads the page.
const INTERVAL_MS = 1000;
const RETRY_MS = 5000;

const announcer = document.createElement("p");
announcer.className = "visually-hidden";
announcer.setAttribute("aria-live", "polite");
document.body.append(announcer);
for (const link of document.querySelectorAll("[data-needless]")) link.hidden = true;

const livePart = (page) => page.querySelector("[data-live-part]");

async function update() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!livePart(page)) return showResult(page);
    livePart(document).replaceChildren(...livePart(page).childNodes);
    setTimeout(update, INTERVAL_MS);
  } catch {
    setTimeout(update, RETRY_MS); // no connection: the work goes on, and so does asking
  }
}

function showResult(page) {
  const finished = livePart(document).dataset.finished;
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  for (const script of page.querySelectorAll("script[type=module]")) {
    if (!document.querySelector(`script[src="${script.getAttribute("src")}"]`)) import(script.src);
  }
  announcer.textContent = finished;
}

setTimeout(update, INTERVAL_MS);
