package qasr.output;

import java.io.File;
import java.util.Optional;
import qasr.subtitle.Subtitles;

/**
 * The layout options of a transcript.
 *
 * @param source the name of the recording, as the user gave it, or "-"
 * @param shared whether other recordings share the stream: JSON is then on one line, and rows name the recording
 * @param paragraphs the paragraph breaks in running text, or empty for the format's default
 * @param times whether each line or paragraph begins with its time
 * @param ranges whether each line of text begins with its time, start and end, to the millisecond
 * @param subtitles how subtitles are made
 * @param path whether RTTM names the recording by its path, since others in it have the same name
 * @param speakers whether tables have a column for speakers in any case; otherwise the first utterance decides
 */
public record Layout(
        String source,
        boolean shared,
        Optional<Paragraphs> paragraphs,
        boolean times,
        boolean ranges,
        Subtitles subtitles,
        boolean path,
        boolean speakers) {
    /** Creates a layout that has a column for speakers only if the first utterance has one. */
    public Layout(
            String source,
            boolean shared,
            Optional<Paragraphs> paragraphs,
            boolean times,
            boolean ranges,
            Subtitles subtitles) {
        this(source, shared, paragraphs, times, ranges, subtitles, false, false);
    }

    /** Creates a layout with the default subtitles. */
    public Layout(String source, boolean shared, Optional<Paragraphs> paragraphs, boolean times) {
        this(source, shared, paragraphs, times, false, Subtitles.DEFAULT);
    }

    /** Returns a copy in which lines of text show their start and end. */
    public Layout withRanges() {
        return new Layout(source, shared, paragraphs, times, true, subtitles, path, speakers);
    }

    /** Returns the default layout. */
    public static Layout of(String source) {
        return new Layout(source, false, Optional.empty(), false);
    }

    /** Returns a copy with other subtitles. */
    public Layout with(Subtitles others) {
        return new Layout(source, shared, paragraphs, times, ranges, others, path, speakers);
    }

    /** Returns a copy for a transcript with known speakers. */
    public Layout withSpeakers(boolean known) {
        return new Layout(source, shared, paragraphs, times, ranges, subtitles, path, known);
    }

    /** Returns a copy in which RTTM names the recording by its path. */
    public Layout withPath(boolean needed) {
        return new Layout(source, shared, paragraphs, times, ranges, subtitles, needed, speakers);
    }

    /** Returns the name of the recording for each row, or nothing if all rows are of one recording. */
    Optional<String> file() {
        return shared ? Optional.of(source) : Optional.empty();
    }

    /** Returns the first line of Markdown, without a line end. */
    public String markdownHeading() {
        return MarkdownWriter.heading(title());
    }

    /** Returns the title of a page in HTML. */
    public String htmlTitle() {
        return HtmlWriter.title(title());
    }

    /** Returns the beginning of each row of RTTM, with the name of the recording and the blank after it. */
    public String rttmBeginning() {
        return RttmWriter.beginning(path ? source : RttmWriter.stem(source));
    }

    /** Returns the file name of the recording, without folders. */
    String title() {
        return source.equals("-")
                ? "stdin"
                : source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf(File.separatorChar)) + 1);
    }
}
