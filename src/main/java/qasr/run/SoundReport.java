package qasr.run;

import java.util.List;
import java.util.Optional;
import qasr.console.Console;
import qasr.transcript.Transcript;
import qasr.transcript.Treatment;

/** Prints what filters did to the sound of a recording, and whether it is from a telephone: one line each. */
final class SoundReport {
    private final Console console;
    private final boolean phone;

    /**
     * Creates a report.
     *
     * @param phone whether the user says that the recordings are from a telephone
     */
    SoundReport(Console console, boolean phone) {
        this.console = console;
        this.phone = phone;
    }

    void say(String name, Transcript.Sound sound) {
        say(name, sound.narrowBand(), sound.treatments());
    }

    /** Prints the lines for the recording {@code name}. */
    void say(String name, Optional<Boolean> narrowBand, List<Treatment> treatments) {
        treatments.forEach(treatment -> console.note(name + ": " + treatment.sentence()));
        if (phone) {
            console.note(name + ": treated as a telephone recording");
        } else if (narrowBand.orElse(false)) {
            console.note(name + ": narrow-band sound, as from a telephone: its speech has nothing above 4 kHz");
        }
    }
}
