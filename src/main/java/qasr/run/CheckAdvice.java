package qasr.run;

import qasr.check.Problem;

/** The advice for each problem of a recording: for this recording first, for the next one second. */
final class CheckAdvice {
    /** The advice for a recording whose channels each hold a person of their own, which is no problem. */
    private static final String APART =
            "each channel holds a person of its own: transcribe with --channels split, and --names to name them";

    private static final String SOME_APART =
            "each channel with speech holds a person of its own: transcribe with --channels split, and --names to name them";

    private CheckAdvice() {}

    /** Returns {@link #APART} for a recording of {@code channels}, of which more than two need not all hold speech. */
    static String apart(int channels) {
        return channels > 2 ? SOME_APART : APART;
    }

    static String of(Problem problem, int channels) {
        return switch (problem) {
            case SILENT -> "check that the microphone is connected and switched on; nothing can be transcribed";
            case NO_SPEECH ->
                "listen to the recording; if people speak in it, transcribe with --vad-threshold 0.3, or with --no-vad";
            case TOO_QUIET ->
                "transcribe with --normalize and a lower --vad-threshold, such as 0.3; next time, go nearer to the"
                        + " microphone or raise its level";
            case UNSURE_SPEECH ->
                "listen there; if people speak, transcribe with a lower --vad-threshold, such as 0.1, or with --no-vad";
            case CLIPPED ->
                "words in loud places may be wrong and cannot be repaired; next time, lower the microphone's level";
            case FAR_MICROPHONE ->
                "expect more errors, and list the passages to review with --review FILE; next time, put the microphone"
                        + " within a metre of the speaker";
            case MOSTLY_MUSIC ->
                "keep the speech detector on (no --no-vad), and select the speech with --start and --end";
            case NARROW_BAND ->
                "nothing is needed for a call; if this was no call, record at 16 kHz or more, and name hard words with"
                        + " --context";
            case SILENT_CHANNEL ->
                channels > 2
                        ? "transcribe a channel that has sound alone with --channels; next time, check the cables"
                        : "transcribe the other channel alone with --channels; next time, check the cable";
            case DUPLICATED_CHANNEL ->
                "if one of them is later, transcribe the other with --channels, since their mix has an echo; channels cannot"
                        + " tell the speakers apart, and a mono file is half the size";
            case OPPOSITE_PHASE ->
                "transcribe one channel with --channels left; next time, check the polarity of the cables";
            case DAMAGED ->
                "copy the recording again from its source; --strict makes missing sound a failure of transcribe";
            case MUCH_OVERLAP -> "transcribe each channel alone, so that no voice covers another";
        };
    }
}
