package qasr.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.OutputFiles;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Echo;
import qasr.job.Input;
import qasr.job.SideFile;
import qasr.job.TranscribeJob;
import qasr.output.ReportFacts;
import qasr.output.ReportRows;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.Transcript;

/** Collects the outcome of each recording of a run, for the summary and for {@code --report}. */
final class RunReport {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    /** The keys of a recording that was transcribed, in this run or an earlier one. */
    private static final List<String> KEYS = List.of(
            "seconds",
            "speech_seconds",
            "transcribed_seconds",
            "failed_seconds",
            "coverage",
            "elapsed_s",
            "rtf",
            "attempts",
            "warnings");

    private enum Status {
        DONE,
        CURRENT,
        FAILED,
        NOT_BEGUN
    }

    private static final class Entry {
        private Status status = Status.NOT_BEGUN;
        private Optional<JsonObject> heard = Optional.empty();
        private Optional<Failure> failure = Optional.empty();
    }

    private final Session session;
    private final TranscribeJob job;
    private final Map<String, JsonObject> reported;
    private final List<Entry> entries = new ArrayList<>();
    private final RunSummary summary = new RunSummary();
    private long startNanos = System.nanoTime();

    RunReport(Session session, TranscribeJob job) {
        this(session, job, new LinkedHashMap<>());
    }

    /**
     * Creates a report in which nothing has begun.
     *
     * @param reported the JSON of the recordings of earlier rounds, by path; this round's are added when it is finished
     */
    RunReport(Session session, TranscribeJob job, Map<String, JsonObject> reported) {
        this.session = session;
        this.job = job;
        this.reported = reported;
        job.inputs().forEach(input -> entries.add(new Entry()));
    }

