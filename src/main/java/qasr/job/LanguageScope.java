package qasr.job;

/** The part of a recording that is taken to be in one language. */
public enum LanguageScope {
    /** Each chunk is heard in its own. */
    CHUNK,
    /** All of a recording is in the one that its beginning is mostly in. */
    FILE
}
