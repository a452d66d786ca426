// ---- Search.

function search() {
  const wanted = $("search").value;
  const before = [...matches.keys()];
  matches.clear();
  found = [];
  match = -1;
  if (wanted.trim()) {
    const pattern = new RegExp(wanted.trim().replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
    segments.forEach((segment, i) => {
      const hits = [...textOf(i).matchAll(pattern)].map((hit) => [hit.index, hit.index + hit[0].length]);
      if (hits.length) {
        matches.set(i, hits);
        found.push(i);
      }
    });
  }
  for (const i of new Set([...before, ...found])) show(i);
  const count = [...matches.values()].reduce((sum, hits) => sum + hits.length, 0);
  $("found").textContent = wanted.trim() ? (count === 1 ? "1 match" : `${count} matches`) : "";
}
function nextMatch(step) {
  if (!found.length) return;
  match = match < 0 ? (step > 0 ? 0 : found.length - 1) : (match + step + found.length) % found.length;
  const focus = document.activeElement;
  go(found[match], true);
  if (focus === $("search")) focus.focus({ preventScroll: true });
  const count = [...matches.values()].reduce((sum, hits) => sum + hits.length, 0);
  $("found").textContent = `passage ${match + 1} of ${found.length}, ${count === 1 ? "1 match" : `${count} matches`}`;
}
let soon = 0;
$("search").addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(search, 120);
});
$("search").addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  if (event.key === "Enter") {
    event.preventDefault();
    clearTimeout(soon);
    if (!found.length) search();
    nextMatch(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    $("search").value = "";
    search();
  }
});
$("find-next").addEventListener("click", () => nextMatch(1));
$("find-before").addEventListener("click", () => nextMatch(-1));
