package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.testing.Property;

final class HysteresisTest {
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;
    private static final VadOptions BARE = new VadOptions(0.5f, 0.35f, 0, 0, 0);

    @Test
    void streamingEqualsTheWholeRecordingAtOnce() {
        Property.forAll(3000, random -> {
            VadOptions options = RandomSpeech.options(random);
            int samples = random.nextInt(400 * FRAME);
            float[] probabilities = RandomSpeech.probabilities(random, RandomSpeech.frames(samples));
            List<SampleRange> streamed = ranges(options, samples, probabilities);
            assertEquals(wholeRecording(options, samples, probabilities), streamed, () -> options.toString());
        });
    }

    @Test
    void rangesAreOrderedDisjointAndWithinTheRecording() {
        Property.forAll(1000, random -> {
            int samples = random.nextInt(400 * FRAME);
            float[] probabilities = RandomSpeech.probabilities(random, RandomSpeech.frames(samples));
            long end = 0;
            for (SampleRange range : ranges(RandomSpeech.options(random), samples, probabilities)) {
                assertTrue(range.start() >= end && range.end() > range.start(), range::toString);
                end = range.end();
            }
            assertTrue(end <= samples);
        });
    }

    /** The chunker relies on this: speech in progress is reported with its true start, and never beyond its end. */
    @Test
    void openSpeechIsTheBeginningOfTheRangeThatFollows() {
        Property.forAll(500, random -> {
            int samples = 1 + random.nextInt(200 * FRAME);
            float[] probabilities = RandomSpeech.probabilities(random, RandomSpeech.frames(samples));
            Hysteresis hysteresis = new Hysteresis(RandomSpeech.options(random));
            List<SampleRange> finished = new ArrayList<>();
            List<SampleRange> promised = new ArrayList<>();
            List<Long> earliest = new ArrayList<>();
            List<Integer> finishedThen = new ArrayList<>();
            for (float probability : probabilities) {
                hysteresis.accept(probability);
                drain(hysteresis, finished);
                hysteresis.open().ifPresent(promised::add);
                if (hysteresis.open().isEmpty()) {
                    earliest.add(hysteresis.earliestNew());
                    finishedThen.add(finished.size());
                }
            }
            hysteresis.finish(samples);
            drain(hysteresis, finished);
            for (SampleRange open : promised) {
                assertTrue(
                        finished.stream().anyMatch(r -> r.start() == open.start() && r.end() >= open.end()),
                        open + " in " + finished);
            }
            for (int i = 0; i < earliest.size(); i++) {
                if (finishedThen.get(i) < finished.size()) {
                    assertTrue(finished.get(finishedThen.get(i)).start() >= earliest.get(i));
                }
            }
        });
    }

    @Test
    void speechStartsAtThresholdAndEndsBelowNegThreshold() {
        assertEquals(List.of(frames(1, 4)), ranges(BARE, 6 * FRAME, 0.49f, 0.5f, 0.4f, 0.35f, 0.34f, 0.49f));
    }

    @Test
    void silenceShorterThanMinSilenceDoesNotSplit() {
        VadOptions options = new VadOptions(0.5f, 0.35f, 0, 64, 0);
        assertEquals(List.of(frames(0, 4)), ranges(options, 4 * FRAME, 1, 0, 0, 1));
        assertEquals(List.of(frames(0, 1), frames(4, 5)), ranges(options, 5 * FRAME, 1, 0, 0, 0, 1));
    }

    @Test
    void speechShorterThanMinSpeechIsDropped() {
        VadOptions options = new VadOptions(0.5f, 0.35f, 64, 0, 0);
        assertEquals(List.of(frames(2, 4)), ranges(options, 5 * FRAME, 1, 0, 1, 1, 0));
    }

