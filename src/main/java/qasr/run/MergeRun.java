package qasr.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import qasr.batch.Shard;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFiles;
import qasr.engine.Session;
import qasr.job.Existing;
import qasr.job.Input;
import qasr.job.SideFile;
import qasr.output.MalformedReportException;
import qasr.output.ReportRows;

/**
 * Runs {@code report merge}. Each report is read twice: first to check it and to find the best row of each path, then to copy
 * those rows. In between, memory holds one path and two numbers for each recording, never the rows.
 *
 * <p>The best row of a path is that with the best status: done, current, failed, not_begun. Of rows with the same status, the
 * row of the report that was named last is best. Rows stand in the order of the reports and in their order there.
 */
public final class MergeRun {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** The most numbers of missing shards in a message. */
    private static final int NUMBERS_SHOWN = 10;

    /** The row of a path that is the best so far: {@code row} of report {@code report}, and its status. */
    private record Best(int report, int row, int status) {}

    private final Session session;
    private final List<Path> reports;
    private final Optional<Path> output;
    private final Map<String, Best> best = new HashMap<>();
    private final SortedMap<Integer, BitSet> shards = new TreeMap<>();
    private final int[] counts = new int[ReportRows.STATUSES.size()];
    private long rows;

    /** Merges {@code reports} into {@code output}, or to standard output. */
    public MergeRun(Session session, List<Path> reports, Optional<Path> output) {
        this.session = session;
        this.reports = List.copyOf(reports);
        this.output = output;
    }

    public ExitStatus run() throws CommandException {
        if (output.isPresent()) {
            checkOutput(output.get());
        }
        for (int i = 0; i < reports.size(); i++) {
            look(i);
        }
        best.values().forEach(winner -> counts[winner.status()]++);
        write();
        say();
        return ExitStatus.DONE;
    }

    private void checkOutput(Path file) throws CommandException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OutputFiles.failure(file, "no such directory", null);
        }
        List<Input> inputs = new ArrayList<>();
        reports.forEach(report -> inputs.add(new Input(report.toString())));
        new SideFile(SideFile.Kind.REPORT, file).check(session, Existing.UPDATE, inputs);
    }

    private void look(int report) throws CommandException {
        Path file = reports.get(report);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw failure(
                    file, Files.isDirectory(file) ? "is a directory" : "is no regular file: it is read twice", null);
        }
        try {
            ReportRows.read(file, (row, recording) -> {
                        rows++;
                        Best here = new Best(report, row, status(recording));
                        best.merge(path(recording), here, (old, now) -> now.status() <= old.status() ? now : old);
                    })
                    .ifPresent(this::noteShard);
        } catch (MalformedReportException e) {
            throw failure(file, e.getMessage(), e);
        } catch (IOException e) {
            throw failure(file, "cannot be read: " + Failure.reason(e), e);
        }
    }

    private static CommandException failure(Path report, String message, Exception cause) {
        return new CommandException(new Failure(report.toString(), message, ExitStatus.INPUT), cause);
    }

    private static String path(JsonObject recording) {
        return recording.get("path").getAsString();
    }

    private static int status(JsonObject recording) {
        return ReportRows.STATUSES.indexOf(recording.get("status").getAsString());
    }

    private void noteShard(String text) {
        try {
            Shard shard = Shard.parse(text);
            shards.computeIfAbsent(shard.count(), none -> new BitSet()).set(shard.number());
        } catch (IllegalArgumentException e) {
            session.console().note(e.getMessage()); // its recordings count all the same
        }
    }

    private void write() throws CommandException {
        try {
            if (output.isPresent()) {
                session.files().writeParts(output.get(), stream -> {
                    Writer text = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
                    write(text::write);
                    text.flush();
                });
            } else {
                write(session.console()::result);
            }
        } catch (MalformedReportException e) {
            throw new CommandException(
                    new Failure("report merge", "a report changed while it was read; try again", ExitStatus.INPUT), e);
        } catch (IOException e) {
            throw OutputFiles.failure(output.orElse(Path.of("standard output")), Failure.reason(e), e);
        }
    }

    /** Receives the text of the merged report. */
    private interface Sink {
        void add(String text) throws IOException;
    }

    private void write(Sink sink) throws IOException {
        sink.add("{\n  \"schema\": \"" + ReportRows.SCHEMA + "\",\n  \"files\": [");
        int[] written = new int[1];
        for (int i = 0; i < reports.size(); i++) {
            int report = i;
            ReportRows.read(reports.get(report), (row, recording) -> {
                Best winner = best.get(path(recording));
                if (winner != null && winner.report() == report && winner.row() == row) {
                    sink.add((written[0]++ == 0 ? "\n" : ",\n") + indented(recording));
                }
            });
        }
        sink.add((written[0] == 0 ? "" : "\n  ") + "],\n  \"counts\": {\n");
        for (int i = 0; i < counts.length; i++) {
            String comma = i + 1 < counts.length ? ",\n" : "\n";
            sink.add("    \"" + ReportRows.STATUSES.get(i) + "\": " + counts[i] + comma);
        }
        sink.add("  }\n}\n");
        if (written[0] != best.size()) {
            throw new IOException("a report changed while it was read; try again");
        }
    }

    /** Returns {@code recording} as it stands in the report of a run. */
    private static String indented(JsonObject recording) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.setHtmlSafe(false);
            GSON.toJson(recording, json);
        }
        return "    " + text.toString().replace("\n", "\n    ");
    }

    private void say() {
        StringBuilder line = new StringBuilder();
        line.append(reports.size()).append(reports.size() == 1 ? " report: " : " reports: ");
        line.append(best.size()).append(best.size() == 1 ? " recording" : " recordings");
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                String status = ReportRows.STATUSES.get(i).replace('_', ' ');
                line.append(", ")
                        .append(counts[i])
                        .append(' ')
                        .append(status.equals("current") ? "up to date" : status);
            }
        }
        session.console().note(line.toString());
        if (rows > best.size()) {
            session.console()
                    .note((rows - best.size()) + " rows left out: their recordings have a better or later row");
        }
        shards.forEach((count, seen) -> {
            int[] missing = IntStream.rangeClosed(1, count)
                    .filter(number -> !seen.get(number))
                    .toArray();
            if (missing.length > 0) {
                session.console().note("no report of shard " + numbers(missing) + " of " + count);
            }
        });
    }

    private static String numbers(int[] numbers) {
        List<String> shown = IntStream.of(numbers)
                .limit(NUMBERS_SHOWN)
                .mapToObj(Integer::toString)
                .toList();
        String rest = numbers.length > NUMBERS_SHOWN ? " and " + (numbers.length - NUMBERS_SHOWN) + " more" : "";
        return String.join(", ", shown) + rest;
    }
}
