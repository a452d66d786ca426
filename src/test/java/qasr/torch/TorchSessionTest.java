package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TorchSessionTest {
    @BeforeEach
    void start() {
        Libtorch.start();
    }

    @Test
    void aFullCacheGrowsAndKeepsWhatItHolds() {
        try (PointerScope scope = new PointerScope()) {
            Tensor filled = torch.randn(3, 2, 4, 16, 5);
            try (TorchSession session = new TorchSession(filled)) {
                session.advance(15);
                session.reserve(1);
                assertSame(filled, session.cache());

                session.advance(1);
                session.reserve(1);
                assertEquals(18, session.capacity());
                assertEquals(16, session.length());
                assertTrue(torch.equal(filled, session.cache().narrow(3, 0, 16)));

                session.reserve(100);
                assertEquals(116, session.capacity());
                assertTrue(torch.equal(filled, session.cache().narrow(3, 0, 16)));
            }
        }
    }
}
