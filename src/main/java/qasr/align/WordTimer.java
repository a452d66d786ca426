package qasr.align;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import qasr.model.ModelException;
import qasr.text.Language;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.transcript.Word;
import qasr.vad.SpeechDetector;

/**
 * Gives the words of an utterance their times: by an aligner, or estimated by {@link ApproximateTimes} if there is no
 * aligner, the aligner does not know the language, or its times are not credible.
 *
 * <p>Aligned times are made monotone, squeezed words get room, and too long ones are clipped to speech. Two checks follow.
 * At least 80 % of the words must lie on speech. And the words must have been said: words that the aligner itself doubts, that
 * lie on silence or that are squeezed together faster than anybody speaks were not.
 */
public final class WordTimer {
    private static final double SAMPLES_PER_MILLI = 16;
    /** Words that are no longer than these letters are squeezed by good aligners, too. */
    private static final int LEAST_UNSAID_LETTERS = 8;

    private static final int LEAST_UNSAID_WORDS = 3;
    private static final double LEAST_ON_SPEECH = 0.8;
    private static final double MOST_UNSAID = 0.5;
    private static final double ALL_UNSAID = 0.9;

    /** Why times are estimated although nothing is wrong with the text. */
    public enum Reason {
        /** There is no aligner. */
        NO_ALIGNER,
        /** The aligner was not made for the language. */
        LANGUAGE,
        /** The sound is longer than the aligner takes. */
        TOO_LONG
    }

    /**
     * An utterance with the times of its words.
     *
     * @param unsaid the words, by their index, that were probably not said
     * @param warnings the passages to review
     * @param reason why the times are estimated, if not because of the text
     */
    public record Timed(Utterance utterance, BitSet unsaid, List<Warning> warnings, Optional<Reason> reason) {
        public Timed {
            warnings = List.copyOf(warnings);
        }
    }

    private final Optional<UnitAligner> aligner;
    private final SpeechDetector detector;
    private final float threshold;

    /**
     * Creates a timer; its owner closes aligner and detector.
     *
     * @param threshold the lowest probability of speech
     */
    public WordTimer(Optional<UnitAligner> aligner, SpeechDetector detector, float threshold) {
        this.aligner = aligner;
        this.detector = detector;
        this.threshold = threshold;
    }

    /**
     * Returns {@code utterance} with times for its words, all within its own time span.
     *
     * @param sound mono sound at 16 kHz in which the utterance was said; the same samples give the same times
     * @param offset the position of the first sample in the recording
     */
    public Timed time(Utterance utterance, float[] sound, long offset) {
        return time(utterance, sound, offset, Hearing.NONE);
    }

    /**
     * Returns {@code utterance} with times, like {@link #time(Utterance, float[], long)}.
     *
     * @param hearing what a recogniser heard of the words. Its suspicion is believed unless the aligner itself can tell
     */
    public Timed time(Utterance utterance, float[] sound, long offset, Hearing hearing) {
        BitSet suspects = hearing.suspects();
        if (!utterance.hasWords()) {
            return new Timed(utterance, new BitSet(), List.of(), Optional.empty());
        }
        Stretch stretch = new Stretch(utterance, SoundSamples.sixteenBit(sound), offset);
        if (stretch.units.isEmpty()) {
            Word all = Word.of(utterance.text(), utterance.place().span());
            return new Timed(
                    utterance.timed(Place.Timing.APPROX, List.of(all)), new BitSet(), List.of(), Optional.empty());
        }
        Optional<Reason> reason = reason(stretch);
        if (reason.isPresent()) {
            Timed estimated = suspects.isEmpty()
                    ? new Timed(stretch.estimated(utterance), suspects, List.of(), reason)
                    : doubted(
                            stretch,
                            "not_said",
                            Warning.Kind.NOT_SAID,
                            suspects.cardinality() + " words of the text were probably not said");
            return new Timed(estimated.utterance(), stretch.estimate.ofUnits(suspects), estimated.warnings(), reason);
        }
        try {
            return aligned(stretch, hearing);
        } catch (ModelException e) {
            return doubted(stretch, "unaligned", Warning.Kind.UNALIGNED, e.getMessage() + ": word times are estimated");
        }
    }

    private Optional<Reason> reason(Stretch stretch) {
        if (aligner.isEmpty()) {
            return Optional.of(Reason.NO_ALIGNER);
        }
        if (!aligner.get().knows(stretch.language)) {
            return Optional.of(Reason.LANGUAGE);
        }
        return stretch.sound.length > aligner.get().maxSamples() ? Optional.of(Reason.TOO_LONG) : Optional.empty();
    }

