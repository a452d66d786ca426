package qasr.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * Makes a few channels of a seeded model a hundred times as great as the others, as they are in trained ones: of what the
 * norms put out, of what down_proj reads, and of the embedding of the first token.
 */
final class PlantedOutliers {
    private static final float FACTOR = 100;
    private static final int CHANNELS = 3;

    private PlantedOutliers() {}

    static void plant(Path directory, long seed) throws IOException, ModelException {
        ModelDirectory model = ModelDirectory.open(directory);
        Random random = new Random(seed);
        int first = model.tokenizer().idOf("<|im_start|>").orElseThrow();
        scaleRow(model.tensor("model.embed_tokens.weight"), first, random);
        for (int layer = 0; layer < model.config().text().layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            for (String norm : new String[] {"input_layernorm", "post_attention_layernorm"}) {
                scaleRow(model.tensor(prefix + norm + ".weight"), 0, random);
            }
            TensorEntry up = model.tensor(prefix + "mlp.up_proj.weight");
            for (int i = 0; i < CHANNELS; i++) {
                long row = random.nextInt(Math.toIntExact(up.shape().get(0)));
                long width = up.shape().get(1);
                scale(up, row * width, width);
            }
        }
    }

    private static void scaleRow(TensorEntry tensor, long row, Random random) throws IOException {
        long width = tensor.shape().get(tensor.shape().size() - 1);
        for (int i = 0; i < CHANNELS; i++) {
            scale(tensor, row * width + random.nextInt(Math.toIntExact(width)), 1);
        }
    }

    /** Multiplies {@code count} BF16 elements from {@code start}. */
    private static void scale(TensorEntry tensor, long start, long count) throws IOException {
        try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(2 * count)).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(buffer, tensor.offset() + 2 * start);
            for (int i = 0; i < count; i++) {
                float value = Float.intBitsToFloat(buffer.getShort(2 * i) << 16) * FACTOR;
                buffer.putShort(2 * i, (short) (Float.floatToIntBits(value) >> 16));
            }
            channel.write(buffer.flip(), tensor.offset() + 2 * start);
        }
    }
}
