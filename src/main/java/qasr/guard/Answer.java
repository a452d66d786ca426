package qasr.guard;

import qasr.model.Decoding;
import qasr.model.StopReason;
import qasr.text.AsrOutput;
import qasr.text.Tokenizer;
import qasr.vad.Chunk;

/**
 * The network's answer for a chunk or a part of one.
 *
 * @param trial the request
 * @param raw the text of all tokens, including a leading language tag
 * @param said the text as the model wrote it, with headers that it began inside of it
 * @param output the language, and the text without such headers
 */
record Answer(Trial trial, Decoding decoding, String raw, String said, AsrOutput output) {
    private static final String NO_LANGUAGE = "language none";

    static Answer of(Trial trial, Decoding decoding, Tokenizer tokenizer, GuardSettings settings) {
        String raw = tokenizer.decode(decoding.tokens());
        AsrOutput output = settings.forced().isPresent()
                ? AsrOutput.parse(raw, settings.forced().get())
                : AsrOutput.parse(raw);
        AsrOutput words = output.withoutHeaders();
        String language = settings.forced().isPresent() ? output.language() : words.language();
        return new Answer(trial, decoding, raw, output.text(), new AsrOutput(language, words.text()));
    }

    Chunk sound() {
        return trial.sound();
    }

    String text() {
        return output.text();
    }

    /** Returns the patience of the trial, see {@link Trial#patience}; 1 if the model did not end by itself. */
    int patience() {
        return decoding.stopReason() == StopReason.END_OF_TEXT ? trial.patience() : 1;
    }

    /** Returns whether the model said that there is no speech. */
    boolean saysNoSpeech() {
        return output.language().isEmpty() && raw.strip().regionMatches(true, 0, NO_LANGUAGE, 0, NO_LANGUAGE.length());
    }
}
