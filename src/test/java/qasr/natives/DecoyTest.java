package qasr.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Only qasr's libraries are loaded, even if the system finds others first. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at /proc and tells the loader by LD_LIBRARY_PATH")
final class DecoyTest {
    /** Libraries of Debian's libtorch-dev and others, and all that qasr's libraries need. */
    private static final List<String> DECOYS = List.of(
            "libtorch.so",
            "libdnnl.so",
            "libdnnl.so.2",
            "libdnnl.so.3",
            "libmkldnn.so",
            "libgfortran.so",
            "libgfortran.so.4",
            "libopenblas.so",
            "libopenblas_nolapack.so.0",
            "libjnitorch.so",
            "libavfilter.so.11");

    @TempDir
    Path temp;

    private static List<Path> own(Bindings bindings) throws IOException {
        return BundledLibraries.of(bindings, Platform.current()).unpacked(new LibraryFolder(NativeLibraries.own()));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** A library that loads, under each name that ours have and some more; returns their folder. */
    private Path decoys() throws IOException {
        List<String> names = new ArrayList<>(DECOYS);
        for (Bindings bindings : Bindings.values()) {
            own(bindings).forEach(file -> names.add(name(file)));
        }
        Path any = own(Bindings.FFMPEG).stream()
                .filter(file -> name(file).startsWith("libdrm."))
                .findFirst()
                .orElseThrow();
        Path decoys = Files.createDirectory(temp.resolve("decoys"));
        for (String name : names) {
            Files.copy(any, decoys.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return decoys;
    }

    private List<String> load(Path folder, Optional<Path> prepared, Path decoys, Bindings... wanted) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + NativeLibraries.FOLDER + "=" + folder));
        prepared.ifPresent(path -> command.add("-D" + NativeLibraries.PREPARED + "=" + path));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Loading.class.getName()));
        for (Bindings bindings : wanted) {
            command.add(bindings.name());
        }
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("LD_LIBRARY_PATH", decoys.toString());
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it hangs");
        assertEquals("", Files.readString(err));
        assertEquals(0, process.exitValue());
        return Files.readAllLines(out);
    }

    private static void assertOnly(Path folder, Path decoys, List<String> mapped, Bindings... wanted)
            throws IOException {
        assertEquals(
                List.of(),
                mapped.stream().filter(line -> line.startsWith(decoys + "/")).toList());
        TreeSet<String> expected = new TreeSet<>();
        for (Bindings bindings : wanted) {
            own(bindings).forEach(file -> expected.add(name(file)));
        }
        assertEquals(
                expected,
                mapped.stream()
                        .filter(line -> line.startsWith(folder + "/"))
                        .map(line -> name(Path.of(line)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void fromAFreshFolder() throws Exception {
        Path decoys = decoys();
        Path fresh = temp.resolve("fresh");
        assertOnly(fresh, decoys, load(fresh, Optional.empty(), decoys, Bindings.FFMPEG), Bindings.FFMPEG);
    }

    @Test
    void fromAFolderThatIsFull() throws Exception {
        Path decoys = decoys();
        Path folder = NativeLibraries.own().toRealPath();
        assertOnly(folder, decoys, load(folder, Optional.empty(), decoys, Bindings.values()), Bindings.values());
    }

    /** A prepared folder is used as a whole, and one of another version not at all. */
    @Test
    void fromAPreparedFolderOrTheUsersOwn() throws Exception {
        Path decoys = decoys();
        Path prepared = NativeLibraries.own().toRealPath();
        Path own = temp.resolve("own");
        List<String> mapped = load(own, Optional.of(prepared), decoys, Bindings.FFMPEG);
        assertOnly(prepared, decoys, mapped, Bindings.FFMPEG);
        assertFalse(Files.exists(own), "nothing is unpacked");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        List<String> other = load(own, Optional.of(empty), decoys, Bindings.FFMPEG);
        assertOnly(own, decoys, other, Bindings.FFMPEG);
        assertEquals(
                "the libraries prepared in " + empty
                        + " are not used: it has no libjnijavacpp.so of this version that can be read",
                other.get(other.size() - 1));
        assertEquals(0, empty.toFile().list().length, "nothing is written there");
    }
}
