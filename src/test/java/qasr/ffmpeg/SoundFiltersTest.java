package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.ProgrammeLoudness;
import qasr.audio.SoundFilter;
import qasr.audio.SoundFilter.Denoiser;
import qasr.audio.SoundFilter.Gain;
import qasr.audio.SoundFilter.HighPass;
import qasr.audio.SoundFilter.Leveller;
import qasr.testing.ArrayStream;
import qasr.testing.FailingStream;
import qasr.testing.Property;
import qasr.testing.Signals;
import qasr.transcript.Treatment;

final class SoundFiltersTest {
    private static final int SECOND = Signals.SECOND;

    private final FfmpegFilters filters = new FfmpegFilters();

    /** A click over faint noise is at the same sample after any combination of filters, and no sample is lost or added. */
    @Test
    void clickStaysAtItsSample() {
        Property.forAll(25, random -> {
            int length = 1 + random.nextInt(6 * SECOND);
            int click = random.nextInt(4) == 0 ? edge(random, length) : random.nextInt(length);
            float[] sound = Signals.noise(random.nextLong(), 1e-4, length);
            sound[click] = random.nextBoolean() ? 0.5f : -0.5f;
            List<SoundFilter> chain = chain(random);
            String what = chain + ", " + length + " samples, click at " + click;
            float[] filtered = read(through(chain, new ArrayStream(sound, random.nextLong())), what);
            assertEquals(length, filtered.length, what);
            assertEquals(click, loudest(filtered), what);
        });
    }

    private static int edge(Random random, int length) {
        int from = Math.min(length - 1, random.nextInt(600));
        return random.nextBoolean() ? from : length - 1 - from;
    }

    private static List<SoundFilter> chain(Random random) {
        List<SoundFilter> chain = new ArrayList<>();
        if (random.nextBoolean()) {
            chain.add(new HighPass(40 + random.nextInt(300)));
        }
        if (random.nextBoolean()) {
            chain.add(Denoiser.FOR_ALL);
        }
        int loudness = random.nextInt(3);
        if (loudness == 0) {
            chain.add(new Gain(-23, new ProgrammeLoudness(-40 + 30 * random.nextDouble(), -5)));
        } else if (loudness == 1) {
            chain.add(new Leveller(-23));
        }
        return chain;
    }

    private AudioStream through(List<SoundFilter> chain, AudioStream sound) {
        AudioStream filtered = sound;
        for (SoundFilter filter : chain) {
            filtered = filters.filtered(filtered, filter);
        }
        return filtered;
    }

    private static int loudest(float[] samples) {
        int loudest = 0;
        for (int i = 0; i < samples.length; i++) {
            loudest = Math.abs(samples[i]) > Math.abs(samples[loudest]) ? i : loudest;
        }
        return loudest;
    }

    private static float[] read(AudioStream stream, String what) throws AudioException {
        float[] all = new float[SECOND];
        int length = 0;
        try (stream) {
            for (int count = 0; count >= 0; count = stream.read(all, length, all.length - length)) {
                length += count;
                all = length == all.length ? Arrays.copyOf(all, 2 * length) : all;
            }
        }
        for (int i = 0; i < length; i++) {
            assertTrue(Math.abs(all[i]) <= 1, what + ": sample " + i + " is " + all[i]);
        }
        return Arrays.copyOf(all, length);
    }

    @Test
    void loudnessIsThatOfTheStandard() throws AudioException {
        // EBU Tech 3341, case 1: a sine of 1 kHz at -23 dBFS on two channels is -23 LUFS, so it is 3 LU less on one.
        float[] tone = Signals.tone(1000, Math.pow(10, -23 / 20.0), 20 * SECOND);
        ProgrammeLoudness level = filters.level(new ArrayStream(tone, 1));
        assertEquals(-26, level.lufs(), 0.1);
        assertEquals(-23, level.truePeak(), 0.2);
        // Silence does not count.
        float[] longer = Signals.concat(Signals.silence(30 * SECOND), tone, Signals.silence(30 * SECOND));
        assertEquals(-26, filters.level(new ArrayStream(longer, 2)).lufs(), 0.1);
    }

    @Test
    void silenceAndShortSoundHaveNoLoudness() throws AudioException {
        assertTrue(
                filters.level(new ArrayStream(Signals.silence(2 * SECOND), 1)).isSilent());
        assertTrue(filters.level(new ArrayStream(new float[0], 1)).isSilent());
        assertTrue(filters.level(new ArrayStream(Signals.tone(500, 0.5, SECOND / 10), 1))
                .isSilent());
        assertEquals(0, new ProgrammeLoudness(-71, -60).gainTo(-23));
    }

    @Test
    void truePeakLimitsTheGain() {
        assertEquals(7, new ProgrammeLoudness(-30, -10).gainTo(-23), 1e-9);
        assertEquals(4, new ProgrammeLoudness(-30, -5).gainTo(-23), 1e-9);
        assertEquals(-3, new ProgrammeLoudness(-20, -1).gainTo(-23), 1e-9);
    }

