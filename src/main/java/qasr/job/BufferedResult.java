package qasr.job;

import java.util.function.BiConsumer;

/** A result that is handed on in one piece, with its language, when it is whole. */
final class BufferedResult implements Results.Result {
    private final BiConsumer<String, String> whole;
    private final StringBuilder text = new StringBuilder();

    BufferedResult(BiConsumer<String, String> whole) {
        this.whole = whole;
    }

    @Override
    public void append(String piece) {
        text.append(piece);
    }

    @Override
    public void commit(String language) {
        whole.accept(text.toString(), language);
    }
}
