package qasr.cli;

import java.util.function.Consumer;

/** A result that is handed on in one piece when it is whole. */
final class BufferedResult implements Results.Result {
    private final Consumer<String> whole;
    private final StringBuilder text = new StringBuilder();

    BufferedResult(Consumer<String> whole) {
        this.whole = whole;
    }

    @Override
    public void append(String piece) {
        text.append(piece);
    }

    @Override
    public void commit() {
        whole.accept(text.toString());
    }
}
