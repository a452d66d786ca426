package qasr.output;

import java.util.Locale;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** LRC lyrics with times: {@code [01:02.34]words}, one line per utterance, for music players. */
final class LrcWriter implements TranscriptWriter {
    @Override
    public String piece(Utterance utterance) {
        if (!utterance.hasWords()) {
            return "";
        }
        long millis = utterance.start().toMillis();
        String stamp =
                String.format(Locale.ROOT, "[%02d:%02d.%02d]", millis / 60_000, millis / 1000 % 60, millis % 1000 / 10);
        return stamp + Table.line(utterance.text()) + "\n";
    }

    @Override
    public String rest(Transcript transcript) {
        return "";
    }
}
