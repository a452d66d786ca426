package qasr.ffmpeg;

import java.util.Locale;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import qasr.audio.Waveform;

/** Owns a graph of FFmpeg's filters for mono sound at 16 kHz. Its memory does not grow with the sound. */
final class FilterGraph implements AutoCloseable {
    private static final String SOURCE = "abuffer@in";
    private static final String MIDDLE = "@middle";
    private static final String SINK = "abuffersink@out";

    /** Receives filtered sound. */
    interface Sink {
        void accept(float[] samples);
    }

    private final String filter;
    private final Sink sink;
    private final AVFilterGraph graph = avfilter.avfilter_graph_alloc();
    private final AVFrame given = avutil.av_frame_alloc();
    private final AVFrame taken = avutil.av_frame_alloc();
    private final AVFilterContext in;
    private final AVFilterContext out;
    private long samples;
    private boolean closed;

    /**
     * Creates a graph of one filter.
     *
     * @param filter the name of the filter
     * @param options its options as FFmpeg writes them, or ""
     */
    FilterGraph(String filter, String options, Sink sink) {
        this.filter = filter;
        this.sink = sink;
        graph.nb_threads(1);
        String text = String.format(
                Locale.ROOT,
                "%s=sample_rate=%d:sample_fmt=flt:channel_layout=mono:time_base=1/%d,%s%s%s%s,"
                        + "aformat=sample_fmts=flt:sample_rates=%d:channel_layouts=mono,%s",
                SOURCE,
                Waveform.SAMPLE_RATE,
                Waveform.SAMPLE_RATE,
                filter,
                MIDDLE,
                options.isEmpty() ? "" : "=",
                options,
                Waveform.SAMPLE_RATE,
                SINK);
        AVFilterInOut ends = new AVFilterInOut(null);
        check(avfilter.avfilter_graph_parse2(graph, text, ends, ends), "made");
        check(avfilter.avfilter_graph_config(graph, null), "made");
        in = avfilter.avfilter_graph_get_filter(graph, SOURCE);
        out = avfilter.avfilter_graph_get_filter(graph, SINK);
    }

    private int check(int code, String what) {
        if (code < 0) {
            close();
            throw new IllegalStateException(
                    "FFmpeg's filter " + filter + " cannot be " + what + ": " + FfmpegError.text(code));
        }
        return code;
    }

    /** Filters {@code count} samples from {@code offset} and passes finished samples on. */
    void push(float[] sound, int offset, int count) {
        given.format(avutil.AV_SAMPLE_FMT_FLT);
        given.sample_rate(Waveform.SAMPLE_RATE);
        given.nb_samples(count);
        given.pts(samples);
        avutil.av_channel_layout_default(given.ch_layout(), 1);
        check(avutil.av_frame_get_buffer(given, 0), "given memory");
        new FloatPointer(given.data(0)).put(sound, offset, count);
        samples += count;
        check(avfilter.av_buffersrc_add_frame(in, given), "used");
        pull();
    }

    /** Sets an option of the filter for the sound that follows. */
    void command(String option, String value) {
        check(avfilter.avfilter_graph_send_command(graph, filter + MIDDLE, option, value, new byte[0], 0, 0), "set");
    }

    /** Passes on the rest in the filter. */
    void finish() {
        check(avfilter.av_buffersrc_add_frame(in, null), "finished");
        pull();
    }

    private void pull() {
        while (true) {
            int code = avfilter.av_buffersink_get_frame(out, taken);
            if (code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
                return;
            }
            check(code, "used");
            float[] filtered = new float[taken.nb_samples()];
            new FloatPointer(taken.data(0)).get(filtered);
            avutil.av_frame_unref(taken);
            sink.accept(filtered);
        }
    }

    /** Returns a number that the filter measures, by the name of its option; NaN if it has none. */
    double measured(String option) {
        AVFilterContext middle = avfilter.avfilter_graph_get_filter(graph, filter + MIDDLE);
        try (DoublePointer value = new DoublePointer(1)) {
            value.put(Double.NaN);
            avutil.av_opt_get_double(middle, option, avutil.AV_OPT_SEARCH_CHILDREN, value);
            return value.get();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avutil.av_frame_free(given);
            avutil.av_frame_free(taken);
            try (PointerPointer<Pointer> owner = new PointerPointer<>(1)) {
                owner.put(0, graph);
                avfilter.avfilter_graph_free(owner);
            }
        }
    }
}
