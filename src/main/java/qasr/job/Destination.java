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

    /** Returns the same beside the outputs of {@code others}, so that no two recordings of a folder share a name. */
    default Destination beside(List<Input> others) {
        return this;
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
        public Destination beside(List<Input> others) {
            return new Folder(path, naming.beside(others), style, existing);
        }

        @Override
        public Existing existingSideFiles() {
            return existing;
        }
    }

    /**
     * The names of the files in a folder.
     *
     * @param language the code of the language that was given, "" for none
     * @param others recordings of other runs whose outputs are in the same folder; inputs among them count once
     */
    record Naming(NameTemplate template, String language, List<Input> others) {
        public Naming {
            others = List.copyOf(others);
        }

        /** Creates the names of recordings that have the folder for themselves. */
        public Naming(NameTemplate template, String language) {
            this(template, language, List.of());
        }

        /** Returns the same names beside the outputs of {@code more}. */
        public Naming beside(List<Input> more) {
            return new Naming(template, language, more);
        }
    }
}
