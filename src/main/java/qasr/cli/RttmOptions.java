package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.run.RttmReport;
import qasr.speakers.DiarisationErrors;
import qasr.speakers.Rttm;

/** The scoring of speakers. */
@HelpHeading("Speakers")
final class RttmOptions {
    @Option(
            names = "--rttm",
            description = {
                "Score who speaks when: REF and HYP are RTTM files.",
                "DER is the diarisation error rate, by the rules of NIST's md-eval.pl: missed, false and confused speaker time, divided by the speaker time of the reference. Speakers are matched so that DER is lowest; their names do not count."
            })
    private boolean rttm;

    @Option(
            names = "--collar",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Forgive errors up to SECONDS before and after each boundary of the reference (default: 0).")
    private double collar;

    @Option(
            names = "--skip-overlap",
            description = "Do not score the times in which several people speak in the reference.")
    private boolean skipOverlap;

    @Option(
            names = "--uem",
            paramLabel = "FILE",
            description = {
                "Score only the parts in FILE (lines of recording, channel, start, end).",
                "Without it, each recording is scored from the first to the last time in the reference: false speech outside costs nothing."
            })
    private Path uem;

    boolean isWanted() throws CommandException {
        if (!rttm && (collar != 0 || skipOverlap || uem != null)) {
            throw Usage.error(collar != 0 ? "--collar" : skipOverlap ? "--skip-overlap" : "--uem", "needs --rttm");
        }
        return rttm;
    }

    /** Scores a result. */
    ExitStatus score(Session session, List<Path> files, boolean json) throws CommandException {
        if (files.size() != 2) {
            throw Usage.error("--rttm", "compares one result with its reference, not " + files.size() + " files");
        }
        if (!(collar >= 0 && collar < Double.POSITIVE_INFINITY)) {
            throw Usage.error("--collar", "must be a number of seconds from 0, not " + collar);
        }
        RttmReport report = new RttmReport(new DiarisationErrors.Rules(collar, skipOverlap));
        Map<String, List<double[]>> parts = Map.of();
        if (uem != null) {
            parts = parsed(uem, Rttm::parseUem);
        }
        Rttm reference = parsed(files.get(0), Rttm::parse);
        if (reference.recordings().isEmpty()) {
            throw new CommandException(new Failure(files.get(0).toString(), "has no SPEAKER rows", ExitStatus.INPUT));
        }
        report.add(reference, parsed(files.get(1), Rttm::parse), parts);
        report.notes().forEach(note -> session.console().note(files.get(1) + ": " + note));
        session.console().result(json ? report.json() : report.table());
        return ExitStatus.DONE;
    }

    /** Reads the text of a file. */
    private interface Parser<T> {
        T parse(String text) throws Rttm.MalformedRttmException;
    }

    private static <T> T parsed(Path file, Parser<T> parser) throws CommandException {
        try {
            return parser.parse(ScoreCommand.text(file));
        } catch (Rttm.MalformedRttmException e) {
            throw new CommandException(new Failure(file.toString(), e.getMessage(), ExitStatus.INPUT), e);
        }
    }
}
