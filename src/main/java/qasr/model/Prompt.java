package qasr.model;

import java.util.Arrays;

/** Token ids before and after the audio embeddings: the chat template with its context and forced language filled in. */
public final class Prompt {
    private final int[] beforeAudio;
    private final int[] afterAudio;

    public Prompt(int[] beforeAudio, int[] afterAudio) {
        this.beforeAudio = beforeAudio.clone();
        this.afterAudio = afterAudio.clone();
    }

    /** Returns the ids up to and including the audio start token. */
    public int[] beforeAudio() {
        return beforeAudio.clone();
    }

    /** Returns the ids from the audio end token on, the forced language's prefill included. */
    public int[] afterAudio() {
        return afterAudio.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prompt that
                && Arrays.equals(beforeAudio, that.beforeAudio)
                && Arrays.equals(afterAudio, that.afterAudio);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(beforeAudio) + Arrays.hashCode(afterAudio);
    }
}
