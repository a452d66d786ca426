package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.natives.ProcessTable;

/** Tests the launcher, above all how it makes the archive of classes, with a shell script in place of Java. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherArchiveTest {
    /**
     * Does what the file "mode" says when it is to dump classes: "fail", "empty", "half" (is killed), "stop" (Ctrl-C) or "good". Writes a
     * line "dump" or "main ARGUMENTS" to the file "log" for each run that matters.
     */
    private static final String JAVA = """
            #!/bin/sh
            here=${0%/*}
            before=
            last=
            archive=
            classes=
            for each; do
                before=$last
                last=$each
                case $each in
                    -XX:SharedArchiveFile=* | -XX:AOTCache=* | -XX:AOTCacheOutput=*) archive=${each#*=} ;;
                    -XX:DumpLoadedClassList=*) classes=${each#*=} ;;
                esac
            done
            case " $* " in
                *' qasr.torch.KernelCheck '*) [ "$last" = qasr.torch.KernelCheck ] || : > "$before" ;;
                *' -Xshare:dump '* | *' -XX:+AutoCreateSharedArchive '*' transcribe -v '* | *' -XX:AOTCacheOutput='*)
                    echo dump >> "$here/log"
                    case $(cat "$here/mode") in
                        fail) exit 1 ;;
                        empty) : > "$archive" ;;
                        half) echo half > "$archive"; kill -9 $$ ;;
                        good) echo classes > "$archive" ;;
                        stop) echo half > "$archive"; kill -INT $PPID; exit 130 ;;
                    esac
                    ;;
                *' -XX:DumpLoadedClassList='*) echo java/lang/Object > "$classes" ;;
                *) echo "main ${archive:+with }$archive" >> "$here/log" ;;
            esac
            """;

    @TempDir
    Path temp;

    private Path bin;
    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        bin = Files.createDirectories(temp.resolve("java home/bin"));
        assertTrue(Files.writeString(bin.resolve("java"), JAVA).toFile().setExecutable(true));
        Path home = temp.resolve("qasr");
        for (String folder : List.of("bin", "lib", "models/demo", "examples", "share/qasr")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.createFile(home.resolve("lib/qasr-1.jar"));
        Files.copy(Path.of("src/dist/launcher.words"), home.resolve("share/qasr/launcher.words"));
        Files.createFile(home.resolve("examples/welcome.m4a"));
        launcher = Files.copy(Path.of("qasr"), home.resolve("bin/qasr"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void release(String version) throws IOException {
        Files.writeString(bin.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    /** Starts the program, checks that it ran, and returns the log's lines of this run. */
    private List<String> start(String mode) throws Exception {
        return start(mode, Map.of(), "transcribe", "a.wav");
    }

    /** Does the same with these arguments and variables. */
    private List<String> start(String mode, Map<String, String> variables, String... arguments) throws Exception {
        Files.writeString(bin.resolve("mode"), mode);
        Files.deleteIfExists(bin.resolve("log"));
        Path err = temp.resolve("err");
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.writeString(temp.resolve("in"), "").toFile()))
                .redirectOutput(temp.resolve("out").toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
        builder.environment().keySet().removeIf(name -> name.startsWith("QASR_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        assertEquals(mode.equals("stop") ? 130 : 0, process.exitValue(), Files.readString(err));
        return Files.readAllLines(bin.resolve("log"));
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.list(temp.resolve("qasr/lib/native/start"))) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "empty", "half"})
    void anArchiveThatCannotBeMadeIsTriedThreeTimesAndThenOnceADay(String mode) throws Exception {
        for (String version : List.of("17.0.15", "21.0.1", "25", "26.0.1")) {
            release(version);
            String end = version.startsWith("2") && !version.startsWith("21") ? ".aot" : ".jsa";
            for (int run = 1; run <= 3; run++) {
                assertEquals(List.of("dump", "main "), start(mode), version + ", run " + run);
                assertEquals(List.of(), files(end), "no archive, empty or half");
                assertEquals(List.of(), files(".lock"));
                assertEquals(run, Files.size(files(".failed").get(0)));
            }
            assertEquals(List.of("main "), start(mode), "not tried again today");
            assertEquals(List.of("main "), start("good"));
            Path failed = files(".failed").get(0);
            Files.setLastModifiedTime(failed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            assertEquals(List.of("dump", "main "), start(mode), "tried again the next day");
            Files.setLastModifiedTime(failed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            List<String> made = start("good");
            Path archive = files(end).get(0);
            assertEquals(List.of("dump", "main with " + archive), made);
            assertFalse(Files.exists(failed));
            assertEquals(List.of("main with " + archive), start("fail"), "made once");
            Files.delete(archive);
        }
    }

    @Test
    void ctrlCDuringThePreparationSaysSoAndLeavesNothingHalfMade() throws Exception {
        release("17.0.15");
        Path state = Path.of("/proc/self/status");
        assumeTrue(Files.exists(state) && Files.readString(state).matches("(?s).*SigIgn:\\s*[0-9a-f]*[014589cd]\n.*"));
        assertEquals(List.of("dump"), start("stop"));
        String err = Files.readString(temp.resolve("err"));
        assertTrue(err.endsWith("\nqasr: stopped during the preparation; the same command starts again\n"), err);
        assertEquals(List.of(), files(".jsa"));
        assertEquals(List.of(), files(".lock"));
        assertEquals(2, start("good").size());
    }

    /** The process of such a lock may have ended elsewhere, or before it wrote its id, or here, where its id was this one. */
    @Test
    void aLockThatNobodyHasAnyMoreIsTaken() throws Exception {
        release("17.0.15");
        start("good");
        Path archive = files(".jsa").get(0);
        Path lock = archive.resolveSibling(archive.getFileName() + ".lock");
        String here = ProcessTable.name().orElse("unknown");
        for (String maker : List.of("", "1\n", "1\nof another computer\n", "999999999\n" + here + "\n")) {
            Files.delete(archive);
            Files.createDirectory(lock);
            Files.writeString(lock.resolve("pid"), maker);
            if (!maker.contains(here)) {
                Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
            }
            assertEquals(List.of("dump", "main with " + archive), start("good"), maker);
            assertEquals(List.of(), files(".lock"), maker);
        }
    }

    @Test
    void aLockOfALiveProcessIsWaitedFor() throws Exception {
        release("17.0.15");
        start("good");
        Path archive = files(".jsa").get(0);
        Files.delete(archive);
        Path lock = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".lock"));
        Files.writeString(
                lock.resolve("pid"),
                ProcessHandle.current().pid() + "\n" + ProcessTable.name().orElse("unknown") + "\n");
        Path sleep = Files.writeString(
                bin.resolve("sleep"), "#!/bin/sh\necho waited >> '" + bin + "/log'\nrm -r '" + lock + "'\n");
        assertTrue(sleep.toFile().setExecutable(true));
        assertEquals(List.of("waited", "dump", "main with " + archive), start("good"));
    }

    private void script(String name, String text) throws IOException {
        assertTrue(Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text)
                .toFile()
                .setExecutable(true));
    }

    /** On a system without /proc, the place in a lock ends in a blank. */
    @Test
    void aLockOfAProcessThatHasEndedIsTakenWithoutProc() throws Exception {
        script("cat", "case $1 in /proc/*) exit 1 ;; esac\nexec /bin/cat \"$@\"\n");
        script("readlink", "case $1 in /proc/*) exit 1 ;; esac\nexec /usr/bin/readlink \"$@\"\n");
        script("uname", "echo here\n");
        script("sleep", "echo waited >> '" + bin + "/log'\nrm -r '" + temp + "'/qasr/lib/native/start/*.lock\n");
        release("17.0.15");
        start("good");
        Path archive = files(".jsa").get(0);
        Files.delete(archive);
        Path lock = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".lock"));
        Files.writeString(lock.resolve("pid"), "999999999\nhere \n");
        assertEquals(List.of("dump", "main with " + archive), start("good"));
    }

    /** The process of such a lock may be at work on another computer. */
    @Test
    void aLockOfAnotherComputerStaysAndTheRunGoesOnWithoutAnArchive() throws Exception {
        script("sleep", "");
        release("17.0.15");
        start("good");
        Path archive = files(".jsa").get(0);
        Files.delete(archive);
        Path lock = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".lock"));
        Path half = Files.writeString(lock.resolve("archive"), "half");
        Files.writeString(lock.resolve("pid"), "1\nof another computer\n");
        assertEquals(List.of("main "), start("good"));
        assertTrue(Files.exists(half));
        String waits = "qasr: another run prepares quick starts (its lock is " + lock + "); waiting ...\n";
        assertEquals(waits, Files.readString(temp.resolve("err")));

        Files.writeString(
                lock.resolve("pid"),
                ProcessHandle.current().pid() + "\n" + ProcessTable.name().orElse("unknown") + "\n");
        assertEquals(List.of("main "), start("good"));
        assertFalse(Files.exists(lock), "its process id belongs to another process now");
    }

    @Test
    void thePreparationIsNotMentionedToThoseWhoWantNoMessages() throws Exception {
        release("17.0.15");
        for (Map<String, String> variables : List.of(
                Map.of("QASR_QUIET", "true"), Map.of("QASR_PROGRESS", "json"), Map.of("QASR_PROGRESS", "none"))) {
            assertEquals("", messages(variables, "transcribe", "a.wav"), variables.toString());
        }
        for (String options : List.of("-q", "-qr", "-rq", "--quiet", "--progress json", "--progress=none")) {
            String[] arguments = ("transcribe " + options + " a.wav").split(" ");
            assertEquals("", messages(Map.of(), arguments), options);
        }
        assertEquals("", messages(Map.of("QASR_PROGRESS", "bar"), "transcribe", "--progress", "json", "a.wav"));
        String said = "qasr: checking the processor and preparing quick starts (once, about ten seconds) ...\n";
        assertEquals(said, messages(Map.of("QASR_QUIET", "false"), "transcribe", "-oq.txt", "a.wav"));
        assertEquals(said, messages(Map.of("QASR_PROGRESS", "json"), "transcribe", "--progress", "bar", "q-json"));
    }

    private String messages(Map<String, String> variables, String... arguments) throws Exception {
        assertEquals(2, start("good", variables, arguments).size());
        Files.delete(files(".jsa").get(0));
        return Files.readString(temp.resolve("err"));
    }

    /** Files for all users are made by this version of the program. */
    @Test
    void doctorPrepareMakesTheArchiveAgain() throws Exception {
        release("17.0.15");
        start("good");
        Path archive = files(".jsa").get(0);
        assertEquals(List.of("main with " + archive), start("good", Map.of(), "doctor"));
        assertEquals(List.of("dump", "main with " + archive), start("good", Map.of(), "doctor", "--prepare"));
        assertEquals(List.of("dump", "main with " + archive), start("good", Map.of(), "doctor", "-v", "--prepare"));
    }

    /** Root can make a folder anywhere but below a file. */
    @Test
    void withoutAHomeNoFolderInTheRootIsMade() throws Exception {
        release("17.0.15");
        Path args = temp.resolve("args");
        script("java", "printf '%s\\n' \"$@\" > '" + args + "'\n");
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--version");
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        builder.environment().keySet().removeAll(List.of("HOME", "XDG_CACHE_HOME"));
        assertEquals(0, builder.start().waitFor());
        String starts = Files.readString(args);
        assertTrue(starts.contains("\n/dev/null/.cache/qasr/native/start\n"), starts);
    }

    /** The user may have opened 3; results do not go there, and what it leads to is the user's. */
    @Test
    void resultsGoToADescriptorOfTheirOwn() throws Exception {
        release("17.0.15");
        script("java", "echo result >&9; echo message; echo theirs >&3\n");
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", "-c", "exec \"$0\" --version 3> 3 2> err > out", launcher.toString())
                .directory(temp.toFile());
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        assertEquals(0, builder.start().waitFor());
        for (List<String> each : List.of(List.of("3", "theirs"), List.of("out", "result"), List.of("err", "message"))) {
            assertEquals(each.get(1) + "\n", Files.readString(temp.resolve(each.get(0))), each.get(0));
        }
    }

    /** Asked for its version, mvnw would download Maven before any message. */
    @Test
    void theOwnMavenIsOnlyAskedToBuild() throws Exception {
        release("17.0.15");
        Path checkout = Files.createDirectories(temp.resolve("checkout/src/main"))
                .resolve("../..")
                .normalize();
        Files.createFile(checkout.resolve("pom.xml"));
        Path own = Files.copy(Path.of("qasr"), checkout.resolve("qasr"), StandardCopyOption.COPY_ATTRIBUTES);
        String build = "echo \"$1\" >> '" + bin
                + "/log'\nsleep 1\nmkdir -p target\n: > target/qasr-1.jar\necho $PWD/target/qasr-1.jar > target/classpath\n";
        Files.writeString(checkout.resolve("mvnw"), "#!/bin/sh\n" + build);
        assertTrue(checkout.resolve("mvnw").toFile().setExecutable(true));
        Files.createFile(bin.resolve("mode"));
        for (String program : List.of(
                "cat",
                "cksum",
                "find",
                "getconf",
                "head",
                "id",
                "locale",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sleep",
                "uname")) {
            script(program, "PATH=/usr/bin:/bin exec " + program + " \"$@\"\n"); // all but mvn
        }
        ProcessBuilder builder = new ProcessBuilder(own.toString(), "--version")
                .redirectError(temp.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        builder.environment().put("PATH", bin.toString());
        assertEquals(0, builder.start().waitFor(), () -> "see " + temp.resolve("err"));
        assertEquals(List.of("-B", "main "), Files.readAllLines(bin.resolve("log")));
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        for (String version : List.of("1.8.0_402", "11.0.2")) {
            release(version);
            Path err = temp.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--version").redirectError(err.toFile());
            builder.environment().put("JAVA_HOME", bin.getParent().toString());
            assertEquals(1, builder.start().waitFor());
            assertEquals(
                    "qasr: " + bin.resolve("java")
                            + " is too old: Java 17 or later is needed; JAVA_HOME can name another one\n",
                    Files.readString(err));
        }
    }

    @Test
    void anEmptyArchiveOfAnEarlierStartIsMadeAgain() throws Exception {
        release("17.0.15");
        start("good");
        Path archive = files(".jsa").get(0);
        Files.writeString(archive, "");
        assertEquals(List.of("dump", "main with " + archive), start("good"));
        assertEquals("classes\n", Files.readString(archive));
        Files.writeString(archive, "");
        assertEquals(List.of("dump", "main "), start("fail"));
        assertEquals(List.of(), files(".jsa"));
    }
}
