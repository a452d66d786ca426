package qasr.speakers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import qasr.transcript.Place;
import qasr.transcript.Utterance;
import qasr.transcript.UtteranceSplit;
import qasr.transcript.Word;

/**
 * Gives utterances their speakers. An utterance of several speakers is split between its words. The times of words and of turns
 * are not exact, so a split moves to the end of a sentence or to a pause nearby.
 */
public final class Attribution {
    /** A split moves no further than this, in seconds. */
    private static final double NEARBY = 0.8;

    private static final double MID_SENTENCE = 0.5;
    private static final double AFTER_CLAUSE = 0.25;
    private static final double PAUSE = 0.3;
    private static final double NO_PAUSE = 0.2;
    private static final double MILLIS = 1e3;
    private static final String SENTENCE = ".?!\u3002\uff1f\uff01\u2026\u061f";
    private static final String CLAUSE = ",;:\uff0c\uff1b\uff1a\u3001\u060c";

    private final List<SpeakerTurn> turns;
    private final List<String> names;

    /**
     * @param turns without overlap, in order of time
     * @param names of the speakers, by number
     */
    public Attribution(List<SpeakerTurn> turns, List<String> names) {
        this.turns = List.copyOf(turns);
        this.names = List.copyOf(names);
    }

    /** Returns the utterance, or its parts in order, each with its speaker. A known speaker is kept. */
    public List<Utterance> of(Utterance utterance) {
        if (turns.isEmpty() || !utterance.place().speaker().isEmpty()) {
            return List.of(utterance);
        }
        List<Word> words = utterance.words();
        if (words.size() < 2) {
            return List.of(named(utterance, speaker(seconds(utterance.start()), seconds(utterance.end()))));
        }
        int[] speakers = words.stream()
                .mapToInt(word -> speaker(
                        seconds(word.span().start()), seconds(word.span().end())))
                .toArray();
        List<Utterance> parts = new ArrayList<>();
        Utterance rest = utterance;
        int done = 0;
        List<Integer> borders = borders(words, speakers);
        for (int i = 0; i < borders.size(); i++) {
            int next = i + 1 < borders.size() ? borders.get(i + 1) : words.size();
            for (int at : around(borders.get(i), done, next)) {
                Optional<List<Utterance>> split = UtteranceSplit.before(rest, at - done);
                if (split.isPresent()) {
                    parts.add(named(split.get().get(0), most(words, speakers, done, at)));
                    rest = split.get().get(1);
                    done = at;
                    break;
                }
            }
        }
        parts.add(named(rest, most(words, speakers, done, words.size())));
        return joined(parts, utterance);
    }

