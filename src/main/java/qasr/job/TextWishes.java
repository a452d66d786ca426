package qasr.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import qasr.console.Console;
import qasr.edit.ChineseNumbers;
import qasr.edit.Editor;
import qasr.edit.EnglishNumbers;
import qasr.edit.Glossary;
import qasr.edit.GlossaryStage;
import qasr.edit.PunctuationStage;
import qasr.edit.TextStage;
import qasr.edit.ZhScript;
import qasr.edit.ZhScriptStage;
import qasr.engine.Expectation;
import qasr.text.Tokenizer;
import qasr.transcript.Wording;

/**
 * The options for the text. All of it changes what is written, so all of it belongs into a fingerprint; equal wishes
 * are equal and have equal texts.
 *
 * @param glossaryFiles where the glossary comes from
 * @param glossary of all files, in their order
 * @param modes what the glossary is for
 * @param verbatim whether nothing may be changed; overrides all other parameters
 */
public record TextWishes(
        List<Path> glossaryFiles,
        Glossary glossary,
        SortedSet<GlossaryMode> modes,
        ZhScript script,
        boolean itn,
        Punctuation punctuation,
        boolean verbatim) {
    /**
     * The glossary's share of the prompt. A model that gets more than some hundred words begins to recite them, and
     * every chunk takes longer.
     */
    private static final int BIAS_TOKENS = 512;

    public TextWishes {
        glossaryFiles = List.copyOf(glossaryFiles);
        modes = Collections.unmodifiableSortedSet(new TreeSet<>(modes));
    }

    /** Returns what is done to each chunk's words. */
    UnaryOperator<Wording> editing() {
        if (verbatim) {
            return words -> Wording.of(words.language(), words.raw());
        }
        List<TextStage> stages = new ArrayList<>();
        if (!glossary.isEmpty() && modes.contains(GlossaryMode.REPLACE)) {
            stages.add(new GlossaryStage(glossary));
        }
        if (itn) {
            stages.add(new ChineseNumbers());
            stages.add(new EnglishNumbers());
        }
        if (script != ZhScript.KEEP) {
            stages.add(new ZhScriptStage(script));
        }
        if (punctuation == Punctuation.STRIP) {
            stages.add(new PunctuationStage());
        }
        return new Editor(stages)::edit;
    }

    /** Returns {@code expectation} with as many of the glossary's terms as there is room for, the most useful first. */
    Expectation expectation(Expectation expectation, Tokenizer tokenizer, Console console) {
        if (!modes.contains(GlossaryMode.BIAS) || glossary.isEmpty()) {
            return expectation;
        }
        List<String> told = new ArrayList<>();
        int left = BIAS_TOKENS;
        List<String> terms = glossary.terms();
        for (String term : terms) {
            int tokens = tokenizer.encodePlain(", " + term).length;
            if (tokens > left) {
                break; // a shorter one further down is less useful, not more
            }
            left -= tokens;
            told.add(term);
        }
        if (told.size() < terms.size()) {
            console.noteOnce("--glossary: the model gets only the first " + told.size() + " of " + terms.size()
                    + " terms, because more do not fit; put the most important terms first");
        }
        String list = String.join(", ", told);
        String context = expectation.context();
        return new Expectation(
                expectation.language(), context.isEmpty() || list.isEmpty() ? context + list : context + "\n" + list);
    }
}
