package qasr.engine;

import java.io.IOException;
import java.nio.file.Files;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Cleaning;
import qasr.audio.ProgrammeLoudness;
import qasr.audio.SoundFilter;

/** Opens audio with the filters of a {@link Cleaning}: first those that remove something, then the change of loudness. */
final class CleanedAudio {
    /** Opens the audio from its beginning; called twice if its loudness is measured first. */
    interface Opening {
        AudioStream open() throws IOException;
    }

    private final Engines engines;
    private final Cleaning cleaning;

    CleanedAudio(Engines engines, Cleaning cleaning) {
        this.engines = engines;
        this.cleaning = cleaning;
    }

    /**
     * Opens the audio of {@code source}. A file is read twice if its loudness is to be changed: the first pass measures it.
     * All other sound gets a gain that follows it.
     *
     * @param measured the part whose loudness counts
     */
    AudioStream of(AudioInput source, Opening measured, Opening opening) throws IOException {
        if (cleaning.loudness().isEmpty()) {
            return reduced(opening.open());
        }
        double target = cleaning.loudness().getAsDouble();
        boolean twice = source instanceof AudioInput.AudioFile file && Files.isRegularFile(file.path());
        SoundFilter change = twice ? new SoundFilter.Gain(target, level(measured)) : new SoundFilter.Leveller(target);
        return filtered(reduced(opening.open()), change);
    }

    /** Returns {@code sound} with the filters; its loudness is not measured first. */
    AudioStream live(AudioStream sound) {
        AudioStream reduced = reduced(sound);
        return cleaning.loudness().isPresent()
                ? filtered(reduced, new SoundFilter.Leveller(cleaning.loudness().getAsDouble()))
                : reduced;
    }

    private ProgrammeLoudness level(Opening opening) throws IOException {
        try (AudioStream first = reduced(opening.open())) {
            return engines.filters().level(first);
        }
    }

    private AudioStream reduced(AudioStream sound) {
        AudioStream filtered = sound;
        for (SoundFilter filter : cleaning.beforeLoudness()) {
            filtered = filtered(filtered, filter);
        }
        return filtered;
    }

    private AudioStream filtered(AudioStream sound, SoundFilter filter) {
        try {
            return sound.channels() == 1
                    ? engines.filters().filtered(sound, filter)
                    : new FilteredChannels(sound, one -> engines.filters().filtered(one, filter));
        } catch (RuntimeException | LinkageError e) {
            sound.close();
            throw e;
        }
    }

    /** Returns {@code sound} with another version for the speech detector, if the user wants one. */
    AudioStream forked(AudioStream sound) {
        return cleaning.denoise() == Cleaning.Denoise.DETECTOR
                ? new ForkedAudio(sound, each -> filtered(each, SoundFilter.Denoiser.FOR_DETECTOR))
                : sound;
    }
}