    @Test
    void paddingIsSharedWhereTwoRangesAreClose() {
        VadOptions options = new VadOptions(0.5f, 0.35f, 0, 0, 48);
        assertEquals(
                List.of(new SampleRange(256, 3 * FRAME - 256), new SampleRange(3 * FRAME - 256, 5 * FRAME - 256)),
                ranges(options, 5 * FRAME - 256, 0, 1, 0, 1, 0).stream()
                        .map(r -> new SampleRange(Math.max(256, r.start()), r.end()))
                        .toList());
    }

    @Test
    void speechAtTheEndIsClampedToTheRecording() {
        assertEquals(
                List.of(new SampleRange(FRAME - 480, 2 * FRAME + 7)),
                ranges(new VadOptions(0.5f, 0.35f, 0, 0, 30), 2 * FRAME + 7, 0, 1, 1));
    }

    @Test
    void silenceHasNoSpeech() {
        assertEquals(List.of(), ranges(VadOptions.DEFAULT, 0));
    }

    private static SampleRange frames(int start, int end) {
        return new SampleRange((long) start * FRAME, (long) end * FRAME);
    }

    static List<SampleRange> ranges(VadOptions options, int samples, float... probabilities) {
        Hysteresis hysteresis = new Hysteresis(options);
        List<SampleRange> ranges = new ArrayList<>();
        for (float probability : probabilities) {
            hysteresis.accept(probability);
            drain(hysteresis, ranges);
        }
        hysteresis.finish(samples);
        drain(hysteresis, ranges);
        return ranges;
    }

    private static void drain(Hysteresis hysteresis, List<SampleRange> ranges) {
        Optional<SampleRange> range = hysteresis.poll();
        while (range.isPresent()) {
            ranges.add(range.get());
            range = hysteresis.poll();
        }
    }

    /** The rules of Silero's get_speech_timestamps, one after another over the whole recording. */
    private static List<SampleRange> wholeRecording(VadOptions options, int samples, float[] probabilities) {
        List<long[]> heard = new ArrayList<>();
        int at = 0;
        while (at < probabilities.length) {
            if (probabilities[at] < options.threshold()) {
                at++;
                continue;
            }
            int start = at;
            int end = endOfSpeech(options, probabilities, start);
            long endSample = end < 0 ? samples : (long) end * FRAME;
            if (endSample - (long) start * FRAME >= options.minSpeechMillis() * 16L) {
                heard.add(new long[] {(long) start * FRAME, endSample});
            }
            if (end < 0) {
                break;
            }
            // Frames up to the one that confirmed the end are below the threshold, so going on from the end is the
            // same.
            at = end;
        }
        return padded(heard, options.speechPadMillis() * 16L, samples);
    }

    /** Returns the first frame of the silence that ends speech begun at {@code start}, or -1 if it lasts to the end. */
    private static int endOfSpeech(VadOptions options, float[] probabilities, int start) {
        int candidate = -1;
        for (int at = start; at < probabilities.length; at++) {
            if (probabilities[at] >= options.threshold()) {
                candidate = -1;
            } else if (probabilities[at] < options.negThreshold()) {
                candidate = candidate < 0 ? at : candidate;
                if ((at - candidate) * FRAME >= options.minSilenceMillis() * 16) {
                    return candidate;
                }
            }
        }
        return -1;
    }

    private static List<SampleRange> padded(List<long[]> heard, long pad, long samples) {
        long[][] ranges = heard.stream().map(long[]::clone).toArray(long[][]::new);
        for (int i = 0; i < ranges.length; i++) {
            long before = i == 0 ? Long.MAX_VALUE : heard.get(i)[0] - heard.get(i - 1)[1];
            long after = i + 1 == ranges.length ? Long.MAX_VALUE : heard.get(i + 1)[0] - heard.get(i)[1];
            ranges[i][0] = Math.max(0, ranges[i][0] - (before < 2 * pad ? before / 2 : pad));
            ranges[i][1] = Math.min(samples, ranges[i][1] + (after < 2 * pad ? after / 2 : pad));
        }
        return Arrays.stream(ranges).map(r -> new SampleRange(r[0], r[1])).toList();
    }
}
