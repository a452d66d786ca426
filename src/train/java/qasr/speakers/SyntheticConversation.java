package qasr.speakers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A conversation made of recordings of single voices: turns with gaps and overlap, a gain for each speaker, reverberation in
 * every second one, and a little noise.
 *
 * @param samples mono sound at 16 kHz
 * @param reference the turns: where the detector finds speech in the recordings alone
 * @param overlap the share of the speaker time of the reference that overlaps
 */
@SuppressWarnings("ArrayRecordComponent")
record SyntheticConversation(float[] samples, List<Rttm.NamedTurn> reference, double overlap) {
    static final int RATE = 16_000;
    private static final int ECHOES = 40;

    /**
     * One recording of a voice.
     *
     * @param speech [start, end] of its speech in seconds
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Clip(String voice, float[] samples, List<double[]> speech) {}

    static SyntheticConversation of(Random random, List<List<Clip>> voices, double seconds, double overlap) {
        int speakers = voices.size();
        float[] samples = new float[(int) ((seconds + 40) * RATE)];
        List<Rttm.NamedTurn> reference = new ArrayList<>();
        double[] gains = random.doubles(speakers, -6, 6)
                .map(decibels -> Math.pow(10, decibels / 20))
                .toArray();
        double time = 0.5;
        double end = 0.5;
        int speaker = 0;
        for (int turn = 0; time < seconds; turn++) {
            int next = turn < speakers ? turn : random.nextInt(speakers);
            boolean other = next != speaker || speakers == 1;
            // Nobody talks over himself. An overlap of a second and a half in each chosen turn of about five seconds.
            boolean overlaps = turn > 0 && next != speaker && random.nextDouble() < overlap * 6;
            time = overlaps
                    ? Math.max(0, end - 0.5 - 2 * random.nextDouble())
                    : end + (other ? 1.2 : 0.6) * random.nextDouble();
            speaker = next;
            double start = time;
            for (int clips = 1 + random.nextInt(3); clips > 0; clips--) {
                Clip clip = voices.get(speaker)
                        .get(random.nextInt(voices.get(speaker).size()));
                int first = (int) (start * RATE);
                for (int i = 0; i < clip.samples().length && first + i < samples.length; i++) {
                    samples[first + i] += (float) (0.5 * gains[speaker] * clip.samples()[i]);
                }
                for (double[] speech : clip.speech()) {
                    reference.add(new Rttm.NamedTurn(start + speech[0], start + speech[1], clip.voice()));
                }
                start += (double) clip.samples().length / RATE;
            }
            end = Math.max(end, start);
        }
        float[] heard = java.util.Arrays.copyOf(samples, Math.min(samples.length, (int) ((end + 1) * RATE)));
        if (random.nextBoolean()) {
            reverberate(random, heard);
        }
        for (int i = 0; i < heard.length; i++) {
            heard[i] = (float) Math.max(-1, Math.min(1, heard[i] + 0.001 * random.nextGaussian()));
        }
        return new SyntheticConversation(heard, merged(reference), share(reference));
    }

    /** Adds echoes that fade within 0.3 s. */
    private static void reverberate(Random random, float[] samples) {
        float[] dry = samples.clone();
        for (int e = 0; e < ECHOES; e++) {
            int delay = 80 + random.nextInt(4800);
            float gain = (float) (0.35 * Math.exp(-delay / 1600.0) * random.nextGaussian());
            for (int i = delay; i < samples.length; i++) {
                samples[i] += gain * dry[i - delay];
            }
        }
    }

    /** One speaker's turns that overlap or touch are one. */
    private static List<Rttm.NamedTurn> merged(List<Rttm.NamedTurn> turns) {
        List<Rttm.NamedTurn> merged = new ArrayList<>();
        for (Rttm.NamedTurn turn : turns) {
            int same = -1;
            for (int i = 0; i < merged.size(); i++) {
                Rttm.NamedTurn old = merged.get(i);
                if (old.speaker().equals(turn.speaker()) && turn.start() <= old.end() && old.start() <= turn.end()) {
                    same = i;
                }
            }
            if (same < 0) {
                merged.add(turn);
            } else {
                Rttm.NamedTurn old = merged.get(same);
                merged.set(
                        same,
                        new Rttm.NamedTurn(
                                Math.min(old.start(), turn.start()), Math.max(old.end(), turn.end()), turn.speaker()));
            }
        }
        return merged;
    }

    private static double share(List<Rttm.NamedTurn> turns) {
        double all = 0;
        double shared = 0;
        for (Rttm.NamedTurn turn : turns) {
            all += turn.end() - turn.start();
            for (Rttm.NamedTurn other : turns) {
                if (!other.speaker().equals(turn.speaker())) {
                    shared += Math.max(0, Math.min(turn.end(), other.end()) - Math.max(turn.start(), other.start()));
                }
            }
        }
        return shared / all;
    }
}
