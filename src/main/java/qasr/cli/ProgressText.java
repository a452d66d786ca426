package qasr.cli;

import java.util.List;
import java.util.Locale;
import qasr.transcribe.Progress;

/** What the progress line says. */
final class ProgressText {
    private final String file;

    ProgressText(List<Input> inputs, int index) {
        String number = inputs.size() == 1 ? "" : "[" + (index + 1) + "/" + inputs.size() + "] ";
        this.file = number + inputs.get(index).fileName();
    }

    /** Returns file, chunk, percent, speed and time left, as far as they are known. */
    String of(Progress progress) {
        StringBuilder text = new StringBuilder(file);
        progress.fraction()
                .ifPresent(fraction -> text.append(String.format(Locale.ROOT, "  %d%%", (int) (100 * fraction))));
        text.append("  chunk ").append(progress.chunks() + 1);
        progress.speed().ifPresent(speed -> text.append(String.format(Locale.ROOT, "  %.1fx real time", speed)));
        progress.left()
                .ifPresent(left -> text.append("  ").append(Clock.minutes(left)).append(" left"));
        return text.toString();
    }
}
