package qasr.torch;

import java.util.concurrent.CompletableFuture;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.Prompt;
import qasr.model.StageTimes;
import qasr.model.TokenListener;

/**
 * A chunk on its way through the network.
 *
 * @param input the request's waveform, prepared
 * @param prompt the request's
 * @param budget what the model's positions leave of the request's
 * @param cacheBytes how much memory its cache is expected to take
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
