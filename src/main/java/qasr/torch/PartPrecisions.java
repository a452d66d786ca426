package qasr.torch;

import qasr.model.Precision;

/**
 * The precisions of a network's matrices. 8 bits are for the text decoder only, which reads its matrices for each token;
 * the encoder then has a precision of 16 bits.
 *
 * @param encoder the precision of the encoder's matrices; if it is BF16, that of the KV cache, too
 * @param decoder the precision of the text decoder's matrices
 */
record PartPrecisions(Precision encoder, Precision decoder) {
    PartPrecisions {
        if (encoder == Precision.INT8) {
            throw new IllegalArgumentException("the encoder cannot be in " + encoder);
        }
    }

    /** Returns whether the encoder's precision is not that of the decoder's matrices in 16 bits. */
    boolean isMixed() {
        return encoder == Precision.BF16 && decoder != Precision.BF16;
    }
}
