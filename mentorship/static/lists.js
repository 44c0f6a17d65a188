/* Lists of the console: counts the check marks, and checks a range of rows with Shift. The page works
   without this. */
const boxes = [...document.querySelectorAll("input[name=ids]")];
const count = document.querySelector("[data-checked-count]");
const checkedRows = document.querySelector("#selection input[value=checked]");
let last = -1;

function showCount() {
  const checked = boxes.filter((box) => box.checked).length;
  count.textContent = checked;
  count.hidden = checked === 0;
}

boxes.forEach((box, index) => {
  box.addEventListener("click", (event) => {
    if (event.shiftKey && last >= 0) {
      const [from, to] = [Math.min(last, index), Math.max(last, index)];
      boxes.slice(from, to + 1).forEach((other) => { other.checked = box.checked; });
    }
    last = index;
    checkedRows.checked = true;
    showCount();
  });
});
if (count) showCount();
