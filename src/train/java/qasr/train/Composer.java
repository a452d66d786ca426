package qasr.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws compositions: single prompts, digit strings, numbers and times, sentences in a row, noise without words. */
final class Composer {
    private static final int GREATEST_DIGIT_COUNT = 11;

    private final Map<String, List<Clip>> byLanguage = new LinkedHashMap<>();
    private final Map<String, List<Clip>> digits = new LinkedHashMap<>();
    private final Map<String, List<Clip>> numbers = new LinkedHashMap<>();

    Composer(List<Clip> clips) {
        for (Clip clip : clips) {
            byLanguage.computeIfAbsent(clip.language(), l -> new ArrayList<>()).add(clip);
            boolean digit = clip.name().matches("digits/\\d")
                    || (clip.synthetic() && clip.text().length() == 1);
            if (digit) {
                digits.computeIfAbsent(clip.language(), l -> new ArrayList<>()).add(clip);
            }
            if (digit || clip.name().matches("digits/(?!h-).*|hours|minutes|and|seconds")) {
                numbers.computeIfAbsent(clip.language(), l -> new ArrayList<>()).add(clip);
            }
        }
    }

    List<String> languages() {
        return List.copyOf(byLanguage.keySet());
    }

    /** Draws a composition for training, of at most the plan's length and never one that is held out. */
    Composition draw(Random random, Plan plan) {
        if (random.nextDouble() < plan.silence()) {
            return new Composition("None", List.of(), List.of(30 + random.nextInt(270)));
        }
        while (true) {
            String language = language(random);
            List<Clip> clips = clips(random, language, plan);
            List<Composition.Part> parts = new ArrayList<>();
            for (Clip clip : clips) {
                parts.add(new Composition.Part(clip, variant(random, clip, plan.augmentation())));
            }
            Composition composition = new Composition(language, parts, withLongPauses(random, parts.size()));
            if (composition.frames() <= plan.longest() * 100 && !composition.heldOut()) {
                return composition;
            }
        }
    }

    /** A few samples are as long as the plan allows, as a chunk of a long recording is. */
    private List<Clip> clips(Random random, String language, Plan plan) {
        double kind = random.nextDouble();
        if (kind < 0.03) {
            return several(random, byLanguage.get(language), GREATEST_DIGIT_COUNT, plan.longest() - 2);
        }
        boolean join = kind < plan.join();
        return join ? joined(random, language, plan.longest()) : List.of(single(random, byLanguage.get(language)));
    }

    /** Draws a joined composition of the recordings as they are that training never uses. */
    Composition heldOut(Random random, String language, double longest) {
        while (true) {
            List<Composition.Part> parts = joined(random, language, longest).stream()
                    .map(clip -> new Composition.Part(clip, 0))
                    .toList();
            Composition composition = new Composition(language, parts, pauses(random, parts.size()));
            if (composition.frames() <= longest * 100 && composition.heldOut()) {
                return composition;
            }
        }
    }

    private String language(Random random) {
        double[] shares = {1, 1, 1, 1, 1, 0.3, 0.25};
        List<String> names = languages();
        double total = 0;
        for (int i = 0; i < names.size(); i++) {
            total += shares[i];
        }
        double x = random.nextDouble() * total;
        for (int i = 0; i < names.size(); i++) {
            x -= shares[i];
            if (x < 0) {
                return names.get(i);
            }
        }
        return names.get(0);
    }

    /** Prefers longer clips a little: chance in proportion to 0.5 s + length, up to 4 s. */
    private static Clip single(Random random, List<Clip> clips) {
        while (true) {
            Clip clip = clips.get(random.nextInt(clips.size()));
            if (random.nextDouble() * 4.5 < 0.5 + Math.min(4, clip.seconds())) {
                return clip;
            }
        }
    }

    /** Draws recordings of one language to be joined, of about {@code longest} seconds at most. */
    List<Clip> joined(Random random, String language, double longest) {
        double kind = random.nextDouble();
        if (kind < 0.3) {
            return several(random, digits.get(language), 2 + random.nextInt(GREATEST_DIGIT_COUNT - 1), longest);
        }
        if (kind < 0.5) {
            return several(random, numbers.get(language), 2 + random.nextInt(5), longest);
        }
        List<Clip> clips = new ArrayList<>(several(random, byLanguage.get(language), 2 + random.nextInt(3), longest));
        if (kind > 0.8) {
            clips.set(clips.size() - 1, single(random, numbers.get(language)));
            clips.addAll(several(random, digits.get(language), random.nextInt(4), longest));
        }
        if (kind > 0.97) {
            clips.set(clips.size() - 1, single(random, byLanguage.get(language(random))));
        }
        return clips;
    }

    private static List<Clip> several(Random random, List<Clip> clips, int count, double longest) {
        List<Clip> chosen = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < count; i++) {
            Clip clip = single(random, clips);
            seconds += clip.seconds() + 0.2;
            if (i > 1 && seconds > longest) {
                break;
            }
            chosen.add(clip);
        }
        return chosen;
    }

    private static int variant(Random random, Clip clip, double augmentation) {
        if (random.nextDouble() < 0.5 * augmentation) {
            return clip.phone() + random.nextInt(clip.variants().length - clip.phone());
        }
        boolean plain = !clip.synthetic() && random.nextDouble() < 0.5;
        return plain ? 0 : random.nextInt(clip.phone());
    }

    private static List<Integer> pauses(Random random, int parts) {
        List<Integer> pauses = new ArrayList<>();
        boolean close = random.nextBoolean();
        for (int i = 0; i <= parts; i++) {
            boolean edge = i == 0 || i == parts;
            boolean brief = edge ? random.nextInt(5) > 0 : close;
            pauses.add(random.nextInt(brief ? 30 : 80));
        }
        return pauses;
    }

    /** Speech up to two seconds apart comes to the network in one chunk. */
    private static List<Integer> withLongPauses(Random random, int parts) {
        List<Integer> pauses = pauses(random, parts);
        for (int i = 1; i < parts; i++) {
            if (random.nextInt(15) == 0) {
                pauses.set(i, 60 + random.nextInt(140));
            }
        }
        return pauses;
    }
}
