package qasr.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import qasr.checkpoint.PickleValue.Table;
import qasr.checkpoint.PickleValue.View;
import qasr.model.ModelException;

/**
 * Finds the tensors of a torch checkpoint: the state dictionary is the root itself, or the entry {@code state_dict} of the
 * root, where Lightning puts it.
 */
final class TorchTensors {
    private static final String STATE = "state_dict";
    private static final String WRAPPER = "module.";

    private static final Map<String, NumberType> TYPES = Map.of(
            "torch.FloatStorage", NumberType.F32,
            "torch.DoubleStorage", NumberType.F64,
            "torch.HalfStorage", NumberType.F16,
            "torch.BFloat16Storage", NumberType.BF16,
            "torch.LongStorage", NumberType.I64);

    private final TorchArchive archive;
    private final Faults faults;

    private TorchTensors(TorchArchive archive, Faults faults) {
        this.archive = archive;
        this.faults = faults;
    }

    /** Returns the tensors by name. */
    static Map<String, StoredTensor> of(TorchArchive archive, Path file) throws ModelException {
        return new TorchTensors(archive, new Faults(file)).tensors();
    }

    private Map<String, StoredTensor> tensors() throws ModelException {
        if (!(archive.root() instanceof Table root)) {
            throw faults.unusable("a torch file without a state dictionary, perhaps a whole model or one tensor;"
                    + " qasr reads checkpoints of weights");
        }
        Table state = root.entries().get(STATE) instanceof Table inner ? inner : root;
        boolean wrapped = state.entries().keySet().stream().allMatch(name -> name.startsWith(WRAPPER));
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, PickleValue> entry : state.entries().entrySet()) {
            if (entry.getValue() instanceof View view) {
                String name = wrapped ? entry.getKey().substring(WRAPPER.length()) : entry.getKey();
                tensors.put(name, tensor(name, view));
            }
        }
        if (tensors.isEmpty()) {
            throw faults.unusable(
                    "a torch file without tensors in its state dictionary; qasr reads checkpoints of" + " weights");
        }
        return tensors;
    }

    private StoredTensor tensor(String name, View view) throws ModelException {
        NumberType type = Optional.ofNullable(TYPES.get(view.storage().type()))
                .orElseThrow(() -> faults.unusable("tensor " + Faults.quoted(name) + " is stored as "
                        + Faults.quoted(view.storage().type())
                        + "; qasr reads float32, float64, float16, bfloat16 and int64"));
        long elements = view.storage().elements();
        if (elements < 0 || elements > Integer.MAX_VALUE / type.bytes()) {
            throw faults.damaged("tensor " + Faults.quoted(name) + " has a storage of " + elements + " numbers");
        }
        Storage storage = archive.storage(view.storage().key(), elements * type.bytes());
        StoredTensor tensor = new StoredTensor(type, view.shape(), view.strides(), view.offset(), storage);
        boolean isEmpty = StoredTensor.elements(view.shape()) == 0;
        if (tensor.last() < 0 || (!isEmpty && tensor.last() >= elements)) {
            throw faults.damaged("tensor " + Faults.quoted(name) + " with sizes "
                    + Faults.quoted(view.shape().toString()) + " does not fit into its storage of " + elements
                    + " numbers");
        }
        return tensor;
    }
}
