package qasr.cli;

import picocli.CommandLine.Option;
import qasr.job.Echo;

/** The option that prints the text of results that go to files. */
@HelpHeading("Output")
final class EchoOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--print",
            paramLabel = "HOW",
            defaultValue = "none",
            description = {
                "With -d or -o, also print the text on standard output: ${COMPLETION-CANDIDATES} (default: none).",
                "text prints a line for each utterance when it is known. range also prints its start and end. The text of an output that is up to date is not printed; a note counts these."
            })
    private Echo echo;

    /** Returns what is printed. */
    Echo echo() {
        return echo;
    }
}
