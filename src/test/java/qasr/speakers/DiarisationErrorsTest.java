package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class DiarisationErrorsTest {
    private static final JsonObject GOLDEN = GoldenFile.read("der.json");
    private static final DiarisationErrors.Rules ALL = new DiarisationErrors.Rules(0, false);

    private static String lines(String key) {
        StringBuilder text = new StringBuilder();
        for (JsonElement line : GOLDEN.get(key).getAsJsonArray()) {
            text.append(line.getAsString()).append('\n');
        }
        return text.toString();
    }

    /** Every setting gives the times that md-eval.pl printed. */
    @Test
    void errorsAreThoseOfMdEval() throws Rttm.MalformedRttmException {
        List<Rttm.NamedTurn> reference =
                Rttm.parse(lines("reference_rttm")).recordings().get("rec 1");
        List<Rttm.NamedTurn> result =
                Rttm.parse(lines("system_rttm")).recordings().get("rec 1");
        Map<String, List<double[]>> uem = Rttm.parseUem(lines("uem"));
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("results"))) {
            String options = each.get("options").getAsString();
            DiarisationErrors errors = DiarisationErrors.of(
                    reference,
                    result,
                    options.contains("-u ") ? uem.get("rec 1") : DiarisationErrors.extent(reference),
                    new DiarisationErrors.Rules(options.contains("0.25") ? 0.25 : 0, options.contains("-1")));
            assertEquals(each.get("scored_speaker_time").getAsDouble(), errors.speech(), 1e-6, options);
            assertEquals(each.get("missed").getAsDouble(), errors.missed(), 1e-6, options);
            assertEquals(each.get("false_alarm").getAsDouble(), errors.falseAlarm(), 1e-6, options);
            assertEquals(each.get("error").getAsDouble(), errors.confused(), 1e-6, options);
            assertEquals(each.get("der_percent").getAsDouble(), 100 * errors.rate(), 0.005, options);
        }
    }

    private static List<Rttm.NamedTurn> turns(Random random, String prefix) {
        List<Rttm.NamedTurn> turns = new ArrayList<>();
        for (int speaker = 0; speaker < 1 + random.nextInt(4); speaker++) {
            double time = random.nextInt(50) / 10.0;
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                double end = time + random.nextInt(40) / 10.0;
                turns.add(new Rttm.NamedTurn(time, end, prefix + speaker));
                time = end + random.nextInt(30) / 10.0;
            }
        }
        return turns;
    }

    @Test
    void aResultIsRightAboutItselfWhateverItsSpeakersAreCalled() {
        Property.forAll(100, random -> {
            List<Rttm.NamedTurn> reference = turns(random, "A");
            List<Rttm.NamedTurn> renamed = reference.stream()
                    .map(turn -> new Rttm.NamedTurn(
                            turn.start(), turn.end(), "x" + turn.speaker().hashCode()))
                    .toList();
            DiarisationErrors errors = DiarisationErrors.of(
                    reference,
                    renamed,
                    DiarisationErrors.extent(reference),
                    new DiarisationErrors.Rules(random.nextInt(3) / 4.0, random.nextBoolean()));
            assertEquals(0, errors.missed() + errors.falseAlarm() + errors.confused(), 1e-9);
        });
    }

    /** Sampled every hundredth of a second, which is the definition. */
    @Test
    void errorsAreThoseOfTheDefinition() {
        Property.forAll(60, random -> {
            List<Rttm.NamedTurn> reference = turns(random, "A");
            List<Rttm.NamedTurn> result = turns(random, "B");
            DiarisationErrors errors =
                    DiarisationErrors.of(reference, result, DiarisationErrors.extent(reference), ALL);
            double[] extent = DiarisationErrors.extent(reference).get(0);
            double said = 0;
            double missed = 0;
            double alarm = 0;
            for (double t = extent[0] + 0.005; t < extent[1]; t += 0.01) {
                long a = speaking(reference, t);
                long b = speaking(result, t);
                said += 0.01 * a;
                missed += 0.01 * Math.max(0, a - b);
                alarm += 0.01 * Math.max(0, b - a);
            }
            assertEquals(said, errors.speech(), 1e-6);
            assertEquals(missed, errors.missed(), 1e-6);
            assertEquals(alarm, errors.falseAlarm(), 1e-6);
            assertTrue(errors.confused() >= -1e-9 && errors.confused() <= said + 1e-9);
        });
    }

    private static long speaking(List<Rttm.NamedTurn> turns, double time) {
        return turns.stream()
                .filter(turn -> turn.start() <= time && time < turn.end())
                .map(Rttm.NamedTurn::speaker)
                .distinct()
                .count();
    }

    @Test
    void rowsThatAreNoRttmAreNamed() throws Rttm.MalformedRttmException {
        String good = ";; comment\n\nSPKR-INFO a 1 <NA> <NA> <NA> unknown B <NA>\nspeaker a 1 1.0 2 <NA> <NA> B <NA>\n";
        assertEquals(
                List.of(new Rttm.NamedTurn(1, 3, "B")),
                Rttm.parse(good).recordings().get("a 1"));
        for (String bad :
                List.of("SPEAKER a 1 1 2", "SPEAKER a 1 x 2 <NA> <NA> B <NA>", "SPEAKER a 1 1 -2 <NA> <NA> B <NA>")) {
            assertTrue(assertThrows(Rttm.MalformedRttmException.class, () -> Rttm.parse("\n" + bad))
                    .getMessage()
                    .startsWith("line 2: "));
        }
    }

    @Test
    void theBestAssignmentIsFound() {
        Property.forAll(200, random -> {
            int rows = random.nextInt(5);
            int columns = rows == 0 ? 0 : 1 + random.nextInt(5);
            double[][] gains = new double[rows][columns];
            for (double[] row : gains) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(4) - 1;
                }
            }
            int[] found = BestAssignment.of(gains);
            double sum = 0;
            long used = java.util.Arrays.stream(found)
                    .filter(j -> j >= 0)
                    .distinct()
                    .count();
            assertEquals(java.util.Arrays.stream(found).filter(j -> j >= 0).count(), used);
            for (int i = 0; i < rows; i++) {
                sum += found[i] < 0 ? 0 : gains[i][found[i]];
            }
            assertEquals(best(gains, 0, new boolean[columns], Math.min(rows, columns)), sum, 1e-9);
        });
    }

    /** Returns the best sum of {@code left} pairs in the rows from {@code row} on. */
    private static double best(double[][] gains, int row, boolean[] used, int left) {
        if (left == 0) {
            return 0;
        }
        if (gains.length - row < left) {
            return Double.NEGATIVE_INFINITY;
        }
        double best = best(gains, row + 1, used, left);
        for (int j = 0; j < used.length; j++) {
            if (!used[j]) {
                used[j] = true;
                best = Math.max(best, gains[row][j] + best(gains, row + 1, used, left - 1));
                used[j] = false;
            }
        }
        return best;
    }
}