    /**
     * Makes sure that the report can be written, before hours are spent.
     *
     * @throws CommandException if it cannot
     */
    void check() throws CommandException {
        if (job.policy().report().isPresent() && !toStandardOutput()) {
            Path file = job.policy().report().get();
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw OutputFiles.failure(file, "no such directory", null);
            }
            new SideFile(SideFile.Kind.REPORT, file)
                    .check(session, job.destination().existingSideFiles(), job.inputs());
        }
    }

    /** Returns the failure of the recording at {@code index}, if it failed. */
    Optional<Failure> failure(int index) {
        return entries.get(index).failure;
    }

    /** Returns whether the recording at {@code index} was begun, so that it is done or failed. */
    boolean isBegun(int index) {
        return entries.get(index).status != Status.NOT_BEGUN;
    }

    /** Records that the model is open and transcription begins. */
    void begin() {
        startNanos = System.nanoTime();
    }

    /** Notes that nothing is to be done with a recording, since its outputs are there. */
    void skipped(int index, String reason, Optional<String> facts) {
        known(index, facts);
        entries.get(index).status = Status.CURRENT;
        session.console().detail(job.inputs().get(index).name() + ": " + reason);
    }

    /** Notes what an earlier run found out about a recording. */
    void known(int index, Optional<String> facts) {
        entries.get(index).heard = facts.map(RunReport::earlier);
    }

    /** Notes that a recording failed. */
    void failed(int index, Exception problem) {
        entries.get(index).status = Status.FAILED;
        entries.get(index).failure = Optional.of(InputLoop.failure(job.inputs().get(index), problem));
    }

    /** Notes that the one file of all results could not be written, so that what was done has failed. */
    void unwritten(OutputFailedException problem) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).status == Status.DONE) {
                failed(i, problem);
            }
        }
    }

    /** Returns the listener that records the result of the recording at {@code index}. A later stage may still fail. */
    RecordingListener listener(int index) {
        Entry entry = entries.get(index);
        return event -> {
            if (event instanceof RecordingEvent.Skipped skipped) {
                skipped(index, skipped.reason(), skipped.facts());
            } else if (event instanceof RecordingEvent.Finished finished) {
                entry.status = Status.DONE;
                summary.add(finished.transcript());
                if (job.policy().report().isPresent()) {
                    entry.heard = Optional.of(json(finished.transcript())); // and not the transcript, which may be long
                }
            } else if (event instanceof RecordingEvent.Failed failed) {
                failed(index, failed.problem());
            }
        };
    }

    /** Prints the summary of the run, and writes the report if requested. */
    void finish() {
        if (job.subtitles().wanted() && job.subtitles().strict() && count(Status.CURRENT) > 0) {
            session.console()
                    .note("--lint: the subtitles of recordings that were up to date (" + count(Status.CURRENT)
                            + ") were not checked; 'qasr lint FILE' checks them");
        }
        boolean prints =
                job.paragraphs().echo() != Echo.NONE && !(job.destination() instanceof Destination.StandardOutput);
        if (prints && count(Status.CURRENT) > 0) {
            session.console()
                    .caution("--print: the texts of recordings that were up to date (" + count(Status.CURRENT)
                            + ") are not printed; read their files, or use --on-exists overwrite");
        }
        summary().forEach(session.console()::note);
        if (toStandardOutput()) {
            session.console().result(GSON.toJson(json()) + "\n");
        } else {
            job.policy()
                    .report()
                    .ifPresent(file -> new SideFile(SideFile.Kind.REPORT, file)
                            .write(session, job.destination().existingSideFiles(), GSON.toJson(json()) + "\n"));
        }
    }

    private boolean toStandardOutput() {
        return job.policy()
                .report()
                .filter(file -> file.toString().equals(Input.STANDARD_INPUT))
                .isPresent();
    }

    private List<String> summary() {
        return summary.lines(
                new RunSummary.Counts(
                        entries.size(), count(Status.CURRENT), count(Status.FAILED), count(Status.NOT_BEGUN)),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private long count(Status status) {
        return entries.stream().filter(entry -> entry.status == status).count();
    }

    private JsonObject json() {
        JsonObject report = new JsonObject();
        report.addProperty("schema", ReportRows.SCHEMA);
        job.policy().shard().ifPresent(shard -> report.addProperty("shard", shard.toString()));
        job.inputs().forEach(input -> reported.remove(input.name()));
        List<JsonObject> files = new ArrayList<>(reported.values());
        for (int i = 0; i < entries.size(); i++) {
            JsonObject file = json(job.inputs().get(i), entries.get(i));
            files.add(file);
            reported.put(job.inputs().get(i).name(), file);
        }
        JsonArray array = new JsonArray();
        files.forEach(array::add);
        report.add("files", array);
        JsonObject counts = new JsonObject();
        for (Status status : Status.values()) {
            String name = status.name().toLowerCase(Locale.ROOT);
            counts.addProperty(
                    name,
                    files.stream()
                            .filter(file -> file.get("status").getAsString().equals(name))
                            .count());
        }
        report.add("counts", counts);
        return report;
    }

    /** Returns the JSON of a recording. Every recording has the same keys, failed ones too. */
    private static JsonObject json(Input input, Entry entry) {
        JsonObject file = new JsonObject();
        file.addProperty("path", input.name());
        file.addProperty("status", entry.status.name().toLowerCase(Locale.ROOT));
        JsonObject heard = entry.heard.orElseGet(JsonObject::new);
        for (String key : KEYS) {
            file.add(key, heard.has(key) ? heard.get(key) : JsonNull.INSTANCE);
        }
        file.add("error", JsonNull.INSTANCE);
        file.add("exit_status", JsonNull.INSTANCE);
        if (entry.failure.isPresent()) {
            file.addProperty("error", entry.failure.get().message());
            file.addProperty("exit_status", entry.failure.get().status().code());
        }
        return file;
    }

    /** Returns the entry of a recording that an earlier run transcribed; this run took no time for it. */
    private static JsonObject earlier(String facts) {
        return JsonParser.parseString(facts).getAsJsonObject();
    }

    private static JsonObject json(Transcript transcript) {
        JsonObject heard = earlier(ReportFacts.of(transcript));
        double decode = transcript.making().timing().decode().toMillis() / 1000.0;
        double seconds = transcript.duration().toMillis() / 1000.0;
        heard.addProperty("elapsed_s", decode);
        heard.addProperty("rtf", seconds == 0 ? 0 : decode / seconds);
        return heard;
    }
}
