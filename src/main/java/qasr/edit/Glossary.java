package qasr.edit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Terms and how a model may have written them.
 *
 * @param entries in the order of the files, which is the order of importance
 */
public record Glossary(List<Entry> entries) {
    /** No terms. */
    public static final Glossary EMPTY = new Glossary(List.of());

    public Glossary {
        entries = List.copyOf(entries);
    }

    /**
     * A term.
     *
     * @param canonical as it is to be written
     * @param raws other ways in which a model writes it
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

    /** Returns the terms of both. */
    public Glossary and(Glossary other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return new Glossary(all);
    }

    /**
     * Returns the canonical terms, each once, the most useful for a model to know first: those that nothing but the
     * model can get right, since no raw form is known, then the others, each in the order of the files.
     */
    public List<String> terms() {
        Set<String> terms = new LinkedHashSet<>();
        entries.stream().filter(entry -> entry.raws().isEmpty()).forEach(entry -> terms.add(entry.canonical()));
        entries.forEach(entry -> terms.add(entry.canonical()));
        return List.copyOf(terms);
    }
}
