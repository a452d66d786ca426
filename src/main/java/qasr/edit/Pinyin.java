package qasr.edit;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How Chinese characters may be read: pinyin without tones. The dictionary is loaded when it is first asked. */
final class Pinyin {
    /** Dictionaries list old readings too; the first two are the ones people use. */
    private static final int READINGS = 2;

    private final Map<Integer, List<String>> known = new HashMap<>();

    /** Returns the usual readings of a character, none for what is not Chinese. */
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

    /** Returns whether both characters may be read alike. */
    boolean soundAlike(int a, int b) {
        return a == b || !Collections.disjoint(readings(a), readings(b));
    }
}
