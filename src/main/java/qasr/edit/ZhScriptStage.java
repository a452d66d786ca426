package qasr.edit;

import com.github.houbb.opencc4j.support.datamap.impl.DataMaps;
import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Converts Chinese text to one script with OpenCC4j. The dictionaries are loaded with the first Chinese text. */
public final class ZhScriptStage implements TextStage {
    private static final Set<String> CHINESE = Set.of("", "Chinese", "Cantonese");

    private final ZhScript script;
    private Map<String, String> variants;

    /**
     * Creates a stage for {@code script}.
     *
     * @throws IllegalArgumentException if it is {@link ZhScript#KEEP}, which needs no stage
     */
    public ZhScriptStage(ZhScript script) {
        if (script == ZhScript.KEEP) {
            throw new IllegalArgumentException("nothing to convert");
        }
        this.script = script;
    }

    @Override
    public String kind() {
        return "zh-script";
    }

    @Override
    public List<Replacement> replacements(String text, String language) {
        if (!CHINESE.contains(language) || !isChinese(text)) {
            return List.of();
        }
        return differences(text, converted(text));
    }

    /** Returns whether the text has Chinese characters and no Japanese kana. */
    private static boolean isChinese(String text) {
        boolean han = text.codePoints().anyMatch(point -> UnicodeScript.of(point) == UnicodeScript.HAN);
        return han
                && text.codePoints()
                        .mapToObj(UnicodeScript::of)
                        .noneMatch(found -> found == UnicodeScript.HIRAGANA || found == UnicodeScript.KATAKANA);
    }

    private String converted(String text) {
        if (script == ZhScript.HANS) {
            return Simplifier.simplified(text);
        }
        String traditional = ZhConverterUtil.toTraditional(text);
        if (script == ZhScript.HANT) {
            return traditional;
        }
        StringBuilder local = new StringBuilder(traditional.length());
        traditional
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(character -> local.append(variants().getOrDefault(character, character)));
        return local.toString();
    }

    /** Returns the map from standard traditional characters to the forms of the region. */
    private Map<String, String> variants() {
        if (variants == null) {
            Map<String, String> forms = new HashMap<>();
            if (script == ZhScript.HANT_TW) {
                DataMaps.taiwanSelf().stChar().forEach((from, to) -> addTaiwan(forms, from, to.get(0)));
            } else {
                // The key is the standard's traditional character.
                DataMaps.hongKongSelf().stChar().forEach((from, to) -> forms.put(from, to.get(0)));
            }
            variants = forms;
        }
        return variants;
    }

    /**
     * Adds one line of OpenCC4j's table for Taiwan. The key is the simplified character, which the standard conversion
     * has already replaced; so the variant is added for the standard's traditional characters. The key itself is added
     * only if it can have the meaning of the variant: 面 (face) is not added for 麵 (noodles).
     */
    private static void addTaiwan(Map<String, String> forms, String from, String variant) {
        List<String> standard = DataMaps.defaults().stChar().get(from);
        if (standard == null) {
            forms.put(from, variant);
            return;
        }
        standard.stream().filter(form -> !form.equals(from)).forEach(form -> forms.put(form, variant));
        if (standard.get(0).equals(from) && standard.contains(variant)) {
            forms.put(from, variant);
        }
    }

    /**
     * Returns the differences between {@code from} and {@code to}. If both have the same number of characters, they are
     * compared character by character. If not, everything between the common beginning and the common end is one
     * replacement.
     */
    static List<Replacement> differences(String from, String to) {
        int[] before = from.codePoints().toArray();
        int[] after = to.codePoints().toArray();
        List<Replacement> differences = new ArrayList<>();
        if (before.length != after.length) {
            int head = commonPrefix(from, to);
            int tail = commonSuffix(from.substring(head), to.substring(head));
            differences.add(new Replacement(head, from.length() - tail, to.substring(head, to.length() - tail)));
            return differences;
        }
        int place = 0;
        for (int i = 0; i < before.length; ) {
            int start = place;
            StringBuilder changed = new StringBuilder();
            while (i < before.length && before[i] != after[i]) {
                changed.appendCodePoint(after[i]);
                place += Character.charCount(before[i++]);
            }
            if (place > start) {
                differences.add(new Replacement(start, place, changed.toString()));
            } else {
                place += Character.charCount(before[i++]);
            }
        }
        return differences;
    }

    private static int commonPrefix(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.codePointAt(i) == b.codePointAt(i)) {
            i += Character.charCount(a.codePointAt(i));
        }
        return i;
    }

    private static int commonSuffix(String a, String b) {
        int n = 0;
        while (n < a.length()
                && n < b.length()
                && a.codePointBefore(a.length() - n) == b.codePointBefore(b.length() - n)) {
            n += Character.charCount(a.codePointBefore(a.length() - n));
        }
        return n;
    }
}
