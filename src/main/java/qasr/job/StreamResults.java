package qasr.job;

import qasr.output.ResultFormat;

/** Results on standard output, each piece as soon as it is ready. */
final class StreamResults implements Results {
    private final Headings headings;
    private final StyledOutput output;

    StreamResults(Headings headings, StyledOutput output) {
        this.headings = headings;
        this.output = output;
    }

    @Override
    public Result open(int index, ResultFormat format) {
        String heading = headings.next(index);
        if (!heading.isEmpty()) {
            output.append(heading);
        }
        return new Result() {
            @Override
            public void append(String text) {
                output.append(text);
            }

            @Override
            public void commit(String language) {}
        };
    }

    @Override
    public void finish() {}
}
