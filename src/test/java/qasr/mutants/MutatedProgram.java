package qasr.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A second copy of the program and its tests, with edited sources. Every class of qasr is loaded again, so that the
 * tests in it use the edits. Libraries and native memory are shared with the calling test.
 */
final class MutatedProgram extends ClassLoader {
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("src/main/resources"));

    /** The files that differ from the class path: names of resources and class files, with their bytes. */
    private final Map<String, byte[]> mutated;

    private MutatedProgram(Map<String, byte[]> mutated) {
        super(MutatedProgram.class.getClassLoader());
        this.mutated = mutated;
    }

    /** Makes the program with {@code edits}; fails if one does not fit. Compiles in {@code folder}. */
    static MutatedProgram of(List<SourceEdit> edits, Path folder) throws IOException {
        Map<Path, String> sources = new LinkedHashMap<>();
        for (SourceEdit edit : edits) {
            Path file = Path.of(edit.file());
            String source = sources.containsKey(file) ? sources.get(file) : Files.readString(file);
            sources.put(file, edit.applyTo(source));
        }
        Map<String, byte[]> mutated = new HashMap<>();
        List<Path> java = new ArrayList<>();
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            String name = name(source.getKey());
            if (name.endsWith(".java")) {
                Path file = folder.resolve("java").resolve(name);
                Files.createDirectories(file.getParent());
                java.add(Files.writeString(file, source.getValue()));
            } else {
                mutated.put(name, source.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        if (!java.isEmpty()) {
            mutated.putAll(compiled(java, folder.resolve("classes")));
        }
        return new MutatedProgram(mutated);
    }

    private static String name(Path file) {
        return SOURCES.stream()
                .filter(file::startsWith)
                .map(root -> root.relativize(file).toString().replace('\\', '/'))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " is not in one of " + SOURCES));
    }

    private static Map<String, byte[]> compiled(List<Path> sources, Path target) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "--release", "17"));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), "-d", target.toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, errors, errors, arguments.toArray(String[]::new));
        assertEquals(0, status, () -> "the mutant does not compile: " + errors.toString(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(target)) {
            Map<String, byte[]> classes = new HashMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                classes.put(target.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return classes;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("qasr.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read class " + name, e);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = mutated.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
}
