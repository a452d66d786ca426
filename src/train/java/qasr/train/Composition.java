package qasr.train;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The content of one training or test sample: a sequence of recordings with pauses between them.
 *
 * @param language the target language: that of the first part, or {@code None} without parts
 * @param pauses frames before each part, and one number more for the end
 */
record Composition(String language, List<Part> parts, List<Integer> pauses) {
    private static final int HELD_OUT = 16;

    /** One variant of a clip. */
    record Part(Clip clip, int variant) {}

    int frames() {
        int speech = parts.stream()
                .mapToInt(part -> part.clip().frames(part.variant()))
                .sum();
        return speech + pauses.stream().mapToInt(Integer::intValue).sum();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            boolean blank = !text.isEmpty() && !isHan(part.clip().text().codePointAt(0));
            text.append(blank ? " " : "").append(part.clip().text());
        }
        return text.toString();
    }

    /** Whether training must not use this combination, so that it can serve as a test. */
    boolean heldOut() {
        String names = parts.stream()
                .map(part -> part.clip().language() + ":" + part.clip().name())
                .collect(Collectors.joining("|"));
        return parts.size() > 1 && Math.floorMod(names.hashCode() * 0x9E3779B9, HELD_OUT) == 0;
    }

    private static boolean isHan(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }
}
