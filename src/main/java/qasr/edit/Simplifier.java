package qasr.edit;

import com.github.houbb.opencc4j.support.datamap.IDataMap;
import com.github.houbb.opencc4j.support.datamap.impl.DataMaps;
import com.github.houbb.opencc4j.support.segment.impl.Segments;
import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Converts traditional Chinese text to simplified text with OpenCC4j, and writes 乾 and 著 as simplified text does.
 * OpenCC4j leaves both: its default for 乾 is the reading qián (乾隆), and its standard for traditional text writes the
 * particle as 着, where Taiwan writes 著. Its conversion for Taiwan replaces whole words (計程車 by 的士), so it is not used.
 */
final class Simplifier {
    /** Verbs after which 著 is the particle, also before a book, a list or a person: 看著書, 拿著名單, 跟著作者. */
    private static final String VERB = "[看读拿捧抱翻念带夹背教搬买藏堆摆放顶揣攥提叠撕盯靠枕踩围拎举握对照写指听接跟随开叫喊记活]";

    /** Words with the reading zhù (to write, a work, known), which keep 著. The rest of the text is simplified here. */
    private static final Pattern ZHU = Pattern.compile("(?<![凸突彰])显著|(?<!还)原著|[名巨专土昭卓拙遗撰]著|微知著|彰明较著"
            + "|(?<!翻)译著|编著(?![花辫草故谎理])|所著(?![急重眼手迷想力落])|(?<![讨谈议评争辩])论著"
            + "|(?<![配结混融迎符联组综糅揉夹])合著(?![眼双手拍掌节嘴])"
            + "|著名(?![片单字牌册额])|(?<![跟看随照])著作(?![业曲画弊答战怪])|著书立说"
            + "|(?<!" + VERB + ")著(?:[者述书称]|名[片单字牌册额]|录(?![音影像制播歌])|[有成]?《)");

    private Simplifier() {}

    /** Returns the text in simplified characters. It has the length of {@code text}. */
    static String simplified(String text) {
        if ((text.indexOf('乾') < 0 && text.indexOf('著') < 0) || isSimplified(text)) {
            return ZhConverterUtil.toSimple(text);
        }
        StringBuilder simple = new StringBuilder(text.length());
        // Words with the reading qián are units of their own in OpenCC4j's tables: 乾隆, 乾坤.
        for (String unit : Segments.defaults().seg(text)) {
            simple.append(unit.equals("乾") ? "干" : ZhConverterUtil.toSimple(unit));
        }
        return particles(simple);
    }

    private static String particles(CharSequence text) {
        StringBuilder particles = new StringBuilder(text.toString().replace('著', '着'));
        ZHU.matcher(text).results().forEach(match -> particles.replace(match.start(), match.end(), match.group()));
        return particles.toString();
    }

    /**
     * Returns whether the text has characters of simplified text and none of traditional text only. Such text has 乾 and
     * 著 where they belong, such as in names.
     */
    private static boolean isSimplified(String text) {
        IDataMap maps = DataMaps.defaults();
        boolean simplified = text.codePoints()
                .mapToObj(Character::toString)
                .anyMatch(character -> differs(character, maps.stChar()) && !isLocal(character));
        return simplified
                && text.codePoints()
                        .mapToObj(Character::toString)
                        .noneMatch(character -> differs(character, maps.tsChar()));
    }

    private static boolean differs(String character, Map<String, List<String>> forms) {
        List<String> other = forms.get(character);
        return other != null && !other.contains(character);
    }

    /** Returns whether Taiwan or Hong Kong writes the character in traditional text: 床, 群, 户. */
    private static boolean isLocal(String character) {
        return List.of(DataMaps.taiwanSelf(), DataMaps.hongKongSelf()).stream()
                .flatMap(region -> region.stChar().values().stream())
                .anyMatch(forms -> forms.contains(character));
    }
}
