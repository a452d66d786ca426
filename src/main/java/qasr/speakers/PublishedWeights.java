package qasr.speakers;

import java.util.Arrays;
import java.util.Optional;

/** The published weight files that qasr knows by their SHA-256. */
public enum PublishedWeights {
    /** CAM++ for Chinese and English, the one to use. */
    CAMPPLUS_ZH_EN(
            SpeakerModel.CAMPPLUS,
            "campplus_cn_en_common.pt",
            28_044_640,
            "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
            "CAM++ for Chinese and English",
            "Apache-2.0"),
    /** CAM++ for Chinese. */
    CAMPPLUS_ZH(
            SpeakerModel.CAMPPLUS,
            "campplus_cn_common.bin",
            28_036_335,
            "3388cf5fd3493c9ac9c69851d8e7a8badcfb4f3dc631020c4961371646d5ada8",
            "CAM++ for Chinese",
            "Apache-2.0"),
    /** CAM++ for English, trained on VoxCeleb. */
    CAMPPLUS_EN(
            SpeakerModel.CAMPPLUS,
            "campplus_voxceleb.bin",
            29_357_703,
            "5b1a88b6f8d85826fabef804779c3372b42f3af21457fa48bd5c097c0686b2de",
            "CAM++ for English (VoxCeleb)",
            "Apache-2.0"),
    /** The original of segmentation-3.0. */
    SEGMENTATION(
            SpeakerModel.SEGMENTATION,
            "pytorch_model.bin",
            5_905_440,
            "da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298",
            "pyannote segmentation-3.0",
            "MIT"),
    /** The ONNX export of segmentation-3.0. */
    SEGMENTATION_ONNX(
            SpeakerModel.SEGMENTATION,
            "model.onnx",
            5_992_913,
            "220ad67ca923bef2fa91f2390c786097bf305bceb5e261d4af67b38e938e1079",
            "pyannote segmentation-3.0, exported by k2-fsa",
            "MIT"),
    /** Other weights of the same network. */
    SEGMENTATION_COMMUNITY(
            SpeakerModel.SEGMENTATION,
            "pytorch_model.bin",
            5_906_507,
            "7ad24338d844fb95985486eb1a464e32d229f6d7a03c9abe60f978bacf3f816e",
            "segmentation of pyannote speaker-diarization-community-1",
            "CC-BY-4.0: name the authors, pyannote.audio");

    private final SpeakerModel model;
    private final String fileName;
    private final long bytes;
    private final String sha256;
    private final String title;
    private final String licence;

    PublishedWeights(SpeakerModel model, String fileName, long bytes, String sha256, String title, String licence) {
        this.model = model;
        this.fileName = fileName;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.title = title;
        this.licence = licence;
    }

    /** Returns the file with this SHA-256, if it is one of these. */
    public static Optional<PublishedWeights> of(String sha256) {
        return Arrays.stream(values())
                .filter(file -> file.sha256.equals(sha256))
                .findFirst();
    }

    /** Returns the model whose weights they are. */
    public SpeakerModel model() {
        return model;
    }

    /** Returns the name under which the file is published. */
    public String fileName() {
        return fileName;
    }

    /** Returns the size of the file in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Returns the SHA-256 of the file in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Returns the name of the model for people. */
    public String title() {
        return title;
    }

    /** Returns the licence of the file. */
    public String licence() {
        return licence;
    }
}
