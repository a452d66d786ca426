package qasr.output;

import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * JSON Lines: one object per utterance, as in the segments of {@link TranscriptJson}, written as soon as it is known.
 */
final class JsonLinesWriter implements TranscriptWriter {
    private final Layout layout;
    private int id;

    JsonLinesWriter(Layout layout) {
        this.layout = layout;
    }

    @Override
    public String piece(Utterance utterance) {
        int next = id++;
        return JsonText.of(true, json -> SegmentJson.write(json, layout.file(), next, utterance));
    }

    @Override
    public String rest(Transcript transcript) {
        return "";
    }
}
