package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Names that are empty, as {@code -d "$OUT"} gives if OUT is not set: Java would take the working directory for them. */
final class EmptyNamesTest {
    static Stream<List<String>> arguments() {
        List<List<String>> all = new ArrayList<>();
        HelpTextTest.commands().forEach(command -> {
            for (OptionSpec option : command.options()) {
                if (namesAFile(option) && !isOfTheRoot(command, option)) {
                    all.add(with(command, option.longestName() + "="));
                }
            }
            if (!command.positionalParameters().isEmpty()
                    && command.positionalParameters().stream().allMatch(EmptyNamesTest::namesAFile)) {
                List<String> operands = with(command);
                command.positionalParameters()
                        .forEach(operand -> operands.addAll(
                                Collections.nCopies(Math.max(1, operand.arity().min()), "")));
                all.add(operands);
            }
        });
        return all.stream();
    }

    private static boolean isOfTheRoot(CommandSpec command, OptionSpec option) {
        return command.parent() == null && !option.longestName().equals("--config");
    }

    private static boolean namesAFile(ArgSpec option) {
        return option.type() == Path.class
                || Arrays.asList(option.auxiliaryTypes()).contains(Path.class)
                || Arrays.stream(option.converters()).anyMatch(NameConverter.class::isInstance);
    }

    private static List<String> with(CommandSpec command, String... more) {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName().split(" ")));
        words.remove(0);
        words.addAll(List.of(more));
        return words;
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void anEmptyNameOfAFileIsAUsageError(List<String> words) {
        Cli.Outcome outcome = new Cli(new FakeEngines()).run(words.toArray());
        assertEquals(2, outcome.status(), outcome.err());
        String last = words.get(words.size() - 1);
        assertTrue(outcome.err().contains("name is empty; is a variable not set?"), outcome.err());
        assertTrue(outcome.err().contains(last.replace("=", "")), outcome.err());
    }

    @Test
    void mostCommandsNameFiles() {
        assertTrue(arguments().count() > 60);
    }
}
