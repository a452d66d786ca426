package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Checks the text of -h and --help as a new user sees it. */
final class HelpTextTest {
    static Stream<CommandSpec> commands() {
        return below(QasrCommand.parser().getCommandSpec());
    }

    private static Stream<CommandSpec> below(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(HelpTextTest::below));
    }

    private static String help(Object... arguments) {
        Cli.Outcome outcome = new Cli(new FakeEngines()).run(arguments);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shortHelpFitsOnAScreenAndSaysWhereTheRestIs(CommandSpec command) {
        String brief = HelpText.brief(command, 80);
        assertTrue(brief.lines().count() < 60, brief);
        assertTrue(brief.lines().allMatch(line -> line.length() <= 80), brief);
        assertTrue(brief.equals(HelpText.full(command, 80)) || brief.contains("--help' prints all options"), brief);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void longHelpHasEveryOption(CommandSpec command) {
        String full = HelpText.full(command, 80);
        for (OptionSpec option : command.options()) {
            String name =
                    option.negatable() ? option.longestName().replaceFirst("--", "--[no-]") : option.longestName();
            assertEquals(!option.hidden(), full.contains(name), name);
        }
    }

    @Test
    void shortAndLongHelpAreWhatTheyAreCalled() {
        String brief = help("transcribe", "-h");
        String full = help("transcribe", "--help");
        assertTrue(brief.contains("--format") && !brief.contains("--speech-pad"), brief);
        assertTrue(full.contains("--format") && full.contains("--speech-pad"), full);
        assertEquals(full, help("help", "transcribe"));
        assertEquals(brief, help("transcribe", "-qh", "x.wav"));
        assertEquals(help("models", "pull", "--help"), help("help", "models", "pull"));
        assertTrue(help("-h").contains("--language"), "the options that people need");
    }

    static Stream<CommandSpec> children() {
        return commands().filter(command -> command.parent() != null);
    }

    /** Help and version are asked for before or after the name of a command, which then does nothing. */
    @ParameterizedTest
    @MethodSource("children")
    void helpMayStandBeforeTheCommand(CommandSpec child) {
        List<String> parents = List.of(child.parent().qualifiedName().split(" "));
        List<Object> names = new ArrayList<>(parents.subList(1, parents.size()));
        for (String option : List.of("-h", "--help", "--version")) {
            List<Object> before = new ArrayList<>(names);
            before.addAll(List.of(option, child.name()));
            List<Object> after = new ArrayList<>(names);
            after.addAll(List.of(child.name(), option));
            assertEquals(help(after.toArray()), help(before.toArray()), before.toString());
        }
    }

    @Test
    void everyCommandHasOneLine() {
        for (String all : List.of(help("-h"), help("--help"), help("models", "--help"))) {
            List<String> lines = all.lines()
                    .dropWhile(line -> !line.equals("Commands:"))
                    .skip(1)
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
            assertTrue(lines.size() >= 7, all);
            assertTrue(lines.stream().allMatch(line -> line.matches("  [a-z-]+ +[A-Z].*\\.")), all);
        }
    }

    @Test
    void whatMostPeopleNeedComesFirst() {
        List<String> headings = new ArrayList<>(help("transcribe", "--help")
                .lines()
                .filter(line -> line.matches("[A-Z][a-z ]+:"))
                .toList());
        assertEquals(List.of("Output:", "Model:", "Language and terms:", "Text:"), headings.subList(0, 4));
        assertTrue(headings.contains("Completeness:") && headings.contains("Error checks:"), headings.toString());
        assertTrue(headings.indexOf("Batch:") > headings.indexOf("Completeness:"), headings.toString());
        assertEquals(headings.stream().distinct().toList(), headings);
    }

    /** A verb, its effect, a full stop, and no more than two lines of a wide terminal: details are for the man page. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyTextIsAShortSentence(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String text = option.description()[0];
                assertTrue(text.matches("[A-Z][a-z]+\\b.*\\.") && text.length() <= 125, option + ": " + text);
            }
        }
    }

    /** Several commands share options; what only one of them has is not for the help of the others. */
    @ParameterizedTest
    @MethodSource("commands")
    void helpNamesOnlyOptionsOfItsCommand(CommandSpec command) {
        Pattern name = Pattern.compile("(?<![\\w-])--(?:no-)?([a-z][a-z-]+)");
        List<String> known = command.options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .map(option -> option.replaceFirst("^--(no-)?", ""))
                .toList();
        for (OptionSpec option : command.options()) {
            if (option.hidden()) {
                continue;
            }
            String text = String.join(" ", option.description()).replaceAll("'(qasr|mvn) [^']*'", "");
            name.matcher(text)
                    .results()
                    .forEach(named -> assertTrue(
                            known.contains(named.group(1)),
                            command.qualifiedName() + " " + option.longestName() + ": " + text));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 54, 56, 80, 132, 400})
    void anyWidthWorksAndNoWordIsCut(int width) {
        commands().forEach(command -> {
            String full = HelpText.full(command, width);
            String words = full.replaceAll("\\s+", " ");
            assertEquals(HelpText.full(command, 80).replaceAll("\\s+", " "), words);
            long tooLong = full.lines()
                    .filter(line -> line.length() > width && line.strip().contains(" "))
                    .filter(line -> !line.startsWith("  ") && !line.endsWith(":")) // names, examples, headings
                    .count();
            assertEquals(0, tooLong, full);
        });
    }

    @Test
    void theManPageHasTheDetailsThatHelpLeavesOut() {
        CommandSpec transcribe =
                QasrCommand.parser().getSubcommands().get("transcribe").getCommandSpec();
        String detail = transcribe.findOption("--name-template").description()[1];
        assertTrue(ManPage.of(transcribe).replace("\\-", "-").contains(detail), detail);
        assertTrue(!HelpText.full(transcribe, 400).contains(detail), detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void theVersionHasTwoNames(String option) {
        assertTrue(help(option).startsWith("qasr "), option);
        assertTrue(help("models", "pull", option).startsWith("qasr "), option);
    }
}
