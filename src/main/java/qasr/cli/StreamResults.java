package qasr.cli;

import java.util.List;

/** Results on standard output, each piece as soon as it is known. */
final class StreamResults implements Results {
    private final List<Input> inputs;
    private final boolean headings;
    private final StyledOutput output;
    private boolean first = true;

    StreamResults(List<Input> inputs, boolean headings, StyledOutput output) {
        this.inputs = inputs;
        this.headings = headings;
        this.output = output;
    }

    @Override
    public Result open(int index, ResultFormat format) {
        if (headings) {
            output.append(Headings.of(inputs.get(index), first));
            first = false;
        }
        return new Result() {
            @Override
            public void append(String text) {
                output.append(text);
            }

            @Override
            public void commit() {}
        };
    }

    @Override
    public void finish() {}
}
