package qasr.cli;

/** A subcommand whose options have been parsed. */
interface Command {
    /**
     * Runs it.
     *
     * @throws CommandException if the whole run has to end
     */
    ExitStatus run(Session session) throws CommandException;
}
