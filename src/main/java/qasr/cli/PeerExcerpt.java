package qasr.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The part of the recording that whisper.cpp's {@code -ot} and {@code -d} ask for, in milliseconds. */
final class PeerExcerpt {
    private long offset;
    /** 0 for the rest of the recording. */
    private long duration;

    void setOffset(long millis) {
        offset = millis;
    }

    void setDuration(long millis) {
        duration = millis;
    }

    /** Returns the arguments {@code --start} and {@code --end}; none for the whole recording. */
    List<String> arguments() {
        List<String> times = new ArrayList<>();
        if (offset > 0) {
            times.addAll(List.of("--start", seconds(offset)));
        }
        if (duration > 0) {
            times.addAll(List.of("--end", seconds(offset + duration)));
        }
        return times;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
