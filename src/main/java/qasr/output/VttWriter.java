package qasr.output;

import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** WebVTT subtitles, with the same cues as SubRip. */
final class VttWriter implements TranscriptWriter {
    private final CueLayout layout = new CueLayout(CueRules.DEFAULT);

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        StringBuilder text = new StringBuilder("WEBVTT\n\n");
        for (Cue cue : layout.cues(transcript.utterances(), transcript.duration())) {
            text.append(stamp(cue.start())).append(" --> ").append(stamp(cue.end()));
            for (String line : cue.lines()) {
                text.append('\n').append(escaped(line));
            }
            text.append("\n\n");
        }
        return text.toString();
    }

    private static String stamp(long millis) {
        return SrtTimestamp.of(millis).replace(',', '.');
    }

    /** Escapes the three reserved characters, and with them the arrow. */
    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
