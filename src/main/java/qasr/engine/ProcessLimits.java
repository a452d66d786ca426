package qasr.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.natives.LibraryException;

/** The resource limits of this process (ulimit) that can explain a failure. Linux only. */
public final class ProcessLimits {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern COLUMNS = Pattern.compile(" {2,}");
    /** Parts of the messages of libtorch, CUDA, C++ and the system. */
    private static final List<String> NATIVE_LACKS = List.of("out of memory", "allocate memory", "bad_alloc");

    private static final int NAME = 0;
    private static final int SOFT = 1;

    /** A limit that is reported when it is below {@code enough}, in the unit of {@code ulimit}. */
    private record Kind(String words, String option, long unit, String unitName, long enough) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "Max address space", new Kind("virtual memory", "-v", 1024, " kB", 64_000_000),
            "Max data size", new Kind("data in memory", "-d", 1024, " kB", 64_000_000),
            "Max file size", new Kind("the size of files", "-f", 512, " blocks of 512 bytes", 4_000_000),
            "Max open files", new Kind("open files", "-n", 1, "", 256),
            "Max processes", new Kind("processes and threads", "-u", 1, "", 1024));

    private ProcessLimits() {}

    /** Returns the limits that are too small, such as "the limit on open files (ulimit -n) is 20"; empty if none is. */
    public static Optional<String> small() {
        try {
            return small(Files.readString(LIMITS, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty(); // another system
        }
    }

    /** Returns the limits that are too small in {@code limits}, the text of {@code /proc/self/limits}. */
    public static Optional<String> small(String limits) {
        List<String> small = new ArrayList<>();
        for (String line : limits.lines().toList()) {
            String[] columns = COLUMNS.split(line, -1);
            Kind kind = KINDS.get(columns[NAME]);
            if (kind != null && columns.length > SOFT && columns[SOFT].matches("[0-9]{1,18}")) {
                long limit = Long.parseLong(columns[SOFT]) / kind.unit();
                if (limit < kind.enough()) {
                    small.add(String.format(
                            Locale.ROOT,
                            "the limit on %s (ulimit %s) is %d%s",
                            kind.words(),
                            kind.option(),
                            limit,
                            kind.unitName()));
                }
            }
        }
        small.sort(null);
        return small.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", small));
    }

    /**
     * Returns the error message for an unexpected {@code error}: a small limit if one explains it, a lack of memory, or else
     * an internal error.
     */
    public static Failure failure(String subject, Throwable error) {
        Optional<String> small = small();
        if (small.isPresent() && isScarcity(error)) {
            return new Failure(
                    subject.isEmpty() ? "qasr" : subject,
                    "cannot run, a resource limit is too small: " + small.get() + "; raise or remove it",
                    ExitStatus.DEVICE);
        }
        if (error instanceof LibraryException unpacking) {
            return new Failure(
                    unpacking.folder(),
                    "the native libraries (470 MB) cannot be unpacked there: " + Failure.reason(unpacking.reason()),
                    ExitStatus.DEVICE);
        }
        Optional<String> lack = Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .filter(ProcessLimits::isLackOfMemory)
                .map(each ->
                        String.valueOf(each.getMessage()).lines().findFirst().orElse(""))
                .reduce((outer, inner) -> inner); // the outer one repeats it after the name of its class
        if (lack.isPresent()) {
            String message = lack.get() + "; close other programs, or use --dtype int8 or fewer --threads";
            return subject.isEmpty()
                    ? new Failure("out of memory", message, ExitStatus.DEVICE)
                    : new Failure(subject, "out of memory: " + message, ExitStatus.DEVICE);
        }
        String report = "report this with the output of --debug: " + error;
        return subject.isEmpty()
                ? new Failure("internal error", report, ExitStatus.INTERNAL)
                : new Failure(
                        subject, "internal error, report it with the output of --debug: " + error, ExitStatus.INTERNAL);
    }

    /** Tells whether memory ran out: Java's, or that of a native library, whose errors have no type of their own. */
    private static boolean isLackOfMemory(Throwable error) {
        String text = String.valueOf(error.getMessage());
        return error instanceof OutOfMemoryError || NATIVE_LACKS.stream().anyMatch(text::contains);
    }

    /**
     * Tells whether {@code error} can come from a limit. Java's errors do not mention memory: if a library does not fit
     * into memory, Java reports "not in java.library.path".
     */
    private static boolean isScarcity(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            String text = String.valueOf(each.getMessage());
            if (each instanceof LinkageError
                    || each instanceof OutOfMemoryError
                    || text.contains("alloc")
                    || text.contains("emory")
                    || text.contains("oo many open files")) {
                return true;
            }
        }
        return false;
    }
}
