package qasr.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.transcript.Place;
import qasr.transcript.SegmentCorrection;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Takes corrections of single segments, such as the page of {@code qasr view} saves, into their transcript. */
public final class SegmentEdits {
    private static final int LONGEST_QUOTE = 60;

    private final Transcript transcript;
    private final List<SegmentCorrection> corrections;

    /** Creates the edits of {@code transcript}. */
    public SegmentEdits(Transcript transcript, List<SegmentCorrection> corrections) {
        this.transcript = transcript;
        this.corrections = List.copyOf(corrections);
    }

    /** Returns whether no correction was made in a text that the transcript has, or had before a correction or a retry. */
    public boolean isForeign() {
        return !corrections.isEmpty()
                && corrections.stream().noneMatch(correction -> {
                    int id = find(correction);
                    return id >= 0 && knows(transcript.utterances().get(id), correction);
                });
    }

    /**
     * Returns the transcript with all corrections that fit. A segment that has changed since gets what the user changed in
     * it, unless both changed the same words.
     */
    public Corrections.Outcome merged() {
        List<Utterance> utterances = new ArrayList<>(transcript.utterances());
        List<Integer> corrected = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        for (SegmentCorrection correction : corrections) {
            int id = find(correction);
            if (id < 0) {
                unfit.add(unfit(correction, "the result has no segment at this time"));
                continue;
            }
            Utterance before = utterances.get(id);
            Optional<String> text = text(before, correction);
            if (text.isEmpty()) {
                unfit.add(unfit(correction, "the text is now '" + quoted(before.text()) + "'"));
                continue;
            }
            Utterance after = spoken(RetimedWords.corrected(before, text.get()), correction);
            if (!after.equals(before)) {
                utterances.set(id, after);
                corrected.add(id);
            }
        }
        return new Corrections.Outcome(transcript.with(utterances), corrected, List.of(), unfit);
    }

    /** Returns the segment at the time of the correction, or -1. A retry may have split segments before it. */
    private int find(SegmentCorrection correction) {
        List<Utterance> utterances = transcript.utterances();
        int own = correction.segment();
        if (own < utterances.size() && utterances.get(own).place().span().equals(correction.span())) {
            return own;
        }
        for (int i = 0; i < utterances.size(); i++) {
            if (utterances.get(i).place().span().equals(correction.span())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean knows(Utterance utterance, SegmentCorrection correction) {
        return utterance.text().equals(correction.from())
                || utterance.text().equals(correction.to())
                || Corrections.olderTexts(utterance).contains(correction.from());
    }

    /** Returns the corrected text, or nothing if the correction does not fit the present text. */
    private static Optional<String> text(Utterance utterance, SegmentCorrection correction) {
        String now = utterance.text();
        if (now.equals(correction.from()) || now.equals(correction.to())) {
            return Optional.of(correction.to());
        }
        if (!knows(utterance, correction)) {
            return Optional.empty();
        }
        String ours = TextEdits.merged(correction.from(), correction.to(), now);
        String theirs = TextEdits.merged(correction.from(), now, correction.to());
        return ours.equals(theirs) ? Optional.of(ours) : Optional.empty();
    }

    /** Another speaker is taken only if the user saw the present one. */
    private static Utterance spoken(Utterance utterance, SegmentCorrection correction) {
        Place place = utterance.place();
        boolean changes = !correction.speaker().equals(correction.oldSpeaker())
                && place.speaker().equals(correction.oldSpeaker());
        return !changes
                ? utterance
                : new Utterance(
                        new Place(place.span(), place.timing(), place.channel(), correction.speaker()),
                        utterance.wording(),
                        utterance.confidence(),
                        utterance.outcome(),
                        utterance.words());
    }

    private static String unfit(SegmentCorrection correction, String why) {
        return correction.span().text() + ": '" + quoted(correction.to()) + "': " + why;
    }

    private static String quoted(String text) {
        int points = text.codePointCount(0, text.length());
        return points <= LONGEST_QUOTE ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "...";
    }
}