    /** Returns the words before which another speaker begins than the one before. */
    private List<Integer> borders(List<Word> words, int[] speakers) {
        List<Integer> borders = new ArrayList<>();
        int done = 0;
        for (int i = 1; i < speakers.length; i++) {
            if (speakers[i] != speakers[i - 1]) {
                int at = border(words, speakers, i, done);
                if (at > done) {
                    borders.add(at);
                    done = at;
                }
            }
        }
        List<Integer> changes = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < borders.size(); i++) {
            int to = i + 1 < borders.size() ? borders.get(i + 1) : words.size();
            if (most(words, speakers, from, borders.get(i)) != most(words, speakers, borders.get(i), to)) {
                changes.add(borders.get(i));
                from = borders.get(i);
            }
        }
        return changes;
    }

    /** Returns places near a border, the nearest first: an edit may prevent a split at the best one. */
    private static int[] around(int border, int done, int next) {
        return IntStream.of(0, 1, -1, 2, -2, 3)
                .map(step -> border + step)
                .filter(at -> at > done && at < next)
                .toArray();
    }

    /** Returns the word before which the text is split: near the change at {@code change}, best after a sentence. */
    private int border(List<Word> words, int[] speakers, int change, int done) {
        double time = start(words, change);
        int best = change;
        double least = cost(words, change);
        for (int step : new int[] {-1, 1}) {
            for (int i = change + step;
                    i > done && i < words.size() && Math.abs(start(words, i) - time) <= NEARBY;
                    i += step) {
                double cost = Math.abs(start(words, i) - time) + cost(words, i);
                if (cost < least) {
                    least = cost;
                    best = i;
                }
                // No further than the next change: a split must not jump over a turn.
                if (i > change
                        ? i + 1 < words.size() && speakers[i + 1] != speakers[i]
                        : speakers[i - 1] != speakers[i]) {
                    break;
                }
            }
        }
        return best;
    }

    /** Returns how bad it is to split before a word, in seconds. */
    private static double cost(List<Word> words, int at) {
        String before = words.get(at - 1).text().strip();
        while (!before.isEmpty()
                && "\"')]\u201d\u2019\u300d\u300f\uff09".indexOf(before.charAt(before.length() - 1)) >= 0) {
            before = before.substring(0, before.length() - 1);
        }
        char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
        if (SENTENCE.indexOf(last) >= 0) {
            return 0;
        }
        boolean pause = start(words, at) - end(words, at - 1) >= PAUSE;
        return (CLAUSE.indexOf(last) >= 0 ? AFTER_CLAUSE : MID_SENTENCE) - (pause ? NO_PAUSE : 0);
    }

    private static double start(List<Word> words, int i) {
        return seconds(words.get(i).span().start());
    }

    private static double end(List<Word> words, int i) {
        return seconds(words.get(i).span().end());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    /** Returns the speaker of most of the time of the words [from, to). */
    private int most(List<Word> words, int[] speakers, int from, int to) {
        double[] time = new double[names.size()];
        int best = speakers[from];
        for (int i = from; i < to; i++) {
            time[speakers[i]] += 1 / MILLIS + end(words, i) - start(words, i);
            if (time[speakers[i]] > time[best]) {
                best = speakers[i];
            }
        }
        return best;
    }

    /** Returns who speaks most in this time, or nearest to it. */
    int speaker(double start, double end) {
        double[] time = new double[names.size()];
        int best = -1;
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = firstEndingAfter(start); i < turns.size(); i++) {
            SpeakerTurn turn = turns.get(i);
            double distance = Math.max(0, Math.max(turn.start() - end, start - turn.end()));
            if (distance < least) {
                least = distance;
                nearest = turn.speaker();
            }
            if (turn.start() > end && distance > least) {
                break;
            }
            double shared = Math.min(end, turn.end()) - Math.max(start, turn.start());
            if (shared > 0) {
                time[turn.speaker()] += shared;
                best = best < 0 || time[turn.speaker()] > time[best] ? turn.speaker() : best;
            }
        }
        return best < 0 ? nearest : best;
    }

    /** Returns whether several speakers speak in this time. */
    public boolean changes(double start, double end) {
        int speaker = -1;
        for (int i = firstEndingAfter(start); i < turns.size() && turns.get(i).start() < end; i++) {
            if (turns.get(i).end() > start) {
                if (speaker >= 0 && turns.get(i).speaker() != speaker) {
                    return true;
                }
                speaker = turns.get(i).speaker();
            }
        }
        return false;
    }

    /** Returns the last turn that ends before this time, or the first turn. */
    private int firstEndingAfter(double time) {
        int low = 0;
        int high = turns.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (turns.get(middle).end() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    private Utterance named(Utterance utterance, int speaker) {
        Place place = utterance.place();
        return new Utterance(
                new Place(place.span(), place.timing(), place.channel(), names.get(speaker)),
                utterance.wording(),
                utterance.confidence(),
                utterance.outcome(),
                utterance.words());
    }

    /** If all parts have one speaker after all, the utterance is whole. */
    private List<Utterance> joined(List<Utterance> parts, Utterance whole) {
        String name = parts.get(0).place().speaker();
        boolean one = parts.stream().allMatch(part -> part.place().speaker().equals(name));
        return one ? List.of(named(whole, names.indexOf(name))) : List.copyOf(parts);
    }
}
