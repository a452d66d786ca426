package qasr.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The diarisation errors of one recording or several, by the rules of md-eval.pl version 22. All numbers are seconds of speaker
 * time: a second in which two people speak counts as two.
 *
 * @param speech the speaker time of the reference that was scored
 * @param missed speaker time without a speaker in the result
 * @param falseAlarm speaker time of the result without one in the reference
 * @param confused speaker time that the result gives to another speaker
 */
public record DiarisationErrors(double speech, double missed, double falseAlarm, double confused) {
    /** No errors in no speech. */
    public static final DiarisationErrors NONE = new DiarisationErrors(0, 0, 0, 0);

    private static final double SAME_TIME = 1e-8;

    /**
     * The choice of the times that are scored.
     *
     * @param collar the seconds that are forgiven on each side of each boundary of the reference
     * @param withoutOverlap whether times in which several speak in the reference are left out
     */
    public record Rules(double collar, boolean withoutOverlap) {}

    /** Returns the sum. */
    public DiarisationErrors plus(DiarisationErrors other) {
        return new DiarisationErrors(
                speech + other.speech, missed + other.missed, falseAlarm + other.falseAlarm, confused + other.confused);
    }

    /** Returns the error rate, of which 1 is 100 %; it can be larger. NaN without speech. */
    public double rate() {
        return (missed + falseAlarm + confused) / speech;
    }

    /** Returns the part from the first to the last time of the reference, which is scored if nothing else is said. */
    public static List<double[]> extent(List<Rttm.NamedTurn> reference) {
        double start =
                reference.stream().mapToDouble(Rttm.NamedTurn::start).min().orElse(0);
        double end = reference.stream().mapToDouble(Rttm.NamedTurn::end).max().orElse(0);
        return List.of(new double[] {start, end});
    }

    /**
     * Compares a result with its reference.
     *
     * @param parts the parts of the recording that are scored
     */
    public static DiarisationErrors of(
            List<Rttm.NamedTurn> reference, List<Rttm.NamedTurn> result, List<double[]> parts, Rules rules) {
        // The speakers are mapped on all of the parts, before anything is forgiven.
        Map<String, String> mapping = mapping(stretches(parts, reference, result));
        List<double[]> scored = rules.collar() > 0 ? without(parts, collars(reference, rules.collar())) : parts;
        if (rules.withoutOverlap()) {
            scored = without(scored, overlaps(reference));
        }
        DiarisationErrors errors = NONE;
        for (Stretch stretch : stretches(scored, reference, result)) {
            int said = stretch.reference().size();
            int found = stretch.result().size();
            long right = stretch.reference().stream()
                    .filter(speaker -> stretch.result().contains(mapping.getOrDefault(speaker, "")))
                    .count();
            errors = errors.plus(new DiarisationErrors(
                    said * stretch.seconds(),
                    Math.max(0, said - found) * stretch.seconds(),
                    Math.max(0, found - said) * stretch.seconds(),
                    (Math.min(said, found) - right) * stretch.seconds()));
        }
        return errors;
    }

    /** A time in which the same speakers speak. */
    private record Stretch(double seconds, List<String> reference, List<String> result) {}

    /** Something begins or ends. */
    private record Event(double time, boolean begins, int kind, String speaker) {}

    private static final int PART = 0;
    private static final int REFERENCE = 1;
    private static final int RESULT = 2;

