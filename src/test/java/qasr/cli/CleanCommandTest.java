package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.batch.Journal;
import qasr.batch.StateFolder;
import qasr.engine.NativeFolder;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** {@code qasr clean} takes all that is the program's own, and nothing else. */
final class CleanCommandTest {
    private static final String PRINT = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private Path out;

    /** As the launcher does. */
    @BeforeEach
    void nameTheLaunchersFolders() {
        System.setProperty(
                "qasr.starts",
                Stream.of("home/.qasr/native/start", "cache/qasr/native/start", "tmp/qasr-0/start")
                        .map(start -> folder.resolve(start).toString())
                        .collect(Collectors.joining("\n")));
    }

    @AfterEach
    void forgetTheLaunchersFolders() {
        System.clearProperty("qasr.starts");
    }

    @BeforeEach
    void makeFolders() throws IOException {
        out = Files.createDirectories(folder.resolve("out"));
        Files.createDirectories(folder.resolve("tmp"));
    }

    @Test
    void cachesAreRemovedAndSimilarFilesAreKept() throws IOException {
        Path model = folder.resolve("data/qasr/models/small");
        write("data/qasr/models/small/config.json", "{}");
        write("data/qasr/models/small/qasr-int8.json", "{}");
        write("data/qasr/models/small/qasr-notes.packed", "my notes");
        write(
                "data/qasr/models/small/qasr-fp16-avx2.packed.01234567-1-01234567.tmp",
                "being written, on another computer");
        write("cache/qasr/native/notes.jar/readme", "mine");
        write("cache/qasr/native/ffmpeg-8.jar/readme", "mine");
        write("elsewhere/important", "mine");
        write("tmp/qasr-0/start/kernels.lock/pid", "" + ProcessHandle.current().pid());
        Files.createSymbolicLink(folder.resolve("cache/qasr/native/pytorch-1.jar"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(model.resolve("qasr-fp16-avx512.packed"), model.resolve("qasr-notes.packed"));
        Set<String> kept = files();
        write("data/qasr/models/small/qasr-fp16-avx2.packed", "qasr packed weights 1, fp16\n" + "0".repeat(1973));
        write("data/qasr/models/small/qasr-fp16-avx2.packed.01234567-2-01234567.tmp", "abandoned");
        Files.setLastModifiedTime(
                model.resolve("qasr-fp16-avx2.packed.01234567-2-01234567.tmp"), FileTime.fromMillis(1));
        write("cache/qasr/weights/0123abcd/qasr-int8.packed", "qasr packed int8 1\n");
        write("cache/qasr/native/.lock", "");
        write("cache/qasr/native/ffmpeg-8.jar/org/bytedeco/ffmpeg/linux-x86_64/libavutil.so.60", "1234");
        Files.createSymbolicLink(
                folder.resolve("cache/qasr/native/ffmpeg-8.jar/org/bytedeco/ffmpeg/linux-x86_64/libavutil.so"),
                folder.resolve("elsewhere/important"));
        write("cache/qasr/native/start/classes-123.jsa", "");
        write("cache/qasr/native/start/classes-123.jsa.lock/pid", "999999999999\nof another computer\n");
        write("cache/qasr/native/start/classes-123.jsa.lock/list", "");
        Files.setLastModifiedTime(
                folder.resolve("cache/qasr/native/start/classes-123.jsa.lock"), FileTime.fromMillis(1));
        write("cache/qasr/native/jansi-2.4.2-57dc9cd1e0e4b8f5-libjansi.so", "12");
        write("home/.qasr/native/javacpp-1.jar/org/bytedeco/libjnijavacpp.so", "123456");
        Set<String> before = files();

        Cli.Outcome rehearsal = clean("--dry-run");
        assertEquals(before, files());
        assertTrue(rehearsal.err().startsWith("qasr: would remove 2.1 kB in 5 places\n"), rehearsal.err());
        Cli.Outcome outcome = clean();
        assertEquals(kept, files());
        assertEquals(0, outcome.status());
        assertEquals(rehearsal.out(), outcome.out());
        assertEquals(
                List.of(
                        "unpacked libraries\t6 bytes\t" + folder.resolve("home/.qasr/native"),
                        "unpacked libraries\t39 bytes\t" + folder.resolve("cache/qasr/native"),
                        "packed weights\t2.0 kB\t" + model.resolve("qasr-fp16-avx2.packed"),
                        "packed weights\t9 bytes\t" + model.resolve("qasr-fp16-avx2.packed.01234567-2-01234567.tmp"),
                        "packed weights\t19 bytes\t" + folder.resolve("cache/qasr/weights/0123abcd/qasr-int8.packed")),
                outcome.out().lines().toList());
        assertTrue(outcome.err().startsWith("qasr: removed 2.1 kB in 5 places\n"), outcome.err());
        assertFalse(Files.exists(folder.resolve("home/.qasr")));
        assertFalse(Files.exists(folder.resolve("cache/qasr/weights")));
        assertTrue(clean().err().startsWith("qasr: nothing to remove\n"));
    }

    @Test
    void packedWeightsOfANamedModelAreRemoved() throws IOException {
        write("mine/qasr-fp16-avx2.packed", "qasr packed weights 1, fp16\n");
        write("mine/qasr-rows-0123abcd.packed", "qasr rows 1\n2 x some processor\n6\n");
        write("mine/model.safetensors", "weights");
        clean();
        assertTrue(files().contains("mine/qasr-fp16-avx2.packed"));
        assertEquals(0, clean("-m", folder.resolve("mine")).status());
        assertEquals(Set.of("mine/model.safetensors"), files());
        assertEquals(2, clean("-m", folder.resolve("nowhere")).status());
    }

    @Test
    void stateOfARunIsRemovedAndItsResultsAreKept() throws IOException {
        Path sound = folder.resolve("a.wav");
        float[] samples = new float[Signals.SECOND];
        Arrays.fill(samples, 0.1F);
        FakeDecoder.write(sound, samples);
        Path model = Files.createDirectory(folder.resolve("model"));
        Object[] transcribe = {"transcribe", "-m", model, "-d", out, sound};
        assertEquals(0, cli().run(transcribe).status());
        try (StateFolder state = StateFolder.in(out);
                Journal journal = state.journal(PRINT)) {
            journal.add("1-2/1-2", "what somebody said");
        }
        write("out/.qasr-0123abcd.tmp", "what somebody said");
        Files.setLastModifiedTime(folder.resolve("out/.qasr-0123abcd.tmp"), FileTime.fromMillis(1));
        write("out/.qasr-89abcdef.tmp", "is just being written");
        write("out/.qasr/notes.journal", "mine");
        write("out/inner/.qasr/outputs", "");

        Cli.Outcome outcome = clean("--keep-caches", out);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                List.of("unfinished output", "journal", "record of outputs"),
                outcome.out().lines().map(line -> line.replaceFirst("\t.*", "")).toList());
        assertEquals(
                Set.of(
                        "a.wav",
                        "out/a.txt",
                        "out/.qasr-89abcdef.tmp",
                        "out/.qasr/notes.journal",
                        "out/inner/.qasr/outputs"),
                files());
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        Files.delete(folder.resolve("out/.qasr/notes.journal"));
        clean("--keep-caches", "-r", out);
        assertFalse(files().contains("out/inner/.qasr/outputs"));
        FakeEngines engines = new FakeEngines();
        assertEquals(7, new Cli(engines).run(transcribe).status()); // nothing says any more that qasr wrote it
        Object[] again = {"transcribe", "-m", model, "--on-exists", "overwrite", "-d", out, sound};
        assertEquals(0, new Cli(engines).run(again).status());
        assertFalse(engines.opened().isEmpty());
    }

    @Test
    void whatIsNoneOfTheFolderThatWasNamedStays() throws IOException {
        write("cache/qasr/native/ffmpeg-8.jar/org/bytedeco/libavutil.so", "1234");
        write("data/qasr/models/small/config.json", "{}");
        write("data/qasr/models/small/qasr-fp16-avx2.packed", "qasr packed weights 1, fp16\n");
        write("other/.qasr/outputs", "");
        write("out/.qasr/lock", "");
        write("out/inner/.qasr/outputs", "");
        Files.createSymbolicLink(out.resolve("link"), folder.resolve("other"));
        Set<String> kept = files();
        kept.remove("out/.qasr/lock");
        assertEquals(0, clean(out).status());
        assertEquals(kept, files());
        kept.remove("out/inner/.qasr/outputs");
        assertEquals(0, clean("-r", out).status());
        assertEquals(kept, files());
        kept.remove("data/qasr/models/small/qasr-fp16-avx2.packed");
        assertEquals(
                0, clean("-m", folder.resolve("data/qasr/models/small"), out).status());
        assertEquals(kept, files());
    }

    @Test
    void aFolderThatIsNamedTwiceIsCleanedOnce() throws IOException {
        write("out/.qasr/outputs", "");
        write("out/inner/.qasr/outputs", "");
        Files.createSymbolicLink(folder.resolve("link"), out);
        Cli.Outcome outcome = clean("-r", out.resolve("inner"), out, folder.resolve("link"), out.resolve("../out"));
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("in 2 places"), outcome.err());
        assertEquals(Set.of("link"), files());
    }

