package qasr.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import qasr.speakers.Rttm;

/**
 * The names of recordings in RTTM files of different programs: one names them by their path, another by their file's name,
 * most without the extension. A key is a recording and its channel.
 */
final class RttmNames {
    private final Set<String> reference = new TreeSet<>();

    RttmNames(Rttm reference) {
        reference.recordings().keySet().forEach(key -> this.reference.add(recording(key)));
    }

    /** Returns {@code found} under the names of the reference, where it is clear which recording is meant. */
    <T> Map<String, T> of(Map<String, T> found) {
        Set<String> names = new TreeSet<>();
        found.keySet().forEach(key -> names.add(recording(key)));
        Map<String, T> renamed = new TreeMap<>();
        found.forEach((key, value) -> {
            String name = recording(key);
            renamed.put(own(name, names) + key.substring(name.length()), value);
        });
        return renamed;
    }

    private String own(String name, Set<String> names) {
        if (reference.contains(name)) {
            return name;
        }
        List<String> meant = reference.stream()
                .filter(other -> !names.contains(other) && isSame(name, other))
                .toList();
        boolean clear = meant.size() == 1
                && names.stream()
                                .filter(other -> !reference.contains(other) && isSame(other, meant.get(0)))
                                .count()
                        == 1;
        return clear ? meant.get(0) : name;
    }

    private static boolean isSame(String a, String b) {
        String first = file(a);
        String second = file(b);
        boolean paths = !first.equals(a) && !second.equals(b);
        return first.equals(second)
                || first.equals(stem(second))
                || stem(first).equals(second)
                || (paths && stem(first).equals(stem(second)));
    }

    /** Returns a key without its channel. */
    static String recording(String key) {
        return key.substring(0, key.lastIndexOf(' '));
    }

    private static String file(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
