package qasr.transcribe;

/** The probability, in [0, 1], that speech is in the language {@code name}. */
public record LanguageScore(String name, double probability) {}
