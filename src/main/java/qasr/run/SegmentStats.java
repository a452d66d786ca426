package qasr.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.SampleRange;
import qasr.check.SoundMeter;
import qasr.check.SpeechLevels;
import qasr.engine.MeteredAudio;
import qasr.output.SoundSheet;
import qasr.vad.Chunk;

/** Measures the segments of one recording, and the recording itself while it is read. */
final class SegmentStats {
    private final MeteredAudio audio;
    private final long start;
    private final SoundMeter whole = new SoundMeter();
    private final List<SampleRange> speech = new ArrayList<>();

    /**
     * Creates the measurement of {@code audio}, before it is read.
     *
     * @param start the position of its first sample in the recording
     */
    SegmentStats(MeteredAudio audio, long start) {
        this.audio = audio;
        this.start = start;
        audio.tap(whole::accept);
    }

    /** Returns the numbers of the next segment. */
    SoundSheet of(Chunk chunk) {
        chunk.speech().forEach(range -> speech.add(range.shifted(-start)));
        SoundMeter sound = SoundMeter.of(chunk.waveform());
        List<SampleRange> inside = chunk.speech().stream()
                .map(range -> range.shifted(-chunk.range().start()))
                .toList();
        return SoundSheets.of(sound, SpeechLevels.of(sound, inside), Optional.empty());
    }

    /** Returns the numbers of the recording, when all of it was read. */
    SoundSheet ofRecording() {
        return SoundSheets.of(whole, SpeechLevels.of(whole, speech), audio.channelMeter());
    }
}
