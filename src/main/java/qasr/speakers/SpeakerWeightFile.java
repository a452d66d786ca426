package qasr.speakers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import qasr.checkpoint.Checkpoint;
import qasr.model.ModelException;

/**
 * Reads a weight file of CAM++ or of the segmentation network, and tells by its tensors which of them it is. Names and
 * sizes must be exactly the network's. Other models are refused, by name if they are known.
 */
public final class SpeakerWeightFile {
    private static final int BUFFER = 1 << 18;
    private static final Set<Long> WIDTHS = Set.of(192L, 512L);

    private final Checkpoint file;

    private SpeakerWeightFile(Checkpoint file) {
        this.file = file;
    }

    /**
     * Reads all weights of {@code path}.
     *
     * @throws ModelException if it is none of the models, or is damaged; the message names the file and the remedy
     */
    public static SpeakerWeights read(Path path) throws ModelException {
        try (Checkpoint file = Checkpoint.open(path)) {
            String sha256 = sha256(path); // not before the size of the file was checked
            SpeakerWeightFile reader = new SpeakerWeightFile(file);
            SpeakerModel model = reader.model();
            Map<String, WeightTensor> tensors =
                    SegmentationExport.isExport(file) ? SegmentationExport.read(file) : reader.tensors(model);
            reader.check(model, tensors);
            return new SpeakerWeights(model, path, sha256, tensors);
        }
    }

    /**
     * Reads the weights of {@code path}, which must be those of {@code model}.
     *
     * @throws ModelException if it is another model, or is damaged
     */
    public static SpeakerWeights read(Path path, SpeakerModel model) throws ModelException {
        SpeakerWeights weights = read(path);
        if (weights.model() != model) {
            throw new ModelException(
                    path + ": is a model for " + weights.model().purpose() + " ("
                            + weights.model().id() + "), not for " + model.purpose() + " (" + model.id() + ")");
        }
        return weights;
    }

    private static String sha256(Path path) throws ModelException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ModelException(path + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private SpeakerModel model() throws ModelException {
        if (SegmentationExport.isExport(file)) {
            return SpeakerModel.SEGMENTATION;
        }
        Optional<ForeignFamily> foreign = ForeignFamily.of(file);
        if (foreign.isPresent()) {
            throw new ModelException(file.file() + ": is " + foreign.get().reason());
        }
        if (file.shape(CampplusTensors.DENSE).isPresent()) {
            return SpeakerModel.CAMPPLUS;
        }
        if (file.shape(SegmentationTensors.CLASSIFIER).isPresent()
                && file.shape(SegmentationTensors.BANK + "low_hz_").isPresent()) {
            return SpeakerModel.SEGMENTATION;
        }
        throw new ModelException(file.file() + ": is neither CAM++ nor segmentation-3.0: it has "
                + file.names().size() + " tensors, such as " + ForeignFamily.sample(file.names()));
    }

    private Map<String, WeightTensor> tensors(SpeakerModel model) throws ModelException {
        Map<String, List<Long>> expected = expected(model);
        requireNames(expected.keySet());
        Map<String, WeightTensor> tensors = new HashMap<>();
        for (Map.Entry<String, List<Long>> tensor : expected.entrySet()) {
            String name = tensor.getKey();
            List<Long> shape = file.shape(name).orElseThrow();
            if (!shape.equals(tensor.getValue())) {
                throw new ModelException(file.file() + ": tensor " + name + " has sizes " + shape + ", " + model.id()
                        + " has " + tensor.getValue() + ": not this model, or damaged");
            }
            tensors.put(name, new WeightTensor(shape, file.floats(name)));
        }
        return tensors;
    }

    private Map<String, List<Long>> expected(SpeakerModel model) throws ModelException {
        if (model == SpeakerModel.SEGMENTATION) {
            return SegmentationTensors.all();
        }
        List<Long> dense = file.shape(CampplusTensors.DENSE).orElseThrow();
        if (dense.isEmpty() || !WIDTHS.contains(dense.get(0))) {
            throw new ModelException(file.file() + ": tensor " + CampplusTensors.DENSE + " has sizes " + dense
                    + "; qasr knows CAM++ with embeddings of 192 and 512 numbers");
        }
        return CampplusTensors.of(dense.get(0));
    }

    private void requireNames(Set<String> expected) throws ModelException {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(file.names());
        Set<String> extra = new TreeSet<>(file.names());
        extra.removeAll(expected);
        extra.removeIf(name -> name.endsWith(CampplusTensors.COUNTER));
        if (!missing.isEmpty() || !extra.isEmpty()) {
            throw new ModelException(file.file() + ": is not a complete model:"
                    + (missing.isEmpty()
                            ? ""
                            : " " + missing.size() + " tensors are missing, such as " + ForeignFamily.sample(missing))
                    + (missing.isEmpty() || extra.isEmpty() ? "" : ", and")
                    + (extra.isEmpty()
                            ? ""
                            : " " + extra.size() + " tensors are unknown, such as " + ForeignFamily.sample(extra))
                    + ": download it again, or use another file");
        }
    }

    private void check(SpeakerModel model, Map<String, WeightTensor> tensors) throws ModelException {
        Set<String> missing = new TreeSet<>(expected(model).keySet());
        missing.removeAll(tensors.keySet());
        if (!missing.isEmpty()) {
            throw new ModelException(file.file() + ": " + missing.size() + " tensors of " + model.id()
                    + " are missing, such as " + ForeignFamily.sample(missing) + ": download it again");
        }
        for (Map.Entry<String, WeightTensor> tensor : tensors.entrySet()) {
            boolean variance = tensor.getKey().endsWith(".running_var");
            for (float value : tensor.getValue().values()) {
                if (!Float.isFinite(value) || (variance && value < 0)) {
                    throw new ModelException(file.file() + ": tensor " + tensor.getKey() + " contains " + value
                            + ", which no trained model has: download it again");
                }
            }
        }
    }
}
