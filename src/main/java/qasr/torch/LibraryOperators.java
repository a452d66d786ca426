package qasr.torch;

import java.util.Optional;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.GraphFunction;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.NumberType;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.OptionalType;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.ValueVector;
import org.bytedeco.pytorch.graph_node_list_iterator;

/**
 * Makes operators outside libtorch's own namespace available to scripts: oneDNN's on packed matrices, and the product with a
 * matrix that fbgemm has packed into an object. The script compiler knows {@code aten::} operators only. So layers.py calls
 * such operators with the same arguments, and this class replaces them in the compiled functions. This must happen before the
 * first call.
 */
final class LibraryOperators {
    private static final String PRODUCT = "blocked_product";
    private static final String MATRIX = "blocked_matrix";
    private static final String DIVIDED = "divided_product";
    private static final String BY_OBJECT = "quantized::linear_dynamic_fp16";

    private LibraryOperators() {}

    /** Replaces the placeholder operators in the functions of {@code unit}, if it has such functions. */
    static void install(CompilationUnit unit) {
        replace(
                unit,
                PRODUCT,
                "aten::mkldnn_linear",
                "mkldnn::_linear_pointwise",
                new IValue("none"),
                scalars(),
                none());
        replace(unit, MATRIX, "aten::to_mkldnn", "mkldnn::_reorder_linear_weight");
        replaceDivided(unit);
    }

    /** Returns whether this libtorch has {@code operator}. It has none of oneDNN where it was built without it, as for macOS. */
    private static boolean exists(String operator) {
        return Dispatcher.singleton().findSchema(new OperatorName(operator, "")).has_value();
    }

    /** Calls an operator that returns one value, which belongs to the caller's pointer scope. */
    static IValue call(String operator, IValue... arguments) {
        Dispatcher dispatcher = Dispatcher.singleton();
        IValueVector stack = new IValueVector(arguments);
        dispatcher.callBoxed(dispatcher.findSchemaOrThrow(operator, ""), stack);
        return new IValue(stack.get(0)); // a copy: the stack's own dies with it
    }

    /**
     * Replaces a function's only node of kind {@code from} by one of kind {@code to}, with {@code more} inputs after
     * its own. Leaves it if this libtorch has no such operator: a graph with an unknown one cannot be run at all.
     */
    static void replace(CompilationUnit unit, String name, String from, String to, IValue... more) {
        Optional<Graph> found = graph(unit, name);
        if (found.isEmpty() || !exists(to)) {
            return;
        }
        Graph graph = found.get();
        JitNode node = only(graph, from);
        graph.setInsertPoint(node);
        ValueVector inputs = new ValueVector();
        for (int i = 0; i < node.inputs().size(); i++) {
            inputs.push_back(node.input(i));
        }
        for (IValue input : more) {
            inputs.push_back(graph.insertConstant(input));
        }
        put(graph, node, to, inputs);
    }

    /** Replaces the placeholder of the function of two arguments, a tensor and a matrix that is declared as any value. */
    private static void replaceDivided(CompilationUnit unit) {
        Optional<Graph> found = graph(unit, DIVIDED);
        if (found.isEmpty() || !PackedMatrix.isPossible()) {
            return;
        }
        Graph graph = found.get();
        JitNode node = only(graph, "aten::relu");
        graph.setInsertPoint(node);
        ValueVector any = new ValueVector();
        any.push_back(graph.inputs().get(1));
        JitNode cast = graph.insertNode(graph.create(Symbol.fromQualString("prim::unchecked_cast"), any, 1));
        cast.output()
                .setType(Dispatcher.singleton()
                        .findSchemaOrThrow(BY_OBJECT, "")
                        .schema()
                        .arguments()
                        .getPointer(1)
                        .type());
        ValueVector inputs = new ValueVector();
        inputs.push_back(node.input(0));
        inputs.push_back(cast.output());
        put(graph, node, BY_OBJECT, inputs);
    }

    /** Returns the graph of function {@code name}, if the unit has such a function. */
    private static Optional<Graph> graph(CompilationUnit unit, String name) {
        Function function = unit.find_function(new QualifiedName(name));
        if (function == null || function.isNull()) {
            return Optional.empty();
        }
        function.ensure_defined();
        return Optional.of(new GraphFunction(function).graph());
    }

    private static void put(Graph graph, JitNode node, String kind, ValueVector inputs) {
        JitNode meant = graph.insertNode(graph.create(Symbol.fromQualString(kind), inputs, 1));
        node.output().replaceAllUsesWith(meant.output());
        node.destroy();
    }

    private static JitNode only(Graph graph, String kind) {
        graph_node_list_iterator end = graph.nodes().end();
        for (graph_node_list_iterator at = graph.nodes().begin(); !at.equals(end); at.increment()) {
            JitNode node = at.multiply();
            if (node.kind().toQualString().getString().equals(kind)) {
                return node;
            }
        }
        throw new IllegalStateException("no " + kind + " in " + graph);
    }

    /** Returns an empty list of optional numbers, for the operator's unused step after the product. */
    private static IValue scalars() {
        Type number = NumberType.getNumberIntTypePtr().get();
        return new IValue(new GenericList(new Type.TypePtr(OptionalType.create(new Type.TypePtr(number)))));
    }

    private static IValue none() {
        return new IValue();
    }
}
