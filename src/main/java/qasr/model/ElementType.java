package qasr.model;

/** How a weight file stores one number, little-endian. */
public enum ElementType {
    BF16(2),
    F16(2),
    F32(4);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
