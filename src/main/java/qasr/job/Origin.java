package qasr.job;

/**
 * The origin of an output.
 *
 * @param source what the recording was called
 * @param rendered whether it is made from an earlier result, without hearing the recording
 * @param corrected whether somebody's corrections are in it
 */
public record Origin(String source, boolean rendered, boolean corrected) {
    /** Returns the origin of what is heard in {@code input}. */
    static Origin of(Input input) {
        return new Origin(input.name(), false, false);
    }
}
