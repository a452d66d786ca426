package qasr.model;

import java.util.Arrays;

/** Token ids before and after the audio embeddings: the chat template with its context and forced language filled in. */
public final class Prompt {
    private final int[] beforeAudio;
    private final int[] afterAudio;
    private final int answerLength;

    public Prompt(int[] beforeAudio, int[] afterAudio) {
        this(beforeAudio, afterAudio, 0);
    }

    /**
     * Makes a prompt that begins the answer.
     *
     * @param answerLength how many of the last ids of {@code afterAudio} are the answer's
     */
    public Prompt(int[] beforeAudio, int[] afterAudio, int answerLength) {
        if (answerLength < 0 || answerLength > afterAudio.length) {
            throw new IllegalArgumentException(answerLength + " of " + afterAudio.length + " ids");
        }
        this.answerLength = answerLength;
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

    /** Returns how many of the last ids after the audio begin the answer: those of the forced language. */
    public int answerLength() {
        return answerLength;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prompt that
                && answerLength == that.answerLength
                && Arrays.equals(beforeAudio, that.beforeAudio)
                && Arrays.equals(afterAudio, that.afterAudio);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(beforeAudio) + Arrays.hashCode(afterAudio);
    }
}
