package qasr.fuzz;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One process of qasr over a folder of files, watched while it runs: what it says, how long each file takes, how much memory
 * it has at most, what it leaves behind.
 */
final class MediaRun {
    /** The time that a file of any length may take on a busy machine. */
    private static final double GRACE_SECONDS = 20;

    private static final double TIMES_REAL_TIME = 10;
    private static final int LOOK_MILLIS = 50;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final Pattern UNSEEMLY =
            Pattern.compile("internal error|Exception|\\tat |report this with|report it with|SIGSEGV");

    private final List<String> command;
    private final Path sandbox;
    private final Path inputs;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, String> ends = new HashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final AtomicLong lastWord = new AtomicLong(System.nanoTime());
    private long looked = System.nanoTime();
    private int errors;
    private int inputErrors;
    private int announced = -1;
    private double soundSeconds;
    private double slowest;
    private long peakBytes;
    private boolean killed;
    private int status = -1;

    /**
     * Creates a run.
     *
     * @param command the program with its options
     * @param sandbox an empty folder: where the process lives, with its home and its temporary files
     * @param inputs the folder of files
     */
    MediaRun(List<String> command, Path sandbox, Path inputs) {
        this.command = new ArrayList<>(command);
        this.sandbox = sandbox;
        this.inputs = inputs;
        this.command.addAll(List.of("--progress", "json", "-d", output().toString(), inputs.toString()));
    }

    private Path output() {
        return sandbox.resolve("out");
    }

    /** Runs the process to its end, or until it says nothing for too long. */
    MediaRun run() throws IOException, InterruptedException {
        Path home = Files.createDirectories(sandbox.resolve("home"));
        Path temporary = Files.createDirectories(sandbox.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(sandbox.resolve("stdout").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        Thread reader = new Thread(() -> read(process), "stderr");
        reader.start();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            awake();
            peakBytes = Math.max(peakBytes, peak(process.pid()));
            if (silence() > 3 * GRACE_SECONDS + TIMES_REAL_TIME * 3) {
                killed = true;
                process.destroyForcibly();
            }
        }
        reader.join();
        status = process.exitValue();
        judge();
        return this;
    }

    /** Leaves out the time for which the machine slept, or somebody stopped this process and the other. */
    private synchronized void awake() {
        long unseen = System.nanoTime() - looked;
        looked += unseen;
        if (unseen > TimeUnit.SECONDS.toNanos(1)) {
            lastWord.addAndGet(unseen);
        }
    }

    private double silence() {
        return (System.nanoTime() - lastWord.get()) / 1e9;
    }

    private static long peak(long pid) {
        try {
            Matcher line = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
        } catch (IOException e) {
            return 0; // it has just ended, or this is not Linux
        }
    }

    private void read(Process process) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            complaints.add("standard error broke off: " + e);
        }
    }

    private void hear(String line) {
        if (UNSEEMLY.matcher(line).find()) {
            complaints.add(line);
        }
        JsonObject event;
        try {
            event = JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            complaints.add("not an event: " + line);
            return;
        }
        switch (event.get("event").getAsString()) {
            case "start" -> begun.add(event.get("file").getAsString());
            case "file" -> ended(event);
            case "error" -> {
                errors++;
                inputErrors += event.get("status").getAsInt() == 4 ? 1 : 0;
            }
            case "done" -> announced = event.get("status").getAsInt();
            default -> {}
        }
    }

    private void ended(JsonObject event) {
        String file = event.get("file").getAsString();
        ends.put(file, event.get("status").getAsString());
        double sound =
                event.get("done_s").isJsonNull() ? 0 : event.get("done_s").getAsDouble();
        soundSeconds += sound;
        awake();
        double taken = silence();
        slowest = Math.max(slowest, taken);
        if (taken > GRACE_SECONDS + TIMES_REAL_TIME * sound) {
            complaints.add(String.format("%s: %.1f s for %.1f s of sound", file, taken, sound));
        }
        lastWord.set(System.nanoTime());
    }

    private void judge() throws IOException {
        if (killed) {
            complaints.add("hangs");
        } else if (status != announced) {
            String out = Files.readString(sandbox.resolve("stdout"), StandardCharsets.ISO_8859_1);
            complaints.add("ends with " + status + ", announced " + announced + "; standard output: "
                    + out.substring(0, Math.min(out.length(), 500)));
        } else if (status != expected()) {
            complaints.add("ends with " + status + " where " + errors + " of " + ends.size() + " failed");
        }
        Set<String> stems = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(inputs)) {
            files.forEach(file -> stems.add(file.getFileName().toString().replaceFirst("\\.[^.]*$", "")));
        }
        try (Stream<Path> files = Files.walk(sandbox)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = sandbox.relativize(file).toString();
                boolean ours = name.equals("stdout") || name.matches("out/\\.qasr/(lock|outputs|.*\\.journal)");
                if (!ours && !(name.matches("out/[^/]*") && stems.contains(name.substring(4, name.lastIndexOf('.'))))) {
                    complaints.add("leaves " + name);
                }
            }
        }
        for (Map.Entry<String, String> end : ends.entrySet()) {
            String stem = Path.of(end.getKey()).getFileName().toString().replaceFirst("\\.[^.]*$", "");
            if (end.getValue().equals("ok") && !Files.exists(output().resolve(stem + ".json"))) {
                complaints.add("no result of " + end.getKey());
            }
        }
    }

    /** Returns the exit status that follows from the printed errors. */
    private int expected() {
        if (errors == 0) {
            return 0;
        }
        return errors < ends.size() ? 3 : inputErrors == errors ? 4 : announced;
    }

    /** Returns what was wrong; empty if nothing was. */
    List<String> complaints() {
        return complaints;
    }

    /** Returns the files whose turn came but never ended: one of them is to blame if the process died. */
    List<String> unfinished() {
        return begun.stream().filter(file -> !ends.containsKey(file)).toList();
    }

    /** Returns the files that are done, well or not. */
    Set<String> done() {
        return ends.keySet();
    }

    long peakBytes() {
        return peakBytes;
    }

    double soundSeconds() {
        return soundSeconds;
    }

    double slowest() {
        return slowest;
    }

    long failed() {
        return ends.values().stream().filter("failed"::equals).count();
    }
}
