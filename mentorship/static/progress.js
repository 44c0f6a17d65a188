// Updates the progress bar while matching runs. Without this script, a link reloads the page.
const INTERVAL_MS = 1000;

async function update() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const progress = page.querySelector("progress[data-live]");
  if (!progress) {
    location.reload();
    return;
  }
  document.querySelector("progress[data-live]").value = progress.value;
  setTimeout(update, INTERVAL_MS);
}

setTimeout(update, INTERVAL_MS);
