package qasr.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A change of one source file.
 *
 * @param file path in the repository
 * @param find the present text
 * @param replacement the new text
 * @param everywhere whether {@code find} may occur more than once; if false, it must occur exactly once
 */
record SourceEdit(String file, String find, String replacement, boolean everywhere) {
    private static final String MAIN = "src/main/java/qasr/";
    private static final String SCRIPTS = "src/main/resources/qasr/torch/";

    /** Returns a change at the one place in a Java file of the program where {@code find} is. */
    static SourceEdit java(String file, String find, String replacement) {
        return new SourceEdit(MAIN + file, find, replacement, false);
    }

    /** Returns a change at the one place in a TorchScript file where {@code find} is. */
    static SourceEdit script(String file, String find, String replacement) {
        return new SourceEdit(SCRIPTS + file, find, replacement, false);
    }

    /** Returns a change wherever {@code find} is in a TorchScript file. */
    static SourceEdit everywhereInScript(String file, String find, String replacement) {
        return new SourceEdit(SCRIPTS + file, find, replacement, true);
    }

    /** Returns {@code source} with the change; fails if the change does not fit it. */
    String applyTo(String source) {
        int places = 0;
        for (int at = source.indexOf(find); at >= 0; at = source.indexOf(find, at + find.length())) {
            places++;
        }
        String message = "places with '" + find + "' in " + file + ": the mutant is stale, edit Mutant.java";
        if (everywhere) {
            assertTrue(places > 0, "no " + message);
        } else {
            assertEquals(1, places, message);
        }
        return source.replace(find, replacement);
    }
}
