package qasr.edit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of terms, with the spellings that a model may use instead.
 *
 * @param entries the terms in the order of the files, most important first
 */
public record Glossary(List<Entry> entries) {
    /** The empty glossary. */
    public static final Glossary EMPTY = new Glossary(List.of());

    public Glossary {
        entries = List.copyOf(entries);
    }

    /**
     * A term.
     *
     * @param canonical the correct spelling
     * @param raws other spellings that a model uses
     */
    public record Entry(String canonical, List<String> raws) {
        public Entry {
            raws = List.copyOf(raws);
        }
    }

    /** Returns whether there are no terms. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns a glossary with the terms of this one, then those of {@code other}. */
    public Glossary and(Glossary other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return new Glossary(all);
    }

    /**
     * Returns the canonical terms without duplicates, the most useful ones for the prompt first. Terms without raw
     * forms come first, because only the model can spell them correctly; then the others. Both groups keep the order of
     * the files.
     */
    public List<String> terms() {
        Set<String> terms = new LinkedHashSet<>();
        entries.stream().filter(entry -> entry.raws().isEmpty()).forEach(entry -> terms.add(entry.canonical()));
        entries.forEach(entry -> terms.add(entry.canonical()));
        return List.copyOf(terms);
    }
}