    private Timed aligned(Stretch stretch, Hearing hearing) throws ModelException {
        AlignedUnits heard =
                aligner.orElseThrow().alignJudged(stretch.sound, stretch.units, stretch.language, hearing.heard());
        int[] times = stretch.bounded(MonotonicRepair.repair(heard.times()));
        SaidCheck check = new SaidCheck(stretch.map, times, stretch.weights);
        boolean judged = heard.unsaid().isPresent();
        BitSet unsaid = judged
                ? check.longRuns(
                        heard.unsaid().get(),
                        hearing.isNone() ? LEAST_UNSAID_WORDS : 1,
                        hearing.isNone() ? LEAST_UNSAID_LETTERS : 1)
                : hearing.suspects();
        if (!judged && unsaid.isEmpty()) {
            unsaid = check.unsaidRuns(LEAST_UNSAID_WORDS, LEAST_UNSAID_LETTERS);
        }
        boolean nothingSaid = check.share(unsaid) > ALL_UNSAID;
        if (!judged && !unsaid.isEmpty() && !nothingSaid) {
            // They took the place of words that were said.
            heard = heard(stretch, unsaid);
            times = stretch.bounded(MonotonicRepair.repair(heard.times()));
            check = new SaidCheck(stretch.map, times, stretch.weights);
            BitSet more = check.unsaidRuns(LEAST_UNSAID_WORDS, LEAST_UNSAID_LETTERS);
            more.andNot(unsaid);
            nothingSaid = check.unsaidShare(unsaid) > MOST_UNSAID;
            unsaid = union(unsaid, more);
        }
        if (nothingSaid || check.unsaidShare(unsaid) > MOST_UNSAID) {
            Timed doubted = doubted(
                    stretch,
                    "not_said",
                    Warning.Kind.NOT_SAID,
                    "the text does not fit the sound: its words were probably not said; their times are estimated");
            doubted.unsaid().set(0, doubted.utterance().words().size());
            return doubted;
        }
        if (check.speechShare(unsaid) < LEAST_ON_SPEECH) {
            return doubted(
                    stretch,
                    "unaligned",
                    Warning.Kind.UNALIGNED,
                    "the aligner put too many words on silence: word times are estimated");
        }
        return timed(stretch, heard, times, unsaid);
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet both = BitSet.valueOf(one.toLongArray());
        both.or(other);
        return both;
    }

