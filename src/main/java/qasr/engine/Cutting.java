package qasr.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.audio.SampleRange;
import qasr.vad.ChunkOptions;
import qasr.vad.ChunkSource;
import qasr.vad.Cut;
import qasr.vad.CutChunks;
import qasr.vad.VadOptions;

/**
 * How a recording is cut into chunks.
 *
 * @param detectSpeech whether a speech detector chooses the chunks; if false, the chunks cover the whole recording
 * @param maxChunkSamples the longest chunk that the user allows, in samples; empty if the user set none
 * @param marksSpeech whether the speech detector marks speech inside the chunks when {@code detectSpeech} is false
 * @param cuts the chunks, if they are known; then no speech detector chooses them
 */
public record Cutting(
        boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples, boolean marksSpeech, Optional<Cuts> cuts) {
    /**
     * Chunks from a file.
     *
     * @param file its name, for messages
     * @param start the sample of the recording that their positions count from
     */
    public record Cuts(String file, List<Cut> cuts, long start) {
        public Cuts {
            cuts = List.copyOf(cuts);
        }

        public Cuts(String file, List<Cut> cuts) {
            this(file, cuts, 0);
        }

        /** Returns these with the names of channels for the names of the speakers on them, where they have such. */
        Cuts named(List<String> names, int channels) {
            return new Cuts(
                    file,
                    cuts.stream()
                            .map(cut -> {
                                int index = channels > 1 ? index(names, cut.speaker()) : -1;
                                return index < 0 ? cut : cut.by(Channels.name(index + 1, channels));
                            })
                            .toList(),
                    start);
        }

        /** RTTM has underscores in place of blanks. */
        private static int index(List<String> names, String speaker) {
            int index = names.indexOf(speaker);
            return index >= 0
                    ? index
                    : names.stream()
                            .map(name -> name.replaceAll("(?U)\\s", "_"))
                            .toList()
                            .indexOf(speaker);
        }

        /** Returns the part of them in {@code excerpt}, counted from its start. */
        Cuts in(SampleRange excerpt) {
            return new Cuts(
                    file,
                    cuts.stream()
                            .filter(cut -> cut.range().overlaps(excerpt))
                            .map(cut -> cut.at(new SampleRange(
                                            Math.max(cut.range().start(), excerpt.start()),
                                            Math.min(cut.range().end(), excerpt.end()))
                                    .shifted(-excerpt.start())))
                            .filter(cut -> cut.range().length() >= CutChunks.MIN_SAMPLES)
                            .toList(),
                    excerpt.start());
        }
    }

    public Cutting(boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples) {
        this(detectSpeech, vad, maxChunkSamples, false, Optional.empty());
    }

    /**
     * Returns a copy with {@code marksSpeech} set. Needed when the prompt contains terms: the terms are withheld from
     * chunks without speech, where the model would recite them.
     */
    public Cutting markingSpeech() {
        return new Cutting(detectSpeech, vad, maxChunkSamples, true, cuts);
    }

    /** Returns a copy with known chunks. */
    public Cutting at(Cuts known) {
        return new Cutting(false, vad, maxChunkSamples, marksSpeech, Optional.of(known));
    }

    /** Returns the known chunks of {@code audio}, if there are any. */
    public Optional<ChunkSource> known(AudioStream audio, OptionalLong modelLimit) {
        return cuts.map(known -> new CutChunks(audio, known.cuts(), chunks(modelLimit), known.file(), known.start()));
    }

    /**
     * Returns the chunk options.
     *
     * @param modelLimit the longest chunk that the model supports, in samples; used if the user set no limit
     */
    public ChunkOptions chunks(OptionalLong modelLimit) {
        return ChunkOptions.within(maxChunkSamples.isPresent() ? maxChunkSamples : modelLimit);
    }
}
