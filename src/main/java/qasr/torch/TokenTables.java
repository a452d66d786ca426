package qasr.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * What is there for each token of the vocabulary. Close it.
 *
 * @param embedding what a token is in the decoder
 * @param output the rows of the matrix that makes logits, often the same table
 * @param shortlist how the likeliest tokens are found, where that is worth it
 */
record TokenTables(EmbeddingTable embedding, EmbeddingTable output, Optional<Shortlist> shortlist)
        implements AutoCloseable {
    /**
     * Opens the tables of {@code directory}.
     *
     * @param norm the weights of the norm before the output matrix
     * @param folders where a shortlist may be kept; without any there is none
     */
    static TokenTables open(ModelDirectory directory, Device device, Tensor norm, List<Path> folders)
            throws ModelException {
        TensorEntry table = directory.tensor("model.embed_tokens.weight");
        TensorEntry matrix = directory.outputMatrix();
        EmbeddingTable embedding = EmbeddingTable.open(table, device);
        EmbeddingTable output = embedding;
        try {
            if (!matrix.equals(table)) {
                output = EmbeddingTable.open(matrix, device);
            }
            return new TokenTables(embedding, output, Shortlist.open(matrix, norm, folders));
        } catch (ModelException | RuntimeException e) {
            new TokenTables(embedding, output, Optional.empty()).close();
            throw e;
        }
    }

    @Override
    public void close() {
        shortlist.ifPresent(Shortlist::close);
        if (output != embedding) {
            output.close();
        }
        embedding.close();
    }
}
