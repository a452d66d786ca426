package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Line;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.engine.Engines;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.record.FakeMicrophone;
import qasr.record.FakeMicrophones;

final class RecordCommandTest {
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    @AfterEach
    void disconnect() {
        FakeMicrophones.connect();
    }

    private static FakeMicrophone microphone(String name, int seconds) {
        return new FakeMicrophone(name, RATE, 1, FakeMicrophones.sound(seconds));
    }

    private static Cli cli() {
        return new Cli(new FakeEngines());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--list-devices", "--max=1"})
    void withoutADeviceThereIsOneLineAndStatus6(String option) throws IOException {
        assumeTrue(
                Arrays.stream(AudioSystem.getMixerInfo())
                        .noneMatch(mixer ->
                                AudioSystem.getMixer(mixer).isLineSupported(new Line.Info(TargetDataLine.class))),
                "this machine has a microphone");
        Cli.Outcome outcome = cli().run("record", option, "-o", folder.resolve("a.wav"));
        assertEquals(6, outcome.status());
        assertEquals(
                "qasr: no microphone found: connect one, or check that this user may use sound devices\n",
                outcome.err());
        assertEquals(List.of(), files());
    }

    @Test
    void devicesAreListedByNameOnePerLine() {
        FakeMicrophones.connect(microphone("Built-in", 1), microphone("USB\nheadset", 1));
        Cli.Outcome outcome = cli().run("record", "--list-devices");
        assertEquals(0, outcome.status());
        List<String> names = outcome.out().lines().toList();
        assertTrue(names.contains("Built-in") && names.contains("USB?headset"), outcome.out());
    }

    /** The JDK may list real devices before those of the test, so each name is unique. */
    @ParameterizedTest
    @CsvSource({"test usb, 6, several", "'test usb b', 0, ''", "TEST USB, 0, ''", "test none, 6, no device"})
    void aDeviceIsChosenByItsNameOrAPartThatNoOtherHas(String name, int status, String message) throws IOException {
        FakeMicrophones.connect(
                microphone("TEST USB", 1), new FakeMicrophone("Test USB B", 8000, 2, new short[16_000]));
        Path target = folder.resolve("a.wav");
        Cli.Outcome outcome = cli().run("record", "--microphone", name, "--max", "0.5", "-o", target);
        assertEquals(status, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains(message), outcome.err());
        if (status == 0) {
            boolean second = name.endsWith("b");
            assertTrue(
                    outcome.err().contains(second ? "8000 Hz, channels: 2" : "16000 Hz, channels: 1"), outcome.err());
            assertTrue(outcome.err().contains("warning: the microphone gave no sound") == second, outcome.err());
        } else {
            assertEquals(1, outcome.err().lines().count());
            assertTrue(outcome.err().contains("'TEST USB', 'Test USB B'"), outcome.err());
            assertEquals(List.of(), files());
        }
    }

    @Test
    void aDeviceThatAnotherProgramUsesHasStatus6() {
        FakeMicrophones.connect(microphone("Test busy", 1).busy());
        Cli.Outcome outcome = cli().run("record", "--microphone", "Test busy", "-o", folder.resolve("a.wav"));
        assertEquals(6, outcome.status());
        assertEquals(
                "qasr: the device 'Test busy' cannot record (the line is in use): close the program that uses it, or"
                        + " choose another device\n",
                outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wav", "flac", "FLAC"})
    void aFileHasEverySampleUpToTheMaximum(String extension) throws IOException {
        FakeMicrophones.connect(microphone("Test", 3));
        Path target = folder.resolve("new").resolve("a." + extension);
        try (Engines engines = new NativeEngines(directory -> List.of())) {
            Cli.Outcome outcome =
                    new Cli(engines).run("record", "--microphone", "Test", "--max", "1.2345", "-o", target);
            assertEquals(0, outcome.status(), outcome.err());
            assertTrue(outcome.err().endsWith("qasr: " + target + ": 0:01 recorded\n"), outcome.err());
            assertFalse(outcome.err().contains("warning"), outcome.err());
        }
        assertEquals("", difference(new AudioInput.AudioFile(target), 19_752));
        String beginning = new String(Files.readAllBytes(target), 0, 4, StandardCharsets.ISO_8859_1);
        assertEquals(extension.equals("wav") ? "RIFF" : "fLaC", beginning);
    }

    @Test
    void stereoIsKeptAsItIs() throws IOException {
        short[] sound = new short[2 * RATE];
        for (int i = 0; i < RATE; i++) {
            sound[2 * i] = (short) (i % 3000);
            sound[2 * i + 1] = (short) (i % 1777);
        }
        FakeMicrophones.connect(new FakeMicrophone("Test", RATE, 2, sound));
        Path target = folder.resolve("a.flac");
        try (Engines engines = new NativeEngines(directory -> List.of())) {
            assertEquals(
                    0,
                    new Cli(engines)
                            .run("record", "--microphone", "Test", "--max", "0:01", "-o", target)
                            .status());
        }
        float[] mono = decoded(new AudioInput.AudioFile(target));
        assertEquals(RATE, mono.length);
        for (int i = 0; i < RATE; i++) {
            assertEquals((sound[2 * i] + sound[2 * i + 1]) / 65_536f, mono[i], 1e-6f);
        }
    }

    /** The stream has a header without a length, as a pipe needs it. */
    @Test
    void standardOutputGetsAStreamThatAPipeCanDecode() throws IOException {
        FakeMicrophones.connect(microphone("Test", 2));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Cli.Outcome outcome = cli().out(out, true).run("record", "--microphone", "Test", "--max", "1");
        assertEquals(0, outcome.status(), outcome.err());
        byte[] stream = out.toByteArray();
        assertEquals(76 + 2 * RATE, stream.length);
        assertEquals("", difference(new AudioInput.AudioPipe(new java.io.ByteArrayInputStream(stream)), RATE));
    }

    @Test
    void aReaderThatHasGoneEndsTheRecordingQuietly() {
        FakeMicrophones.connect(microphone("Test", 2));
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Cli.Outcome outcome = cli().out(closed, true).run("record", "-q", "--microphone", "Test");
        assertEquals(0, outcome.status());
        assertEquals("", outcome.err());
        Cli.Outcome full = cli().out(closed, false).run("record", "-q", "--microphone", "Test");
        assertEquals(7, full.status());
        assertEquals("qasr: standard output: cannot be written: Broken pipe\n", full.err());
    }

    @Test
    void aFileThatExistsIsReplacedOnlyOnRequest() throws IOException {
        FakeMicrophones.connect(microphone("Test", 2));
        Path target = Files.writeString(folder.resolve("a.wav"), "mine");
        Object[] command = {"record", "--microphone", "Test", "--max", "1", "-o", target};
        Cli.Outcome refused = cli().run(command);
        assertEquals(7, refused.status());
        assertEquals("qasr: " + target + ": exists already; add --overwrite to replace it\n", refused.err());
        assertEquals("mine", Files.readString(target));
        assertEquals(
                0,
                cli().run(Stream.concat(Stream.of(command), Stream.of("--overwrite"))
                                .toArray())
                        .status());
        assertEquals("", difference(new AudioInput.AudioFile(target), RATE));
        assertEquals(List.of("a.wav"), files());
    }

    @Test
    void thePartOfAKilledRecordingIsKept() throws IOException {
        FakeMicrophones.connect(microphone("Test", 1));
        Files.writeString(folder.resolve("a.part.wav"), "of an earlier recording");
        Path target = folder.resolve("a.wav");
        assertEquals(
                0,
                cli().run("record", "--microphone", "Test", "--max", "1", "-o", target)
                        .status());
        assertEquals(List.of("a.part.wav", "a.wav"), files());
        assertEquals("of an earlier recording", Files.readString(folder.resolve("a.part.wav")));
    }

    @Test
    void anUnpluggedDeviceKeepsTheSoundSoFar() throws IOException {
        FakeMicrophones.connect(microphone("Test", 1).unplugged());
        Path target = folder.resolve("a.wav");
        Cli.Outcome outcome = cli().run("record", "--microphone", "Test", "-o", target);
        assertEquals(6, outcome.status());
        assertTrue(
                outcome.err().endsWith("qasr: the device 'Test' stopped; the sound so far is kept\n"), outcome.err());
        assertEquals("", difference(new AudioInput.AudioFile(target), RATE));
    }

    /** The device keeps one second, and the reader stops for one and a half. */
    @Test
    void aSlowReaderLosesNothing() throws IOException {
        FakeMicrophones.connect(microphone("Test", 3).live(RATE));
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            private int writes;

            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                if (writes++ == 1) {
                    LockSupport.parkNanos(1_500_000_000L);
                }
                super.write(bytes, offset, length);
            }
        };
        Cli.Outcome outcome = cli().out(out, true).run("record", "--microphone", "Test", "--max", "2.5");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "",
                difference(
                        new AudioInput.AudioPipe(new java.io.ByteArrayInputStream(out.toByteArray())), 5 * RATE / 2));
    }