    private static List<Stretch> stretches(
            List<double[]> parts, List<Rttm.NamedTurn> reference, List<Rttm.NamedTurn> result) {
        List<Event> events = new ArrayList<>();
        for (double[] part : parts) {
            if (part[1] > part[0] + SAME_TIME) {
                events.add(new Event(part[0], true, PART, ""));
                events.add(new Event(part[1], false, PART, ""));
            }
        }
        add(events, reference, REFERENCE);
        add(events, result, RESULT);
        events.sort(Comparator.comparingDouble(Event::time).thenComparing(Event::begins));
        List<Stretch> stretches = new ArrayList<>();
        List<Map<String, Integer>> speaking = List.of(new TreeMap<>(), new TreeMap<>());
        double last = 0;
        boolean inside = false;
        for (Event event : events) {
            if (inside && event.time() > last) {
                stretches.add(new Stretch(
                        event.time() - last,
                        List.copyOf(speaking.get(0).keySet()),
                        List.copyOf(speaking.get(1).keySet())));
            }
            last = event.time();
            if (event.kind() == PART) {
                inside = event.begins();
            } else {
                int step = event.begins() ? 1 : -1;
                speaking.get(event.kind() - 1)
                        .merge(event.speaker(), step, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
            }
        }
        return stretches;
    }

    private static void add(List<Event> events, List<Rttm.NamedTurn> turns, int kind) {
        for (Rttm.NamedTurn turn : turns) {
            if (turn.end() > turn.start()) {
                events.add(new Event(turn.start(), true, kind, turn.speaker()));
                events.add(new Event(turn.end(), false, kind, turn.speaker()));
            }
        }
    }

    /** Returns the one-to-one mapping from speakers of the reference to those of the result with the longest common time. */
    private static Map<String, String> mapping(List<Stretch> stretches) {
        List<String> names = names(stretches, true);
        List<String> others = names(stretches, false);
        double[][] common = new double[names.size()][others.size()];
        for (Stretch stretch : stretches) {
            for (String name : stretch.reference()) {
                for (String other : stretch.result()) {
                    common[names.indexOf(name)][others.indexOf(other)] += stretch.seconds();
                }
            }
        }
        Map<String, String> mapping = new HashMap<>();
        int[] best = BestAssignment.of(common);
        for (int i = 0; i < best.length; i++) {
            if (best[i] >= 0 && common[i][best[i]] > 0) {
                mapping.put(names.get(i), others.get(best[i]));
            }
        }
        return mapping;
    }

    private static List<String> names(List<Stretch> stretches, boolean reference) {
        return stretches.stream()
                .flatMap(stretch -> (reference ? stretch.reference() : stretch.result()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<double[]> collars(List<Rttm.NamedTurn> reference, double collar) {
        List<double[]> collars = new ArrayList<>();
        for (Rttm.NamedTurn turn : reference) {
            collars.add(new double[] {turn.start() - collar, turn.start() + collar});
            collars.add(new double[] {turn.end() - collar, turn.end() + collar});
        }
        return collars;
    }

    private static List<double[]> overlaps(List<Rttm.NamedTurn> reference) {
        List<Event> events = new ArrayList<>();
        add(events, reference, REFERENCE);
        events.sort(Comparator.comparingDouble(Event::time).thenComparing(Event::begins));
        List<double[]> overlaps = new ArrayList<>();
        int speaking = 0;
        double start = 0;
        for (Event event : events) {
            if (event.begins() && ++speaking == 2) {
                start = event.time();
            } else if (!event.begins() && --speaking == 1) {
                overlaps.add(new double[] {start, event.time()});
            }
        }
        return overlaps;
    }

    /** Returns what is in {@code parts} and in none of {@code holes}. */
    private static List<double[]> without(List<double[]> parts, List<double[]> holes) {
        List<double[]> sorted = new ArrayList<>(holes);
        sorted.sort(Comparator.comparingDouble(hole -> hole[0]));
        List<double[]> left = new ArrayList<>();
        for (double[] part : parts) {
            double start = part[0];
            for (double[] hole : sorted) {
                if (hole[0] >= part[1]) {
                    break;
                }
                if (hole[0] > start) {
                    left.add(new double[] {start, hole[0]});
                }
                start = Math.max(start, hole[1]);
            }
            if (start < part[1]) {
                left.add(new double[] {start, part[1]});
            }
        }
        return left;
    }
}
