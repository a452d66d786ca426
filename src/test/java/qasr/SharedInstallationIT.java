package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the first start of a fresh installation on a system with libraries of the same names, and its use by another user
 * who can only read it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "LD_LIBRARY_PATH, setpriv")
final class SharedInstallationIT {
    private static final String NOBODY = "65534";
    private static final String NEEDED_BY_JAVA = "lib(gcc_s|stdc\\+\\+)\\..*";

    @TempDir
    Path temp;

    /** Puts a distribution together: the jars as hard links where that is possible. */
    private Path install() throws IOException {
        Path home = temp.resolve("opt/qasr");
        for (String folder : List.of("bin", "lib", "models", "examples", "share/qasr")) {
            Files.createDirectories(home.resolve(folder));
        }
        copy(Launcher.CHECKOUT.resolve("qasr"), home.resolve("bin/qasr"));
        copy(Launcher.CHECKOUT.resolve("examples/welcome.m4a"), home.resolve("examples/welcome.m4a"));
        copy(Launcher.CHECKOUT.resolve("src/dist/launcher.words"), home.resolve("share/qasr/launcher.words"));
        try (Stream<Path> files = Files.walk(Launcher.CHECKOUT.resolve("models/demo"))) {
            for (Path file : files.toList()) {
                copy(file, home.resolve(Launcher.CHECKOUT.relativize(file).toString()));
            }
        }
        for (Path jar : jars()) {
            link(jar, home.resolve("lib").resolve(jar.getFileName()));
        }
        return home;
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = Files.isExecutable(file);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void link(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, to); // on another file system
        }
    }

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> built = Files.list(Launcher.CHECKOUT.resolve("target"))) {
            built.filter(file -> file.getFileName().toString().matches("qasr-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                    .forEach(jars::add);
        }
        String classpath = Launcher.read(Launcher.CHECKOUT.resolve("target/classpath"));
        for (String jar : classpath.strip().split(":", -1)) {
            jars.add(Path.of(jar));
        }
        return jars;
    }

    /** Makes files that no loader can load, under each name that our libraries have and some more, but not under Java's. */
    private Path decoys() throws IOException {
        Set<String> names =
                new TreeSet<>(List.of("libtorch.so.1.13", "libopenblas.so", "libdnnl.so.2", "libmkldnn.so"));
        for (Path jar : jars()) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(entry -> entry.getName().replaceFirst(".*/", ""))
                        .filter(name -> name.matches("lib.*\\.so(\\.[0-9]+)*") && !name.matches(NEEDED_BY_JAVA))
                        .forEach(names::add);
            }
        }
        assertTrue(names.contains("libtorch_cpu.so"), names.toString());
        Path folder = Files.createDirectories(temp.resolve("decoys"));
        for (String name : names) {
            Files.writeString(folder.resolve(name), "not a library");
        }
        return folder;
    }

    private Launcher.Run run(Path user, Path decoys, String... command) throws Exception {
        return new Launcher(temp)
                .run(
                        user,
                        Map.of(
                                "HOME",
                                user.toString(),
                                "XDG_CACHE_HOME",
                                user.resolve("cache").toString(),
                                "LD_LIBRARY_PATH",
                                decoys.toString()),
                        "",
                        command);
    }

    /** Returns the time of change of each file and folder below {@code folder}. */
    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> {
                try {
                    tree.put(file.toString(), Files.getLastModifiedTime(file).toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return tree;
    }

    @Test
    void oneUserPreparesItAndOthersReadIt() throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = install();
        Path decoys = decoys();
        String qasr = home.resolve("bin/qasr").toString();
        String recording = home.resolve("examples/welcome.m4a").toString();
        String demo = home.resolve("models/demo").toString();
        String said =
                Launcher.read(Launcher.CHECKOUT.resolve("examples/welcome.txt")).strip();
        Path owner = Files.createDirectory(temp.resolve("owner"));

        Launcher.Run prepared = run(owner, decoys, qasr, "doctor", "--prepare");
        assertEquals(0, prepared.status(), prepared.err());
        Launcher.Run first = run(owner, decoys, qasr, "transcribe", "-q", "-m", demo, recording);
        assertEquals(new Launcher.Run(0, said + "\n", ""), first);
        assertFalse(Files.exists(owner.resolve("cache")), "everything is beside the program");

        Path setpriv = Path.of("/usr/bin/setpriv");
        boolean root = (int) Files.getAttribute(temp.resolve("owner"), "unix:uid") == 0;
        assumeTrue(root && Files.isExecutable(setpriv), "only root can become another user");
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.setAttribute(other, "unix:uid", Integer.valueOf(NOBODY));
        Map<String, String> before = tree(home);
        String[] asOther = {
            setpriv.toString(),
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            qasr,
            "transcribe",
            "-v",
            recording
        };
        Launcher.Run used = run(other, decoys, asOther);
        assertEquals(0, used.status(), used.err());
        assertEquals(said, used.out().strip());
        assertFalse(used.err().contains("are not used"), used.err());
        assertFalse(used.err().contains("preparing quick starts"), used.err());
        assertEquals(before, tree(home));
        try (Stream<Path> files = Files.walk(other)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().contains(".so")).toList(),
                    "no libraries of its own");
        }
    }
}
