package qasr.torch;

import org.bytedeco.pytorch.Tensor;

/**
 * Asks Linux to read a mapped file in large pages, in which products read it a third faster. Of a file of 1.2 GB that was not
 * in memory, two threads got 87 % in large pages unasked and all of it when asked; of one of 150 MB 41 % and 80 % (Linux 6.18,
 * ext4). Elsewhere, and with older kernels or other file systems, asking changes nothing.
 */
final class LargePages {
    private LargePages() {}

    /** Asks for {@code mapped}, the bytes of a whole file; returns whether the system has taken it. */
    static boolean ask(Tensor mapped) {
        return Madvise.LARGE_PAGES.tell(mapped.data_ptr().address(), mapped.numel());
    }
}
