package qasr.transcribe;

/** How probable it is, in [0, 1], that speech is in the language called {@code name}. */
public record LanguageScore(String name, double probability) {}
