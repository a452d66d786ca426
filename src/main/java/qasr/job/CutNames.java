package qasr.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import qasr.console.InputException;

/**
 * The names of recordings in a file of segments. Programs name recordings by a path, by the file's name or, as most do,
 * without the extension. A name belongs to the input whose path is most like it.
 *
 * @param file the name of the file of segments, for messages
 */
record CutNames(String file, List<String> names) {
    /** More than the likeness of any two different paths. */
    private static final int EXACT = Integer.MAX_VALUE;

    /** Returns the names in {@code rows}. */
    static CutNames in(String file, List<CutRow> rows) {
        return new CutNames(
                file,
                rows.stream().map(row -> joined(row.recording())).distinct().toList());
    }

    /**
     * Returns the name of {@code input}, or "" if there is none.
     *
     * @param inputs all inputs, whose names are not for this one
     * @throws InputException if several names, or several inputs, are equally like
     */
    String of(Input input, List<Input> inputs) throws InputException {
        String own = joined(input.name());
        if (names.contains(own)) {
            return own;
        }
        List<String> best = new ArrayList<>();
        int most = 1;
        for (String name : names) {
            int likeness = likeness(own, name);
            if (likeness >= most && !belongsToOther(name, likeness, inputs)) {
                if (likeness > most) {
                    best.clear();
                }
                most = likeness;
                best.add(name);
            }
        }
        if (best.size() > 1) {
            throw new InputException(file + " names several recordings '" + input.fileName() + "': "
                    + String.join(", ", best) + "; name the input as " + file + " does");
        }
        if (!best.isEmpty()) {
            checkMeant(best.get(0), most, own, inputs);
        }
        return best.isEmpty() ? "" : best.get(0);
    }

    private static boolean belongsToOther(String name, int likeness, List<Input> inputs) {
        return inputs.stream().anyMatch(other -> likeness(joined(other.name()), name) > likeness);
    }

    private void checkMeant(String name, int likeness, String own, List<Input> inputs) throws InputException {
        for (Input other : inputs) {
            String path = joined(other.name());
            if (!path.equals(own) && likeness(path, name) == likeness) {
                throw new InputException("'" + name + "' in " + file + " may be this recording or " + other.name()
                        + "; use the paths of the inputs in " + file);
            }
        }
    }

    /**
     * Returns how like a path and a name are; 0 if the file is another one. The same extension counts more than any folders, of
     * which the last ones are compared.
     */
    private static int likeness(String path, String name) {
        if (path.equals(name)) {
            return EXACT;
        }
        List<String> parts = parts(path);
        List<String> others = parts(name);
        String last = parts.get(parts.size() - 1);
        String other = others.get(others.size() - 1);
        if (last.isEmpty()
                || !(stem(last).equals(stem(other))
                        || last.equals(other)
                        || stem(last).equals(other))) {
            return 0;
        }
        int same = 1;
        while (same < Math.min(parts.size(), others.size())
                && parts.get(parts.size() - 1 - same).equals(others.get(others.size() - 1 - same))) {
            same++;
        }
        return same + (last.equals(other) ? EXACT / 2 : 0);
    }

    private static List<String> parts(String path) {
        List<String> parts = Arrays.stream(path.replace('\\', '/').split("/", -1))
                .filter(part -> !part.equals("."))
                .toList();
        return parts.isEmpty() ? List.of("") : parts;
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /** RTTM has underscores in place of blanks. */
    static String joined(String text) {
        return text.strip().replaceAll("(?U)\\s", "_");
    }
}
