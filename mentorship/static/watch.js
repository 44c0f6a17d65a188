// Looks again by itself while suggestions are being made; without it, a link does.
const PAUSE = 1000;

async function lookAgain() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const progress = page.querySelector("progress[data-watch]");
  if (!progress) {
    location.reload();
    return;
  }
  document.querySelector("progress[data-watch]").value = progress.value;
  setTimeout(lookAgain, PAUSE);
}

setTimeout(lookAgain, PAUSE);
