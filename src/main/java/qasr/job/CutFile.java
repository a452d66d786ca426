package qasr.job;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.Failure;
import qasr.console.InputException;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.engine.Cutting;
import qasr.vad.Cut;
import qasr.vad.CutChunks;

/**
 * A file of segments that another program or a person made: {@code --segments}.
 *
 * @param name its name, for messages
 */
public record CutFile(String name, List<CutRow> rows) {
    private static final String OPTION = "--segments";
    private static final int NAMES_SHOWN = 3;
    /** 20 ms: programs that round times to frames make neighbours overlap so far. */
    private static final long ROUNDING = Waveform.SAMPLE_RATE / 50;

    public CutFile {
        rows = List.copyOf(rows);
    }

    /**
     * Reads {@code file}.
     *
     * @throws CommandException if it cannot be read, or is no list of segments; the message names the line
     */
    public static CutFile read(Path file) throws CommandException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw Usage.error(OPTION, file + ": cannot be read: " + Failure.reason(e));
        }
        try {
            return new CutFile(file.toString(), CutReader.read(text(bytes)));
        } catch (IOException e) {
            throw Usage.error(OPTION, Console.oneLine(file + e.getMessage()));
        }
    }

    /** Times are the same in all encodings that subtitles have; only the names of speakers differ. */
    private static String text(byte[] bytes) {
        try {
            return UserText.decode(bytes);
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns whether it says of any segment who speaks. */
    boolean hasSpeakers() {
        return rows.stream().anyMatch(row -> !row.speaker().isEmpty());
    }

    /**
     * Checks that the file can be used for {@code inputs}.
     *
     * @throws CommandException if there are several and it does not say which segment belongs to which
     */
    public void check(List<Input> inputs) throws CommandException {
        if (inputs.size() > 1 && rows.stream().anyMatch(row -> row.recording().isEmpty())) {
            throw Usage.error(
                    OPTION,
                    name + ": has the segments of one recording, not of " + inputs.size()
                            + "; use rttm, or a tsv with a column named file");
        }
    }

    /**
     * Returns {@code cutting} at the segments of {@code input}, in order of their start.
     *
     * @param inputs all inputs; if there is no other, a file of one recording is meant for this one
     * @throws InputException if the file has segments of other recordings only, or does not say which belong to which
     */
    public Cutting of(Input input, List<Input> inputs, Cutting cutting, Console console) throws InputException {
        List<CutRow> own = rowsOf(input, inputs, console);
        // Many programs write channel 1 for a mix, too.
        boolean channels = own.stream().map(CutRow::channel).distinct().count() > 1;
        List<Cut> cuts = new ArrayList<>();
        List<CutRow> empty = new ArrayList<>();
        for (CutRow row : own) {
            if (row.range().length() < CutChunks.MIN_SAMPLES) {
                empty.add(row);
            } else {
                cuts.add(new Cut(row.range(), row.speaker(), channels ? row.channel() : "", row.line()));
            }
        }
        if (!empty.isEmpty()) {
            note(console, empty.get(0).line(), "the segment is shorter than 25 ms; it is left out", empty.size());
        }
        noteOrder(cuts, console);
        cuts.sort(Comparator.comparingLong(cut -> cut.range().start()));
        noteOverlaps(cuts, console);
        return cutting.at(new Cutting.Cuts(name, cuts));
    }

    private void noteOrder(List<Cut> cuts, Console console) {
        List<Cut> late = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            if (cuts.get(i).range().start() < cuts.get(i - 1).range().start()) {
                late.add(cuts.get(i));
            }
        }
        if (!late.isEmpty()) {
            note(
                    console,
                    late.get(0).line(),
                    "the segment starts before the previous one; segments are used in order of time",
                    late.size());
        }
    }

    private void noteOverlaps(List<Cut> cuts, Console console) {
        List<Cut> overlapping = new ArrayList<>();
        long reached = 0;
        for (Cut cut : cuts) {
            if (cut.range().start() < reached - ROUNDING) {
                overlapping.add(cut);
            }
            reached = Math.max(reached, cut.range().end());
        }
        if (!overlapping.isEmpty()) {
            note(
                    console,
                    overlapping.get(0).line(),
                    "the segment overlaps the one before it; the text of the overlap may appear twice",
                    overlapping.size());
        }
    }

    private void note(Console console, int line, String message, int count) {
        console.note(name + ":" + line + ": " + message + (count == 1 ? "" : " (and " + (count - 1) + " more)"));
    }

    private List<CutRow> rowsOf(Input input, List<Input> inputs, Console console) throws InputException {
        if (rows.stream().anyMatch(row -> row.recording().isEmpty())) {
            return rows;
        }
        String own = CutNames.in(name, rows).of(input, inputs);
        if (!own.isEmpty()) {
            return rows.stream()
                    .filter(row -> CutNames.joined(row.recording()).equals(own))
                    .toList();
        }
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.add(row.recording()));
        if (inputs.size() == 1 && names.size() == 1) {
            console.note(name + ": its segments are of '" + names.iterator().next() + "'; they are used for "
                    + input.name());
            return rows;
        }
        throw new InputException(name + " has no segments of it, only of "
                + String.join(", ", names.stream().limit(NAMES_SHOWN).toList())
                + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : ""));
    }
}
