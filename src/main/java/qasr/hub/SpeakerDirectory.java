package qasr.hub;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import qasr.model.ModelException;
import qasr.speakers.PublishedWeights;
import qasr.speakers.SpeakerModel;
import qasr.speakers.SpeakerWeightFile;
import qasr.speakers.SpeakerWeights;

/**
 * The directory of an installed speaker model: a weight file, and {@code speakers.json} with the name of the model, of the
 * file, and its SHA-256.
 *
 * @param path the directory
 * @param file the weight file in it
 * @param sha256 the SHA-256 of the weight file at its installation
 */
public record SpeakerDirectory(Path path, SpeakerModel model, Path file, String sha256) {
    /** The name of the file that marks the directory. */
    static final String MARK = "speakers.json";

    private static final int MOST_BYTES = 1 << 16;

    /** Returns whether {@code path} is such a directory. Nothing else is checked. */
    public static boolean isOne(Path path) {
        return Files.isRegularFile(path.resolve(MARK));
    }

    /**
     * Opens the directory {@code path}; the weight file is not read.
     *
     * @throws ModelException if it is not the directory of a speaker model
     */
    public static SpeakerDirectory open(Path path) throws ModelException {
        Path mark = path.resolve(MARK);
        try (InputStream in = Files.newInputStream(mark)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            String id = json.get("model").getAsString();
            String name = json.get("file").getAsString();
            String sum = json.get("sha256").getAsString();
            SpeakerModel model = SpeakerModel.of(id).orElse(null);
            if (model == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || !sum.matches("[0-9a-f]{64}")) {
                throw new ModelException(mark + ": names the model '" + id + "' in the file '" + name
                        + "'; remove the model and install it again");
            }
            return new SpeakerDirectory(path, model, path.resolve(name), sum);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new ModelException(mark + ": is damaged; remove the model and install it again", e);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(
                    path + ": is not an installed speaker model: " + MARK
                            + " is missing; 'qasr models pull campplus' and 'qasr models pull segmentation-3.0' install the"
                            + " models",
                    e);
        }
    }

    /**
     * Reads the weights.
     *
     * @param wanted the model that they must be
     * @throws ModelException if they are damaged, changed since the installation, or another model's
     */
    public SpeakerWeights read(SpeakerModel wanted) throws ModelException {
        SpeakerWeights weights = SpeakerWeightFile.read(file, wanted);
        if (!weights.sha256().equals(sha256)) {
            throw new ModelException(file + ": is damaged or changed since it was installed: its SHA-256 is "
                    + weights.sha256() + ", " + MARK + " says " + sha256 + "; remove the model and install it again");
        }
        return weights;
    }

    /** Writes the mark for {@code weights}, whose file is in {@code partial}. */
    static void mark(Path partial, SpeakerWeights weights) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("model", weights.model().id());
        json.addProperty("file", weights.file().getFileName().toString());
        json.addProperty("sha256", weights.sha256());
        json.addProperty(
                "published", weights.published().map(PublishedWeights::title).orElse(""));
        json.addProperty(
                "licence", weights.published().map(PublishedWeights::licence).orElse(""));
        ModelFiles.flush(Files.writeString(partial.resolve(MARK), json + "\n"));
    }
}
