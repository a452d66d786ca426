package qasr.guard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.model.TokenListener;
import qasr.testing.ScriptedNetwork;
import qasr.testing.ScriptedNetwork.Line;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.text.Tokenizer;
import qasr.vad.Chunk;

/** Decodes one chunk of noise with all guards and a decoder that answers from a script. */
abstract class ScriptedChunks {
    static final int SECOND = Waveform.SAMPLE_RATE;
    static final Prompt TOLD = new Prompt(new int[] {1, 3}, new int[] {2});
    static final Prompt BARE = new Prompt(new int[] {1}, new int[] {2});

    @TempDir
    static Path folder;

    static Tokenizer tokenizer;

    /** The requests of the last {@link #decode}, and the most tokens in one answer. */
    List<DecodeRequest> requests = List.of();

    int mostTokens;

    @BeforeAll
    static void loadTokenizer() throws IOException {
        tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
    }

    /** Returns the maximum number of tokens for a chunk of this many seconds. */
    int budget(double seconds) {
        return ModelInput.tokenBudget(seconds);
    }

    final List<GuardedResult> decode(int seconds, GuardSettings settings, Function<DecodeRequest, Line> script) {
        SampleRange range = new SampleRange(0, (long) seconds * SECOND);
        Chunk chunk = new Chunk(range, Waveform.of(Signals.noise(7, 0.2, seconds * SECOND)), List.of(range));
        try (ScriptedNetwork network = new ScriptedNetwork(tokenizer, 2, 1, script)) {
            List<GuardedResult> passages = new GuardedDecoder(network, tokenizer, TOLD, settings, this::budget)
                    .decode(chunk, TokenListener.none(), (sound, reason, attempt) -> {})
                    .join();
            requests = network.requests();
            mostTokens = network.mostTokens();
            return passages;
        }
    }
}
