// ---- The whole recording: loudness, speech, gaps and doubtful passages.

const WIDE = 10000;
const HIGH = 100;
/** Levels are half decibels: 50 decibels are shown, below the loudest level. */
const SHOWN_LEVELS = 100;
const LEAST_TOP = 135;
const STRIP = 8;
const CLOSE = 2;
const JUMP_SECONDS = 60;
const wave = $("wave");
const waveLength = Math.max(1, data.duration - data.start);
const across = (ms) => WIDE * Math.min(1, Math.max(0, (ms - data.start) / waveLength));

/** Returns spans [from, to] of the picture, those that nearly touch as one; what is too narrow to be seen is widened. */
function spans(parts) {
  const joined = [];
  for (const { start, end } of parts) {
    const from = across(start);
    const to = Math.max(across(end), from + CLOSE);
    const last = joined[joined.length - 1];
    if (last && from - last[1] < CLOSE) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
const box = (from, to, top, height) => {
  const width = (to - from).toFixed(1);
  return `M${from.toFixed(1)} ${top.toFixed(1)}h${width}v${height.toFixed(1)}h-${width}z`;
};
const draw = (id, boxes) => $(id).setAttribute("d", boxes.join(""));

/** Draws the levels: those between the spans of speech, and those in them. */
function drawLevels(said) {
  const bytes = atob(data.waveform.values);
  const values = Array.from(bytes, (each) => each.charCodeAt(0));
  const top = values.reduce((most, each) => Math.max(most, each), LEAST_TOP);
  const quiet = [];
  const loud = [];
  let next = 0;
  values.forEach((value, i) => {
    const from = across(data.start + i * data.waveform.step);
    const to = across(data.start + (i + 1) * data.waveform.step);
    const height = HIGH * Math.max(0, value - top + SHOWN_LEVELS) / SHOWN_LEVELS;
    if (!height || to <= from) return;
    const y = (HIGH - height) / 2;
    let at = from;
    while (next < said.length && said[next][1] <= from) next++;
    for (let s = next; s < said.length && said[s][0] < to; s++) {
      const start = Math.max(at, said[s][0]);
      const end = Math.min(to, said[s][1]);
      if (start > at) quiet.push(box(at, start, y, height));
      if (end > start) loud.push(box(start, end, y, height));
      at = Math.max(at, end);
    }
    if (at < to) quiet.push(box(at, to, y, height));
  });
  draw("wave-quiet", quiet);
  draw("wave-loud", loud);
}

function drawWave() {
  const said = spans(segments.filter((segment) => segment.text));
  const whole = (each) => box(each[0], each[1], 0, HIGH);
  const low = (each) => box(each[0], each[1], HIGH - STRIP, STRIP);
  draw("wave-said", said.map(whole));
  draw("wave-lost", spans(data.gaps.filter((gap) => gap.doubt)).map(whole));
  draw("wave-sound", spans(data.gaps.filter((gap) => gap.kind === "music" || gap.kind === "noise")).map(low));
  draw("wave-doubt", spans(segments.filter((segment) => segment.doubt.length)).map(low));
  if (data.waveform) drawLevels(said);
  else wave.classList.add("plain");
  wave.setAttribute("aria-valuemin", String(Math.floor(data.start / 1000)));
  wave.setAttribute("aria-valuemax", String(Math.floor(data.duration / 1000)));
  showHead(data.start);
}

function showHead(ms) {
  $("wave-head").style.left = `${(100 * across(ms) / WIDE).toFixed(3)}%`;
  const now = String(Math.floor(ms / 1000));
  if (wave.getAttribute("aria-valuenow") === now) return;
  wave.setAttribute("aria-valuenow", now);
  wave.setAttribute("aria-valuetext", `${clock(ms)} of ${clock(data.duration)}`);
}

/** Goes to a time without changing whether the recording plays. */
function seek(ms) {
  const time = Math.min(data.duration, Math.max(data.start, ms));
  if (audio.readyState > 0) audio.currentTime = time / 1000;
  else pending = time;
  mark(time);
  const at = segmentAt(time);
  const i = at < 0 ? segmentBefore(time) : at;
  if (i < 0) return;
  look(i);
  reveal(seg(i), false);
}
const timeAt = (event) => {
  const area = wave.getBoundingClientRect();
  return data.start + waveLength * Math.min(1, Math.max(0, (event.clientX - area.left) / area.width));
};
wave.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  wave.setPointerCapture(event.pointerId);
  seek(timeAt(event));
});
wave.addEventListener("pointermove", (event) => {
  if (wave.hasPointerCapture(event.pointerId)) seek(timeAt(event));
  wave.title = clock(timeAt(event));
});
wave.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const now = (pending >= 0 ? pending : audio.currentTime * 1000);
  const times = {
    ArrowLeft: now - 1000 * SKIP_SECONDS,
    ArrowDown: now - 1000 * SKIP_SECONDS,
    ArrowRight: now + 1000 * SKIP_SECONDS,
    ArrowUp: now + 1000 * SKIP_SECONDS,
    PageDown: now - 1000 * JUMP_SECONDS,
    PageUp: now + 1000 * JUMP_SECONDS,
    Home: data.start,
    End: data.duration,
  };
  if (!Object.hasOwn(times, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  seek(times[event.key]);
});
