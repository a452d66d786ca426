package qasr.guard;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.model.Prompt;
import qasr.text.Language;

/**
 * The settings of all guards of a run.
 *
 * @param active the guards that are on
 * @param retries the maximum number of retries for any part of the audio
 * @param context the names and terms in the prompt, "" for none
 * @param withoutContext the same prompt without the context, or empty if there is no context
 * @param forced the language that the prompt forces, or empty
 * @param allowed the languages that answers may be in; empty means all
 * @param onePerRecording whether each recording is in one language, which is detected at its beginning
 */
public record GuardSettings(
        Set<GuardName> active,
        int retries,
        String context,
        Optional<Prompt> withoutContext,
        Optional<Language> forced,
        List<Language> allowed,
        boolean onePerRecording) {
    /** The default number of retries: first with halves of the chunk, then with quarters or a repetition penalty. */
    public static final int DEFAULT_RETRIES = 2;

    public GuardSettings {
        active = Set.copyOf(active);
        allowed = List.copyOf(allowed);
    }

    /** Returns settings with all guards on, for a prompt without context and without a forced language. */
    public static GuardSettings all() {
        return new GuardSettings(
                EnumSet.copyOf(Arrays.asList(GuardName.values())),
                DEFAULT_RETRIES,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    /** Returns settings with all guards off: every answer of the model is kept. */
    public static GuardSettings none(Optional<Language> forced) {
        return new GuardSettings(Set.of(), 0, "", Optional.empty(), forced, List.of(), false);
    }

    /** Returns a copy for a prompt with a context. */
    public GuardSettings with(String text, Prompt without) {
        return new GuardSettings(active, retries, text, Optional.of(without), forced, allowed, onePerRecording);
    }

    /** Returns a copy for a prompt that forces a language. */
    public GuardSettings forcing(Language language) {
        return new GuardSettings(
                active, retries, context, withoutContext, Optional.of(language), allowed, onePerRecording);
    }

    /** Returns a copy with other guards and another number of retries. */
    public GuardSettings with(Set<GuardName> guards, int count) {
        return new GuardSettings(guards, count, context, withoutContext, forced, allowed, onePerRecording);
    }

    /** Returns a copy that allows {@code languages} only. */
    public GuardSettings allowing(List<Language> languages) {
        return new GuardSettings(active, retries, context, withoutContext, forced, languages, onePerRecording);
    }

    /** Returns a copy for recordings in {@code language}: answers may be in it only. */
    public GuardSettings inLanguage(Language language) {
        return new GuardSettings(active, retries, context, withoutContext, forced, List.of(language), false);
    }

    /** Returns a copy for recordings in one language each. */
    public GuardSettings inOneLanguage() {
        return new GuardSettings(active, retries, context, withoutContext, forced, allowed, true);
    }
}
