package qasr.cli;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.job.SubtitleCheck;
import qasr.subtitle.Subtitles;

/** How subtitles are made and checked. */
@HelpHeading("Subtitles")
final class SubtitleOptions {
    @Mixin
    private SubtitleLimitOptions limits;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--highlight",
            paramLabel = "WHAT",
            description = {
                "Highlight each word while it is spoken: ${COMPLETION-CANDIDATES}.",
                "srt repeats a subtitle for each word, underlined. vtt has timestamps inside a subtitle, ass has karaoke times, and lrc is enhanced LRC."
            })
    private Highlight highlight;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--lint",
            description = {
                "Check the subtitles, and list the rules that they break on standard error.",
                "With --strict, exit with status 8 if a rule is broken. 'qasr lint' checks files."
            })
    private boolean lint;

    /**
     * Returns how subtitles are made.
     *
     * @param names names that are not split
     * @throws CommandException if a number is out of range
     */
    Subtitles subtitles(List<String> names) throws CommandException {
        return limits.wishes(highlight == Highlight.WORD).subtitles(names);
    }

    /**
     * Returns how they are checked.
     *
     * @throws CommandException if a number is out of range
     */
    SubtitleCheck check(List<String> names, boolean strict) throws CommandException {
        return new SubtitleCheck(subtitles(names), lint, strict);
    }
}
