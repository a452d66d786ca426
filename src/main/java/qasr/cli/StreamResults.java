package qasr.cli;

import java.util.List;

/** Results on standard output, each piece as soon as it is known. */
final class StreamResults implements Results {
    private final List<Input> inputs;
    private final boolean headings;
    private final Console console;
    private boolean first = true;

    StreamResults(List<Input> inputs, boolean headings, Console console) {
        this.inputs = inputs;
        this.headings = headings;
        this.console = console;
    }

    @Override
    public Result open(int index, ResultFormat format) {
        if (headings) {
            console.result(Headings.of(inputs.get(index), first));
            first = false;
        }
        return new Result() {
            @Override
            public void append(String text) {
                console.result(text);
            }

            @Override
            public void commit() {}
        };
    }

    @Override
    public void finish() {}
}
