package qasr.cli;

import java.util.List;
import java.util.Set;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Session;

/** A subcommand whose options have been parsed. */
interface Command {
    /**
     * Runs it.
     *
     * @throws CommandException if the whole run has to end
     */
    ExitStatus run(Session session) throws CommandException;

    /** Returns the arguments of the command that follows if this one has succeeded; empty if none does. */
    default List<String> next() {
        return List.of();
    }

    /** Receives the names of the options that the environment or a file has set, before the command runs. */
    default void setBySettings(Set<String> options) {}
}
