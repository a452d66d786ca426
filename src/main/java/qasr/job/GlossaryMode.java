package qasr.job;

/** The uses of a glossary. */
public enum GlossaryMode {
    /** Its terms are told to the model. */
    BIAS,
    /** Raw forms are replaced in the text. */
    REPLACE
}
