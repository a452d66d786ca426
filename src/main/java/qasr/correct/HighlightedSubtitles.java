package qasr.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import qasr.transcript.TimeSpan;

/**
 * Subtitles that highlight one word after another, such as ours and those of openai/whisper: each is repeated without a gap in other
 * markup every time. Together they are one.
 */
public final class HighlightedSubtitles {
    /** The time of a word, in WebVTT. */
    private static final Pattern TIME_TAG = Pattern.compile("<\\d[^<>]*>");

    private static final Pattern MARKUP = Pattern.compile("(?i)</?(?:[bicus]|font)(?:[.\\s][^<>]*)?>|\\{\\\\[^{}]*\\}");

    private final List<String> rows;
    private final List<SubtitleBlock> blocks;
    /** The last subtitle with its markup, and those that it repeats. */
    private final List<List<String>> shown = new ArrayList<>();

    private HighlightedSubtitles(String file) {
        rows = List.of(file.replaceAll("\\r\\n?", "\n").split("\n", -1));
        blocks = SubtitleBlock.of(rows, rows.get(0).startsWith("WEBVTT"));
    }

    /**
     * Returns a SubRip or WebVTT file with each subtitle once: those that were repeated show from the start of the first to the end
     * of the last, without markup. Any other file stays as it is.
     */
    public static String once(String file) {
        HighlightedSubtitles subtitles = new HighlightedSubtitles(file);
        List<String> rows = subtitles.once();
        return rows.size() == subtitles.rows.size() ? file : String.join(file.contains("\r\n") ? "\r\n" : "\n", rows);
    }

    private List<String> once() {
        List<String> kept = new ArrayList<>();
        boolean numbered = SubtitleBlock.isNumbered(rows);
        int number = 1;
        int copied = 0;
        for (int at = 0; at < blocks.size(); number++) {
            int first = at++;
            shown.clear();
            shown.add(marked(blocks.get(first)));
            while (at < blocks.size() && repeats(blocks.get(at), blocks.get(at - 1))) {
                shown.add(marked(blocks.get(at++)));
            }
            SubtitleBlock block = blocks.get(first);
            SubtitleBlock last = blocks.get(at - 1);
            kept.addAll(rows.subList(copied, block.row()));
            if (numbered && block.row() > 0 && SubtitleBlock.isNumber(rows.get(block.row() - 1))) {
                kept.set(kept.size() - 1, Integer.toString(number));
            }
            boolean once = at == first + 1;
            kept.add(once ? rows.get(block.row()) : times(block, last));
            block.text(rows).forEach(row -> kept.add(once ? row : bare(row)));
            copied = last.end();
        }
        kept.addAll(rows.subList(copied, rows.size()));
        return kept;
    }

    /** With markup that was there before, the same words are said again; without markup, it is a pause. */
    private boolean repeats(SubtitleBlock next, SubtitleBlock last) {
        List<String> marked = marked(next);
        boolean isMarked = marked.stream().anyMatch(row -> !bare(row).equals(row));
        return next.span().start().equals(last.span().end())
                && bare(next).equals(bare(last))
                && !marked.equals(shown.get(shown.size() - 1))
                && !(isMarked && shown.contains(marked));
    }

    private List<String> marked(SubtitleBlock block) {
        return block.text(rows).stream()
                .filter(row -> !row.isBlank())
                .map(row -> TIME_TAG.matcher(row).replaceAll(""))
                .toList();
    }

    private List<String> bare(SubtitleBlock block) {
        return marked(block).stream().map(HighlightedSubtitles::bare).toList();
    }

    private static String bare(String row) {
        return MARKUP.matcher(row).replaceAll("");
    }

    private String times(SubtitleBlock first, SubtitleBlock last) {
        TimeSpan span = new TimeSpan(first.span().start(), last.span().end());
        return RetimedSubtitles.of(rows.get(first.row()), Map.of(0, span));
    }
}
