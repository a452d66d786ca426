package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The training parameters at one moment.
 *
 * @param heard thousands of seconds of sound heard so far, padding left out
 * @param rate learning rate
 * @param text weight of the decoder's cross-entropy; below 0.01 only the encoder is trained
 * @param encoder weight of the encoder's connectionist loss
 * @param decoder weight of the connectionist loss on the decoder's audio positions
 * @param longest seconds of the longest sample
 * @param join share of samples that are joined from several recordings
 * @param mask share of the text tokens that the decoder does not see while it predicts the next
 * @param augmentation 0 none to 1 all of it
 * @param silence share of samples without words
 */
record Plan(
        double heard,
        double rate,
        double text,
        double encoder,
        double decoder,
        double longest,
        double join,
        double mask,
        double augmentation,
        double silence) {

    boolean encoderOnly() {
        return text < 0.01;
    }

    /** Reads a schedule: lines of ten numbers, ordered by the first; {@code #} starts a comment. */
    static List<Plan> schedule(Path file) throws IOException {
        List<Plan> plans = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] f = line.strip().split("\\s+", -1);
            double[] n = new double[f.length];
            for (int i = 0; i < f.length; i++) {
                n[i] = Double.parseDouble(f[i]);
            }
            plans.add(new Plan(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]));
        }
        return plans;
    }

    /** Returns the plan at {@code heard} kiloseconds, between the two lines around it; the weights change at once. */
    static Plan at(List<Plan> schedule, double heard) {
        Plan before = schedule.get(0);
        for (Plan after : schedule) {
            if (after.heard() > heard) {
                double w = (heard - before.heard()) / Math.max(1e-9, after.heard() - before.heard());
                return before.towards(after, Math.max(0, w), heard);
            }
            before = after;
        }
        return before;
    }

    private Plan towards(Plan next, double w, double now) {
        return new Plan(
                now,
                rate + w * (next.rate - rate),
                text,
                encoder,
                decoder,
                longest + w * (next.longest - longest),
                join + w * (next.join - join),
                mask + w * (next.mask - mask),
                augmentation + w * (next.augmentation - augmentation),
                silence);
    }
}
