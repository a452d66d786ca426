package qasr.edit;

/** The ways to write Chinese. */
public enum ZhScript {
    /** As the model wrote it. */
    KEEP,
    /** Simplified. */
    HANS,
    /** Traditional, as OpenCC's standard has it. */
    HANT,
    /** Traditional with Taiwan's forms of characters. */
    HANT_TW,
    /** Traditional with Hong Kong's forms of characters. */
    HANT_HK
}
