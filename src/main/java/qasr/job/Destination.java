package qasr.job;

import java.nio.file.Path;
import java.util.List;
import qasr.batch.NameTemplate;

/** Where the user wants results. */
public sealed interface Destination {
    /** Tells whether results of several inputs come one after another in one stream. */
    default boolean isShared(List<Input> inputs) {
        return inputs.size() > 1 && !(this instanceof Folder);
    }

    /** Returns what the texts look like as bytes. */
    TextStyle style();

    /** Returns the rule for a report or list that exists already. */
    default Existing existingSideFiles() {
        return Existing.UPDATE;
    }

    /** Standard output; each piece is written as soon as it is known. */
    record StandardOutput(TextStyle style) implements Destination {}

    /** One file that gets what standard output would have got. */
    record SingleFile(Path path, TextStyle style, Existing existing) implements Destination {
        @Override
        public Existing existingSideFiles() {
            return existing;
        }
    }

    /** A separate file for each input and format. */
    record Folder(Path path, Naming naming, TextStyle style, Existing existing) implements Destination {
        @Override
        public Existing existingSideFiles() {
            return existing;
        }
    }

    /**
     * The names of the files in a folder.
     *
     * @param language the code of the language that was given, "" for none
     */
    record Naming(NameTemplate template, String language) {}
}
