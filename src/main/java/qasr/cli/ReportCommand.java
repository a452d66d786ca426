package qasr.cli;

import picocli.CommandLine;

/** {@code qasr report}: does nothing itself. */
@CommandLine.Command(
        name = "report",
        description = "Work with the reports of 'qasr transcribe --report'.",
        footer = "  qasr report merge -o all.json report-*.json",
        subcommands = ReportMergeCommand.class)
final class ReportCommand {}
