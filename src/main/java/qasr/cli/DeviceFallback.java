package qasr.cli;

/** Why a device is not the best of those that were asked for. */
final class DeviceFallback {
    private DeviceFallback() {}

    /** Returns the reason, or "" if it is the best. */
    static String reason(String requested, String got) {
        return requested.equals("auto") && got.equals("cpu")
                ? "no CUDA device can be used (no driver, or this build has the CPU's libraries only)"
                : "";
    }
}
