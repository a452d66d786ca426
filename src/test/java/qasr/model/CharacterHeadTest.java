package qasr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a connectionist head: the built-in model's, heads that do not fit, and the arithmetic. */
final class CharacterHeadTest {
    private static final Path DEMO = Path.of("models", "demo");

    private static ModelConfig config;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws ModelException {
        config = ModelDirectory.open(DEMO).config();
    }

    @Test
    void theBuiltInModelHasOneForTheLettersOfItsLanguages() throws ModelException {
        CharacterHead head = ModelDirectory.open(DEMO).characterHead().orElseThrow();
        "abcdefghijklmnopqrstuvwxyzñéàùèщжя 您嘅"
                .codePoints()
                .forEach(c -> assertTrue(head.output(c).isPresent(), Character.toString(c)));
        assertTrue(head.output('ß').isEmpty());
    }

    @Test
    void aModelWithoutTheFileHasNone() throws ModelException {
        assertTrue(CharacterHead.read(folder, config).isEmpty());
    }

    @Test
    void probabilitiesOfEachFrameAddUpToOne() throws ModelException, IOException {
        int width = config.audio().outputWidth();
        float[] bias = {0.5f, -1, 2, 0, 0, 3};
        write("ab", 6, width, bias);
        CharacterHead head = CharacterHead.read(folder, config).orElseThrow();
        float[][] embeddings = new float[15][width];
        Random random = new Random(2);
        for (float[] embedding : embeddings) {
            embedding[0] = random.nextFloat();
        }
        CharacterScores scores = head.scores(embeddings);
        assertEquals(30, scores.frames());
        assertEquals(3, scores.outputs());
        for (int frame = 0; frame < 30; frame++) {
            double sum = Math.exp(scores.at(frame, 0)) + Math.exp(scores.at(frame, 1)) + Math.exp(scores.at(frame, 2));
            assertEquals(1, sum, 1e-5);
            // All weights are zero but those of the first number, which are one for every output: only the bias counts.
            int row = frame % 2 * 3;
            assertEquals(bias[row + 1] - bias[row], scores.at(frame, 1) - scores.at(frame, 0), 1e-5);
        }
        // Thirteen embeddings a second, the last of them of half the length.
        assertEquals(0, scores.edge(0));
        assertEquals(40, scores.edge(1));
        assertEquals(960, scores.edge(24));
        assertEquals(980, scores.edge(25));
        assertEquals(1000, scores.edge(26));
        assertEquals(1160, scores.edge(30));
        assertTrue(scores.isFinite());
    }

    @Test
    void aHeadThatDoesNotFitIsNamed() throws IOException {
        int width = config.audio().outputWidth();
        refused("these files are of different models", "ab", 6, width - 1, new float[6]);
        refused("these files are of different models", "ab", 5, width, new float[5]);
        refused("no list of distinct characters", "aa", 6, width, new float[6]);
        refused("has the number NaN", "ab", 6, width, new float[] {0, 0, Float.NaN, 0, 0, 0});
        write("ab", 6, width, new float[6]);
        Path file = folder.resolve(CharacterHead.FILE);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertTrue(assertThrows(ModelException.class, () -> CharacterHead.read(folder, config))
                .getMessage()
                .contains("truncated"));
    }

    private void refused(String reason, String characters, int rows, int width, float[] bias) throws IOException {
        write(characters, rows, width, bias);
        String message = assertThrows(ModelException.class, () -> CharacterHead.read(folder, config))
                .getMessage();
        assertTrue(message.contains(CharacterHead.FILE) && message.contains(reason), message);
    }

    /** Writes a head in F32 whose weights are one for the first number of an embedding and zero for all others. */
    private void write(String characters, int rows, int width, float[] bias) throws IOException {
        int weightBytes = 4 * rows * width;
        String header = ("{\"__metadata__\":{\"characters\":\"%s\"},"
                        + "\"connectionist.encoder.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]},"
                        + "\"connectionist.encoder.bias\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}")
                .formatted(characters, rows, width, weightBytes, rows, weightBytes, weightBytes + 4 * rows);
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + weightBytes + 4 * rows).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (int i = 0; i < rows * width; i++) {
            bytes.putFloat(i % width == 0 ? 1 : 0);
        }
        for (float number : bias) {
            bytes.putFloat(number);
        }
        Files.write(folder.resolve(CharacterHead.FILE), bytes.array());
    }
}
