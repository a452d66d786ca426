package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.output.Format;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;
import qasr.text.Language;
import qasr.torch.SileroDetector;

/** The language of the machine changes no result: Turkish has two letters i; Arabic, Persian and Thai have own digits. */
final class AnyLocaleTest {
    private static final List<String> TAGS = List.of("tr-TR", "ar-EG", "fa-IR", "th-TH-u-nu-thai", "de-DE", "az");

    private final Locale usual = Locale.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Locale.setDefault(usual);
    }

    @Test
    void everyFormatAndMessageIsTheSame() throws IOException {
        float[] samples = new float[3 * Signals.SECOND];
        Arrays.fill(samples, 0.1f);
        FakeDecoder.write(folder.resolve("talk.wav"), samples);
        Locale.setDefault(Locale.ROOT);
        Map<String, String> expected = results();
        assertEquals(
                Format.values().length + 4, expected.size(), expected.keySet().toString());
        for (String tag : TAGS) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertEquals(expected, results(), tag);
        }
    }

    /** Returns the texts of all outputs, and the messages. */
    private Map<String, String> results() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Map<String, String> all = new TreeMap<>();
        String formats = String.join(
                ",", Stream.of(Format.values()).map(Format::extension).toList());
        Path model = Files.createDirectories(folder.resolve("model"));
        all.put("transcribe", run("transcribe", "-m", model, "-f", formats, "-d", out, folder.resolve("talk.wav")));
        all.put("segment", run("segment", folder.resolve("talk.wav")));
        all.put("diff", run("diff", out.resolve("talk.json")));
        all.put("lint", run("lint", "--max-cps", "0.5", out.resolve("talk.srt")));
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (file.getFileName().toString().startsWith("talk.")) {
                    all.put(file.getFileName().toString(), withoutMeasures(Files.readString(file)));
                }
                Files.delete(file);
            }
        }
        return all;
    }

    private static String withoutMeasures(String text) {
        return text.replaceAll("(?i)\"(created|rtf|[a-z_]*seconds|[a-z_]*_s|time[a-z_]*)\": [^,\n]+", "");
    }

    private static String run(Object... arguments) {
        return new Cli(new FakeEngines()).run(arguments).toString();
    }

    /** Opens the weights of the speech detector: their tensors have numbers in their names. */
    @Test
    void theSpeechDetectorFindsItsWeights() {
        for (String tag : TAGS) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertDoesNotThrow(() -> SileroDetector.open().close(), tag);
        }
    }

    @Test
    void everyValueOfEveryOptionAndEveryLanguageIsUnderstood() {
        for (String tag : TAGS) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            for (CommandLine command : QasrCommand.parser().getSubcommands().values()) {
                checkEnums(command.getCommandSpec(), tag);
            }
            for (Language language : Language.ALL) {
                assertEquals(language, Language.named(language.name().toUpperCase(Locale.ROOT)), tag);
            }
        }
    }

    private static void checkEnums(CommandSpec command, String tag) {
        for (OptionSpec option : command.options()) {
            Class<?> type = option.auxiliaryTypes()[0];
            if (type.isEnum()) {
                for (String value : option.completionCandidates()) {
                    assertEquals(
                            value.replace('-', '_').toUpperCase(Locale.ROOT),
                            ((Enum<?>) EnumOptions.constant(type, value)).name(),
                            tag + ": " + option.longestName());
                }
            }
        }
    }
}
