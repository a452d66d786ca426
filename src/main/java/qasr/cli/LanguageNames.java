package qasr.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import qasr.text.Language;

/** The words that shells complete for a language: all names and codes. */
class LanguageNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return names().iterator();
    }

    /** Returns the names, then the codes. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        Language.ALL.forEach(language -> names.add(language.name()));
        Language.ALL.stream()
                .map(Language::code)
                .filter(code -> !code.isEmpty())
                .forEach(names::add);
        return names;
    }

    /** All names and codes of languages, and {@code auto}. */
    static final class OrAuto extends LanguageNames {
        @Override
        public Iterator<String> iterator() {
            List<String> names = names();
            names.add(0, "auto");
            return names.iterator();
        }
    }
}
