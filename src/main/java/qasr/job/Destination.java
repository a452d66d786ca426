package qasr.job;

import java.nio.file.Path;
import java.util.List;
import qasr.batch.NameTemplate;

/** Where the user wants results. */
public sealed interface Destination {
    /** Tells whether results of several inputs come one after another in one stream. */
    boolean isShared(List<Input> inputs);

    /** Returns the same for a run that processes some of {@code all} inputs, while other runs process the others. */
    Destination among(List<Input> all);

    /** Returns the same with the names that outputs have already. */
    default Destination keeping(GivenNames given) {
        return this;
    }

    /** Returns what the texts look like as bytes. */
    TextStyle style();

    /** Returns the rule for a report or list that exists already. */
    default Existing existingSideFiles() {
        return Existing.UPDATE;
    }

    /**
     * Standard output; each piece is written as soon as it is known.
     *
     * @param several whether other runs process other inputs of the same batch
     */
    record StandardOutput(TextStyle style, boolean several) implements Destination {
        public StandardOutput(TextStyle style) {
            this(style, false);
        }

        @Override
        public boolean isShared(List<Input> inputs) {
            return several || inputs.size() > 1;
        }

        @Override
        public Destination among(List<Input> all) {
            return new StandardOutput(style, all.size() > 1);
        }
    }

    /**
     * One file that gets what standard output would have got.
     *
     * @param several whether other runs process other inputs of the same batch
     */
    record SingleFile(Path path, TextStyle style, Existing existing, boolean several) implements Destination {
        public SingleFile(Path path, TextStyle style, Existing existing) {
            this(path, style, existing, false);
        }

        @Override
        public boolean isShared(List<Input> inputs) {
            return several || inputs.size() > 1;
        }

        @Override
        public Destination among(List<Input> all) {
            return new SingleFile(path, style, existing, all.size() > 1);
        }

        @Override
        public Existing existingSideFiles() {
            return existing;
        }
    }

    /** A separate file for each input and format. */
    record Folder(Path path, Naming naming, TextStyle style, Existing existing) implements Destination {
        @Override
        public boolean isShared(List<Input> inputs) {
            return false;
        }

        @Override
        public Destination among(List<Input> all) {
            return new Folder(path, naming.among(all), style, existing);
        }

        @Override
        public Destination keeping(GivenNames given) {
            return new Folder(path, naming.keeping(given), style, existing);
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
     * @param all the inputs whose names must differ, in order; empty if they are those of the run
     * @param given the names that they keep
     */
    record Naming(NameTemplate template, String language, List<Input> all, GivenNames given) {
        public Naming {
            all = List.copyOf(all);
        }

        /** Creates the names of recordings that have the folder for themselves. */
        public Naming(NameTemplate template, String language) {
            this(template, language, List.of(), GivenNames.NONE);
        }

        private Naming among(List<Input> inputs) {
            return new Naming(template, language, inputs, given);
        }

        private Naming keeping(GivenNames names) {
            return new Naming(template, language, all, names);
        }

        /** Returns the inputs whose names must differ, if a run has {@code inputs}. */
        List<Input> around(List<Input> inputs) {
            return all.isEmpty() ? inputs : all;
        }
    }
}
