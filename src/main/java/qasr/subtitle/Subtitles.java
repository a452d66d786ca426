package qasr.subtitle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import qasr.transcript.Edit;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * How subtitles are made of a transcript.
 *
 * @param highlight whether each word is highlighted while it is said
 * @param wordTimes whether the times of words are written where they do not change what is shown
 * @param names names that are not split, besides those that a glossary has put into the text
 */
public record Subtitles(CueRules rules, boolean highlight, boolean wordTimes, List<String> names) {
    /** The default. */
    public static final Subtitles DEFAULT = new Subtitles(CueRules.DEFAULT, false, List.of());

    private static final String GLOSSARY = "glossary";

    public Subtitles {
        names = List.copyOf(names);
    }

    /** Creates subtitles without times of words, unless each is highlighted. */
    public Subtitles(CueRules rules, boolean highlight, List<String> names) {
        this(rules, highlight, false, names);
    }

    /** Returns a copy with more names. */
    public Subtitles withNames(List<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return new Subtitles(rules, highlight, wordTimes, all);
    }

    /** Returns a copy with the times of words. */
    public Subtitles withWordTimes() {
        return new Subtitles(rules, highlight, true, names);
    }

    /** Returns the subtitles of {@code transcript}. */
    public List<Cue> cues(Transcript transcript) {
        return builder(transcript).cues(transcript.utterances(), transcript.duration());
    }

    private CueBuilder builder(Transcript transcript) {
        return new CueBuilder(rules, names(transcript));
    }

    /** Returns the rules that these subtitles of {@code transcript} break. */
    public List<Violation> violations(Transcript transcript) {
        CueBuilder builder = builder(transcript);
        List<Cue> cues = builder.cues(transcript.utterances(), transcript.duration());
        List<Violation> violations = new ArrayList<>(CueCheck.violations(cues, rules, names(transcript)));
        violations.addAll(CueCheck.late(cues, builder.moved(transcript.utterances())));
        violations.sort(Comparator.comparingInt(Violation::cue));
        return violations;
    }

    private List<String> names(Transcript transcript) {
        Set<String> all = new LinkedHashSet<>(names);
        for (Utterance utterance : transcript.utterances()) {
            for (Edit edit : utterance.wording().edits()) {
                if (edit.kind().equals(GLOSSARY)) {
                    all.add(edit.to());
                }
            }
        }
        return List.copyOf(all);
    }
}
