package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.job.ResultOptions;

/** Tests which options an output depends on. */
final class OptionEffectsTest {
    private static CommandSpec transcribe() {
        return QasrCommand.parser().getSubcommands().get("transcribe").getCommandSpec();
    }

    @Test
    void everyOptionOfTranscribeHasAListedEffect() {
        List<String> unknown = transcribe().options().stream()
                .filter(option -> OptionEffects.of(option).isEmpty())
                .map(OptionSpec::longestName)
                .toList();
        assertEquals(List.of(), unknown, "say beside the option what it changes: @Changes");
    }

    @Test
    void everyListedEffectBelongsToAnOptionOfTranscribe() throws Exception {
        Set<String> fields = transcribe().options().stream()
                .filter(option -> option.userObject() instanceof Field)
                .map(option -> name((Field) option.userObject()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> said = new TreeSet<>();
        URI classes = OptionEffects.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        try (Stream<Path> files = Files.list(Path.of(classes).resolve("qasr/cli"))) {
            for (String file : files.map(Path::getFileName).map(Path::toString).toList()) {
                if (file.endsWith(".class")) {
                    Class<?> type = Class.forName("qasr.cli." + file.replace(".class", ""));
                    Stream.of(type.getDeclaredFields())
                            .filter(field -> field.isAnnotationPresent(Changes.class))
                            .forEach(field -> said.add(name(field)));
                }
            }
        }
        assertTrue(said.size() > 40, said.toString());
        said.removeAll(fields);
        assertEquals(Set.of(), said, "no option of transcribe");
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }

    @Test
    void onlyAContextIsReadFromTheFileBehindAnAt() {
        CommandLine parser = QasrCommand.parser();
        CommandLine transcribe = parser.getSubcommands().get("transcribe");
        parser.parseArgs("transcribe", "--names", "@agent,@caller", "--context", "@terms.txt");
        assertEquals(
                List.of(new ResultOptions.Text("@agent"), new ResultOptions.Text("@caller")),
                values(transcribe, "--names"));
        assertEquals(
                List.of(new ResultOptions.Content(Path.of("terms.txt"))), values(transcribe, LanguageOptions.CONTEXT));
    }

    private static List<ResultOptions.Value> values(CommandLine parsed, String option) {
        ResultOptions options = OptionEffects.read(parsed.getCommandSpec());
        return Stream.concat(options.words().stream(), options.files().stream())
                .filter(given -> given.name().equals(option))
                .flatMap(given -> given.values().stream())
                .toList();
    }

    @Test
    void filesCountByTheirContent(@TempDir Path folder) throws IOException {
        Path glossary = Files.writeString(folder.resolve("terms.txt"), "a -> b\n");
        List<ResultOptions.Given> options = List.of(new ResultOptions.Given(
                "--glossary", List.of(new ResultOptions.Content(glossary), new ResultOptions.Text("x"))));
        List<String> before = ResultOptions.texts(options);
        assertEquals("--glossary", before.get(0));
        assertEquals("x", before.get(2));
        assertEquals(before, ResultOptions.texts(options));
        Files.writeString(glossary, "a -> c\n");
        assertTrue(!before.get(1).equals(ResultOptions.texts(options).get(1)));
    }
}
