/** The program in a page: moves and enlarges its drawing. Without it, the page scrolls. */
export const viewer = `const view = document.getElementById("view");
const drawing = view.querySelector("svg");
const { width, height } = drawing.viewBox.baseVal;
const pointers = new Map();
let scale = 1, left = 0, top_ = 0, moved = false;

function show() {
  drawing.style.transform = "translate(" + left + "px," + top_ + "px) scale(" + scale + ")";
}
function fit() {
  moved = false;
  const { clientWidth, clientHeight } = view;
  // A drawing that would become illegible is shown from its beginning instead.
  scale = Math.min(1.5, Math.max(Math.min(clientWidth / width, clientHeight / height), Math.min(0.6, clientWidth / width)));
  left = Math.max((clientWidth - width * scale) / 2, 0);
  top_ = Math.max((clientHeight - height * scale) / 2, 0);
  show();
}
function zoom(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  const next = Math.min(8, Math.max(0.05, scale * factor));
  left = x - ((x - left) * next) / scale;
  top_ = y - ((y - top_) * next) / scale;
  scale = next;
  moved = true;
  show();
}
function move(x, y) {
  left += x;
  top_ += y;
  moved = true;
  show();
}

view.classList.add("live");
view.addEventListener("wheel", (event) => {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX, event.clientY);
}, { passive: false });
view.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  view.setPointerCapture(event.pointerId);
  view.classList.add("dragged");
});
view.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const now = { x: event.clientX, y: event.clientY };
  const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
  pointers.set(event.pointerId, now);
  if (!other) return move(now.x - before.x, now.y - before.y);
  const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
  zoom(distance(now) / distance(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
});
for (const name of ["pointerup", "pointercancel"]) {
  view.addEventListener(name, (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) view.classList.remove("dragged");
  });
}
view.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit,
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
for (const button of document.querySelectorAll("[data-zoom]")) {
  const factor = Number(button.dataset.zoom);
  button.addEventListener("click", () => (factor === 0 ? fit() : zoom(factor)));
}
addEventListener("resize", () => { if (!moved) fit(); });
fit();
`;