    /** Aligns all units but some, which get no time between their neighbours. */
    private AlignedUnits heard(Stretch stretch, BitSet without) throws ModelException {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < stretch.units.size(); i++) {
            if (!without.get(i)) {
                said.add(stretch.units.get(i));
            }
        }
        AlignedUnits heard = aligner.orElseThrow().alignJudged(stretch.sound, said, stretch.language, new BitSet());
        int[] times = new int[2 * stretch.units.size()];
        int next = 0;
        for (int i = 0; i < stretch.units.size(); i++) {
            if (without.get(i)) {
                int before = next == 0 ? heard.times()[0] : heard.times()[2 * next - 1];
                times[2 * i] = before;
                times[2 * i + 1] = before;
            } else {
                times[2 * i] = heard.times()[2 * next];
                times[2 * i + 1] = heard.times()[2 * next + 1];
                next++;
            }
        }
        return new AlignedUnits(times, Optional.empty());
    }

    private static Timed timed(Stretch stretch, AlignedUnits heard, int[] times, BitSet unsaid) {
        int[] said = IntStream.range(0, stretch.weights.length)
                .filter(unit -> !unsaid.get(unit))
                .toArray();
        int[] weights = IntStream.of(said).map(unit -> stretch.weights[unit]).toArray();
        int[] saidTimes = IntStream.of(said)
                .flatMap(unit -> IntStream.of(times[2 * unit], times[2 * unit + 1]))
                .toArray();
        SpreadTimes spread = new SpreadTimes(saidTimes, weights);
        int[] usable = spread.within(stretch.from, stretch.to);
        boolean[] changed = spread.adjusted();
        ClippedTimes.clip(stretch.map, usable, weights, changed);
        int[] all = new int[times.length];
        boolean[] adjusted = new boolean[stretch.weights.length];
        Arrays.fill(adjusted, true);
        for (int i = 0; i < said.length; i++) {
            all[2 * said[i]] = usable[2 * i];
            all[2 * said[i] + 1] = usable[2 * i + 1];
            adjusted[said[i]] = changed[i] || stretch.isMoved(heard.times(), times, said[i]);
        }
        stretch.placeBetween(unsaid, all);
        Utterance utterance = stretch.utterance;
        List<Word> words = stretch.words(stretch.texts, all, adjusted);
        if (unsaid.isEmpty()) {
            return new Timed(utterance.timed(Place.Timing.ALIGNED, words), unsaid, List.of(), Optional.empty());
        }
        int first = unsaid.nextSetBit(0);
        int last = unsaid.length() - 1;
        Warning warning = Warning.at(
                Warning.Kind.NOT_SAID,
                new TimeSpan(
                        words.get(first).span().start(), words.get(last).span().end()),
                unsaid.cardinality() == 1
                        ? "1 word of the text was probably not said: its time is estimated"
                        : unsaid.cardinality()
                                + " words of the text were probably not said: their times are estimated");
        return new Timed(
                utterance
                        .timed(Place.Timing.APPROX, words)
                        .with(utterance.outcome().flagged("not_said")),
                unsaid,
                List.of(warning),
                Optional.empty());
    }

    private static Timed doubted(Stretch stretch, String flag, Warning.Kind kind, String text) {
        Utterance flagged = stretch.utterance.with(stretch.utterance.outcome().flagged(flag));
        return new Timed(
                stretch.estimated(flagged),
                new BitSet(),
                List.of(Warning.at(kind, flagged.place().span(), text)),
                Optional.empty());
    }

    /** An utterance in its sound. Times are in milliseconds from the first sample. */
    private final class Stretch {
        private final Utterance utterance;
        private final Language language;
        private final float[] sound;
        private final double offsetMillis;
        private final List<String> units;
        private final List<String> texts;
        private final int[] weights;
        private final EstimatedWords estimate;
        private final SpeechMap map;
        private final int from;
        private final int to;

        Stretch(Utterance utterance, float[] sound, long offset) {
            this.utterance = utterance;
            this.sound = sound;
            language = Language.named(utterance.language());
            offsetMillis = offset / SAMPLES_PER_MILLI;
            WordUnits split = WordUnits.of(utterance.text(), language);
            units = split.texts();
            texts = split.words();
            weights = UnitWeights.of(units);
            estimate = EstimatedWords.of(texts);
            map = SpeechMap.of(sound, detector, threshold);
            int length = (int) (sound.length / SAMPLES_PER_MILLI);
            from = Math.max(0, Math.min(length, local(utterance.start().toMillis())));
            to = Math.max(from, Math.min(length, local(utterance.end().toMillis())));
        }

        private int local(long millis) {
            return (int) Math.round(millis - offsetMillis);
        }

        /** Returns monotone times within the utterance. */
        int[] bounded(int[] times) {
            int[] bounded = new int[times.length];
            int last = from;
            for (int i = 0; i < times.length; i++) {
                last = Math.max(last, Math.min(to, times[i]));
                bounded[i] = last;
            }
            return bounded;
        }

        /** Returns whether the times of a unit are not those of the aligner, but for the ends of the utterance. */
        boolean isMoved(int[] heard, int[] now, int unit) {
            return Math.max(from, Math.min(to, heard[2 * unit])) != now[2 * unit]
                    || Math.max(from, Math.min(to, heard[2 * unit + 1])) != now[2 * unit + 1];
        }

        /** Shares the pauses between other units among {@code some}; they take no time that others have. */
        void placeBetween(BitSet some, int[] times) {
            for (int first = some.nextSetBit(0); first >= 0; first = some.nextSetBit(some.nextClearBit(first))) {
                int end = some.nextClearBit(first);
                long start = first == 0 ? from : times[2 * first - 1];
                long stop = end == weights.length ? to : times[2 * end];
                long all = 0;
                for (int i = first; i < end; i++) {
                    all += weights[i];
                }
                stop = Math.min(stop, start + all * UnitWeights.USUAL_MILLIS);
                long before = 0;
                for (int i = first; i < end; i++) {
                    times[2 * i] = (int) (start + (stop - start) * before / all);
                    before += weights[i];
                    times[2 * i + 1] = (int) (start + (stop - start) * before / all);
                }
            }
        }

        Utterance estimated(Utterance of) {
            int[] times = ApproximateTimes.of(map, from, to, estimate.weights());
            boolean[] adjusted = new boolean[estimate.texts().size()];
            return of.timed(Place.Timing.APPROX, words(estimate.texts(), times, adjusted));
        }

        List<Word> words(List<String> texts, int[] times, boolean[] adjusted) {
            long first = utterance.start().toMillis();
            long end = utterance.end().toMillis();
            List<OptionalDouble> probabilities = WordProbabilities.of(utterance, texts);
            List<Word> words = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                long start = Math.max(first, Math.min(end, Math.round(offsetMillis + times[2 * i])));
                long stop = Math.max(start, Math.min(end, Math.round(offsetMillis + times[2 * i + 1])));
                words.add(new Word(
                        texts.get(i),
                        new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(stop)),
                        probabilities.get(i),
                        adjusted[i]));
            }
            return words;
        }
    }
}
