package qasr.natives;

import java.util.List;

/** The libraries of one project that Java calls; each is in a jar of Bytedeco. */
public enum Bindings {
    FFMPEG(List.of(
            new Root("javacpp", "jnijavacpp"),
            new Root("ffmpeg", "jniavutil"),
            new Root("ffmpeg", "jniswresample"),
            new Root("ffmpeg", "jniavcodec"),
            new Root("ffmpeg", "jniavformat"))),
    /** FFmpeg's filters, which few runs use, so that the others need not load them. */
    FFMPEG_FILTERS(List.of(new Root("javacpp", "jnijavacpp"), new Root("ffmpeg", "jniavfilter"))),
    TORCH(List.of(
            new Root("javacpp", "jnijavacpp"),
            new Root("openblas", "jniopenblas_full"),
            new Root("pytorch", "jnitorch"))),
    /** Calls C functions that have no Java class. Bytedeco does not publish it for every platform. */
    FFI(List.of(new Root("javacpp", "jnijavacpp"), new Root("libffi", "jniffi")));

    /** A library: its name without the prefix and suffix of the system, and the part whose jar has it. */
    record Root(String part, String name) {}

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Root> roots;

    Bindings(List<Root> roots) {
        this.roots = roots;
    }

    /** Returns whether the program works without it, so that its jar may be missing. */
    boolean isOptional() {
        return this == FFI;
    }

    /** Returns those that Java calls; what they need in turn is in their files. */
    List<Root> roots() {
        return roots;
    }
}
