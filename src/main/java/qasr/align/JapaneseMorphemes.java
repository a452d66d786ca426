package qasr.align;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Finds the morphemes of Japanese text with Lucene's Kuromoji and the IPADIC dictionary in its jar. In search mode long
 * compounds are cut into their parts, which is nearer to the short units of nagisa, the reference's segmenter.
 */
final class JapaneseMorphemes {
    private JapaneseMorphemes() {}

    /** Returns the indices in {@code text} at which a morpheme ends, rising. None is inside a surrogate pair. */
    static List<Integer> ends(String text) {
        try (JapaneseTokenizer tokenizer = new JapaneseTokenizer(null, false, true, JapaneseTokenizer.Mode.SEARCH)) {
            OffsetAttribute offsets = tokenizer.addAttribute(OffsetAttribute.class);
            tokenizer.setReader(new StringReader(text));
            tokenizer.reset();
            List<Integer> ends = new ArrayList<>();
            int last = 0;
            while (tokenizer.incrementToken()) {
                for (int index : new int[] {offsets.startOffset(), offsets.endOffset()}) {
                    if (index > last && !isInsidePair(text, index)) {
                        ends.add(index);
                        last = index;
                    }
                }
            }
            return ends;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a reader of a string does not fail
        }
    }

    private static boolean isInsidePair(String text, int index) {
        return index < text.length() && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
    }
}
