package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the scripts in {@code examples/} with a stand-in for qasr that records its arguments. */
@DisabledOnOs(OS.WINDOWS)
final class ScriptExamplesTest {
    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final int MOST_LINES = 25;
    /**
     * The stand-in: records its arguments, creates the file after -o, and exits with status 4 if an argument is
     * bad.wav.
     */
    private static final String STAND_IN = """
            #!/bin/sh
            for a in "$@"; do printf '<%s>' "$a"; done >> "$QASR_CALLS"
            echo >> "$QASR_CALLS"
            previous=
            for a in "$@"; do
                case $a in *bad.wav) exit 4 ;; esac
                [ "$previous" != -o ] || echo text > "$a"
                previous=$a
            done
            """;

    @TempDir
    Path folder;

    private Path calls;
    private Path runtime;

    private record Run(int status, String output) {}

    @BeforeEach
    void installStandIn() throws IOException {
        calls = folder.resolve("calls");
        runtime = Files.createDirectory(folder.resolve("runtime"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("qasr"), STAND_IN);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void allAreShort() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> scripts = files.filter(file -> file.toString().matches(".*\\.(sh|mk|cron|service|timer)"))
                    .toList();
            assertEquals(9, scripts.size(), scripts.toString());
            for (Path script : scripts) {
                // summarise.sh splits long texts, so that they fit a model's context.
                int most = script.endsWith("summarise.sh") ? 3 * MOST_LINES : MOST_LINES;
                assertTrue(Files.readAllLines(script).size() < most, script.toString());
            }
        }
    }

    @Test
    void theCronJobCallsQasrOnTheFolders() throws Exception {
        List<String> jobs = Files.readAllLines(EXAMPLES.resolve("qasr-weekly.cron")).stream()
                .filter(line -> line.matches("[0-9*].*"))
                .toList();
        assertEquals(1, jobs.size());
        assertTrue(jobs.get(0).startsWith("0 6 * * 1  "), jobs.get(0));
        Run run = run("sh", "-c", jobs.get(0).split(" {2}", 2)[1]);
        assertEquals(new Run(0, ""), run);
        assertEquals(
                "<transcribe><-q><-r><-f><txt,json><-d><" + folder + "/transcripts><" + folder + "/recordings>\n",
                Files.readString(calls));
    }

