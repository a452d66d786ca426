package qasr.cli;

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

    /** Hears which options have their values from the environment or from files, before it runs. */
    default void setBySettings(Set<String> options) {}
}
