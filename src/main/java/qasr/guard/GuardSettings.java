package qasr.guard;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.model.Prompt;
import qasr.text.Language;

/**
 * What holds for all guards of a run.
 *
 * @param active which guards judge
 * @param retries how many times any part of the sound may be decoded again
 * @param context names and terms that the prompt in use holds, "" for none
 * @param withoutContext the same prompt without them, or empty if there are none
 * @param forced the language that the prompt forces, or empty
 * @param allowed the languages that may be said, or none for all
 * @param onePerRecording whether all of a recording is in one language, which its beginning decides
 */
public record GuardSettings(
        Set<GuardName> active,
        int retries,
        String context,
        Optional<Prompt> withoutContext,
        Optional<Language> forced,
        List<Language> allowed,
        boolean onePerRecording) {
    /** How many retries there are where nobody says otherwise: halves, then quarters or a penalty. */
    public static final int DEFAULT_RETRIES = 2;

    public GuardSettings {
        active = Set.copyOf(active);
        allowed = List.copyOf(allowed);
    }

    /** Returns all guards for a prompt without a context and without a language. */
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

    /** Returns no guards at all: whatever the model says is taken as it is. */
    public static GuardSettings none(Optional<Language> forced) {
        return new GuardSettings(Set.of(), 0, "", Optional.empty(), forced, List.of(), false);
    }

    /** Returns these settings for a prompt with a context. */
    public GuardSettings with(String text, Prompt without) {
        return new GuardSettings(active, retries, text, Optional.of(without), forced, allowed, onePerRecording);
    }

    /** Returns these settings for a prompt that forces a language. */
    public GuardSettings forcing(Language language) {
        return new GuardSettings(
                active, retries, context, withoutContext, Optional.of(language), allowed, onePerRecording);
    }

    /** Returns these settings with other guards and retries. */
    public GuardSettings with(Set<GuardName> guards, int count) {
        return new GuardSettings(guards, count, context, withoutContext, forced, allowed, onePerRecording);
    }

    /** Returns these settings where only some languages may be said. */
    public GuardSettings allowing(List<Language> languages) {
        return new GuardSettings(active, retries, context, withoutContext, forced, languages, onePerRecording);
    }

    /** Returns these settings where a recording is in one language. */
    public GuardSettings inOneLanguage() {
        return new GuardSettings(active, retries, context, withoutContext, forced, allowed, true);
    }
}
