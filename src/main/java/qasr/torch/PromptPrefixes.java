package qasr.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
            // What is wrong here is wrong in every chunk of the run: once more. Each chunk's own numbers are looked at,
            // too.
            return run(prompt.beforeAudio(), true)
                    .orElseGet(() -> run(prompt.beforeAudio(), false).orElseThrow());
        }
    }

    /** Returns the session after {@code before}; empty if its numbers must be finite and are not. */
    private Optional<TorchSession> run(int[] before, boolean finite) {
        TorchSession session = decoder.session(before.length);
        try {
            // The first token's channels are the greatest of all, and every later one attends to it.
            Tensor state = decoder.prefillPrecisely(session, decoder.embed(before));
            if (!finite || Values.isFinite(state)) {
                return Optional.of(session);
            }
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
        session.close();
        return Optional.empty();
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
