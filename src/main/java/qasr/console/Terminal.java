package qasr.console;

import java.util.Map;
import org.fusesource.jansi.AnsiConsole;
import org.fusesource.jansi.AnsiPrintStream;
import org.fusesource.jansi.AnsiType;

/** The terminal on standard error: whether there is one, and how wide it is. */
public interface Terminal {
    /** Tells whether standard error is a terminal that can show a line and take it back. */
    boolean isInteractive();

    /** Tells whether standard output is a terminal too. */
    default boolean isOutputTerminal() {
        return false;
    }

    /** Returns the width in columns; only asked of an interactive one. */
    int columns();

    /** Returns a terminal that is none. */
    static Terminal none() {
        return none(false);
    }

    /** Returns one where standard error is no terminal, but standard output may be. */
    static Terminal none(boolean output) {
        return new Terminal() {
            @Override
            public boolean isInteractive() {
                return false;
            }

            @Override
            public boolean isOutputTerminal() {
                return output;
            }

            @Override
            public int columns() {
                return 0;
            }
        };
    }

    /**
     * Returns the process's standard error, looked at through Jansi (which loads a native library) when first asked.
     *
     * @param output whether results go to a terminal too
     */
    static Terminal ofStandardError(Map<String, String> variables, boolean output) {
        return new StandardError(variables, output);
    }

    /** Standard error of this process. */
    final class StandardError implements Terminal {
        private static final int DEFAULT_COLUMNS = 80;

        private final Map<String, String> variables;
        private AnsiPrintStream stream;
        private final boolean output;
        private boolean asked;

        private StandardError(Map<String, String> variables, boolean output) {
            this.variables = variables;
            this.output = output;
        }

        @Override
        public boolean isInteractive() {
            ask();
            return stream != null && stream.getType() != AnsiType.Redirected && !"dumb".equals(variables.get("TERM"));
        }

        @Override
        public boolean isOutputTerminal() {
            return output;
        }

        @Override
        public int columns() {
            ask();
            int width = stream == null ? 0 : stream.getTerminalWidth();
            return width > 0 ? width : Environment.columns(variables).orElse(DEFAULT_COLUMNS);
        }

        private synchronized void ask() {
            if (asked) {
                return;
            }
            asked = true;
            try {
                stream = AnsiConsole.err();
            } catch (LinkageError | RuntimeException e) {
                stream = null; // no native library to be had (read-only or noexec temporary folder): no progress line
            }
        }
    }
}
