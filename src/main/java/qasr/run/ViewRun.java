package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.Origin;
import qasr.job.Results;
import qasr.output.PageJson;
import qasr.output.ResultFormat;
import qasr.output.TranscriptJsonReader;
import qasr.page.Page;
import qasr.transcript.Transcript;

/** Writes the page of {@code qasr view} for each of several results. */
public final class ViewRun {
    /** The one format of this command. */
    private enum PageFormat implements ResultFormat {
        PAGE;

        /** A page does not take the name of {@code render -f html}. */
        @Override
        public String extension() {
            return "view.html";
        }

        @Override
        public Sharing sharing() {
            return Sharing.NEVER;
        }
    }

    private final Session session;
    private final Places places;

    /** Returns where the pages of results in one folder go. */
    public interface Places {
        /**
         * Returns the destination.
         *
         * @param folder the folder of the results
         */
        Destination of(Path folder);
    }

    private final Optional<Path> recording;

    /**
     * Makes a run.
     *
     * @param recording the recording, if the user has named it
     */
    public ViewRun(Session session, Places places, Optional<Path> recording) {
        this.session = session;
        this.places = places;
        this.recording = recording;
    }

    /**
     * Writes the pages.
     *
     * @return the status of the only result, or {@link ExitStatus#SOME_FAILED} if one of several failed
     * @throws CommandException if nothing can be written
     */
    public ExitStatus run(List<Input> results) throws CommandException {
        List<Failure> failures = new ArrayList<>();
        Map<Destination, List<Shown>> groups = new LinkedHashMap<>();
        int all = 0;
        for (Input result : results) {
            List<Shown> shown = shown(result, failures);
            all += Math.max(1, shown.size());
            groups.computeIfAbsent(places.of(folder(result)), key -> new ArrayList<>())
                    .addAll(shown);
        }
        for (Map.Entry<Destination, List<Shown>> group : groups.entrySet()) {
            if (!group.getValue().isEmpty()) {
                write(group.getKey(), group.getValue(), failures);
            }
        }
        failures.forEach(session.console()::error);
        return failures.isEmpty()
                ? ExitStatus.DONE
                : failures.size() < all
                        ? ExitStatus.SOME_FAILED
                        : failures.get(0).status();
    }

    /**
     * A transcript to show.
     *
     * @param result the file that has it
     * @param name the file that the page is named after: the result, or the recording if the result has several
     */
    private record Shown(Transcript transcript, Input result, Input name) {}

    /** Returns the transcript of a result, or the transcripts of JSON Lines. */
    private List<Shown> shown(Input result, List<Failure> failures) {
        try {
            List<Transcript> read = read(result);
            return read.stream()
                    .map(each -> new Shown(
                            each,
                            result,
                            read.size() == 1 ? result : new Input(each.source().path())))
                    .toList();
        } catch (IOException e) {
            failures.add(new Failure(result.name(), Failure.reason(e), ExitStatus.INPUT));
        }
        return List.of();
    }

    private static Path folder(Input result) {
        Path folder = result.isStandardInput() || !result.isExpressible()
                ? null
                : result.path().getParent();
        return folder == null ? Path.of("") : folder;
    }

    private void write(Destination destination, List<Shown> all, List<Failure> failures) throws CommandException {
        if (all.size() > 1 && !(destination instanceof Destination.Folder)) {
            throw Usage.error("--output", "takes one page, and the result has " + all.size() + "; use -d DIR");
        }
        if (all.size() > 1 && recording.isPresent()) {
            throw Usage.error("--recording", "names the recording of one transcript, and the result has " + all.size());
        }
        List<Input> names = all.stream().map(Shown::name).toList();
        Results pages = Results.open(
                destination,
                names,
                List.of(PageFormat.PAGE),
                session,
                index -> Origin.of(all.get(index).transcript()));
        for (int i = 0; i < all.size(); i++) {
            try {
                Optional<Path> target = destination instanceof Destination.SingleFile file
                        ? Optional.of(file.path())
                        : pages.target(i, PageFormat.PAGE, "");
                Results.Result page = pages.open(i, PageFormat.PAGE);
                page.append(text(all.get(i), target));
                page.commit();
                target.ifPresent(file -> session.console().note(file + ": open this page in a browser"));
            } catch (OutputFailedException e) {
                failures.add(e.failure());
            }
        }
        pages.finish();
    }

    private List<Transcript> read(Input result) throws IOException {
        result.check();
        byte[] bytes = result.isStandardInput()
                ? session.environment().in().readAllBytes()
                : Files.readAllBytes(result.path());
        return TranscriptJsonReader.readAll(UserText.decode(bytes));
    }

    private String text(Shown shown, Optional<Path> page) {
        Transcript transcript = shown.transcript();
        Input result = shown.result();
        ResultRecording own = new ResultRecording(result, transcript.source());
        Optional<Path> file = recording.or(own::file);
        // A page that plays another recording would be worse than one that asks for it.
        boolean other = recording.isEmpty() && file.isPresent() && !own.isOwn(file.get());
        Optional<String> audio = other ? Optional.empty() : file.flatMap(each -> address(page, each));
        if (audio.isEmpty()) {
            session.console()
                    .note(result.name() + ": "
                            + (other
                                    ? "the recording " + file.get()
                                            + " is not the one that the result was made from; choose that one"
                                    : "its recording " + transcript.source().path() + " was not found; choose it")
                            + " in the page, or name it with --recording FILE");
        }
        String name = transcript.source().path();
        String title = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String sum = TranscriptSum.of(transcript);
        return Page.of(
                title,
                PageJson.of(
                        transcript,
                        sum,
                        result.isFile() ? result.fileName() : "",
                        shown.name().stem(),
                        audio));
    }

    /** Returns the address of a recording relative to a page; empty if both are on different drives of Windows. */
    private static Optional<String> address(Optional<Path> page, Path recording) {
        try {
            Path folder =
                    real(page.map(file -> file.toAbsolutePath().getParent()).orElse(Path.of("")));
            Path file = real(recording);
            Path relative = folder.relativize(file);
            int up = 0;
            while (relative.getName(up).toString().equals("..")) {
                up++;
            }
            // Of the file itself: a URI of its name as text has composed characters, which is another name on Linux.
            String[] names = file.toUri().getRawPath().split("/", -1);
            int below = relative.getNameCount() - up;
            // A colon in the first part would be a scheme.
            return Optional.of("./" + "../".repeat(up)
                    + String.join("/", Arrays.asList(names).subList(names.length - below, names.length)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Links to folders would make a relative path wrong. The recording's own name stays. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = Files.isDirectory(absolute) ? absolute : absolute.getParent();
        Path real = folder.toRealPath();
        return Files.isDirectory(absolute) ? real : real.resolve(absolute.getFileName());
    }
}
