package qasr.output;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import qasr.subtitle.Cue;
import qasr.subtitle.Subtitles;
import qasr.subtitle.TimedWord;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * SubRip subtitles, with the name of the speaker in brackets if it is known. They are written at the end, because the end of a cue depends on the start of the next one. To
 * highlight words, a cue is repeated for each word with this word underlined, as openai/whisper does.
 */
final class SrtWriter implements TranscriptWriter {
    /** Players take these for times or markup, which SubRip cannot escape; FFmpeg also knows those of MicroDVD and ass. */
    private static final Pattern MARKUP =
            Pattern.compile("(?<=--)(?=>)|(?<=<)(?=[a-zA-Z/!>])|(?<=\\{)(?=\\\\|[a-zA-Z]:)|(?<=\\\\)(?=[Nnh{}])");

    private static final String WORD_JOINER = "\u2060";

    private final Subtitles subtitles;

    SrtWriter(Subtitles subtitles) {
        this.subtitles = subtitles;
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (Cue cue : subtitles.cues(transcript)) {
            List<WordSpans.Span> spans =
                    subtitles.highlight() ? WordSpans.of(cue) : List.of(new WordSpans.Span(-1, cue.start(), cue.end()));
            for (WordSpans.Span span : spans) {
                text.append(number++).append('\n');
                text.append(SrtTimestamp.of(span.start())).append(" --> ").append(SrtTimestamp.of(span.end()));
                append(text, cue, span.word());
                text.append("\n\n");
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Cue cue, int highlighted) {
        int word = 0;
        String before =
                "\n" + escaped(cue.label().prefix(), 0, markup(cue.label().prefix()));
        for (Cue.Line line : cue.lines()) {
            text.append(before);
            before = "\n";
            // In the whole line: a tag may begin in one word and go on in the next.
            BitSet markup = markup(line.text());
            int at = 0;
            for (TimedWord spoken : line.words()) {
                String words = escaped(spoken.text(), at, markup);
                String bare = words.stripTrailing();
                text.append(word == highlighted ? "<u>" + bare + "</u>" + words.substring(bare.length()) : words);
                at += spoken.text().length();
                word++;
            }
        }
    }

    private static BitSet markup(String line) {
        BitSet markup = new BitSet();
        MARKUP.matcher(line).results().forEach(found -> markup.set(found.start()));
        return markup;
    }

    /** Returns a part of a line from {@code from} on, with word joiners before the chars {@code markup} of the line. */
    private static String escaped(String part, int from, BitSet markup) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            text.append(part.charAt(i)).append(markup.get(from + i + 1) ? WORD_JOINER : "");
        }
        return text.toString();
    }
}
