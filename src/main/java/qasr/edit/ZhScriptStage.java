package qasr.edit;

import com.github.houbb.opencc4j.support.datamap.IDataMap;
import com.github.houbb.opencc4j.support.datamap.impl.DataMaps;
import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Converts Chinese to one script through OpenCC4j. Dictionaries are loaded with the first Chinese text. */
public final class ZhScriptStage implements TextStage {
    private static final Set<String> CHINESE = Set.of("", "Chinese", "Cantonese");

    private final ZhScript script;
    private Map<String, String> variants;

    /**
     * Makes a stage for {@code script}.
     *
     * @throws IllegalArgumentException if it is {@link ZhScript#KEEP}: then there is nothing to do
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

    /** Returns whether there are Chinese characters and no Japanese ones beside them. */
    private static boolean isChinese(String text) {
        boolean han = text.codePoints().anyMatch(point -> UnicodeScript.of(point) == UnicodeScript.HAN);
        return han
                && text.codePoints()
                        .mapToObj(UnicodeScript::of)
                        .noneMatch(found -> found == UnicodeScript.HIRAGANA || found == UnicodeScript.KATAKANA);
    }

    private String converted(String text) {
        if (script == ZhScript.HANS) {
            return ZhConverterUtil.toSimple(text);
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

    /** Returns the region's forms of the standard's traditional characters. */
    private Map<String, String> variants() {
        if (variants == null) {
            Map<String, String> forms = new HashMap<>();
            IDataMap region = script == ZhScript.HANT_TW ? DataMaps.taiwanSelf() : DataMaps.hongKongSelf();
            region.stChar().forEach((from, to) -> addVariant(forms, from, to.get(0)));
            variants = forms;
        }
        return variants;
    }

    /**
     * Adds one line of OpenCC4j's tables. Hong Kong's begins with the traditional character, Taiwan's with the
     * simplified one, which the standard has replaced already: what it made of it is what is still to be replaced, and
     * the character itself only if it may stand for the variant (the face, for one, never stands for noodles).
     */
    private static void addVariant(Map<String, String> forms, String from, String variant) {
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
     * Returns how the conversion differs. It goes character by character, so that equal counts mean equal places;
     * where a phrase changed its length, everything between what both texts have in common is one replacement.
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
