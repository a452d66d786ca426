package qasr.torch;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import qasr.model.Prompt;

/**
 * The computed fixed parts of all prompts in use. Each part is computed once and then read-only. Thread-safe. Owns
 * native memory: close it.
 */
final class PromptPrefixes implements AutoCloseable {
    private final TextDecoder decoder;
    private final Map<Prompt, TorchSession> sessions = new HashMap<>();

    PromptPrefixes(TextDecoder decoder) {
        this.decoder = decoder;
    }

    /** Returns the session that holds the fixed part of {@code prompt}, to copy from. */
    synchronized TorchSession of(Prompt prompt) {
        return sessions.computeIfAbsent(prompt, this::run);
    }

    private TorchSession run(Prompt prompt) {
        if (prompt.beforeAudio().length == 0 || prompt.afterAudio().length == 0) {
            throw new IllegalArgumentException("the prompt is empty");
        }
        try (PointerScope scope = new PointerScope()) {
            int[] before = prompt.beforeAudio();
            TorchSession session = decoder.session(before.length);
            // The first token's channels are the greatest of all, and every later one attends to it.
            Tensor state = decoder.prefillPrecisely(session, decoder.embed(before));
            if (Values.isFinite(state)) {
                return session;
            }
            // What is wrong here is wrong in every chunk of the run: once more. Each chunk's own numbers are looked at,
            // too.
            session.close();
            TorchSession again = decoder.session(before.length);
            decoder.prefillPrecisely(again, decoder.embed(before));
            return again;
        }
    }

    /** Releases the fixed parts of all prompts but {@code prompt}. No chunk may be in progress. */
    synchronized void keepOnly(Prompt prompt) {
        sessions.entrySet().removeIf(entry -> {
            boolean other = !entry.getKey().equals(prompt);
            if (other) {
                entry.getValue().close();
            }
            return other;
        });
    }

    @Override
    public synchronized void close() {
        sessions.values().forEach(TorchSession::close);
        sessions.clear();
    }
}