    @Test
    void systemdAcceptsTheUnitsAndTheCommandIsThatOfTheCronJob() throws Exception {
        String command = Files.readString(EXAMPLES.resolve("qasr-weekly.service"))
                .lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length())
                .replace("%h", folder.toString());
        assertEquals(new Run(0, ""), run("sh", "-c", command));
        assertEquals(
                "<transcribe><-q><-r><-f><txt,json><-d><" + folder + "/transcripts><" + folder + "/recordings>\n",
                Files.readString(calls));
        assumeInstalled("systemd-analyze");
        for (String unit : List.of("service", "timer")) {
            Files.copy(EXAMPLES.resolve("qasr-weekly." + unit), folder.resolve("qasr-weekly." + unit));
        }
        Run verified = run(
                "systemd-analyze",
                "--user",
                "verify",
                folder.resolve("qasr-weekly.timer").toString());
        assertEquals(new Run(0, ""), verified);
    }

    @Test
    void theUnitWatchesTheFolder() throws Exception {
        String command = Files.readString(EXAMPLES.resolve("qasr-watch.service"))
                .lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length())
                .replace("%h", folder.toString());
        assertEquals(new Run(0, ""), run("sh", "-c", command));
        assertEquals(
                "<transcribe><--progress><none><-r><-f><txt,json><-d><" + folder + "/transcripts><--watch><" + folder
                        + "/recordings>\n",
                Files.readString(calls));
        assumeInstalled("systemd-analyze");
        Path unit = Files.copy(EXAMPLES.resolve("qasr-watch.service"), folder.resolve("qasr-watch.service"));
        Run verified = run("systemd-analyze", "--user", "verify", unit.toString());
        assertEquals(new Run(0, ""), verified);
    }

    @Test
    void makeMakesWhatIsMissingAndThenNothing() throws Exception {
        assumeInstalled("make");
        Files.writeString(folder.resolve("a.wav"), "");
        Files.writeString(folder.resolve("a.m4a"), "");
        String makefile = EXAMPLES.resolve("transcripts.mk").toString();
        assertEquals(0, run("make", "-s", "-f", makefile).status());
        assertTrue(Files.exists(folder.resolve("a.wav.txt")) && Files.exists(folder.resolve("a.m4a.txt")));
        List<String> odd = List.of(
                "two  blanks.mp3",
                "100% #1: $HOME;it's \"so\"=*?~&|\\.wav",
                "-o.wav",
                "zwei\nünf.m4a",
                "ZOOM0001.WAV",
                "b.flac",
                "n".repeat(86) + ".ogg",
                "n".repeat(247) + ".mp3",
                // its path has 120 digits, which are two full parts
                "n".repeat(34) + ".mp3");
        for (String name : odd) {
            Files.writeString(folder.resolve(name), "");
        }
        assertEquals(new Run(0, ""), run("make", "-s", "-j2", "-f", makefile));
        for (String name : odd) {
            assertEquals("text\n", Files.readString(folder.resolve(name + ".txt")));
        }
        Files.delete(calls);
        assertEquals(0, run("make", "-s", "-f", makefile).status());
        assertTrue(Files.notExists(calls));
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(folder.resolve(odd.get(1)), later);
        assertEquals(0, run("make", "-s", "-f", makefile).status());
        assertEquals(1, Files.readString(calls).lines().count(), Files.readString(calls));
        Files.writeString(folder.resolve("bad.wav"), "");
        assertEquals(2, run("make", "-s", "-f", makefile).status());
    }

    @Test
    void findHandsOverOddNamesAndFailuresShow() throws Exception {
        Path recordings = Files.createDirectories(folder.resolve("rec/sub dir"));
        Files.writeString(recordings.resolve("it's a \"talk\".mp3"), "");
        Files.writeString(recordings.resolve("notes.txt"), "");
        Files.writeString(Files.createDirectory(folder.resolve("rec/zoom")).resolve("ZOOM0001.WAV"), "");
        String script = EXAMPLES.resolve("find-xargs.sh").toString();
        assertEquals(new Run(0, ""), run("sh", script, "rec", "out"));
        String call = Files.readString(calls);
        assertTrue(call.startsWith("<transcribe><-q><-f><txt,srt><-d><out><rec/"), call);
        for (String file : List.of("<rec/sub dir/it's a \"talk\".mp3>", "<rec/zoom/ZOOM0001.WAV>")) {
            assertTrue(call.contains(file) && call.split("<rec/", -1).length == 3, call);
        }
        Files.writeString(recordings.resolve("bad.wav"), "");
        assertEquals(123, run("sh", script, "rec", "out").status());
    }

    @Test
    void parallelCallsQasrOncePerFile() throws Exception {
        assumeInstalled("parallel");
        Run run = run("sh", EXAMPLES.resolve("parallel.sh").toString(), "out", "a b.wav", "c.wav");
        assertEquals(0, run.status(), run.output());
        assertEquals(
                List.of("<transcribe><-q><-t><2><-d><out><--><a b.wav>", "<transcribe><-q><-t><2><-d><out><--><c.wav>"),
                Files.readAllLines(calls).stream().sorted().toList());
    }

    @Test
    void parallelNeedsFiles() throws Exception {
        Run run = run("sh", EXAMPLES.resolve("parallel.sh").toString(), "out");
        assertEquals(new Run(2, "usage: parallel.sh OUT FILE...\n"), run);
        assertTrue(Files.notExists(calls));
    }

    /** Before systemd 254, units of a user ignore the first of the two without the other. */
    @Test
    void theUnitsHaveNoNetworkUnderOlderVersionsOfSystemdEither() throws IOException {
        for (String unit : List.of("qasr-weekly.service", "qasr-watch.service")) {
            List<String> lines = Files.readAllLines(EXAMPLES.resolve(unit));
            assertTrue(lines.containsAll(List.of("PrivateNetwork=yes", "PrivateUsers=yes")), unit);
        }
    }

    @Test
    void meetingPrintsWhereTheTextIsAndPassesFailuresOn() throws Exception {
        Files.writeString(folder.resolve("weekly call.m4a"), "");
        Files.writeString(folder.resolve("bad.wav"), "");
        String source = ". '" + EXAMPLES.resolve("meeting.sh") + "'; ";
        assertEquals(new Run(0, "weekly call.txt\n"), run("sh", "-c", source + "meeting 'weekly call.m4a' names.txt"));
        assertEquals(
                "<transcribe><--context><@names.txt><-o><weekly call.txt><--><weekly call.m4a>\n",
                Files.readString(calls));
        assertEquals(4, run("sh", "-c", source + "meeting bad.wav").status());
        assertEquals(2, run("sh", "-c", source + "meeting").status());
    }

    private void assumeInstalled(String program) throws Exception {
        assumeTrue(run("sh", "-c", "command -v " + program).status() == 0, program + " is not installed");
    }

    private Run run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("QASR_CALLS", calls.toString());
        // Without it, systemd-analyze does not read a user's unit.
        environment.put("XDG_RUNTIME_DIR", runtime.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
