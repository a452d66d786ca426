// Text of the transcript enters the page by textContent and append only, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const segments = data.segments;
const $ = (id) => document.getElementById(id);
const text = $("text");
const audio = $("audio");
const PARAGRAPH_PAUSE = 2000;
const PARAGRAPH_LETTERS = 600;
const SHOWN_GAP = 5000;
const SKIP_SECONDS = 5;
const FIRST_BATCH = 60;
const BATCH = 200;

/** Changed segments by index: {text, speaker}. */
const edits = new Map();
let saved = true;
/** The open editors and renamers: {isChanged, finish} of each. */
const forms = new Set();
/** The segment that keys act on. */
let here = -1;
let pending = -1;

const clock = (ms) => {
  const s = Math.floor(ms / 1000);
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
};
const element = (tag, name, content) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (content !== undefined) made.textContent = content;
  return made;
};
/** Tells whether a key belongs to an input method; Safari ends a composition before the key that ends it. */
const isComposing = (event) => event.isComposing || event.keyCode === 229;
const say = (message) => { $("status").textContent = message; };
const textOf = (i) => (edits.has(i) ? edits.get(i).text : segments[i].text);
const speakerOf = (i) => (edits.has(i) ? edits.get(i).speaker : segments[i].speaker);

// ---- Paragraphs: segments of one speaker and language up to a pause, and the gaps between them.

const blocks = [];
const blockOf = new Array(segments.length);
const byStart = data.gaps.filter((gap) => gap.doubt || gap.end - gap.start >= SHOWN_GAP);
{
  let block = null;
  let gap = 0;
  let letters = 0;
  segments.forEach((segment, i) => {
    for (; gap < byStart.length && byStart[gap].start < segment.end; gap++) {
      blocks.push({ gap: byStart[gap] });
      block = null;
    }
    const before = segments[i - 1];
    if (!block || before.speaker !== segment.speaker || before.channel !== segment.channel
        || before.language !== segment.language || segment.start - before.end >= PARAGRAPH_PAUSE
        || letters > PARAGRAPH_LETTERS) {
      block = { first: i, last: i };
      blocks.push(block);
      letters = 0;
    }
    block.last = i;
    letters += segment.text.length;
    blockOf[i] = blocks.length - 1;
  });
  for (; gap < byStart.length; gap++) blocks.push({ gap: byStart[gap] });
}

const built = [];
const elements = new Array(segments.length);
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const block = blocks[Number(entry.target.dataset.block)];
    block.near = entry.isIntersecting;
    for (let i = block.first; i <= block.last; i++) show(i);
  }
}, { rootMargin: "600px" });

function build(b) {
  const block = blocks[b];
  if (block.gap) {
    const gap = block.gap;
    const made = element("div", gap.doubt ? "gap doubt" : "gap",
        `${gap.kind === "unheard" ? "not transcribed" : gap.kind}, ${clock(gap.start)} to ${clock(gap.end)}`);
    made.tabIndex = -1;
    block.element = made;
    return made;
  }
  const first = segments[block.first];
  const made = element("div", "p");
  made.dataset.block = b;
  made.setAttribute("role", "group");
  const head = element("div", "head");
  const time = element("button", "time", clock(first.start));
  time.type = "button";
  time.dataset.segment = block.first;
  time.setAttribute("aria-label", `Play from ${clock(first.start)}`);
  const speaker = element("button", "speaker");
  speaker.type = "button";
  speaker.dir = "auto";
  speaker.dataset.block = b;
  const notes = [first.channel, first.language].filter((note) => note).join(", ");
  head.append(time, speaker, element("span", "lang", notes));
  const body = element("p", "text");
  body.dir = "auto";
  if (/^[A-Za-z-]{2,20}$/.test(first.language)) body.lang = first.language;
  block.element = made;
  block.speaker = speaker;
  for (let i = block.first; i <= block.last; i++) {
    const seg = element("span", "seg");
    seg.id = `s${i}`;
    seg.dataset.segment = i;
    seg.tabIndex = -1;
    elements[i] = seg;
    if (i > block.first && (segments[i].blank || !segments[i].text)) body.append(" ");
    body.append(seg);
    if (segments[i].doubt.length) body.append(element("span", "why", segments[i].doubt.join(", ")));
    show(i);
  }
  name(block);
  made.append(head, body);
  near.observe(made);
  return made;
}

