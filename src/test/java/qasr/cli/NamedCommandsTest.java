package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class NamedCommandsTest {
    private static CommandLine parser(String... words) {
        return QasrCommand.parser(new QasrCommand(), NamedCommands.of(PeerProgram.NONE, words));
    }

    private static boolean hasOptions(CommandLine parser, String name) {
        return parser.getSubcommands().get(name).getCommand() != null;
    }

    static Stream<String> names() {
        return QasrCommand.parser().getSubcommands().keySet().stream();
    }

    private static List<String> helps(CommandSpec command) {
        return Stream.concat(
                        Stream.of(HelpText.full(command, 80)),
                        command.subcommands().values().stream().flatMap(each -> helps(each.getCommandSpec()).stream()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNamedCommandIsComplete(String name) {
        CommandSpec whole = QasrCommand.parser().getSubcommands().get(name).getCommandSpec();
        for (List<String> words : List.of(List.of(name), List.of("help", name), List.of("-v", name, "--help"))) {
            CommandSpec named = parser(words.toArray(String[]::new))
                    .getSubcommands()
                    .get(name)
                    .getCommandSpec();
            assertEquals(helps(whole), helps(named));
            assertEquals(HelpText.brief(whole, 80), HelpText.brief(named, 80));
        }
    }

    @Test
    void theListOfCommandsIsTheSame() {
        assertEquals(
                HelpText.full(QasrCommand.parser().getCommandSpec(), 80),
                HelpText.full(parser("--help").getCommandSpec(), 80));
        assertEquals(
                HelpText.brief(QasrCommand.parser().getCommandSpec(), 80),
                HelpText.brief(parser("-h").getCommandSpec(), 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "talk.wav", "-h", "-l en talk.wav", "--threads 2 talk.wav", "view talk.wav"})
    void transcribeNeedsNoName(String words) {
        assertTrue(hasOptions(parser(words.split(" ")), "transcribe"));
        assertFalse(hasOptions(parser(words.split(" ")), "align"));
    }

    @Test
    void aliasesAreNamesToo() {
        for (String name : QasrCommand.parser().getSubcommands().keySet()) {
            for (String alias : QasrCommand.parser()
                    .getSubcommands()
                    .get(name)
                    .getCommandSpec()
                    .aliases()) {
                assertTrue(hasOptions(parser(alias), name), alias);
            }
        }
    }

    @Test
    void ofOtherProgramsTheHelpIsThatOfTranscribe() {
        CommandLine parser =
                QasrCommand.parser(new QasrCommand(), NamedCommands.of(PeerProgram.of("whisper"), "--help"));
        assertTrue(hasOptions(parser, "transcribe"));
        assertFalse(hasOptions(parser, "segment"));
    }
}
