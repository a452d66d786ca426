package qasr.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.engine.Engines;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.run.WavFile;
import qasr.speakers.VoiceEmbedder;

/**
 * Measures {@code qasr segment --diarize} on hours of a conversation of the four voices in {@code examples}, from the WAV file to
 * the RTTM file: {@code LongConversation HOURS FOLDER}. The embeddings come from an oracle that knows whose samples a piece has,
 * with noise; decoder, speech detector, clustering and output are the program's. FOLDER then holds {@code long.wav}, {@code
 * reference.rttm} and {@code found.rttm}.
 */
@SuppressWarnings("SystemOut") // a program of its own
final class LongConversation {
    private static final int SECOND = Waveform.SAMPLE_RATE;
    private static final List<String> VOICES = List.of("english.ogg", "french.flac", "italian.opus", "russian.wav");
    private static final int HEADER = 44;

    private LongConversation() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        int[][] voices = new int[VOICES.size()][];
        for (int i = 0; i < voices.length; i++) {
            voices[i] = example(VOICES.get(i));
        }
        Path recording = folder.resolve("long.wav");
        Path reference = folder.resolve("reference.rttm");
        write(voices, Double.parseDouble(arguments[0]), recording, reference);
        Path installed = Files.createDirectories(folder.resolve("data/qasr/models/campplus"));
        Files.writeString(
                installed.resolve("speakers.json"),
                "{\"model\":\"campplus\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
        Cli cli = new Cli(engines(new Oracle(voices)))
                .variable("XDG_DATA_HOME", folder.resolve("data").toString());
        Path found = folder.resolve("found.rttm");
        Files.deleteIfExists(found);
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        long cpu = cpu();
        Cli.Outcome run = cli.run("segment", "--diarize", "-f", "rttm", "-o", found, recording);
        System.out.printf(
                Locale.ROOT,
                "status %d, %.1f s, %.1f s of processor time, heap up to %d MB, process up to %s%n",
                run.status(),
                (System.nanoTime() - start) / 1e9,
                (cpu() - cpu) / 1e9,
                heap() >> 20,
                peak());
        System.out.print(cli.run("score", "--rttm", reference, found).out());
        System.out.print(
                cli.run("score", "--rttm", "--collar", "0.25", reference, found).out());
    }

    private static int[] example(String name) throws IOException {
        try (AudioStream stream =
                new FfmpegDecoder().open(new AudioInput.AudioFile(Path.of("examples", name)), OptionalInt.empty())) {
            float[] samples = new float[20 * SECOND];
            int length = 0;
            for (int count = 0; count >= 0; count = stream.read(samples, length, samples.length - length)) {
                length += count;
            }
            int[] rounded = new int[length];
            for (int i = 0; i < length; i++) {
                rounded[i] = Math.round(32767 * samples[i]);
            }
            return rounded;
        }
    }

    /** Writes turns of 3 s to all of a voice's recording, with gaps of up to 1 s, and the reference. */
    private static void write(int[][] voices, double hours, Path wav, Path reference) throws IOException {
        long samples = (long) (hours * 3600 * SECOND);
        Random random = new Random(4);
        List<String> lines = new ArrayList<>();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(wav), 1 << 16)) {
            ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(WavFile.of(Waveform.of(new float[SECOND])), HEADER))
                    .order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(4, (int) (HEADER - 8 + 2 * samples)).putInt(40, (int) (2 * samples));
            out.write(header.array());
            for (long at = 0; at < samples; ) {
                int voice = random.nextInt(voices.length);
                int length = 3 * SECOND + random.nextInt(voices[voice].length - 3 * SECOND);
                length = (int) Math.min(length, samples - at);
                int gap = (int) Math.min(random.nextInt(SECOND), samples - at - length);
                lines.add(String.format(
                        Locale.ROOT,
                        "SPEAKER long 1 %.3f %.3f <NA> <NA> %s <NA> <NA>",
                        (double) at / SECOND,
                        (double) length / SECOND,
                        VOICES.get(voice)));
                byte[] bytes = new byte[2 * (length + gap)];
                for (int i = 0; i < length; i++) {
                    bytes[2 * i] = (byte) voices[voice][i];
                    bytes[2 * i + 1] = (byte) (voices[voice][i] >> 8);
                }
                out.write(bytes);
                at += length + gap;
            }
        }
        Files.write(reference, lines);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? "an unknown size"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("an unknown size");
    }

    private static Engines engines(VoiceEmbedder oracle) {
        NativeEngines real = new NativeEngines(directory -> List.of());
        return (Engines) Proxy.newProxyInstance(
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
    }

    /** Knows the voice of each run of twelve samples. */
    private static final class Oracle implements VoiceEmbedder {
        private static final int KEY = 12;
        private static final int WIDTH = 192;
        private static final double NOISE = 0.065;

        /** The keys, each times four plus its voice; sorted. */
        private final long[] voices;

        private final Random random = new Random(1);

        Oracle(int[][] samples) {
            long[] all = new long
                    [Arrays.stream(samples).mapToInt(voice -> voice.length).sum()];
            int count = 0;
            for (int voice = 0; voice < samples.length; voice++) {
                for (int i = 0; i + KEY < samples[voice].length; i++) {
                    int key = 0;
                    for (int k = i; k < i + KEY; k++) {
                        key = 31 * key + samples[voice][k];
                    }
                    all[count++] = 4L * key + voice;
                }
            }
            voices = Arrays.copyOf(all, count);
            Arrays.sort(voices);
        }

        @Override
        public float[][] embeddings(List<float[]> pieces) {
            float[][] embeddings = new float[pieces.size()][WIDTH];
            for (int p = 0; p < embeddings.length; p++) {
                float[] samples = pieces.get(p);
                for (int i = 0; i + KEY < samples.length; i += 50) {
                    int key = 0;
                    for (int k = i; k < i + KEY; k++) {
                        key = 31 * key + Math.round(32768 * samples[k]);
                    }
                    int at = Arrays.binarySearch(voices, 4L * key);
                    int first = at < 0 ? -at - 1 : at;
                    if (first < voices.length && Math.floorDiv(voices[first], 4L) == key && key != 0) {
                        embeddings[p][(int) Math.floorMod(voices[first], 4L)] += 50f / samples.length;
                    }
                }
                for (int i = 0; i < WIDTH; i++) {
                    embeddings[p][i] += (float) (NOISE * random.nextGaussian());
                }
            }
            return embeddings;
        }

        @Override
        public int width() {
            return WIDTH;
        }

        @Override
        public String weightsSum() {
            return "0".repeat(64);
        }

        @Override
        public void close() {}
    }
}
