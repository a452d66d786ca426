package qasr.torch;

import java.util.Optional;
import org.bytedeco.pytorch.Device;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * The tables with a row per token of the vocabulary. Close them.
 *
 * @param embedding the embeddings
 * @param output the rows of the matrix that makes logits, often the same table
 * @param shortlist finds candidates for the likeliest token; empty if not worthwhile
 */
record TokenTables(EmbeddingTable embedding, EmbeddingTable output, Optional<Shortlist> shortlist)
        implements AutoCloseable {
    /** Opens the tables of {@code directory}, without a shortlist. */
    static TokenTables open(ModelDirectory directory, Device device) throws ModelException {
        TensorEntry table = directory.tensor("model.embed_tokens.weight");
        TensorEntry matrix = directory.outputMatrix();
        EmbeddingTable embedding = EmbeddingTable.open(table, device);
        if (matrix.equals(table)) {
            return new TokenTables(embedding, embedding, Optional.empty());
        }
        try {
            return new TokenTables(embedding, EmbeddingTable.open(matrix, device), Optional.empty());
        } catch (ModelException | RuntimeException e) {
            embedding.close();
            throw e;
        }
    }

    /** Returns these tables with a shortlist, which is closed with them. */
    TokenTables with(Optional<Shortlist> found) {
        return new TokenTables(embedding, output, found);
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
