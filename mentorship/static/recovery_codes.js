// Copies or prints the recovery codes of the page. Downloading them is a link that needs no script.
const lines = [...document.querySelectorAll(".keep-safe code")].map((code) => code.textContent);
const copy = document.querySelector("[data-copy-codes]");
const print = document.querySelector("[data-print-codes]");
const copied = document.querySelector("[data-copied]");

copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(lines.join("\n"));
  copied.hidden = false;
});
print.addEventListener("click", () => window.print());

copy.hidden = !navigator.clipboard; // only on encrypted pages
print.hidden = false;
