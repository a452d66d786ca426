package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import qasr.model.DeviceException;

class NetworkOptionsTest {
    @Test
    void threadsAndDeviceAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new NetworkOptions(0, "cpu"));
        for (String device : List.of("gpu", "cuda:", "cuda:x", "CPU", "")) {
            String message = assertThrows(IllegalArgumentException.class, () -> new NetworkOptions(1, device))
                    .getMessage();
            assertEquals("device '" + device + "' is not one of auto, cpu, cuda, cuda:N", message);
        }
        assertEquals("cuda:1", new NetworkOptions(2, "cuda:1").device());
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() throws Exception {
        Libtorch.start();
        Assumptions.assumeFalse(torch.cuda_is_available());
        DeviceException e = assertThrows(DeviceException.class, () -> Libtorch.device("cuda:0"));
        assertTrue(e.getMessage().startsWith("device 'cuda:0' is not available"), e.getMessage());
        assertEquals(DeviceException.Reason.NO_SUCH_DEVICE, e.reason());
        try (PointerScope scope = new PointerScope()) {
            assertTrue(Libtorch.device("auto").is_cpu());
        }
    }
}
