package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pieces, boundaries and overlap are those of the original programs. */
final class OverlapTurnsTest {
    private static final JsonObject GOLDEN = GoldenFile.read("diarization.json");
    private static final double EXACT = 1e-9;

    @Test
    void speechIsCutIntoTheOriginalPieces() {
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("subsegments"))) {
            double start = each.get("start").getAsDouble();
            double end = each.get("end").getAsDouble();
            double[][] pieces = SpeechPieces.published(start, end).stream()
                    .map(piece -> new double[] {piece.start(), piece.end()})
                    .toArray(double[][]::new);
            assertRows(GoldenFile.rows(each.get("pieces")), pieces, EXACT);
            assertEquals(Math.max(1, pieces.length), SpeechPieces.of(start, end).size());
        }
    }

    @Test
    void shortPiecesAreRepeated() {
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("circle_pad"))) {
            float[] samples = new float[each.get("length").getAsInt()];
            IntStream.range(0, samples.length).forEach(i -> samples[i] = i);
            float[] repeated = SpeechPieces.repeated(samples, each.get("target").getAsInt());
            int[] first = GoldenFile.integers(each.get("first_indices"));
            for (int i = 0; i < first.length; i++) {
                assertEquals(first[i], repeated[i]);
            }
            assertEquals(each.get("last_index").getAsInt(), repeated[repeated.length - 1]);
        }
    }

    @Test
    void piecesMeetInTheMiddle() {
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("compressed_seg"))) {
            double[][] in = GoldenFile.rows(each.get("in"));
            List<SpeakerTurn> turns = PieceTurns.of(
                    Arrays.stream(in)
                            .map(row -> new SpeechPieces.Piece(row[0], row[1]))
                            .toList(),
                    Arrays.stream(in).mapToInt(row -> (int) row[2]).toArray());
            assertRows(GoldenFile.rows(each.get("out")), rows(turns), EXACT);
        }
    }

    @Test
    void framesAndWindowsAreCountedAsInTheOriginal() {
        for (double[] pair : GoldenFile.rows(GOLDEN.get("frame_of_time"))) {
            assertEquals((int) pair[1], OverlapTurns.frame(pair[0]));
        }
        for (double[] pair : GoldenFile.rows(GOLDEN.get("windows_for_samples"))) {
            assertEquals((int) pair[1], OverlapTurns.windows((long) pair[0], 16_000));
        }
        for (double[] pair : GoldenFile.rows(GOLDEN.get("frames_for_windows"))) {
            byte[] silent = window(new int[3][SpeakerActivity.FRAMES]);
            List<byte[]> windows =
                    IntStream.range(0, (int) pair[0]).mapToObj(i -> silent).toList();
            assertEquals((int) pair[1], new OverlapTurns(windows, 1).frames());
        }
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("merge_vad"))) {
            List<double[]> union = OverlapTurns.union(
                    List.of(GoldenFile.rows(each.get("a"))), List.of(GoldenFile.rows(each.get("b"))));
            assertRows(GoldenFile.rows(each.get("out")), union.toArray(double[][]::new), EXACT);
        }
    }

    @Test
    void everyOverlapCaseHasTheOriginalSegments() {
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("overlap"))) {
            String name = each.get("name").getAsString();
            List<byte[]> windows = new ArrayList<>();
            for (JsonElement window : each.get("segmentation_runs").getAsJsonArray()) {
                JsonArray speakers = window.getAsJsonArray();
                windows.add(window(IntStream.range(0, speakers.size())
                        .mapToObj(i -> GoldenFile.runs(speakers.get(i)))
                        .toArray(int[][]::new)));
            }
            OverlapTurns overlap =
                    new OverlapTurns(windows, each.get("window_step_s").getAsDouble());
            assertEquals(each.get("frames").getAsInt(), overlap.frames(), name);
            assertArrayEquals(GoldenFile.runs(each.get("count_runs")), overlap.counts(), name);
            assertRows(
                    GoldenFile.rows(each.get("valid_field")),
                    overlap.stretches(1).toArray(double[][]::new),
                    1e-6);
            List<SpeakerTurn> clusters = Arrays.stream(GoldenFile.rows(each.get("clusters")))
                    .map(row -> new SpeakerTurn(row[0], row[1], (int) row[2]))
                    .toList();
            int speakers = each.get("speakers").getAsInt();
            boolean[][] certain = overlap.clusterFrames(clusters, speakers);
            int[][] activations = overlap.activations(certain);
            boolean[][] binary = overlap.binary(certain, activations);
            for (int k = 0; k < speakers; k++) {
                assertArrayEquals(run(each, "cluster_frame_runs", k), zeroOne(certain[k]), name);
                assertArrayEquals(run(each, "activation_runs", k), activations[k], name);
                assertArrayEquals(run(each, "binary_runs", k), zeroOne(binary[k]), name);
            }
            assertRows(GoldenFile.rows(each.get("segments")), rows(overlap.turns(clusters, speakers)), EXACT);
        }
    }

    private static int[] run(JsonObject each, String key, int speaker) {
        return GoldenFile.runs(each.get(key).getAsJsonArray().get(speaker));
    }

    private static int[] zeroOne(boolean[] values) {
        return IntStream.range(0, values.length).map(i -> values[i] ? 1 : 0).toArray();
    }

    private static byte[] window(int[][] active) {
        byte[] window = new byte[active[0].length];
        for (int f = 0; f < window.length; f++) {
            for (int speaker = 0; speaker < active.length; speaker++) {
                window[f] |= (byte) (active[speaker][f] << speaker);
            }
        }
        return window;
    }

    @Test
    void theNetworksClassesBecomeSpeakers() {
        float[][] scores = new float[Powerset.CLASSES][Powerset.CLASSES];
        for (int c = 0; c < Powerset.CLASSES; c++) {
            scores[c][c] = 1;
        }
        assertArrayEquals(
                new byte[] {0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110},
                OverlapTurns.active(WindowActivity.of(scores)));
    }

    private static double[][] rows(List<SpeakerTurn> turns) {
        return turns.stream()
                .map(turn -> new double[] {turn.start(), turn.end(), turn.speaker()})
                .toArray(double[][]::new);
    }

    private static void assertRows(double[][] expected, double[][] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], tolerance);
        }
    }
}
