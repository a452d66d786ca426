package qasr.torch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import qasr.testing.Signals;
import qasr.vad.DetectorException;
import qasr.vad.SpeechDetector;

/**
 * Measures the speech detector: processor time in percent of the audio's duration: {@code java -cp
 * target/classes:target/test-classes:CLASSPATH qasr.torch.SileroBench}. Not a test: it depends on the machine.
 */
final class SileroBench {
    private static final int SECONDS = 60;

    private SileroBench() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws DetectorException {
        long start = System.nanoTime();
        try (SileroDetector detector = SileroDetector.open()) {
            System.out.printf("open %.0f ms%n", (System.nanoTime() - start) / 1e6);
            float[] sound = Signals.speechLike(1, 0.5, SECONDS * Signals.SECOND);
            for (int frames : new int[] {1, 8, 32, 128, 1, 8, 32, 128}) {
                System.out.printf("%3d VAD frames a call: %.2f %%%n", frames, percent(detector, sound, frames));
            }
        }
    }

    private static double percent(SileroDetector detector, float[] sound, int frames) throws DetectorException {
        int block = frames * SpeechDetector.FRAME_SAMPLES;
        long start = cpuNanos();
        for (int at = 0; at + block <= sound.length; at += block) {
            detector.probabilities(Arrays.copyOfRange(sound, at, at + block));
        }
        return (cpuNanos() - start) / 1e7 / SECONDS;
    }

    /** Processor time, all threads: on a busy machine the clock on the wall measures the others. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
