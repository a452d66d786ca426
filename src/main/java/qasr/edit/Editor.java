package qasr.edit;

import java.util.ArrayList;
import java.util.List;
import qasr.transcript.Edit;
import qasr.transcript.Wording;

/** Applies several text stages, one after another, and records every edit. */
public final class Editor {
    private final List<TextStage> stages;

    /** Creates an editor that applies {@code stages} in this order. */
    public Editor(List<TextStage> stages) {
        this.stages = List.copyOf(stages);
    }

    /** Returns {@code words} after all stages. New edits are appended to the edits that {@code words} has. */
    public Wording edit(Wording words) {
        Pass pass = new Pass(words.text(), new Protection());
        List<Edit> edits = new ArrayList<>(words.edits());
        for (TextStage stage : stages) {
            pass = pass.through(stage, words.language(), edits);
        }
        return new Wording(words.language(), words.raw(), pass.text, edits);
    }

    /** The text between two stages, and its protected parts. */
    private record Pass(String text, Protection settled) {
        Pass through(TextStage stage, String language, List<Edit> edits) {
            StringBuilder result = new StringBuilder();
            Protection kept = new Protection();
            int done = 0;
            for (TextStage.Replacement change : stage.replacements(text, language)) {
                if (settled.touches(change.start(), change.end())) {
                    continue;
                }
                settled.copy(done, change.start(), result.length() - done, kept);
                result.append(text, done, change.start());
                String from = text.substring(change.start(), change.end());
                if (!from.equals(change.to())) {
                    edits.add(new Edit(stage.kind(), result.codePointCount(0, result.length()), from, change.to()));
                }
                if (stage.settles()) {
                    kept.add(result.length(), result.length() + change.to().length());
                }
                result.append(change.to());
                done = change.end();
            }
            settled.copy(done, text.length(), result.length() - done, kept);
            return new Pass(result.append(text, done, text.length()).toString(), kept);
        }
    }
}