    @Test
    void nothingGoesWhileARunIsAtWork() throws IOException {
        write("cache/qasr/native/.lock", "");
        try (StateFolder state = StateFolder.in(out);
                StateFolder.Claim claim = state.claim(PRINT).orElseThrow();
                Journal journal = state.journal(PRINT)) {
            journal.add("1-2/1-2", "what somebody said");
            Set<String> before = files();
            Cli.Outcome outcome = clean(out);
            assertEquals(
                    new Cli.Outcome(
                            7,
                            "",
                            "qasr: " + out.resolve(".qasr") + ": is in use by another run; nothing was removed;"
                                    + " try again when that run has ended\n"),
                    outcome);
            assertEquals(before, files());
            claim.close();
        }
        try (Closeable use = new NativeFolder(folder.resolve("cache/qasr/native")).use()) {
            assertEquals(7, clean().status());
            assertTrue(files().contains("cache/qasr/native/.lock"));
        }
        assertEquals(0, clean().status());
        assertEquals(0, clean(out).status());
        assertEquals(Set.of(), files());
    }

    @Test
    void runsThatHadTheFolderOpenStillKeepEachOtherAway() throws IOException {
        try (StateFolder first = StateFolder.in(out);
                StateFolder second = StateFolder.in(out)) {
            assertEquals(0, clean(out).status());
            assertFalse(Files.exists(out.resolve(".qasr")));
            try (StateFolder.Claim claim = first.claim(PRINT).orElseThrow()) {
                assertTrue(second.claim(PRINT).isEmpty());
                assertEquals(7, clean(out).status());
                first.add(new StateFolder.Output("a.txt", PRINT, "", "a.wav", ""));
                claim.close();
            }
            assertEquals(1, second.outputs(PRINT).size());
        }
    }

