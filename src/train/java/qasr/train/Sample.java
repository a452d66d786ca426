package qasr.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A composition with its token ids.
 *
 * @param before ids before the audio tokens
 * @param after ids between the audio tokens and the answer
 * @param answer what the model shall write
 * @param shown the answer as the decoder sees it: some tokens of the text replaced
 * @param characters target of the connectionist heads
 */
record Sample(
        Composition composition,
        List<Integer> before,
        List<Integer> after,
        List<Integer> answer,
        List<Integer> shown,
        List<Integer> characters,
        long seed) {

    static Sample of(Composition composition, Lexicon lexicon, Random random, Plan plan) {
        String text = composition.text();
        List<Integer> answer = lexicon.answer(composition.language(), text);
        List<Integer> shown = new ArrayList<>(answer);
        int textStart = answer.indexOf(lexicon.added("<asr_text>")) + 1;
        for (int i = textStart; i < shown.size(); i++) {
            if (random.nextDouble() < plan.mask()) {
                boolean blank = random.nextBoolean();
                shown.set(
                        i,
                        blank
                                ? lexicon.added("<|endoftext|>")
                                : random.nextInt(lexicon.pairs().size()));
            }
        }
        return new Sample(
                composition,
                lexicon.beforeAudio(context(composition, random)),
                lexicon.afterAudio(),
                answer,
                shown,
                lexicon.connectionistTarget(text),
                random.nextLong());
    }

    /** Now and then the system turn holds words, so that the model is used to a context; they mean nothing. */
    private static String context(Composition composition, Random random) {
        if (composition.parts().isEmpty() || random.nextDouble() > 0.04) {
            return "";
        }
        List<String> words = new ArrayList<>(List.of(composition.text().split(" ")));
        words.addAll(List.of("Asterisk", "conference", "teléfono", "message", "номер", "numero", "Anna", "Smith"));
        Collections.shuffle(words, random);
        return String.join(" ", words.subList(0, 1 + random.nextInt(4)));
    }

    int audioTokens() {
        return Shape.audioTokens(composition.frames());
    }

    int chunks() {
        return (composition.frames() + Shape.CHUNK_FRAMES - 1) / Shape.CHUNK_FRAMES;
    }
}
