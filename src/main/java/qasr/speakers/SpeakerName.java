package qasr.speakers;

import java.util.Optional;

/** The rules for names of speakers, which must be readable in every format. */
public final class SpeakerName {
    private static final int MOST_CHARACTERS = 60;

    private SpeakerName() {}

    /** Returns the reason why {@code name} cannot be a speaker's, or nothing if it can. */
    public static Optional<String> fault(String name) {
        if (name.isBlank()) {
            return Optional.of("is empty");
        }
        if (name.codePoints().anyMatch(SpeakerName::isUnprintable)) {
            return Optional.of("has a line break or a control character");
        }
        if (!name.equals(name.strip())) {
            return Optional.of("begins or ends with a blank");
        }
        int length = name.codePointCount(0, name.length());
        return length > MOST_CHARACTERS
                ? Optional.of("has " + length + " characters, more than " + MOST_CHARACTERS)
                : Optional.empty();
    }

    private static boolean isUnprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
