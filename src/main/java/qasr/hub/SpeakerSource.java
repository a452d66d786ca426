package qasr.hub;

import java.net.URI;
import qasr.speakers.PublishedWeights;
import qasr.speakers.SpeakerModel;

/**
 * The address of a speaker model's file. It is fixed, with size and SHA-256: no hub is asked for a list.
 *
 * @param model the model
 * @param address the address of the file
 * @param origin the name of the repository, "owner/name"
 * @param fileName the name of the file
 * @param bytes the size of the file
 * @param sha256 the SHA-256 of the file in lower-case hexadecimal
 */
public record SpeakerSource(
        SpeakerModel model, URI address, String origin, String fileName, long bytes, String sha256) {
    private static final String CAMPPLUS = "iic/speech_campplus_sv_zh_en_16k-common_advanced";
    /** A copy of pyannote/segmentation-3.0 that needs no account; its licence, MIT, allows copies. */
    private static final String SEGMENTATION = "csukuangfj/pyannote-models";

    /** Returns the source of {@code model}. */
    public static SpeakerSource of(SpeakerModel model) {
        return switch (model) {
            case CAMPPLUS ->
                new SpeakerSource(
                        PublishedWeights.CAMPPLUS_ZH_EN,
                        HubLayout.MODELSCOPE.base() + "/models/" + CAMPPLUS
                                + "/resolve/v1.0.0/campplus_cn_en_common.pt",
                        CAMPPLUS);
            case SEGMENTATION ->
                new SpeakerSource(
                        PublishedWeights.SEGMENTATION,
                        HubLayout.HUGGINGFACE.base() + "/" + SEGMENTATION
                                + "/resolve/main/segmentation-3.0/pytorch_model.bin",
                        SEGMENTATION);
        };
    }

    private SpeakerSource(PublishedWeights file, String address, String origin) {
        this(file.model(), URI.create(address), origin, file.fileName(), file.bytes(), file.sha256());
    }

    /** Returns this source on another server, under the same path. */
    public SpeakerSource mirrored(URI mirror) {
        String start = mirror.toString().replaceFirst("/+$", "");
        return new SpeakerSource(model, URI.create(start + address.getRawPath()), origin, fileName, bytes, sha256);
    }

    RemoteFile file() {
        return new RemoteFile(fileName, bytes, new ContentHash(ContentHash.Kind.SHA_256, sha256));
    }
}
