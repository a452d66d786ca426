package qasr.record;

import java.util.List;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.spi.MixerProvider;
import qasr.testing.Signals;

/**
 * The {@link FakeMicrophone}s of a test, as a service of the JDK (META-INF/services). There are none unless a test connects
 * some, or a process is started with {@code -Dqasr.test.microphone=SECONDS}.
 */
public final class FakeMicrophones extends MixerProvider {
    /** The name of the device of a process. */
    public static final String NAME = "Made sound";

    private static volatile List<FakeMicrophone> connected = ofProcess();

    private static List<FakeMicrophone> ofProcess() {
        String seconds = System.getProperty("qasr.test.microphone", "");
        return seconds.isEmpty()
                ? List.of()
                : List.of(new FakeMicrophone(NAME, Signals.SECOND, 1, sound(Integer.parseInt(seconds))));
    }

    /** Returns the sound of a process's device. */
    public static short[] sound(int seconds) {
        float[] voice = Signals.speechLike(5, 0.5, seconds * Signals.SECOND);
        short[] sound = new short[voice.length];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) Math.round(32_767 * voice[i]);
        }
        return sound;
    }

    /** Connects {@code microphones} in place of those before. */
    public static void connect(FakeMicrophone... microphones) {
        connected = List.of(microphones);
    }

    @Override
    public Mixer.Info[] getMixerInfo() {
        return connected.stream().map(FakeMicrophone::getMixerInfo).toArray(Mixer.Info[]::new);
    }

    @Override
    public Mixer getMixer(Mixer.Info info) {
        return connected.stream()
                .filter(each -> each.getMixerInfo().equals(info))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such mixer"));
    }
}
