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
    TORCH(List.of(
            new Root("javacpp", "jnijavacpp"),
            new Root("openblas", "jniopenblas_full"),
            new Root("pytorch", "jnitorch")));

    /** A library: its name without the prefix and suffix of the system, and the part whose jar has it. */
    record Root(String part, String name) {}

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Root> roots;

    Bindings(List<Root> roots) {
        this.roots = roots;
    }

    /** Returns those that Java calls; what they need in turn is in their files. */
    List<Root> roots() {
        return roots;
    }
}