    @Test
    void aFolderWithoutANameIsNotThisOne() {
        Cli.Outcome outcome = clean("--dry-run", "");
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: a name is empty; is a variable not set?"), outcome.err());
    }

    /** Settings for transcripts would make it remove the state of other folders, or the weights of another model. */
    @Test
    void settingsOfOtherCommandsDoNotMakeItRemoveMore() throws IOException {
        write("mine/config.json", "{}");
        write("mine/qasr-fp16-avx2.packed", "qasr packed weights 1, fp16\n" + "0".repeat(1973));
        write("out/.qasr/" + PRINT + ".journal", "");
        write("out/sub/.qasr/" + PRINT + ".journal", "");
        Set<String> before = files();
        Cli cli = cli().variable("QASR_MODEL", folder.resolve("mine").toString())
                .variable("QASR_RECURSIVE", "true")
                .variable("QASR_QUIET", "true");
        Cli.Outcome outcome = cli.run("clean", "--dry-run", out);
        assertEquals(0, outcome.status(), outcome.err());
        assertFalse(outcome.out().contains("mine"), outcome.out());
        assertFalse(outcome.out().contains("sub"), outcome.out());
        assertEquals(before, files());
        Cli.Outcome own = cli().variable(
                        "QASR_CLEAN_MODEL", folder.resolve("mine").toString())
                .run("clean", "--dry-run");
        assertTrue(own.out().contains("mine"), own.out());
    }

    @Test
    void contradictoryArgumentsAreReported() {
        assertEquals(2, clean("--keep-caches").status());
        Cli.Outcome outcome = clean(folder.resolve("nowhere"));
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("nowhere' is not a directory"), outcome.err());
    }

    private Cli cli() {
        return new Cli(new FakeEngines())
                .home(folder.resolve("home"))
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .variable("XDG_CACHE_HOME", folder.resolve("cache").toString())
                .variable("TMPDIR", folder.resolve("tmp").toString());
    }

    private Cli.Outcome clean(Object... arguments) {
        return cli().run(Stream.concat(Stream.of("clean"), Stream.of(arguments)).toArray());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Returns all files and links, with slashes. */
    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
