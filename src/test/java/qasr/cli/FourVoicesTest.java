package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.engine.Engines;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.run.WavFile;
import qasr.speakers.VoiceEmbedder;

/**
 * A conversation of four real voices through the whole program: decoder, speech detector, built-in model, clustering, attribution,
 * outputs and scoring. Only the embeddings come from an oracle, which knows whose samples a piece has.
 */
final class FourVoicesTest {
    private static final int SECOND = Waveform.SAMPLE_RATE;
    private static final List<String> VOICES = List.of("english.ogg", "french.flac", "italian.opus", "russian.wav");
    private static final int[] ORDER = {0, 1, 2, 0, 3, 1};

    @TempDir
    Path folder;

    private final List<String> reference = new ArrayList<>();
    private final OracleOfSamples oracle = new OracleOfSamples();

    /** Knows the voice of each run of samples. */
    private static final class OracleOfSamples implements VoiceEmbedder {
        private static final int KEY = 12;
        private final Map<Integer, Integer> voices = new HashMap<>();
        private final Random random = new Random(1);

        void learn(float[] samples, int voice) {
            for (int i = 0; i + KEY < samples.length; i++) {
                voices.put(key(samples, i), voice);
            }
        }

        private static int key(float[] samples, int at) {
            int key = 0;
            for (int i = at; i < at + KEY; i++) {
                key = 31 * key + Math.round(32768 * samples[i]);
            }
            return key;
        }

        @Override
        public float[][] embeddings(List<float[]> pieces) {
            float[][] embeddings = new float[pieces.size()][192];
            for (int p = 0; p < embeddings.length; p++) {
                float[] samples = pieces.get(p);
                for (int i = 0; i + KEY < samples.length; i += 50) {
                    Integer voice = voices.get(key(samples, i));
                    if (voice != null) {
                        embeddings[p][voice] += 50f / samples.length;
                    }
                }
                for (int i = 0; i < 192; i++) {
                    embeddings[p][i] += (float) (0.05 * random.nextGaussian());
                }
            }
            return embeddings;
        }

        @Override
        public int width() {
            return 192;
        }

        @Override
        public String weightsSum() {
            return "0".repeat(64);
        }

        @Override
        public void close() {}
    }

    private static float[] example(String name) throws IOException {
        try (AudioStream stream =
                new FfmpegDecoder().open(new AudioInput.AudioFile(Path.of("examples", name)), OptionalInt.empty())) {
            float[] samples = new float[20 * SECOND];
            int length = 0;
            for (int count = 0; count >= 0; count = stream.read(samples, length, samples.length - length)) {
                length += count;
            }
            float[] rounded = Arrays.copyOf(samples, length);
            for (int i = 0; i < length; i++) {
                rounded[i] = Math.round(32767 * rounded[i]) / 32768f;
            }
            return rounded;
        }
    }

    private Path conversation() throws IOException {
        List<float[]> voices = new ArrayList<>();
        for (int i = 0; i < VOICES.size(); i++) {
            voices.add(example(VOICES.get(i)));
        }
        float[] samples = new float[60 * SECOND];
        int at = SECOND / 2;
        for (int voice : ORDER) {
            float[] turn = voices.get(voice);
            System.arraycopy(turn, 0, samples, at, turn.length);
            reference.add(String.format(
                    Locale.ROOT,
                    "SPEAKER four 1 %.3f %.3f <NA> <NA> %s <NA> <NA>",
                    (double) at / SECOND,
                    (double) turn.length / SECOND,
                    VOICES.get(voice)));
            at += turn.length + SECOND / 2;
        }
        byte[] wav = WavFile.of(Waveform.of(Arrays.copyOf(samples, at)));
        Path file = Files.write(folder.resolve("four.wav"), wav);
        float[] written = new float[at];
        for (int i = 0; i < at; i++) {
            written[i] = (short) ((wav[44 + 2 * i] & 0xff) | wav[45 + 2 * i] << 8) / 32768f;
        }
        int start = SECOND / 2;
        for (int voice : ORDER) {
            int length = voices.get(voice).length;
            oracle.learn(Arrays.copyOfRange(written, start, start + length), voice);
            start += length + SECOND / 2;
        }
        return file;
    }

    private Cli cli() {
        NativeEngines real = new NativeEngines(directory -> List.of());
        Engines engines = (Engines) Proxy.newProxyInstance(
                Engines.class.getClassLoader(), new Class<?>[] {Engines.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("openVoices")) {
                        return oracle;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Cli(engines).variable("XDG_DATA_HOME", folder.resolve("data").toString());
    }

    @Test
    void fourVoicesAreToldApartFromTheRecordingToTheScore() throws IOException {
        Path recording = conversation();
        Path installed = Files.createDirectories(folder.resolve("data/qasr/models/campplus"));
        Files.writeString(
                installed.resolve("speakers.json"),
                "{\"model\":\"campplus\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
        Path out = folder.resolve("out");
        Cli.Outcome run = cli().run(
                        "transcribe",
                        "-m",
                        Path.of("models/demo"),
                        "--diarize",
                        "-f",
                        "txt,srt,json",
                        "-d",
                        out,
                        recording);
        assertEquals(0, run.status(), run.err());
        String text = Files.readString(out.resolve("four.txt"));
        List<String> speakers = text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, 3))
                .toList();
        assertEquals(List.of("S1:", "S2:", "S3:", "S1:", "S4:", "S2:"), speakers, text);
        assertTrue(text.startsWith("S1: The number you have dialed"), text);
        assertTrue(Files.readString(out.resolve("four.srt")).contains("\n[S4] "), text);
        Path rttm = folder.resolve("four.rttm");
        assertEquals(
                0,
                cli().run("segment", "--diarize", "-f", "rttm", "-o", rttm, recording)
                        .status());
        Path truth = Files.write(folder.resolve("reference.rttm"), reference);
        Cli.Outcome score = cli().run("score", "--rttm", "--collar", "0.25", "--json", truth, rttm);
        double der = JsonParser.parseString(score.out())
                .getAsJsonObject()
                .getAsJsonObject("total")
                .get("der")
                .getAsDouble();
        assertTrue(der < 0.1, score.out());
    }
}
