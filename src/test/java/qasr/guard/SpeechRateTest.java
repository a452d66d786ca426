package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.guard.Letters.Script;
import qasr.text.Language;
import qasr.vad.Chunk;

final class SpeechRateTest {
    private static final int SECOND = Waveform.SAMPLE_RATE;

    @ParameterizedTest
    @CsvSource({
        "我们开会, HAN",
        "我们开会です, KANA", // a kana anywhere: Japanese
        "です, KANA",
        "안녕 O, HANGUL",
        "hello, ALPHABET",
        "привет, ALPHABET",
        "用OK, ALPHABET", // the script of most letters decides
        "你好OK, ALPHABET", // for equal numbers, the alphabet
        "12, ALPHABET",
    })
    void theScriptOfMostLettersIsTheMeasure(String text, SpeechRate rate) {
        assertEquals(rate, SpeechRate.of(Letters.of(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "HAN, 18, 2", // at most 12 letters per second and 6 more; at least a quarter of a letter per second
        "KANA, 24, 3",
        "HANGUL, 21, 3",
        "ALPHABET, 50, 6"
    })
    void aTextIsTooLongBeyondTheFastestAndTooShortBelowTheSlowest(
            SpeechRate rate, int inOneSecond, int inEightSeconds) {
        assertFalse(rate.isTooLong(inOneSecond, 1));
        assertTrue(rate.isTooLong(inOneSecond + 1, 1));
        assertFalse(rate.isTooShort(inEightSeconds, 8, 0));
        assertTrue(rate.isTooShort(inEightSeconds - 1, 8, 0));
    }

    @Test
    void onlyLongStretchesAreTooShortAndPiecesOfAChunkAreHeldToTheirShare() {
        for (SpeechRate rate : SpeechRate.values()) {
            assertFalse(rate.isTooShort(0, 7.99, 0));
            assertTrue(rate.isTooShort(0, 8, 0));
            assertFalse(rate.isTooShort(0, 3.99, 1));
            assertTrue(rate.isTooShort(0, 4, 1));
            assertTrue(rate.isTooShort(0, 2, 2));
        }
    }

    @Test
    void nobodySpeaksLongerThanTheDetectorHearsNorThanThereIsSound() {
        float[] sound = new float[10 * SECOND];
        Arrays.fill(sound, 0, 6 * SECOND, 0.5f);
        assertEquals(6, SpeechRate.seconds(chunk(sound, new SampleRange(0, 9L * SECOND))));
        assertEquals(6, SpeechRate.seconds(chunk(sound)), "no detector: all of it, as far as it is audible");
        assertEquals(
                3.5,
                SpeechRate.seconds(chunk(
                        sound,
                        new SampleRange(0, 3L * SECOND),
                        new SampleRange(4L * SECOND, 4L * SECOND + SECOND / 2))));
        float[] brief = new float[SECOND / 10 + 800];
        Arrays.fill(brief, 0.5f);
        assertEquals(0.15, SpeechRate.seconds(chunk(brief)), 1e-9);
    }

    @Test
    void aPauseIsThirtyDecibelsBelowTheLoudestAndStillnessFifty() {
        assertEquals(2, SpeechRate.seconds(chunk(halves(-29))));
        assertEquals(1, SpeechRate.seconds(chunk(halves(-31))));
        assertEquals(2, SpeechRate.mostSeconds(chunk(halves(-49))));
        assertEquals(1, SpeechRate.mostSeconds(chunk(halves(-51))));
        assertEquals(0, SpeechRate.seconds(chunk(new float[SECOND])), "nothing is not louder than nothing");
    }

    /** Returns a loud second and one that is so many decibels softer. */
    private static float[] halves(double decibels) {
        float[] sound = new float[2 * SECOND];
        Arrays.fill(sound, 0, SECOND, -0.5f);
        Arrays.fill(sound, SECOND, 2 * SECOND, (float) (0.5 * Math.pow(10, decibels / 20)));
        return sound;
    }

    private static Chunk chunk(float[] sound, SampleRange... speech) {
        return new Chunk(new SampleRange(0, sound.length), Waveform.of(sound), List.of(speech));
    }

    @ParameterizedTest
    @EnumSource
    void aLetterBelongsToOneScript(Script script) {
        String letter = switch (script) {
            case HAN -> "像";
            case KANA -> "かカ";
            case HANGUL -> "한";
            case LATIN -> "é";
            case CYRILLIC -> "ж";
            case GREEK -> "ω";
            case ARABIC -> "ع";
            case THAI -> "ก";
            case DEVANAGARI -> "क";
            case OTHER -> "א";
        };
        Letters letters = Letters.of("1 " + letter + "!" + letter);
        assertEquals(2 * letter.length(), letters.count(script));
        assertEquals(2 * letter.length(), letters.all());
        assertEquals(script, letters.main());
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 1", "yue, 1", "ja, 3", "ko, 4", "ru, 8", "mk, 8", "el, 16", "ar, 32", "fa, 32", "th, 64", "hi, 128",
        "en, 256", "vi, 256", "'', 512"
    })
    void aLanguageHasTheLettersOfItsScript(String code, int expected) {
        String text = "像" + "か".repeat(2) + "한".repeat(4) + "ж".repeat(8) + "ω".repeat(16) + "ع".repeat(32)
                + "ก".repeat(64) + "क".repeat(128) + "e".repeat(256) + "א";
        assertEquals(expected, Letters.of(text).fitting(new Language("x", code)));
    }
}