    @Test
    void lostSoundHasALineAndStatus3() throws IOException {
        FakeMicrophones.connect(microphone("Test", 3).live(RATE).losing(3 * RATE / 10));
        Path target = folder.resolve("a.wav");
        Cli.Outcome outcome = cli().run("record", "-q", "--microphone", "Test", "--max", "0.6", "-o", target);
        assertEquals(3, outcome.status(), outcome.err());
        assertEquals(
                "qasr: " + target + ": about 1 s of sound are missing: the device or the computer did not keep up\n",
                outcome.err());
        assertEquals(6 * RATE / 10, decoded(new AudioInput.AudioFile(target)).length);
        Path model = Files.createDirectory(folder.resolve("model"));
        Path second = folder.resolve("b.wav");
        Cli.Outcome next = cli().run(
                        "record",
                        "--microphone",
                        "Test",
                        "--max",
                        "0.6",
                        "-o",
                        second,
                        "--then-transcribe",
                        "--",
                        "-m",
                        model);
        assertTrue(next.err().contains("s of sound are missing"), next.err());
        assertTrue(next.err().contains(second + ": is no recording"), "it is transcribed all the same: " + next.err());
    }

    @Test
    void aNameThatAnotherRecordingGotMeanwhileIsNotReplaced() throws Exception {
        FakeMicrophones.connect(microphone("Test", 3).live(RATE));
        Path target = folder.resolve("a.wav");
        Path part = folder.resolve("a.part.wav");
        Thread other = new Thread(() -> {
            while (!Files.exists(part)) {
                Thread.onSpinWait();
            }
            try {
                Files.writeString(target, "another recording");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        other.start();
        Cli.Outcome outcome = cli().run("record", "-q", "--microphone", "Test", "--max", "1", "-o", target);
        other.join();
        assertEquals(7, outcome.status());
        assertEquals("qasr: " + target + ": exists already; the sound is in " + part + "\n", outcome.err());
        assertEquals("another recording", Files.readString(target));
        assertEquals("", difference(new AudioInput.AudioFile(part), RATE));
    }

    @Test
    void theLevelIsShownOnATerminalOnly() throws IOException {
        FakeMicrophones.connect(microphone("Test", 1));
        Path target = folder.resolve("a.wav");
        Cli.Outcome shown = cli().terminal(60).run("record", "--microphone", "Test", "--max", "1", "-o", target);
        assertTrue(shown.err().contains("0:01  [\u001b[32m####"), shown.err());
        assertTrue(shown.err().contains(" dB"), shown.err());
        Files.delete(target);
        Cli.Outcome plain = cli().progress().run("record", "--microphone", "Test", "--max", "1", "-o", target);
        assertFalse(plain.err().contains("["), plain.err());
        assertEquals(
                2, cli().terminal(80).run("record", "--microphone", "Test").status(), "no WAV stream to a terminal");
    }

    @Test
    void theFileIsTranscribedWithTheOptionsAfterTheDashes() throws IOException {
        FakeMicrophones.connect(microphone("Test", 1));
        Path model = Files.createDirectory(folder.resolve("model"));
        Path target = folder.resolve("-a.wav");
        Cli.Outcome outcome = new Cli(new FakeEngines())
                .run(
                        "record",
                        "--microphone",
                        "Test",
                        "--max",
                        "1",
                        "-o",
                        target,
                        "--then-transcribe",
                        "--",
                        "-m",
                        model);
        assertEquals(4, outcome.status(), "the decoder of these engines reads no WAV: " + outcome.err());
        assertTrue(outcome.err().contains(target + ": is no recording"), outcome.err());
        assertEquals("", difference(new AudioInput.AudioFile(target), RATE));
    }

    @Test
    void generalOptionsHoldForTheTranscriptionToo() throws IOException {
        FakeMicrophones.connect(microphone("Test", 1));
        Path model = Files.createDirectory(folder.resolve("model"));
        Path log = folder.resolve("log.txt");
        Path config = Files.writeString(folder.resolve("my.properties"), "model=" + model + "\n");
        Path target = folder.resolve("a.wav");
        Object[] arguments = {
            "-q",
            "record",
            "--microphone",
            "Test",
            "--max",
            "1",
            "--config",
            config,
            "--log-file",
            log,
            "-o",
            target,
            "--then-transcribe"
        };
        Cli.Outcome outcome = cli().run(arguments);
        assertEquals(4, outcome.status(), "the decoder of these engines reads no WAV: " + outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(Files.readString(log).contains(target + ": is no recording"), Files.readString(log));
    }

    @Test
    void settingsOfTheTranscriptionAreCheckedBeforeTheRecording() throws IOException {
        FakeMicrophones.connect(microphone("Test", 1));
        Path target = folder.resolve("a.wav");
        Cli.Outcome outcome = cli().variable("QASR_FORMAT", "srt,vtt")
                .run("record", "--microphone", "Test", "--max", "1", "-o", target, "--then-transcribe");
        assertEquals(2, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("--format is set by QASR_FORMAT"), outcome.err());
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @CsvSource({
        "--then-transcribe -o F -- --nonsense, --then-transcribe: ",
        "--then-transcribe -o F -- --vad-threshold 7, --vad-threshold: ",
        "--then-transcribe, --then-transcribe: needs a file",
        "--then-transcribe -o F -- --report -, --report: standard output is used",
        "-o F -- -l de, -l: options of transcribe need --then-transcribe",
        "-o F.mp3, --output: ",
        "--max 0 -o F, --max: must be above 0",
        "--max soon -o F, --max: 'soon' is not a time"
    })
    void aWrongCommandLineIsReportedBeforeTheRecording(String options, String message) throws IOException {
        FakeMicrophones.connect(microphone("Test", 1));
        String[] arguments = ("record --microphone Test "
                        + options.replace("F", folder.resolve("a").toString()))
                .replaceAll("/a(?= |$)", "/a.wav")
                .split(" ", -1);
        Cli.Outcome outcome = cli().run((Object[]) arguments);
        assertEquals(2, outcome.status(), outcome.err());
        assertTrue(outcome.err().startsWith("qasr: " + message), outcome.err());
        assertEquals(List.of(), files());
    }

    /** Returns "" if {@code input} has the first {@code count} samples of the microphone and no others. */
    private static String difference(AudioInput input, int count) throws AudioException {
        float[] decoded = decoded(input);
        short[] said = FakeMicrophones.sound(3);
        if (decoded.length != count) {
            return decoded.length + " samples, not " + count;
        }
        float[] wanted = new float[count];
        for (int i = 0; i < count; i++) {
            wanted[i] = said[i] / 32_768f;
        }
        return Arrays.mismatch(wanted, decoded) < 0 ? "" : "differs at sample " + Arrays.mismatch(wanted, decoded);
    }

    private static float[] decoded(AudioInput input) throws AudioException {
        try (AudioStream stream = new FfmpegDecoder().open(input, OptionalInt.empty())) {
            float[] samples = new float[1 << 17];
            int length = 0;
            for (int count = 0; count >= 0; count = stream.read(samples, length, samples.length - length)) {
                length += count;
            }
            assertArrayEquals(new Object[0], stream.warnings().toArray());
            return Arrays.copyOf(samples, length);
        }
    }
}
