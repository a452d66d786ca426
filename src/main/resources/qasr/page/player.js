// ---- Playing.

let playingSegment = -1;
let playingWord = null;

/** Returns the last segment that begins at a time or before it, or -1. */
function segmentBefore(ms) {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (segments[middle].start <= ms) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

/** The latest end among each segment and those before it: a segment of one channel may outlast later ones of another. */
const reach = [];
for (const { end } of segments) reach.push(Math.max(end, reach.at(-1) ?? end));

/** Returns the last to begin of the segments that last at a time, or -1. */
function segmentAt(ms) {
  for (let i = segmentBefore(ms); i >= 0 && ms < reach[i]; i--) if (ms < segments[i].end) return i;
  return -1;
}

function mark(ms) {
  showHead(ms);
  const i = segmentAt(ms);
  if (i !== playingSegment) {
    const before = playingSegment;
    playingSegment = i;
    playingWord = null;
    if (before >= 0) {
      elements[before].classList.remove("playing");
      elements[before].querySelectorAll(".now").forEach((word) => word.classList.remove("now"));
    }
    if (i >= 0) {
      const span = seg(i);
      if (!span.querySelector(".w")) show(i);
      span.classList.add("playing");
      // Who is typing keeps the editor in sight.
      if ($("follow").checked && !audio.paused && !forms.size) reveal(span, false);
    }
  }
  if (i < 0) return;
  let word = null;
  for (const each of elements[i].querySelectorAll(".w")) {
    if (Number(each.dataset.t) > ms) break;
    word = each;
  }
  if (word !== playingWord || (word && !word.classList.contains("now"))) {
    if (playingWord) playingWord.classList.remove("now");
    if (word && segments[i].words.length) word.classList.add("now");
    playingWord = word;
  }
}

function reveal(target, always) {
  const box = target.getBoundingClientRect();
  const room = window.innerHeight - $("bar").offsetHeight;
  if (always || box.top < $("find").offsetHeight || box.bottom > room) target.scrollIntoView({ block: "center" });
}

function frame() {
  mark(audio.currentTime * 1000);
  if (!audio.paused) requestAnimationFrame(frame);
}
const hasSound = () => audio.readyState > 0 || (audio.getAttribute("src") && !audio.error);

function play(ms) {
  if (!hasSound()) {
    pending = ms;
    say("Choose the recording to play it.");
    $("file").focus();
    return;
  }
  if (audio.readyState > 0) audio.currentTime = ms / 1000;
  else pending = ms;
  mark(ms);
  audio.play().catch(() => {});
}

audio.addEventListener("play", frame);
audio.addEventListener("seeked", () => mark(audio.currentTime * 1000));
audio.addEventListener("timeupdate", () => mark(audio.currentTime * 1000));
audio.addEventListener("loadedmetadata", () => {
  document.body.dataset.sound = "true";
  if (pending >= 0) audio.currentTime = pending / 1000;
  pending = -1;
});
audio.addEventListener("error", () => {
  say(audio.getAttribute("src") === data.audio
      ? "The recording is not beside this page, or the browser cannot play it: choose it with Choose recording."
      : "The browser cannot play this file.");
});
let chosen = "";
$("file").addEventListener("change", () => {
  const file = $("file").files[0];
  if (!file) return;
  if (chosen) URL.revokeObjectURL(chosen);
  chosen = URL.createObjectURL(file);
  audio.src = chosen;
  say(file.name);
});

// ---- The segment that keys act on.

function look(i) {
  if (elements[here]) elements[here].classList.remove("here");
  here = i;
  seg(i).classList.add("here");
}

function go(i, jump) {
  if (i < 0 || i >= segments.length) return;
  look(i);
  const span = seg(i);
  span.focus({ preventScroll: true });
  reveal(span, jump);
}

/** The segment that the first of several quick clicks has chosen, or -1: the page may scroll under the next. */
let clicked = -1;
text.addEventListener("click", (event) => {
  const target = event.target;
  if (event.detail < 2) clicked = target.closest(".editor") ? -1 : Number(target.closest(".seg")?.dataset.segment ?? -1);
  if (target.closest(".editor, .speaker, .renamer") || String(getSelection())) return;
  const time = target.closest(".time");
  const span = target.closest(".seg");
  if (time) {
    go(Number(time.dataset.segment), false);
    play(segments[here].start);
  } else if (span) {
    const word = target.closest(".w");
    go(Number(span.dataset.segment), false);
    play(word ? Number(word.dataset.t) : segments[here].start);
  }
});
text.addEventListener("dblclick", () => {
  if (clicked >= 0) edit(clicked);
});

const doubtful = [
  ...segments.map((segment, i) => ({ start: segment.start, i, why: segment.doubt })).filter((each) => each.why.length),
  ...blocks.map((block, b) => ({ block: b, gap: block.gap })).filter((each) => each.gap && each.gap.doubt)
    .map(({ block, gap }) => ({ start: gap.start, block, why: [gap.kind === "unheard" ? "not transcribed" : gap.kind] })),
].sort((a, b) => a.start - b.start);
let doubt = -1;

function nextDoubt(step) {
  if (!doubtful.length) {
    say("No passage is doubtful.");
    return;
  }
  if (doubt < 0 && here >= 0) {
    doubt = doubtful.findIndex((each) => each.start >= segments[here].start);
    if (doubt < 0) doubt = doubtful.length;
    if (step > 0 && doubt < doubtful.length && doubtful[doubt].i === here) doubt++;
    if (step < 0) doubt--;
  } else {
    doubt += step;
  }
  doubt = (doubt + doubtful.length) % doubtful.length;
  const { i, block, why, start } = doubtful[doubt];
  const kept = doubt;
  if (i !== undefined) {
    go(i, true);
  } else {
    buildTo(block);
    blocks[block].element.focus({ preventScroll: true });
    reveal(blocks[block].element, true);
  }
  doubt = kept; // the focus has reset it
  if (!audio.paused) play(start);
  say(`Doubtful passage ${doubt + 1} of ${doubtful.length}, ${clock(start)}: ${why.join(", ")}`);
}
