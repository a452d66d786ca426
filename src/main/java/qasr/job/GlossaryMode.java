package qasr.job;

/** The uses of a glossary. */
public enum GlossaryMode {
    /** The model gets the terms of the glossary. */
    BIAS,
    /** Raw forms are replaced in the text. */
    REPLACE
}
