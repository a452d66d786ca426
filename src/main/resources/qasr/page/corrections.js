// ---- Corrections.

function edit(i) {
  if (i < 0) {
    say("First choose a passage with a click or the arrow keys.");
    return;
  }
  const span = seg(i);
  if (span.dataset.editing) return;
  getSelection().removeAllRanges();
  span.dataset.editing = "true";
  const editor = element("span", "editor");
  const area = element("textarea");
  area.value = textOf(i);
  area.dir = "auto";
  area.setAttribute("aria-label", `Text of the passage at ${clock(segments[i].start)}`);
  const row = element("span", "row");
  const speaker = element("input");
  speaker.type = "text";
  speaker.dir = "auto";
  speaker.value = speakerOf(i);
  // As the fields show them, without line ends. Another form or an undo may change the segment before this one is done.
  const shown = { text: area.value, speaker: speaker.value };
  const label = element("label", "", "Speaker ");
  label.append(speaker);
  const all = element("input");
  all.type = "checkbox";
  const everywhere = element("label", "", " everywhere");
  everywhere.prepend(all);
  everywhere.hidden = !speakerOf(i);
  const done = element("button", "done", "Done");
  const cancel = element("button", "cancel", "Cancel");
  done.type = cancel.type = "button";
  row.append(label, everywhere, done, cancel);
  editor.append(area, row);
  const close = () => {
    delete span.dataset.editing;
    closed(form);
    show(i);
    go(i, false);
  };
  done.addEventListener("click", () => {
    const old = speakerOf(i);
    // A text field joins the lines of what is pasted, and a segment is one line.
    const wanted = area.value === shown.text ? textOf(i) : area.value.replace(/\s*\n\s*/g, " ").trim();
    const who = speaker.value === shown.speaker ? old : speaker.value.trim();
    step(() => {
      if (who !== old && all.checked && old) rename(old, who);
      change(i, wanted, who);
    });
    close();
  });
  cancel.addEventListener("click", close);
  editor.addEventListener("keydown", (event) => {
    if (isSave(event)) return;
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      done.click();
    }
  });
  span.replaceChildren(editor);
  const form = opened(() => area.value !== shown.text || speaker.value !== shown.speaker, () => done.click());
  area.focus();
}

/** Remembers a form until it is closed, so that a save takes it along. */
function opened(isChanged, finish) {
  const form = { isChanged, finish };
  forms.add(form);
  count();
  return form;
}

function closed(form) {
  forms.delete(form);
  count();
}

/** Steps that can be undone: the edits of the changed segments before each step, undefined for none. */
const history = [];

/** Makes changes that are undone together. */
function step(changes) {
  history.push(new Map());
  changes();
  if (!history[history.length - 1].size) history.pop();
  count();
}

function change(i, wanted, who) {
  if (wanted === textOf(i) && who === speakerOf(i)) return;
  const before = history[history.length - 1];
  if (!before.has(i)) before.set(i, edits.get(i));
  if (wanted === segments[i].text && who === segments[i].speaker) edits.delete(i);
  else edits.set(i, { text: wanted, speaker: who });
  changed(i);
}

function changed(i) {
  saved = false;
  searchAgain(i);
  show(i);
  if (elements[i]) name(blocks[blockOf[i]]);
}

function undo() {
  const before = history.pop();
  if (!before) {
    say("There is nothing to undo.");
    return;
  }
  for (const [i, each] of before) {
    if (each) edits.set(i, each);
    else edits.delete(i);
    changed(i);
  }
  count();
  say(before.size === 1 ? "Undone in 1 passage." : `Undone in ${before.size} passages.`);
}

function rename(old, who) {
  segments.forEach((segment, j) => { if (speakerOf(j) === old) change(j, textOf(j), who); });
}
function count() {
  $("save").textContent = edits.size ? `Save corrections (${edits.size})` : "Save corrections";
  $("save").disabled = !edits.size && !forms.size;
  $("undo").disabled = !history.length;
}

/** Asks for the name of a paragraph's speaker. */
function askName(block) {
  const old = speakerOf(block.first);
  const form = element("span", "renamer");
  const input = element("input");
  input.type = "text";
  input.dir = "auto";
  input.value = old;
  input.setAttribute("aria-label", "Name of the speaker");
  input.setAttribute("list", "names");
  $("names").replaceChildren(...[...new Set(segments.map((segment, i) => speakerOf(i)))].filter((each) => each)
    .map((each) => {
      const option = element("option");
      option.value = each;
      return option;
    }));
  const button = (label, action) => {
    const made = element("button", "", label);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };
  const close = () => {
    closed(kept);
    form.replaceWith(block.speaker);
    block.speaker.focus();
  };
  const apply = (everywhere) => {
    const who = input.value.trim();
    step(() => {
      if (everywhere) rename(old, who);
      else for (let i = block.first; i <= block.last; i++) change(i, textOf(i), who);
      say(`Changed in ${history[history.length - 1].size} passages.`);
    });
    close();
  };
  form.addEventListener("keydown", (event) => {
    if (isSave(event)) return;
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      apply(old !== "");
    }
  });
  form.append(input, button(old ? "Everywhere" : "All without a name", () => apply(true)),
      button("This paragraph", () => apply(false)), button("Cancel", close));
  block.speaker.replaceWith(form);
  const shown = input.value;
  const isChanged = () => input.value !== shown;
  const kept = opened(isChanged, () => (isChanged() ? apply(old !== "") : close()));
  input.focus();
  input.select();
}
text.addEventListener("click", (event) => {
  const speaker = event.target.closest(".speaker");
  if (speaker) askName(blocks[Number(speaker.dataset.block)]);
});

