package qasr.job;

/**
 * The origin of an output.
 *
 * @param source the name of the recording
 * @param rendered whether the output is made from an earlier result, without decoding the recording
 * @param corrected whether the output contains a user's corrections
 */
public record Origin(String source, boolean rendered, boolean corrected) {
    /** Returns the origin of an output transcribed from {@code input}. */
    static Origin of(Input input) {
        return new Origin(input.name(), false, false);
    }
}
