package qasr.run;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
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
        Map<Destination, List<Input>> groups = new LinkedHashMap<>();
        for (Input result : results) {
            groups.computeIfAbsent(places.of(folder(result)), key -> new ArrayList<>())
                    .add(result);
        }
        for (Map.Entry<Destination, List<Input>> group : groups.entrySet()) {
            write(group.getKey(), group.getValue(), failures);
        }
        failures.forEach(session.console()::error);
        return failures.isEmpty()
                ? ExitStatus.DONE
                : failures.size() < results.size()
                        ? ExitStatus.SOME_FAILED
                        : failures.get(0).status();
    }

    private static Path folder(Input result) {
        Path folder = result.isStandardInput() || !result.isExpressible()
                ? null
                : result.path().getParent();
        return folder == null ? Path.of("") : folder;
    }

    private void write(Destination destination, List<Input> inputs, List<Failure> failures) throws CommandException {
        Map<Integer, Transcript> read = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            try {
                read.put(i, read(inputs.get(i)));
            } catch (CharacterCodingException e) {
                failures.add(new Failure(inputs.get(i).name(), "is not UTF-8 text", ExitStatus.INPUT));
            } catch (IOException e) {
                failures.add(new Failure(inputs.get(i).name(), Failure.reason(e), ExitStatus.INPUT));
            }
        }
        if (read.isEmpty()) {
            return;
        }
        Results pages =
                Results.open(destination, inputs, List.of(PageFormat.PAGE), session, index -> origin(read.get(index)));
        for (Map.Entry<Integer, Transcript> each : read.entrySet()) {
            try {
                Optional<Path> target = destination instanceof Destination.SingleFile file
                        ? Optional.of(file.path())
                        : pages.target(each.getKey(), PageFormat.PAGE, "");
                Results.Result page = pages.open(each.getKey(), PageFormat.PAGE);
                page.append(text(each.getValue(), inputs.get(each.getKey()), target));
                page.commit();
                target.ifPresent(file -> session.console().note(file + ": open this page in a browser"));
            } catch (OutputFailedException e) {
                failures.add(e.failure());
            }
        }
        pages.finish();
    }

    private Transcript read(Input result) throws IOException {
        result.check();
        byte[] bytes = result.isStandardInput()
                ? session.environment().in().readAllBytes()
                : Files.readAllBytes(result.path());
        return TranscriptJsonReader.read(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString());
    }

    private static Origin origin(Transcript transcript) {
        return new Origin(transcript.source().path(), true, transcript.isCorrected());
    }

    private String text(Transcript transcript, Input result, Optional<Path> page) {
        Optional<String> audio = recording(transcript, result).flatMap(file -> address(page, file));
        if (audio.isEmpty()) {
            session.console()
                    .note(result.name() + ": its recording "
                            + transcript.source().path()
                            + " was not found; choose it in the page, or name it with --recording FILE");
        }
        String name = transcript.source().path();
        String title = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return Page.of(title, PageJson.of(transcript, TranscriptSum.of(transcript), result.fileName(), audio));
    }

    /** Returns the recording: where the user says, where the result says, or beside the result. */
    private Optional<Path> recording(Transcript transcript, Input result) {
        if (recording.isPresent()) {
            return recording;
        }
        String path = transcript.source().path();
        for (String name : List.of(path, FileName.unshown(path))) {
            Input named = new Input(name);
            if (named.isFile()) {
                return Optional.of(named.path());
            }
            if (!named.isStandardInput() && named.isExpressible()) {
                Path beside = result.path().toAbsolutePath().resolveSibling(FileName.path(named.fileName()));
                if (Files.isRegularFile(beside)) {
                    return Optional.of(beside);
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the address of a recording relative to a page; empty if both are on different drives of Windows. */
    private static Optional<String> address(Optional<Path> page, Path recording) {
        try {
            Path folder =
                    real(page.map(file -> file.toAbsolutePath().getParent()).orElse(Path.of("")));
            StringBuilder address = new StringBuilder();
            for (Path part : folder.relativize(real(recording))) {
                address.append(address.length() == 0 ? "" : "/");
                address.append(
                        new URI(null, null, "/" + part, null).toASCIIString().substring(1));
            }
            // A colon in the first part would be a scheme.
            return Optional.of("./" + address);
        } catch (IOException | IllegalArgumentException | URISyntaxException e) {
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
