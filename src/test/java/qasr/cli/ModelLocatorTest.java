package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.engine.ModelLocator;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;

/** Tests which model is used without -m, and the note about it. */
final class ModelLocatorTest {
    @TempDir
    Path folder;

    private final FakeEngines engines = new FakeEngines();
    private Path recording;

    @BeforeEach
    void makeRecording() throws IOException {
        float[] samples = new float[16_000];
        Arrays.fill(samples, 0.1f);
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
    }

    @Test
    void theBuiltInModelIsNamedInOneLine() throws IOException {
        makeModel("home/models/demo");
        Cli.Outcome outcome = cli().run("transcribe", recording);
        assertEquals(new Cli.Outcome(0, "One.\n", "qasr: " + ModelLocator.DEMO_NOTE + "\n"), outcome);
        assertEquals(List.of("model demo", "decoder"), engines.opened());
    }

    /** A job of cron may run without the variable that leads to the user's models, and replace good transcripts. */
    @Test
    void theBuiltInModelIsNamedToQuietRunsToo() throws IOException {
        Path demo = makeModel("home/models/demo");
        assertEquals(
                new Cli.Outcome(0, "One.\n", "qasr: " + ModelLocator.DEMO_NOTE + "\n"),
                cli().run("transcribe", "-q", recording));
        assertEquals(
                "{\"event\":\"note\",\"message\":\"" + ModelLocator.DEMO_NOTE + "\"}\n",
                cli().run("--progress=json", "transcribe", "-q", recording)
                        .err()
                        .lines()
                        .filter(line -> line.contains("\"note\""))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
        assertEquals("", cli().run("transcribe", "-q", "-m", demo, recording).err());
        makeModel("data/qasr/models/Qwen3-ASR-0.6B");
        Cli installed = cli().variable("XDG_DATA_HOME", folder.resolve("data").toString());
        assertEquals("", installed.run("transcribe", "-q", recording).err());
    }

    @Test
    void noCommandNamesTheBuiltInModelTwice() throws IOException {
        SeededModel.tiny().writeTo(Files.createDirectories(folder.resolve("home/models/demo")));
        Path text = Files.writeString(folder.resolve("a.txt"), "One.\n");
        Path result = folder.resolve("a.json");
        for (List<Object> command : List.<List<Object>>of(
                List.of("transcribe", "-o", result, recording),
                List.of("retry", "--segments", "0", result),
                List.of("detect-lang", recording),
                List.of("align", recording, text),
                List.of("models", "path"),
                List.of("doctor"))) {
            String err = cli().run(command.toArray()).err();
            assertEquals(2, (err + " ").split(Pattern.quote(ModelLocator.DEMO_NOTE), -1).length, command + ": " + err);
        }
    }

    @Test
    void anInstalledModelComesBeforeTheBuiltInOne() throws IOException {
        makeModel("home/models/demo");
        Path installed = makeModel("data/qasr/models/Qwen3-ASR-0.6B");
        Files.createDirectories(folder.resolve("data/qasr/models/half-a-download"));
        Cli.Outcome outcome = cli().variable(
                        "XDG_DATA_HOME", folder.resolve("data").toString())
                .run("transcribe", recording);
        assertEquals("qasr: using the installed model " + installed + "\n", outcome.err());
        assertEquals("model Qwen3-ASR-0.6B", engines.opened().get(0));
    }

    @Test
    void theFirstInstalledModelByNameIsUsedAndNamed() throws IOException {
        Path second = makeModel("user/.local/share/qasr/models/Qwen3-ASR-1.7B");
        Path first = makeModel("user/.local/share/qasr/models/Qwen3-ASR-0.6B");
        Cli.Outcome outcome =
                cli().variable("HOME", folder.resolve("user").toString()).run("transcribe", recording);
        assertEquals(
                "qasr: using the installed model " + first + " (the first of 2 in " + second.getParent()
                        + "; choose with -m NAME)\n",
                outcome.err());
    }

    @Test
    void anInstalledModelMayHaveTheNameOfOneOfWhisper() throws IOException {
        makeModel("home/models/demo");
        Cli cli = cli().variable("XDG_DATA_HOME", folder.resolve("data").toString());
        Cli.Outcome whispers = cli.run("transcribe", "-m", "small", recording);
        assertTrue(whispers.err().contains("this is a Whisper model"), whispers.err());
        makeModel("data/qasr/models/small");
        assertEquals(0, cli.run("transcribe", "-m", "small", recording).status());
        assertEquals(List.of("model demo", "decoder", "model small", "decoder"), engines.opened());
    }

    @Test
    void onWindowsModelsAreInTheFolderForTheDataOfPrograms() throws IOException {
        makeModel("home/models/demo");
        Path installed = makeModel("local/qasr/models/one");
        Path other = makeModel("profile/.local/share/qasr/models/two");
        Cli cli = cli().variable("USERPROFILE", folder.resolve("profile").toString());
        assertEquals(
                "qasr: using the installed model " + other + "\n",
                cli.run("transcribe", recording).err());
        Cli local = cli().variable("USERPROFILE", folder.resolve("profile").toString())
                .variable("LOCALAPPDATA", folder.resolve("local").toString());
        assertEquals(
                "qasr: using the installed model " + installed + "\n",
                local.run("transcribe", recording).err());
    }

    @Test
    void aRelativeDataHomeCountsAsNone() throws IOException {
        makeModel("home/models/demo");
        assertEquals(
                "qasr: " + ModelLocator.DEMO_NOTE + "\n",
                cli().variable("XDG_DATA_HOME", "data")
                        .run("transcribe", recording)
                        .err());
    }

    @Test
    void withoutAnyModelTheRunEnds() {
        assertEquals(
                new Cli.Outcome(
                        5,
                        "",
                        "qasr: --model: no model is installed, and this build contains no demo model; run"
                                + " 'qasr models pull Qwen/Qwen3-ASR-0.6B', or pass -m DIR\n"),
                cli().run("transcribe", recording));
    }

    private Cli cli() {
        return new Cli(engines).home(folder.resolve("home"));
    }

    private Path makeModel(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.writeString(model.resolve("config.json"), "{}");
        return model;
    }
}
