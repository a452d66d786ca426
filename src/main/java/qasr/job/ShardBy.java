package qasr.job;

/** How inputs are divided into shards. */
public enum ShardBy {
    /** By the hash of each path alone. */
    PATH,
    /** So that all shards have recordings of about the same length together. */
    DURATION
}
