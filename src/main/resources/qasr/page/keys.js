// ---- Keys.

addEventListener("keydown", (event) => {
  if (isSave(event)) {
    event.preventDefault();
    save();
    return;
  }
  const typing = event.target.closest("input:not([type=checkbox]), textarea") !== null;
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.altKey && !typing) {
    event.preventDefault();
    undo();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, audio")) return;
  const onButton = event.target.closest("button") !== null;
  const toggle = () => (!hasSound() || audio.paused
      ? play(audio.readyState > 0 ? audio.currentTime * 1000 : here >= 0 ? segments[here].start : 0) : audio.pause());
  const actions = {
    " ": onButton ? null : toggle,
    Enter: onButton || here < 0 ? null : () => play(segments[here].start),
    ArrowLeft: () => { audio.currentTime = Math.max(0, audio.currentTime - SKIP_SECONDS); },
    ArrowRight: () => { audio.currentTime += SKIP_SECONDS; },
    ArrowUp: () => go(Math.max(0, here - 1), false),
    ArrowDown: () => go(here + 1, false),
    n: () => nextDoubt(1),
    N: () => nextDoubt(-1),
    e: () => edit(here >= 0 ? here : playingSegment),
    "/": () => { $("search").focus(); $("search").select(); },
    "?": () => $("keys").click(),
  };
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
  if (action) {
    event.preventDefault();
    action();
  }
});
// A new place of the reader is where the search for doubtful passages continues.
text.addEventListener("focusin", (event) => {
  doubt = -1;
  const time = event.target.closest(".time");
  if (time) look(Number(time.dataset.segment));
});

// ---- Start.

const languages = [...new Set(segments.map((segment) => segment.language).filter((each) => each))];
$("about").textContent = [
  clock(data.duration),
  languages.join(", "),
  `text for ${data.coverage} % of the speech`,
  data.audio ? "" : "recording not found beside this page",
].filter((part) => part).join(" · ");
for (const warning of data.warnings) $("warnings").append(element("li", "", warning));
$("doubts").textContent = `(${doubtful.length})`;
$("doubt-next").disabled = $("doubt-before").disabled = !doubtful.length;
count();
drawWave();
if (data.audio) audio.src = data.audio;
buildTo(FIRST_BATCH);
if (!segments.length) text.append(element("p", "gap", "This transcript has no speech."));
setTimeout(buildRest);
