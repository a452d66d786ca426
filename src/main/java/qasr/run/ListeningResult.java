package qasr.run;

import java.time.Duration;
import java.util.List;
import qasr.score.Errors;
import qasr.transcript.Warning;

/**
 * The errors that a model made in recordings whose words are known.
 *
 * @param heard one result for each recording
 * @param elapsed how long all of them took, from the first sample to the last word
 */
public record ListeningResult(List<Heard> heard, Duration elapsed) {
    /** The most that may be wrong: published models differ by less, a damaged one by far more. */
    static final double MAX_ERROR_RATE = 0.08;

    /**
     * The recognised text of one recording, compared with the expected text.
     *
     * @param language the English name of the language with the most speech, "" without words
     * @param errors of its words, number words compared by value
     * @param length of the recording
     * @param warnings the oddities of the recording, as for every transcript
     */
    public record Heard(
            Spoken spoken, String language, String text, Errors errors, Duration length, List<Warning> warnings) {
        public Heard {
            warnings = List.copyOf(warnings);
        }

        /** Returns whether the language is right; false if there are no words. */
        boolean isRightLanguage() {
            return language.equals(spoken.language());
        }

        /** Returns whether the recording alone would pass. */
        boolean isGood() {
            return isRightLanguage() && errors.rate() <= MAX_ERROR_RATE;
        }
    }

    public ListeningResult {
        heard = List.copyOf(heard);
    }

    /** Returns the errors of all recordings together. */
    Errors errors() {
        return heard.stream().map(Heard::errors).reduce(Errors.NONE, Errors::plus);
    }

    /** Returns whether the model passes the test. */
    public boolean isGood() {
        return errors().rate() <= MAX_ERROR_RATE && heard.stream().allMatch(Heard::isRightLanguage);
    }

    /** Returns seconds of sound per second of work: 4 is four times faster than real time. */
    public double speed() {
        Duration sound = heard.stream().map(Heard::length).reduce(Duration.ZERO, Duration::plus);
        return sound.toNanos() / (double) Math.max(1, elapsed.toNanos());
    }
}
