package qasr.subtitle;

import java.util.List;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/** Finds when each word of an utterance was said. */
@FunctionalInterface
public interface WordSource {
    /**
     * The times that the utterance has, or else times in proportion to the text. This is the only place where subtitles
     * get times that nobody measured.
     */
    WordSource KNOWN_OR_EVEN =
            utterance -> utterance.words().isEmpty() ? EvenWords.of(utterance) : known(utterance.words());

    /** Returns the words of {@code utterance} in order; their texts joined are its text. */
    List<TimedWord> words(Utterance utterance);

    private static List<TimedWord> known(List<Word> words) {
        return words.stream()
                .map(word -> new TimedWord(
                        word.text(),
                        word.span().start().toMillis(),
                        word.span().end().toMillis()))
                .toList();
    }
}
