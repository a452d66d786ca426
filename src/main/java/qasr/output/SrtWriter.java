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
    /** Players take these for times or markup, which SubRip cannot escape; FFmpeg also knows those of MicroDVD and ass. */
    private static final Pattern MARKUP =
            Pattern.compile("(?<=--)(?=>)|(?<=<)(?=[a-zA-Z/!>])|(?<=\\{)(?=\\\\|[a-zA-Z]:)|(?<=\\\\)(?=[Nnh{}])");

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
            text.append(before).append(escaped(line.mark(), 0, markup(line.mark())));
            before = "\n";
            // In the whole line: a tag may begin in one word and go on in the next.
            WordJoiners markup = markup(line.text());
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

    private static WordJoiners markup(String line) {
        return new WordJoiners(MARKUP, line);
    }

    /** Returns a part of a line from {@code from} on, with word joiners before the chars {@code markup} of the line. */
    private static String escaped(String part, int from, WordJoiners markup) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            text.append(part.charAt(i)).append(markup.before(from + i + 1));
        }
        return text.toString();
    }
}
