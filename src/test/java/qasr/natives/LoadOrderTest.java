package qasr.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.Property;

/** For any dependencies, a library comes after those that it needs. */
final class LoadOrderTest {
    @TempDir
    Path folder;

    private static LoadOrder.Source source(Map<String, List<String>> needs) {
        return new LoadOrder.Source() {
            @Override
            public Optional<Path> find(String name) {
                return needs.containsKey(name) ? Optional.of(Path.of(name)) : Optional.empty();
            }

            @Override
            public List<String> needs(Path file) {
                return needs.get(file.toString());
            }
        };
    }

    private static List<String> order(Map<String, List<String>> needs, String... roots) throws IOException {
        return LoadOrder.of(List.of(roots), source(needs)).stream()
                .map(Path::toString)
                .toList();
    }

    @Test
    void whatIsNeededComesFirstAndTheSystemsIsLeftOut() throws IOException {
        Map<String, List<String>> needs = Map.of(
                "jni", List.of("cpu", "c10", "libc"),
                "cpu", List.of("c10", "blas", "libc"),
                "c10", List.of("libc"),
                "blas", List.of("fortran"),
                "fortran", List.of(),
                "unused", List.of());
        assertEquals(List.of("c10", "fortran", "blas", "cpu", "jni"), order(needs, "jni"));
        assertEquals(List.of("c10", "fortran", "blas", "cpu", "jni"), order(needs, "jni", "c10", "none"));
    }

    @Test
    void anyLibrariesComeOnceAndAfterWhatTheyNeed() {
        Property.forAll(300, (Random random) -> {
            int count = 1 + random.nextInt(12);
            Map<String, List<String>> needs = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                List<String> of = new ArrayList<>();
                for (int j = 0; j < i; j++) {
                    if (random.nextInt(3) == 0) {
                        of.add("lib" + (random.nextBoolean() ? j : 100 + j));
                    }
                }
                needs.put("lib" + i, of);
            }
            List<String> order = order(needs, "lib" + (count - 1), "lib" + random.nextInt(count));
            Set<String> loaded = new HashSet<>();
            for (String name : order) {
                for (String need : needs.get(name)) {
                    assertTrue(loaded.contains(need) || !needs.containsKey(need), order + " of " + needs);
                }
                assertTrue(loaded.add(name), order + " of " + needs);
            }
            assertTrue(loaded.contains("lib" + (count - 1)));
        });
    }

    @Test
    void aCircleEnds() throws IOException {
        assertEquals(List.of("b", "a"), order(Map.of("a", List.of("b"), "b", List.of("a")), "a"));
    }

    @Test
    void aFileThatIsNoLibraryIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("libx.so"), "x".repeat(100));
        Path none = Files.write(folder.resolve("liby.so"), new byte[3]);
        for (Path file : List.of(text, none)) {
            IOException e =
                    assertThrows(IOException.class, () -> LoadOrder.of(List.of("x"), name -> Optional.of(file)));
            assertTrue(e.getMessage().startsWith(file + ": it is "), e.getMessage());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "JavaCPP loads them elsewhere")
    void ofOurOwnOnesAllAreUnpackedAndInOrder() throws IOException {
        List<String> names =
                BundledLibraries.of(Bindings.TORCH, Platform.current())
                        .unpacked(new LibraryFolder(NativeLibraries.own()))
                        .stream()
                        .map(file -> file.getFileName().toString())
                        .toList();
        for (List<String> pair : List.of(
                List.of("libc10.so", "libtorch_cpu.so"),
                List.of("libopenblas.so.0", "libtorch_cpu.so"),
                List.of("libgomp.so.1", "libtorch_cpu.so"),
                List.of("libquadmath.so.0", "libgfortran.so.5"),
                List.of("libgfortran.so.5", "libopenblas.so.0"),
                List.of("libtorch_cpu.so", "libjnitorch.so"))) {
            assertTrue(names.contains(pair.get(0)), names.toString());
            assertTrue(names.indexOf(pair.get(0)) < names.indexOf(pair.get(1)), pair + " in " + names);
        }
    }
}
