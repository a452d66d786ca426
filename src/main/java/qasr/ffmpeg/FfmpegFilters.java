package qasr.ffmpeg;

import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.ProgrammeLoudness;
import qasr.audio.SoundFilter;
import qasr.audio.SoundFilters;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/** Filters sound with FFmpeg's filter graph, and measures its level with FFmpeg's meter of EBU R128. */
public final class FfmpegFilters implements SoundFilters {
    private static final int BLOCK_SAMPLES = 4096;

    private final FilterText denoiser;

    /** Loads the library of filters. */
    public FfmpegFilters() {
        this(FilterText.DENOISER);
    }

    /** Loads the library of filters; {@code denoiser} removes noise. This is for measurements that compare filters. */
    public FfmpegFilters(FilterText denoiser) {
        this.denoiser = denoiser;
        NativeLibraries.load(Bindings.FFMPEG);
        NativeLibraries.load(Bindings.FFMPEG_FILTERS);
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    @Override
    public AudioStream filtered(AudioStream sound, SoundFilter filter) {
        return new FilteredStream(sound, filter, FilterText.of(filter, denoiser));
    }

    @Override
    public ProgrammeLoudness level(AudioStream sound) throws AudioException {
        try (FilterGraph meter = new FilterGraph("ebur128", "peak=true:framelog=quiet", samples -> {})) {
            float[] block = new float[BLOCK_SAMPLES];
            long read = 0;
            try {
                for (int count = 0; count >= 0; count = sound.read(block, 0, block.length)) {
                    read += count;
                    if (count > 0) {
                        meter.push(block, 0, count);
                    }
                }
            } catch (AudioException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                // The pass that transcribes reports it.
            }
            if (read == 0) {
                return new ProgrammeLoudness(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
            }
            meter.finish();
            return new ProgrammeLoudness(meter.measured("integrated"), meter.measured("true_peak"));
        }
    }
}
