package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.text.Tokenizer;

final class TextOptionsTest {
    @TempDir
    private Path folder;

    private final FakeEngines engines = new FakeEngines(waveform -> "language Chinese<asr_text>后来酷伯用了bge m3，花了三百二十块。");

    private Path recording;
    private Path glossary;

    @BeforeEach
    void write() throws IOException {
        recording = FakeDecoder.write(folder.resolve("a.wav"), new float[] {0.5f, 0.5f});
        glossary = Files.writeString(folder.resolve("terms.txt"), "BGE-M3\n酷伯 -> Kube\n");
    }

    private Cli.Outcome transcribe(Object... arguments) {
        Object[] all = Stream.concat(Stream.of("transcribe", "-m", folder, recording), Stream.of(arguments))
                .toArray();
        return new Cli(engines).run(all);
    }

    private String prompt() throws IOException {
        Tokenizer tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(Files.createDirectories(folder.resolve("m"))));
        var prompts = engines.network().prompts();
        return tokenizer.decode(prompts.get(prompts.size() - 1).beforeAudio());
    }

    @Test
    void nothingIsChangedUnlessAskedFor() {
        assertEquals("后来酷伯用了bge m3，花了三百二十块。\n", transcribe().out());
    }

    @Test
    void eachOptionHasItsEffect() {
        assertEquals(
                "后来Kube用了BGE-M3，花了三百二十块。\n", transcribe("--glossary", glossary).out());
        assertEquals("后来酷伯用了bge m3，花了320块。\n", transcribe("--itn").out());
        assertEquals(
                "後來酷伯用了bge m3，花了三百二十塊。\n", transcribe("--zh-script", "hant").out());
        assertEquals(
                "后来酷伯用了bge m3花了三百二十块\n", transcribe("--punctuation", "strip").out());
    }

    @Test
    void allOfThemTogetherCanBeSwitchedOff() {
        Object[] all = {"--glossary", glossary, "--itn", "--zh-script", "hant-tw", "--punctuation", "strip"};
        assertEquals("後來Kube用了BGE-M3花了320塊\n", transcribe(all).out());
        Object[] verbatim =
                Stream.concat(Stream.of(all), Stream.of("--verbatim")).toArray();
        assertEquals("后来酷伯用了bge m3，花了三百二十块。\n", transcribe(verbatim).out());
        assertEquals("后来酷伯用了bge m3，花了三百二十块。\n", transcribe("--no-itn").out());
    }

    @Test
    void theLastNumbersOptionWins() {
        assertEquals("后来酷伯用了bge m3，花了三百二十块。\n", transcribe("--itn", "--no-itn").out());
        assertEquals("后来酷伯用了bge m3，花了320块。\n", transcribe("--no-itn", "--itn").out());
    }

    @Test
    void thePromptHasTheTermsUnlessTheyAreForReplacingOnly() throws IOException {
        transcribe("--glossary", glossary, "--context", "A meeting.");
        assertTrue(prompt().contains("A meeting.\nBGE-M3, Kube"), prompt());
        transcribe("--glossary", glossary, "--glossary-mode", "replace");
        assertFalse(prompt().contains("Kube"), prompt());
        assertEquals(
                "后来酷伯用了bge m3，花了三百二十块。\n",
                transcribe("--glossary", glossary, "--glossary-mode", "bias").out());
        assertTrue(prompt().contains("BGE-M3, Kube"), prompt());
    }

    @Test
    void aLongGlossaryIsCutWithANote() throws IOException {
        Files.writeString(
                glossary, IntStream.range(0, 200).mapToObj(i -> "Term" + i).collect(Collectors.joining("\n")));
        String err = transcribe("--glossary", glossary).err();
        assertTrue(err.matches("(?s).*--glossary: the model gets only the first \\d+ of 200 terms.*"), err);
    }

    @Test
    void aBrokenGlossaryIsAUsageErrorWithFileAndLine() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.txt"), "fine\n -> b\n");
        Cli.Outcome outcome = transcribe("--glossary", glossary, "--glossary", broken);
        assertEquals(2, outcome.status());
        assertEquals(
                "qasr: --glossary: " + broken + ":2: the raw form is empty: '-> b'\nTry 'qasr transcribe --help'.\n",
                outcome.err());
        assertEquals(2, transcribe("--glossary", folder.resolve("none")).status());
    }
}
