package qasr.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.ModelOpener;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.hub.ModelCheck;
import qasr.run.ListeningResult.Heard;
import qasr.score.Errors;

/** Tests a model on this machine with known recordings, and reports the result on standard error. */
public final class ListeningRun {
    private final Session session;
    private final ModelRequest request;
    private final Path directory;

    /**
     * Creates the run.
     *
     * @param request how to open the model
     * @param directory the model's, which was located and holds sound files
     */
    public ListeningRun(Session session, ModelRequest request, Path directory) {
        this.session = session;
        this.request = request;
        this.directory = directory;
    }

    /**
     * Returns the recordings for this model, or none if they are not here.
     *
     * @throws CommandException if they cannot be read
     */
    public ListeningSet recordings() throws CommandException {
        Optional<Path> home = session.environment().home();
        try {
            return home.isPresent() ? ListeningSet.of(home.get(), directory) : new ListeningSet(false, List.of());
        } catch (IOException e) {
            throw unreadable("the test recordings cannot be read: " + Failure.reason(e), e);
        }
    }

    /**
     * Transcribes {@code set}, and returns status 5 if the model does not pass the test.
     *
     * @throws CommandException if the model cannot be opened, or a recording cannot be decoded
     */
    public ExitStatus run(ListeningSet set) throws CommandException {
        Console console = session.console();
        if (set.recordings().isEmpty()) {
            throw new CommandException(new Failure(
                    "",
                    "no test recordings: qasr's folder " + (set.builtIn() ? "examples" : "models/listen")
                            + " is missing",
                    ExitStatus.INPUT));
        }
        OpenModel model = new ModelOpener(session).open(directory, request);
        if (set.builtIn()) {
            console.note(directory
                    + ": is the built-in demonstration model, which knows only telephone prompts; it is tested" + " on "
                    + set.recordings().size() + " of its own examples, not on the recordings for published models");
        }
        console.note("transcribing " + set.recordings().size() + " test recordings in "
                + model.engine().precision() + " on " + model.engine().device());
        ListeningResult result = listen(model, set);
        if (result.isGood()) {
            console.note(directory + ": passed the test: " + total(result));
            return ExitStatus.DONE;
        }
        console.error(new Failure(
                directory.toString(), "failed the test: " + total(result) + wrongLanguages(result), ExitStatus.MODEL));
        advice(model.engine().precision()).forEach(console::note);
        return ExitStatus.MODEL;
    }

    private ListeningResult listen(OpenModel model, ListeningSet set) throws CommandException {
        try {
            return new ListeningCheck(session.engines(), model).run(set.recordings(), this::report);
        } catch (IOException e) {
            throw unreadable(e.getMessage(), e);
        }
    }

    private void report(Heard heard) {
        Console console = session.console();
        String name = heard.spoken().name();
        console.note(name + ": " + errors(heard.errors()) + ", " + language(heard));
        heard.warnings().forEach(warning -> console.warn(name, warning));
        if (heard.errors().total() > 0) {
            List<String> texts = List.of("  said:  " + heard.spoken().words().strip(), "  heard: " + heard.text());
            texts.forEach(heard.isGood() ? console::detail : console::note);
        }
    }

    private static String errors(Errors errors) {
        return String.format(
                Locale.ROOT,
                "%d %s in %d words (%.1f %%)",
                errors.total(),
                errors.total() == 1 ? "error" : "errors",
                errors.reference(),
                100 * errors.rate());
    }

    private static String total(ListeningResult result) {
        double speed = result.speed();
        return String.format(
                Locale.ROOT,
                "%s, the limit is %.0f %%; %.1f times %s than real time",
                errors(result.errors()),
                100 * ListeningResult.MAX_ERROR_RATE,
                speed < 1 ? 1 / speed : speed,
                speed < 1 ? "slower" : "faster");
    }

    private static String language(Heard heard) {
        if (heard.isRightLanguage()) {
            return heard.language();
        }
        return heard.language().isEmpty()
                ? "no words"
                : heard.language() + " instead of " + heard.spoken().language();
    }

    private static String wrongLanguages(ListeningResult result) {
        long wrong = result.heard().stream()
                .filter(heard -> !heard.isRightLanguage())
                .count();
        return wrong == 0
                ? ""
                : "; wrong language or no words in " + wrong + " of "
                        + result.heard().size() + " recordings";
    }

    /** Returns what to do, a line for each cause that is left. */
    private List<String> advice(String precision) {
        List<String> lines = new ArrayList<>();
        lines.add(
                ModelCheck.isRecorded(directory)
                        ? "a damaged file? 'qasr models verify " + directory
                                + "' compares all files with their checksums; if one is damaged, remove the model"
                                + " and pull it again"
                        : "a damaged file? This model has no recorded checksums: 'qasr models pull' downloads a model and"
                                + " checks every file");
        lines.add(
                precision.equals("fp32")
                        ? "the precision? No: fp32 was used, the most exact one"
                        : "the precision? " + precision + " was used"
                                + ": if 'qasr models verify --listen --dtype fp32 " + directory
                                + "' is better, use --dtype fp32");
        List<String> wrong = Arithmetic.of(session.engines()).wrong();
        lines.add(
                wrong.isEmpty()
                        ? "the processor? No: it computes every operator correctly (see 'qasr doctor')"
                        : "the processor? It computes these operators wrongly (see 'qasr doctor'):");
        wrong.forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static CommandException unreadable(String message, IOException cause) {
        return new CommandException(new Failure("", message, ExitStatus.INPUT), cause);
    }
}
