package qasr.hub;

/** Hears how far a download is. */
public interface PullListener {
    /** It is known how much there is to fetch. */
    void started(int files, long bytes);

    /**
     * More has come.
     *
     * @param done bytes of all files together
     */
    void progress(String file, long done, long total);

    /** A file is whole and is the one meant. */
    void fileDone(String file, long bytes);

    /** An attempt failed and is made again. */
    void retrying(String file, String reason);
}
