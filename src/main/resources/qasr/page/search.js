// ---- Search.

/** The text that was searched for, and its pattern, null for none. */
let searched = "";
let pattern = null;
let soon = 0;

function search() {
  clearTimeout(soon);
  searched = $("search").value;
  const wanted = searched.trim().replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&").replace(/\s+/g, "\\s+");
  pattern = wanted ? new RegExp(wanted, "giu") : null;
  const before = [...matches.keys()];
  matches.clear();
  match = -1;
  segments.forEach((segment, i) => searchIn(i));
  found = [...matches.keys()];
  for (const i of new Set([...before, ...found])) show(i);
  tellFound();
}

function searchIn(i) {
  const hits = pattern ? [...textOf(i).matchAll(pattern)].map((hit) => [hit.index, hit.index + hit[0].length]) : [];
  if (hits.length) matches.set(i, hits);
  else matches.delete(i);
}

/** Takes a changed segment into the matches; the reader's place among them stays. */
function searchAgain(i) {
  const before = matches.get(i)?.length ?? 0;
  searchIn(i);
  const now = matches.get(i)?.length ?? 0;
  if (now === before) return;
  if (!now || !before) {
    const last = found[match];
    found = [...matches.keys()].sort((a, b) => a - b);
    match = found.filter((each) => each <= last).length - 1;
  }
  tellFound();
}

function tellFound() {
  const count = [...matches.values()].reduce((sum, hits) => sum + hits.length, 0);
  const all = count === 1 ? "1 match" : `${count} matches`;
  $("found").textContent = match >= 0 ? `passage ${match + 1} of ${found.length}, ${all}` : pattern ? all : "";
}

function nextMatch(step) {
  if ($("search").value !== searched) search();
  if (!found.length) return;
  match = match < 0 ? (step > 0 ? 0 : found.length - 1) : (match + step + found.length) % found.length;
  const focus = document.activeElement;
  go(found[match], true);
  if (focus === $("search")) focus.focus({ preventScroll: true });
  tellFound();
}
$("search").addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(search, 120);
});
$("search").addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  if (event.key === "Enter") {
    event.preventDefault();
    nextMatch(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    $("search").value = "";
    search();
  }
});
$("find-next").addEventListener("click", () => nextMatch(1));
$("find-before").addEventListener("click", () => nextMatch(-1));
