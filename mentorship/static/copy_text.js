// Shows the buttons that copy a text of the page, or print it; without scripting people select and
// copy it, and print by the menu of the browser.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard; // only on encrypted pages
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
