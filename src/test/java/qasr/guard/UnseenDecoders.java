package qasr.guard;

import java.util.List;
import java.util.stream.Collectors;
import qasr.model.DecodeRequest;
import qasr.model.ModelInput;
import qasr.testing.ScriptedNetwork.Line;

/** Decoders that were not used to develop the guards. */
abstract class UnseenDecoders extends ScriptedChunks {
    /** The test tokenizer has one token per byte, so answers may have twenty times the usual number of tokens. */
    @Override
    final int budget(double seconds) {
        return 20 * ModelInput.tokenBudget(seconds);
    }

    static Line line(String language, String text) {
        return new Line("language " + language + "<asr_text>" + text);
    }

    static boolean whole(DecodeRequest request, int seconds) {
        return request.waveform().length() == seconds * SECOND;
    }

    static String text(List<GuardedResult> passages) {
        return passages.stream().map(p -> p.output().text()).collect(Collectors.joining("|"));
    }
}
