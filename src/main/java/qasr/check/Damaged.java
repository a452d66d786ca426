package qasr.check;

import java.util.List;
import java.util.stream.Collectors;
import qasr.transcript.Warning;

/**
 * Decides whether the file is damaged: the decoder lost sound, or had to guess where it belongs. Measure: the decoder's
 * warnings. Formats without checksums, such as WAV, do not show damage inside.
 */
final class Damaged implements Judgement {
    @Override
    public Problem problem() {
        return Problem.DAMAGED;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        List<Warning> damage =
                measurements.warnings().stream().filter(Damaged::isDamage).toList();
        return damage.isEmpty()
                ? Verdict.FINE
                : new Verdict.Found(
                        damage.stream().map(Warning::sentence).collect(Collectors.joining("; ")), List.of());
    }

    private static boolean isDamage(Warning warning) {
        return warning.kind().isSoundLost()
                || switch (warning.kind()) {
                    case SOUND_GAP, TIMESTAMP_JUMP, WRONG_HEADER -> true;
                    default -> false;
                };
    }
}
