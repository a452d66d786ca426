package qasr.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One of Bytedeco's jars of libraries for this platform. */
final class LibraryJar {
    private static final String SCHEME = "jar:";

    private final Path jar;
    private final String folder;

    /**
     * Creates the list of a jar's libraries.
     *
     * @param jar the path of the jar
     * @param folder the folder in it that holds the libraries, such as {@code org/bytedeco/ffmpeg/linux-x86_64/}
     */
    LibraryJar(Path jar, String folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /**
     * A library in a jar.
     *
     * @param name its file name
     * @param checksum the CRC-32 of its bytes
     * @param time when it was made, in milliseconds since 1970
     */
    record Content(String name, long bytes, long checksum, long time) {
        /** Returns the line that tells it from any other. */
        String line() {
            return String.format(Locale.ROOT, "%08x %d %s", checksum, bytes, name);
        }
    }

    /** Returns the jar on the class path that has {@code library} of {@code part} for {@code platform}, if there is one. */
    static Optional<LibraryJar> find(String part, String platform, String library) {
        String folder = "org/bytedeco/" + part + "/" + platform + "/";
        URL found = LibraryJar.class.getClassLoader().getResource(folder + library);
        if (found == null || !found.getProtocol().equals("jar")) {
            return Optional.empty();
        }
        String place = found.toString();
        URI jar = URI.create(place.substring(SCHEME.length(), place.lastIndexOf("!/")));
        return Optional.of(new LibraryJar(Path.of(jar), folder));
    }

    /** Returns where its libraries go, below the folder of all jars, as JavaCPP has it. */
    Path place() {
        return Path.of(jar.getFileName().toString()).resolve(folder);
    }

    /** Returns the entry of {@code name}, if the jar has one. */
    Optional<Content> content(String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return Optional.ofNullable(zip.getEntry(folder + name)).map(this::content);
        }
    }

    /** Returns all that it has. */
    List<Content> contents() throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().startsWith(folder)
                            && entry.getName().indexOf('/', folder.length()) < 0
                            && entry.getName().matches(".*\\.(so|dylib|dll)(\\.[0-9.]+)?"))
                    .map(entry -> content(entry))
                    .toList();
        }
    }

    private Content content(ZipEntry entry) {
        return new Content(
                entry.getName().substring(folder.length()), entry.getSize(), entry.getCrc(), entry.getTime());
    }

    /** Hands the bytes of {@code name} to {@code reader}. */
    void read(String name, Reader reader) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream bytes = zip.getInputStream(zip.getEntry(folder + name))) {
            reader.read(bytes);
        }
    }

    /** Receives the bytes of a library. */
    interface Reader {
        void read(InputStream bytes) throws IOException;
    }
}
