package qasr.edit;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The readings of Chinese characters, as pinyin without tones. The dictionary is loaded on first use. */
final class Pinyin {
    /**
     * The number of readings per character: dictionaries list old readings too, but the first two are in common use.
     */
    private static final int READINGS = 2;

    private final Map<Integer, List<String>> known = new HashMap<>();

    /** Returns the usual readings of a character; none if it is not Chinese. */
    List<String> readings(int point) {
        if (!Character.isIdeographic(point) || !Character.isBmpCodePoint(point)) {
            return List.of();
        }
        return known.computeIfAbsent(
                point,
                key -> PinyinHelper.toPinyinList((char) point, PinyinStyleEnum.NORMAL).stream()
                        .distinct()
                        .limit(READINGS)
                        .toList());
    }

    /** Returns whether both characters have a reading in common. */
    boolean soundAlike(int a, int b) {
        return a == b || !Collections.disjoint(readings(a), readings(b));
    }
}
