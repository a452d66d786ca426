package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.console.ExitStatus;
import qasr.engine.NativeEngines;
import qasr.engine.Remedies;
import qasr.model.DeviceException;
import qasr.torch.Int8Caution;

final class RemediesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(DeviceException.Reason.class)
    void aDevicesRemedyIsAnExistingOption(DeviceException.Reason reason) {
        String said = Remedies.of(new DeviceException(reason, "what is wrong"));
        assertTrue(said.startsWith("what is wrong"), said);
        CommandLine transcribe = QasrCommand.parser().getSubcommands().get("transcribe");
        said.lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .filter(word -> word.startsWith("--"))
                .forEach(option -> assertTrue(
                        transcribe.getCommandSpec().optionsMap().containsKey(option), () -> option + " in: " + said));
        assertEquals(reason == DeviceException.Reason.PROCESSOR, said.equals("what is wrong"), said);
    }

    @Test
    void headerlessAudioGetsTheRawRemedy() throws Exception {
        assertEquals("broken", Remedies.of(new AudioException("broken")));
        Path pcm = Files.write(folder.resolve("x.pcm"), new byte[5000]);
        Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of())).run("segment", pcm);
        assertEquals(ExitStatus.INPUT.code(), outcome.status());
        assertTrue(outcome.err()
                .contains(
                        ": has no header that says how it is encoded: name the encoding, such as --raw s16le,16000,1"));
    }

    @Test
    void headerlessAudioOfAFolderIsNotLeftOutInSilence() throws Exception {
        for (String name : List.of("a.raw", "b.pcm", "c.s16", "d.S8", "e.bin")) {
            Files.write(folder.resolve(name), new byte[5000]);
        }
        Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of())).run("segment", folder);
        assertTrue(
                outcome.err()
                        .contains(": skipped 4 files without a header: a.raw, b.pcm, c.s16 and 1 more;"
                                + " add --raw FORMAT,RATE,CHANNELS to read them"),
                outcome.err());
    }

    @Test
    void aTrackIsOfferedWhereThereAreSeveral() {
        assertEquals("flac, 8000 Hz, channels: 1", Remedies.of(new AudioFormat("flac", 8000, 1)));
        assertEquals(
                "flac, 8000 Hz, channels: 1, audio track 2 of 2 (1: aac; 2: flac);"
                        + " --audio-track N selects another track",
                Remedies.of(new AudioFormat("flac", 8000, 1, 2, List.of("aac", "flac"))));
    }

    @Test
    void int8IsWarnedOfIfAnotherPrecisionHelps() {
        assertEquals("a; --dtype auto avoids int8", Remedies.of(new Int8Caution("a", true)));
        assertEquals("a", Remedies.of(new Int8Caution("a", false)));
    }
}
