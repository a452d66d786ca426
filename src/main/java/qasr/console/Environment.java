package qasr.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that a run takes from its process, so that a test can supply its own.
 *
 * @param out standard output, unbuffered; writing to it may fail
 * @param outIsPipe whether {@code out} is a pipe or socket, whose reader may go away
 * @param home where the program's own {@code models/} folder lies, or empty if unknown
 * @param variables environment variables
 */
public record Environment(
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean outIsPipe,
        Terminal terminal,
        Map<String, String> variables,
        Optional<Path> home) {
    /** No window is wider; a larger number is a way to say "do not wrap". */
    private static final int MAX_COLUMNS = 1000;

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Returns a variable's value; an empty one counts as not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns this environment with another standard input. */
    public Environment withIn(InputStream other) {
        return new Environment(other, out, err, outIsPipe, terminal, variables, home);
    }

    /** Returns whether the program's caller has closed standard output. */
    public boolean outIsClosed() {
        return out instanceof ClosedOutput;
    }

    /** Returns the width that {@code COLUMNS} sets, 1 to 1000; empty if that is no positive number. */
    public static OptionalInt columns(Map<String, String> variables) {
        try {
            int columns = Integer.parseInt(variables.getOrDefault("COLUMNS", "").strip());
            return columns > 0 ? OptionalInt.of(Math.min(columns, MAX_COLUMNS)) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
