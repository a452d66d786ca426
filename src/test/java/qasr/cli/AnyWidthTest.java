package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import qasr.console.Columns;

/** Help and errors in windows of any width. */
final class AnyWidthTest {
    private static final int MAX_WIDTH = 200;
    /** Each width is tried on every so-manieth command, each command at every so-manieth width. */
    private static final int SHARE = 8;

    /** No width is refused, no line is longer than the window but for a word or an option's names, and nothing is lost. */
    @Test
    void helpOfEveryCommandFitsAnyWindow() {
        List<CommandSpec> commands =
                all(QasrCommand.parser()).map(CommandLine::getCommandSpec).toList();
        for (int width = 1; width <= MAX_WIDTH; width++) {
            for (int i = width % SHARE; i < commands.size(); i += SHARE) {
                CommandSpec command = commands.get(i);
                String help = HelpText.full(command, width);
                List<String> examples = List.of(command.usageMessage().footer());
                for (String line : help.lines().toList()) {
                    boolean isExample = examples.contains(line);
                    boolean isWord = !line.strip().contains(" ") || line.matches("Usage: \\S+");
                    isWord |= line.matches(" {2}(-|[A-Z]{2})(?!.*\\S {2,}\\S).*"); // the names of an option or operand
                    isWord |= line.matches("\\S[^.]*:"); // a heading
                    assertTrue(isExample || isWord || Columns.of(line) <= width, width + " columns: " + line);
                }
                assertEquals(characters(command, 80), characters(command, width), width + " columns");
            }
        }
    }

    @Test
    void errorsAreTheSameInAnyWindow() {
        for (List<String> wrong : List.<List<String>>of(
                List.of("transcribe"),
                List.of("nonsense"),
                List.<String>of(),
                List.of("segment", "--nonsense"),
                List.of("transcribe", "-f", "xml", "a.wav"),
                List.of("models", "pull"))) {
            Cli.Outcome usual = new Cli(new FakeEngines()).run(wrong.toArray());
            assertEquals(2, usual.status());
            for (int width : new int[] {1, 2, 20, 40, 54, 55, 71, 72, 200, 1000}) {
                assertEquals(usual, run(width + "", wrong.toArray()), width + " columns");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "0", "-1", "-2147483648", "wide", "80x24", "4.5", "1e9", "99999999999", "\u0664\u0660"})
    void aWidthThatIsNoneCountsAsNotSet(String width) {
        Cli.Outcome outcome = run(width, "transcribe", "--help");
        assertEquals(0, outcome.status());
        assertEquals(
                width.equals("\u0664\u0660") ? run("40", "transcribe", "--help") : run("80", "transcribe", "--help"),
                outcome);
    }

    @Test
    void aWidthOutOfAllReasonTakesNoMemory() {
        assertEquals(run("1000", "transcribe", "--help"), run("2147483647", "transcribe", "--help"));
        assertFalse(run("1000", "transcribe", "--help").out().isEmpty());
    }

    /** Returns the characters of a command's help in no order, without blanks. */
    private static String characters(CommandSpec command, int width) {
        char[] characters = HelpText.full(command, width).replaceAll("\\s+", "").toCharArray();
        Arrays.sort(characters);
        return new String(characters);
    }

    private static Cli.Outcome run(String width, Object... arguments) {
        return new Cli(new FakeEngines()).variable("COLUMNS", width).run(arguments);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(AnyWidthTest::all));
    }
}
