package qasr.run;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import qasr.check.SpeechLevels;
import qasr.console.Clock;
import qasr.console.Console;
import qasr.output.CheckSheet;

/** Words the result of {@code check} for readers. */
final class CheckText {
    private CheckText() {}

    static String of(CheckSheet sheet, SpeechLevels levels) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                sheet.source() + ": " + Clock.minutes(sheet.duration()) + ", "
                        + sheet.encoding().codec() + ", " + sheet.encoding().sampleRate() + " Hz, channels: "
                        + sheet.encoding().channels());
        line(
                text,
                sheet.speech().isZero()
                        ? "  speech: none"
                        : String.format(
                                Locale.ROOT,
                                "  speech: %s of %s (%.0f %%), %.0f dBFS, %s",
                                length(sheet.speech(), sheet.duration()),
                                length(sheet.duration(), sheet.duration()),
                                100 * sheet.speechShare(),
                                levels.speech(),
                                noise(levels)));
        sheet.first().ifPresent(first -> {
            line(text, "  begins: " + (first.text().isEmpty() ? "(no words)" : first.text()));
            line(text, "  transcribing takes about " + about(first.work()) + " with " + first.model());
        });
        for (CheckSheet.Found problem : sheet.problems()) {
            line(text, "  problem: " + problem.text());
            line(text, "    advice: " + problem.advice());
        }
        if (sheet.problems().isEmpty()) {
            line(text, "  no problem found");
        }
        if (sheet.apart()) {
            line(text, "  advice: " + CheckAdvice.apart(sheet.encoding().channels()));
        }
        if (!sheet.unknown().isEmpty()) {
            line(
                    text,
                    "  not judged: "
                            + sheet.unknown().stream()
                                    .map(each -> each.name().replace('_', ' ') + " (" + each.reason() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(Console.oneLine(line)).append('\n');
    }

    /** Returns a part of a recording; tenths of a second count in a short one. */
    private static String length(Duration part, Duration whole) {
        return whole.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", part.toMillis() / 1e3)
                : Clock.minutes(part);
    }

    private static String noise(SpeechLevels levels) {
        return levels.floor() < SpeechLevels.NO_NOISE
                ? "without noise"
                : String.format(Locale.ROOT, "%.0f dB above the noise", levels.ratio());
    }

    /** Returns a time for an estimate: whole seconds, at least one. */
    private static String about(Duration time) {
        return time.toSeconds() < 60 ? Math.max(1, Math.round(time.toMillis() / 1e3)) + " s" : Clock.minutes(time);
    }
}
