package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import qasr.transcript.Place;
import qasr.transcript.SegmentCorrection;
import qasr.transcript.SpeakerChange;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Takes corrections of single segments, such as the page of {@code qasr view} saves, into their transcript. */
public final class SegmentEdits {
    private static final int LONGEST_QUOTE = 60;

    private final Transcript transcript;
    private final List<SegmentCorrection> corrections;
    private final List<String> unfit = new ArrayList<>();
    private final List<SpeakerChange> speakers = new ArrayList<>();

    /** Creates the edits of {@code transcript}. */
    public SegmentEdits(Transcript transcript, List<SegmentCorrection> corrections) {
        this.transcript = transcript;
        this.corrections = List.copyOf(corrections);
    }

    /** Returns whether no correction was made in a text that the transcript has, or had before a correction or a retry. */
    public boolean isForeign() {
        return !corrections.isEmpty()
                && corrections.stream().noneMatch(correction -> {
                    List<Utterance> parts = parts(transcript.utterances(), find(correction));
                    return !parts.isEmpty() && knows(parts, correction);
                });
    }

    /**
     * Returns the transcript with all corrections that fit. A segment that has changed since gets what the user changed in
     * it, unless both changed the same words. If a retry has split the segment, its parts share the corrected text.
     */
    public Corrections.Outcome merged() {
        List<Utterance> utterances = new ArrayList<>(transcript.utterances());
        Set<Integer> corrected = new TreeSet<>();
        for (SegmentCorrection correction : corrections) {
            List<Integer> ids = find(correction);
            if (ids.isEmpty()) {
                unfit(correction, "the result has no segment at this time");
                continue;
            }
            List<Utterance> before = parts(utterances, ids);
            List<Utterance> after = spoken(worded(before, correction), correction);
            for (int i = 0; i < after.size(); i++) {
                if (!after.get(i).equals(before.get(i))) {
                    utterances.set(ids.get(i), after.get(i));
                    corrected.add(ids.get(i));
                }
            }
        }
        Transcript merged = transcript.with(utterances);
        return new Corrections.Outcome(
                merged.with(merged.making().after(speakers)), List.copyOf(corrected), List.of(), unfit);
    }

    private static List<Utterance> parts(List<Utterance> utterances, List<Integer> ids) {
        return ids.stream().map(utterances::get).toList();
    }

    /** Returns the segment at the time of the correction, or the segments that a retry has made of it. */
    private List<Integer> find(SegmentCorrection correction) {
        List<Utterance> utterances = transcript.utterances();
        int own = correction.segment();
        if (own < utterances.size() && utterances.get(own).place().span().equals(correction.span())) {
            return List.of(own);
        }
        for (int i = 0; i < utterances.size(); i++) {
            if (utterances.get(i).start().equals(correction.span().start())) {
                List<Integer> parts = upTo(correction.span().end(), i);
                if (!parts.isEmpty()) {
                    return parts;
                }
            }
        }
        return List.of();
    }

    /** Returns the segments from {@code first} that fill the time up to {@code end} without a gap, or nothing. */
    private List<Integer> upTo(Duration end, int first) {
        List<Integer> parts = new ArrayList<>();
        List<Utterance> utterances = transcript.utterances();
        for (int i = first; i < utterances.size(); i++) {
            if (i > first
                    && !utterances.get(i).start().equals(utterances.get(i - 1).end())) {
                return List.of();
            }
            parts.add(i);
            if (utterances.get(i).end().compareTo(end) >= 0) {
                return utterances.get(i).end().equals(end) ? parts : List.of();
            }
        }
        return List.of();
    }

    private boolean knows(List<Utterance> parts, SegmentCorrection correction) {
        String now = joined(parts);
        return now.equals(correction.from())
                || now.equals(correction.to())
                || parts.stream().anyMatch(part -> Corrections.olderTexts(part).contains(correction.from()));
    }

    private static String joined(List<Utterance> parts) {
        StringBuilder text = new StringBuilder();
        for (Utterance part : parts) {
            boolean apart = text.length() > 0
                    && part.hasWords()
                    && !(Token.isAlone(text.codePointBefore(text.length()))
                            && Token.isAlone(part.text().codePointAt(0)));
            text.append(apart ? " " : "").append(part.text());
        }
        return text.toString();
    }

    /** Returns the parts with the corrected text, or unchanged if the correction does not fit their present text. */
    private List<Utterance> worded(List<Utterance> parts, SegmentCorrection correction) {
        String now = joined(parts);
        Optional<String> text = text(parts, now, correction);
        if (text.isEmpty()) {
            unfit(correction, "the text is now '" + quoted(now) + "'");
            return parts;
        }
        if (parts.size() == 1) {
            return List.of(RetimedWords.corrected(parts.get(0), text.get()));
        }
        if (text.get().equals(now)) {
            return parts;
        }
        CorrectedText line =
                new CorrectedText(List.of(new CorrectedText.Line(text.get(), Optional.of(correction.span()), 0)));
        List<String> texts = new Corrections(transcript.with(parts), line).texts();
        return IntStream.range(0, parts.size())
                .mapToObj(i -> RetimedWords.corrected(parts.get(i), texts.get(i)))
                .toList();
    }

    /** Returns the corrected text, or nothing if the correction does not fit the present text. */
    private Optional<String> text(List<Utterance> parts, String now, SegmentCorrection correction) {
        if (correction.from().equals(correction.to())) {
            return Optional.of(now); // the user changed the speaker only
        }
        if (now.equals(correction.from()) || now.equals(correction.to())) {
            return Optional.of(correction.to());
        }
        if (!knows(parts, correction)) {
            return Optional.empty();
        }
        String ours = TextEdits.merged(correction.from(), correction.to(), now);
        String theirs = TextEdits.merged(correction.from(), now, correction.to());
        return ours.equals(theirs) ? Optional.of(ours) : Optional.empty();
    }

    /** Another speaker is taken only if the user saw the present one. */
    private List<Utterance> spoken(List<Utterance> parts, SegmentCorrection correction) {
        if (correction.speaker().equals(correction.oldSpeaker())) {
            return parts;
        }
        List<Utterance> spoken = new ArrayList<>();
        for (Utterance part : parts) {
            Place place = part.place();
            if (place.speaker().equals(correction.oldSpeaker())) {
                speakers.add(new SpeakerChange(place.span(), place.speaker(), correction.speaker()));
                Place other = new Place(place.span(), place.timing(), place.channel(), correction.speaker());
                spoken.add(new Utterance(other, part.wording(), part.confidence(), part.outcome(), part.words()));
                continue;
            }
            spoken.add(part);
            if (!place.speaker().equals(correction.speaker())) {
                String now = place.speaker().isEmpty() ? "has no speaker" : "is of '" + quoted(place.speaker()) + "'";
                unfit.add(place.span().text() + ": the speaker '" + quoted(correction.speaker()) + "': the segment "
                        + now + " now");
            }
        }
        return spoken;
    }

    private void unfit(SegmentCorrection correction, String why) {
        unfit.add(correction.span().text() + ": '" + quoted(correction.to()) + "': " + why);
    }

    private static String quoted(String text) {
        int points = text.codePointCount(0, text.length());
        return points <= LONGEST_QUOTE ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "...";
    }
}
