package qasr.guard;

import qasr.model.Decoding;
import qasr.model.StopReason;
import qasr.text.AsrOutput;
import qasr.text.Tokenizer;
import qasr.vad.Chunk;

/**
 * What the network said about a stretch of sound.
 *
 * @param raw the tokens' text, with the language that they may begin with
 * @param trial what it was asked
 */
record Answer(Trial trial, Decoding decoding, String raw, AsrOutput output) {
    private static final String NO_LANGUAGE = "language none";

    static Answer of(Trial trial, Decoding decoding, Tokenizer tokenizer, GuardSettings settings) {
        String raw = tokenizer.decode(decoding.tokens());
        AsrOutput output = settings.forced().isPresent()
                ? AsrOutput.parse(raw, settings.forced().get())
                : AsrOutput.parse(raw);
        return new Answer(trial, decoding, raw, output);
    }

    Chunk sound() {
        return trial.sound();
    }

    String text() {
        return output.text();
    }

    /** Returns how much repetition is taken for true, see {@link Trial#patience}; less if the model did not end by itself. */
    int patience() {
        return decoding.stopReason() == StopReason.END_OF_TEXT ? trial.patience() : 1;
    }

    /** Returns whether the model said that there is no speech. */
    boolean saysNoSpeech() {
        return output.language().isEmpty() && raw.strip().regionMatches(true, 0, NO_LANGUAGE, 0, NO_LANGUAGE.length());
    }
}
