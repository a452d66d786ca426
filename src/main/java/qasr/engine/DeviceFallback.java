package qasr.engine;

/** Why a device is not the best of those that were asked for. */
public final class DeviceFallback {
    private DeviceFallback() {}

    /** Returns the reason, or "" if it is the best. */
    public static String reason(String requested, String got) {
        return requested.equals("auto") && got.equals("cpu")
                ? "no CUDA device can be used (no driver, or this build has the CPU's libraries only)"
                : "";
    }
}
