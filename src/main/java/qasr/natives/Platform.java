package qasr.natives;

import java.util.Locale;

/**
 * The machine that libraries are for.
 *
 * @param name as Bytedeco calls it, such as "linux-x86_64"
 */
record Platform(String name) {
    private static final String CUDA = "-gpu";

    /** Returns the one that this process runs on. */
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Returns the one that Java calls {@code system} and {@code processor}. */
    static Platform of(String system, String processor) {
        String lower = system.toLowerCase(Locale.ROOT);
        String first = lower.startsWith("mac") ? "macosx" : lower.startsWith("windows") ? "windows" : lower;
        String second = processor.equals("amd64") ? "x86_64" : processor.equals("aarch64") ? "arm64" : processor;
        return new Platform(first + "-" + second);
    }

    /** Returns the folder's name in the jar of {@code part}. */
    String folder(String part) {
        return name + (hasCuda(part) ? CUDA : "");
    }

    private boolean hasCuda(String part) {
        return Platform.class.getClassLoader().getResource("org/bytedeco/" + part + "/" + name + CUDA + "/") != null;
    }

    /**
     * Tells whether the libraries' files alone say in which order they can be loaded. With CUDA some need the system's, which
     * only JavaCPP finds.
     */
    boolean isOrdered() {
        return name.startsWith("linux-") && !hasCuda("pytorch");
    }

    /** Returns what the file of the library {@code name} is called. */
    String fileName(String library) {
        return System.mapLibraryName(library);
    }
}
