package qasr.cli;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names the files of an output folder so that no two inputs share one. An input's own stem is taken if it is the only
 * one with it (talk.m4a: talk); otherwise its whole name (a.m4a and a.wav: a.m4a, a.wav); where that is taken as well (the
 * same name in two folders), the later ones get a number (rec.m4a, rec.m4a-2). Names are compared as the most forgetful
 * file systems do: without case, composed.
 */
final class OutputNames {
    private OutputNames() {}

    /** Returns one name without extension for each input, in order. */
    static List<String> of(List<Input> inputs) {
        Map<String, Long> stems =
                inputs.stream().collect(Collectors.groupingBy(key(Input::stem), Collectors.counting()));
        List<String> wanted = inputs.stream()
                .map(input -> stems.get(key(Input::stem).apply(input)) == 1 ? input.stem() : input.fileName())
                .toList();
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String name : wanted) {
            String free = name;
            for (int n = 2; !taken.add(fold(free)); n++) {
                free = name + "-" + n;
            }
            names.add(free);
        }
        return names;
    }

    private static Function<Input, String> key(Function<Input, String> part) {
        return input -> fold(part.apply(input));
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
