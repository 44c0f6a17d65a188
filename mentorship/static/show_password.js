// A check box that shows what is typed into the password fields of its form.
for (const option of document.querySelectorAll("[data-show-password]")) {
  const form = option.closest("form");
  const box = option.querySelector("input");
  const fields = form.querySelectorAll("input[type=password]");
  const update = (visible) => fields.forEach((field) => { field.type = visible ? "text" : "password"; });
  box.addEventListener("change", () => update(box.checked));
  // Hidden again before it is sent: browsers save a password only from a password field.
  form.addEventListener("submit", () => update(false));
  // A page from the back-forward cache keeps what was typed, but shows it to nobody.
  addEventListener("pageshow", () => { box.checked = false; update(false); });
  option.hidden = false;
}