/** A file name that every system can have: browsers would replace the other characters themselves. */
const stem = data.stem.replace(/[\\/:*?"<>|~%\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "_").replace(/^[. ]+/, "_");
const isSave = (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.altKey;
const onWindows = /^Win/.test(navigator.platform);
/** Returns a word as a shell reads it, or null if the shells of Windows would change it. */
function quoted(word) {
  if (onWindows) return /^[\w.-]+$/.test(word) ? word : /["%$`\u0000-\u001f]/.test(word) ? null : `"${word}"`;
  return /^[\w@+=:,.\/-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}

let saves = 0;
function save() {
  for (const form of [...forms]) form.finish();
  if (!edits.size) {
    say("There are no corrections.");
    return;
  }
  const content = {
    schema: "qasr.corrections/1",
    transcript: data.transcript,
    recording: data.recording,
    edits: [...edits.keys()].sort((a, b) => a - b).map((i) => ({
      segment: i,
      start: segments[i].start / 1000,
      end: segments[i].end / 1000,
      old_text: segments[i].text,
      new_text: edits.get(i).text,
      old_speaker: segments[i].speaker || null,
      new_speaker: edits.get(i).speaker || null,
    })),
  };
  const blob = new Blob([JSON.stringify(content, null, 2) + "\n"], { type: "application/json" });
  const link = element("a");
  link.href = URL.createObjectURL(blob);
  // The browser would rename a second file of the same name, and the command would name the first.
  saves++;
  link.download = `${stem}.corrections${saves === 1 ? "" : `-${saves}`}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = true;
  const words = [data.result, link.download].map(quoted);
  say(data.result && words.every((word) => word !== null)
    ? `Saved. Next: qasr render ${words[0]} --edits ${words[1]} (if the browser renamed the file, use that name)`
    : `Saved as ${link.download}.`);
}

/** Returns the segment at the time of a saved correction, or -1: a retry may have given it another number. */
function segmentOf(each) {
  const fits = (segment) => segment && segment.start === Math.round(1000 * each.start)
      && segment.end === Math.round(1000 * each.end);
  return fits(segments[each.segment]) ? Number(each.segment) : segments.findIndex(fits);
}

/** Takes what was changed in a saved correction, and nothing else of it; returns whether all of it fits this transcript. */
function take(each) {
  const i = segmentOf(each);
  if (i < 0 || typeof each.new_text !== "string") return false;
  const sameText = each.new_text === each.old_text;
  if (!sameText && each.old_text !== segments[i].text) return false;
  const old = String(each.old_speaker || "");
  const who = String(each.new_speaker || "");
  const sameSpeaker = each.new_speaker === undefined || who === old;
  const known = sameSpeaker || segments[i].speaker === old;
  change(i, sameText ? textOf(i) : each.new_text, sameSpeaker || !known ? speakerOf(i) : who);
  return known;
}

async function load() {
  const file = $("load").files[0];
  $("load").value = "";
  if (!file) return;
  try {
    const content = JSON.parse(await file.text());
    if (content.schema !== "qasr.corrections/1" || !Array.isArray(content.edits)) {
      say(`${file.name} has no corrections.`);
    } else if (content.transcript !== data.transcript) {
      say(`${file.name} belongs to another transcript.`);
    } else {
      let fit = 0;
      step(() => {
        for (const each of content.edits) if (take(each)) fit++;
      });
      say(`${fit} of ${content.edits.length} corrections loaded.`);
    }
  } catch (error) {
    say(`${file.name} cannot be read.`);
  }
}

$("edit").addEventListener("click", () => edit(here >= 0 ? here : playingSegment));
$("save").addEventListener("click", save);
$("undo").addEventListener("click", undo);
$("load").addEventListener("change", load);
$("doubt-next").addEventListener("click", () => nextDoubt(1));
$("doubt-before").addEventListener("click", () => nextDoubt(-1));
$("keys").addEventListener("click", () => {
  $("help").hidden = !$("help").hidden;
  $("keys").setAttribute("aria-expanded", String(!$("help").hidden));
});
addEventListener("beforeunload", (event) => {
  if ((!saved && edits.size) || [...forms].some((form) => form.isChanged())) event.preventDefault();
});
addEventListener("beforeprint", () => buildTo(blocks.length));
