package qasr.torch;

/**
 * A part of a mapped file, such as a matrix that is not needed all the time. Must not outlive the mapping.
 *
 * @param start the address of the first byte, that of a page
 * @param bytes the length
 */
record MappedPart(long start, long bytes) {
    /**
     * Lets its pages leave this process's memory. A later read, or one at the same time, gets the same numbers: the system
     * keeps the file's pages as long as it has room, and maps them again. The memory must be a file's, and not written to
     * through a private mapping: other memory would be lost.
     */
    void leave() {
        Madvise.DONT_NEED.tell(start, bytes);
    }
}