    @Test
    void gainReachesTheLoudness() throws AudioException {
        float[] quiet = Signals.speechLike(3, 0.02, 10 * SECOND);
        ProgrammeLoudness before = filters.level(new ArrayStream(quiet, 1));
        AudioStream louder = filters.filtered(new ArrayStream(quiet, 2), new Gain(-23, before));
        assertEquals(before.lufs() + before.gainTo(-23), filters.level(louder).lufs(), 0.1);
        Treatment treatment = louder.treatments().get(0);
        assertEquals(before.lufs(), treatment.figures().get(Treatment.LOUDNESS), 1e-3);
        louder.close();
    }

    @Test
    void levellerComesNearTheLoudness() throws AudioException {
        float[] quiet = Signals.speechLike(3, 0.02, 20 * SECOND);
        try (AudioStream levelled = filters.filtered(new ArrayStream(quiet, 1), new Leveller(-23))) {
            assertEquals(-23, filters.level(levelled).lufs(), 3);
        }
    }

    @Test
    void highPassRemovesWhatIsBelow() throws AudioException {
        float[] hum = Signals.tone(50, 0.3, 4 * SECOND);
        float[] voice = Signals.tone(400, 0.3, 4 * SECOND);
        AudioStream stream = filters.filtered(new ArrayStream(Signals.mix(hum, voice), 1), new HighPass(150));
        float[] filtered = read(stream, "high-pass");
        assertEquals(0.3 * 0.3 / 2, power(filtered), 0.003);
        assertEquals(0.5, stream.treatments().get(0).figures().get(Treatment.REMOVED), 0.03);
    }

    @Test
    void denoiserReducesNoiseAndKeepsTheVoice() throws AudioException {
        float[] noise = Signals.noise(5, 0.02, 10 * SECOND);
        float[] voice = Signals.speechLike(6, 0.5, 10 * SECOND);
        float[] cleaned = read(filters.filtered(new ArrayStream(noise, 1), Denoiser.FOR_ALL), "noise");
        assertTrue(power(cleaned) < power(noise) / 10, power(cleaned) + " of " + power(noise));
        float[] spoken = read(filters.filtered(new ArrayStream(voice, 1), Denoiser.FOR_ALL), "voice");
        assertEquals(1, power(spoken) / power(voice), 0.2);
    }

    /** The speech of a recording that is 40 dB too quiet is not taken for noise. */
    @Test
    void denoiserFollowsTheLevelOfTheNoise() throws AudioException {
        float[] voice = Signals.concat(
                Signals.speechLike(8, 0.5, 4 * SECOND),
                Signals.silence(2 * SECOND),
                Signals.speechLike(9, 0.5, 4 * SECOND));
        float[] noisy = Signals.mix(voice, Signals.noise(10, 0.01, voice.length));
        for (float gain : new float[] {1, 0.1f, 0.01f}) {
            float[] sound = noisy.clone();
            for (int i = 0; i < sound.length; i++) {
                sound[i] *= gain;
            }
            float[] cleaned = read(filters.filtered(new ArrayStream(sound, 1), Denoiser.FOR_ALL), "gain " + gain);
            double speech = power(Arrays.copyOf(cleaned, 4 * SECOND)) / power(Arrays.copyOf(sound, 4 * SECOND));
            assertEquals(1, speech, 0.1, "speech at gain " + gain);
            int pause = 4 * SECOND + SECOND / 2;
            double noise = power(Arrays.copyOfRange(cleaned, pause, pause + SECOND))
                    / power(Arrays.copyOfRange(sound, pause, pause + SECOND));
            assertTrue(noise < 0.12, "noise at gain " + gain + ": " + noise);
        }
    }

    private static double power(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * (double) sample;
        }
        return sum / samples.length;
    }

    @Test
    void soundBeforeAFailureComesFirst() throws AudioException {
        float[] sound = Signals.noise(7, 0.1, 2 * SECOND);
        AudioStream broken = new FailingStream(new ArrayStream(Signals.concat(sound, sound), 8), sound.length);
        AudioStream filtered = through(
                List.of(new HighPass(80), Denoiser.FOR_ALL, new Gain(-23, new ProgrammeLoudness(-23, -9))), broken);
        float[] heard = new float[sound.length + 1];
        int length = 0;
        AudioException failure = null;
        while (failure == null) {
            try {
                length += filtered.read(heard, length, heard.length - length);
            } catch (AudioException e) {
                failure = e;
            }
        }
        assertEquals(sound.length, length);
        assertThrows(AudioException.class, () -> filtered.read(heard, 0, 1), "the failure remains");
        filtered.close();
    }

    @Test
    void sameSoundGivesTheSameResultInAnyPieces() throws AudioException {
        float[] sound = Signals.mix(Signals.speechLike(9, 0.3, 3 * SECOND), Signals.noise(9, 0.01, 3 * SECOND));
        List<SoundFilter> chain = List.of(new HighPass(100), Denoiser.FOR_ALL);
        float[] first = read(through(chain, new ArrayStream(sound, 1)), "first");
        assertArrayEquals(first, read(through(chain, new ArrayStream(sound, 2)), "second"), 0);
    }
}
