// ---- Corrections.

function edit(i) {
  if (i < 0) {
    say("Click a passage first.");
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
    show(i);
    go(i, false);
  };
  done.addEventListener("click", () => {
    const old = speakerOf(i);
    // A text field joins the lines of what is pasted, and a segment is one line.
    const wanted = area.value === textOf(i) ? area.value : area.value.replace(/\s*\n\s*/g, " ").trim();
    const who = speaker.value.trim();
    if (who !== old && all.checked && old) {
      segments.forEach((segment, j) => { if (speakerOf(j) === old) change(j, textOf(j), who); });
    }
    change(i, wanted, who);
    close();
    count();
  });
  cancel.addEventListener("click", close);
  editor.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target.tagName !== "BUTTON" && !event.isComposing) {
      event.preventDefault();
      done.click();
    }
  });
  span.replaceChildren(editor);
  area.focus();
}

function change(i, wanted, who) {
  if (wanted === segments[i].text && who === segments[i].speaker) edits.delete(i);
  else edits.set(i, { text: wanted, speaker: who });
  saved = false;
  show(i);
  if (elements[i]) name(blocks[blockOf[i]]);
}
function count() {
  $("save").textContent = edits.size ? `Save corrections (${edits.size})` : "Save corrections";
  $("save").disabled = !edits.size;
}

const stem = data.result.replace(/^.*[\\/]/, "").replace(/\.jsonl?$/i, "");
function save() {
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
  link.download = `${stem}.corrections.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = true;
  say(`Saved. Next: qasr render ${data.result} --edits ${link.download}`);
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
      for (const each of content.edits) {
        const segment = segments[each.segment];
        if (segment && segment.text === each.old_text && typeof each.new_text === "string") {
          change(each.segment, each.new_text, typeof each.new_speaker === "string" ? each.new_speaker : segment.speaker);
          fit++;
        }
      }
      count();
      say(`${fit} of ${content.edits.length} corrections loaded.`);
    }
  } catch (error) {
    say(`${file.name} cannot be read.`);
  }
}

$("edit").addEventListener("click", () => edit(here >= 0 ? here : playingSegment));
$("save").addEventListener("click", save);
$("load").addEventListener("change", load);
$("doubt-next").addEventListener("click", () => nextDoubt(1));
$("doubt-before").addEventListener("click", () => nextDoubt(-1));
$("keys").addEventListener("click", () => {
  $("help").hidden = !$("help").hidden;
  $("keys").setAttribute("aria-expanded", String(!$("help").hidden));
});
addEventListener("beforeunload", (event) => {
  if (!saved && edits.size) event.preventDefault();
});
addEventListener("beforeprint", () => buildTo(blocks.length));
