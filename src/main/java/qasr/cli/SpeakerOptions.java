package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.job.SpeakerWishes;
import qasr.speakers.SpeakerCount;

/** The options for telling speakers apart. */
@HelpHeading("Speakers")
final class SpeakerOptions {
    private static final int MOST = 100;
    private static final Pattern COUNT = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");

    @Changes(Changes.Effect.WORDS)
    @Often
    @Option(
            names = "--diarize",
            description = {
                "Find out who speaks when.",
                "Speakers are called S1, S2 and so on, by their first words; 'qasr rename' gives them names. Needs models that are installed once: 'qasr models pull campplus' tells voices apart, and 'qasr models pull segmentation-3.0' finds where people speak at the same time. Without the first model, results are written without speakers, and the exit status is 5. The recording is read twice."
            })
    private boolean diarize;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--speakers",
            paramLabel = "N|MIN-MAX",
            description = "Expect this number of speakers, such as 2 or 2-4 (default: found out). Needs --diarize.")
    private String speakers;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--voices",
            paramLabel = "DIR",
            description = {
                "Name speakers by their voices: DIR holds a short recording of each person. Needs --diarize.",
                "The name of a file is the name of the person: 'Ada.wav'. A speaker gets a name only if the voices are clearly alike (cosine of at least 0.5); others stay S1, S2 and so on. Nothing about voices is stored."
            })
    private Path voices;

    /**
     * Returns what is wanted.
     *
     * @param selection the sound that is read
     * @throws CommandException if options contradict each other
     */
    Optional<SpeakerWishes> wishes(AudioSelection selection) throws CommandException {
        if (!diarize) {
            if (speakers != null || voices != null) {
                throw Usage.error(speakers != null ? "--speakers" : "--voices", "needs --diarize");
            }
            return Optional.empty();
        }
        if (selection.channels().channels().areSplit()) {
            throw Usage.error("--diarize", "with --channels split, each channel is a speaker: use one of them");
        }
        return Optional.of(
                new SpeakerWishes(speakers == null ? SpeakerCount.ANY : count(speakers), Optional.ofNullable(voices)));
    }

    private static SpeakerCount count(String text) throws CommandException {
        Matcher matcher = COUNT.matcher(text);
        if (matcher.matches()) {
            int least = Integer.parseInt(matcher.group(1));
            int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
            if (least >= 1 && least <= most && most <= MOST) {
                return new SpeakerCount(least, most);
            }
        }
        throw Usage.error(
                "--speakers", "must be a number from 1 to " + MOST + " or a range such as 2-4, not '" + text + "'");
    }
}
