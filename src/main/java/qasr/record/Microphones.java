package qasr.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Line;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** The devices of this machine that record, in the system's order: the first is the default. */
public final class Microphones {
    private final List<Mixer.Info> devices;

    private Microphones(List<Mixer.Info> devices) {
        this.devices = devices;
    }

    /**
     * Asks the system for its devices.
     *
     * @throws MicrophoneException if this Java has no sound
     */
    public static Microphones find() throws MicrophoneException {
        try {
            List<Mixer.Info> found = new ArrayList<>();
            for (Mixer.Info device : AudioSystem.getMixerInfo()) {
                if (AudioSystem.getMixer(device).isLineSupported(new Line.Info(TargetDataLine.class))) {
                    found.add(device);
                }
            }
            return new Microphones(found);
        } catch (LinkageError e) {
            throw new MicrophoneException(
                    "this Java cannot record: install a Java with the module java.desktop and its sound library", e);
        }
    }

    /**
     * Returns the names of all devices.
     *
     * @throws MicrophoneException if there is none
     */
    public List<String> names() throws MicrophoneException {
        if (devices.isEmpty()) {
            throw none();
        }
        return devices.stream().map(Mixer.Info::getName).toList();
    }

    /**
     * Returns the first device.
     *
     * @throws MicrophoneException if there is none
     */
    Mixer.Info first() throws MicrophoneException {
        if (devices.isEmpty()) {
            throw none();
        }
        return devices.get(0);
    }

    /**
     * Returns the device {@code name}: the one with exactly this name, or the only one whose name contains it. Upper and
     * lower case are the same.
     *
     * @throws MicrophoneException if there is none, or several
     */
    Mixer.Info named(String name) throws MicrophoneException {
        if (devices.isEmpty()) {
            throw none();
        }
        for (Mixer.Info device : devices) {
            if (device.getName().equals(name)) {
                return device;
            }
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Mixer.Info> alike = devices.stream()
                .filter(device -> device.getName().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new MicrophoneException((alike.isEmpty()
                        ? "no device is called '" + name + "': "
                        : "several devices are called '" + name + "': ")
                + (alike.isEmpty() ? devices : alike)
                        .stream().map(device -> "'" + device.getName() + "'").collect(Collectors.joining(", ")));
    }

    private static MicrophoneException none() {
        return new MicrophoneException(
                "no microphone found: connect one, or check that this user may use sound devices");
    }
}
