package qasr.job;

/**
 * What {@code detect-lang} wants to know.
 *
 * @param top how many languages to name
 * @param maxAudioSeconds how much speech to judge a file by
 */
public record LanguageQuestion(LanguageUnit unit, int top, double maxAudioSeconds) {}
