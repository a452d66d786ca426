package qasr.model;

/** The number formats of weight files, little-endian. */
public enum ElementType {
    BF16(2),
    F16(2),
    F32(4);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }
}
