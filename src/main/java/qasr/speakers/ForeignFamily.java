package qasr.speakers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import qasr.checkpoint.Checkpoint;

/**
 * A family of models that are mistaken for those of qasr.
 *
 * @param matches recognises a file of the family by its tensors
 * @param reason the name of the family and the remedy, for the error
 */
record ForeignFamily(Predicate<Checkpoint> matches, String reason) {
    private static final String CAMPPLUS_REMEDY = "use campplus_cn_en_common.pt ('qasr models pull campplus')";
    private static final String SEGMENTATION_REMEDY = "use segmentation-3.0 ('qasr models pull segmentation-3.0')";

    private static final List<ForeignFamily> ALL = List.of(
            new ForeignFamily(
                    file -> has(file, "projection.") && has(file, "xvector."),
                    "a CAM++ of WeSpeaker, which was trained with other features; " + CAMPPLUS_REMEDY),
            new ForeignFamily(
                    file -> file.format() == Checkpoint.Format.ONNX && (has(file, "xvector.") || has(file, "head.")),
                    "an ONNX export of CAM++, whose normalisations are folded into other tensors; " + CAMPPLUS_REMEDY),
            new ForeignFamily(
                    file -> file.names().stream().anyMatch(name -> name.endsWith("_quantized"))
                            || file.names().stream().anyMatch(name -> name.endsWith("_scale")),
                    "an ONNX model in 8 bits; use the float model beside it, model.onnx"),
            new ForeignFamily(
                    file -> file.shape(SegmentationTensors.CLASSIFIER)
                            .filter(shape ->
                                    has(file, "sincnet.") && !shape.isEmpty() && shape.get(0) != Powerset.CLASSES)
                            .isPresent(),
                    "an older segmentation model of pyannote, which has other classes and windows; "
                            + SEGMENTATION_REMEDY),
            new ForeignFamily(file -> has(file, "resnet."), "a ResNet of WeSpeaker for embeddings; " + CAMPPLUS_REMEDY),
            new ForeignFamily(
                    file -> has(file, "sincnet.") && has(file, "tdnns."),
                    "an embedding model of pyannote (x-vector); " + CAMPPLUS_REMEDY),
            new ForeignFamily(
                    file -> has(file, "thinker.") || has(file, "model.layers."),
                    "a language or speech recognition model; install it from its directory, with config.json"),
            new ForeignFamily(
                    file -> has(file, "layer1.0.") && has(file, "seg_1."),
                    "an ERes2Net of 3D-Speaker; " + CAMPPLUS_REMEDY));

    private static boolean has(Checkpoint file, String prefix) {
        return file.names().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Returns the family of {@code file}, if it is a known one. */
    static Optional<ForeignFamily> of(Checkpoint file) {
        return ALL.stream().filter(family -> family.matches.test(file)).findFirst();
    }

    /** Returns the first names of a file's tensors, for the error about an unknown family. */
    static String sample(Set<String> names) {
        return String.join(
                ", ",
                names.stream()
                        .limit(3)
                        .map(name -> name.length() > 60 ? name.substring(0, 60) + "..." : name)
                        .map(name -> name.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?"))
                        .toList());
    }
}
