package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.testing.Property;

/** The rules of the package's documentation, on made packet sequences of every rate, length and kind of clock. */
final class ClockPropertyTest {
    private static final double WRAP_SECONDS = 26.5 * 3600;

    /** The clocks of recorders: the time that they write for a true time, in milliseconds. */
    enum Recorder {
        ZERO,
        ROUNDED_DOWN,
        ROUNDED_UP,
        ROUNDED,
        SHAKEN,
        STALLING,
        EXACT;

        /** Returns the clock of one recording. */
        LongUnaryOperator clock(Random random) {
            long grain = 100L + random.nextInt(901);
            long offset = random.nextInt(1000);
            int stalled = 5000 + random.nextInt(8000);
            int stall = 300 + random.nextInt(2500);
            return switch (this) {
                case ZERO -> t -> 0;
                case ROUNDED_DOWN -> t -> Math.floorDiv(t + offset, grain) * grain;
                case ROUNDED_UP -> t -> -Math.floorDiv(-t - offset, grain) * grain;
                case ROUNDED -> t -> Math.floorDiv(t + offset + grain / 2, grain) * grain;
                case SHAKEN -> t -> t + 1000 + random.nextInt(401) - 200;
                // For some time nothing arrives, then all of it at once.
                case STALLING -> t -> t > stalled && t < stalled + stall ? stalled + stall : t;
                case EXACT -> t -> t;
            };
        }
    }

    /** One recording: blocks of one length, each with a value of its own, at a rate. */
    private static final class Recording {
        final int rate;
        final int length;
        final Damage damage = new Damage();
        final Timeline timeline;
        long sound;
        int blocks;

        Recording(Random random, boolean mayJump) {
            rate = new int[] {8000, 11_025, 16_000, 44_100, 48_000}[random.nextInt(5)];
            length = rate * (10 + random.nextInt(120)) / 1000;
            timeline = new Timeline(
                    rate,
                    new Timeline.Clock(0, 0.001, 1e6, OptionalLong.empty(), mayJump, List.of(WRAP_SECONDS)),
                    damage);
        }

        /** Adds blocks up to {@code seconds} of sound; {@code clock} says what milliseconds become. */
        void record(double seconds, double laterSeconds, LongUnaryOperator clock) {
            while (sound < seconds * rate) {
                long millis = Math.round(1000.0 * sound / rate);
                long stamp = clock.applyAsLong(millis) + Math.round(1000 * laterSeconds);
                timeline.add(new Block(OptionalLong.of(stamp * rate / 1000), rate, samples(blocks++), false, false));
                sound += length;
            }
        }

        private float[] samples(int value) {
            float[] samples = new float[length];
            java.util.Arrays.fill(samples, value);
            return samples;
        }

        /** Returns the silences that are not at the very start, in seconds from there, as start and length. */
        List<double[]> silences() {
            timeline.finish();
            List<double[]> silences = new ArrayList<>();
            long at = 0;
            float last = -1;
            for (Timeline.Piece piece : timeline.pieces()) {
                if (piece instanceof Timeline.Silence silence) {
                    if (at > 0) {
                        silences.add(new double[] {(double) at / rate, (double) silence.samples() / rate});
                        at += silence.samples();
                    }
                } else if (piece instanceof Timeline.Sound part) {
                    assertTrue(part.samples()[0] > last, "blocks are in order");
                    last = part.samples()[0];
                    at += part.to() - part.from();
                }
            }
            return silences;
        }

        long kept() {
            timeline.finish();
            return timeline.pieces().stream()
                    .mapToLong(piece -> piece instanceof Timeline.Sound part ? part.to() - part.from() : 0)
                    .sum();
        }