function name(block) {
  const names = new Set();
  for (let i = block.first; i <= block.last; i++) names.add(speakerOf(i));
  const known = [...names].filter((each) => each).join(", ");
  block.speaker.textContent = known || "+ speaker";
  block.speaker.classList.toggle("unnamed", !known);
  block.speaker.setAttribute("aria-label", known ? `Speaker ${known}: rename` : "Name the speaker");
  block.element.setAttribute("aria-label",
      [clock(segments[block.first].start), known].filter((part) => part).join(", "));
}

/** Builds the paragraphs up to block b. */
function buildTo(b) {
  const batch = document.createDocumentFragment();
  while (built.length <= b && built.length < blocks.length) {
    const made = build(built.length);
    built.push(made);
    batch.append(made);
  }
  text.append(batch);
}
function buildRest() {
  buildTo(built.length + BATCH);
  if (built.length < blocks.length) setTimeout(buildRest);
  else document.body.dataset.ready = "true";
}
const seg = (i) => {
  buildTo(blockOf[i]);
  return elements[i];
};

// ---- One segment: plain text far from the window, words and matches near it.

const matches = new Map();
let match = -1;
let found = [];

/** Returns [text, start, end, probability] for each word of a segment; a changed part is one piece. */
function words(i) {
  const segment = segments[i];
  const now = textOf(i);
  if (!segment.words.length) return [[now, segment.start, segment.end, -1]];
  if (now === segment.text) return segment.words;
  let from = 0;
  let at = 0;
  while (from < segment.words.length && now.startsWith(segment.words[from][0], at)) {
    at += segment.words[from][0].length;
    from++;
  }
  let to = segment.words.length;
  let end = now.length;
  while (to > from && end - segment.words[to - 1][0].length >= at
      && now.slice(0, end).endsWith(segment.words[to - 1][0])) {
    to--;
    end -= segment.words[to][0].length;
  }
  const start = from < segment.words.length ? segment.words[from][1] : segment.end;
  const stop = to > from ? segment.words[to - 1][2] : start;
  const middle = end > at ? [[now.slice(at, end), start, Math.max(start, stop), -1]] : [];
  return [...segment.words.slice(0, from), ...middle, ...segment.words.slice(to)];
}

function show(i) {
  const span = elements[i];
  if (!span || span.dataset.editing) return;
  const now = textOf(i);
  span.classList.toggle("edited", edits.has(i) || segments[i].corrected);
  span.classList.toggle("doubt", segments[i].doubt.length > 0 && !edits.has(i));
  span.classList.toggle("none", !now);
  if (!now) {
    span.textContent = `[no words, ${((segments[i].end - segments[i].start) / 1000).toFixed(1)} s]`;
    return;
  }
  const hits = matches.get(i) || [];
  if (!blocks[blockOf[i]].near && i !== playingSegment) {
    span.textContent = now;
    return;
  }
  const parts = [];
  let at = 0;
  for (const [word, start, , probability] of words(i)) {
    const part = element("span", "w" + (probability < 0 || probability >= 0.7 ? "" : probability >= 0.4 ? " w1" : " w2"));
    part.dataset.t = start;
    if (probability >= 0 && probability < 0.7) part.title = `probability ${Math.round(100 * probability)} %`;
    marked(part, word, at, hits);
    at += word.length;
    parts.push(part);
  }
  span.replaceChildren(...parts);
}

function marked(part, word, at, hits) {
  let from = 0;
  for (const [start, end] of hits) {
    const a = Math.max(from, start - at);
    const b = Math.min(word.length, end - at);
    if (a >= b) continue;
    part.append(word.slice(from, a), element("mark", "", word.slice(a, b)));
    from = b;
  }
  part.append(word.slice(from));
}
