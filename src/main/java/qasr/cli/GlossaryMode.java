package qasr.cli;

/** What a glossary is used for. */
enum GlossaryMode {
    /** Its terms are told to the model. */
    BIAS,
    /** Raw forms are replaced in the text. */
    REPLACE
}