        String what() {
            return rate + " Hz, blocks of " + length + ", " + damage.sentences();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheClockMakesUpForLosesAndInventsNothing(Recorder recorder) {
        Property.forAll(60, random -> {
            Recording recording = new Recording(random, random.nextBoolean());
            recording.record(40 + random.nextInt(40), 0, recorder.clock(random));
            assertEquals(0, recording.silences().size(), recording::what);
            assertEquals(recording.sound, recording.kept(), recording::what);
            assertEquals(List.of(), recording.damage.sentences());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZERO")
    void aRealGapIsSilenceOfItsLength(Recorder recorder) {
        Property.forAll(60, random -> {
            Recording recording = new Recording(random, random.nextBoolean());
            double gap = recorder == Recorder.EXACT ? 0.05 + 9 * random.nextDouble() : 4 + 5 * random.nextDouble();
            LongUnaryOperator clock = recorder.clock(random);
            double at = 20 + random.nextInt(10);
            recording.record(at, 0, clock);
            double end = (double) recording.sound / recording.rate;
            recording.record(60, gap, clock);
            double silent = 0;
            for (double[] silence : recording.silences()) {
                assertEquals(end, silence[0], 1.2, "where");
                silent += silence[1];
            }
            // A clock is as true as its grain.
            double grain = recorder == Recorder.EXACT ? 0.002 : recorder == Recorder.STALLING ? 3 : 1.1;
            assertEquals(gap, silent, grain, recording::what);
            assertEquals(recording.sound, recording.kept(), recording::what);
        });
    }

    @Test
    void aRealOverlapIsCutAndCounted() {
        Property.forAll(60, random -> {
            Recording recording = new Recording(random, random.nextBoolean());
            double overlap = 0.02 + 0.97 * random.nextDouble();
            recording.record(20, 0, t -> t);
            recording.record(40, -overlap, t -> t);
            assertEquals(0, recording.silences().size(), recording::what);
            assertEquals(overlap, (double) (recording.sound - recording.kept()) / recording.rate, 0.016);
            assertTrue(recording.damage.sentences().toString().contains("overlapping sound were cut"));
        });
    }

    @Test
    void aClockThatMayJumpIsJoinedAndTheJumpHasAPlace() {
        Property.forAll(120, random -> {
            Recording recording = new Recording(random, true);
            Recorder recorder = random.nextBoolean() ? Recorder.EXACT : Recorder.SHAKEN;
            LongUnaryOperator clock = recorder.clock(random);
            double jump = (random.nextBoolean() ? 1 : -1) * (11 + 90_000 * random.nextDouble());
            recording.record(20, 0, clock);
            double end = (double) recording.sound / recording.rate;
            recording.record(60, jump, clock);
            assertEquals(0, recording.silences().size(), recording::what);
            assertEquals(recording.sound, recording.kept(), recording::what);
            assertEquals(1, recording.damage.sentences().size(), recording::what);
            String place = recorder == Recorder.EXACT ? String.format(Locale.ROOT, "at %.3f s", end) : "at 2";
            assertTrue(recording.damage.sentences().get(0).contains(place), recording::what);
        });
    }

    @Test
    void aGapOfAClockThatNeverJumpsIsSilenceHoweverLong() {
        Recording recording = new Recording(new Random(1), false);
        recording.record(20, 0, t -> t);
        recording.record(40, 600, t -> t);
        assertEquals(600, recording.silences().get(0)[1], 0.002);
    }

    @Test
    void aWrapIsNoJump() {
        Property.forAll(20, random -> {
            Recording recording = new Recording(random, random.nextBoolean());
            recording.record(20, 0, t -> t);
            recording.record(40, -WRAP_SECONDS, t -> t);
            recording.record(60, 1 - WRAP_SECONDS, t -> t);
            assertEquals(1, recording.silences().size(), recording::what);
            assertEquals(recording.sound, recording.kept(), recording::what);
        });
    }

    @Test
    void aClockThatRunsSlowOrFastByItsQuartzLosesNothing() {
        Property.forAll(6, random -> {
            Recording recording = new Recording(random, true);
            double pace = 1 + 4e-3 * (random.nextDouble() - 0.5);
            recording.record(300, 0, t -> Math.round(t * pace));
            double silent = recording.silences().stream().mapToDouble(s -> s[1]).sum();
            assertTrue(silent <= Math.max(0, 300 * (pace - 1)) + 0.001, recording::what);
            assertEquals(recording.sound, recording.kept(), recording::what);
        });
    }

    @Test
    void noPacketsWhateverHarmTheTimeline() {
        Property.forAll(2000, TimelineTarget::check);
    }
}
