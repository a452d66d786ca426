package qasr.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import qasr.batch.FileName;
import qasr.console.Failure;
import qasr.console.InputException;
import qasr.console.OutputFailedException;
import qasr.engine.Session;
import qasr.job.Existing;
import qasr.job.Input;
import qasr.job.OnExists;
import qasr.job.Origin;
import qasr.job.OutputWriter;
import qasr.job.SubtitleWishes;
import qasr.job.TextStyle;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.Paragraphs;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcript.OptionValue;
import qasr.transcript.Transcript;

/**
 * A result in JSON and the files beside it that were made from it: STEM.json, STEM.txt, STEM.srt and so on. When the
 * result changes, these files are written again in their old layout. The layout is known from the bytes: only a file
 * that is byte for byte a rendering of the old result is replaced.
 */
final class ResultFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** The formats with paragraphs. */
    private static final Set<Format> PARAGRAPHS = EnumSet.of(Format.TXT, Format.MD, Format.HTML);

    private static final List<TextStyle> STYLES = List.of(
            new TextStyle(false, false),
            new TextStyle(false, true),
            new TextStyle(true, false),
            new TextStyle(true, true));

    private final Session session;
    private final Input result;
    private final OutputWriter writer;

    ResultFiles(Session session, Input result) {
        this.session = session;
        this.result = result;
        this.writer = new OutputWriter(
                session, result.path().toAbsolutePath().getParent(), new Existing(OnExists.OVERWRITE, false));
    }

    /**
     * Replaces the result and the files made from it. In JSON Lines of several recordings, one line is replaced.
     *
     * @param before the old transcript
     * @param corrected a file whose text is in the result now; it is kept
     * @throws IOException if the result cannot be read, or another program has changed it since {@code before} was read
     * @throws OutputFailedException if a file cannot be written
     */
    void replace(Transcript before, Transcript now, Optional<Path> corrected) throws IOException {
        String old = Files.readString(result.path());
        TextStyle style = new TextStyle(old.startsWith(BYTE_ORDER_MARK), old.contains("\r\n"));
        List<Transcript> all = TranscriptJsonReader.readAll(old);
        if (!all.contains(before)) {
            throw new InputException(
                    "was changed by another program meanwhile; nothing was written; run the command again");
        }
        List<Transcript> fresh =
                all.stream().map(each -> each.equals(before) ? now : each).toList();
        Origin origin = Origin.ofAll(fresh);
        if (fresh.size() > 1) {
            StringBuilder lines = new StringBuilder();
            fresh.forEach(each -> lines.append(line(each)));
            write(result.path(), style.whole(lines.toString()), origin);
            return;
        }
        boolean oneLine = old.strip().indexOf('\n') < 0;
        write(
                result.path(),
                style.whole(text(now, Format.JSON, new Layout("", oneLine, Optional.empty(), false))),
                origin);
        List<String> renewed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Format format : Format.values()) {
            Path file = result.path().resolveSibling(FileName.path(result.stem() + "." + format.extension()));
            boolean own = format == Format.JSON
                    || (corrected.isPresent() && Files.exists(file) && Files.isSameFile(file, corrected.get()));
            if (!own && Files.isRegularFile(file)) {
                Optional<String> text = fresh(file, format, before, now);
                text.ifPresent(content -> write(file, content, origin));
                (text.isPresent() ? renewed : left).add(FileName.shown(FileName.of(file.getFileName())));
            }
        }
        say(renewed, left);
    }

    private static String line(Transcript transcript) {
        return text(transcript, Format.JSON, new Layout("", true, Optional.empty(), false));
    }

    private void say(List<String> renewed, List<String> left) {
        if (!renewed.isEmpty()) {
            session.console().note(result.name() + ": also updated: " + String.join(", ", renewed));
        }
        if (!left.isEmpty()) {
            session.console()
                    .note(result.name() + ": not updated, because they were changed or have another layout: "
                            + String.join(", ", left) + "; 'qasr render' writes them again");
        }
    }

    private void write(Path file, String text, Origin origin) {
        writer.write(file, text.getBytes(StandardCharsets.UTF_8), origin);
    }

    /** Returns the new content of a file that holds the earlier text of the result, in any layout; empty for other files. */
    private Optional<String> fresh(Path file, Format format, Transcript before, Transcript now) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            session.console().detail(file + ": " + Failure.reason(e));
            return Optional.empty();
        }
        for (Layout layout : layouts(format, before)) {
            String old = text(before, format, layout);
            for (TextStyle style : STYLES) {
                if (Arrays.equals(bytes, style.whole(old).getBytes(StandardCharsets.UTF_8))) {
                    return Optional.of(style.whole(text(now, format, layout)));
                }
            }
        }
        return Optional.empty();
    }

    /** The paragraphs that the result was made with come first: a short text looks the same in several layouts. */
    private static List<Layout> layouts(Format format, Transcript transcript) {
        String source = transcript.source().path();
        if (!PARAGRAPHS.contains(format)) {
            List<Layout> layouts = new ArrayList<>();
            List<String> terms = RecordedGlossary.terms(transcript);
            layouts(transcript)
                    .forEach(each -> layouts.add(each.with(each.subtitles().withNames(terms))));
            if (!terms.isEmpty()) {
                layouts.addAll(layouts(transcript)); // of a rendering without the glossary
            }
            if (format == Format.TSV || format == Format.CSV) {
                layouts.add(Layout.of(source).withSpeakers(true)); // known or not
            }
            if (format == Format.VTT) {
                List.copyOf(layouts)
                        .forEach(each -> layouts.add(each.with(each.subtitles().withWordTimes())));
            }
            return layouts;
        }
        List<Optional<Paragraphs>> paragraphs = new ArrayList<>();
        recorded(transcript).ifPresent(value -> paragraphs.add(Optional.of(value)));
        paragraphs.add(Optional.empty());
        Arrays.stream(Paragraphs.values()).map(Optional::of).forEach(paragraphs::add);
        List<Layout> layouts = new ArrayList<>();
        for (Optional<Paragraphs> each : paragraphs) {
            layouts.add(new Layout(source, false, each, false));
            layouts.add(new Layout(source, false, each, true));
            layouts.add(new Layout(source, false, each, true).withRanges());
        }
        return layouts;
    }

    private static List<Layout> layouts(Transcript transcript) {
        Layout usual = Layout.of(transcript.source().path());
        return Stream.concat(
                        SubtitleWishes.recorded(transcript.making().options().others())
                                .map(wishes -> usual.with(wishes.subtitles(List.of())))
                                .stream(),
                        Stream.of(usual))
                .toList();
    }

    private static Optional<Paragraphs> recorded(Transcript transcript) {
        OptionValue value = transcript.making().options().others().get("paragraphs");
        return value == null
                ? Optional.empty()
                : Arrays.stream(Paragraphs.values())
                        .filter(each -> value.values().contains(each.name().toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    private static String text(Transcript transcript, Format format, Layout layout) {
        return TranscriptWriter.write(transcript, format, layout);
    }

    /** Records that the text of {@code file} is in the result, so that a later rendering may replace the file. */
    void taken(Path file, String sum, Transcript now) {
        Path folder = file.toAbsolutePath().getParent();
        new OutputWriter(session, folder, Existing.UPDATE)
                .record(file.toAbsolutePath(), sum, new Origin(now.source().path(), true, true));
    }
}
