package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.NewUser;
import qasr.testing.SeededModel;

/** {@code --channels split} of recorded voices, with the real decoder and the real speech detector. */
final class SplitRecordingsTest {
    private static final int KILLS = 2;

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = SeededModel.tiny().writeTo(folder.resolve("model"));
    }

    private static float[] voice(String example, int seconds) throws IOException {
        try (AudioStream stream =
                new FfmpegDecoder().open(new AudioInput.AudioFile(Path.of("examples", example)), OptionalInt.empty())) {
            float[] samples = new float[16_000 * seconds];
            int count = 0;
            int read = 0;
            while (read >= 0 && count < samples.length) {
                count += read;
                read = stream.read(samples, count, samples.length - count);
            }
            return samples;
        }
    }

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(new NativeEngines(directory -> List.of())).run(arguments);
    }

    /** Both encoders join equal channels: the file has one of them, and nothing for the difference. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({"mp3, libmp3lame, 64000", "adts, aac, 64000", "ogg, libopus, 48000"})
    void twoEqualChannelsAreTranscribedOnce(String container, String codec, int bits) throws IOException {
        float[] voice = voice("welcome.m4a", 7);
        Path file = MediaFile.write(
                folder.resolve("call." + container),
                container,
                new AudioTrack(codec, 16_000, voice, voice).bitsPerSecond(bits));
        Path out = folder.resolve("a.json");
        Cli.Outcome outcome = run("transcribe", "-m", model, "-t", "1", "--channels", "split", "-o", out, file);
        assertTrue(
                outcome.err()
                        .contains("the right channel is the same signal as the left channel: both together are"
                                + " transcribed once"),
                outcome.err());
        JsonObject result = JsonParser.parseString(Files.readString(out)).getAsJsonObject();
        double end = 0;
        for (JsonElement segment : result.getAsJsonArray("segments")) {
            double start = segment.getAsJsonObject().get("start").getAsDouble();
            assertTrue(start >= end - 0.01, "transcribed twice from " + start + " s: " + result.get("segments"));
            end = segment.getAsJsonObject().get("end").getAsDouble();
        }
        double speech = result.getAsJsonObject("coverage").get("speech_seconds").getAsDouble();
        assertEquals(5.6, speech, 0.6);
    }

    @ParameterizedTest
    @CsvSource({"mix", "split", "left"})
    void aCallOfATelephoneIsNotedOnce(String channels) {
        Cli.Outcome outcome = run("segment", "--channels", channels, "examples/phone-call.wav");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "qasr: examples/phone-call.wav: narrow-band sound, as from a telephone: its speech has nothing above 4 kHz\n",
                outcome.err());
    }

    @Test
    void aKilledRunOfACallEndsWithTheSameResult() throws Exception {
        float[] one = voice("english.ogg", 7);
        float[] other = new float[one.length];
        System.arraycopy(voice("welcome.m4a", 7), 0, other, 16_000, one.length - 16_000);
        Path call = MediaFile.write(folder.resolve("call.wav"), "wav", new AudioTrack("pcm_s16le", 16_000, one, other));
        Path clean = folder.resolve("clean");
        assertEquals(0, run(arguments(clean, call)).status());
        String whole = Files.readString(clean.resolve("call.json"));
        int segments = JsonParser.parseString(whole)
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .size();
        assertTrue(segments >= 4, whole);
        assertTrue(whole.contains("\"channel\": \"1\""), whole);
        assertTrue(whole.contains("\"channel\": \"2\""), whole);
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Path out = folder.resolve("out");
        boolean resumed = false;
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(start(out, call), 1 + random.nextInt(segments / 2 - 1));
            resumed |= journals(out) > 0;
        }
        assertTrue(resumed, "seed " + seed + ": no run left a journal");
        assertEquals(0, run(arguments(out, call)).status(), "seed " + seed);
        for (String name : List.of("call.json", "call.txt")) {
            assertArrayEquals(
                    Files.readAllBytes(clean.resolve(name)),
                    Files.readAllBytes(out.resolve(name)),
                    name + ", seed " + seed);
        }
        assertEquals(0, journals(out));
    }

    private Object[] arguments(Path out, Path call) {
        return new Object[] {
            "transcribe",
            "-t",
            "1",
            "-m",
            model,
            "--channels",
            "split",
            "--max-chunk",
            "2",
            "-f",
            "txt,json",
            "-d",
            out,
            call
        };
    }

    private Process start(Path out, Path call) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "qasr.cli.Main"));
        Stream.of(arguments(out, call)).map(Object::toString).forEach(command::add);
        command.addAll(List.of("--progress", "json"));
        return NewUser.process(command)
                .redirectOutput(new File(folder.toFile(), "log"))
                .start();
    }

    /** Kills without warning when {@code process} has told of {@code segments} segments, or has ended. */
    private static void killAfter(Process process, int segments) throws Exception {
        int told = 0;
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && told < segments) {
                told += line.contains("\"event\":\"segment\"") ? 1 : 0;
                line = told < segments ? lines.readLine() : line;
            }
            process.destroyForcibly();
            assertTrue(process.waitFor(3, TimeUnit.MINUTES), "it hangs");
        }
    }

    private static long journals(Path out) throws IOException {
        Path state = out.resolve(".qasr");
        if (!Files.isDirectory(state)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".journal")).count();
        }
    }
}
