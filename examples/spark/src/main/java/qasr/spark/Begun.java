package qasr.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * Notes which units are being worked on, in {@code _qasr/begun}. A note that is there when no process works on the unit tells
 * that its process has ended in the middle of it.
 */
final class Begun {
    private static final String FOLDER = OutputFolder.STATE + "/begun";

    private final OutputFolder output;
    private final String run;

    /** Creates the notes of one run of the job. */
    Begun(OutputFolder output, String run) {
        this.output = output;
        this.run = run;
    }

    /** Notes that work on a unit begins. */
    void begin(Unit unit, boolean alone) {
        try {
            output.write(name(unit), note(alone));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end(Unit unit) throws IOException {
        output.remove(name(unit));
    }

    /** Returns whether the process that began this unit has ended in the middle of it. */
    boolean isLeft(Unit unit) throws IOException {
        return output.exists(name(unit));
    }

    /** Returns whether that happened when the unit was tried alone in this run. */
    boolean isLeftAlone(Unit unit) throws IOException {
        return output.read(name(unit)).equals(Optional.of(note(true)));
    }

    /** Returns the names of the units that an earlier run has left. */
    Set<String> left() throws IOException {
        return output.names(FOLDER);
    }

    private String note(boolean alone) {
        return run + (alone ? " alone" : " in a group");
    }

    private static String name(Unit unit) {
        return FOLDER + "/" + unit.name();
    }
}
