package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.natives.ProcessTable;

/** Tests the script {@code ./qasr} of a built checkout, as a shell user runs it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherIT {
    private static final Path CHECKOUT = Path.of(System.getProperty("qasr.checkout"));

    @TempDir
    Path temp;

    private record Run(int status, String out, String err) {}

    /** Runs {@code command} in {@code directory} with only {@code environment} and PATH set. */
    private Run run(Path directory, Map<String, String> environment, String input, String... command)
            throws IOException, InterruptedException {
        Path in = Files.writeString(temp.resolve("in"), input);
        return end(builder(directory, environment, command)
                .redirectInput(in.toFile())
                .start());
    }

    private ProcessBuilder builder(Path directory, Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(temp.resolve("out").toFile())
                .redirectError(temp.resolve("err").toFile());
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    private Run end(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> "still running: " + process.info());
        return new Run(process.exitValue(), read(temp.resolve("out")), read(temp.resolve("err")));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void startsWithoutHomeOrTerminalAndPrintsTheVersionOnly() throws Exception {
        Run run = run(temp, Map.of(), "", CHECKOUT.resolve("qasr").toString(), "--version");
        assertEquals(new Run(0, run.out(), ""), run);
        assertTrue(run.out().startsWith("qasr "), run.out());
    }

    @Test
    void aLinkWithTheNameOfAnotherProgramTakesItsOptions() throws Exception {
        Path work = Files.createDirectory(temp.resolve("work"));
        Map<String, String> model =
                Map.of("QASR_MODEL", CHECKOUT.resolve("models/demo").toString());
        String recording = CHECKOUT.resolve("examples/welcome.m4a").toString();
        Path whisper = Files.createSymbolicLink(temp.resolve("whisper"), CHECKOUT.resolve("qasr"));
        Run all = run(work, model, "", whisper.toString(), recording, "--model", "tiny", "--language", "en");
        assertEquals(0, all.status(), all.err());
        assertTrue(all.out().startsWith("[00:00:00."), all.out());
        try (Stream<Path> files = Files.list(work)) {
            assertEquals(
                    List.of("welcome.json", "welcome.srt", "welcome.tsv", "welcome.txt", "welcome.vtt"),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .sorted()
                            .toList());
        }
        Path cpp = Files.createSymbolicLink(temp.resolve("whisper-cli"), whisper);
        Run printed = run(work, model, "", cpp.toString(), "-m", "models/ggml-base.en.bin", "-f", recording);
        assertEquals(0, printed.status(), printed.err());
        assertTrue(
                printed.out().matches("\\[00:00:00\\.\\d{3} --> 00:00:05\\.\\d{3}\\]   Welcome .*\n"), printed.out());
    }

    /**
     * Runs the launcher with {@code arguments} in a shell, with the commands {@code before} it and with {@code
     * redirections}.
     */
    private Run shell(String before, String arguments, String redirections) throws Exception {
        String line = before + "'" + CHECKOUT.resolve("qasr") + "' " + arguments + " " + redirections;
        return run(temp, Map.of(), "", "/bin/sh", "-c", line);
    }

    @Test
    void theLauncherWorksWithAClosedStandardError() throws Exception {
        Run run = shell("", "--version", "2>&-");
        assertEquals(new Run(0, run.out(), ""), run);
        assertTrue(run.out().startsWith("qasr "), run.out());
    }

    @Test
    void aClosedStandardOutputIsAnErrorForResultsOnIt() throws Exception {
        assertEquals(
                new Run(7, "", "qasr: standard output: cannot be written: the stream is closed\n"),
                shell("", "--version", ">&-"));
    }

    @Test
    void aClosedStandardInputIsNamed() throws Exception {
        Run run = shell("", "render -", "<&-");
        assertEquals(new Run(4, "", "qasr: -: standard input is closed\n"), run);
    }

    @Test
    void startsInAFolderThatWasDeleted() throws Exception {
        Run run = shell("mkdir gone && cd gone && rmdir ../gone && ", "--version", "");
        assertTrue(run.status() == 0 && run.out().startsWith("qasr "), run.toString());
        Run missing = shell("mkdir gone && cd gone && rmdir ../gone && ", "render x.json", "");
        assertTrue(missing.status() == 4 && missing.err().endsWith("qasr: x.json: no such file\n"), missing.toString());
    }

    @Test
    @DisabledOnOs(value = OS.MAC, disabledReason = "names are UTF-8 there, and there is no such limit")
    void namesMayBeOfAnyBytesAndALimitThatIsTooSmallIsNamed() throws Exception {
        Run named = shell("", "render \"$(printf 'caf\\351.json')\"", "");
        assertEquals(new Run(4, "", "qasr: caf\\xe9.json: no such file\n"), named);
        Run within = shell(
                "d=$(printf 'caf\\351') && mkdir \"$d\" && cd \"$d\" && echo '{}' > x.json && ", "render x.json", "");
        assertTrue(within.status() == 4 && !within.err().contains("no such file"), within.toString());
        Run limited = shell("ulimit -v 1000000; ", "--version", "");
        assertEquals(6, limited.status(), limited.err());
        assertTrue(limited.err().contains("the limit on virtual memory (ulimit -v) is 1000000 kB"), limited.err());
    }

    @Test
    void worksThroughALinkInAFolderWithBlanks() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("my own tools"));
        Path relative = Files.createSymbolicLink(folder.resolve("first"), CHECKOUT.resolve("qasr"));
        Files.createSymbolicLink(folder.resolve("second"), relative.getFileName());
        Run run = run(temp, Map.of(), "", folder.resolve("second").toString(), "--version");
        assertEquals(new Run(0, run.out(), ""), run);
    }

    /** Libraries in a folder that this user cannot read are reported like missing ones. */
    @Test
    void unreadableLibrariesOfAnotherUserAreNamed() throws Exception {
        Path checkout = Files.createDirectories(temp.resolve("checkout/target")).getParent();
        Files.copy(CHECKOUT.resolve("pom.xml"), checkout.resolve("pom.xml"));
        Path launcher =
                Files.copy(CHECKOUT.resolve("qasr"), checkout.resolve("qasr"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(checkout.resolve("target/qasr-0.jar"));
        Path closed = temp.resolve("closed/some.jar");
        Files.writeString(checkout.resolve("target/classpath"), closed.toString());
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.fromMillis(0));
        Run run = run(temp, Map.of(), "", launcher.toString(), "--version");
        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("qasr: " + closed + ": cannot be read; another user has built"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void passesTheExitStatusThrough() throws Exception {
        Run run = run(temp, Map.of(), "", CHECKOUT.resolve("qasr").toString(), "transcribe", "--no-such-option");
        assertEquals(2, run.status(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void passesStandardInputAndNamesOutsideAsciiInTheCLocale() throws Exception {
        Run run = run(
                temp,
                Map.of("LC_ALL", "C"),
                "not media",
                CHECKOUT.resolve("qasr").toString(),
                "segment",
                "会议.wav");
        assertTrue(run.err().contains("会议.wav"), run.err());
        assertEquals(4, run.status(), run.err());
        Run piped = run(temp, Map.of(), "not media", CHECKOUT.resolve("qasr").toString(), "segment", "-");
        assertEquals(4, piped.status(), piped.err());
        assertEquals("", piped.out());
    }

    @Test
    void transcribesAnExampleFromAnotherFolder() throws Exception {
        List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("qasr").toString(), "transcribe"));
        command.add(CHECKOUT.resolve("examples/welcome.m4a").toString());
        Run run = run(temp, Map.of(), "", command.toArray(String[]::new));
        assertEquals(0, run.status(), run.err());
        assertEquals(
                read(CHECKOUT.resolve("examples/welcome.txt")).strip(),
                run.out().strip());
    }

    /** Crashes a run that has written some of what it heard and returns how that ended. */
    private Run crash(String signal, Path directory, Map<String, String> environment, String... options)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("qasr").toString(), "transcribe", "-v"));
        command.addAll(List.of(options));
        command.add("-");
        Process process =
                builder(directory, environment, command.toArray(String[]::new)).start();
        byte[] sound = Files.readAllBytes(CHECKOUT.resolve("examples/phone-call.wav"));
        int data = new String(sound, StandardCharsets.ISO_8859_1).indexOf("data") + 4;
        Arrays.fill(sound, 4, 8, (byte) 0xFF); // lengths that nobody knows yet
        Arrays.fill(sound, data, data + 4, (byte) 0xFF);
        process.getOutputStream().write(sound);
        byte[] silence = new byte[1 << 20];
        Arrays.fill(silence, (byte) 0xFF); // as mu-law has it; a chunk ends in it
        process.getOutputStream().write(silence);
        process.getOutputStream().flush();
        while (Files.size(temp.resolve("out")) == 0) {
            assertFalse(process.waitFor(50, TimeUnit.MILLISECONDS), () -> "it ended: " + readOrWhy("err"));
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        return end(process);
    }

    private String readOrWhy(String name) {
        try {
            return read(temp.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    @Timeout(120)
    void aCrashLeavesNothingOfWhatWasSaid() throws Exception {
        String said = read(CHECKOUT.resolve("examples/phone-call.txt"));
        for (String signal : List.of("SEGV", "ABRT")) {
            Path directory = Files.createDirectory(temp.resolve(signal));
            Run run = crash(signal, directory, Map.of(), "--no-trace");
            assertTrue(run.status() == 1 || run.status() == 134, run.err());
            assertTrue(said.startsWith(run.out().strip().lines().findFirst().orElseThrow()), run.out());
            for (String line : run.out().lines().toList()) {
                assertTrue(said.contains(line), line);
                assertFalse(run.err().contains(line), run.err());
            }
            try (Stream<Path> left = Files.list(directory)) {
                assertEquals(List.of(), left.toList(), signal);
            }
        }
        Run asked = crash(
                "SEGV", temp, Map.of("QASR_CRASH_FILE", temp.resolve("report").toString()));
        assertTrue(asked.err().contains("SIGSEGV"), asked.err());
        assertTrue(read(temp.resolve("report")).contains("SIGSEGV"));
    }

    @Test
    void resultsFollowWhatIsInAFileAlready() throws Exception {
        String script = "echo before; \"$0\" --version; echo after";
        Run run = run(
                temp, Map.of(), "", "sh", "-c", script, CHECKOUT.resolve("qasr").toString());
        assertTrue(run.out().matches("before\nqasr \\S+\nafter\n"), run.out());
    }

    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(CHECKOUT.resolve(".qasr/native/start"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .toList();
        }
    }

    @Test
    void theArchiveOfClassesIsMadeOnceAndADamagedOneIsNotInTheWay() throws Exception {
        String qasr = CHECKOUT.resolve("qasr").toString();
        run(temp, Map.of(), "not media", qasr, "segment", "-");
        for (Path old : archives()) {
            Files.delete(old); // another Java's, perhaps
        }
        run(temp, Map.of(), "not media", qasr, "segment", "-");
        assertEquals(1, archives().size());
        Path archive = archives().get(0);
        assertTrue(Files.size(archive) > 0, "it could not be made");
        Files.delete(archive);
        Files.writeString(archive, "damaged");
        Run run = run(temp, Map.of(), "", qasr, "--version");
        assertEquals(new Run(0, run.out(), ""), run);
        assertTrue(run.out().startsWith("qasr "), run.out());
        assertEquals(List.of(), archives());

        String script = "for n in 1 2 3; do \"$0\" segment -q - < /dev/null & done; wait";
        run(temp, Map.of(), "", "sh", "-c", script, qasr);
        assertEquals(List.of(archive), archives());
        assertTrue(Files.size(archive) > 1_000_000);
        Files.delete(archive);
        Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".lock"));
        Files.writeString(
                archive.resolveSibling(archive.getFileName() + ".lock").resolve("pid"),
                "999999999\n" + ProcessTable.name().orElse("") + "\n");
        Files.setLastModifiedTime(
                archive.resolveSibling(archive.getFileName() + ".lock"), FileTime.fromMillis(1)); // without a name
        assertEquals(4, run(temp, Map.of(), "", qasr, "segment", "-q", "-").status());
        assertEquals(List.of(archive), archives());
    }

    /** Finds a JDK 25 or later beside the one that runs this test, where Linux distributions put all of them. */
    private static Optional<Path> newerJava() throws IOException {
        try (Stream<Path> beside =
                Files.list(Path.of(System.getProperty("java.home")).resolveSibling(""))) {
            return beside.sorted().filter(LauncherIT::isNewer).findFirst();
        }
    }

    private static boolean isNewer(Path jdk) {
        try {
            return Files.isExecutable(jdk.resolve("bin/java"))
                    && read(jdk.resolve("release")).matches("(?s).*JAVA_VERSION=\"(2[5-9]|[3-9][0-9])\\D.*");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aNewerJavaUsesAnAotCacheInPlaceOfTheArchive() throws Exception {
        Optional<Path> jdk = newerJava();
        assumeTrue(jdk.isPresent(), "no JDK 25 or later is installed beside this one");
        String qasr = CHECKOUT.resolve("qasr").toString();
        String java = jdk.get().toString();
        run(temp, Map.of("JAVA_HOME", java), "not media", qasr, "segment", "-q", "-");
        List<Path> caches = archives().stream()
                .filter(file -> file.toString().endsWith(".aot"))
                .toList();
        assertEquals(1, caches.size());
        // With this option, Java does not start if the cache does not fit.
        Map<String, String> strict = Map.of("JAVA_HOME", java, "QASR_JAVA_OPTS", "-XX:AOTMode=on");
        Run used = run(temp, strict, "", qasr, "--version");
        assertEquals(new Run(0, used.out(), ""), used);
        Files.writeString(caches.get(0), "damaged");
        assertEquals(1, run(temp, strict, "", qasr, "--version").status());
        Run run = run(temp, Map.of("JAVA_HOME", java), "", qasr, "--version");
        assertEquals(new Run(0, used.out(), ""), run);
        assertFalse(Files.exists(caches.get(0)), "the program removes a cache that Java refuses");
    }

    @Test
    void theExampleScriptsWorkWithTheRealProgram() throws Exception {
        Path bin = Files.createDirectory(temp.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("qasr"), CHECKOUT.resolve("qasr"));
        Map<String, String> found = Map.of(
                "PATH",
                bin + ":" + System.getenv("PATH"),
                "QASR_MODEL",
                CHECKOUT.resolve("models/demo").toString());
        Path recordings = Files.createDirectories(temp.resolve("rec/sub dir"));
        Files.copy(CHECKOUT.resolve("examples/welcome.m4a"), recordings.resolve("it's \"it\".m4a"));
        String examples = CHECKOUT.resolve("examples").toString();
        Run run = run(temp, found, "", "sh", examples + "/find-xargs.sh", "rec", "texts");
        assertEquals(new Run(0, "", ""), run);
        assertTrue(read(temp.resolve("texts/it's \"it\".srt")).startsWith("1\n00:00:0"));
        Files.copy(CHECKOUT.resolve("examples/russian.wav"), temp.resolve("call.wav"));
        Run meeting = run(temp, found, "", "sh", "-c", ". '" + examples + "/meeting.sh'; meeting call.wav");
        assertEquals(0, meeting.status(), meeting.err());
        assertEquals("call.txt\n", meeting.out());
        assertEquals(
                read(CHECKOUT.resolve("examples/russian.txt")).strip(),
                read(temp.resolve("call.txt")).strip());
    }
}
