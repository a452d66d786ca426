package qasr.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks sentences with the espeak-ng program. */
final class Synthesiser {
    private static final double RATE = 22050;
    private static final int HEADER = 44;

    private Synthesiser() {}

    private static final List<String> VARIANTS = List.of("+m1", "+f2", "+m3", "+f4");

    /** How many voices speak each language. */
    static int voices() {
        return VARIANTS.size();
    }

    /** The name of a voice of Chinese (Mandarin) or Cantonese. */
    static String voice(String language, int voice) {
        return (language.equals("Cantonese") ? "yue" : "cmn-latn-pinyin") + VARIANTS.get(voice);
    }

    /** Returns {@code text} in a voice such as {@code yue+f2}, trimmed, at 16 kHz and a third of full scale. */
    static float[] speak(String text, String voice, int wordsPerMinute) throws IOException {
        List<String> command =
                List.of("espeak-ng", "-v", voice, "-s", String.valueOf(wordsPerMinute), "--stdin", "--stdout");
        byte[] wav = Sound.run(command, text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer samples = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
        float[] raw = new float[samples.remaining() / 2];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = samples.getShort() / 65536f;
        }
        return Sound.trimmed(Sound.faster(raw, RATE / Sound.RATE));
    }
}
