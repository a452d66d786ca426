package qasr.model;

import java.util.Arrays;

/**
 * The token ids before and after the audio embeddings: the chat template, filled in with context and forced language.
 */
public final class Prompt {
    private final int[] beforeAudio;
    private final int[] afterAudio;
    private final int answerLength;

    public Prompt(int[] beforeAudio, int[] afterAudio) {
        this(beforeAudio, afterAudio, 0);
    }

    /**
     * Creates a prompt that contains the beginning of the answer.
     *
     * @param answerLength the number of ids at the end of {@code afterAudio} that belong to the answer
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

    /** Returns the ids from the audio end token on, including the forced language. */
    public int[] afterAudio() {
        return afterAudio.clone();
    }

    /** Returns the number of ids at the end that belong to the answer: those of the forced language. */
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
