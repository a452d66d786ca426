package qasr.torch;

import java.util.concurrent.CompletableFuture;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.StageTimes;
import qasr.model.TokenListener;

/** A chunk on its way through the network. */
record ChunkTask(
        Waveform input, int budget, TokenListener listener, StageTimes times, CompletableFuture<Decoding> result) {
    boolean isCancelled() {
        return result.isCancelled();
    }

    boolean heard(int token, float logProbability) {
        return listener.token(0, token, logProbability);
    }

    void done(Decoding decoding) {
        times.chunkDone(decoding.tokens().length, input.length());
        result.complete(decoding);
    }

    void failed(Throwable problem) {
        result.completeExceptionally(problem);
    }
}
