package qasr.output;

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
    /** Players take these for times or markup, which SubRip cannot escape. */
    private static final Pattern MARKUP = Pattern.compile("(?<=--)(?=>)|(?<=<)(?=[a-zA-Z/!])|(?<=\\{)(?=\\\\)");

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
        String before = "\n" + escaped(cue.label().prefix());
        for (Cue.Line line : cue.lines()) {
            text.append(before);
            before = "\n";
            for (TimedWord spoken : line.words()) {
                String words = escaped(spoken.text());
                String bare = words.stripTrailing();
                text.append(word == highlighted ? "<u>" + bare + "</u>" + words.substring(bare.length()) : words);
                word++;
            }
        }
    }

    static String escaped(String line) {
        return MARKUP.matcher(line).replaceAll(WORD_JOINER);
    }
}
