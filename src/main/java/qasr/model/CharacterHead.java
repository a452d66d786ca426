package qasr.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import qasr.audio.Waveform;

/**
 * A connectionist (CTC) head beside a model: one linear layer that turns each audio embedding into the probabilities of
 * characters, several times per embedding. The file {@value #FILE} holds it: {@code connectionist.encoder.weight}
 * {@code [frames per embedding * outputs, output width]} and {@code .bias}; its metadata {@code characters} is the text of all
 * characters in the order of the outputs after the blank. Published models have no such file. Immutable.
 */
public final class CharacterHead {
    /** The name of the file in a model directory. */
    public static final String FILE = "aligner.safetensors";

    private static final String WEIGHT = "connectionist.encoder.weight";
    private static final String BIAS = "connectionist.encoder.bias";

    private final AudioEncoderConfig audio;
    private final int hop;
    private final Map<Integer, Integer> characters = new HashMap<>();
    private final float[] weight;
    private final float[] bias;
    private final int outputs;
    private final int framesPerToken;

    private CharacterHead(ModelConfig config, int[] characters, float[] weight, float[] bias) {
        audio = config.audio();
        hop = config.features().hopLength();
        for (int character : characters) {
            this.characters.put(character, this.characters.size() + 1);
        }
        this.weight = weight;
        this.bias = bias;
        outputs = characters.length + 1;
        framesPerToken = bias.length / outputs;
    }

    /**
     * Reads the head of {@code directory}; empty if it has none.
     *
     * @throws ModelException if the file is damaged or does not fit the model
     */
    static Optional<CharacterHead> read(Path directory, ModelConfig config) throws ModelException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        int[] characters = SafetensorsHeader.note(file, "characters")
                .filter(text -> text.codePoints().distinct().count()
                        == text.codePoints().count())
                .orElseThrow(
                        () -> new ModelException(
                                file
                                        + ": its metadata has no list of distinct characters: this is not the head of a model: remove it"))
                .codePoints()
                .toArray();
        List<TensorEntry> entries = SafetensorsHeader.read(file);
        TensorEntry weight = entry(file, entries, WEIGHT);
        TensorEntry bias = entry(file, entries, BIAS);
        long rows = bias.elements();
        if (rows == 0
                || rows % (characters.length + 1) != 0
                || !weight.shape().equals(List.of(rows, (long) config.audio().outputWidth()))) {
            throw new ModelException(file + ": " + WEIGHT + " has the shape " + weight.shape() + " and " + BIAS + " "
                    + bias.shape() + ", but there are " + characters.length
                    + " characters and embeddings of the width "
                    + config.audio().outputWidth()
                    + ": these files are of different models");
        }
        return Optional.of(new CharacterHead(config, characters, numbers(weight), numbers(bias)));
    }

    private static TensorEntry entry(Path file, List<TensorEntry> entries, String name) throws ModelException {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException(file + ": tensor " + name + " is missing: download it again"));
    }

    private static float[] numbers(TensorEntry entry) throws ModelException {
        if (entry.type() == ElementType.F16) {
            throw new ModelException(
                    entry.file() + ": tensor " + entry.name() + " is stored as F16; a head is BF16 or F32");
        }
        int size = entry.type().bytes();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(size * entry.elements())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(entry.file())) {
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, entry.offset() + bytes.position());
            }
        } catch (IOException e) {
            throw new ModelException(entry.file() + ": cannot be read: " + e.getMessage(), e);
        }
        float[] numbers = new float[bytes.flip().remaining() / size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = size == 4 ? bytes.getFloat(4 * i) : Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
            if (!Float.isFinite(numbers[i])) {
                throw new ModelException(entry.file() + ": tensor " + entry.name() + " has the number " + numbers[i]
                        + ": download it again");
            }
        }
        return numbers;
    }

    /** Returns the output of {@code character}; empty for one that the head does not know. */
    public OptionalInt output(int character) {
        Integer output = characters.get(character);
        return output == null ? OptionalInt.empty() : OptionalInt.of(output);
    }

    /**
     * Returns the scores of a sound.
     *
     * @param embeddings what {@link SoundEncoder#encode} returned for it
     */
    public CharacterScores scores(float[][] embeddings) {
        float[] scores = new float[embeddings.length * bias.length];
        for (int token = 0; token < embeddings.length; token++) {
            float[] embedding = embeddings[token];
            for (int row = 0; row < bias.length; row++) {
                float sum = bias[row];
                for (int k = 0, at = row * embedding.length; k < embedding.length; k++, at++) {
                    sum += embedding[k] * weight[at];
                }
                scores[token * bias.length + row] = sum;
            }
        }
        for (int start = 0; start < scores.length; start += outputs) {
            normalize(scores, start);
        }
        return new CharacterScores(outputs, scores, edges(embeddings.length));
    }

    private void normalize(float[] scores, int start) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = start; i < start + outputs; i++) {
            greatest = Math.max(greatest, scores[i]);
        }
        double sum = 0;
        for (int i = start; i < start + outputs; i++) {
            sum += Math.exp(scores[i] - greatest);
        }
        float total = (float) (greatest + Math.log(sum));
        for (int i = start; i < start + outputs; i++) {
            scores[i] -= total;
        }
    }

    /** A chunk of the convolutions has whole tokens and, at its end, a shorter one. */
    private float[] edges(int tokens) {
        float frameMillis = 1000f * hop / Waveform.SAMPLE_RATE;
        int chunkFrames = audio.chunkFrames();
        int perChunk = audio.audioTokens(chunkFrames);
        int stride = AudioEncoderConfig.STRIDE;
        float[] edges = new float[tokens * framesPerToken + 1];
        for (int token = 0; token < tokens; token++) {
            int first = token / perChunk * chunkFrames + token % perChunk * stride;
            int length = Math.min(stride, (token / perChunk + 1) * chunkFrames - first);
            for (int i = 0; i <= framesPerToken; i++) {
                edges[token * framesPerToken + i] = frameMillis * (first + (float) length * i / framesPerToken);
            }
        }
        return edges;
    }
}
