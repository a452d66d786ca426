package qasr.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import qasr.transcript.Attempt;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/**
 * Replaces segments of a result by their retries. A retry may have several segments: together they take the time of the
 * old one, so that no second is lost or counted twice, and each keeps the earlier attempt.
 */
final class RetryMerge {
    private RetryMerge() {}

    /**
     * Returns {@code transcript} with new utterances for some of its segments.
     *
     * @param again the new utterances by segment, at least one each, in order
     * @param warnings what was said about it; it replaces what was said about the same segments before; what is wrong
     *     with the sound was reported in the first run, too
     */
    static Transcript merged(Transcript transcript, Map<Integer, List<Utterance>> again, List<Warning> warnings) {
        List<Utterance> utterances = new ArrayList<>();
        List<TimeSpan> redone = new ArrayList<>();
        for (int id = 0; id < transcript.utterances().size(); id++) {
            Utterance old = transcript.utterances().get(id);
            if (again.containsKey(id)) {
                utterances.addAll(replaced(old, again.get(id)));
                redone.add(old.place().span());
            } else {
                utterances.add(old);
            }
        }
        // The parts of one channel may begin before and after an answer in another one.
        utterances.sort(Comparator.comparing(Utterance::start));
        List<Warning> all = new ArrayList<>(transcript.warnings());
        all.removeIf(warning -> redone.stream().anyMatch(span -> isAbout(span, warning)));
        all.removeIf(warning -> warning.kind() == Warning.Kind.UNKNOWN && isSaid(warning, warnings));
        Set<Warning.Kind> kinds = all.stream().map(Warning::kind).collect(Collectors.toSet());
        warnings.stream()
                .filter(warning -> warning.kind().isAboutPassage() || !kinds.contains(warning.kind()))
                .forEach(all::add);
        return new Transcript(transcript.source(), transcript.making(), utterances, transcript.gaps(), all);
    }

    private static List<Utterance> replaced(Utterance old, List<Utterance> again) {
        List<Utterance> pieces = new ArrayList<>();
        Duration start = old.start();
        for (int i = 0; i < again.size(); i++) {
            Duration end =
                    i + 1 < again.size() ? within(old, start, again.get(i + 1).start()) : old.end();
            pieces.add(replaced(old, again.get(i), new TimeSpan(start, end)));
            start = end;
        }
        return pieces;
    }

    private static Duration within(Utterance old, Duration least, Duration time) {
        Duration later = time.compareTo(least) < 0 ? least : time;
        return later.compareTo(old.end()) > 0 ? old.end() : later;
    }

    private static Utterance replaced(Utterance old, Utterance fresh, TimeSpan span) {
        List<Attempt> earlier = new ArrayList<>(old.outcome().earlier());
        earlier.add(new Attempt("retry", old.wording(), old.confidence(), old.status()));
        earlier.addAll(fresh.outcome().earlier());
        Utterance.Status status = fresh.status() == Utterance.Status.OK ? Utterance.Status.RETRIED : fresh.status();
        return new Utterance(
                new Place(
                        span,
                        timing(old, fresh),
                        old.place().channel(),
                        old.place().speaker()),
                fresh.wording(),
                fresh.confidence(),
                new Outcome(status, earlier, fresh.outcome().flags()),
                fresh.words());
    }

    private static Place.Timing timing(Utterance old, Utterance fresh) {
        if (!fresh.words().isEmpty()) {
            return fresh.place().timing();
        }
        return old.words().isEmpty() ? old.place().timing() : Place.Timing.VAD;
    }

    /** Tells whether {@code warnings} say the same and also what kind of warning that is. */
    private static boolean isSaid(Warning warning, List<Warning> warnings) {
        return warnings.stream().anyMatch(said -> said.text().equals(warning.text()));
    }

    /** Tells whether {@code warning} is about the passage in {@code span}: they share the middle of the former. */
    private static boolean isAbout(TimeSpan span, Warning warning) {
        return warning.kind().isAboutPassage()
                && warning.span().filter(about -> span.contains(about.middle())).isPresent();
    }
}
