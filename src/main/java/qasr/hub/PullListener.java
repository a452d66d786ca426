package qasr.hub;

/** Receives the progress of a download. */
public interface PullListener {
    /**
     * The number and total size of the files are known.
     *
     * @param kept the bytes that an earlier run has downloaded
     */
    void started(int files, long bytes, long kept);

    /**
     * More bytes have arrived.
     *
     * @param done the bytes of all files so far
     */
    void progress(String file, long done, long total);

    /** A file is complete and its hash is right. */
    void fileDone(String file, long bytes);

    /** An attempt failed and will be repeated. */
    void retrying(String file, String reason);
}
