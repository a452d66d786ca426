package qasr.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private long clock;

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
     * Returns the subtitles in order, without overlaps.
     *
     * @param duration the length of the recording: no subtitle stays longer only to be read
     */
    public List<Cue> cues(List<Utterance> utterances, Duration duration) {
        List<Passage> passages = passages(utterances);
        List<CueSplitter.Part> parts = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            long next = i + 1 < passages.size()
                    ? passages.get(i + 1).start()
                    : Math.max(duration.toMillis(), passages.get(i).end()) + rules.gapMillis();
            parts.addAll(new CueSplitter(rules, passages.get(i), names, next).parts());
        }
        return new CueTimes(rules, parts, duration.toMillis()).cues();
    }

    private List<Passage> passages(List<Utterance> utterances) {
        List<Passage> passages = new ArrayList<>();
        clock = 0;
        Passage passage = null;
        Utterance last = null;
        TextJoiner joiner = new TextJoiner();
        for (Utterance utterance : utterances) {
            if (!utterance.hasWords()) {
                continue;
            }
            long silent = clock;
            List<TimedWord> words = words(utterance);
            if (passage == null || !continues(last, utterance, words.get(0).start() - silent)) {
                passage = new Passage(
                        Language.named(utterance.language()).code(),
                        utterance.place().speaker());
                passages.add(passage);
                joiner = new TextJoiner();
            }
            String joined = joiner.append(utterance.text());
            passage.add(joined.substring(0, joined.length() - utterance.text().length()), words);
            last = utterance;
        }
        passages.forEach(Passage::finish);
        return passages;
    }

    private boolean continues(Utterance last, Utterance next, long pause) {
        return !rules.keepsUtterances()
                && pause < CueRules.PAUSE_MILLIS
                && last.language().equals(next.language())
                && last.place().speaker().equals(next.place().speaker())
                && last.place().channel().equals(next.place().channel());
    }

    /** Returns the words in order: a word that begins before the previous one has ended begins then. */
    private List<TimedWord> words(Utterance utterance) {
        List<TimedWord> words = new ArrayList<>();
        for (TimedWord word : source.words(utterance)) {
            long start = Math.max(clock, word.start());
            clock = Math.max(start, word.end());
            // As WebVTT does: players take it for the end of the file.
            words.add(new TimedWord(word.text().replace('\0', '\ufffd'), start, clock));
        }
        return words;
    }
}
