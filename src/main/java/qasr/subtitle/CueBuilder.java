package qasr.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import qasr.text.Language;
import qasr.text.TextJoiner;
import qasr.transcript.Utterance;

/**
 * Makes subtitles of utterances. If rules conflict, the order of priority is: keep every word, time of speaking, shortest
 * and longest duration, width, reading speed. {@link CueCheck} lists the rules that the result breaks.
 */
public final class CueBuilder {
    private final CueRules rules;
    private final WordSource source;
    private final List<String> names;
    /** By speaker and channel: when the last word ended. */
    private final Map<String, Long> clocks = new HashMap<>();

    private final List<MovedWord> moved = new ArrayList<>();

    /**
     * A word that is shown later than it was said.
     *
     * @param word with the time in which it was said
     * @param shown when it is shown, in milliseconds
     */
    public record MovedWord(TimedWord word, long shown) {
        /** Returns how much later it is shown, in milliseconds. */
        long late() {
            return shown - word.start();
        }
    }

    /**
     * @param names names of several words or characters that are not split
     */
    public CueBuilder(CueRules rules, List<String> names) {
        this(rules, WordSource.KNOWN_OR_EVEN, names);
    }

    CueBuilder(CueRules rules, WordSource source, List<String> names) {
        this.rules = rules;
        this.source = source;
        this.names = List.copyOf(names);
    }

    /**
     * Returns the subtitles in order, without overlaps. People who speak at the same time have a line each.
     *
     * @param duration the length of the recording: no subtitle stays longer only to be read
     */
    public List<Cue> cues(List<Utterance> utterances, Duration duration) {
        List<Passage> passages = passages(utterances);
        List<CuePart> parts = new ArrayList<>();
        for (int i = 0; i < passages.size(); ) {
            int after = i + 1;
            long end = passages.get(i).end();
            while (after < passages.size() && passages.get(after).start() + CueRules.SYNC_MILLIS < end) {
                end = Math.max(end, passages.get(after++).end());
            }
            long next = after < passages.size()
                    ? passages.get(after).start()
                    : Math.max(duration.toMillis(), end) + rules.gapMillis();
            parts.addAll(
                    after == i + 1
                            ? new CueSplitter(rules, passages.get(i), names, next).parts()
                            : new Exchange(rules, passages.subList(i, after), names, next).parts());
            i = after;
        }
        return new CueTimes(rules, parts, duration.toMillis()).cues();
    }

    /** Returns the words that the subtitles show outside their time, because one speaker cannot say two at once. */
    public List<MovedWord> moved(List<Utterance> utterances) {
        passages(utterances);
        return List.copyOf(moved);
    }

    /** Returns the passages in the order in which they begin. */
    private List<Passage> passages(List<Utterance> utterances) {
        List<Passage> passages = new ArrayList<>();
        clocks.clear();
        moved.clear();
        Passage passage = null;
        Utterance last = null;
        TextJoiner joiner = new TextJoiner();
        for (Utterance utterance : utterances) {
            if (!utterance.hasWords()) {
                continue;
            }
            String track = track(utterance);
            long silent = clocks.getOrDefault(track, 0L);
            List<TimedWord> words = words(utterance, track);
            if (passage == null || !continues(last, utterance, words.get(0).start() - silent)) {
                passage = new Passage(
                        Language.named(utterance.language()).code(),
                        track,
                        utterance.place().speaker());
                passages.add(passage);
                joiner = new TextJoiner();
            }
            String joined = joiner.append(utterance.text());
            passage.add(joined.substring(0, joined.length() - utterance.text().length()), words);
            last = utterance;
        }
        passages.forEach(Passage::finish);
        passages.sort(Comparator.comparingLong(Passage::start));
        return passages;
    }

    private static String track(Utterance utterance) {
        return utterance.place().channel() + "\0" + utterance.place().speaker();
    }

    private boolean continues(Utterance last, Utterance next, long pause) {
        return !rules.keepsUtterances()
                && pause < CueRules.PAUSE_MILLIS
                && last.language().equals(next.language())
                && track(last).equals(track(next));
    }

    /** Returns the words in order: a word that begins before the speaker's previous one has ended begins then. */
    private List<TimedWord> words(Utterance utterance, String track) {
        List<TimedWord> words = new ArrayList<>();
        long clock = clocks.getOrDefault(track, 0L);
        for (TimedWord word : source.words(utterance)) {
            long start = Math.max(clock, word.start());
            clock = Math.max(start, word.end());
            // As WebVTT does: players take it for the end of the file.
            words.add(new TimedWord(word.text().replace('\0', '\ufffd'), start, clock));
            if (start - word.start() > CueRules.SYNC_MILLIS) {
                moved.add(new MovedWord(word, start));
            }
        }
        clocks.put(track, clock);
        return words;
    }
}
