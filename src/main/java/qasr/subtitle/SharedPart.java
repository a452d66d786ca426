package qasr.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subtitle of several people who speak at the same time: one line for each of them.
 *
 * @param voices what each of them says, on one line
 */
record SharedPart(List<CueSplitter.Part> voices) implements CuePart {
    SharedPart {
        voices = List.copyOf(voices);
    }

    @Override
    public long start() {
        return voices.stream().mapToLong(CuePart::start).min().orElseThrow();
    }

    @Override
    public long end() {
        return voices.stream().mapToLong(CuePart::end).max().orElseThrow();
    }

    @Override
    public String language() {
        return voices.get(0).language();
    }

    @Override
    public SpeakerLabel label() {
        return SpeakerLabel.NONE;
    }

    @Override
    public List<Cue.Line> lines() {
        List<Cue.Line> lines = new ArrayList<>();
        for (CueSplitter.Part voice : voices) {
            Cue.Line line = voice.lines().get(0);
            lines.add(new Cue.Line(
                    line.text(),
                    lines.isEmpty() ? "" : " ",
                    line.words(),
                    Optional.of(voice.passage().label())));
        }
        return lines;
    }

    @Override
    public ReadingLimit limit() {
        return voices.get(0).limit();
    }

    @Override
    public int columns() {
        return voices.stream().mapToInt(CuePart::columns).sum();
    }
}
