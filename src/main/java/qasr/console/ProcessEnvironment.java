package qasr.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import qasr.output.ResultDescriptor;

/** The {@link Environment} of this process. */
public final class ProcessEnvironment {
    /** Set by the launcher: the folder that holds {@code models/}. */
    private static final String HOME_PROPERTY = "qasr.home";

    /** Set by the launcher to "terminal" or "redirected": the shell knows without a native library. */
    private static final String STDERR_PROPERTY = "qasr.stderr";

    /** Set by the launcher to the same of standard output, or to "closed". */
    private static final String STDOUT_PROPERTY = "qasr.stdout";

    /** Set by the launcher to "open" or "closed". */
    private static final String STDIN_PROPERTY = "qasr.stdin";

    private static final String CLOSED = "closed";

    private static final Path DESCRIPTORS = Path.of("/dev/fd");

    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private ProcessEnvironment() {}

    public static Environment current() {
        Map<String, String> variables = System.getenv();
        boolean closed = System.getProperty(STDOUT_PROPERTY, "").equals(CLOSED);
        return new Environment(
                System.getProperty(STDIN_PROPERTY, "").equals(CLOSED) ? new ClosedInput() : System.in,
                closed ? new ClosedOutput() : output(),
                new FileOutputStream(FileDescriptor.err),
                !closed && isStandardOutputPipe(),
                terminal(variables),
                variables,
                home());
    }

    private static Terminal terminal(Map<String, String> variables) {
        boolean output = System.getProperty(STDOUT_PROPERTY, "").equals("terminal");
        return System.getProperty(STDERR_PROPERTY, "").equals("redirected")
                ? Terminal.none(output)
                : Terminal.ofStandardError(variables, output);
    }

    private static OutputStream output() {
        OutputStream out = new FileOutputStream(ResultDescriptor.descriptor());
        return Files.exists(DESCRIPTORS) ? out : new UnknownOutput(out);
    }

    /** A failed write to a pipe means that its reader has gone; to a file, that the disk is full. */
    private static boolean isStandardOutputPipe() {
        try {
            int mode = (Integer)
                    Files.getAttribute(DESCRIPTORS.resolve(Integer.toString(ResultDescriptor.number())), "unix:mode");
            return (mode & FILE_TYPE) == PIPE || (mode & FILE_TYPE) == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Files.exists(DESCRIPTORS); // closed: no reader; Windows has no such files, see UnknownOutput
        }
    }

    private static Optional<Path> home() {
        String property = System.getProperty(HOME_PROPERTY, "");
        return property.isEmpty() ? homeOfCode() : Optional.of(Path.of(property));
    }

    /** The classes are in target/classes of a checkout, or in a jar in target/ or lib/. */
    private static Optional<Path> homeOfCode() {
        try {
            Path code = Path.of(ProcessEnvironment.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.iterate(code, folder -> folder != null, Path::getParent)
                    .limit(4)
                    .filter(folder -> Files.isDirectory(folder.resolve("models")))
                    .findFirst();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
