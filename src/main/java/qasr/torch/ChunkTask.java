package qasr.torch;

import java.util.concurrent.CompletableFuture;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.Prompt;
import qasr.model.StageTimes;
import qasr.model.TokenListener;

/**
 * A chunk in progress in the network.
 *
 * @param input the prepared waveform of the request
 * @param prompt the prompt of the request
 * @param budget the token budget of the request, limited by the model's positions
 * @param cacheBytes the expected size of the KV cache
 */
record ChunkTask(
        Waveform input,
        Prompt prompt,
        int budget,
        long cacheBytes,
        DecodeRequest request,
        TokenListener listener,
        StageTimes times,
        CompletableFuture<Decoding> result) {
    boolean isCancelled() {
        return result.isCancelled();
    }

    boolean heard(int token, float logProbability) {
        try {
            return listener.token(0, token, logProbability);
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    void done(Decoding decoding) {
        times.chunkDone(decoding.tokens().length, input.length());
        result.complete(decoding);
    }

    void failed(Throwable problem) {
        result.completeExceptionally(problem);
    }
}
