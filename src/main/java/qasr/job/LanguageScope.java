package qasr.job;

/** The part of a recording that is taken to be in one language. */
public enum LanguageScope {
    /** Each chunk has its own language. */
    CHUNK,
    /** All of a recording is in the one that its beginning is mostly in. */
    FILE
}
