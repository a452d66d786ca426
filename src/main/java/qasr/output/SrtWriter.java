package qasr.output;

import java.util.List;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** SubRip subtitles. They are written at the end, because the end of a cue depends on the start of the next one. */
final class SrtWriter implements TranscriptWriter {
    private final CueLayout layout = new CueLayout(CueRules.DEFAULT);

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        StringBuilder text = new StringBuilder();
        List<Cue> cues = layout.cues(transcript.utterances(), transcript.duration());
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            text.append(i + 1).append('\n');
            text.append(SrtTimestamp.of(cue.start())).append(" --> ").append(SrtTimestamp.of(cue.end()));
            for (String line : cue.lines()) {
                // SubRip has no escape for "-->".
                text.append('\n').append(line.replace("-->", "->"));
            }
            text.append("\n\n");
        }
        return text.toString();
    }
}
