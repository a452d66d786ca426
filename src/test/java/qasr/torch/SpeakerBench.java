package qasr.torch;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.VoiceEmbedder;

/** Measures the speaker networks: {@code java -cp ... qasr.torch.SpeakerBench THREADS}. Not part of the tests. */
final class SpeakerBench {
    private static final int PIECES_PER_HOUR = 4800;
    private static final int WINDOWS_PER_HOUR = 1800;

    /** The samples from a window to the next in {@link qasr.speakers.Diariser}. */
    private static final int STEP = 32_000;

    private SpeakerBench() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        NetworkOptions options = new NetworkOptions(threads, "cpu");
        float[] noise = SpeakerGolden.noise(SpeakerActivity.WINDOW_SAMPLES);
        try (VoiceEmbedder voices = TorchVoices.open(SpeakerGolden.weights(SpeakerModel.CAMPPLUS, 1, 192), options)) {
            List<float[]> pieces = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                pieces.add(Arrays.copyOfRange(noise, i * 800, i * 800 + 24_000));
            }
            for (int run = 0; run < 4; run++) {
                long start = System.nanoTime();
                long cpu = cpu();
                voices.embeddings(pieces);
                report(
                        "embedding",
                        (System.nanoTime() - start) / 1e9,
                        (cpu() - cpu) / 1e9,
                        pieces.size(),
                        PIECES_PER_HOUR);
            }
        }
        try (SpeakerActivity activity =
                TorchActivity.open(SpeakerGolden.weights(SpeakerModel.SEGMENTATION, 1, 0), options)) {
            int windows = 64;
            float[] sound = SpeakerGolden.noise(SpeakerActivity.WINDOW_SAMPLES + (windows - 1) * STEP);
            for (int run = 0; run < 4; run++) {
                long start = System.nanoTime();
                long cpu = cpu();
                activity.activities(sound, STEP);
                report("activity", (System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9, windows, WINDOWS_PER_HOUR);
            }
        }
    }

    /** Returns the processor time of this process so far, in nanoseconds: other processes do not change it. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @SuppressWarnings("SystemOut") // its result
    private static void report(String name, double seconds, double cpu, int count, int perHour) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f ms each, %.1f ms of processor time; RTF %.4f, on two idle cores %.4f%n",
                name,
                1000 * seconds / count,
                1000 * cpu / count,
                seconds / count * perHour / 3600,
                cpu / 2 / count * perHour / 3600);
    }
}
