package qasr.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All judgements. */
public final class Judgements {
    private static final List<Judgement> ALL = List.of(
            new NoSound(),
            new NoSpeech(),
            new TooQuiet(),
            new UnsureSpeech(),
            new Clipped(),
            new FarMicrophone(),
            new MostlyMusic(),
            new Telephone(),
            new SilentChannel(),
            new DuplicatedChannel(),
            new OppositePhase(),
            new Damaged(),
            new MuchOverlap());

    private Judgements() {}

    /** Returns the verdict about each problem, in the order of the problems. */
    public static Map<Problem, Verdict> of(Measurements measurements) {
        Map<Problem, Verdict> verdicts = new EnumMap<>(Problem.class);
        ALL.forEach(each -> verdicts.put(each.problem(), each.judge(measurements)));
        return verdicts;
    }
}
