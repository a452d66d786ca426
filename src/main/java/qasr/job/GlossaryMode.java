package qasr.job;

/** What a glossary is used for. */
public enum GlossaryMode {
    /** Its terms are told to the model. */
    BIAS,
    /** Raw forms are replaced in the text. */
    REPLACE
}
